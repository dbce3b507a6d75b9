//! What one visit brought, written in one transaction.

mod apply;
mod brought;
mod changes;
mod decide;
mod entries;
mod known;
mod links;
mod matching;
mod mentions;
mod observation;
mod outcome;
mod plan;
mod platforms;
mod politeness;
mod posts;
mod records;
mod refused;
mod robots;
mod same;
mod security_txt;
mod signals;
mod statements;
mod visit;
mod walks;

pub use plan::{Next, Plan};
pub use visit::ReadCapture;
