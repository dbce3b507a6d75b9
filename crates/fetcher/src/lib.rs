//! Address in, exact bytes out, politely.
//!
//! [`Fetcher::fetch`] turns a [`model::Visit`] into a [`model::Exchange`] and never fails: what went wrong
//! is an [`model::Outcome`]. Bodies stay as they were sent (content encoding kept); redirects are
//! followed here, hop by hop, and only inside one origin. The decisions are pure functions
//! ([`robots`], `redirect`, `failure`, `retry_after`); only `client`, `resolve` and `fetch` touch the network.

mod body;
mod client;
mod config;
mod error;
mod failure;
mod fetch;
mod freshness;
mod guard;
mod headers;
mod network;
mod once;
mod pace;
mod redirect;
mod resolve;
mod retry_after;
pub mod robots;

pub use config::{FetcherConfig, Limits};
pub use error::FetcherError;
pub use fetch::{Fetcher, PRODUCT_TOKEN};
pub use freshness::{Freshness, freshness};
pub use guard::PrivateNetworks;
pub use network::{Network, NetworkError};
pub use once::Asked;
pub use pace::rest;
