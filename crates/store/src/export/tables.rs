//! The tables that a researcher needs, and which rows of each belong to what is exported.

use super::scope::ExportScope;

/// By which column a row belongs to what is exported.
pub(super) enum By {
    /// All rows, whatever is exported.
    Every,
    /// A provider.
    Provider(&'static str),
    /// The name of a provider.
    Named,
    /// An incident.
    Incident(&'static str),
    /// A post.
    Post(&'static str),
    /// A revision.
    Revision(&'static str),
    /// A communication.
    Communication(&'static str),
    /// A capture.
    Capture(&'static str),
    /// A look.
    Look(&'static str),
    /// An address.
    Address(&'static str),
    /// An entry of a listing.
    Entry(&'static str),
    /// The names of the provider and of the incident.
    Either,
}

/// A table or a view that is exported.
pub(super) struct Exported {
    /// Its schema.
    pub schema: &'static str,
    /// Its name, in its schema and in the export.
    pub name: &'static str,
    /// What makes a row of it one row.
    pub key: &'static [&'static str],
    /// Which rows belong.
    pub by: By,
    /// Whether rows are only added, with the time in `recorded_at`; a delta of it holds the new ones alone.
    pub grows: bool,
    /// Columns that are left out: numbers that mean nothing elsewhere, and what may be a secret.
    pub without: &'static [&'static str],
    /// Columns with words of providers, which `--no-texts` leaves out.
    pub texts: &'static [&'static str],
    /// Columns that say something else outside the database than in it.
    pub said: &'static [Said],
}

/// How a column is exported that is short in the database: its name there, the one in the export, and what it says, of
/// the row `t`.
pub(super) struct Said {
    /// Its name in the database.
    pub column: &'static str,
    /// Its name in an export.
    pub name: &'static str,
    /// The text that it stands for.
    pub sql: &'static str,
}

/// Where a record stands, in full.
const PLACE: &[Said] = &[
    Said {
        column: "segment_id",
        name: "segment",
        sql: "(select g.name from public.segments g where g.id = t.segment_id)",
    },
    Said { column: "record_id", name: "record_id", sql: "'urn:uuid:' || t.record_id" },
];

const fn table(name: &'static str, key: &'static [&'static str], by: By, grows: bool) -> Exported {
    Exported { schema: "public", name, key, by, grows, without: &[], texts: &[], said: &[] }
}

const ID: &[&str] = &["id"];

/// All of them.
pub(super) const EXPORTED: &[Exported] = &[
    Exported { texts: &["text"], ..table("trail", &["communication_id", "incident"], By::Either, false) },
    table("first_words", &["provider", "incident"], By::Either, false),
    Exported {
        schema: "research",
        ..table("response_times", &["provider", "incident", "measure", "basis", "anchor"], By::Either, false)
    },
    Exported { schema: "research", ..table("silences", &["provider", "incident"], By::Either, false) },
    Exported {
        schema: "research",
        texts: &["text"],
        ..table("removals", &["incident", "post_id", "update_key"], By::Either, false)
    },
    table("providers", ID, By::Provider("id"), false),
    Exported { without: &["headers"], ..table("sources", ID, By::Provider("provider_id"), false) },
    table("incidents", ID, By::Incident("id"), false),
    table("incident_terms", &["incident_id", "term"], By::Incident("incident_id"), false),
    table("reference_events", ID, By::Incident("incident_id"), false),
    Exported {
        without: &[
            "group_id",
            "origin_id",
            "due_at",
            "interval_s",
            "failures",
            "etag",
            "last_modified",
            "known_capture_id",
            "scheme_changes",
            "conditional_looks",
            "resolved_at",
            "retired",
        ],
        ..table("frontier", ID, By::Address("id"), false)
    },
    table("posts", ID, By::Post("id"), true),
    Exported { texts: &["text"], ..table("revisions", ID, By::Post("post_id"), true) },
    Exported {
        texts: &["text"],
        without: &["terms_digest"],
        ..table("communications", ID, By::Post("post_id"), true)
    },
    table("stamps", ID, By::Post("post_id"), true),
    table("bylines", ID, By::Communication("communication_id"), true),
    table("attributions", ID, By::Communication("communication_id"), true),
    table("identifiers", &["revision_id", "identifier"], By::Revision("revision_id"), false),
    Exported { texts: &["quote"], ..table("mentions", ID, By::Communication("communication_id"), false) },
    table("assignments", &["communication_id", "incident_id"], By::Communication("communication_id"), false),
    Exported { texts: &["text"], without: &["terms_digest"], ..table("entries", ID, By::Entry("id"), false) },
    Exported { texts: &["quote"], ..table("entry_mentions", ID, By::Entry("entry_id"), false) },
    table("entry_assignments", &["entry_id", "incident_id"], By::Entry("entry_id"), false),
    table("signal_kinds", &["signal"], By::Every, false),
    table("signal_readings", &["communication_id"], By::Communication("communication_id"), false),
    Exported { texts: &["quote"], ..table("signals", ID, By::Communication("communication_id"), false) },
    table("coders", ID, By::Every, false),
    Exported { texts: &["quote"], ..table("human_codes", ID, By::Provider("provider_id"), false) },
    table("changes", ID, By::Post("post_id"), true),
    table("merges", ID, By::Provider("provider_id"), false),
    Exported { said: PLACE, ..table("captures", ID, By::Capture("id"), true) },
    Exported { said: PLACE, ..table("observations", ID, By::Look("id"), true) },
    Exported {
        said: PLACE,
        ..table("hops", &["observation_id", "position"], By::Look("observation_id"), false)
    },
    table("record_events", ID, By::Provider("provider_id"), true),
    table("security_txts", ID, By::Provider("provider_id"), true),
    table("platforms", ID, By::Provider("provider_id"), false),
    table("possible_gaps", &["walk_id"], By::Named, false),
];

impl Exported {
    /// The condition for the rows `t` that belong.
    pub fn condition(&self, scope: &ExportScope) -> String {
        if *scope == ExportScope::All {
            return "true".to_owned();
        }
        let incident = |column: &str| match scope {
            ExportScope::Incident(_) => format!("t.{column} in (select id from incidents where slug = $1)"),
            _ => "true".to_owned(),
        };
        let within =
            |column: &str, table: &str, via: &str| format!("t.{column} in (select {via} from {table})");
        match self.by {
            By::Every => "true".to_owned(),
            By::Provider(column) => within(column, "export_providers", "id"),
            By::Named => {
                "t.provider in (select slug from providers where id in (select id from export_providers))"
                    .to_owned()
            }
            By::Incident(column) => incident(column),
            By::Post(column) => within(column, "export_posts", "id"),
            By::Revision(column) => {
                format!(
                    "t.{column} in (select id from revisions where post_id in (select id from export_posts))"
                )
            }
            By::Communication(column) => format!(
                "t.{column} in (select id from communications where post_id in (select id from export_posts))"
            ),
            By::Capture(column) => within(column, "export_captures", "id"),
            By::Look(column) => within(column, "export_looks", "id"),
            By::Address(column) => format!(
                "t.{column} in (select frontier_id from observations where id in (select id from export_looks))"
            ),
            By::Entry(column) => match scope {
                ExportScope::Incident(_) => format!(
                    "t.{column} in (select g.entry_id from entry_assignments g join incidents i on i.id = g.incident_id where i.slug = $1)"
                ),
                _ => format!(
                    "t.{column} in (select e.id from entries e join sources s on s.id = e.source_id
                                     where s.provider_id in (select id from export_providers))"
                ),
            },
            By::Either => match scope {
                ExportScope::Incident(_) => "t.incident = $1".to_owned(),
                _ => "t.provider = $1".to_owned(),
            },
        }
    }
}
