//! What the user types.

mod command;
mod fetch;
mod global;
mod level;

pub use command::*;
pub use fetch::*;
pub use global::GlobalArgs;
pub use level::start_log;
