//! Where bodies stand that later visits refer to, within a memory that does not grow with the archive.

use std::collections::HashMap;
use std::mem;

use archive::VisitRecords;
use model::{CaptureKind, RecordPlace};
use store::{Store, StoreError, record_uuid};

/// Bodies that are remembered at least, and twice as many at most: some 50 bytes each. Far more than visits are read and
/// not recorded yet at any moment, so that the database knows the place of each body that is forgotten here.
const REMEMBERED: usize = 500_000;

/// The places of the bodies that were read last.
#[derive(Debug)]
pub struct Bodies {
    /// The names of segments, each once.
    segments: Vec<String>,
    young: HashMap<u128, Place>,
    /// Those before; forgotten when there are enough young ones.
    old: HashMap<u128, Place>,
    most: usize,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    segment: u32,
    offset: u64,
    length: u64,
}

impl Default for Bodies {
    fn default() -> Self {
        Self::of_at_least(REMEMBERED)
    }
}

impl Bodies {
    /// That remember so many at least.
    fn of_at_least(most: usize) -> Self {
        Self { segments: Vec::new(), young: HashMap::new(), old: HashMap::new(), most }
    }

    /// Where the body stands that this visit's revisit refers to, and remembers where its own does.
    ///
    /// # Errors
    /// When the database, which knows the place of what was recorded long ago, cannot be used.
    pub async fn of(
        &mut self,
        records: &VisitRecords,
        store: &Store,
    ) -> Result<Option<RecordPlace>, StoreError> {
        let last = records.hops.last();
        let refers = last.is_some_and(|hop| hop.kind == CaptureKind::SamePayload);
        let place = match records.metadata.known.as_ref().filter(|_| refers) {
            None => None,
            Some(known) => match self.find(&known.record_id) {
                Some(place) => Some(place),
                None => store.record_place(&known.record_id).await?,
            },
        };
        if let Some(hop) = last.filter(|hop| hop.kind == CaptureKind::Response) {
            self.remember(&hop.place);
        }
        Ok(place)
    }

    fn find(&self, record_id: &str) -> Option<RecordPlace> {
        let id = record_uuid(record_id)?.as_u128();
        let Place { segment, offset, length } = *self.young.get(&id).or_else(|| self.old.get(&id))?;
        let segment = self.segments.get(usize::try_from(segment).ok()?)?.clone();
        Some(RecordPlace { segment, offset, length, record_id: record_id.to_owned() })
    }

    fn remember(&mut self, place: &RecordPlace) {
        // What another program named is no capture of ours, and no visit that refers to it is recorded.
        let Some(id) = record_uuid(&place.record_id) else { return };
        // Segments are read side by side, so that the name is one of the last.
        let known = self.segments.iter().rposition(|name| *name == place.segment);
        let segment = known.unwrap_or_else(|| {
            self.segments.push(place.segment.clone());
            self.segments.len() - 1
        });
        let Ok(segment) = u32::try_from(segment) else { return };
        if self.young.len() >= self.most {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(id.as_u128(), Place { segment, offset: place.offset, length: place.length });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(number: u64) -> RecordPlace {
        let record_id = uuid::Uuid::from_u128(u128::from(number)).urn().to_string();
        let segment = format!("trail-{}.warc.gz", number / 10);
        RecordPlace { segment, offset: number * 7, length: 70, record_id }
    }

    #[test]
    fn the_last_ones_are_remembered_and_no_more_than_twice_as_many() {
        let mut bodies = Bodies::of_at_least(100);
        for number in 0..10_000 {
            bodies.remember(&place(number));
            for last in [number, number.saturating_sub(99)] {
                assert_eq!(bodies.find(&place(last).record_id), Some(place(last)));
            }
            assert!(bodies.young.len() + bodies.old.len() <= 200);
        }
        assert_eq!(bodies.find(&place(5).record_id), None);
        assert_eq!(bodies.find("urn:x:another-program"), None);
    }
}
