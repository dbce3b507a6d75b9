//! Dated updates inside a post.

mod label;
mod read;
mod ruled;

pub(super) use read::updates;
