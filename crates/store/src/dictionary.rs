//! What the schema says of itself: each table, view and function with its comment.

use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};

/// A table, view or function, or a column of one.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Described {
    /// `research` or `public`.
    pub schema: String,
    /// `view`, `table` or `function`.
    pub kind: String,
    /// Its name; of a function with its arguments.
    pub name: String,
    /// The column; `None` for the table, view or function itself.
    pub column: Option<String>,
    /// The type of the column, or what a function returns.
    pub data_type: Option<String>,
    /// The comment; `None` where there is none.
    pub comment: Option<String>,
}

const DESCRIBED: &str = "\
select * from (
    select n.nspname::text as schema, case c.relkind when 'v' then 'view' else 'table' end as kind, c.relname::text as name,
           a.attname::text as \"column\", format_type(a.atttypid, a.atttypmod) as data_type,
           case when a.attnum is null then obj_description(c.oid, 'pg_class') else col_description(c.oid, a.attnum) end as comment,
           coalesce(a.attnum, 0) as place
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     cross join lateral (
           select null::name as attname, null::oid as atttypid, null::integer as atttypmod, null::smallint as attnum
            union all
           select b.attname, b.atttypid, b.atttypmod, b.attnum from pg_attribute b
            where b.attrelid = c.oid and b.attnum > 0 and not b.attisdropped) a
     where n.nspname in ('public', 'research') and c.relkind in ('r', 'v') and c.relname <> '_sqlx_migrations'
    union all
    select n.nspname::text, 'function', format('%s(%s)', p.proname, pg_get_function_arguments(p.oid)), null,
           pg_get_function_result(p.oid), obj_description(p.oid, 'pg_proc'), 0
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'research') and p.prorettype <> 'trigger'::regtype
) d
order by schema = 'public', kind = 'function', kind = 'table', name collate \"C\", place";

impl Store {
    /// All that the schemas `research` and `public` hold, with comments: views, tables and functions by name, each
    /// followed by its columns.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn described(&self) -> Result<Vec<Described>, StoreError> {
        sqlx::query_as(DESCRIBED).fetch_all(&self.pool).await.doing("read what the schema says of itself")
    }
}
