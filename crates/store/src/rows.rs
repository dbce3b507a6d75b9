//! Rows as JSON objects: many of them travel to the server as one parameter, by name.

use chrono::{DateTime, Datelike, SecondsFormat, SubsecRound, Utc};
use model::Stamp;
use serde_json::{Map, Value};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::address::clean;
use crate::error::{Doing, StoreError};

/// A row: column names and values.
pub(crate) type Row = Map<String, Value>;

/// A row from pairs; texts are cleaned of what PostgreSQL cannot hold.
pub(crate) fn row<const N: usize>(pairs: [(&str, Value); N]) -> Row {
    let mut row = Row::new();
    for (column, value) in pairs {
        row.insert(column.to_owned(), cleaned(value));
    }
    row
}

/// A moment as the server stores it: microseconds.
pub(crate) fn at(time: DateTime<Utc>) -> Value {
    Value::String(time.to_rfc3339_opts(SecondsFormat::Micros, true))
}

/// A moment cut to what the server stores, so that what is compared here and there is equal.
pub(crate) fn micros(time: DateTime<Utc>) -> DateTime<Utc> {
    time.trunc_subsecs(6)
}

/// Adds the ten columns that say a time; all of them stay null where there is none. A time that can be read in
/// more than one way is no instant, and a range only where all its readings are known.
pub(crate) fn put_stamp(row: &mut Row, prefix: &str, stamp: Option<&Stamp>) {
    let Some(stamp) = stamp else { return };
    let (low, high) = stamp.bounds().unzip();
    let moment = |time: Option<DateTime<Utc>>| {
        // The server's calendar has no year 0 and JSON no year of five digits.
        time.filter(|time| (1..=9999).contains(&time.year())).map_or(Value::Null, at)
    };
    let columns = [
        ("raw", Value::from(stamp.raw.as_str())),
        ("local", stamp.local_iso().into()),
        ("at", moment(stamp.certain_instant())),
        ("low_at", moment(low)),
        ("high_at", moment(high)),
        ("utc_offset", stamp.offset_iso().into()),
        ("zone", stamp.zone.clone().into()),
        ("precision", stamp.precision.as_str().into()),
        ("certainty", stamp.certainty.as_str().into()),
        ("source", stamp.source.as_str().into()),
    ];
    for (column, value) in columns {
        row.insert(format!("{prefix}{column}"), cleaned(value));
    }
}

/// Runs a statement that reads its rows from the JSON array `$1`; nothing is asked where there is no row.
pub(crate) async fn write(
    conn: &mut PgConnection,
    sql: &'static str,
    rows: &[Row],
    doing: &'static str,
) -> Result<u64, StoreError> {
    if rows.is_empty() {
        return Ok(0);
    }
    let done = sqlx::query(sql).bind(Json(rows)).execute(conn).await.doing(doing)?;
    Ok(done.rows_affected())
}

/// Like [`write`], for a statement that returns the id and the natural key of what it wrote.
pub(crate) async fn write_returning<T>(
    conn: &mut PgConnection,
    sql: &'static str,
    rows: &[Row],
    doing: &'static str,
) -> Result<Vec<T>, StoreError>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
{
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as(sql).bind(Json(rows)).fetch_all(conn).await.doing(doing)
}

fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains('\0') => Value::String(clean(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(cleaned).collect()),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (clean(&key), cleaned(value))).collect()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use model::{Certainty, Precision, Spread};

    use super::*;

    #[test]
    fn an_ambiguous_time_is_no_instant_and_has_the_range_of_its_readings() {
        let stamp = Stamp {
            raw: "04/05/2014 10:15 UTC".to_owned(),
            local: "2014-04-05T10:15:00".parse().unwrap(),
            precision: Precision::Minute,
            offset_s: Some(0),
            zone: Some("UTC".to_owned()),
            certainty: Certainty::Ambiguous,
            spread: Some(Spread {
                earliest: "2014-04-05T10:15:00".parse().unwrap(),
                latest: "2014-05-04T10:15:00".parse().unwrap(),
            }),
            source: "test:time".to_owned(),
            span: None,
        };
        let columns = |stamp: &Stamp| {
            let mut row = Row::new();
            put_stamp(&mut row, "claimed_", Some(stamp));
            ["claimed_at", "claimed_low_at", "claimed_high_at"].map(|name| row[name].clone())
        };
        let (low, high) = ("2014-04-05T10:15:00.000000Z".into(), "2014-05-04T10:16:00.000000Z".into());
        assert_eq!(columns(&stamp), [Value::Null, low, high]);
        let open = Stamp { spread: None, ..stamp.clone() };
        assert_eq!(columns(&open), [Value::Null, Value::Null, Value::Null]);
        let certain = Stamp { certainty: Certainty::Stated, ..open };
        assert_eq!(columns(&certain)[0], "2014-04-05T10:15:00.000000Z");
    }
}
