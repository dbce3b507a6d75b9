//! Content decoding (RFC 9110, section 8.4), with caps.
//!
//! Codings are undone from the last to the first. What was decoded before an error or a cap is kept: a
//! page cut short still says who published it when.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use model::Note;

/// Most bytes that one coding may give, however large its input.
pub const MAX_DECODED_BYTES: usize = 64 * 1024 * 1024;
/// Most bytes that one byte of input may give, once [`FREE_BYTES`] are used up. Pages come to 50, rarely to 100.
pub const MAX_RATIO: usize = 200;
/// Bytes that any input may give: small pages of repeated markup compress better than the ratio.
const FREE_BYTES: usize = 8 * 1024 * 1024;
/// The code of the note that the body stands in a coding which nobody here knows.
pub(crate) const UNKNOWN_CODING: &str = "coding-unknown";
/// Names that servers send with a plain body.
const MISTAKES: [&str; 6] = ["none", "binary", "plain", "text", "8bit", "chunked"];
/// More codings than this are an attack, not a server.
const MAX_CODINGS: usize = 4;

/// The body after undoing `encoding`, the value of `Content-Encoding`. A body that is itself a gzip file
/// (a compressed sitemap) is opened too. Total: what cannot be decoded stays as it is, with a note.
pub fn decode_content<'a>(body: &'a [u8], encoding: Option<&str>, notes: &mut Vec<Note>) -> Cow<'a, [u8]> {
    let codings: Vec<String> = encoding
        .unwrap_or_default()
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    let mut bytes = Cow::Borrowed(body);
    if codings.len() > MAX_CODINGS {
        notes.push(Note::new("content-encoding", format!("{} codings are too many to undo", codings.len())));
        return bytes;
    }
    for coding in codings.iter().rev() {
        if bytes.is_empty() {
            return bytes;
        }
        match undo(&bytes, coding, notes) {
            Some(plain) => bytes = Cow::Owned(plain),
            None => return bytes,
        }
    }
    if is_gzip(&bytes)
        && let Some(plain) = undo(&bytes, "gzip", notes)
    {
        bytes = Cow::Owned(plain);
    }
    bytes
}

/// Undoes one coding; `None`, with a note, where nothing could be decoded.
fn undo(bytes: &[u8], coding: &str, notes: &mut Vec<Note>) -> Option<Vec<u8>> {
    let (fed, mut plain) = (Fed::new(bytes), Vec::new());
    let end = match coding {
        "gzip" | "x-gzip" if is_gzip(bytes) => drain(MultiGzDecoder::new(&fed), &fed, &mut plain),
        "deflate" if is_zlib(bytes) => match drain(ZlibDecoder::new(&fed), &fed, &mut plain) {
            // The two first bytes of a raw stream can look like a zlib header.
            End::Damaged(_) if plain.is_empty() => {
                let fed = Fed::new(bytes);
                drain(DeflateDecoder::new(&fed), &fed, &mut plain)
            }
            end => end,
        },
        "deflate" => drain(DeflateDecoder::new(&fed), &fed, &mut plain),
        "br" => drain(brotli_decompressor::Decompressor::new(&fed, 4096), &fed, &mut plain),
        "zstd" => drain_zstd(&fed, &mut plain),
        "gzip" | "x-gzip" => End::Damaged("the body has no gzip header".to_owned()),
        other => {
            // A charset or a media type in this field is a server's mistake; the body is plain then.
            let is_mistake =
                other.contains('/') || encoding_rs::Encoding::for_label(other.as_bytes()).is_some();
            let code =
                if is_mistake || MISTAKES.contains(&other) { "content-encoding" } else { UNKNOWN_CODING };
            notes.push(Note::new(code, format!("coding '{other}' is not known")));
            return None;
        }
    };
    match end {
        End::Whole => {}
        End::Capped => notes.push(Note::new(
            "content-capped",
            format!("the {coding} body gives too much: after {} bytes the rest is left out", plain.len()),
        )),
        End::Damaged(why) if plain.is_empty() => {
            notes.push(Note::new("content-encoding", format!("the body is not {coding}: {why}")));
            return None;
        }
        End::Damaged(why) => notes.push(Note::new(
            "content-damaged",
            format!("the {coding} body breaks after {} bytes: {why}", plain.len()),
        )),
    }
    Some(plain)
}

/// How a stream ended.
enum End {
    /// At its own end.
    Whole,
    /// At the cap.
    Capped,
    /// At bytes that are no such stream.
    Damaged(String),
}

/// Input that counts what was taken of it. It is handed out in small pieces, so that a decoder which reads
/// ahead is not credited with much that it has not used yet.
struct Fed<'a> {
    rest: Cell<&'a [u8]>,
    length: usize,
}

impl<'a> Fed<'a> {
    const PIECE: usize = 4096;

