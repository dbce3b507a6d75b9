//! XML as feeds and sitemaps write it, well-formed or not.

mod element;
mod entity;
mod tree;

pub(super) use element::{Element, Vocabulary};
pub(crate) use entity::unescape;
pub(super) use tree::{parse, root_name};
