//! What became of a post's words between two looks: the word-level difference and the class of the change.
//! Pure functions of two texts; the rows that come of them are written by `record::changes`.

mod classify;
mod diff;
mod kind;
mod stored;
mod words;

pub use classify::ChangeClass;
pub(crate) use classify::{classify, ordinary_blocks};
pub use diff::{Op, Piece};
pub(crate) use diff::{changed_words, diff};
pub(crate) use stored::StoredText;
pub(crate) use words::Words;
