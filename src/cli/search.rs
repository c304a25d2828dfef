//! `dateline search`: a query → hits and counts, for people or as JSON.

use std::ffi::OsString;
use std::io::Write;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::context::Context;
use crate::cli::counts::CountArgs;
use crate::cli::cross;
use crate::cli::output::Output;
use crate::cli::quotes::ListQuotes;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::MATCH;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::model::AmbiguousName;
use crate::model::Count;
use crate::model::Hit;
use crate::model::Hits;
use crate::model::Order;
use crate::model::Query;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// Find articles in the index
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Find articles in the index.\n\n\
        Words are found in title and text in all their forms, and all of them must occur. The exit status is 1 if \
        nothing is found.",
    after_help = "\
Query language:
  strike doctors                 both words            \"resident doctors\"      the words as written, in this order
  strike OR walkout              either                -football               without
  title:strike                   in the title          site:\"The Guardian\"     from this publication
  person:\"Wes Streeting\"         naming a person; in the same way organisation:, place:, and every other kind
  quote:\"pay dispute\" speaker:streeting                both in one and the same quote; see also dateline quotes
  published:[2025-12-01 TO 2025-12-31]                 percentage:>20          with a percentage above 20

Examples:
  dateline search strike --since 2025-12-01 --sort date
  dateline search person:streeting --json | jq '.hits[].title'
  dateline search --limit 0 --count-by organisation --top 5 --by month         a cross table; also --csv, --json
  dateline search strike -n0 --by week --since 2025 --until 2025 --sparkline
  dateline search strike -n0 --by month --plot strikes.svg --plot-title 'Strikes in the news'"
)]
pub(super) struct Search {
    /// The query; without one, every article
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Most hits to show; 0 shows only numbers
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Hits to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Order of the hits
    #[arg(long, value_name = "ORDER", default_value = "relevance", allow_hyphen_values = true)]
    sort: Sort,
    #[command(flatten)]
    days: DayArgs,
    #[command(flatten)]
    counts: CountArgs,
    #[command(flatten)]
    json: JsonArgs,
    #[command(flatten)]
    offsets: OffsetArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Sort {
    /// Best first
    Relevance,
    /// Newest first
    #[value(alias = "newest")]
    Date,
    /// Oldest first
    #[value(name = "-date", alias = "oldest")]
    Oldest,
}

/// Returns the arguments with `-word` in a query written as `NOT word`: it would be taken for options. What could be one
/// (`-n5`, `--sort -date`) and what comes after `--` stays.
pub(super) fn spell_negations(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut spelt: Vec<OsString> = Vec::new();
    let mut is_query = false;
    for arg in args {
        let is_value = spelt.last().is_some_and(|last| last == "--sort");
        let is_export = spelt.iter().any(|known| known == "export");
        let takes_query = arg == Search::NAME || arg == ListQuotes::NAME && !is_export;
        is_query = (is_query || !spelt.is_empty() && takes_query) && arg != "--";
        let word = arg.to_str().filter(|_| is_query && !is_value).and_then(negated);
        let negation = word.map(|word| OsString::from(format!("NOT {word}")));
        spelt.push(negation.unwrap_or(arg));
    }
    spelt
}

fn negated(arg: &str) -> Option<&str> {
    let word = arg.strip_prefix('-')?;
    let mut letters = word.chars();
    let opens = letters.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '“' | '('));
    let goes_on = letters.next().is_some_and(|c| !c.is_ascii_digit() && c != '=');
    (opens && goes_on).then_some(word)
}

