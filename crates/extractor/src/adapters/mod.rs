//! Adapters: one file or folder each, one function type, one list. Order matters: the first that fits reads.

mod adapter;
mod address;
mod feed;
mod fragment;
mod json;
mod packed;
mod statement;
mod xml;

pub(crate) use adapter::ADAPTERS;
