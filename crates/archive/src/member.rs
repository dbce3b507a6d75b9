//! A record as bytes: WARC header, block, and the gzip member around them.

use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::Sha1Digest;

/// How every member starts: no flags, no time, no name, so that equal records are equal bytes (RFC 1952,
/// section 2.3). No checksum covers these bytes.
pub(crate) const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// How hard members are compressed. Of 170 MB of saved pages the levels of zlib-rs make 47.7 MB (1), 36.0 MB (3),
/// 34.2 MB (6) and 33.9 MB (9), and take 0.6, 1.0, 1.5 and 2.9 ms a page: behind 3, time buys little.
const LEVEL: u32 = 3;

/// A record that is not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// `WARC-Record-ID`, without angle brackets.
    pub(crate) id: String,
    headers: Vec<(&'static str, String)>,
    block: Vec<u8>,
}

impl Draft {
    /// A record of that `WARC-Type`.
    pub(crate) fn new(kind: &str, date: DateTime<Utc>, content_type: &str, block: Vec<u8>) -> Self {
        let id = uuid::Uuid::new_v4().urn().to_string();
        let headers = vec![
            ("WARC-Type", kind.to_owned()),
            ("WARC-Record-ID", format!("<{id}>")),
            ("WARC-Date", warc_date(date)),
            ("Content-Type", content_type.to_owned()),
            ("WARC-Block-Digest", Sha1Digest::of(&block).to_string()),
        ];
        Self { id, headers, block }
    }

    /// Adds a header field. Control characters, which would end the field, are left out.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let mut value = value.into();
        value.retain(|c| !c.is_control());
        self.headers.push((name, value));
        self
    }

    /// Appends the record to `out` as a gzip member of its own and returns the member's length.
    pub(crate) fn write(&self, out: &mut Vec<u8>) -> io::Result<u64> {
        let before = out.len();
        let mut gzip = GzEncoder::new(&mut *out, Compression::new(LEVEL));
        gzip.write_all(b"WARC/1.1\r\n")?;
        for (name, value) in &self.headers {
            write!(gzip, "{name}: {value}\r\n")?;
        }
        write!(gzip, "Content-Length: {}\r\n\r\n", self.block.len())?;
        gzip.write_all(&self.block)?;
        gzip.write_all(b"\r\n\r\n")?;
        gzip.finish()?;
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
        Draft::new("metadata", DateTime::UNIX_EPOCH, "text/plain", vec![0; 100]).write(&mut bytes).unwrap();
        assert!(bytes.starts_with(&GZIP_HEADER), "{:?}", bytes.get(..10));
    }

    #[test]
    fn a_header_value_cannot_start_a_new_field() {
        let draft = Draft::new("metadata", DateTime::UNIX_EPOCH, "text/plain", Vec::new());
        let draft = draft.with("WARC-Target-URI", "http://a.test/\r\nWARC-Type: x");
        assert_eq!(draft.headers.last().unwrap().1, "http://a.test/WARC-Type: x");
    }
}
