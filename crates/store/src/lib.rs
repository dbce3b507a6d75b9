//! Facts to and from PostgreSQL: one read and one write per visit. The only crate that names `sqlx`.
//!
//! [`Store::visit_claim`] leases a politeness group and gives out all that is known of one address;
//! [`Store::visit_record`] writes what the visit brought in one transaction. The tables and the views for
//! researchers are in `migrations/`.

mod address;
mod brought;
mod bursts;
mod change;
mod citation;
mod clocks;
mod codes;
mod connect;
mod crawl_state;
mod dictionary;
mod digest;
pub mod embedded;
mod error;
mod evidence;
mod export;
mod following;
mod frontier;
mod listed;
mod look_words;
mod looks;
mod mentions;
mod people;
mod places;
mod query;
mod rebuild;
mod record;
mod record_id;
mod rekey;
mod report;
mod reread;
mod roles;
mod rows;
mod scram;
mod seeds;
mod status;
mod upkeep;

pub use address::url_key;
pub use brought::{
    BackfillLock, BackfillPlan, BackfillState, Belonging, DueMemento, FollowedSource, IndexPage, OpenQuestion,
};
pub use bursts::{BurstLine, BurstTarget};
pub use change::{ChangeClass, Op, Piece};
pub use citation::{CitedCollection, CitedPage};
pub use codes::{CodingUnit, MachineAnswer, NewCode, StoredCode, UnitKey};
pub use connect::Store;
pub use crawl_state::SourceState;
pub use dictionary::Described;
pub use digest::{Difference, OPERATIONAL, TableDigest, is_named};
pub use error::StoreError;
pub use evidence::{PostName, PostProvenance, RevisionLine, Source, Value};
pub use export::{
    CaptureLine, Cell, ColumnKind, ExportColumn, ExportScope, ExportTable, Snapshot, VisitSpan,
};
pub use following::{DEEPEST, Found, MOST_LINKS, follow};
pub use frontier::{AgainLine, Claim, LEASE_S, RETRY_WINDOW_S, RestingGroup, Scope};
pub use looks::Look;
pub use people::PeopleSaid;
pub use places::NamedPlace;
pub use query::{Column, Table};
pub use rebuild::{Beginning, PastVisit, Rebuild, RebuildTally, SaidMerge, Scratch, Turns, has_record};
pub use record::{Next, Plan, ReadCapture};
pub use record_id::record_uuid;
pub use report::{
    Anchor, ChangedWords, Communication, Coverage, Edit, IncidentReport, ListedEntry, Provider,
    ReferenceTime, ResponseTime, SignalKind, SignalPart, SignalPlace, Speaker, TextChange, Withdrawn,
};
pub use reread::{
    Adopted, ArchivedVisit, Cause, Rereading, SignalsReadAgain, compared_columns, derived_tables,
};
pub use roles::{CRAWL_ROLE, READ_ROLE, RESEARCH_ROLE, Secret};
pub use seeds::SeedChanges;
