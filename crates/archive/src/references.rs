//! Whether every revisit leads to the record that it stands for, over all segments.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use model::RecordPlace;

use crate::SoundRecord;

/// What was seen of responses and revisits: eight bytes for each response, and the revisits whose response
/// was not seen yet. These are few, as a revisit mostly stands behind what it refers to.
#[derive(Debug, Default)]
pub struct References {
    responses: BTreeSet<u64>,
    wanted: BTreeMap<u64, Dangling>,
}

/// A record that is referred to and is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dangling {
    /// The first revisit that refers to it.
    pub revisit: RecordPlace,
    /// What it refers to, `WARC-Record-ID` without angle brackets; empty where the revisit says nothing.
    pub refers_to: String,
    /// How many further revisits refer to the same.
    pub others: u64,
}

impl References {
    /// Takes a record into account, in any order.
    pub fn add(&mut self, record: &SoundRecord) {
        let payload = record.payload_digest.as_deref().unwrap_or_default();
        match record.kind.as_str() {
            "response" => {
                let key = key(&record.place.record_id, payload);
                self.responses.insert(key);
                self.wanted.remove(&key);
            }
            "revisit" => {
                let refers_to = record.refers_to.clone().unwrap_or_default();
                let key = key(&refers_to, payload);
                if !self.responses.contains(&key) {
                    self.wanted
                        .entry(key)
                        .and_modify(|wanted| wanted.others += 1)
                        .or_insert_with(|| Dangling { revisit: record.place.clone(), refers_to, others: 0 });
                }
            }
            _ => {}
        }
    }

    /// What revisits refer to and no response is, with the payload that the revisit says; in the order of
    /// the revisits.
    pub fn dangling(self) -> Vec<Dangling> {
        let mut missing: Vec<Dangling> = self.wanted.into_values().collect();
        missing.sort_by(|a, b| {
            (&a.revisit.segment, a.revisit.offset).cmp(&(&b.revisit.segment, b.revisit.offset))
        });
        missing
    }
}

/// A record's identity and payload in short: ids are random, so two of them having one key is less likely
/// than the disk erring unnoticed.
fn key(record_id: &str, payload: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (record_id, payload).hash(&mut hasher);
    hasher.finish()
}
