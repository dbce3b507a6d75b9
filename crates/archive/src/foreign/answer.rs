//! An answer of the web out of a record that somebody else wrote.

use bytes::Bytes;
use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use model::{Response, Sha1Digest};
use url::Url;

use super::ListedRecord;
use super::chunked::Unchunk;
use crate::http::read_response;
use crate::read::Records;
use crate::record::{truncation, unbracketed};

/// An answer, as far as its record tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignAnswer {
    /// `WARC-Record-ID`, without angle brackets; `None` where it is missing.
    pub record_id: Option<String>,
    /// The address that was asked.
    pub url: Url,
    /// `WARC-Date`.
    pub date: DateTime<Utc>,
    /// What came back, without transfer framing; of a revisit, without a body.
    pub response: Response,
    /// SHA-1 of the body; of a revisit, what its record says, where that is a SHA-1.
    pub payload_digest: Option<Sha1Digest>,
    /// What it stands for, where it is a revisit.
    pub revisit: Option<Original>,
}

impl ForeignAnswer {
    /// Why its date cannot be that of a capture, with the time `now` of ours. What is taken with such a date would stand
    /// before or behind all that was ever seen of its post.
    pub fn doubt_of_date(&self, now: DateTime<Utc>) -> Option<Passed> {
        if self.date.timestamp() < FIRST_SITE_S {
            return Some(Passed::TooEarly);
        }
        (self.date > now + AHEAD).then_some(Passed::Ahead)
    }
}

/// The first web site was told of to the public on 6 August 1991, in seconds since 1970.
const FIRST_SITE_S: i64 = 681_436_800;

/// How far the clock of who made a file may be before ours.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// Longest name of a host, in bytes (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 253;

/// What a revisit stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// `WARC-Refers-To`, without angle brackets.
    pub record_id: Option<String>,
    /// `WARC-Refers-To-Target-URI`.
    pub url: Option<String>,
    /// `WARC-Refers-To-Date`.
    pub date: Option<DateTime<Utc>>,
    /// Whether the server said 304.
    pub not_modified: bool,
}

/// Why a record is no answer that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// A request, metadata, or another record that is not an answer.
    NoAnswer,
    /// An answer to another question than HTTP GET for an address of the web.
    NotWeb,
    /// It has no date, or one that cannot be read.
    NoDate,
    /// It says that it was made before there was a web.
    TooEarly,
    /// It says that it was made later than now.
    Ahead,
    /// Its block is larger than what is read.
    TooLarge,
    /// Its block is no HTTP message.
    NotHttp,
}

impl Passed {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoAnswer => "no-answer",
            Self::NotWeb => "not-web",
            Self::NoDate => "no-date",
            Self::TooEarly => "date-too-early",
            Self::Ahead => "date-ahead",
            Self::TooLarge => "too-large",
            Self::NotHttp => "not-http",
        }
    }
}

/// Whether a record with these header fields may be an answer: what is worth keeping its block for.
pub fn is_answer(headers: &[(String, String)]) -> bool {
    let field = |name: &str| headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    field("WARC-Type").is_some_and(|(_, kind)| {
        ["response", "revisit", "resource"].iter().any(|it| kind.eq_ignore_ascii_case(it))
    })
}

