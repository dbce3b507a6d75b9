//! Who signed a page: every place that names somebody, and the choice among them.

mod attributions;
mod bylines;
mod cards;
mod choose;
mod credits;
mod declared;
mod found;
mod kinds;
mod labels;
mod letter;
mod lines;
mod marked;
mod names;
mod owner;
mod plausible;
mod proof;
mod provider;
mod scripts;
mod sign_off;
mod speech;
mod unseen;
mod words;

pub(super) use attributions::attributions;
pub(super) use choose::people;
pub(super) use credits::is_credit;
