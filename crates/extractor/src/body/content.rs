//! Content decoding (RFC 9110, section 8.4), with caps.
//!
//! Codings are undone from the last to the first. What was decoded before an error or a cap is kept, with a note: it is
//! for the reader of the note to say whether a part will do.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{BufRead, Read};

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use model::Note;

/// Most bytes that one coding may give, however large its input.
pub const MAX_DECODED_BYTES: usize = 64 * 1024 * 1024;
/// Most bytes that one byte of input may give, once [`FREE_BYTES`] are used up. Pages come to 50, rarely to 100.
pub const MAX_RATIO: usize = 200;
/// Bytes that any input may give: small pages of repeated markup compress better than the ratio.
const FREE_BYTES: usize = 8 * 1024 * 1024;
/// The code of the note that the body stands in a coding which nobody here knows.
pub(crate) const UNKNOWN_CODING: &str = "coding-unknown";
/// The first bytes of a gzip member with the only method that there is.
const GZIP_MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// The first bytes of a zstd frame.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
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
    // Whether the first bytes say that it is this coding, so that it is no plain body with a wrong label.
    let mut signed = false;
    let end = match coding {
        "gzip" | "x-gzip" if is_gzip(bytes) => {
            signed = true;
            drain_gzip(&fed, &mut plain)
        }
        "deflate" if is_zlib(bytes) => match inflate(Decompress::new(true), &fed, &mut plain) {
            // The two first bytes of a raw stream can look like a zlib header.
            End::Damaged(_) if plain.is_empty() => {
                let fed = Fed::new(bytes);
                inflate(Decompress::new(false), &fed, &mut plain)
            }
            end => end,
        },
        "deflate" => inflate(Decompress::new(false), &fed, &mut plain),
        "br" => drain_brotli(&fed, &mut plain),
        "zstd" => {
            signed = bytes.starts_with(&ZSTD_MAGIC);
            drain_zstd(&fed, &mut plain)
        }
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
        End::Whole if fed.left() > 0 => notes.push(Note::new(
            "content-trailing",
            format!("{} bytes behind the end of the {coding} body are left out", fed.left()),
        )),
        End::Whole => {}
        End::Capped => notes.push(Note::new(
            Note::CODING_CAPPED,
            format!("the {coding} body gives too much: after {} bytes the rest is left out", plain.len()),
        )),
        End::Damaged(why) if plain.is_empty() && !signed => {
            notes.push(Note::new("content-encoding", format!("the body is not {coding}: {why}")));
            return None;
        }
        End::Damaged(why) => notes.push(Note::new(
            Note::CODING_DAMAGED,
            format!("the {coding} body breaks after {} bytes: {why}", plain.len()),
        )),
    }
    Some(plain)
}

/// How a stream ended.
enum End {
    /// At its own end; what is left of the input is no part of it.
    Whole,
    /// At the cap.
    Capped,
    /// Before its end, or at bytes that are no such stream.
    Damaged(String),
}

impl End {
    fn early() -> Self {
        Self::Damaged("it ends before its end is marked".to_owned())
    }
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

    /// Bytes that were not taken.
    fn left(&self) -> usize {
        self.rest.get().len()
    }

    /// Most bytes that what was taken so far may have given.
    fn cap(&self) -> usize {
        let taken = self.length - self.left();
        MAX_DECODED_BYTES.min(FREE_BYTES.max(taken.saturating_mul(MAX_RATIO)))
    }

    /// The next piece, which stays until it is taken.
    fn piece(&self) -> &'a [u8] {
        let rest = self.rest.get();
        rest.get(..Self::PIECE).unwrap_or(rest)
    }

    fn advance(&self, count: usize) {
        self.rest.set(self.rest.get().get(count..).unwrap_or_default());
    }

    /// Keeps what came of what was taken; false where that is more than the cap, which is then all that is kept.
    fn keep(&self, came: Option<&[u8]>, plain: &mut Vec<u8>) -> bool {
        plain.extend_from_slice(came.unwrap_or_default());
        let within = plain.len() <= self.cap();
        plain.truncate(self.cap());
        within
    }
}

impl Read for &Fed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.piece().read(buffer)?;
        self.advance(length);
        Ok(length)
    }
}

impl BufRead for &Fed<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        Ok(self.piece())
    }

    fn consume(&mut self, count: usize) {
        self.advance(count);
    }
}

/// Reads until the end, an error or the cap, keeping all that came.
fn drain(mut reader: impl Read, fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return End::Whole,
            Ok(length) => {
                if !fed.keep(chunk.get(..length), plain) {
                    return End::Capped;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return End::Damaged(error.to_string()),
        }
    }
}

/// A gzip body is a sequence of members (RFC 1952, section 2.2). What stands behind the last one and begins no
/// other is no part of it: servers pad with zeros, or add what belongs to another answer.
fn drain_gzip(fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    loop {
        match drain(GzDecoder::new(fed), fed, plain) {
            End::Whole if begins(fed, &GZIP_MAGIC) => {}
            end => return end,
        }
    }
}

/// Whether the rest is the beginning of something with that magic number, of which a part may be missing.
fn begins(fed: &Fed<'_>, magic: &[u8]) -> bool {
    let rest = fed.rest.get();
    !rest.is_empty() && (rest.starts_with(magic) || magic.starts_with(rest))
}

