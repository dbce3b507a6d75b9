//! What a person sees while a crew works: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use model::Receipt;

use crate::crew::{Listener, STOPPING, Tally};
use crate::seed_files::count;

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(20);

/// Shows the progress of a crew.
pub struct Progress {
    bar: Option<ProgressBar>,
    last: Instant,
}

impl Progress {
    /// A bar where standard error is a terminal, lines elsewhere.
    pub fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, last: Instant::now() }
    }

    /// Writes a log line without tearing the bar.
    fn say(&self, line: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(line),
            None => line(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Listener for Progress {
    fn finished(&mut self, address: &str, receipt: &Receipt, tally: &Tally) {
        if receipt.outcome == "failed" {
            let detail = receipt.detail.as_deref().unwrap_or_default();
            self.say(|| tracing::warn!("{address} failed: {detail}"));
        }
        tracing::debug!(address, outcome = %receipt.outcome, found = receipt.found.len(), "visited");
        let line = || summary(tally);
        match &self.bar {
            Some(bar) => bar.set_message(format!("{} — {address}", line())),
            None if self.last.elapsed() >= LINE_EVERY => {
                self.last = Instant::now();
                tracing::info!("{}", line());
            }
            None => {}
        }
    }

    fn stopping(&mut self) {
        self.say(|| tell!("{STOPPING}"));
    }
}

/// A run in one line: `12 visits (11 answered, 1 failed): 4 new posts, 1 new revision, 6 communications, ...`.
pub fn summary(tally: &Tally) -> String {
    let outcomes: Vec<String> =
        tally.outcomes.iter().map(|(name, number)| format!("{number} {name}")).collect();
    let by_outcome = if outcomes.is_empty() { String::new() } else { format!(" ({})", outcomes.join(", ")) };
    format!(
        "{}{by_outcome}: {}, {}, {}, {}",
        count(tally.visits, "visit"),
        count(tally.posts, "new post"),
        count(tally.revisions, "new revision"),
        count(tally.communications, "communication"),
        match tally.found {
            1 => "1 new address".to_owned(),
            number => format!("{number} new addresses"),
        },
    )
}
