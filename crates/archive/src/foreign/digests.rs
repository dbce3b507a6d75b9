//! The digests of a record, taken while its block streams by.

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE};
use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::chunked::Unchunk;
use crate::head::Head;

/// Maximum size of an HTTP head inside a block, in bytes. A longer one is no head.
const MAX_HTTP_HEAD_BYTES: usize = 256 << 10;

/// A digest as a header field says it.
struct Stated {
    text: String,
    value: Vec<u8>,
    algorithm: Algorithm,
}

#[derive(Clone, Copy)]
enum Algorithm {
    Sha1,
    Sha256,
}

impl Stated {
    /// Reads `sha1:` or `sha256:` with hexadecimal or base 32 digits, in either case, or base 64 with either
    /// alphabet (RFC 4648, sections 4 and 5). Other algorithms are not checked.
    fn read(field: Option<&str>) -> Option<Self> {
        let text = field?;
        let (name, digits) = text.split_once(':')?;
        let (algorithm, bytes) = match name.trim().to_ascii_lowercase().as_str() {
            "sha1" | "sha-1" => (Algorithm::Sha1, 20),
            "sha256" | "sha-256" => (Algorithm::Sha256, 32),
            _ => return None,
        };
        let digits = digits.trim().trim_end_matches('=');
        let value = match digits.len() {
            length if length == bytes * 2 => HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok(),
            length if length == BASE64_NOPAD.encode_len(bytes) => {
                [BASE64_NOPAD, BASE64URL_NOPAD].iter().find_map(|it| it.decode(digits.as_bytes()).ok())
            }
            _ => BASE32_NOPAD.decode(digits.to_ascii_uppercase().as_bytes()).ok(),
        };
        // Digits that are none are a digest that no bytes have.
        Some(Self { text: text.to_owned(), value: value.unwrap_or_default(), algorithm })
    }

    fn hasher(&self) -> Hasher {
        match self.algorithm {
            Algorithm::Sha1 => Hasher::Sha1(Sha1::new()),
            Algorithm::Sha256 => Hasher::Sha256(Sha256::new()),
        }
    }
}

#[derive(Clone)]
enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hasher {
    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    fn value(self) -> Vec<u8> {
        match self {
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
        }
    }
}

/// What is hashed of one record.
pub(crate) struct Digests {
    sha1: Sha1,
    block: Option<(Stated, Hasher)>,
    payload: Option<Payload>,
}

impl Digests {
    /// For the record with that head.
    pub(crate) fn of(head: &Head) -> Self {
        let block = Stated::read(head.field("WARC-Block-Digest"));
        let http = head.field("Content-Type").is_some_and(|kind| kind.starts_with("application/http"));
        let kind = head.field("WARC-Type").unwrap_or_default();
        // The payload of a revisit stands elsewhere, that of a truncated or segmented record only in part.
        let here = !kind.eq_ignore_ascii_case("revisit")
            && head.field("WARC-Truncated").is_none()
            && head.field("WARC-Segment-Number").is_none();
        let payload = Stated::read(head.field("WARC-Payload-Digest")).filter(|_| here);
        Self {
            sha1: Sha1::new(),
            block: block.map(|stated| {
                let hasher = stated.hasher();
                (stated, hasher)
            }),
            payload: payload.map(|stated| Payload::new(stated, http)),
        }
    }

    /// Takes the next bytes of the block.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.sha1.update(bytes);
        if let Some((_, hasher)) = &mut self.block {
            hasher.update(bytes);
        }
        if let Some(payload) = &mut self.payload {
            payload.update(bytes);
        }
    }

    /// SHA-1 of the block, hexadecimal; then what the header says of block and payload and is not so.
    pub(crate) fn finish(self) -> (String, Option<String>, Option<String>) {
        let wrong = |of: &str, stated: &Stated| {
            format!("{of} does not have the digest that its header says, {}", stated.text)
        };
        let block = self.block.and_then(|(stated, hasher)| {
            (hasher.value() != stated.value).then(|| wrong("the block", &stated))
        });
        let payload = self.payload.and_then(|payload| {
            let (fits, stated) = payload.finish();
            (!fits).then(|| wrong("the payload", &stated))
        });
        (HEXLOWER.encode(&self.sha1.finalize()), block, payload)
    }
}

/// The body of an HTTP message, or the whole block of another record.
struct Payload {
    stated: Stated,
    /// The head so far, where it is HTTP and the head has not ended.
    head: Option<Vec<u8>>,
    whole: Hasher,
    as_stored: Hasher,
    /// ISO 28500 means the body without its transfer framing; many writers hash it with the framing.
    unchunked: Option<(Unchunk, Hasher)>,
}

