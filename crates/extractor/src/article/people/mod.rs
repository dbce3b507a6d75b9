//! Who signed a page: every place that names somebody, and the choice among them.

mod attributions;
mod bylines;
mod cards;
mod choose;
mod declared;
mod found;
mod lines;
mod marked;
mod names;
mod provider;
mod sign_off;

pub(super) use attributions::attributions;
pub(super) use choose::people;
