//! The main text of a page, without boilerplate, and such that it changes whenever the article does.

mod choose;
mod container;
mod shingles;

pub(super) use choose::body;
