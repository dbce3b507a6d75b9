//! What the store promises, on a real PostgreSQL: a private cluster for the run, a database for each test.

mod claims;
mod connections;
mod idempotence;
mod revisions;
mod seeds;
mod statements;
mod support;
