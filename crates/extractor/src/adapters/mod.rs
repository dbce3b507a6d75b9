//! Adapters: one file or folder each, one function type, one list. Order matters: the first that fits reads.

mod adapter;
mod address;
mod advisories;
mod entry;
mod feed;
mod fragment;
mod json;
mod listing;
mod offers;
mod packed;
mod platforms;
mod robots;
mod security_txt;
mod select;
mod sitemap;
mod statement;
mod statuspage;
mod ulid;
mod xml;
mod zone;

pub(crate) use adapter::adapters;
pub(crate) use entry::entry_text;
pub use listing::looks_like_post;
pub use offers::{Offer, OfferKind, Offers, offers};
pub(crate) use statement::moment;
pub(crate) use xml::unescape;

#[cfg(test)]
mod tests;
