//! Several values over the same periods → a line for each, with its name at its end.
//!
//! Lines are told apart by colour, by the shape of their marks and, where there are too many points for marks, by
//! dashes. Where they run together they show in turn. Names keep their distance; each has a sample of its line beside it.

use std::ops::RangeInclusive;

use crate::chart::canvas::Anchor;
use crate::chart::canvas::Canvas;
use crate::chart::canvas::HEIGHT;
use crate::chart::canvas::INK;
use crate::chart::canvas::LABEL;
use crate::chart::canvas::MARGIN;
use crate::chart::canvas::WIDTH;
use crate::chart::canvas::wrap;
use crate::chart::scale::Scale;
use crate::chart::scale::grouped;
use crate::chart::ticks;
use crate::chart::width::Face;
use crate::chart::width::width;

/// How lines look: colours of Okabe and Ito without the yellow, which white paper swallows, then dashes and marks.
pub(super) const STYLES: [(&str, &str, Shape); 7] = [
    ("#0072B2", "", Shape::Circle),
    ("#D55E00", "9 4", Shape::Square),
    ("#009E73", "3 3", Shape::Triangle),
    ("#CC79A7", "12 4 3 4", Shape::Diamond),
    ("#E69F00", "", Shape::Cross),
    ("#56B4E9", "6 3", Shape::Down),
    ("#222222", "2 4", Shape::Circle),
];

/// The shape of the marks of a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Circle,
    Square,
    Triangle,
    Down,
    Diamond,
    Cross,
}

/// Most points of a line that get marks.
const MARKED: usize = 40;

/// Length of the piece that a line shows of itself where several run together.
const STRIPE: usize = 8;

/// Widest distance of marks that stand side by side.
const MARK: f64 = 11.0;

/// Room for names at the right, and lines of a name.
const NAMES: f64 = 190.0;
const NAME_LINES: usize = 2;

/// Length of the sample of a line beside its name.
const SAMPLE: f64 = 26.0;

/// Height of a line of a name, and of the gap between two names.
const ROW: f64 = 18.0;
const GAP: f64 = 5.0;

pub(super) fn draw(canvas: &mut Canvas, periods: &[String], series: &[(String, Vec<u64>)]) {
    let series = &series[..series.len().min(STYLES.len())];
    let names: Vec<Vec<String>> = series
        .iter()
        .map(|(name, _)| wrap(name, LABEL, Face::Regular, NAMES, NAME_LINES))
        .collect();
    let widths = names.iter().flatten().map(|line| width(line, LABEL, Face::Regular));
    let right = WIDTH - MARGIN - widths.fold(0.0, f64::max) - SAMPLE - 16.0;
    let most = series.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or_default();
    let scale = Scale::to(most);
    let left = scale.draw(canvas, right, HEIGHT);
    let slot = (right - left) / periods.len().max(1) as f64;
    let x = |at: usize| left + slot * (at as f64 + 0.5);
    let (top, bottom) = (canvas.top, canvas.top + HEIGHT);
    let y = |count: u64| bottom - HEIGHT * scale.part(count);
    let marked = periods.len() <= MARKED;
    let look = |at: usize| if marked { "" } else { STYLES[at].1 };
    // The most frequent value is drawn last, above the others.
    for at in (0..series.len()).rev() {
        let (name, counts) = &series[at];
        let (color, _, shape) = STYLES[at];
        let points: Vec<_> = counts.iter().enumerate().map(|(at, n)| (x(at), y(*n))).collect();
        for (part, dash) in parts(series, at, look(at)) {
            canvas.line(points.get(part).unwrap_or_default(), color, &dash);
        }
        for (place, period) in periods.iter().enumerate().filter(|_| marked) {
            let (Some(count), Some(point)) = (counts.get(place), points.get(place)) else { break };
            let beside = beside(series, at, place, slot);
            let note = format!("{name}, {}: {}", ticks::words(period), grouped(*count));
            canvas.mark(&outline(shape, (point.0 + beside, point.1)), color, &note);
        }
    }
    let ends: Vec<f64> =
        series.iter().map(|(_, counts)| y(counts.last().copied().unwrap_or_default())).collect();
    let heights: Vec<f64> = names.iter().map(|lines| ROW * lines.len() as f64).collect();
    let places = apart(&ends, &heights, (top, bottom));
    for (at, lines) in names.iter().enumerate() {
        legend(canvas, (right, places[at]), lines, (at, marked));
    }
    canvas.down(HEIGHT);
    ticks::draw(canvas, periods, x);
}

/// Returns the lines that run together with one from a point to the next, itself among them.
fn together(series: &[(String, Vec<u64>)], at: usize, from: usize) -> Vec<usize> {
    let step = |at: usize| series[at].1.get(from..from + 2);
    (0..series.len()).filter(|other| step(*other) == step(at)).collect()
}

