//! What the user types.

mod code;
mod command;
mod comment;
mod export;
mod fetch;
mod global;
mod level;
mod operate;
mod past;
mod refetch;
mod seeds;

pub use self::export::{CitationFormat, CiteArgs, DataExportArgs, ExportFormat, ExportWhat};
pub use code::{BookFormat, CodeCommand, ExportArgs, ImportArgs};
pub use command::*;
pub use comment::with_comments;
pub use fetch::*;
pub use global::GlobalArgs;
pub use level::start_log;
pub use operate::{BurstArgs, CrawlArgs, JobArgs, RolesArgs, StatusArgs, WatchArgs};
pub use past::{BackfillArgs, BringArgs};
pub use refetch::RefetchArgs;
pub use seeds::{AnswerFormat, DiscoverArgs, HealthArgs, RetireArgs, SeedsCommand, TryArgs};
