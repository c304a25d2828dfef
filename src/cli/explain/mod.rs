//! `dateline explain`: why each mention is one, and what lost against it.

mod account;
mod blocks;
mod fact;
mod line;
mod page;
mod speech;

use std::collections::BTreeSet;
use std::io;
use std::io::Write;
use std::iter;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::InputArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::args::RuleArgs;
use crate::cli::context::Context;
use crate::cli::explain::account::Account;
use crate::cli::explain::account::CandidateAccount;
use crate::cli::explain::account::Choice;
use crate::cli::explain::account::LoserAccount;
use crate::cli::explain::line::Line;
use crate::cli::highlight;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::cli::terminal::remark;
use crate::cli::usage;
use crate::error::Result;
use crate::extract::Annotator;
use crate::model::RawDocument;
use crate::model::TextField;
use crate::parse;
use crate::parse::BlockAccount;
use crate::parse::ParseOptions;
use crate::read;
use crate::read::Source;
use crate::rules::RuleSet;
use crate::text::offset::OffsetUnit;

/// Show why each mention was found, and what lost
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Show why each mention was found, and what lost.\n\n\
        For each mention its rule and its evidence with weights, then the other readings of the same place that lost, \
        and why; then the facts, and how the numbers of a change hang together. With --all also their evidence, and at the \
        end the candidates that were too weak.\n\n\
        For each quote its speaker with the rule that says so; where nobody is named, those who may be meant, why, and \
        what each is worth: below the threshold nobody becomes the speaker.\n\n\
        Of a web page also each block of text: + if it is part of the body, - if not, its score as prose, and why.",
    after_help = "\
Examples:
  dateline explain article.txt
  dateline explain article.txt:7              what stands in line 7
  dateline explain article.txt --kind person --mention Streeting
  dateline explain articles.jsonl:12 --json   the article in line 12
  dateline explain page.html --html > see.html   the page with its blocks in colours

The page of --html looks as the given one does, as far as that needs no other file: it loads nothing, and nothing in
it runs. Point at a block to read its score and the reason."
)]
pub(super) struct Explain {
    /// A file, or - for standard input; with :LINE, one line of it
    #[arg(value_name = "FILE[:LINE]")]
    file: PathBuf,
    /// Only mentions of this kind, such as person, or quotes (`quote`) (repeatable)
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only mentions with this text in their words
    #[arg(long, value_name = "TEXT")]
    mention: Option<String>,
    /// Everything that lost, with its evidence: other readings as the same thing, and candidates that were too weak
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    offsets: OffsetArgs,
    #[command(flatten)]
    json: JsonArgs,
    /// Print the page itself with its blocks in colours: what was taken, what was left out, and why
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    html: bool,
}

impl Verb for Explain {
    const NAME: &'static str = "explain";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let (path, line) = split_line(&self.file)?;
        let source = Source { paths: vec![path], select: self.input.select()? };
        let format = self.input.format();
        let rules = context.rules(&self.rules)?;
        self.check_kinds(&rules)?;
        let mut annotator = Annotator::new(&rules);
        let mut printer = Printer {
            json: self.json,
            html: self.html,
            unit: context.offsets(self.offsets),
            painter: context.painter(),
            choice: Choice { kinds: self.kind.clone(), words: self.mention.clone(), all: self.all },
            output: Output::stdout(),
            accounts: Vec::new(),
            printed: false,
        };
        let options = context.pipeline(&self.input).parse;
        let mut status = Status::Done;
        for entry in read::files(&source) {
            let documents: Box<dyn Iterator<Item = _>> = match entry {
                Ok(entry) => Box::new(read::documents(&entry, format, &self.input.limits())),
                Err(failure) => Box::new(iter::once(Err(failure))),
            };
            for document in documents {
                let done = match document {
                    Ok(raw) => explain(&raw, line, &options, &mut annotator, &mut printer)?,
                    Err(failure) => {
                        failed(&failure.origin.path, failure.origin.item, &failure.message)
                    }
                };
                status = if done == Status::Partial { done } else { status };
            }
        }
        if let (Some(line), false, Status::Done) = (line, printer.printed, status) {
            let file = source.paths[0].display();
            return Err(usage(format!("{file}: there is no article in line {line}")).into());
        }
        printer.finish()?;
        Ok(status)
    }
}

impl Explain {
    /// Refuses kinds of mentions and facts that no rule finds: nothing would be printed.
    fn check_kinds(&self, rules: &RuleSet) -> Result<()> {
        let kinds: BTreeSet<&str> = rules.rules.iter().map(|rule| rule.kind.as_str()).collect();
        match self.kind.iter().find(|kind| !kinds.contains(kind.as_str())) {
            Some(kind) => {
                let known = kinds.into_iter().collect::<Vec<_>>().join(", ");
                Err(usage(format!("no rule finds the kind \"{kind}\"; kinds are {known}")))
            }
            None => Ok(()),
        }
    }
}