    fn new(bytes: &'a [u8]) -> Self {
        Self { rest: Cell::new(bytes), length: bytes.len() }
    }

    /// Most bytes that what was taken so far may have given.
    fn cap(&self) -> usize {
        let taken = self.length - self.rest.get().len();
        MAX_DECODED_BYTES.min(FREE_BYTES.max(taken.saturating_mul(MAX_RATIO)))
    }
}

impl Read for &Fed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut rest = self.rest.get();
        let room = buffer.len().min(Fed::PIECE);
        let length = rest.read(buffer.get_mut(..room).unwrap_or_default())?;
        self.rest.set(rest);
        Ok(length)
    }
}

/// Reads until the end, an error or the cap, keeping all that came.
fn drain(mut reader: impl Read, fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return End::Whole,
            Ok(length) => {
                plain.extend_from_slice(chunk.get(..length).unwrap_or_default());
                if plain.len() > fed.cap() {
                    plain.truncate(fed.cap());
                    return End::Capped;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return End::Damaged(error.to_string()),
        }
    }
}

/// A zstd body is a sequence of frames (RFC 8878, section 3).
fn drain_zstd(fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    let left = || fed.rest.get().len();
    while left() > 0 {
        let before = left();
        let decoder = match ruzstd::decoding::StreamingDecoder::new(fed) {
            Ok(decoder) => decoder,
            Err(error) => return End::Damaged(error.to_string()),
        };
        match drain(decoder, fed, plain) {
            End::Whole if left() < before => {}
            End::Whole => return End::Damaged("a frame of no bytes".to_owned()),
            end => return end,
        }
    }
    End::Whole
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// RFC 1950, section 2.2: method 8 and a check that makes the pair a multiple of 31.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..]
        if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn decode(body: &[u8], encoding: &str) -> (Vec<u8>, Vec<String>) {
        let mut notes = Vec::new();
        let plain = decode_content(body, Some(encoding), &mut notes).into_owned();
        (plain, notes.into_iter().map(|note| note.code).collect())
    }

    #[test]
    fn gzip_of_several_members_is_one_text() {
        let mut body = gzip(b"first ");
        body.extend(gzip(b"second"));
        assert_eq!(decode(&body, "gzip"), (b"first second".to_vec(), vec![]));
        assert_eq!(decode(&body, "X-GZIP"), (b"first second".to_vec(), vec![]));
    }

    #[test]
    fn deflate_is_zlib_or_raw() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"text").unwrap();
        assert_eq!(decode(&zlib.finish().unwrap(), "deflate").0, b"text");
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(b"text").unwrap();
        assert_eq!(decode(&raw.finish().unwrap(), "deflate").0, b"text");
    }

    #[test]
    fn zstd_frames_follow_each_other() {
        let frame = |text: &[u8]| {
            ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
        };
        let mut body = frame(b"first ");
        body.extend(frame(b"second"));
        assert_eq!(decode(&body, "zstd"), (b"first second".to_vec(), vec![]));
    }

    #[test]
    fn codings_are_undone_from_the_last() {
        assert_eq!(decode(&gzip(&gzip(b"text")), "gzip, gzip").0, b"text");
    }

    #[test]
    fn what_came_before_the_damage_is_kept() {
        let text: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let mut body = gzip(&text);
        body.truncate(body.len() / 2);
        let (plain, notes) = decode(&body, "gzip");
        assert!(plain.len() > 1000 && text.starts_with(&plain));
        assert_eq!(notes, ["content-damaged"]);
    }

    #[test]
    fn a_wrong_header_leaves_the_body_as_it_is() {
        assert_eq!(decode(b"<html>", "gzip"), (b"<html>".to_vec(), vec!["content-encoding".to_owned()]));
        assert_eq!(decode(b"<html>", "compress").0, b"<html>");
        assert_eq!(decode(b"", "gzip"), (vec![], vec![]));
    }

    #[test]
    fn a_bomb_stops_at_the_cap() {
        let body = gzip(&vec![0; 40 * 1024 * 1024]);
        let (plain, notes) = decode(&body, "gzip");
        assert!(plain.len() <= FREE_BYTES);
        assert_eq!(notes, ["content-capped"]);
    }

    #[test]
    fn a_gzip_file_is_opened_without_a_header() {
        let mut notes = Vec::new();
        assert_eq!(&*decode_content(&gzip(b"<urlset/>"), None, &mut notes), b"<urlset/>");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(body in proptest::collection::vec(any::<u8>(), 0..400), pick in 0..5_usize) {
            let coding = ["gzip", "deflate", "br", "zstd", "br, gzip"][pick];
            decode(&body, coding);
            let mut damaged = gzip(&body);
            let at = body.len() % damaged.len();
            damaged[at] ^= 0x55;
            decode(&damaged, "gzip");
        }
    }
}
