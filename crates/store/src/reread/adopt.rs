//! What was derived once more takes the place of what was there, and what differs is kept beside it.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, PgConnection};

use super::derived::{DERIVED, Derived};
use crate::error::{Doing, StoreError};
use crate::{Store, record};

const DOING: &str = "put a second reading in place";

/// How many rows differ since they were read again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Rows that only the new rules read.
    pub found: i64,
    /// Rows that only the old rules read.
    pub lost: i64,
    /// Rows that both read, and read differently.
    pub read_differently: i64,
}

/// Why the archive is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause<'a> {
    /// By rules of this version.
    Rules(&'a str),
    /// Captures of the past were brought in.
    Captures,
    /// A merge of posts was taken back.
    Merges,
}

impl<'a> Cause<'a> {
    /// The name used in SQL.
    fn as_str(self) -> &'static str {
        match self {
            Self::Rules(_) => "rules",
            Self::Captures => "captures",
            Self::Merges => "merges",
        }
    }

    /// The version of the rules, where they are the cause.
    fn version(self) -> Option<&'a str> {
        match self {
            Self::Rules(version) => Some(version),
            Self::Captures | Self::Merges => None,
        }
    }
}

/// Adopts the second reading of a provider, in one transaction whose connection is called `name` meanwhile.
pub(super) async fn adopt(
    store: &Store,
    name: &str,
    provider_id: i64,
    cause: Cause<'_>,
    due: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Option<Adopted>, StoreError> {
    let mut tx = store.pool.begin().await.doing(DOING)?;
    sqlx::query("select set_config('application_name', $1, true)")
        .bind(name)
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
    for table in DERIVED {
        // How many rows there are decides how they are joined, and of a table that was just filled nobody knows.
        let sql = format!("analyze reread.{}", table.name);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.doing(DOING)?;
    }
    for table in DERIVED.iter().filter(|table| table.numbered) {
        renumber(&mut tx, table, provider_id).await?;
    }
    // A visit of this provider that is being recorded is waited for, and the next one waits; those of others go on.
    // What was recorded while numbers were given is noticed next, and everything is as it was then.
    record::alone(&mut tx, provider_id).await?;
    // Whoever weighs posts anew has locked those that it knows before it reads, so they come first here as well.
    sqlx::query("select id from posts where provider_id = $1 order by id for update")
        .bind(provider_id)
        .execute(&mut *tx)
        .await
        .doing(DOING)?;
    let behind: bool = sqlx::query_scalar(
        "select exists (select 1 from captures k join observations o on o.capture_id = k.id
                         where o.provider_id = $1 and o.role <> 'robots' and k.kind <> 'not-modified'
                           and not exists (select 1 from reread.readings r where r.capture_id = k.id))",
    )
    .bind(provider_id)
    .fetch_one(&mut *tx)
    .await
    .doing(DOING)?;
    if behind {
        return Ok(None);
    }
    let (mut columns, mut adopted) = (Vec::new(), Adopted::default());
    for table in DERIVED {
        columns.push(columns_of(&mut tx, table.name).await?);
        for (change, count) in keep_differences(&mut tx, table, provider_id, cause, now).await? {
            match change.as_str() {
                // Captures that were brought in change rows too, and that is no reading by other rules.
                _ if cause == Cause::Captures => {}
                "found" => adopted.found += count,
                "lost" => adopted.lost += count,
                _ => adopted.read_differently += count,
            }
        }
    }
    // Children go before their parents, and come after them.
    for table in DERIVED.iter().rev() {
        remove_lost(&mut tx, table, provider_id).await?;
    }
    for (table, columns) in DERIVED.iter().zip(&columns) {
        bring(&mut tx, table, columns, provider_id).await?;
    }
    let read = "with said as materialized (
                    select d.words_id, d.extractor_version,
                           look_words_of(to_jsonb(w) || jsonb_build_object('extractor_version', d.extractor_version)) as now_id
                      from (select distinct o.words_id, r.extractor_version
                              from reread.readings r join looks o on o.id = r.observation_id
                             where o.provider_id = $1) d
                      join look_words w on w.id = d.words_id
                     where w.extractor_version <> d.extractor_version)
                update looks o set words_id = s.now_id
                  from reread.readings r join said s using (extractor_version)
                 where r.observation_id = o.id and o.provider_id = $1 and o.words_id = s.words_id";
    run(&mut tx, read.to_owned(), provider_id).await?;
    clear(&mut tx, provider_id).await?;
    done(&mut tx, provider_id, due).await?;
    tx.commit().await.doing(DOING)?;
    Ok(Some(adopted))
}

