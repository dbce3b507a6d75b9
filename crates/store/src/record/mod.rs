//! What one visit brought, written in one transaction.

mod apply;
mod bounds;
mod brought;
mod changes;
mod decide;
mod entries;
mod known;
mod links;
mod matching;
mod mentions;
mod namesakes;
mod observation;
mod outcome;
mod plan;
mod platforms;
mod politeness;
mod posts;
mod reach;
mod readings;
mod records;
mod refused;
mod robots;
mod same;
mod security_txt;
mod showing;
mod signals;
mod statements;
mod turns;
mod visit;
mod walks;
mod words;

pub use plan::{Next, Plan};
pub(crate) use signals::{reading_row, signal_row, write_rows};
pub(crate) use turns::alone;
pub(crate) use visit::Beside;
pub use visit::ReadCapture;
