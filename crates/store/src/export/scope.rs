//! What is exported: everything, one provider, or what concerns one incident.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::error::{Doing, StoreError};

const DOING: &str = "choose what is exported";

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportScope {
    /// All of it.
    All,
    /// What one provider said, by slug.
    Provider(String),
    /// The posts and the entries of listings that speak of one incident, by slug, and the looks at their addresses.
    Incident(String),
}

impl ExportScope {
    /// The scope in one word or two, such as `incident heartbleed`.
    pub fn name(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Provider(slug) => format!("provider {slug}"),
            Self::Incident(slug) => format!("incident {slug}"),
        }
    }

    /// Whether what is new in it is only what was recorded since. An older post comes to belong to an incident when
    /// it names it in a later text, or by a term that is new.
    pub(super) fn grows_by_new_rows(&self) -> bool {
        !matches!(self, Self::Incident(_))
    }
}

/// Fills temporary tables of numbers: `export_providers`, `export_posts`, `export_looks`, `export_captures`. `false`
/// where there is no such provider or incident.
pub(super) async fn choose(conn: &mut PgConnection, scope: &ExportScope) -> Result<bool, StoreError> {
    let (slug, providers, posts, looks) = match scope {
        ExportScope::All => (
            "",
            "select id from providers where $1 = ''",
            "select id from posts where $1 = ''",
            "select id from observations where $1 = ''",
        ),
        ExportScope::Provider(slug) => (
            slug.as_str(),
            "select id from providers where slug = $1",
            "select p.id from posts p join providers v on v.id = p.provider_id where v.slug = $1",
            "select o.id from observations o join providers v on v.id = o.provider_id where v.slug = $1",
        ),
        ExportScope::Incident(slug) => (
            slug.as_str(),
            // Those that said nothing belong to it as well.
            "select id from providers where exists (select 1 from incidents where slug = $1)",
            "select distinct c.post_id as id
               from communications c join mentions m on m.communication_id = c.id
               join incidents i on i.id = m.incident_id where i.slug = $1",
            "select o.id from observations o
              where $1 <> '' and o.frontier_id in (
                    select s.frontier_id from sightings s where s.post_id in (select id from export_posts)
                    union
                    select k.frontier_id from captures k join posts p on p.first_capture_id = k.id
                     where p.id in (select id from export_posts))
             union
             select o.id from entry_assignments g
               join incidents i on i.id = g.incident_id join entries e on e.id = g.entry_id
               join observations o on o.capture_id = e.capture_id
              where i.slug = $1",
        ),
    };
    for (table, query) in [("export_providers", providers), ("export_posts", posts), ("export_looks", looks)]
    {
        let sql = format!("create temporary table {table} (id bigint primary key) on commit drop");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await.doing(DOING)?;
        let sql = format!("insert into {table} {query}");
        sqlx::query(AssertSqlSafe(sql)).bind(slug).execute(&mut *conn).await.doing(DOING)?;
    }
    // What a revisit stands for belongs to it, and the look that brought that.
    sqlx::raw_sql(
        "insert into export_looks
         select distinct b.id from observations o
           join captures k on k.id = o.capture_id join observations b on b.capture_id = k.refers_to
          where o.id in (select id from export_looks)
         on conflict do nothing;
         create temporary table export_captures (id bigint primary key) on commit drop;
         insert into export_captures
         select distinct capture_id from observations
          where id in (select id from export_looks) and capture_id is not null;
         analyze export_providers; analyze export_posts; analyze export_looks; analyze export_captures",
    )
    .execute(&mut *conn)
    .await
    .doing(DOING)?;
    let exists = match scope {
        ExportScope::All => "select true where $1 = ''",
        ExportScope::Provider(_) => "select true from providers where slug = $1",
        ExportScope::Incident(_) => "select true from incidents where slug = $1",
    };
    let found: Option<bool> =
        sqlx::query_scalar(exists).bind(slug).fetch_optional(conn).await.doing(DOING)?;
    Ok(found.is_some())
}
