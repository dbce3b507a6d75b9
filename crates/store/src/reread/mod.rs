//! The archive read again by other rules: all that is derived from captures is derived once more, beside what
//! is there, and takes its place in one transaction per provider. What differs is kept in `reader_changes`.
//!
//! The second reading runs the code of the first one. It writes into tables of the same names in a schema of its
//! own (`reread`), which is searched before `public`; what is not derived is read from `public`.

mod adopt;
mod archived;
mod derived;
mod due;
mod shadow;
mod signals;

pub use adopt::{Adopted, Cause};
pub use archived::ArchivedVisit;
pub use derived::{compared_columns, derived_tables};
pub use shadow::Rereading;
pub use signals::SignalsReadAgain;
