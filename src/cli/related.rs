//! `dateline related-entities`: who and what stands in the company of an entity.

use std::io;
use std::io::Write;

use clap::ValueEnum;
use serde_json::Value;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::JsonArgs;
use crate::cli::context::Context;
use crate::cli::nothing::nothing;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::cli::usage;
use crate::export::Sheet;
use crate::model::Company;
use crate::model::Query;
use crate::model::Related;
use crate::model::Relation;
use crate::model::Unit;

/// List who and what is named together with an entity
#[derive(clap::Args, Debug)]
#[command(
    long_about = "List who and what is named together with an entity.\n\n\
        Counts articles, or paragraphs of their bodies, that name both. The lift says how many times more often they are \
        together than chance would have it: 1 is chance, and below it they avoid each other. Names count as aliases.toml \
        has them. If the name fits several entities, the one of exactly this name counts, else the one in most articles, \
        and a remark names the others.",
    after_help = "\
Examples:
  dateline related-entities 'Wes Streeting'
  dateline related-entities 'NHS England' --with person --in paragraph --sort lift
  dateline related-entities Streeting --kind person --query strike --since 2025-12 --csv"
)]
pub(super) struct RelatedEntities {
    /// Name of the entity: the whole, or words of it
    #[arg(value_name = "NAME")]
    name: String,
    /// Its kind: person, organisation, place, or one of your rules
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only entities of this kind beside it
    #[arg(long, value_name = "KIND")]
    with: Option<String>,
    /// Where both must stand
    #[arg(long = "in", value_name = "UNIT", default_value = "article")]
    unit: In,
    /// Only articles that match, in the query language of `dateline search`
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    query: String,
    #[command(flatten)]
    days: DayArgs,
    /// Fewest times together: rare names have a high lift by chance
    #[arg(long, value_name = "N", default_value_t = 2)]
    min: u64,
    /// What comes first
    #[arg(long, value_name = "ORDER", default_value = "count")]
    sort: Sort,
    /// Most entities to list; 0 lists all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    json: JsonArgs,
    /// Print comma-separated values with a header
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum In {
    Article,
    Paragraph,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Most often together
    Count,
    /// Highest lift
    Lift,
}

/// Other entities of a name that a remark lists.
const SHOWN_CANDIDATES: usize = 5;

impl Verb for RelatedEntities {
    const NAME: &'static str = "related-entities";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        if !self.name.contains(char::is_alphanumeric) {
            return Err(usage("the name is empty; `dateline entities` lists names").into());
        }
        let filters = self.days.filters();
        let query = Query { text: self.query.clone(), filters, ..Query::default() };
        let company = Company {
            name: self.name.clone(),
            kind: self.kind.clone(),
            with: self.with.clone(),
            unit: match self.unit {
                In::Article => Unit::Article,
                In::Paragraph => Unit::Paragraph,
            },
            min: self.min,
            by_lift: self.sort == Sort::Lift,
            limit: self.limit,
        };
        let searcher = context.searcher()?;
        let Some(found) = searcher.related(&query, &company)? else {
            let name = one_line(&self.name);
            let hint = format!(
                "no entity is called {name}; `dateline entities --like \"{name}\"` lists names like this one"
            );
            if self.json.json {
                let mut output = Output::stdout();
                output.json(&Value::Null)?;
                output.finish()?;
            }
            return Ok(nothing(context, &searcher, &query, &hint)?);
        };
        let mut output = Output::stdout();
        if self.json.json {
            output.json(&found)?;
        } else if self.json.ndjson {
            found.related.iter().try_for_each(|relation| output.ndjson(relation))?;
        } else if self.csv {
            write_csv(&found, &mut output)?;
        } else {
            print(&found, context.painter(), &mut output)?;
        }
        output.finish()?;
        remark(&found, context);
        Ok(if found.found > 0 { Status::Done } else { Status::Nothing })
    }
}

fn remark(found: &Related, context: &Context) {
    if !found.candidates.is_empty() {
        let shown = found.candidates.iter().take(SHOWN_CANDIDATES);
        let shown: Vec<String> =
            shown.map(|other| format!("{} ({})", one_line(&other.value), other.count)).collect();
        let more = match found.candidates.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        context.remark(&format!(
            "taken for {}; the name also fits {}{more}",
            one_line(&found.key),
            shown.join(", ")
        ));
    }
    if found.found == 0 {
        context.remark("nobody is named together with it so often; --min 1 lists all");
    } else {
        context.remark(&format!(
            "{} of {}",
            found.related.len(),
            counted(found.found, "entity", "entities")
        ));
    }
}

fn print(found: &Related, painter: Painter, output: &mut Output) -> io::Result<()> {
    let unit = match found.unit {
        Unit::Article => "articles",
        Unit::Paragraph => "paragraphs",
    };
    let name = painter.paint(BOLD, &one_line(&found.name));
    writeln!(output, "{name}  {}  in {} of {} {unit}", found.kind, found.count, found.total)?;
    let names: Vec<String> = found.related.iter().map(|other| one_line(&other.name)).collect();
    let wide = |words: &mut dyn Iterator<Item = usize>| words.max().unwrap_or(0);
    let width = wide(&mut names.iter().map(|name| name.chars().count())).min(48);
    let kinds = wide(&mut found.related.iter().map(|other| other.kind.chars().count()));
    if !names.is_empty() {
        let head = format!(
            "  {:kinds$}  {:width$}  {:>8}  {:>8}  {:>7}",
            "", "", "together", "of", "lift"
        );
        writeln!(output, "{}", painter.paint(DIM, &head))?;
    }
    for (name, Relation { kind, together, count, lift, .. }) in names.iter().zip(&found.related) {
        let kind = painter.paint(DIM, &format!("{kind:kinds$}"));
        writeln!(output, "  {kind}  {name:width$}  {together:>8}  {count:>8}  {lift:>7.2}")?;
    }
    Ok(())
}

fn write_csv(found: &Related, output: &mut Output) -> io::Result<()> {
    let head = ["key", "kind", "name", "together", "count", "lift"];
    let mut sheet = Sheet::new(output, head.into_iter())?;
    found.related.iter().try_for_each(|relation| sheet.record(relation))?;
    sheet.finish()
}
