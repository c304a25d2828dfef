//! The horizontal axis: calendar periods → as many labels as fit, at round places of the calendar.
//!
//! Years are told below, where they change. Start at [`draw`].

use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::chart::canvas::Anchor;
use crate::chart::canvas::Canvas;
use crate::chart::canvas::FAINT;
use crate::chart::canvas::INK;
use crate::chart::canvas::LABEL;
use crate::chart::canvas::WIDTH;
use crate::chart::width::Face;
use crate::chart::width::width;

/// Least space between two labels.
const GAP: f64 = 14.0;

/// Height of the axis, with its two lines of labels.
pub(super) const AXIS: f64 = 52.0;

/// A period as an axis needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tick {
    /// What is written at it: `Dec`, `W51`, `Q4`, `17 Dec`.
    label: String,
    /// What is written below, where it changes; empty for years.
    year: String,
    /// Its number in the calendar, of weeks in their year.
    number: i64,
    /// Which numbers are round.
    steps: &'static [i64],
    /// Its first day, if periods are days.
    day: Option<Date>,
}

/// Draws the labels of periods below the bottom of the data; `x` tells the middle of each.
pub(super) fn draw(canvas: &mut Canvas, periods: &[String], x: impl Fn(usize) -> f64) {
    let ticks: Vec<Tick> = periods.iter().map(|period| tick(period)).collect();
    let y = canvas.top;
    let mut year = "";
    for at in chosen(&ticks, &x) {
        let Tick { label, year: told, .. } = &ticks[at];
        let half = width(label, LABEL, Face::Regular) / 2.0;
        let middle = x(at).min(WIDTH - half - 4.0);
        canvas.rule((x(at), y), (x(at), y + 5.0), true);
        canvas.label(middle, y + 22.0, label, INK, Anchor::Middle);
        if told != year {
            canvas.label(middle, y + 42.0, told, FAINT, Anchor::Middle);
            year = told;
        }
    }
    canvas.down(AXIS);
}

/// Returns the ticks that get a label: those of the finest division whose labels stand apart.
fn chosen(ticks: &[Tick], x: &impl Fn(usize) -> f64) -> Vec<usize> {
    let apart = |places: &[usize]| {
        places.windows(2).all(|two| {
            let halves = two.iter().map(|at| wide(&ticks[*at]) / 2.0).sum::<f64>();
            x(two[1]) - x(two[0]) >= halves + GAP
        })
    };
    let fits = |places: &Vec<usize>| places.len() >= 2 && apart(places);
    if let Some(places) = divisions(ticks).into_iter().find(fits) {
        return places;
    }
    // No division of the calendar fits: both ends, or the first alone.
    match ticks.len() {
        0 => Vec::new(),
        count if count > 1 && apart(&[0, count - 1]) => vec![0, count - 1],
        _ => vec![0],
    }
}

fn wide(tick: &Tick) -> f64 {
    width(&tick.label, LABEL, Face::Regular).max(width(&tick.year, LABEL, Face::Regular))
}

/// Each so-manieth of these is a round place of its calendar.
const YEARS: &[i64] = &[1, 2, 5, 10, 20, 50, 100, 200, 500];
const QUARTERS: &[i64] = &[1, 2, 4, 8, 20, 40, 80, 200, 400];
const MONTHLY: &[i64] = &[1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
const WEEKS: &[i64] = &[1, 2, 4, 13, 26, 52];

/// Divisions of an axis of days: all, Mondays, the first and the middle of months, then first days of months.
const DAYS: &[fn(Date) -> bool] = &[
    |_| true,
    |day| day.weekday() == Weekday::Monday,
    |day| matches!(day.day(), 1 | 15),
    |day| day.day() == 1,
    |day| day.day() == 1 && day.month() % 2 == 1,
    |day| day.day() == 1 && day.month() % 3 == 1,
    |day| day.day() == 1 && day.month() % 6 == 1,
    |day| day.day_of_year() == 1,
    |day| day.day_of_year() == 1 && day.year() % 2 == 0,
    |day| day.day_of_year() == 1 && day.year() % 5 == 0,
    |day| day.day_of_year() == 1 && day.year() % 10 == 0,
];

/// Returns the places of the ticks of each division of the calendar, finest first.
fn divisions(ticks: &[Tick]) -> Vec<Vec<usize>> {
    let places = |wanted: &dyn Fn(&Tick) -> bool| -> Vec<usize> {
        (0..ticks.len()).filter(|at| wanted(&ticks[*at])).collect()
    };
    let Some(first) = ticks.first() else { return Vec::new() };
    if first.day.is_some() {
        let on = |wanted: fn(Date) -> bool| places(&|tick| tick.day.is_some_and(wanted));
        return DAYS.iter().map(|wanted| on(*wanted)).collect();
    }
    let every = |step: i64| {
        // The 53rd week of some years would stand beside the next first one.
        let odd = |tick: &Tick| step > 1 && tick.label == "W53";
        places(&|tick| tick.number % step == 0 && !odd(tick))
    };
    first.steps.iter().map(|step| every(*step)).collect()
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns the tick of a period; one that is no period of ours is its own label.
fn tick(period: &str) -> Tick {
    let (year, rest) = period.split_once('-').unwrap_or((period, ""));
    let number = |text: &str| text.parse::<i64>().ok();
    let years = number(year).unwrap_or_default();
    let month = |month: i64| MONTHS.get(usize::try_from(month - 1).ok()?).copied();
    let of = |label: String, number: i64, steps: &'static [i64]| Tick {
        label,
        year: year.to_owned(),
        number,
        steps,
        day: None,
    };
    if let Some(week) = rest.strip_prefix('W').and_then(number) {
        return of(rest.to_owned(), week - 1, WEEKS);
    }
    if let Some(quarter) = rest.strip_prefix('Q').and_then(number) {
        return of(rest.to_owned(), years * 4 + quarter - 1, QUARTERS);
    }
    if let Ok(day) = period.parse::<Date>() {
        let name = month(i64::from(day.month())).unwrap_or_default();
        let tick = of(format!("{} {name}", day.day()), 0, &[]);
        return Tick { day: Some(day), ..tick };
    }
    match number(rest).and_then(|at| Some((at, month(at)?))) {
        Some((at, name)) => of(name.to_owned(), years * 12 + at - 1, MONTHLY),
        None => Tick { year: String::new(), ..of(period.to_owned(), years, YEARS) },
    }
}

/// Returns a period in words: `Dec 2025`, `17 Dec 2025`, `W51 2025`.
pub(super) fn words(period: &str) -> String {
    let Tick { label, year, .. } = tick(period);
    if year.is_empty() { label } else { format!("{label} {year}") }
}
