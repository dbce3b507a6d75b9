//! A text cut into sentences, and each sentence in the plain form that patterns are matched against.

mod code;
mod lines;
mod names;
mod plain;
mod sentence;
mod tokens;

pub use names::Names;
pub(super) use plain::CLAUSE;
pub(super) use sentence::{Sentence, are_all, sentences};
