//! The tables whose rows are derived from captures, and what makes a row of each the same row.

/// A table of derived rows.
pub(super) struct Derived {
    /// Its name.
    pub name: &'static str,
    /// Columns that are the same in both readings of one row, ids translated.
    pub key: &'static [&'static str],
    /// Columns that hold ids of other derived tables: column, table.
    pub refers: &'static [(&'static str, &'static str)],
    /// Which rows are a provider's (`$1`); `{s}` stands for the schema.
    pub of_provider: &'static str,
    /// Whether its rows have an id of their own.
    pub numbered: bool,
}

/// The key columns that may be null, each with a value that stands for that and that no row has.
const MAY_BE_NULL: &[(&str, &str, &str)] = &[("signals", "detail", "''"), ("notes", "post_id", "0")];

const OF_POST: &str = "post_id in (select id from {s}.posts where provider_id = $1)";
const OF_COMMUNICATION: &str =
    "communication_id in (select id from {s}.communications where provider_id = $1)";

/// All of them, each after those that it refers to.
pub(super) const DERIVED: &[Derived] = &[
    Derived {
        name: "posts",
        key: &["provider_id", "key"],
        refers: &[],
        of_provider: "provider_id = $1",
        numbered: true,
    },
    Derived {
        name: "revisions",
        key: &["post_id", "number"],
        refers: &[("post_id", "posts")],
        of_provider: OF_POST,
        numbered: true,
    },
    Derived {
        name: "communications",
        key: &["post_id", "update_key", "version"],
        refers: &[("post_id", "posts"), ("revision_id", "revisions")],
        of_provider: "provider_id = $1",
        numbered: true,
    },
    Derived {
        name: "sightings",
        key: &["post_id", "frontier_id", "update_key"],
        refers: &[("post_id", "posts")],
        of_provider: OF_POST,
        numbered: false,
    },
    Derived {
        name: "changes",
        key: &["post_id", "capture_id"],
        refers: &[("post_id", "posts"), ("from_revision_id", "revisions"), ("to_revision_id", "revisions")],
        of_provider: OF_POST,
        numbered: true,
    },
    Derived {
        name: "stamps",
        key: &["post_id", "update_key", "stamp_digest"],
        refers: &[("post_id", "posts")],
        of_provider: OF_POST,
        numbered: true,
    },
    Derived {
        name: "bylines",
        key: &["communication_id", "capture_id", "position"],
        refers: &[("communication_id", "communications")],
        of_provider: OF_COMMUNICATION,
        numbered: true,
    },
    Derived {
        name: "attributions",
        key: &["communication_id", "capture_id", "position"],
        refers: &[("communication_id", "communications")],
        of_provider: OF_COMMUNICATION,
        numbered: true,
    },
    Derived {
        name: "identifiers",
        key: &["revision_id", "identifier"],
        refers: &[("revision_id", "revisions")],
        of_provider: "revision_id in (select r.id from {s}.revisions r join {s}.posts p on p.id = r.post_id
                                       where p.provider_id = $1)",
        numbered: false,
    },
    Derived {
        name: "mentions",
        key: &["communication_id", "incident_id", "term", "place", "span_start"],
        refers: &[("communication_id", "communications")],
        of_provider: OF_COMMUNICATION,
        numbered: true,
    },
    Derived {
        name: "signal_readings",
        key: &["communication_id"],
        refers: &[("communication_id", "communications")],
        of_provider: OF_COMMUNICATION,
        numbered: false,
    },
    Derived {
        name: "signals",
        key: &["communication_id", "signal", "rule", "span_start", "detail"],
        refers: &[("communication_id", "communications")],
        of_provider: OF_COMMUNICATION,
        numbered: true,
    },
    Derived {
        name: "entries",
        key: &["frontier_id", "entry_digest"],
        refers: &[],
        of_provider: "source_id in (select id from public.sources where provider_id = $1)",
        numbered: true,
    },
    Derived {
        name: "lookbacks",
        key: &["frontier_id", "looked_at"],
        refers: &[],
        of_provider: "source_id in (select id from public.sources where provider_id = $1)",
        numbered: false,
    },
    Derived {
        name: "entry_mentions",
        key: &["entry_id", "incident_id", "term", "place", "span_start"],
        refers: &[("entry_id", "entries")],
        of_provider: "entry_id in (select id from {s}.entries
                                    where source_id in (select id from public.sources where provider_id = $1))",
        numbered: true,
    },
    Derived {
        name: "record_events",
        key: &["frontier_id", "event_digest"],
        refers: &[],
        of_provider: "provider_id = $1",
        numbered: true,
    },
    Derived {
        name: "security_txts",
        key: &["frontier_id", "version"],
        refers: &[],
        of_provider: "provider_id = $1",
        numbered: true,
    },
    Derived {
        name: "platforms",
        key: &["frontier_id", "valid_from"],
        refers: &[],
        of_provider: "provider_id = $1",
        numbered: true,
    },
    Derived {
        name: "notes",
        key: &["observation_id", "post_id", "code", "detail"],
        refers: &[("post_id", "posts")],
        // Notes of looks that brought nothing to read stay as they are, and so do those of the schedule.
        of_provider: "code not in ('validators-distrusted', 'links-left', 'links-too-deep') and observation_id in (select o.id from public.observations o join public.captures k on k.id = o.capture_id
                                          where o.provider_id = $1 and o.role <> 'robots' and k.kind <> 'not-modified')",
        numbered: true,
    },
];

/// The columns by which rows of two readings are the same row and which are compared by `=`: table and column.
pub fn compared_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = DERIVED.iter().flat_map(|table| table.key.iter().map(|column| (table.name, *column)));
    columns.filter(|(table, column)| !MAY_BE_NULL.iter().any(|(of, other, _)| (of, other) == (table, column)))
}

/// The names of the tables whose rows are derived from captures, parents first.
pub fn derived_tables() -> impl Iterator<Item = &'static str> {
    DERIVED.iter().map(|table| table.name)
}

impl Derived {
    /// The condition for the rows of a provider in `schema`.
    pub fn scope(&self, schema: &str) -> String {
        self.of_provider.replace("{s}", schema)
    }

    /// The comparison of two rows by key. It is made of `=` alone: the server can neither hash nor sort nor look up in
    /// an index what is compared by `is not distinct from`, and would compare each row with each.
    pub fn same(&self, one: &str, other: &str) -> String {
        let part =
            |column: &&str| format!("{} = {}", self.compared(one, column), self.compared(other, column));
        self.key.iter().map(part).collect::<Vec<_>>().join(" and ")
    }

    fn compared(&self, row: &str, column: &str) -> String {
        match MAY_BE_NULL.iter().find(|(table, of, _)| (*table, *of) == (self.name, column)) {
            Some((.., value)) => format!("coalesce({row}.{column}, {value})"),
            None => format!("{row}.{column}"),
        }
    }
}
