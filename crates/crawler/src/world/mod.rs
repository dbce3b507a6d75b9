//! The demo world: a small web of our own making, in the days after Heartbleed (April 2014).
//!
//! Seven fictional providers answer the same crisis, each in another way. [`World`] says what each
//! address shows from which instant on, [`Truth`] what a perfect crawl of it must find, and
//! [`WorldServer`] answers for all its hosts on loopback as of a simulated time. `trail demo` and the
//! integration tests crawl it with the real line.

mod answer;
mod fault;
mod heartbleed;
mod instant;
mod listing;
mod page;
mod providers;
mod server;
mod truth;

pub use answer::{Ask, Reply, answer};
pub use fault::Fault;
pub use heartbleed::World;
pub use page::{Page, Validated, Version};
pub use server::{LoggedRequest, WorldServer};
pub use truth::{AuthorTruth, Oddity, PostTruth, ProviderTruth, TimeTruth, Truth, UpdateTruth};

#[cfg(test)]
mod tests;
