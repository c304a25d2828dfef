//! One number for each period → columns on a timeline; an area, where there is no room for columns.

use crate::chart::canvas::Anchor;
use crate::chart::canvas::BLUE;
use crate::chart::canvas::Canvas;
use crate::chart::canvas::HEIGHT;
use crate::chart::canvas::INK;
use crate::chart::canvas::LABEL;
use crate::chart::canvas::MARGIN;
use crate::chart::canvas::WIDTH;
use crate::chart::scale::Scale;
use crate::chart::scale::grouped;
use crate::chart::ticks;
use crate::chart::width::Face;
use crate::chart::width::width;

/// Least room of a column, with the gap beside it.
const LEAST: f64 = 3.0;

/// Widest column.
const WIDEST: f64 = 90.0;

pub(super) fn draw(canvas: &mut Canvas, periods: &[String], counts: &[u64]) {
    let scale = Scale::to(counts.iter().copied().max().unwrap_or_default());
    let right = WIDTH - MARGIN;
    let left = scale.draw(canvas, right, HEIGHT);
    let slot = (right - left) / counts.len().max(1) as f64;
    let x = |at: usize| left + slot * (at as f64 + 0.5);
    let (top, bottom) = (canvas.top, canvas.top + HEIGHT);
    let y = |count: u64| bottom - HEIGHT * scale.part(count);
    if slot < LEAST {
        let mut points = vec![(x(0), bottom)];
        points.extend(counts.iter().enumerate().map(|(at, count)| (x(at), y(*count))));
        points.push((x(counts.len() - 1), bottom));
        canvas.area(&points, BLUE);
    } else {
        let wide = (slot * 0.8).min(WIDEST);
        let room = counts.iter().map(|count| width(&grouped(*count), LABEL, Face::Regular));
        let told = room.fold(0.0, f64::max) + 6.0 <= slot;
        for (at, (period, count)) in periods.iter().zip(counts).enumerate() {
            let height = bottom - y(*count);
            let note = format!("{}: {}", ticks::words(period), grouped(*count));
            canvas.rect((x(at) - wide / 2.0, bottom - height), (wide, height), BLUE, &note);
            if told {
                // Beside the grid the number has a place of its own even on the highest column.
                let above = (bottom - height - 6.0).max(top - 6.0);
                canvas.label(x(at), above, &grouped(*count), INK, Anchor::Middle);
            }
        }
    }
    canvas.rule((left, bottom), (right, bottom), true);
    canvas.down(HEIGHT);
    ticks::draw(canvas, periods, x);
}