/// Returns the parts of a line with their dashes: where it runs together with others each shows in turn, so that none
/// hides another.
fn parts(
    series: &[(String, Vec<u64>)],
    at: usize,
    dash: &str,
) -> Vec<(RangeInclusive<usize>, String)> {
    let last = series[at].1.len().saturating_sub(1);
    let mut parts = Vec::new();
    let mut from = 0;
    while from < last {
        let others = together(series, at, from);
        let mut to = from + 1;
        while to < last && together(series, at, to) == others {
            to += 1;
        }
        let turn = others.iter().position(|other| *other == at).unwrap_or_default();
        let dash = match others.len() {
            1 => dash.to_owned(),
            all => format!("0 {} {STRIPE} {}", turn * STRIPE, (all - 1 - turn) * STRIPE),
        };
        parts.push((from..=to, dash));
        from = to;
    }
    if last == 0 {
        parts.push((0..=0, dash.to_owned()));
    }
    parts
}

/// Returns how far to the side the mark of a line stands at a place where others have the same number.
fn beside(series: &[(String, Vec<u64>)], at: usize, place: usize, slot: f64) -> f64 {
    let number = |at: usize| series[at].1.get(place);
    let same: Vec<usize> = (0..series.len()).filter(|it| number(*it) == number(at)).collect();
    let turn = same.iter().position(|it| *it == at).unwrap_or_default() as f64;
    let step = (slot / same.len() as f64).min(MARK);
    (turn - (same.len() as f64 - 1.0) / 2.0) * step
}

/// Writes the name of a line, with a sample of it, in the middle of a place.
fn legend(
    canvas: &mut Canvas,
    (right, middle): (f64, f64),
    lines: &[String],
    (at, marked): (usize, bool),
) {
    let (color, dash, shape) = STYLES[at];
    let sample = [(right + 8.0, middle), (right + 8.0 + SAMPLE, middle)];
    canvas.line(&sample, color, if marked { "" } else { dash });
    if marked {
        canvas.mark(&outline(shape, (right + 8.0 + SAMPLE / 2.0, middle)), color, "");
    }
    let first = middle - ROW * (lines.len() as f64 - 1.0) / 2.0 + 5.0;
    for (row, line) in lines.iter().enumerate() {
        let y = first + ROW * row as f64;
        canvas.label(right + SAMPLE + 16.0, y, line, INK, Anchor::Start);
    }
}

/// Returns the middles of names that stand near the wanted places, in their order, without touching one another.
fn apart(wanted: &[f64], heights: &[f64], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|left, right| wanted[*left].total_cmp(&wanted[*right]).then(left.cmp(right)));
    let mut places = wanted.to_vec();
    let mut least = top - heights.first().map_or(0.0, |height| height / 2.0);
    for &at in &order {
        places[at] = places[at].max(least + heights[at] / 2.0);
        least = places[at] + heights[at] / 2.0 + GAP;
    }
    let mut most = bottom + ROW / 2.0;
    for &at in order.iter().rev() {
        places[at] = places[at].min(most - heights[at] / 2.0);
        most = places[at] - heights[at] / 2.0 - GAP;
    }
    places
}

/// Corners of a mark around a point.
fn outline(shape: Shape, (x, y): (f64, f64)) -> Vec<(f64, f64)> {
    let around = |offsets: &[(f64, f64)]| {
        offsets.iter().map(|(across, down)| (x + across, y + down)).collect::<Vec<_>>()
    };
    match shape {
        Shape::Square => around(&[(-4.2, -4.2), (4.2, -4.2), (4.2, 4.2), (-4.2, 4.2)]),
        Shape::Triangle => around(&[(0.0, -5.8), (5.4, 4.2), (-5.4, 4.2)]),
        Shape::Down => around(&[(0.0, 5.8), (5.4, -4.2), (-5.4, -4.2)]),
        Shape::Diamond => around(&[(0.0, -6.0), (6.0, 0.0), (0.0, 6.0), (-6.0, 0.0)]),
        // Sixteen corners pass for round at this size.
        Shape::Circle => around(&ROUND),
        Shape::Cross => around(&PLUS),
    }
}

const ROUND: [(f64, f64); 16] = [
    (4.8, 0.0),
    (4.43, 1.84),
    (3.39, 3.39),
    (1.84, 4.43),
    (0.0, 4.8),
    (-1.84, 4.43),
    (-3.39, 3.39),
    (-4.43, 1.84),
    (-4.8, 0.0),
    (-4.43, -1.84),
    (-3.39, -3.39),
    (-1.84, -4.43),
    (0.0, -4.8),
    (1.84, -4.43),
    (3.39, -3.39),
    (4.43, -1.84),
];

const PLUS: [(f64, f64); 12] = [
    (-1.9, -5.8),
    (1.9, -5.8),
    (1.9, -1.9),
    (5.8, -1.9),
    (5.8, 1.9),
    (1.9, 1.9),
    (1.9, 5.8),
    (-1.9, 5.8),
    (-1.9, 1.9),
    (-5.8, 1.9),
    (-5.8, -1.9),
    (-1.9, -1.9),
];
