//! Content analysis by people: the code book, the sheets that they fill, and how far they agree.
//!
//! A **unit** is one communication in the trail of one incident. A coder answers each field of the code book for
//! it. Answers of people stand beside those of the rules and never change them.

mod actions;
pub mod agreement;
mod book;
mod compare;
mod filled;
mod print;
mod sheet;

pub use book::{BOOK, CodeBook, Criterion, Field, Values};
pub use compare::{Judgement, MACHINE, judgements, table};
pub use filled::{Filled, Problem, Sheet, check, parse};
pub use print::markdown;
pub(crate) use sheet::guarded;
pub use sheet::write;
