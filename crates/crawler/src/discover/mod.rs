//! What a domain has to follow: looked for politely, proposed with a reason, never taken over unseen.

mod answer;
mod places;
mod proposal;
mod search;

pub use answer::{json, toml};
pub use proposal::{Discovery, Proposal};
pub use search::discover;
