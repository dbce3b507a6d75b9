//! `trail seeds`: the seed files, what a domain offers, what would be read, which sources are well.

mod discover;
mod files;
mod health;
mod preview;
mod retire;
mod run;

pub use run::run;