/// Reads the answer in a record.
///
/// # Errors
/// Why there is none.
pub fn read_answer(record: &ListedRecord) -> Result<ForeignAnswer, Passed> {
    if !is_answer(&record.headers) {
        return Err(Passed::NoAnswer);
    }
    let kind = record.header("WARC-Type").unwrap_or_default().to_ascii_lowercase();
    let address = record.header("WARC-Target-URI").map(unbracketed).ok_or(Passed::NotWeb)?;
    // Some writers leave blanks as they are.
    let url = Url::parse(address.trim()).map_err(|_| Passed::NotWeb)?;
    let host = url.host_str().unwrap_or_default();
    if !matches!(url.scheme(), "http" | "https") || host.is_empty() || host.len() > LONGEST_HOST {
        return Err(Passed::NotWeb);
    }
    let date = record.header("WARC-Date").and_then(date).ok_or(Passed::NoDate)?;
    let block = record.block.as_deref().ok_or(Passed::TooLarge)?;
    let record_id =
        record.header("WARC-Record-ID").map(|id| unbracketed(id).to_owned()).filter(|id| !id.is_empty());
    let text = |name: &str| record.header(name).map(|value| unbracketed(value).to_owned());
    let said: Option<Sha1Digest> = record.header("WARC-Payload-Digest").and_then(|it| it.parse().ok());
    let revisit = (kind == "revisit").then(|| Original {
        record_id: text("WARC-Refers-To"),
        url: text("WARC-Refers-To-Target-URI"),
        date: record.header("WARC-Refers-To-Date").and_then(self::date),
        not_modified: record.header("WARC-Profile").is_some_and(|it| it.contains("server-not-modified")),
    });
    let http =
        record.header("Content-Type").is_none_or(|kind| kind.trim_start().starts_with("application/http"));
    let mut response = match (kind.as_str(), http) {
        ("resource", false) => {
            let kind = record.header("Content-Type").unwrap_or_default();
            Response {
                status: 200,
                version: "HTTP/1.1".to_owned(),
                headers: vec![("Content-Type".to_owned(), kind.as_bytes().to_vec())],
                body: Bytes::copy_from_slice(block),
                truncated: truncation(record.header("WARC-Truncated")),
            }
        }
        ("revisit", _) if block.trim_ascii().is_empty() => Response {
            status: if revisit.as_ref().is_some_and(|it| it.not_modified) { 304 } else { 200 },
            version: "HTTP/1.1".to_owned(),
            headers: Vec::new(),
            body: Bytes::new(),
            truncated: None,
        },
        _ => read_response(block, truncation(record.header("WARC-Truncated"))).ok_or(Passed::NotHttp)?,
    };
    let payload_digest = match &revisit {
        Some(_) => {
            // Of a revisit that was cut to its head, that is told by the kind of its record.
            (response.body, response.truncated) = (Bytes::new(), None);
            said
        }
        None => {
            unchunk(&mut response);
            Some(Sha1Digest::of(&response.body))
        }
    };
    Ok(ForeignAnswer { record_id, url, date, response, payload_digest, revisit })
}

/// Reads the answer in the one record that `bytes` are: a part of a file that an index names.
///
/// # Errors
/// Why there is none, for a person.
pub fn read_answer_in(bytes: &[u8]) -> Result<ForeignAnswer, String> {
    let found = Records::new(bytes).next_record().map_err(|error| error.to_string())?;
    let record = found.ok_or("there is no record")?.record;
    let (block_bytes, block) = (record.block.len() as u64, Some(record.block));
    let (version, block_sha1) = (String::new(), String::new());
    let listed = ListedRecord {
        offset: 0,
        length: None,
        version,
        headers: record.headers,
        block_bytes,
        block_sha1,
        block,
    };
    read_answer(&listed).map_err(|why| why.as_str().to_owned())
}

/// Takes the chunked framing away where the body has it. Many writers say it and have taken it away already.
fn unchunk(response: &mut Response) {
    let chunked = response.header("transfer-encoding").is_some_and(|it| it.eq_ignore_ascii_case("chunked"));
    if !chunked {
        return;
    }
    let (mut framing, mut body) = (Unchunk::default(), Vec::with_capacity(response.body.len()));
    framing.update(&response.body, |piece| body.extend_from_slice(piece));
    if framing.is_whole() {
        response.body = body.into();
    }
}