impl Payload {
    fn new(stated: Stated, http: bool) -> Self {
        let hasher = stated.hasher();
        let head = http.then(Vec::new);
        Self { stated, head, whole: hasher.clone(), as_stored: hasher, unchunked: None }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.whole.update(bytes);
        let Some(mut head) = self.head.take() else { return self.body(bytes) };
        let before = head.len();
        head.extend_from_slice(bytes);
        let looked_at = head.get(..MAX_HTTP_HEAD_BYTES.min(head.len())).unwrap_or_default();
        match crate::http::split(looked_at) {
            Some((text, body)) => {
                if is_chunked(text) {
                    self.unchunked = Some((Unchunk::default(), self.stated.hasher()));
                }
                let start = looked_at.len() - body.len();
                self.body(bytes.get(start.saturating_sub(before)..).unwrap_or_default());
            }
            None if head.len() < MAX_HTTP_HEAD_BYTES => self.head = Some(head),
            None => self.body(bytes),
        }
    }

    fn body(&mut self, bytes: &[u8]) {
        self.as_stored.update(bytes);
        if let Some((unchunk, hasher)) = &mut self.unchunked {
            unchunk.update(bytes, |data| hasher.update(data));
        }
    }

    fn finish(self) -> (bool, Stated) {
        let fits = |hasher: Hasher| hasher.value() == self.stated.value;
        // A block without an empty line is a head without a body, or no HTTP at all.
        let headless = self.head.is_some();
        let found = fits(self.as_stored)
            || headless && fits(self.whole)
            || self.unchunked.is_some_and(|(unchunk, hasher)| unchunk.is_whole() && fits(hasher));
        (found, self.stated)
    }
}

fn is_chunked(head: &[u8]) -> bool {
    head.split(|&byte| byte == b'\n').any(|line| {
        let line = String::from_utf8_lossy(line).to_ascii_lowercase();
        line.split_once(':')
            .is_some_and(|(name, value)| name.trim() == "transfer-encoding" && value.contains("chunked"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(fields: &[(&str, &str)], parts: &[&[u8]]) -> (Option<String>, Option<String>) {
        let headers = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut digests = Digests::of(&Head { version: "WARC/1.1".to_owned(), headers });
        parts.iter().for_each(|part| digests.update(part));
        let (_, block, payload) = digests.finish();
        (block, payload)
    }

    fn sha1(bytes: &[u8]) -> String {
        model::Sha1Digest::of(bytes).to_string()
    }

    const HTTP: (&str, &str) = ("Content-Type", "application/http; msgtype=response");
    const PARTS: [&[u8]; 3] =
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chu", b"nked\r\n\r", b"\n5\r\nhello\r\n0\r\n\r\n"];

    #[test]
    fn a_payload_digest_may_be_that_of_the_body_with_or_without_its_framing() {
        for digest in [sha1(b"5\r\nhello\r\n0\r\n\r\n"), sha1(b"hello"), sha1(b"hello").to_lowercase()] {
            assert_eq!(faults(&[HTTP, ("WARC-Payload-Digest", &digest)], &PARTS), (None, None), "{digest}");
        }
        let digest = sha1(b"hullo");
        let (block, payload) = faults(&[HTTP, ("WARC-Payload-Digest", &digest)], &PARTS);
        assert!(block.is_none() && payload.unwrap().contains(&digest));
    }

    #[test]
    fn a_payload_begins_behind_the_first_empty_line_in_whatever_pieces_it_comes() {
        let block = b"HTTP/1.1 200 OK\nA: b\n\r\nfirst\r\n\r\nsecond";
        let digest = sha1(b"first\r\n\r\nsecond");
        for at in 0..block.len() {
            let (start, end) = block.split_at(at);
            let said = faults(&[HTTP, ("WARC-Payload-Digest", &digest)], &[start, end]);
            assert_eq!(said, (None, None), "{at}");
        }
    }

    #[test]
    fn digests_are_read_in_each_of_their_spellings() {
        let block = b"x";
        let hexadecimal = "SHA-256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
        for digest in [
            sha1(block).as_str(),
            hexadecimal,
            "sha1:EfatjsUqKYSrqv18O1FlA3hcIHI=",
            "md5:of-which-nothing-is-known",
        ] {
            assert_eq!(faults(&[("WARC-Block-Digest", digest)], &[block]), (None, None), "{digest}");
        }
        assert_eq!(
            faults(&[("WARC-Block-Digest", "sha1:sdV4ERHYT3s_5FoIUuWXWM16h-U")], &[b"10"]),
            (None, None)
        );
        assert!(faults(&[("WARC-Block-Digest", "sha1:no-digits")], &[block]).0.is_some());
    }

    #[test]
    fn what_stands_elsewhere_is_not_compared() {
        let digest = sha1(b"other");
        for field in [("WARC-Type", "revisit"), ("WARC-Truncated", "length"), ("WARC-Segment-Number", "2")] {
            assert_eq!(faults(&[HTTP, field, ("WARC-Payload-Digest", &digest)], &PARTS).1, None, "{field:?}");
        }
    }
}