/// Splits `file:7`, unless there is a file of that very name.
fn split_line(file: &Path) -> Result<(PathBuf, Option<u32>)> {
    let split = file.to_str().and_then(|name| name.rsplit_once(':'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match split.filter(|(_, line)| is_number(line) && !file.exists()) {
        None => Ok((file.to_owned(), None)),
        Some((path, line)) => match line.parse() {
            Ok(line) if line > 0 => Ok((PathBuf::from(path), Some(line))),
            _ => Err(usage(format!("{path}: there is no line {line}; lines are counted from 1"))),
        },
    }
}

fn failed(path: &str, item: Option<u32>, message: &str) -> Status {
    let item = item.map(|item| format!(":{item}")).unwrap_or_default();
    remark(&format!("dateline: {path}{item}: {message}"));
    Status::Partial
}

/// Prints the accounts of the articles of a document.
fn explain(
    raw: &RawDocument,
    line: Option<u32>,
    options: &ParseOptions,
    annotator: &mut Annotator<'_>,
    printer: &mut Printer,
) -> anyhow::Result<Status> {
    let mut status = Status::Done;
    let mut blocks = if line.is_none() { parse::blocks(raw) } else { Vec::new() };
    if printer.html {
        return printer.page(raw, &blocks);
    }
    for entry in parse::parse(raw, options).articles {
        let (article, _) = match entry {
            Ok(entry) => entry,
            Err(failure) if line.is_none() || failure.item.is_none() || failure.item == line => {
                status = failed(&raw.origin.path, failure.item, &failure.message);
                continue;
            }
            Err(_) => continue,
        };
        // In a file of many articles a line is an article; in any other it is a place in the one there is.
        let is_wanted =
            article.origin.item.is_none() || line.is_none() || article.origin.item == line;
        let line = line.filter(|_| article.origin.item.is_none());
        if is_wanted {
            let line = line.map(|number| Line::new(raw, number, &article)).transpose()?;
            if let Some(unplaced) = line.as_ref().and_then(Line::remark) {
                remark(&format!("dateline: {unplaced}"));
            }
            let (annotations, explanation) = annotator.explain(&article);
            let mut account =
                Account::new(&article, &annotations, &explanation, line.as_ref(), printer.unit);
            account.keep(&printer.choice);
            account.blocks = std::mem::take(&mut blocks);
            printer.print(account)?;
        }
    }
    Ok(status)
}

/// Prints accounts.
struct Printer {
    json: JsonArgs,
    /// Web pages are shown as such.
    html: bool,
    unit: OffsetUnit,
    painter: Painter,
    choice: Choice,
    output: Output,
    /// Those that wait for the end of one JSON document.
    accounts: Vec<Account>,
    /// There was an account.
    printed: bool,
}

impl Printer {
    /// Prints a page in colours.
    fn page(&mut self, raw: &RawDocument, blocks: &[BlockAccount]) -> anyhow::Result<Status> {
        self.printed = true;
        if blocks.is_empty() {
            let message = "no web page with text; --html shows what of a page was taken";
            return Ok(failed(&raw.origin.path, raw.origin.item, message));
        }
        let pieces = parse::copy(raw, blocks);
        write!(self.output, "{}", page::page(&raw.origin.path, blocks, &pieces))?;
        Ok(Status::Done)
    }

    fn print(&mut self, account: Account) -> io::Result<()> {
        self.printed = true;
        if self.json.json {
            self.accounts.push(account);
            return Ok(());
        }
        if self.json.ndjson {
            return self.output.ndjson(&account);
        }
        let title = one_line(account.title.as_deref().unwrap_or("(no title)"));
        writeln!(
            self.output,
            "{}  {}\n",
            self.painter.paint(BOLD, &title),
            one_line(&account.path)
        )?;
        blocks::print(&mut self.output, self.painter, &account.blocks)?;
        for mention in &account.mentions {
            let value = mention.value.as_ref().map(|value| format!(" = {value}"));
            let entity = mention.entity.as_ref().map(|name| format!(" → {name}"));
            self.candidate(&mention.candidate, &value.or(entity).unwrap_or_default(), "")?;
            if let Some(arithmetic) = &mention.arithmetic {
                writeln!(self.output, "    {}", one_line(arithmetic))?;
            }
            mention.lost.iter().try_for_each(|loser| self.loser(loser, "  "))?;
        }
        fact::print(&mut self.output, self.painter, &account.facts)?;
        speech::print(&mut self.output, self.painter, &account.quotes)?;
        if !account.dismissed.is_empty() {
            writeln!(self.output, "{}", self.painter.paint(BOLD, "dismissed"))?;
        }
        account.dismissed.iter().try_for_each(|loser| self.loser(loser, ""))?;
        writeln!(self.output)
    }

    fn loser(&mut self, loser: &LoserAccount, indent: &str) -> io::Result<()> {
        if self.choice.all {
            return self.candidate(&loser.candidate, &format!("  lost: {}", loser.reason), indent);
        }
        let CandidateAccount { kind, text, rule, .. } = &loser.candidate;
        let kind = self.painter.paint(highlight::color(kind), kind);
        let (text, reason) = (one_line(text), one_line(&loser.reason));
        writeln!(
            self.output,
            "{indent}{}  {kind}  {text}  {rule}: {reason}",
            self.painter.paint(DIM, "not")
        )
    }

    fn candidate(
        &mut self,
        candidate: &CandidateAccount,
        remark: &str,
        indent: &str,
    ) -> io::Result<()> {
        let CandidateAccount { kind, start, end, text, rule, score, evidence, field } = candidate;
        let kind = self.painter.paint(highlight::color(kind), kind);
        let field = if *field == TextField::Title { "title" } else { "text" };
        let place = self.painter.paint(DIM, &format!("{field} {start}-{end}"));
        let (text, remark) = (one_line(text), crate::cli::terminal::clean(remark).into_owned());
        writeln!(self.output, "{indent}{kind}  {text}{remark}  {place}")?;
        writeln!(self.output, "{indent}  {score:+6.2}  {rule}")?;
        for reason in evidence {
            let about = self.painter.paint(DIM, &one_line(&reason.about));
            writeln!(
                self.output,
                "{indent}    {:+6.2}  {}  {about}",
                reason.weight,
                one_line(&reason.name)
            )?;
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        if self.json.json {
            self.output.json(&self.accounts)?;
        }
        Ok(self.output.finish()?)
    }
}
