//! `dateline quotes`: who said what, with source, date and article; or how often who did.

mod page;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::args::Quotes;
use crate::cli::context::Context;
use crate::cli::indirect;
use crate::cli::nothing::nothing;
use crate::cli::output::Output;
use crate::cli::quotes::page::page;
use crate::cli::show::stored;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::cli::usage;
use crate::error::Error;
use crate::export;
use crate::export::Sheet;
use crate::model::Count;
use crate::model::Filter;
use crate::model::Order;
use crate::model::Query;
use crate::model::Quote;
use crate::model::Record;

/// List who said what, with source, date and article
#[derive(clap::Args, Debug)]
#[command(
    name = "quotes",
    long_about = "List who said what, with source, date and article.\n\n\
        Newest articles first. What the query asks of quotes (quote:, speaker:, addressee:) holds for one and the same quote, and only \
        quotes that meet it are listed; everything else in it is about the article. The exit status is 1 if there is no \
        such quote.",
    after_help = "\
Examples:
  dateline quotes --speaker 'Wes Streeting' --since 2025-12
  dateline quotes 'strike quote:\"pay dispute\"'            in articles about strikes, quotes with these words
  dateline quotes 'quote:(pay fair) speaker:(streeting OR starmer)'
  dateline quotes 'speaker:streeting addressee:lawmakers' what he told lawmakers
  dateline quotes --count-by speaker --top 50             whose voice is heard; see also stats --sources
  dateline quotes --count-by month --speaker 'NHS England' --csv
  dateline quotes strike --limit 0 --csv > quotes.csv"
)]
pub(super) struct ListQuotes {
    /// Which articles and quotes, in the query language of `dateline search`; without one, all
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only quotes of this speaker: a full name, or words of it
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    #[command(flatten)]
    days: DayArgs,
    /// Which quotes: those in quotation marks, or indirect speech too, if it was ingested (`ingest --quotes all`)
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    quotes: Quotes,
    /// Most quotes to list; 0 lists all [default: 20]
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
    /// Quotes to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Oldest articles first
    #[arg(long)]
    oldest: bool,
    /// Count quotes instead, by what is asked for (repeatable); speech in several parts counts once
    #[arg(long, value_name = "FIELD")]
    count_by: Vec<Field>,
    /// Most values to show for each counted field; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    #[command(flatten)]
    json: JsonArgs,
    /// Print comma-separated values with a header
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
    #[command(flatten)]
    offsets: OffsetArgs,
}

/// What quotes are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Field {
    Speaker,
    Site,
    Type,
    Cue,
    Addressee,
    Place,
    Day,
    Month,
    Year,
}

impl Verb for ListQuotes {
    const NAME: &'static str = "quotes";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let is_empty = |name: &String| !name.contains(char::is_alphanumeric);
        if self.speaker.as_ref().is_some_and(is_empty) {
            let message = "--speaker: no name in it; write one such as --speaker 'Wes Streeting'";
            return Err(usage(message).into());
        }
        self.refuse_lists_of_counts()?;
        let found = if self.count_by.is_empty() { self.list(context) } else { self.count(context) };
        let found = found?;
        indirect::remark(self.quotes, &context.searcher()?, context)?;
        match found {
            Found::Some => Ok(Status::Done),
            Found::None(left_out) => {
                let hint = self.hint(left_out);
                Ok(nothing(context, &context.searcher()?, &self.asked(), &hint)?)
            }
        }
    }
}

/// Quotes that are listed where nobody says how many.
const LIMIT: usize = 20;

impl ListQuotes {
    /// Refuses what is about a list where counts are asked for. `--limit 0`, which shows numbers alone in a search, may stay.
    fn refuse_lists_of_counts(&self) -> Result<(), Error> {
        let is_list = self.offset > 0 || self.oldest || self.limit.is_some_and(|limit| limit > 0);
        if is_list && !self.count_by.is_empty() {
            return Err(usage(
                "--limit, --offset and --oldest are for lists of quotes; with --count-by, --top says how many values \
                 are shown",
            ));
        }
        Ok(())
    }

