//! Seeds: which providers and which incidents are followed, as people write them down.
//!
//! `providers/<slug>.toml` and `incidents/<slug>.toml` are read to plain values; every problem of every
//! file is reported at once, with its line and what to do about it.

mod address;
mod fields;
mod import;
mod incident;
mod nearest;
mod page;
mod problem;
mod provider;
mod schedule;
mod set;
mod slug;
mod time;
mod types;
mod write;

pub use import::import_providers;
pub use incident::read_incident;
pub use nearest::nearest_names;
pub use problem::SeedProblem;
pub use provider::read_provider;
pub use schedule::{parse as read_span, write as write_span};
pub use set::{SeedSet, read_seeds};
pub use slug::slug_of;
pub use types::{IncidentSeed, ProviderSeed, ReferenceEvent, ReferenceKind, SourceSeed};
pub use write::write_provider;
