//! What is exported: tables for researchers as of one moment, with what each column means, and the visits that stand
//! behind them.

mod cell;
mod scope;
mod snapshot;
mod tables;
mod visits;

pub use cell::{Cell, ColumnKind};
pub use scope::ExportScope;
pub use snapshot::{ExportColumn, ExportTable, Snapshot};
pub use visits::{CaptureLine, VisitSpan};
