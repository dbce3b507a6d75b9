//! Seeds: what people ask us to follow, brought into the database.

mod incidents;
mod owners;
mod providers;
mod retire;
mod sync;

pub(crate) use providers::{retire, role};
pub use sync::SeedChanges;
