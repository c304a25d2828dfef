//! `dateline entities`: who and what the articles of the index name, and which names may be one.

use std::io;
use std::io::Write;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::RuleArgs;
use crate::cli::context::Context;
use crate::cli::nothing::nothing;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::error::Result;
use crate::index::Alike;
use crate::index::alike;
use crate::model::Count;
use crate::model::KnownEntity;
use crate::model::Query;
use crate::text::token::tokenize;

/// List the people, organisations, places and the like of all articles
#[derive(clap::Args, Debug)]
#[command(
    long_about = "List the people, organisations, places and the like of all articles.\n\n\
        Those in most articles come first, with the ways in which they are written. Names that differ in case, accents \
        or punctuation alone are one. What else is one, or is not, stands in `aliases.toml` in the current folder, or in \
        the file named by --aliases. It holds at once for every command that reads the index, and for `extract`, needs no \
        new ingest, and never changes the index.",
    after_help = "\
Examples:
  dateline entities --kind person --limit 50
  dateline entities --like streeting
  dateline entities strike --since 2025-12 --json
  dateline entities --duplicates >> aliases.toml      then read what was added

aliases.toml:
  [[merge]]
  kind = \"person\"
  name = \"Wes Streeting\"
  variants = [\"Wesley Streeting\", \"W. Streeting\"]
  [[split]]                                           in articles that also name one of these
  kind = \"person\"
  name = \"John Smith\"
  into = \"John Smith (footballer)\"
  with = [\"Arsenal\"]                                  or sites = [\"Goal News\"]
  [[rename]]
  kind = \"organisation\"
  name = \"Facebook\"
  to = \"Meta\"
  [[ignore]]
  kind = \"person\"
  name = \"Reuters Staff\""
)]
pub(super) struct Entities {
    /// Only of articles that match, in the query language of `dateline search`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only entities of this kind: person, organisation, place, or one of your rules
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only entities whose name has words that begin so
    #[arg(long, value_name = "NAME")]
    like: Option<String>,
    /// Most entities to list; 0 lists all, without mentions and variants [default: 20; all duplicates]
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
    /// Entities to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    #[command(flatten)]
    days: DayArgs,
    /// Print names that are likely one as lines for aliases.toml
    #[arg(long, conflicts_with_all = ["json", "ndjson", "offset"])]
    duplicates: bool,
    #[command(flatten)]
    json: JsonArgs,
}

impl Verb for Entities {
    const NAME: &'static str = "entities";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let searcher = context.searcher()?;
        let query = Query {
            text: self.query.join(" "),
            filters: self.days.filters(),
            limit: if self.duplicates { 0 } else { self.limit.unwrap_or(DEFAULT_LIMIT) },
            offset: self.offset,
            ..Query::default()
        };
        let mut found = searcher.entities(&query, self.kind.as_deref(), self.like.as_deref())?;
        if let Some(like) = self.like.as_deref().filter(|_| found.total == 0) {
            for full in full_names(like, self.kind.as_deref(), context)? {
                context.remark(&format!("{like} is short for {full}"));
                found = searcher.entities(&query, self.kind.as_deref(), Some(&full))?;
                if found.total > 0 {
                    break;
                }
            }
        }
        let mut output = Output::stdout();
        let mut any = found.total > 0;
        if self.duplicates {
            let mut proposals = alike(&found.entities, &context.aliases()?);
            any = !proposals.is_empty();
            proposals.truncate(self.limit.filter(|&limit| limit > 0).unwrap_or(usize::MAX));
            proposals.iter().try_for_each(|alike| propose(alike, &mut output))?;
        } else if self.json.json {
            output.json(&found)?;
        } else if self.json.ndjson {
            found.entities.iter().try_for_each(|entity| output.ndjson(entity))?;
        } else {
            print(&found.entities, context.painter(), &mut output)?;
        }
        output.finish()?;
        if !self.duplicates {
            remark_on_strangers(&searcher.strangers()?, context);
        }
        if !any {
            let hint = if self.duplicates { "no names that are likely one" } else { "" };
            return Ok(nothing(context, &searcher, &query, hint)?);
        }
        if !self.duplicates && !self.json.json && !self.json.ndjson {
            context.remark(&format!(
                "{} of {}",
                found.entities.len(),
                counted(found.total, "entity", "entities")
            ));
        }
        Ok(Status::Done)
    }
}

/// Strangers that are told one by one.
const MOST_STRANGERS: usize = 5;

/// Tells of what the aliases speak though no article has it: a typing error would otherwise do nothing, silently.
fn remark_on_strangers(strangers: &[(String, String)], context: &Context) {
    for (kind, name) in strangers.iter().take(MOST_STRANGERS) {
        context.remark(&format!(
            "aliases: no article has a {kind} called \"{name}\"; if one should, mend kind or name"
        ));
    }
    let more = strangers.len().saturating_sub(MOST_STRANGERS);
    if more > 0 {
        context.remark(&format!("aliases: no article has {more} more of the names in them"));
    }
}

/// Returns the names that the lists have for a short or an old one: NHS, Kiev.
fn full_names(like: &str, kind: Option<&str>, context: &Context) -> Result<Vec<String>> {
    let rules = context.rules(&RuleArgs::default())?;
    let mut tokens = Vec::new();
    tokenize(like, &mut tokens);
    let kinds = rules.kinds().into_iter().filter(|one| kind.is_none_or(|kind| kind == *one));
    let names = kinds.filter_map(|kind| rules.lexicon.canonical_name(kind, &tokens));
    Ok(names.map(str::to_owned).collect())
}

/// The limit where none is given.
const DEFAULT_LIMIT: usize = 20;

/// Most variants of an entity that a line shows.
const SHOWN_VARIANTS: usize = 8;

fn print(entities: &[KnownEntity], painter: Painter, output: &mut Output) -> io::Result<()> {
    let width = entities.iter().map(|entity| entity.kind.chars().count()).max().unwrap_or(0);
    for entity in entities {
        let KnownEntity { kind, name, articles, mentions, variants, .. } = entity;
        let kind = painter.paint(DIM, &format!("{kind:width$}"));
        let mut line = format!(
            "{kind}  {}  {}",
            painter.paint(BOLD, &one_line(name)),
            counted(*articles as usize, "article", "articles")
        );
        if *mentions > 0 {
            line.push_str(&format!(", {}", counted(*mentions as usize, "mention", "mentions")));
        }
        let shown: Vec<String> = variants
            .iter()
            .take(SHOWN_VARIANTS)
            .map(|Count { value, count }| format!("{} {count}", one_line(value)))
            .collect();
        if variants.len() > 1 {
            line.push_str(&painter.paint(DIM, &format!("  {}", shown.join(" · "))));
        }
        writeln!(output, "{line}")?;
    }
    Ok(())
}

/// Writes one proposal as a table of `aliases.toml`.
fn propose(alike: &Alike, output: &mut Output) -> io::Result<()> {
    let text = |name: &str| toml::Value::String(name.to_owned()).to_string();
    for (name, articles, why) in &alike.variants {
        writeln!(
            output,
            "# {}: {why}; in {}",
            one_line(name),
            counted(*articles as usize, "article", "articles")
        )?;
    }
    writeln!(output, "[[merge]]\nkind = {}", text(&alike.kind))?;
    writeln!(
        output,
        "name = {}  # in {}",
        text(&alike.name),
        counted(alike.articles as usize, "article", "articles")
    )?;
    let variants: Vec<String> = alike.variants.iter().map(|(name, _, _)| text(name)).collect();
    writeln!(output, "variants = [{}]\n", variants.join(", "))
}
