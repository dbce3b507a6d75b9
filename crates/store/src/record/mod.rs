//! What one visit brought, written in one transaction.

mod apply;
mod changes;
mod decide;
mod entries;
mod known;
mod mentions;
mod observation;
mod outcome;
mod plan;
mod posts;
mod robots;
mod statements;
mod visit;

pub use plan::Plan;
