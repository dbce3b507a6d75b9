//! Database roles: one that crawls, one that reads, and one for researchers; none of them can change what was seen.

use std::fmt;

use sqlx::{AssertSqlSafe, Executor, PgConnection};
use uuid::Uuid;

use crate::error::{Doing, StoreError};
use crate::{Store, scram};

/// The role that crawls: it adds evidence and moves the schedule on. No DDL, no delete of evidence.
pub const CRAWL_ROLE: &str = "trail_crawl";

/// The role that reads: tables and views, without the header fields that a source is asked with.
pub const READ_ROLE: &str = "trail_read";

/// The role of researchers: the views and functions of the schema `research`, and nothing else.
pub const RESEARCH_ROLE: &str = "trail_research";

const DOING: &str = "set up its roles";

/// Tables whose rows are evidence: what is written there stays as it is.
const EVIDENCE: [&str; 6] = ["segments", "captures", "look_words", "looks", "hops", "human_codes"];

/// What makes or changes large objects. PostgreSQL gives it to everybody, and a transaction that only reads does not keep from
/// it: a disk could be filled by who should read alone. `trail` keeps none.
const LARGE_OBJECTS: [&str; 8] = [
    "lo_create(oid)",
    "lo_creat(integer)",
    "lo_from_bytea(oid, bytea)",
    "lo_put(oid, bigint, bytea)",
    "lo_open(oid, integer)",
    "lowrite(integer, bytea)",
    "lo_truncate(integer, integer)",
    "lo_truncate64(integer, bigint)",
];

/// Tables whose rows follow from the seeds, and which address shows which post, which a merge that is taken back changes: the
/// crawler replaces them.
const REPLACED: [&str; 7] = [
    "incident_terms",
    "reference_events",
    "mentions",
    "entry_mentions",
    "signals",
    "signals_to_read",
    "sightings",
];

/// A password. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The password `text`, without the line end of the file that it was read from.
    pub fn new(text: &str) -> Self {
        Self(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl Store {
    /// Makes the roles [`CRAWL_ROLE`], [`READ_ROLE`] and [`RESEARCH_ROLE`] where they are missing, and gives them
    /// their rights on this database, no more and no less. A role with a password may log in. The roles belong to
    /// the whole server; their rights to this database.
    ///
    /// # Errors
    /// When the user may not make roles, or the database cannot be used; nothing is changed then.
    pub async fn roles_set(
        &self,
        crawl: Option<&Secret>,
        read: Option<&Secret>,
        research: Option<&Secret>,
    ) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await.doing(DOING)?;
        for (role, secret) in [(CRAWL_ROLE, crawl), (READ_ROLE, read), (RESEARCH_ROLE, research)] {
            make(&mut tx, role, secret).await?;
        }
        for sql in grants().into_iter().chain(research_grants()) {
            run(&mut tx, sql).await?;
        }
        // A value of `headers` may be a key to somebody's door.
        let columns: Vec<String> = sqlx::query_scalar(
            "select quote_ident(attname) from pg_attribute
              where attrelid = 'public.sources'::regclass and attnum > 0 and not attisdropped and attname <> 'headers'",
        )
        .fetch_all(&mut *tx)
        .await
        .doing(DOING)?;
        run(&mut tx, format!("revoke select on sources from {READ_ROLE}")).await?;
        run(&mut tx, format!("grant select ({}) on sources to {READ_ROLE}", columns.join(", "))).await?;
        tx.commit().await.doing(DOING)
    }

    /// Whether the role that reads exists, has its rights in this database and may be taken on by the user. Roles belong to the
    /// whole server: one that was made for another database can read nothing in this one.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn may_read_as_role(&self) -> Result<bool, StoreError> {
        sqlx::query_scalar(
            "select coalesce((select pg_has_role(current_user, oid, 'member') and has_schema_privilege(oid, 'research', 'usage')
                                from pg_roles where rolname = $1), false)",
        )
        .bind(READ_ROLE)
        .fetch_one(&self.pool)
        .await
        .doing("look for the role that reads")
    }
}

