//! What the user types.

mod command;
mod fetch;
mod global;
mod level;

pub use command::{
    ArchiveCommand, Cli, Command, CrawlArgs, DatesArgs, DbCommand, DemoArgs, DiffArgs, ExplainArgs,
    ExtractArgs, RefetchArgs, ReportArgs, ReportFormat, SeedsCommand, SqlArgs, TableFormat, TextFormat,
};
pub use fetch::{BatchArgs, FetchArgs, FetchFormat};
pub use global::GlobalArgs;
pub use level::start_log;
