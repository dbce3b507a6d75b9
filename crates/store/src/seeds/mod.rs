//! Seeds: what people ask us to follow, brought into the database.

mod incidents;
mod providers;
mod sync;

pub use sync::SeedChanges;