impl Verb for Search {
    const NAME: &'static str = "search";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        self.counts.check()?;
        let searcher = context.searcher()?;
        let query = self.query();
        let mut hits = searcher.search(&query)?;
        let found = hits.total > 0;
        let ambiguous = if found { searcher.ambiguous(&query)? } else { Vec::new() };
        let mut output = Output::stdout();
        if self.json.json || self.json.ndjson {
            in_unit(&mut hits, context.offsets(self.offsets));
        }
        if self.json.json {
            output.json(&hits)?;
        } else if self.json.ndjson {
            self.print_lines(&hits, &mut output)?;
        } else if self.counts.csv {
            self.counts.write_csv(&hits, &mut output)?;
        } else {
            Page { painter: context.painter(), output: &mut output }.print(&hits)?;
            self.counts.print(&hits, context.painter(), &mut output)?;
        }
        output.finish()?;
        self.counts.plot(&hits, (&query.text, self.days), context)?;
        ambiguous.iter().for_each(|name| context.remark(&candidates(name)));
        if !self.json.json && !self.json.ndjson && !self.counts.csv {
            context.remark(&self.closing(&hits));
        }
        Ok(if found { Status::Done } else { Status::Nothing })
    }
}

impl Search {
    fn query(&self) -> Query {
        Query {
            text: self.query.join(" "),
            filters: self.days.filters(),
            order: match self.sort {
                Sort::Relevance => Order::Relevance,
                Sort::Date => Order::Newest,
                Sort::Oldest => Order::Oldest,
            },
            limit: self.limit,
            offset: self.offset,
            count_by: self.counts.count_by.clone(),
            by: self.counts.period(),
            top: self.counts.top,
        }
    }

    /// Prints a line for each hit, then one for each count.
    fn print_lines(&self, hits: &Hits, output: &mut Output) -> std::io::Result<()> {
        #[derive(Serialize)]
        struct CountLine<'a> {
            field: &'a str,
            #[serde(flatten)]
            count: &'a Count,
        }
        hits.hits.iter().try_for_each(|hit| output.ndjson(hit))?;
        for (field, counts) in &hits.counts {
            counts.iter().try_for_each(|count| output.ndjson(&CountLine { field, count }))?;
        }
        cross::lines(&hits.tables, output)
    }

    fn closing(&self, hits: &Hits) -> String {
        let articles = if hits.total == 1 { "article" } else { "articles" };
        match hits.hits.len() {
            _ if hits.total == 0 && self.query.iter().any(|part| part.contains(":=")) => {
                "nothing found; := compares letter by letter, capitals too: write names as `dateline entities` shows \
                 them, or leave out the ="
                    .to_owned()
            }
            _ if hits.total == 0 => "nothing found".to_owned(),
            0 => format!("{} {articles}", hits.total),
            shown if shown == hits.total => format!("{} {articles}", hits.total),
            shown => {
                format!("{}-{} of {} {articles}", self.offset + 1, self.offset + shown, hits.total)
            }
        }
    }
}

/// Most entities that a remark on an ambiguous name lists.
const SHOWN_CANDIDATES: usize = 5;

/// Returns who may be meant by a name, and how to say which.
fn candidates(AmbiguousName { field, words, entities }: &AmbiguousName) -> String {
    let quoted = |words: &str| match words.contains(|c: char| !c.is_alphanumeric()) {
        true => format!("\"{}\"", escaped(words)),
        false => words.to_owned(),
    };
    let shown: Vec<String> = entities
        .iter()
        .take(SHOWN_CANDIDATES)
        .map(|Count { value, count }| format!("{} ({count})", one_line(value)))
        .collect();
    let more = match entities.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first = entities.first().map_or(words.as_str(), |first| &first.value);
    format!(
        "{field}:{} fits {} entities: {}{more}; for one of them write {field}:=\"{}\"",
        quoted(words),
        entities.len(),
        shown.join(", "),
        escaped(first),
    )
}

/// Returns a name as it stands between quotation marks of a query.
fn escaped(name: &str) -> String {
    one_line(name).replace('\\', "\\\\").replace('"', "\\\"")
}

/// Converts the highlights from bytes to the unit of the output.
fn in_unit(hits: &mut Hits, unit: OffsetUnit) {
    for hit in &mut hits.hits {
        let offsets = Offsets::new(&hit.snippet.text, unit);
        for range in &mut hit.snippet.highlights {
            *range = offsets.at(range.start)..offsets.at(range.end);
        }
    }
}

