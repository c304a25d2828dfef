//! `dateline search`: a query → hits and counts, for people or as JSON.

use std::io::Write;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::account;
use crate::cli::ambiguous::candidates;
use crate::cli::args::DayArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::context::Context;
use crate::cli::counts::CountArgs;
use crate::cli::cross;
use crate::cli::hit_fields;
use crate::cli::hit_fields::Chosen;
use crate::cli::hit_fields::HitField;
use crate::cli::nothing::nothing;
use crate::cli::open;
use crate::cli::open::Where;
use crate::cli::output::Output;
use crate::cli::show::stored;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::MATCH;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::cli::usage;
use crate::error::Error;
use crate::export;
use crate::index::Searcher;
use crate::model::Count;
use crate::model::Hit;
use crate::model::Hits;
use crate::model::Order;
use crate::model::Query;
use crate::model::Record;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// Find articles in the index
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Find articles in the index.\n\n\
        Words are found in title and text in all their forms, and all of them must occur. The exit status is 1 if \
        nothing is found.",
    after_help = "\
Query language, in short (`dateline help query` has all of it):
  strike doctors                 both words            \"resident doctors\"      the words as written, in this order
  strike OR walkout              either                -football               without
  title:strike                   in the title          site:\"The Guardian\"     from this publication
  person:\"Wes Streeting\"         naming a person; in the same way organisation:, place:, and every other kind
  quote:\"pay dispute\" speaker:streeting                both in one and the same quote; see also dateline quotes
  published:[2025-12-01 TO 2025-12-31]                 percentage:>20          with a percentage above 20
  copies:>3                      with more than three copies; copy-of:ID the copies of one article; -copy-of:* without copies

Examples:
  dateline search strike --since 2025-12-01 --sort date
  dateline search person:streeting --json | jq '.hits[].title'
  dateline search strike --collapse --count-by site     each story once, where it came first
  dateline search strike --fields title,url --csv > strike.csv
  dateline search 'nurses^2 strike' --explain-score   what each word adds to the score
  dateline search strike --offset 2 --open            the third hit, in the browser
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
    /// Show one article of each group of copies, the first that matches, and count each group once
    #[arg(long)]
    collapse: bool,
    /// Show what each part of the query adds to the score of a hit
    #[arg(long)]
    explain_score: bool,
    #[command(flatten)]
    json: JsonArgs,
    /// Print the hits, or the counts where some are asked for, as comma-separated values, safe to open in a spreadsheet
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
    /// Which fields of the hits are printed with --json, --ndjson or --csv, in this order
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    fields: Vec<HitField>,
    /// Show the first hit (or that after --offset) in a browser or pager instead [default: page]
    #[arg(
        long,
        value_name = "WHERE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "page",
        conflicts_with_all = ["json", "ndjson", "csv"]
    )]
    open: Option<Where>,
    #[command(flatten)]
    offsets: OffsetArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
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

impl Verb for Search {
    const NAME: &'static str = "search";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        self.refuse_contradictions()?;
        self.counts.check(self.is_csv_of_counts())?;
        let searcher = context.searcher()?;
        let query = self.query();
        let mut hits = searcher.search(&query)?;
        if let Some(place) = self.open.filter(|_| !hits.hits.is_empty()) {
            open::open(&record_of(&hits.hits[0], &searcher, context)?, place, context)?;
            return Ok(Status::Done);
        }
        let found = hits.total > 0;
        let ambiguous = if found { searcher.ambiguous(&query)? } else { Vec::new() };
        let mut output = Output::stdout();
        if self.json.json || self.json.ndjson || self.csv {
            in_unit(&mut hits, context.offsets(self.offsets));
        }
        if self.json.json {
            hit_fields::json(&hits, &self.fields, &mut output)?;
        } else if self.json.ndjson {
            self.print_lines(&hits, &mut output)?;
        } else if self.is_csv_of_counts() {
            self.counts.write_csv(&hits, &mut output)?;
        } else if self.csv {
            hit_fields::csv(&hits, &self.fields, &mut output)?;
        } else {
            Page { painter: context.painter(), output: &mut output }.print(&hits)?;
            self.counts.print(&hits, context.painter(), &mut output)?;
        }
        output.finish()?;
        self.counts.plot(&hits, (&query.text, self.days), context)?;
        ambiguous.iter().for_each(|name| context.remark(&candidates(name)));
        if !found {
            return Ok(nothing(context, &searcher, &query, "")?);
        }
        if !self.json.json && !self.json.ndjson && !self.csv || self.is_past(&hits) {
            context.remark(&self.closing(&hits));
        }
        Ok(Status::Done)
    }
}

