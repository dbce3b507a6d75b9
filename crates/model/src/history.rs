//! What is remembered of an address, its host and its source: all that the schedule decides by.

use chrono::{DateTime, Utc};

/// What earlier looks left for the schedule of the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Looks in a row that asked with validators.
    pub conditional_looks: u32,
    /// When a body of the source was last found to have changed while its validators had not.
    pub distrusted_at: Option<DateTime<Utc>>,
    /// When the status incident at this address was resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// The close watch that its provider is under.
    pub burst: Option<Burst>,
    /// What is remembered of the politeness group.
    pub group: GroupHistory,
    /// When the robots.txt that governs the address is asked for again; `None` where it was never asked for.
    pub robots_due_at: Option<DateTime<Utc>>,
}

/// How a politeness group fared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupHistory {
    /// Failed looks in a row at any address of the group.
    pub failures: u32,
    /// How often in a row the circuit breaker opened; 0 while it is closed.
    pub trips: u32,
}

/// A time of close watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burst {
    /// When it was declared.
    pub started_at: DateTime<Utc>,
    /// Until when it holds in full; after that it decays.
    pub until_at: DateTime<Utc>,
}
