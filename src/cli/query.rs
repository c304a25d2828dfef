//! `dateline help query`: the query language, by examples. Each is run by a test on the sample articles.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::usage;

/// Explain the query language
#[derive(clap::Args, Debug)]
#[command(
    long_about = LONG_ABOUT,
    after_help = reference(),
    override_usage = "dateline help query"
)]
pub(super) struct QueryHelp {
    /// Nothing is wanted here
    #[arg(hide = true)]
    words: Vec<String>,
}

const LONG_ABOUT: &str = "Explain the query language of search, export, quotes and entities.\n\n\
    Words are found in title and text in all their forms, and all of them must occur. A field, a kind of thing or a slot \
    of a fact stands before a colon. Names are as aliases.toml has them; if several entities fit, a remark names them. An \
    error shows the place in the query, and what to write instead.";

/// Part of the reference: heading, remark, and rows of query and meaning.
type Section = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The language. Queries find something among the sample articles, unless they are about what these do not have.
const SECTIONS: &[Section] = &[
    (
        "Words",
        "",
        &[
            ("nurses strike", "both words, in any form: strikes, striking"),
            ("nurses AND strike", "the same"),
            ("nurses OR doctors", "either; AND binds tighter than OR"),
            ("(nurses OR doctors) NOT Wales", "without a word; also -Wales and !Wales"),
            ("\"pay deal\"", "these words as written, in this order"),
            ("\"nurses strike\"~3", "in this order, with at most three other words between them"),
            ("hospital*", "words that begin so; \"nursing all\"* of a phrase"),
            ("hospitel~1", "words in which a letter differs (or two, with ~2)"),
            (
                "nurses^3 strike",
                "the first counts three times as much: in the order of hits, not for what is found",
            ),
            ("(nurses OR \"pay deal\"^2)^0.5 strike", "weights of phrases and of brackets"),
            ("*", "every article"),
        ],
    ),
    (
        "Fields of articles",
        "A word, a phrase, a word that begins so, or =\"the whole value, letter by letter\".",
        &[
            ("title:nurses", "in the title"),
            ("text:(pay AND offer)", "in the text; a bracket holds for all in it"),
            ("site:gazette", "the publication"),
            ("site:=\"Westmoor Gazette\"", "this publication"),
            ("author:lowe", "who wrote it"),
            ("section:health", "section or category; keyword: for tags"),
            ("language:en", "two letters"),
            ("path:html", "words of the path of its file; url: of its address, id: its id"),
            ("format:html", "text, html or jsonl"),
            ("warning:no-date", "remarks of the readers, by their code"),
        ],
    ),
    (
        "Days of publication",
        "A day, a month or a year; --since and --until do the same.",
        &[
            ("published:2025-12", "in December 2025"),
            (
                "published:[2025-12-01 TO 2025-12-15]",
                "between two days, both included; } leaves out the end itself",
            ),
            ("published:>=2026", "since"),
            ("NOT published:*", "undated"),
        ],
    ),
    (
        "Names",
        "Any kind that rules have: person, organisation, place, and kinds of your own.",
        &[
            ("person:Marsh", "an entity with this word in its name"),
            ("person:\"Eleanor Marsh\"", "with these words"),
            ("organisation:=\"NHS England\"", "of exactly this name"),
            ("person:Lindqvist*", "with a word that begins so; person:Linqvist~1 with one like it"),
            ("place:(Oslo OR Leeds)", "one of several"),
            (
                "role:secretary",
                "somebody has this role; affiliation: somebody is placed in this organisation",
            ),
            ("kind:money", "mentions something of this kind; money:* is the same"),
        ],
    ),
    (
        "Numbers and dates of the text",
        "5m, 2bn, 1e6 and 1,000,000 are numbers. A range in the text (\"3 to 5 percent\") is found by its ends.",
        &[
            ("percentage:>20", "a percentage above 20; share: for \"a third of\""),
            ("percentage:[3 TO 4}", "from 3, below 4"),
            ("money:>=1bn", "a sum in any currency"),
            ("money.GBP:>1e9", "a sum in pounds; one whose currency stays open is in none"),
            ("money.EUR:[1e6 TO 5e9]", "a sum in euros"),
            ("quantity:>1000", "a number of anything"),
            (
                "quantity.patient:>100",
                "a number of patients; of measures also in SI units: quantity.metre:>1000",
            ),
            ("mentions-date:2008", "the text speaks of 2008, of a month, a week or a day of it"),
            (
                "mentions-date:2025-09",
                "of September 2025, or a part of it. What is told more coarsely (\"in 2025\") is not meant",
            ),
            (
                "mentions-date:[2019 TO 2021]",
                "of a time that overlaps with these years and is no longer than they are",
            ),
            ("mentions-date:<1950", "of a time before 1950"),
        ],
    ),
    (
        "What an article has at all",
        "The name of a field, a kind or a kind of fact.",
        &[
            ("has:quote", "somebody is quoted"),
            ("has:money nurses", "a sum of money"),
            ("has:fact -has:money", "a fact, and no sum of money"),
            ("has:percent-change", "something rose or fell by some percent"),
            ("-has:author", "nobody signed it; the same as NOT author:*"),
        ],
    ),
    (
        "One and the same",
        "What is asked of quotes holds for one quote, what is asked of facts for one fact, roles and names for one person. \
         NOT is about the article as a whole.",
        &[
            ("quote:megaphone speaker:\"Eleanor Marsh\"", "these words, said by her"),
            (
                "role:secretary person:Marsh",
                "she is the secretary; with several names, one of them is",
            ),
            ("affiliation:\"Johnson & Hale\" person:Price", "he belongs to this organisation"),
            (
                "fact:percent-change subject:rents number:>20",
                "rents rose or fell by more than 20 percent",
            ),
            (
                "fact:change subject:dividend",
                "kinds of facts are role, affiliation, percent-change, change and your own",
            ),
            (
                "fact.direction:up number:>50",
                "any slot of a fact; `dateline export facts` shows what there are",
            ),
            (
                "fact:role fact.person:Price fact.organisation:Hale",
                "a role of his in this organisation",
            ),
        ],
    ),
];

/// Returns the reference as it is printed.
fn reference() -> String {
    let mut text = String::new();
    for (heading, remark, rows) in SECTIONS {
        let _ = writeln!(text, "{heading}:");
        if !remark.is_empty() {
            let _ = writeln!(text, "  {remark}");
        }
        for (query, meaning) in *rows {
            let _ = writeln!(text, "    {query}\n          {meaning}");
        }
        text.push('\n');
    }
    text.push_str(
        "In a shell, put queries between single quotes: dateline search 'person:\"Eleanor Marsh\" pay^2'",
    );
    text
}

impl Verb for QueryHelp {
    const NAME: &'static str = "query";

    fn run(self, _: &Context) -> anyhow::Result<Status> {
        if !self.words.is_empty() {
            let message =
                "`dateline query` explains the query language; `dateline search QUERY` searches";
            return Err(usage(message).into());
        }
        let mut output = Output::stdout();
        writeln!(output, "{LONG_ABOUT}\n\n{}", reference())?;
        output.finish()?;
        Ok(Status::Done)
    }
}
