//! The machine's clock: the only place that asks it.

use model::Clock;

/// The clock of this machine.
pub fn system_clock() -> Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the program takes the time from the machine"
    )]
    Clock::new(chrono::Utc::now)
}
