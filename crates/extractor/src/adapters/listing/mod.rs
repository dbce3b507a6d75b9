//! Pages that list posts: the front page of a blog, a newsroom, an index of advisories.

mod feeds;
mod pages;
mod path;
mod read;
mod single;

pub use path::looks_like_post;
pub(super) use read::read;
