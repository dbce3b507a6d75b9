//! Pages that are themselves a post.

mod blocks;
mod canonical;
mod cited;
mod headline;
mod identifiers;
mod items;
pub mod job_titles;
mod language;
mod linked;
mod locale;
mod mail;
mod marks;
mod own_address;
mod page;
mod people;
mod read;
mod text;
mod times;
mod updates;
mod walk;
mod zones;

pub(crate) use identifiers::identifiers;
pub(crate) use language::detected_language;
pub use read::measure_blocks;
pub(crate) use read::read;
