//! Updates inside a post.

mod follow;
mod label;
mod read;
mod ruled;
mod unannounced;
mod words;

pub(super) use read::updates;
