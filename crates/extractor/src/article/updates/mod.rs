//! Dated updates inside a post.

mod follow;
mod label;
mod read;
mod ruled;
mod words;

pub(super) use read::updates;
