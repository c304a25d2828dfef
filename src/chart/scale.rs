//! The vertical axis: largest number → round ticks and places.

use crate::chart::canvas::Anchor;
use crate::chart::canvas::Canvas;
use crate::chart::canvas::FAINT;
use crate::chart::canvas::LABEL;
use crate::chart::canvas::MARGIN;
use crate::chart::width::Face;
use crate::chart::width::width;

/// Most steps of an axis.
const MAX_STEPS: u64 = 7;

/// An axis from zero to a round number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// Distance between ticks: 1, 2 or 5 with zeros.
    pub(super) step: u64,
    /// The last tick, which no number exceeds.
    pub(super) top: u64,
}

impl Scale {
    /// Returns the axis for numbers up to `most`.
    pub(super) fn to(most: u64) -> Scale {
        let most = most.max(1);
        let mut step = 1_u64;
        let mut factors = [2, 5, 10].into_iter().cycle();
        let mut unit = 1_u64;
        while most.div_ceil(step) > MAX_STEPS {
            let factor = factors.next().unwrap_or(10);
            step = unit.saturating_mul(factor);
            if factor == 10 {
                unit = step;
            }
        }
        Scale { step, top: most.div_ceil(step).saturating_mul(step) }
    }

    /// Returns the ticks, zero first.
    pub(super) fn ticks(self) -> impl Iterator<Item = u64> {
        (0..=self.top / self.step).map(move |at| at * self.step)
    }

    /// Returns the part of the axis below a number, from 0 to 1.
    pub(super) fn part(self, number: u64) -> f64 {
        number as f64 / self.top as f64
    }

    /// Draws the axis, with lines up to `right`, in a room of this height; returns where the data begin.
    pub(super) fn draw(self, canvas: &mut Canvas, right: f64, height: f64) -> f64 {
        let widest = self.ticks().map(|tick| width(&grouped(tick), LABEL, Face::Regular));
        let left = MARGIN + widest.fold(0.0, f64::max) + 10.0;
        for tick in self.ticks() {
            let y = canvas.top + height * (1.0 - self.part(tick));
            canvas.rule((left, y), (right, y), tick == 0);
            canvas.label(left - 10.0, y + 5.0, &grouped(tick), FAINT, Anchor::End);
        }
        left
    }
}

/// Returns a number with commas between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
