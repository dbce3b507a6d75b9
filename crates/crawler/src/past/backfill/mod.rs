//! Back-filling: the past of a provider, out of the archives of the web.

pub mod archives;
mod cdx;
pub mod client;
mod commoncrawl;
mod link_format;
mod pace;
mod questions;
mod replay;
mod run;

pub use archives::{Asked, Site};
pub use client::Client;
pub use pace::Pace;
pub use questions::questions;
pub use run::Backfill;
