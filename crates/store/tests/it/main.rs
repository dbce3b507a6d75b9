//! What the store promises, on a real PostgreSQL: a private cluster for the run, a database for each test.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test ends where something is not as it must be"
)]

mod addresses;
mod as_of;
mod assignments;
mod bounds;
mod chains;
mod changes;
mod claims;
mod comments;
mod connections;
mod exports;
mod groups;
mod health;
mod idempotence;
mod identity;
mod incidents;
mod listed;
mod lists;
mod living;
mod looks;
mod made_by;
mod moves;
mod namesakes;
mod narrow;
mod owners;
mod pinned;
mod places;
mod queries;
mod races;
mod records;
mod refused;
mod removals;
mod rereading;
mod revisions;
mod robots;
mod scopes;
mod seeds;
mod showing;
mod signals;
mod size;
mod spellings;
mod statements;
mod status;
mod sums;
mod support;
mod turns;
mod views;
mod walks;
mod watching;
