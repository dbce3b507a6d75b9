//! One post and what its rows were read from: for `trail diff` and `trail explain`.

mod find;
mod history;
mod provenance;

pub use find::PostName;
pub use history::RevisionLine;
pub use provenance::{PostProvenance, Source, Value};
