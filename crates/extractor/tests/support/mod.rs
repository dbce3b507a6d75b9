//! A page of a provider, read.

mod pages;

use extractor::output;
use serde_json::Value;

pub use pages::page;

/// What `trail extract` prints of a document at `address`.
pub fn read(address: &str, body: &str) -> Value {
    output::to_json("1", &pages::extraction(address, body, None))
}
