//! Typed values on their way out of the database.

use serde_json::Value;
use sqlx::Row;
use sqlx::postgres::PgRow;
use sqlx::types::Json;

/// The type of a column, as far as formats tell types apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// True or false.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// A number in floating point.
    Number,
    /// A text.
    Text,
    /// A moment in UTC, in microseconds.
    Time,
    /// A list of texts.
    List,
    /// Any JSON.
    Json,
}

impl ColumnKind {
    /// The kind of a PostgreSQL type, and how a column of it is selected so that it can be read as that kind.
    pub(super) fn of(type_name: &str) -> (Self, &'static str) {
        match type_name {
            "bool" => (Self::Boolean, ""),
            "int2" | "int4" | "int8" => (Self::Integer, "::bigint"),
            "float4" | "float8" | "numeric" => (Self::Number, "::double precision"),
            "timestamptz" => (Self::Time, ""),
            "json" | "jsonb" => (Self::Json, "::jsonb"),
            array if array.starts_with('_') => (Self::List, "::text[]"),
            _ => (Self::Text, "::text"),
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Null,
    /// See [`ColumnKind::Boolean`].
    Boolean(bool),
    /// See [`ColumnKind::Integer`].
    Integer(i64),
    /// See [`ColumnKind::Number`].
    Number(f64),
    /// See [`ColumnKind::Text`].
    Text(String),
    /// Microseconds since 1970 in UTC; see [`ColumnKind::Time`].
    Time(i64),
    /// See [`ColumnKind::List`]; an element may have no value.
    List(Vec<Option<String>>),
    /// See [`ColumnKind::Json`].
    Json(Value),
}

impl Cell {
    /// Reads the column `index` of a row.
    pub(super) fn read(row: &PgRow, index: usize, kind: ColumnKind) -> Result<Self, sqlx::Error> {
        Ok(match kind {
            ColumnKind::Boolean => row.try_get::<Option<bool>, _>(index)?.map(Self::Boolean),
            ColumnKind::Integer => row.try_get::<Option<i64>, _>(index)?.map(Self::Integer),
            ColumnKind::Number => row.try_get::<Option<f64>, _>(index)?.map(Self::Number),
            ColumnKind::Text => row.try_get::<Option<String>, _>(index)?.map(Self::Text),
            ColumnKind::Time => row
                .try_get::<Option<chrono::DateTime<chrono::Utc>>, _>(index)?
                .map(|time| Self::Time(time.timestamp_micros())),
            ColumnKind::List => row.try_get::<Option<Vec<Option<String>>>, _>(index)?.map(Self::List),
            ColumnKind::Json => {
                row.try_get::<Option<Json<Value>>, _>(index)?.map(|Json(value)| Self::Json(value))
            }
        }
        .unwrap_or(Self::Null))
    }
}
