//! What the tests are made of.

mod beside;
mod captures;
mod cluster;
mod database;
mod posts;
mod seed;

pub use beside::Beside;
pub use captures::{Answer, empty, found, listing};
pub use cluster::cluster;
pub use database::TestStore;
pub use posts::{article, byline, incident, named_at, stamp, update};
pub use seed::{at, event, heartbleed, page_about, provider, shellshock, source};
