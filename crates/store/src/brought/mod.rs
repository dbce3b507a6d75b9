//! What others captured and somebody brings afterwards: where it belongs, whether it is here already, and its rows.
//! What it says is read later, in the order of its time (see `reread`).

mod backfills;
mod held;
mod place;
mod unread;

pub use backfills::{BackfillLock, BackfillPlan, BackfillState, DueMemento, IndexPage, OpenQuestion};
pub use place::{Belonging, FollowedSource};
