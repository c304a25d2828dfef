//! `dateline rules`: the rules in force, and their accept and reject cases.

use std::collections::BTreeSet;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::JsonArgs;
use crate::cli::args::RuleArgs;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::cli::usage;
use crate::extract;
use crate::extract::CaseFailure;
use crate::extract::CaseReport;
use crate::rules::Rule;
use crate::rules::RuleSet;

/// List the rules, or run their accept and reject cases
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  dateline rules list
  dateline rules list --json | jq '.[] | select(.kind == \"date\") | .id'
  dateline rules check                        the cases of the shipped rules
  dateline rules check my-rules               those of a folder of your own, laid over the shipped rules")]
pub(super) struct Rules {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// List the rules in force, with what each finds
    List {
        /// Only rules whose id contains this
        #[arg(value_name = "PART", default_value = "")]
        part: String,
        #[command(flatten)]
        rules: RuleArgs,
        #[command(flatten)]
        json: JsonArgs,
    },
    /// Run the accept and reject cases; the exit status is 2 if one fails
    Check {
        /// Folders of rules whose cases are run; without one, the cases of all rules in force
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
        #[command(flatten)]
        rules: RuleArgs,
        #[command(flatten)]
        json: JsonArgs,
    },
}

impl Verb for Rules {
    const NAME: &'static str = "rules";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let mut output = Output::stdout();
        let status = match self.action {
            Action::List { part, rules, json } => {
                let rules = context.rules(&rules)?;
                let listed: Vec<&Rule> =
                    rules.rules.iter().filter(|rule| rule.id.as_str().contains(&part)).collect();
                if listed.is_empty() {
                    return Err(usage(no_part(&part, &rules)).into());
                }
                list(&listed, json, context.painter(), &mut output)?;
                Status::Done
            }
            Action::Check { folders, rules: args, json } => {
                let mut all = context.rule_folders(&args);
                all.extend(folders.iter().cloned());
                let rules = RuleSet::load(&all)?;
                context.remark_on(&rules);
                let wanted = |rule: &Rule| {
                    folders.is_empty()
                        || folders.iter().any(|folder| Path::new(&rule.file).starts_with(folder))
                };
                let report = extract::check(&rules, wanted);
                check(&report, json, &mut output)?;
                if report.failures.is_empty() { Status::Done } else { Status::Stopped }
            }
        };
        output.finish()?;
        Ok(status)
    }
}

/// Returns what to write instead of a part that no rule has.
fn no_part(part: &str, rules: &RuleSet) -> String {
    let kinds = rules.kinds().join(", ");
    let facts: BTreeSet<&str> =
        rules.rules.iter().filter(|rule| rule.is_fact).map(|rule| rule.kind.as_str()).collect();
    let facts = facts.into_iter().collect::<Vec<_>>().join(", ");
    format!("no rule has \"{part}\" in its id; ids begin with a kind ({kinds}) or a fact ({facts})")
}

/// A rule as `--json` shows it.
#[derive(Serialize)]
struct RuleLine<'a> {
    id: &'a str,
    kind: &'a str,
    fact: bool,
    about: &'a str,
    patterns: &'a [String],
    language: Option<&'a str>,
    file: &'a str,
}

impl<'a> From<&&'a Rule> for RuleLine<'a> {
    fn from(rule: &&'a Rule) -> RuleLine<'a> {
        RuleLine {
            id: rule.id.as_str(),
            kind: rule.kind.as_str(),
            fact: rule.is_fact,
            about: &rule.about,
            patterns: &rule.patterns,
            language: rule.language.as_deref(),
            file: &rule.file,
        }
    }
}

fn list(rules: &[&Rule], json: JsonArgs, painter: Painter, output: &mut Output) -> io::Result<()> {
    if json.json {
        return output.json(&rules.iter().map(RuleLine::from).collect::<Vec<_>>());
    }
    for rule in rules {
        if json.ndjson {
            output.ndjson(&RuleLine::from(rule))?;
            continue;
        }
        writeln!(output, "{}  {}", painter.paint(BOLD, rule.id.as_str()), one_line(&rule.about))?;
        for pattern in &rule.patterns {
            writeln!(output, "    {}", one_line(pattern))?;
        }
        writeln!(output, "    {}", painter.paint(DIM, &rule.file))?;
    }
    Ok(())
}

/// A failed case as `--json` shows it.
#[derive(Serialize)]
struct FailureLine<'a> {
    rule: &'a str,
    file: &'a str,
    text: &'a str,
    wanted: Option<&'a str>,
    got: &'a [String],
}

impl<'a> From<&'a CaseFailure> for FailureLine<'a> {
    fn from(failure: &'a CaseFailure) -> FailureLine<'a> {
        let CaseFailure { rule, file, text, wanted, got } = failure;
        FailureLine { rule: rule.as_str(), file, text, wanted: wanted.as_deref(), got }
    }
}

fn check(report: &CaseReport, json: JsonArgs, output: &mut Output) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'a> {
        rules: usize,
        cases: usize,
        failures: Vec<FailureLine<'a>>,
    }
    let failures = report.failures.iter().map(FailureLine::from);
    if json.json {
        return output.json(&Whole {
            rules: report.rules,
            cases: report.cases,
            failures: failures.collect(),
        });
    }
    for failure in failures {
        if json.ndjson {
            output.ndjson(&failure)?;
            continue;
        }
        writeln!(output, "{}: rule \"{}\"", one_line(failure.file), failure.rule)?;
        writeln!(output, "    text    {}", one_line(failure.text))?;
        writeln!(output, "    wanted  {}", one_line(failure.wanted.unwrap_or("nothing")))?;
        let got = if failure.got.is_empty() {
            "nothing".to_owned()
        } else {
            one_line(&failure.got.join("; "))
        };
        writeln!(output, "    got     {got}")?;
    }
    if !json.ndjson {
        let CaseReport { rules, cases, failures } = report;
        writeln!(
            output,
            "{}, {}, {} failed",
            counted(*rules, "rule", "rules"),
            counted(*cases, "case", "cases"),
            failures.len()
        )?;
    }
    Ok(())
}
