//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed, and the feeds of status pages.

mod atom;
mod events;
mod fields;
mod incidents;
mod json_feed;
mod latest;
mod person;
mod read;
mod rss;
mod shape;
mod words;

pub(super) use read::read;
