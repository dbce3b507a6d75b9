//! What a row is called outside its database, and what of the database is not derived.

/// How rows are named to which others refer: a table, and a query for the number and the name of each of its rows.
pub(super) const NAMES: &[(&str, &str)] = &[
    ("providers", "select id, slug as name from providers"),
    ("incidents", "select id, slug as name from incidents"),
    (
        "sources",
        "select s.id, p.slug || ' ' || s.url_key as name from sources s join providers p on p.id = s.provider_id",
    ),
    ("politeness_groups", "select id, name from politeness_groups"),
    ("origins", "select id, origin as name from origins"),
    ("frontier", "select id, url_key as name from frontier"),
    ("captures", "select id, record_id::text as name from captures"),
    ("looks", "select id, record_id::text as name from looks"),
    (
        "look_words",
        "select id, (jsonb_strip_nulls(to_jsonb(w)) - '{id,digest,extractor_version}'::text[])::text as name from look_words w",
    ),
    ("segments", "select id, name from segments"),
    (
        "walks",
        "select w.id, k.record_id || ' ' || w.reason as name from walks w join captures k on k.id = w.capture_id",
    ),
    (
        "entries",
        "select e.id, f.url_key || ' ' || e.entry_digest as name from entries e join frontier f on f.id = e.frontier_id",
    ),
    (
        "posts",
        "select p.id, v.slug || ' ' || p.key as name from posts p join providers v on v.id = p.provider_id",
    ),
    (
        "revisions",
        "select r.id, v.slug || ' ' || p.key || ' ' || r.number as name
           from revisions r join posts p on p.id = r.post_id join providers v on v.id = p.provider_id",
    ),
    (
        "communications",
        "select c.id, v.slug || ' ' || p.key || ' ' || c.update_key || ' ' || c.version as name
           from communications c join posts p on p.id = c.post_id join providers v on v.id = p.provider_id",
    ),
];

/// Tables that are not derived from the archive, and why.
pub const OPERATIONAL: &[(&str, &str)] = &[
    ("_sqlx_migrations", "the schema's own history"),
    ("key_rules", "the schema's own history"),
    ("rebuilds", "says how this database was made"),
    ("politeness_groups", "leases and rests of hosts"),
    ("segments", "names of files, which the rows that refer to them say"),
    ("look_words", "words of looks, which the looks say"),
    ("bursts", "declared by people"),
    ("backfills", "plans of what archives are asked"),
    ("backfill_questions", "how far such a plan is"),
    ("mementos", "what such a plan found to fetch"),
    ("coders", "people who code"),
    ("human_codes", "what people coded"),
    ("reader_changes", "what rules read that are gone"),
    ("signals_to_read", "what waits to be read once more"),
    ("rereads_due", "what waits to be read once more"),
    ("rewrites", "what exports must give again"),
    ("look_days", "counts of observations, brought up to date now and then"),
    ("look_months", "sums of look_days"),
    ("looks_to_count", "what waits to be counted"),
    ("searchable", "words of revisions, indexed now and then"),
    ("search_backlog", "what waits to be indexed"),
];

/// Columns that are not derived: of any table, and of one.
pub(super) const OMITTED: &[(&str, &[&str])] = &[
    ("", &["id", "recorded_at", "restated_at", "extractor_version"]),
    ("sources", &["retired_at", "distrusted_at", "active"]),
    (
        "frontier",
        &[
            "active",
            "retired",
            "due_at",
            "interval_s",
            "failures",
            "etag",
            "last_modified",
            "known_capture_id",
            "scheme_changes",
            "conditional_looks",
            "resolved_at",
            "same_as_id",
            "group_id",
        ],
    ),
];

/// Conditions for rows that are evidence: an address of the seeds that nobody visited yet is none. Of a source that left the
/// seeds the archive knows no more than its visits say, and what people say of merges is no part of it.
pub(super) const ONLY: &[(&str, &str)] = &[
    ("frontier", "t.via_id is not null or exists (select 1 from looks o where o.frontier_id = t.id)"),
    ("sources", "t.active"),
    ("merges", "t.reason <> 'by-hand' and t.undone_at is null"),
];

/// Views that researchers read and that rest on more than those tables: on which sources are followed, and until when.
pub(super) const VIEWS: &[&str] =
    &["research.coverage", "research.silences", "research.first_words", "research.response_times"];

/// Whether the rows of a table have a name outside their database.
pub fn is_named(table: &str) -> bool {
    NAMES.iter().any(|(name, _)| *name == table)
}