/// Statements that give the rights on this database. Default privileges cover what later versions add.
fn grants() -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |sql: String| all.push(sql);
    add("revoke create on schema public from public".to_owned());
    // Who may make temporary tables may put one in the place of a table that a function with its owner's rights asks;
    // those functions look there last, and researchers need none.
    add("do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$".to_owned());
    // They are the superuser's: who owns the database alone cannot take them from others.
    for function in LARGE_OBJECTS {
        add(format!(
            "do $$ begin revoke execute on function pg_catalog.{function} from public;
              exception when insufficient_privilege then null; end $$"
        ));
    }
    for role in [CRAWL_ROLE, READ_ROLE] {
        add(format!(
            "do $$ begin execute format('grant temporary on database %I to {role}', current_database()); end $$"
        ));
    }
    for role in [CRAWL_ROLE, READ_ROLE] {
        add(format!("revoke all on all tables in schema public from {role}"));
        add(format!("revoke create on schema public from {role}"));
        add(format!("grant usage on schema public to {role}"));
        add(format!("grant select on all tables in schema public to {role}"));
        add(format!("alter default privileges in schema public grant select on tables to {role}"));
    }
    add(format!("grant insert, update on all tables in schema public to {CRAWL_ROLE}"));
    add(format!("alter default privileges in schema public grant insert, update on tables to {CRAWL_ROLE}"));
    add(format!("grant usage on all sequences in schema public to {CRAWL_ROLE}"));
    add(format!("alter default privileges in schema public grant usage on sequences to {CRAWL_ROLE}"));
    add(format!("revoke update on {} from {CRAWL_ROLE}", EVIDENCE.join(", ")));
    // A statement that gets another name, by a renewed key or a merge that is taken back, gets it there too; what was
    // coded is not touched.
    add(format!("grant update (post_key, version) on human_codes to {CRAWL_ROLE}"));
    add(format!("revoke insert, update on _sqlx_migrations from {CRAWL_ROLE}"));
    add(format!(
        "grant execute on function assign_posts(bigint[]), assign_entries(bigint[]), index_words(integer), count_looks(integer) to {CRAWL_ROLE}"
    ));
    add(format!("grant delete on {} to {CRAWL_ROLE}", REPLACED.join(", ")));
    all
}

/// Statements that give the rights on the schema `research`. Its views look into the tables with their owner's
/// rights, so that researchers need none on those.
fn research_grants() -> Vec<String> {
    let mut all = Vec::new();
    for role in [CRAWL_ROLE, READ_ROLE, RESEARCH_ROLE] {
        all.push(format!("grant usage on schema research to {role}"));
        all.push(format!("grant select on all tables in schema research to {role}"));
        all.push(format!("alter default privileges in schema research grant select on tables to {role}"));
    }
    all.push(format!("revoke all on all tables in schema public from {RESEARCH_ROLE}"));
    // Without a schema a name is one of research: `select * from trail` is the view that keeps its columns.
    all.push(format!(
        "do $$ begin execute format('alter role {RESEARCH_ROLE} in database %I set search_path = research',
                                     current_database()); end $$"
    ));
    all
}

async fn make(conn: &mut PgConnection, role: &str, secret: Option<&Secret>) -> Result<(), StoreError> {
    let there: bool = sqlx::query_scalar("select exists (select 1 from pg_roles where rolname = $1)")
        .bind(role)
        .fetch_one(&mut *conn)
        .await
        .doing(DOING)?;
    if !there {
        run(conn, format!("create role {role} nologin nosuperuser nocreatedb nocreaterole")).await?;
    }
    if let Some(Secret(password)) = secret {
        // Only the verifier travels: base64 and digits, so that nothing of it has to be quoted.
        let verifier = scram::verifier(password, Uuid::new_v4().as_bytes());
        run(conn, format!("alter role {role} login password '{verifier}'")).await?;
    }
    Ok(())
}

async fn run(conn: &mut PgConnection, sql: String) -> Result<(), StoreError> {
    conn.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.doing(DOING)?;
    Ok(())
}
