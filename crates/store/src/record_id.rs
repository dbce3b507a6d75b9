//! The id of a record of the archive: `urn:uuid:` and a UUID, as this program writes it. Rows hold the UUID.

use uuid::Uuid;

use crate::error::StoreError;

const SCHEME: &str = "urn:uuid:";

/// The UUID in the id of a record; `None` where it is not written as this program does, letter by letter: the id is made
/// again from the UUID, and compared with the one in the archive.
pub fn record_uuid(record_id: &str) -> Option<Uuid> {
    let uuid = Uuid::try_parse(record_id.strip_prefix(SCHEME)?).ok()?;
    (uuid.urn().to_string() == record_id).then_some(uuid)
}

/// The same for a record that a row is to name.
pub(crate) fn uuid_of(record_id: &str) -> Result<Uuid, StoreError> {
    record_uuid(record_id).ok_or_else(|| StoreError::RecordId { record_id: record_id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_as_this_program_writes_them_is_one_of_its_records() {
        let id = Uuid::from_u128(0xabc);
        let written = id.urn().to_string();
        assert_eq!(record_uuid(&written), Some(id));
        let (large, simple) = (written.replace("abc", "ABC"), format!("urn:uuid:{}", id.simple()));
        for other in ["", "7", "urn:x", "urn:uuid:look-7", "http://example.org/urn:uuid:1", &large, &simple] {
            assert_eq!(record_uuid(other), None, "{other}");
            let error = uuid_of(other).map_err(|error| error.to_string());
            assert!(error.is_err_and(|said| said.contains("trail import")), "{other}");
        }
    }
}
