//! What the database says of the archive: every place that a row names.

use futures_util::stream::{Stream, StreamExt, TryStreamExt};
use model::RecordPlace;
use sqlx::FromRow;

use crate::Store;
use crate::error::{Doing, StoreError};
use crate::record_id::record_uuid;

/// A row that names a record of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// The table: `captures`, `observations` or `hops`.
    pub table: String,
    /// The row's number; of a hop, that of its observation.
    pub id: i64,
    /// Where the record stands.
    pub place: RecordPlace,
}

#[derive(FromRow)]
struct PlaceRow {
    source: String,
    id: i64,
    segment: String,
    record_offset: i64,
    record_length: i32,
    record_id: String,
}

// By bytes, as file names are sorted.
const PLACES: &str = "\
select * from (
    select 'captures' as source, k.id, g.name as segment, k.record_offset, k.record_length,
           'urn:uuid:' || k.record_id as record_id
      from captures k join segments g on g.id = k.segment_id
    union all
    select 'observations', o.id, g.name, o.record_offset, o.record_length, 'urn:uuid:' || o.record_id
      from observations o join segments g on g.id = o.segment_id
    union all
    select 'hops', h.observation_id, g.name, h.record_offset, h.record_length, 'urn:uuid:' || h.record_id
      from hops h join segments g on g.id = h.segment_id
) as places order by segment collate \"C\", record_offset, source, id";

impl Store {
    /// Where the record of a capture stands, by its id; `None` where no capture has it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn record_place(&self, record_id: &str) -> Result<Option<RecordPlace>, StoreError> {
        let row: Option<PlaceRow> = sqlx::query_as(
            "select 'captures' as source, k.id, g.name as segment, k.record_offset, k.record_length,
                    'urn:uuid:' || k.record_id as record_id
               from captures k join segments g on g.id = k.segment_id where k.record_id = $1",
        )
        .bind(record_uuid(record_id))
        .fetch_optional(&self.pool)
        .await
        .doing("look where a record stands")?;
        Ok(row.map(|row| named(row).place))
    }

    /// All places that rows name, in the order of the archive: by segment, then by offset. They are read as
    /// they are taken, from one moment's state of the database, and keep a connection until then.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub fn places(&self) -> impl Stream<Item = Result<NamedPlace, StoreError>> + Unpin + '_ {
        let rows = sqlx::query_as::<_, PlaceRow>(PLACES).fetch(&self.pool);
        rows.map_ok(named).map(|row| row.doing("list the places of its records"))
    }
}

fn named(row: PlaceRow) -> NamedPlace {
    // A number below zero is no place; at the start of the file another record stands than the one meant.
    let bytes = |number: i64| u64::try_from(number).unwrap_or(0);
    let place = RecordPlace {
        segment: row.segment,
        offset: bytes(row.record_offset),
        length: bytes(row.record_length.into()),
        record_id: row.record_id,
    };
    NamedPlace { table: row.source, id: row.id, place }
}
