//! Counts → a [`Chart`] → a picture that can be printed: SVG, or PNG with the same letters on every machine.
//!
//! Pure: the same chart gives the same bytes. Never reads fonts or anything else of the machine. Colours are those of
//! Okabe and Ito, which people who see colours differently can tell apart; lines differ by the shape of their marks
//! too. Start at [`Chart::svg`] and [`Chart::png`].

mod bars;
mod canvas;
mod columns;
mod lines;
mod png;
mod scale;
#[cfg(test)]
mod tests;
mod ticks;
mod width;

use crate::chart::canvas::Canvas;
use crate::error::Result;

/// What a chart shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// One number for each period: columns, or an area where they are too many.
    Columns {
        /// The periods, oldest first: `2025-12`, `2025-W51`, `2025-Q4`, …
        periods: Vec<String>,
        /// Their numbers.
        counts: Vec<u64>,
    },
    /// Values with their numbers: horizontal bars.
    Bars(Vec<(String, u64)>),
    /// A line for each value over the same periods.
    Lines {
        /// The periods, oldest first.
        periods: Vec<String>,
        /// Value and its numbers; at most [`MAX_LINES`] are drawn.
        series: Vec<(String, Vec<u64>)>,
    },
}

/// Most lines of one chart: more colours cannot be told apart.
pub const MAX_LINES: usize = lines::STYLES.len();

/// Most bars of one chart: more do not fit a page.
pub const MAX_BARS: usize = 50;

/// A chart with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows, in large letters.
    pub title: String,
    /// What is counted, as the vertical axis needs to be told: `Articles per month`.
    pub unit: String,
    /// Where the numbers come from, in small letters at the foot.
    pub source: String,
    /// The numbers.
    pub data: Data,
}

impl Chart {
    /// Returns the chart as SVG 1.1. Its words are text in DejaVu Sans Condensed, or a font of that width.
    pub fn svg(&self) -> String {
        let mut canvas = Canvas::new();
        canvas.head(&self.title, &self.unit);
        match &self.data {
            Data::Columns { periods, counts } => columns::draw(&mut canvas, periods, counts),
            Data::Bars(rows) => bars::draw(&mut canvas, rows),
            Data::Lines { periods, series } => lines::draw(&mut canvas, periods, series),
        }
        canvas.finish(&self.title, &self.source)
    }

    /// Returns true if it has letters that the fonts of a PNG lack, and would show as boxes.
    pub fn lacks_letters(&self) -> bool {
        let names: Vec<&str> = match &self.data {
            Data::Columns { .. } => Vec::new(),
            Data::Bars(rows) => rows.iter().map(|(name, _)| name.as_str()).collect(),
            Data::Lines { series, .. } => series.iter().map(|(name, _)| name.as_str()).collect(),
        };
        let mut words = names.into_iter().chain([
            self.title.as_str(),
            self.unit.as_str(),
            self.source.as_str(),
        ]);
        words.any(|text| !text.chars().all(width::is_known))
    }

    /// Returns the chart as PNG, twice as wide in pixels as the SVG is in units.
    ///
    /// # Errors
    /// [`Error::Usage`](crate::error::Error::Usage) if the picture would be too large.
    pub fn png(&self) -> Result<Vec<u8>> {
        png::render(&self.svg())
    }
}