/// What waited for a reading of the whole has it now: signals, and what people had said until it began.
async fn done(
    conn: &mut PgConnection,
    provider_id: i64,
    due: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let signals = "delete from signals_to_read w using communications c
                    where c.id = w.communication_id and c.provider_id = $1";
    run(conn, signals.to_owned(), provider_id).await?;
    sqlx::query("delete from rereads_due where provider_id = $1 and since = $2")
        .bind(provider_id)
        .bind(due)
        .execute(conn)
        .await
        .doing(DOING)
        .map(drop)
}

/// Takes back what was derived of a provider so far.
pub(super) async fn forget(store: &Store, provider_id: i64) -> Result<(), StoreError> {
    let mut tx = store.pool.begin().await.doing(DOING)?;
    clear(&mut tx, provider_id).await?;
    tx.commit().await.doing(DOING)
}

async fn clear(conn: &mut PgConnection, provider_id: i64) -> Result<(), StoreError> {
    for table in DERIVED.iter().rev() {
        let sql = format!("delete from reread.{} where {}", table.name, table.scope("reread"));
        run(conn, sql, provider_id).await?;
    }
    let read = "delete from reread.readings r using public.observations o
                 where o.id = r.observation_id and o.provider_id = $1";
    run(conn, read.to_owned(), provider_id).await.map(drop)
}

async fn run(conn: &mut PgConnection, sql: String, provider_id: i64) -> Result<u64, StoreError> {
    let done = sqlx::query(AssertSqlSafe(sql)).bind(provider_id).execute(conn).await.doing(DOING)?;
    Ok(done.rows_affected())
}

/// Gives the rows of the second reading the ids of the first one, or new ones, and tells their children.
async fn renumber(conn: &mut PgConnection, table: &Derived, provider_id: i64) -> Result<(), StoreError> {
    let (name, scope) = (table.name, table.scope("reread"));
    sqlx::raw_sql("drop table if exists pg_temp.ids").execute(&mut *conn).await.doing(DOING)?;
    let ids = format!(
        "create temporary table ids on commit drop as
         select n.id as from_id, coalesce(o.id, nextval(pg_get_serial_sequence('public.{name}', 'id'))) as to_id
           from reread.{name} n left join public.{name} o on {same}
          where n.id in (select id from reread.{name} where {scope})",
        same = table.same("o", "n"),
        // A utility statement takes no parameters.
        scope = scope.replace("$1", &provider_id.to_string()),
    );
    sqlx::raw_sql(AssertSqlSafe(ids)).execute(&mut *conn).await.doing(DOING)?;
    sqlx::raw_sql("create index on pg_temp.ids (from_id); analyze pg_temp.ids")
        .execute(&mut *conn)
        .await
        .doing(DOING)?;
    for child in DERIVED {
        for (column, _) in child.refers.iter().filter(|(_, parent)| *parent == name) {
            let sql = format!(
                "update reread.{} c set {column} = i.to_id from pg_temp.ids i where c.{column} = i.from_id",
                child.name
            );
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *conn).await.doing(DOING)?;
        }
    }
    let own = format!(
        "update reread.{name} t set id = i.to_id from pg_temp.ids i where t.id = i.from_id;
         drop table pg_temp.ids"
    );
    sqlx::raw_sql(AssertSqlSafe(own)).execute(conn).await.doing(DOING).map(drop)
}