/// The readers of flate2 take the end of the input for the end of the stream; here only its last block is.
fn inflate(mut state: Decompress, fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        let (taken, given) = (state.total_in(), state.total_out());
        let status = state.decompress(fed.piece(), &mut chunk, FlushDecompress::None);
        let moved = |now: u64, before: u64| usize::try_from(now.saturating_sub(before)).unwrap_or(0);
        let (took, gave) = (moved(state.total_in(), taken), moved(state.total_out(), given));
        fed.advance(took);
        if !fed.keep(chunk.get(..gave), plain) {
            return End::Capped;
        }
        match status {
            Err(error) => return End::Damaged(error.to_string()),
            Ok(Status::StreamEnd) => return End::Whole,
            Ok(_) if took == 0 && gave == 0 => return End::early(),
            Ok(_) => {}
        }
    }
}

/// The reader of the library does not tell bytes behind a whole stream from a stream that breaks.
fn drain_brotli(fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    let alloc = StandardAlloc::default;
    let mut state = BrotliState::new(alloc(), alloc(), alloc());
    let (mut chunk, mut total) = ([0_u8; 16 * 1024], 0);
    loop {
        let piece = fed.piece();
        let (mut piece_left, mut took) = (piece.len(), 0);
        let (mut room, mut gave) = (chunk.len(), 0);
        let result = BrotliDecompressStream(
            &mut piece_left,
            &mut took,
            piece,
            &mut room,
            &mut gave,
            &mut chunk,
            &mut total,
            &mut state,
        );
        fed.advance(took);
        if !fed.keep(chunk.get(..gave), plain) {
            return End::Capped;
        }
        match result {
            BrotliResult::ResultSuccess => return End::Whole,
            BrotliResult::ResultFailure => return End::Damaged("it breaks the rules of Brotli".to_owned()),
            BrotliResult::NeedsMoreInput if took == 0 && gave == 0 => return End::early(),
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => {}
        }
    }
}

/// A zstd body is a sequence of frames (RFC 8878, section 3), of which some hold no content.
fn drain_zstd(fed: &Fed<'_>, plain: &mut Vec<u8>) -> End {
    let mut any = false;
    while fed.left() > 0 {
        if let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] = *fed.rest.get() {
            let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
            if length > fed.left() - 8 {
                return End::early();
            }
            fed.advance(8 + length);
            continue;
        }
        if any && !begins(fed, &ZSTD_MAGIC) {
            return End::Whole;
        }
        let decoder = match ruzstd::decoding::StreamingDecoder::new(fed) {
            Ok(decoder) => decoder,
            Err(error) => return End::Damaged(error.to_string()),
        };
        match drain(decoder, fed, plain) {
            End::Whole => any = true,
            end => return end,
        }
    }
    End::Whole
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP_MAGIC)
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

    /// A Brotli stream of one block that is stored as it is (RFC 7932, section 9.2).
    fn brotli(text: &[u8]) -> Vec<u8> {
        let head = (text.len() as u32 - 1) << 4 | 1 << 20;
        [&head.to_le_bytes()[..3], text, &[3]].concat()
    }

    /// Texts of this kind do not compress to a few bytes.
    fn long_text() -> Vec<u8> {
        (0..10_000_u32).flat_map(|it| format!("{} ", it.wrapping_mul(2_654_435_761)).into_bytes()).collect()
    }

    #[test]
    fn a_stream_that_ends_early_is_damaged_in_any_coding_and_one_with_junk_behind_it_is_whole() {
        let text = &long_text()[..60_000];
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(text).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(text).unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest);
        for (coding, whole) in [
            ("gzip", gzip(text)),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", raw.finish().unwrap()),
            ("br", brotli(text)),
            ("zstd", zstd),
        ] {
            assert_eq!(decode(&whole, coding), (text.to_vec(), vec![]), "{coding}");
            for cut in [whole.len() / 2, whole.len() - 1] {
                let (plain, notes) = decode(&whole[..cut], coding);
                assert!(text.starts_with(&plain), "{coding}, {cut} bytes");
                assert_eq!(notes, ["content-damaged"], "{coding}, {cut} bytes of {}", whole.len());
            }
            for junk in [&b"junk behind it"[..], &[0; 512]] {
                let longer = [&whole, junk].concat();
                let found = decode(&longer, coding);
                assert_eq!(found, (text.to_vec(), vec!["content-trailing".to_owned()]), "{coding}");
            }
        }
    }

    #[test]
    fn a_second_member_that_ends_early_and_a_wrong_checksum_are_damage() {
        let (first, second) = (gzip(b"first "), gzip(b"second"));
        for cut in 1..second.len() {
            let body = [&first, &second[..cut]].concat();
            assert_eq!(decode(&body, "gzip").1, ["content-damaged"], "{cut} bytes of the second");
        }
        let mut wrong = gzip(b"text");
        let at = wrong.len() - 8;
        wrong[at] ^= 1;
        assert_eq!(decode(&wrong, "gzip"), (b"text".to_vec(), vec!["content-damaged".to_owned()]));
        assert_eq!(decode(&first[..11], "gzip"), (vec![], vec!["content-damaged".to_owned()]), "it is gzip");
    }

    #[test]
    fn zstd_frames_without_content_are_passed_over() {
        let frame =
            ruzstd::encoding::compress_to_vec(&b"text"[..], ruzstd::encoding::CompressionLevel::Fastest);
        let skipped = [0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        for body in [[&skipped[..], &frame].concat(), [&frame[..], &skipped].concat()] {
            assert_eq!(decode(&body, "zstd"), (b"text".to_vec(), vec![]));
        }
        assert_eq!(decode(&[&frame, &skipped[..9]].concat(), "zstd").1, ["content-damaged"]);
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
