//! The words of `trail`, as plain values: no I/O, no clock, no async.
//!
//! One post travels as `Visit → Exchange → Capture → Extraction → Receipt`; each of these types is
//! built by one stage only, and every stage knows this crate and no other of ours.

mod capture;
mod clock;
mod digest;
mod evidence;
mod exchange;
mod extraction;
mod history;
mod identity;
mod person;
mod platform;
mod post;
mod provenance;
mod record;
mod robots;
mod security_txt;
mod seed;
mod signal;
mod source;
mod stamp;
mod visit;

pub use capture::{Capture, CaptureKind, RecordPlace};
pub use clock::Clock;
pub use digest::{Sha1Digest, Sha256Digest};
pub use evidence::EvidenceClass;
pub use exchange::{Exchange, Failure, FailureClass, Hop, Outcome, Request, Response, Truncation};
pub use extraction::{
    DocumentKind, Entry, EntryAuthor, Extraction, FeedHead, IncidentTerms, Link, LinkRel, Mention,
    MentionManner, MentionPlace, Note,
};
pub use history::{Burst, GroupHistory, History};
pub use identity::address_key;
pub use person::{Attribution, AuthorKind, Byline, Function, Seniority};
pub use platform::{SHARED_ADAPTERS, SHARED_DOMAINS, SHARED_HEADERS, platform_of_answer, platform_of_host};
pub use post::{Candidate, Identifier, Post, PostKind, StampRole, Update, backdated_by};
pub use provenance::{Maker, Provenance};
pub use record::{RecordEvent, RecordKind, Trust};
pub use robots::{RobotsFile, RobotsState, RobotsVerdict};
pub use security_txt::SecurityTxt;
pub use seed::{
    IncidentSeed, ProviderSeed, ReferenceEvent, ReferenceKind, SeedProblem, SeedSet, SourceSeed,
    import_providers, nearest_names, read_incident, read_provider, read_seeds, read_span, slug_of,
    write_provider, write_span,
};
pub use signal::{Actor, FoundSignal, NotAssessed, ReadFor, Signal, SignalReading};
pub use source::{SourceKind, SourceRef};
pub use stamp::{Certainty, Precision, Span, Spread, Stamp};
pub use visit::{Known, Receipt, Role, Validators, Visit};
