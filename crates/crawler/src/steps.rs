//! How far a long piece of work is: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(20);

/// Counts steps and shows them.
pub struct Steps {
    what: &'static str,
    number: u64,
    bar: Option<ProgressBar>,
    begin: Instant,
    last: Instant,
}

impl Steps {
    /// Begins at 0; `what` says what is counted, such as `visits read`.
    pub fn new(what: &'static str) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {pos} {msg} ({per_sec})") {
                bar.set_style(style);
            }
            bar.set_message(what);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { what, number: 0, bar, begin: Instant::now(), last: Instant::now() }
    }

    /// One step more.
    pub fn one(&mut self) {
        self.number += 1;
        match &self.bar {
            Some(bar) => bar.inc(1),
            None if self.last.elapsed() >= LINE_EVERY => {
                self.last = Instant::now();
                let rate = self.number as f64 / self.begin.elapsed().as_secs_f64();
                tracing::info!("{} {}, {rate:.0} a second", self.number, self.what);
            }
            None => {}
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
