//! Seeds: what people ask us to follow, brought into the database.

mod incidents;
mod owners;
mod providers;
mod sync;

pub(crate) use providers::role;
pub use sync::SeedChanges;
