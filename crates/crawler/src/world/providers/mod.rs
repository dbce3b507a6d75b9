//! The providers, one file each: its addresses, their texts, and what is true of them.

mod company;
mod fernway;
mod harbor;
mod lumen;
mod nimbus;
mod orchard;
mod pikestone;
mod quarry;
mod statuspage;

pub(super) use company::{Company, all};