/// Returns the record of a hit.
fn record_of(hit: &Hit, searcher: &Searcher, context: &Context) -> anyhow::Result<Record> {
    let Some(json) = searcher.article(&hit.key)? else {
        let message = format!("{}: the index has changed meanwhile; search again", hit.id);
        return Err(usage(message).into());
    };
    let mut record = stored(&context.index(), &json)?;
    export::apply(&mut record, &context.aliases()?);
    Ok(record)
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
            collapse: self.collapse,
            account: self.explain_score,
        }
    }

    /// Returns true if a table of the counts is wanted: it cannot hold the hits as well.
    fn is_csv_of_counts(&self) -> bool {
        self.csv && (self.limit == 0 || self.counts.is_any())
    }

    fn refuse_contradictions(&self) -> Result<(), Error> {
        let is_data = self.json.json || self.json.ndjson || self.csv && !self.is_csv_of_counts();
        if !self.fields.is_empty() && !is_data {
            return Err(usage(
                "--fields is for hits as data; add --json, --ndjson or --csv, the last without counts",
            ));
        }
        if self.explain_score && self.sort != Sort::Relevance {
            return Err(usage("--explain-score explains the order by relevance; leave out --sort"));
        }
        if self.open.is_some() && self.limit == 0 {
            return Err(usage("--open shows a hit, and --limit 0 asks for none; leave one out"));
        }
        Ok(())
    }

    /// Returns true if there are hits, but not behind the offset.
    fn is_past(&self, hits: &Hits) -> bool {
        hits.hits.is_empty() && self.limit > 0 && self.offset >= hits.total
    }

    /// Prints a line for each hit, then one for each count.
    fn print_lines(&self, hits: &Hits, output: &mut Output) -> std::io::Result<()> {
        #[derive(Serialize)]
        struct CountLine<'a> {
            field: &'a str,
            #[serde(flatten)]
            count: &'a Count,
        }
        for hit in &hits.hits {
            output.ndjson(&Chosen::new(hit, &self.fields)?)?;
        }
        for (field, counts) in &hits.counts {
            counts.iter().try_for_each(|count| output.ndjson(&CountLine { field, count }))?;
        }
        cross::lines(&hits.tables, output)
    }

    fn closing(&self, hits: &Hits) -> String {
        let articles = if hits.total == 1 { "article" } else { "articles" };
        let articles = match hits.copies.unwrap_or_default() {
            0 => articles.to_owned(),
            1 => format!("{articles}, and 1 copy of them"),
            copies => format!("{articles}, and {copies} copies of them"),
        };
        match hits.hits.len() {
            _ if self.is_past(hits) => {
                let (offset, total) = (self.offset, hits.total);
                format!("--offset {offset} is beyond the end: {total} {articles}")
            }
            0 => format!("{} {articles}", hits.total),
            shown if shown == hits.total => format!("{} {articles}", hits.total),
            shown => {
                format!("{}-{} of {} {articles}", self.offset + 1, self.offset + shown, hits.total)
            }
        }
    }
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
        let copies = match hit.copies.unwrap_or_default() {
            0 => String::new(),
            1 => "  +1 copy".to_owned(),
            copies => format!("  +{copies} copies"),
        };
        let painter = self.painter;
        let (title, site) = (painter.paint(BOLD, &one_line(title)), painter.paint(DIM, &site));
        writeln!(self.output, "{}  {title}{site}{copies}", painter.paint(DIM, date))?;
        let snippet = self.snippet(hit);
        if !snippet.is_empty() {
            writeln!(self.output, "    {snippet}")?;
        }
        let place = format!("    {}  {}{score}", one_line(&hit.id), one_line(&hit.path));
        writeln!(self.output, "{}", painter.paint(DIM, &place))?;
        for line in account::lines(hit.account.as_deref().unwrap_or_default(), painter) {
            writeln!(self.output, "{line}")?;
        }
        writeln!(self.output)
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
