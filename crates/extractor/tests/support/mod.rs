//! A page of a provider, read.

mod pages;

use extractor::output;
use serde_json::Value;

pub use pages::page;

/// What `trail extract` prints of a document at `address`.
pub fn read(address: &str, body: &str) -> Value {
    output::to_json("1", &pages::extraction(address, body, None))
}

/// The same of a document that was fetched then.
#[allow(dead_code, reason = "not every test asks when it was read")]
pub fn read_at(address: &str, body: &str, fetched_at: &str) -> Value {
    output::to_json("1", &pages::extraction(address, body, Some(fetched_at)))
}