/// The columns that a reading writes.
async fn columns_of(conn: &mut PgConnection, table: &str) -> Result<Vec<String>, StoreError> {
    sqlx::query_scalar(
        "select attname::text from pg_attribute
          where attrelid = ('public.' || quote_ident($1))::regclass and attnum > 0 and not attisdropped
            and attgenerated = '' and attname not in ('recorded_at', 'restated_at') order by attnum",
    )
    .bind(table)
    .fetch_all(conn)
    .await
    .doing(DOING)
}

/// Writes what differs into `reader_changes`; returns how many rows of each kind. Rows that captures of the past add are merely
/// new. Numbers of rows, the version of the
/// rules and the terms that mentions were looked for with do not count.
async fn keep_differences(
    conn: &mut PgConnection,
    table: &Derived,
    provider_id: i64,
    cause: Cause<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<(String, i64)>, StoreError> {
    let name = table.name;
    let keys: Vec<String> = table.key.iter().map(|key| format!("coalesce(n.{key}, o.{key})")).collect();
    let sql = format!(
        "with kept as (
         insert into reader_changes (provider_id, source_table, row_key, change, before, after, extractor_version,
                                     recorded_at, cause)
         select $1, '{name}', concat_ws(' ', {keys}),
                case when o.said is null then 'found' when n.said is null then 'lost' else 'read-differently' end,
                o.said, n.said, $2, $3, $4
           from (select t.*, to_jsonb(t) - '{{id,recorded_at,restated_at,extractor_version,terms_digest}}'::text[] as said
                   from public.{name} t where {old}) o
           full join (select t.*, to_jsonb(t) - '{{id,recorded_at,restated_at,extractor_version,terms_digest}}'::text[] as said
                        from reread.{name} t where {new}) n on {same}
          where o.said is distinct from n.said and ($4 <> 'captures' or o.said is not null)
         returning change)
         select change, count(*) from kept group by change",
        keys = keys.join(", "),
        old = table.scope("public"),
        new = table.scope("reread"),
        same = table.same("o", "n"),
    );
    sqlx::query_as(AssertSqlSafe(sql))
        .bind(provider_id)
        .bind(cause.version())
        .bind(now)
        .bind(cause.as_str())
        .fetch_all(conn)
        .await
        .doing(DOING)
}

async fn remove_lost(conn: &mut PgConnection, table: &Derived, provider_id: i64) -> Result<(), StoreError> {
    let sql = format!(
        "delete from public.{name} o where {old} and not exists (select 1 from reread.{name} n where {same})",
        name = table.name,
        old = table.scope("public"),
        same = table.same("n", "o"),
    );
    run(conn, sql, provider_id).await.map(drop)
}

/// Brings the rows that differ and those that are new.
async fn bring(
    conn: &mut PgConnection,
    table: &Derived,
    columns: &[String],
    provider_id: i64,
) -> Result<(), StoreError> {
    let (name, scope, same) = (table.name, table.scope("reread"), table.same("t", "n"));
    let said: Vec<&str> = columns.iter().map(String::as_str).filter(|column| *column != "id").collect();
    let list = |alias: &str, columns: &[&str]| {
        columns.iter().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
    };
    let update = format!(
        "update public.{name} t set {set}
           from (select * from reread.{name} where {scope}) n
          where {same} and ({old}) is distinct from ({new})",
        set = said.iter().map(|column| format!("{column} = n.{column}")).collect::<Vec<_>>().join(", "),
        old = list("t", &said),
        new = list("n", &said),
    );
    run(conn, update, provider_id).await?;
    let all: Vec<&str> = columns.iter().map(String::as_str).collect();
    let insert = format!(
        "insert into public.{name} ({into}){over} select {list}
           from (select * from reread.{name} where {scope}) n
          where not exists (select 1 from public.{name} t where {same}) order by {order}",
        into = all.join(", "),
        over = if table.numbered { " overriding system value" } else { "" },
        list = list("n", &all),
        order = list("n", if table.numbered { &["id"] } else { table.key }),
    );
    run(conn, insert, provider_id).await.map(drop)
}
