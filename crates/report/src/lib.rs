//! What researchers take away: the report on an incident in three forms, coding sheets, and how far coders agree. Reads
//! through `store`; no network, no clock.

pub mod coding;
mod grid;
mod html;
mod text;
mod tidy;
mod view;
mod words;

pub use grid::grid;
pub use html::render as html;
pub use text::{render as text, within as text_within};
pub use tidy::render as csv;
pub use words::clean;
