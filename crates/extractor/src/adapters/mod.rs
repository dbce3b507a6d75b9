//! Adapters: one file each, one function type, one list. Order matters: the first that fits reads.

mod adapter;

pub(crate) use adapter::ADAPTERS;
