//! How far a long command has come: counts and rate, on a terminal only.

use std::time::Duration;

use indicatif::ProgressBar;
use indicatif::ProgressStyle;

use crate::cli::context::Context;
use crate::cli::terminal;

/// Time between two drawings.
const TICK: Duration = Duration::from_millis(120);

/// A line on standard error that counts. Clones are the same line.
#[derive(Clone)]
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Returns the line of a command that goes through `things`; it is not drawn where nobody would see it.
    pub(super) fn new(context: &Context, things: &str) -> Progress {
        if !context.shows_progress() {
            return Progress { bar: ProgressBar::hidden() };
        }
        let template =
            format!("{{spinner}} {{pos}} {things}  {{per_sec}}  {{elapsed}}  {{msg:.dim}}");
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
        Progress { bar }
    }

    /// Counts one more thing, by name.
    pub(super) fn count(&self, name: &str) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            self.bar.set_message(terminal::one_line(name));
        }
    }

    /// Says something above the line.
    pub(super) fn say(&self, text: &str) {
        self.bar.suspend(|| terminal::remark(text));
    }

    /// Removes the line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
