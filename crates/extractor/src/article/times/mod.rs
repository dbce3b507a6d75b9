//! The times of a page: every candidate from every place, and the ranking that picks among them.

mod address;
mod attributes;
mod candidate;
mod choose;
mod declared;
mod exact;
mod labels;
mod last_resort;
mod letter;
mod markup;
mod shown;
mod standing;
mod state;
mod years;

pub(super) use candidate::place;
pub(super) use choose::times;
pub(super) use labels::is_first;
pub(super) use standing::Ground;
