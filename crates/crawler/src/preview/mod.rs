//! What would be read in a document, with the rule and the place of every value, before it is a source.

mod json;
mod place;
mod read;
mod screen;
mod words;

pub use json::json;
pub use read::{Fetched, Preview, expected};
pub use screen::screen;
