//! Pages that are themselves a post.

mod read;

pub(crate) use read::read;