/// `WARC-Date` as writers write it: RFC 3339, or fourteen digits. A year that is in no calendar of ours is no date.
fn date(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    DateTime::parse_from_rfc3339(text)
        .map(|date| date.to_utc())
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").map(|date| date.and_utc()))
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|date| date.and_utc()))
        .ok()
        .filter(|date| (1..=9999).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(kind: &str, fields: &[(&str, &str)], block: &str) -> ListedRecord {
        let own = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", "<urn:x>"),
            ("WARC-Date", "2014-04-08T19:15:00Z"),
            ("WARC-Target-URI", "http://a.test/x y"),
        ];
        let headers = fields.iter().chain(&own);
        ListedRecord {
            offset: 0,
            length: None,
            version: "WARC/1.0".into(),
            headers: headers.map(|(name, value)| ((*name).into(), (*value).into())).collect(),
            block_bytes: block.len() as u64,
            block_sha1: String::new(),
            block: Some(block.as_bytes().to_vec()),
        }
    }

    #[test]
    fn framing_is_taken_away_where_it_is_there_and_only_there() {
        for body in ["5\r\nhello\r\n0\r\n\r\n", "hello"] {
            let block = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
            let answer = read_answer(&record("response", &[], &block)).unwrap();
            assert_eq!(&answer.response.body[..], b"hello", "{body}");
            assert_eq!(answer.url.as_str(), "http://a.test/x%20y");
            assert_eq!(answer.payload_digest, Some(Sha1Digest::of(b"hello")));
        }
    }

    #[test]
    fn a_resource_is_an_answer_with_its_own_type_and_a_revisit_has_no_body() {
        let answer = read_answer(&record("resource", &[("Content-Type", "text/plain")], "words")).unwrap();
        assert_eq!((answer.response.status, answer.response.content_type()), (200, Some("text/plain")));
        let said = Sha1Digest::of(b"words").to_string();
        let fields = [("WARC-Payload-Digest", said.as_str()), ("WARC-Refers-To", "<urn:y>")];
        let answer = read_answer(&record("revisit", &fields, "HTTP/1.1 200 OK\r\n\r\n")).unwrap();
        assert_eq!(answer.payload_digest, Some(Sha1Digest::of(b"words")));
        assert_eq!(answer.revisit.unwrap().record_id.as_deref(), Some("urn:y"));
    }

    #[test]
    fn no_capture_is_older_than_the_web_or_younger_than_now() {
        let now = date("2026-01-01T00:00:00Z").unwrap();
        let doubt = |said: &str| {
            let record = record("response", &[("WARC-Date", said)], "HTTP/1.1 200 OK\r\n\r\n");
            read_answer(&record).unwrap().doubt_of_date(now)
        };
        assert_eq!(doubt("1970-01-01T00:00:00Z"), Some(Passed::TooEarly));
        assert_eq!(doubt("1991-08-05T23:59:59Z"), Some(Passed::TooEarly));
        assert_eq!(doubt("1991-08-06T00:00:00Z"), None);
        assert_eq!(doubt("2026-01-01T23:00:00Z"), None, "a clock that is ahead");
        assert_eq!(doubt("2034-04-09T00:00:00Z"), Some(Passed::Ahead));
    }

    #[test]
    fn what_is_no_answer_says_why() {
        let http = "HTTP/1.1 200 OK\r\n\r\n";
        assert_eq!(read_answer(&record("request", &[], http)), Err(Passed::NoAnswer));
        assert_eq!(
            read_answer(&record("response", &[("WARC-Target-URI", "dns:a.test")], http)),
            Err(Passed::NotWeb)
        );
        for date in ["yesterday", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"] {
            let answer = read_answer(&record("response", &[("WARC-Date", date)], http));
            assert_eq!(answer, Err(Passed::NoDate), "{date}");
        }
        let long = format!("http://{}.test/", "a".repeat(254));
        let answer = read_answer(&record("response", &[("WARC-Target-URI", &long)], http));
        assert_eq!(answer, Err(Passed::NotWeb), "no host has so long a name");
        assert_eq!(read_answer(&record("response", &[], "hello")), Err(Passed::NotHttp));
        let large = ListedRecord { block: None, ..record("response", &[], http) };
        assert_eq!(read_answer(&large), Err(Passed::TooLarge));
    }

    proptest! {
        #[test]
        fn any_block_is_read_or_passed(kind in "(response|revisit|resource)", block in "(HTTP/1.1 [0-9]{3}\r\n)?\\PC{0,200}") {
            let _ = read_answer(&record(&kind, &[("Transfer-Encoding", "chunked")], &block));
        }
    }
}
