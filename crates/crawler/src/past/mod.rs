//! The past: captures that others made, brought into the archive with their own time, and read in its order.

pub mod backfill;
pub mod bringing;
pub mod files;
pub mod import;
pub mod merged;
pub mod own;
pub mod scopes;
pub mod unread;
