//! `dateline compare`: the words and entities that set two groups of articles apart.

use std::io;
use std::io::Write;

use serde::Serialize;

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
use crate::export::Sheet;
use crate::model::Comparison;
use crate::model::Difference;
use crate::model::Query;
use crate::model::Side;

/// Show which words and entities set two groups of articles apart
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Show which words and entities set two groups of articles apart.\n\n\
        Words are counted as they occur in title and body, folded to small letters without accents; entities by the \
        articles that name them. Differences are log-odds ratios with the whole index as prior (Monroe, Colaresi and \
        Quinn 2008); z says how sure one is: above 1.96 it is hardly chance. Articles that match both queries count on \
        neither side. Without a second query the first is compared with all other articles.",
    after_help = "\
Examples:
  dateline compare site:gazette site:herald
  dateline compare 'nurses published:2025-11' 'nurses published:2025-12' --top 30
  dateline compare 'person:\"Priya Raman-Ellis\"' --json | jq '.a.terms[].value'"
)]
pub(super) struct Compare {
    /// One group, in the query language of `dateline search`
    #[arg(value_name = "QUERY_A")]
    a: String,
    /// The other; without it, all articles but those of the first
    #[arg(value_name = "QUERY_B")]
    b: Option<String>,
    #[command(flatten)]
    days: DayArgs,
    /// Fewest occurrences of a word, and articles with an entity, on both sides together
    #[arg(long, value_name = "N", default_value_t = 3)]
    min: u64,
    /// Most words and entities to show for each side; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 15)]
    top: usize,
    #[command(flatten)]
    json: JsonArgs,
    /// Print comma-separated values with a header
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
}

impl Verb for Compare {
    const NAME: &'static str = "compare";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let query = |text: &String| Query {
            text: text.clone(),
            filters: self.days.filters(),
            ..Query::default()
        };
        let (a, b) = (query(&self.a), self.b.as_ref().map(query));
        let searcher = context.searcher()?;
        let found = searcher.compare(&a, b.as_ref(), (self.min, self.top))?;
        let mut output = Output::stdout();
        if self.json.json {
            output.json(&found)?;
        } else if self.json.ndjson {
            each(&found, |line| output.ndjson(&line))?;
        } else if self.csv {
            write_csv(&found, &mut output)?;
        } else if found.a.articles > 0 && found.b.articles > 0 {
            print(&found, context.painter(), &mut output)?;
        }
        output.finish()?;
        let both = found.both as usize;
        if both > 0 {
            let articles = counted(both, "article matches", "articles match");
            context.remark(&format!("{articles} both and count on neither side"));
        }
        let Some((side, query)) = [(&found.a, Some(&a)), (&found.b, b.as_ref())]
            .into_iter()
            .find(|(side, _)| side.articles == 0)
        else {
            return Ok(Status::Done);
        };
        let hint = format!("no article of {} alone", told(side));
        let every = Query { filters: self.days.filters(), ..Query::default() };
        Ok(nothing(context, &searcher, query.unwrap_or(&every), &hint)?)
    }
}

/// Returns what a side is called.
fn told(side: &Side) -> String {
    side.query.as_deref().map_or("everything else".to_owned(), one_line)
}

/// A difference with the side that has more of it.
#[derive(Serialize)]
struct Line<'a> {
    side: &'static str,
    of: &'static str,
    #[serde(flatten)]
    difference: &'a Difference,
}

/// Passes on every difference.
fn each(found: &Comparison, mut take: impl FnMut(Line<'_>) -> io::Result<()>) -> io::Result<()> {
    for (side, Side { terms, entities, .. }) in [("a", &found.a), ("b", &found.b)] {
        for (of, differences) in [("term", terms), ("entity", entities)] {
            for difference in differences {
                take(Line { side, of, difference })?;
            }
        }
    }
    Ok(())
}

fn print(found: &Comparison, painter: Painter, output: &mut Output) -> io::Result<()> {
    for side in [&found.a, &found.b] {
        let Side { articles, words, terms, entities, .. } = side;
        let head = format!("more in {}", told(side));
        let articles = counted(*articles as usize, "article", "articles");
        let size = format!("{articles}, {}", counted(*words as usize, "word", "words"));
        writeln!(output, "{}  {}", painter.paint(BOLD, &head), painter.paint(DIM, &size))?;
        for differences in [terms, entities] {
            print_differences(differences, painter, output)?;
        }
    }
    Ok(())
}

fn print_differences(
    differences: &[Difference],
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    if differences.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = differences.iter().map(|one| one_line(&one.value)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).clamp(8, 48);
    let is_term = differences.iter().all(|one| one.kind.is_none());
    let what = if is_term { "word" } else { "entity" };
    let head = format!("  {what:width$}  {:>7}  {:>7}  {:>7}", "here", "there", "z");
    writeln!(output, "{}", painter.paint(DIM, &head))?;
    for (name, Difference { kind, here, there, z, .. }) in names.iter().zip(differences) {
        let kind = kind.as_deref().map(|kind| format!("  {kind}")).unwrap_or_default();
        let kind = painter.paint(DIM, &kind);
        writeln!(output, "  {name:width$}  {here:>7}  {there:>7}  {z:>7.2}{kind}")?;
    }
    writeln!(output)
}

fn write_csv(found: &Comparison, output: &mut Output) -> io::Result<()> {
    let head = ["side", "of", "value", "kind", "here", "there", "log_odds", "z"];
    let mut sheet = Sheet::new(output, head.into_iter())?;
    each(found, |line| sheet.record(&line))?;
    sheet.finish()
}