    /// Passes on the record of each article with its quotes that are asked for, until `take` breaks off.
    fn each(
        &self,
        context: &Context,
        mut take: impl FnMut(&mut Record) -> io::Result<ControlFlow<()>>,
    ) -> anyhow::Result<LeftOut> {
        let left_out = Cell::new(false);
        let folder = context.index();
        let (searcher, aliases) = (context.searcher()?, context.aliases()?);
        let query = self.asked();
        let order = if self.oldest { Order::Oldest } else { Order::Newest };
        let mut picker = searcher.picker(&query)?;
        searcher.for_each_until(&query, order, |_, json| {
            let mut record = stored(&folder, json)?;
            picker.keep(json, &mut record)?;
            let all = record.annotations.quotes.len();
            record.annotations.quotes.retain(|quote| self.quotes.takes(quote));
            left_out.set(left_out.get() || record.annotations.quotes.len() < all);
            if record.annotations.quotes.is_empty() {
                return Ok(ControlFlow::Continue(()));
            }
            export::apply(&mut record, &aliases);
            take(&mut record).map_err(Error::io("standard output"))
        })?;
        Ok(LeftOut(left_out.get()))
    }

    /// Lists the quotes; returns whether there was one.
    fn list(&self, context: &Context) -> anyhow::Result<Found> {
        let mut output = Output::stdout();
        let limit = self.limit.unwrap_or(LIMIT);
        let mut window = Window { skip: self.offset, left: limit, all: limit == 0 };
        let mut printer = self.printer(context, &mut output);
        let (mut shown, mut more) = (0, false);
        let left_out = self.each(context, |record| {
            more = window.cut(&mut record.annotations.quotes);
            shown += record.annotations.quotes.len();
            printer.record(record)?;
            Ok(if more { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        printer.finish()?;
        output.finish()?;
        let rest = if more { "; there are more: --limit 0 lists all" } else { "" };
        if shown > 0 {
            context.remark(&format!("{}{rest}", counted(shown, "quote", "quotes")));
        }
        Ok(if shown > 0 { Found::Some } else { Found::None(left_out) })
    }

    /// Returns which articles and quotes are asked for.
    fn asked(&self) -> Query {
        let mut filters = self.days.filters();
        filters.extend(self.speaker.clone().map(Filter::Speaker));
        Query { text: self.query.join(" "), filters, ..Query::default() }
    }

    /// Returns what to do where nothing was found.
    fn hint(&self, LeftOut(reports): LeftOut) -> String {
        match (&self.speaker, self.offset) {
            (_, 1..) => "no more quotes behind --offset".to_owned(),
            _ if reports => "there is only indirect speech; --quotes all takes that too".to_owned(),
            (Some(name), _) => {
                let name = one_line(name);
                format!("`dateline entities --like \"{name}\"` lists names like this one")
            }
            (None, _) => String::new(),
        }
    }

    fn printer<'o>(&self, context: &Context, output: &'o mut Output) -> Printer<'o> {
        let format = match (self.json.json, self.json.ndjson, self.csv) {
            (true, ..) => "json",
            (_, true, _) => "ndjson",
            (.., true) => "csv",
            _ => return Printer::Page(context.painter(), output),
        };
        let unit = context.offsets(self.offsets);
        let exporter = export::exporter(format).unwrap_or(export::EXPORTERS[0]);
        Printer::Rows(export::Export::new(exporter, export::What::Quotes, unit, Box::new(output)))
    }

    /// Counts the quotes; returns whether there was one.
    fn count(&self, context: &Context) -> anyhow::Result<Found> {
        let mut tallies = vec![BTreeMap::<String, u64>::new(); self.count_by.len()];
        let mut any = false;
        let left_out = self.each(context, |record| {
            for quote in record.annotations.quotes.iter().filter(|quote| quote.part_of.is_none()) {
                any = true;
                for (field, tally) in self.count_by.iter().zip(&mut tallies) {
                    if let Some(value) = field.of(record, quote) {
                        *tally.entry(value).or_default() += 1;
                    }
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let mut counts = BTreeMap::new();
        for (field, tally) in self.count_by.iter().zip(tallies) {
            counts.insert(field.name(), field.ranked(tally, self.top));
        }
        let mut output = Output::stdout();
        if any || self.json.json || self.csv {
            print_counts((self.json, self.csv), &counts, context.painter(), &mut output)?;
        }
        output.finish()?;
        for (field, _) in counts.iter().filter(|(_, counts)| any && counts.is_empty()) {
            context.remark(&format!("no quote tells its {field}"));
        }
        Ok(if any { Found::Some } else { Found::None(left_out) })
    }
}

/// Whether quotes in indirect speech were left out that a query is about.
#[derive(Clone, Copy)]
struct LeftOut(bool);

/// Whether a query found quotes.
enum Found {
    Some,
    None(LeftOut),
}

/// Which of the quotes are shown.
struct Window {
    skip: usize,
    left: usize,
    all: bool,
}

impl Window {
    /// Leaves the quotes that are shown; returns true if one more than those was met.
    fn cut(&mut self, quotes: &mut Vec<Quote>) -> bool {
        let skipped = self.skip.min(quotes.len());
        quotes.drain(..skipped);
        self.skip -= skipped;
        if self.all || quotes.len() <= self.left {
            self.left -= if self.all { 0 } else { quotes.len() };
            return false;
        }
        quotes.truncate(self.left);
        true
    }
}

/// Writes quotes in one form.
enum Printer<'o> {
    Rows(export::Export<'o>),
    Page(Painter, &'o mut Output),
}

impl Printer<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        match self {
            Printer::Rows(export) => export.record(record),
            Printer::Page(painter, output) => {
                let quotes = record.annotations.quotes.iter();
                quotes.into_iter().try_for_each(|quote| page(record, quote, *painter, output))
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Printer::Rows(export) => export.finish(),
            Printer::Page(..) => Ok(()),
        }
    }
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Field::Speaker => "speaker",
            Field::Site => "site",
            Field::Type => "type",
            Field::Cue => "cue",
            Field::Addressee => "addressee",
            Field::Place => "place",
            Field::Day => "day",
            Field::Month => "month",
            Field::Year => "year",
        }
    }

    /// Returns the value under which a quote counts.
    fn of(self, record: &Record, quote: &Quote) -> Option<String> {
        let name = |id: Option<u32>| {
            let entity = record.annotations.entities.get(id? as usize)?;
            Some(entity.name.clone())
        };
        let told = |told: &Option<crate::model::Circumstance>| {
            let told = told.as_ref()?;
            name(told.entity).or_else(|| Some(one_line(record.article.text(told.span))))
        };
        let day = |length: usize| {
            let day = record.article.published.as_ref()?.date().to_string();
            Some(day.get(..length)?.to_owned())
        };
        match self {
            Field::Speaker => name(quote.speaker),
            Field::Site => record.article.site.clone(),
            Field::Type => serde_json::to_value(quote.kind).ok()?.as_str().map(str::to_owned),
            Field::Cue => quote.cue.clone(),
            Field::Addressee => told(&quote.addressee),
            Field::Place => told(&quote.place),
            Field::Day => day(10),
            Field::Month => day(7),
            Field::Year => day(4),
        }
    }

    /// Returns periods in their order, all else by number.
    fn ranked(self, tally: BTreeMap<String, u64>, top: usize) -> Vec<Count> {
        let mut counts: Vec<Count> =
            tally.into_iter().map(|(value, count)| Count { value, count }).collect();
        if !matches!(self, Field::Day | Field::Month | Field::Year) {
            counts.sort_by_key(|count| std::cmp::Reverse(count.count));
            counts.truncate(if top > 0 { top } else { counts.len() });
        }
        counts
    }
}

fn print_counts(
    (json, csv): (JsonArgs, bool),
    counts: &BTreeMap<&'static str, Vec<Count>>,
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        field: &'a str,
        #[serde(flatten)]
        count: &'a Count,
    }
    if json.json {
        return output.json(&counts);
    }
    let lines =
        counts.iter().flat_map(|(field, counts)| counts.iter().map(|count| Line { field, count }));
    if csv {
        let mut sheet = Sheet::new(output, ["field", "value", "count"].into_iter())?;
        lines.into_iter().try_for_each(|line| sheet.record(&line))?;
        return sheet.finish();
    }
    if json.ndjson {
        return lines.into_iter().try_for_each(|line| output.ndjson(&line));
    }
    for (field, counts) in counts.iter().filter(|(_, counts)| !counts.is_empty()) {
        crate::cli::search::print_counts(painter, output, field, counts)?;
    }
    Ok(())
}
