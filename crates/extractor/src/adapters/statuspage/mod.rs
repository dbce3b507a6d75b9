//! Atlassian Statuspage: its API, its pages, and the blocks that its feeds share with them.

mod anchor;
mod api;
mod block;
mod history;
mod page;

pub(super) use anchor::anchored;
pub(super) use api::read as read_api;
pub(super) use block::{AHEAD, Block, oldest_first, updates, updates_since};
pub(super) use history::read as read_history;
pub(super) use page::read as read_page;
