//! The main text of a page, without boilerplate, and such that it changes whenever the article does.

mod choose;
mod features;
mod model;
mod phrases;

pub(super) use choose::{Body, body, measured};