/// The widest bar of a count, in characters.
const BAR: u64 = 40;

/// Hits and counts for people.
struct Page<'o> {
    painter: Painter,
    output: &'o mut Output,
}

impl Page<'_> {
    fn print(&mut self, hits: &Hits) -> std::io::Result<()> {
        hits.hits.iter().try_for_each(|hit| self.hit(hit))
    }

    fn hit(&mut self, hit: &Hit) -> std::io::Result<()> {
        let date = hit
            .published
            .as_deref()
            .map_or("undated   ", |moment| moment.get(..10).unwrap_or(moment));
        let title = hit.title.as_deref().unwrap_or("(no title)");
        let site =
            hit.site.as_deref().map(|site| format!("  {}", one_line(site))).unwrap_or_default();
        let score = hit.score.map(|score| format!("  {score:.2}")).unwrap_or_default();
        let painter = self.painter;
        let (title, site) = (painter.paint(BOLD, &one_line(title)), painter.paint(DIM, &site));
        writeln!(self.output, "{}  {title}{site}", painter.paint(DIM, date))?;
        let snippet = self.snippet(hit);
        if !snippet.is_empty() {
            writeln!(self.output, "    {snippet}")?;
        }
        let place = format!("    {}  {}{score}", one_line(&hit.id), one_line(&hit.path));
        writeln!(self.output, "{}\n", painter.paint(DIM, &place))
    }

    fn snippet(&self, hit: &Hit) -> String {
        let text = &hit.snippet.text;
        let mut shown = String::new();
        let mut done = 0;
        for range in &hit.snippet.highlights {
            let before = text.get(done..range.start).unwrap_or_default();
            shown.push_str(&crate::cli::terminal::clean(before));
            shown.push_str(&self.painter.paint(MATCH, text.get(range.clone()).unwrap_or_default()));
            done = range.end.max(done);
        }
        shown.push_str(&crate::cli::terminal::clean(text.get(done..).unwrap_or_default()));
        shown
    }
}

/// Writes the counts of one field with bars.
pub(super) fn print_counts(
    painter: Painter,
    output: &mut Output,
    field: &str,
    counts: &[Count],
) -> std::io::Result<()> {
    let most = counts.iter().map(|count| count.count).max().unwrap_or(0).max(1);
    let digits = most.to_string().len();
    let values: Vec<String> = counts.iter().map(|count| one_line(&count.value)).collect();
    let width = values.iter().map(|value| value.chars().count()).max().unwrap_or(0).min(48);
    writeln!(output, "{}", painter.paint(BOLD, field))?;
    for (value, Count { count, .. }) in values.iter().zip(counts) {
        let bar = "▪".repeat((count * BAR).div_ceil(most) as usize);
        writeln!(output, "  {value:width$}  {count:>digits$}  {}", painter.paint(DIM, &bar))?;
    }
    writeln!(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_a_minus_is_no_option() {
        for (typed, expected) in [
            (
                "dateline search -nurses strike --limit 5",
                "dateline search NOT nurses strike --limit 5",
            ),
            ("dateline search strike -n5 -n 5", "dateline search strike -n5 -n 5"),
            ("dateline search --sort -date -site:x", "dateline search --sort -date NOT site:x"),
            ("dateline search -- -nurses", "dateline search -- -nurses"),
            ("dateline export -nurses", "dateline export -nurses"),
            ("dateline quotes -nurses -n5", "dateline quotes NOT nurses -n5"),
            ("dateline export quotes -nurses", "dateline export quotes -nurses"),
        ] {
            let spelt = spell_negations(typed.split(' ').map(OsString::from));
            let spelt: Vec<_> = spelt.iter().map(|arg| arg.to_string_lossy()).collect();
            assert_eq!(spelt.join(" "), expected);
        }
    }
}
