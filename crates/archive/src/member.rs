//! A record as bytes: WARC header, block, and the gzip member around them.

use std::io::{self, Write};

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use libdeflater::{CompressionLvl, Compressor, crc32};
use model::Sha1Digest;

/// How every member starts: no flags, no time, no name, so that equal records are equal bytes (RFC 1952,
/// section 2.3). No checksum covers these bytes.
pub(crate) const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// How hard members are compressed. Records are held in memory whole, which libdeflate makes use of: of 170 MB of saved
/// pages its level 1 makes 36.9 MB in 0.75 ms a page and its level 6 33.9 MB in 1.9 ms; of zlib-rs, level 1 makes
/// 47.7 MB in 0.7 ms, level 3 36.0 MB in 1.5 ms.
const LEVEL: i32 = 1;

/// As much room as a packer keeps for the next record, in bytes: most pages are shorter.
const ROOM: usize = 256 << 10;

/// What makes members out of records. Its tables take some hundred kilobytes, and it keeps the room that it works in, so
/// that one serves many records.
pub(crate) struct Packer {
    compressor: Compressor,
    /// The record that is being packed.
    plain: Vec<u8>,
    /// Room for what becomes of it.
    packed: Vec<u8>,
}

impl Packer {
    /// A packer.
    pub(crate) fn new() -> Self {
        let compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
        Self { compressor, plain: Vec::new(), packed: Vec::new() }
    }

    /// Appends what `write` writes to `out` as one gzip member (RFC 1952).
    fn pack(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.plain.clear();
        write(&mut self.plain)?;
        let plain = &self.plain;
        let most = self.compressor.deflate_compress_bound(plain.len());
        if self.packed.len() < most {
            self.packed.resize(most, 0);
        }
        let length = self.compressor.deflate_compress(plain, &mut self.packed).map_err(io::Error::other)?;
        out.extend_from_slice(&GZIP_HEADER);
        out.extend_from_slice(self.packed.get(..length).unwrap_or_default());
        out.extend_from_slice(&crc32(plain).to_le_bytes());
        // The length of the plain bytes modulo 2^32, as the RFC has it.
        #[allow(clippy::cast_possible_truncation)]
        out.extend_from_slice(&(plain.len() as u32).to_le_bytes());
        for room in [&mut self.plain, &mut self.packed] {
            room.truncate(ROOM);
            room.shrink_to(ROOM);
        }
        Ok(())
    }
}

/// A record that is not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// `WARC-Record-ID`, without angle brackets.
    pub(crate) id: String,
    headers: Vec<(&'static str, String)>,
    /// How the block begins: the head of an answer, or all of it.
    head: Vec<u8>,
    /// What stands behind that: the body as it was received, which is not copied until the record is packed.
    body: Bytes,
}

impl Draft {
    /// A record of that `WARC-Type`.
    pub(crate) fn new(kind: &str, date: DateTime<Utc>, content_type: &str, block: Vec<u8>) -> Self {
        Self::with_body(kind, date, content_type, block, Bytes::new())
    }

    /// A record whose block is a head and a body.
    pub(crate) fn with_body(
        kind: &str,
        date: DateTime<Utc>,
        content_type: &str,
        head: Vec<u8>,
        body: Bytes,
    ) -> Self {
        let id = uuid::Uuid::new_v4().urn().to_string();
        let headers = vec![
            ("WARC-Type", kind.to_owned()),
            ("WARC-Record-ID", format!("<{id}>")),
            ("WARC-Date", warc_date(date)),
            ("Content-Type", content_type.to_owned()),
            ("WARC-Block-Digest", Sha1Digest::of_parts(&[&head, &body]).to_string()),
        ];
        Self { id, headers, head, body }
    }

    /// Adds a header field. Control characters, which would end the field, are left out.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let mut value = value.into();
        value.retain(|c| !c.is_control());
        self.headers.push((name, value));
        self
    }

    /// Appends the record to `out` as a gzip member of its own and returns the member's length.
    pub(crate) fn write(&self, packer: &mut Packer, out: &mut Vec<u8>) -> io::Result<u64> {
        let before = out.len();
        let record = |plain: &mut Vec<u8>| {
            plain.write_all(b"WARC/1.1\r\n")?;
            for (name, value) in &self.headers {
                write!(plain, "{name}: {value}\r\n")?;
            }
            write!(plain, "Content-Length: {}\r\n\r\n", self.head.len() + self.body.len())?;
            plain.write_all(&self.head)?;
            plain.write_all(&self.body)?;
            plain.write_all(b"\r\n\r\n")
        };
        packer.pack(record, out)?;
        Ok((out.len() - before) as u64)
    }
}

/// A time as `WARC-Date`, to the microsecond, which is as much as the database keeps too: a revisit's
/// `WARC-Refers-To-Date` has to equal the date of the record that it refers to.
pub(crate) fn warc_date(time: DateTime<Utc>) -> String {
    time.trunc_subsecs(6).to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_the_database_and_no_longer_than_needed() {
        let time = |text: &str| warc_date(DateTime::parse_from_rfc3339(text).unwrap().to_utc());
        assert_eq!(time("2014-04-08T21:32:10Z"), "2014-04-08T21:32:10Z");
        assert_eq!(time("2014-04-08T21:32:10.123456789Z"), "2014-04-08T21:32:10.123456Z");
    }

    #[test]
    fn every_member_starts_alike() {
        let mut bytes = Vec::new();
        Draft::new("metadata", DateTime::UNIX_EPOCH, "text/plain", vec![0; 100])
            .write(&mut Packer::new(), &mut bytes)
            .unwrap();
        assert!(bytes.starts_with(&GZIP_HEADER), "{:?}", bytes.get(..10));
    }

    #[test]
    fn a_member_holds_its_record() {
        for size in [0, 1, 100, 70_000, 3_000_000] {
            let block: Vec<u8> = (0..size).map(|at: u32| (at.wrapping_mul(at) >> 7) as u8).collect();
            let draft = Draft::new("metadata", DateTime::UNIX_EPOCH, "text/plain", block.clone());
            let mut bytes = b"before".to_vec();
            let length = draft.write(&mut Packer::new(), &mut bytes).unwrap();
            assert_eq!(length as usize, bytes.len() - 6);
            let mut plain = Vec::new();
            // A reader of another library, which checks sum and length.
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[6..]), &mut plain).unwrap();
            assert!(plain.ends_with(b"\r\n\r\n"));
            assert_eq!(&plain[plain.len() - 4 - block.len()..plain.len() - 4], &block);
        }
    }

    #[test]
    fn a_header_value_cannot_start_a_new_field() {
        let draft = Draft::new("metadata", DateTime::UNIX_EPOCH, "text/plain", Vec::new());
        let draft = draft.with("WARC-Target-URI", "http://a.test/\r\nWARC-Type: x");
        assert_eq!(draft.headers.last().unwrap().1, "http://a.test/WARC-Type: x");
    }
}
