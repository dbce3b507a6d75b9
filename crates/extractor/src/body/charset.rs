//! Character decoding, in the order in which browsers decide (WHATWG HTML, "determining the character
//! encoding"): byte order mark, `Content-Type`, the document's own declaration, then its bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::Note;

use super::prescan::{declared_in_html, declared_in_xml};

/// How far the document's own declaration is looked for. The standard asks for 1024 bytes; browsers
/// also honour a later one, by loading the page again.
const PRESCAN_BYTES: usize = 16 * 1024;
/// How much the detector reads.
const DETECT_BYTES: usize = 256 * 1024;

/// The text of the body. NUL becomes U+FFFD, since no text of ours may hold one.
pub fn decode_text(bytes: &[u8], content_type: Option<&str>, notes: &mut Vec<Note>) -> String {
    decode_characters(bytes, content_type, notes).text
}

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding that its bytes are in, by its name in the WHATWG Encoding standard.
    pub encoding: &'static str,
}

/// Like [`decode_text`], with the name of the encoding.
pub fn decode_characters(bytes: &[u8], content_type: Option<&str>, notes: &mut Vec<Note>) -> Decoded {
    decode(bytes, content_type, None, notes)
}

/// Like [`decode_text`], with the top-level domain of the address as a hint for undeclared bytes.
pub(crate) fn decode_text_of(
    bytes: &[u8],
    content_type: Option<&str>,
    top_level: Option<&str>,
    notes: &mut Vec<Note>,
) -> String {
    decode(bytes, content_type, top_level, notes).text
}

fn decode(
    bytes: &[u8],
    content_type: Option<&str>,
    top_level: Option<&str>,
    notes: &mut Vec<Note>,
) -> Decoded {
    let encoding = choose(bytes, content_type, top_level);
    // `decode` also removes a byte order mark, which overrides any other declaration.
    let (mut text, mut used, mut malformed) = encoding.decode(bytes);
    if malformed && used != UTF_8 {
        // Pages that somebody saved as UTF-8 keep a declaration that is no longer true.
        if let Ok(whole) = std::str::from_utf8(bytes) {
            notes.push(Note::new("charset-undeclared", format!("declared {}, but is UTF-8", used.name())));
            (text, used, malformed) = (whole.into(), UTF_8, false);
        }
    }
    if used.is_single_byte()
        && content_type.and_then(charset_of).is_none()
        && let Some(whole) = plainly_utf8(bytes)
    {
        // Any bytes are text in such an encoding, so nothing is malformed; but nobody writes this in it.
        notes.push(Note::new("charset-undeclared", format!("declared {}, but is UTF-8", used.name())));
        (text, used) = (whole.into(), UTF_8);
    }
    if malformed {
        notes.push(Note::new("charset-malformed", format!("some bytes are not {}", used.name())));
    }
    let has_null = memchr::memchr(0, text.as_bytes()).is_some();
    let text = if has_null { text.replace('\0', "\u{fffd}") } else { text.into_owned() };
    Decoded { text, encoding: used.name() }
}

/// The bytes as UTF-8, where they are that and hold enough characters beyond ASCII for it to be no accident.
fn plainly_utf8(bytes: &[u8]) -> Option<&str> {
    const ENOUGH: usize = 3;
    let whole = std::str::from_utf8(bytes).ok()?;
    let beyond = whole.chars().filter(|letter| !letter.is_ascii()).take(ENOUGH).count();
    (beyond == ENOUGH).then_some(whole)
}

fn choose(bytes: &[u8], content_type: Option<&str>, top_level: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = content_type.and_then(charset_of) {
        return encoding;
    }
    let head = bytes.get(..PRESCAN_BYTES).unwrap_or(bytes);
    if let Some(encoding) = declared_in_xml(head).or_else(|| declared_in_html(head)) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return bare_utf16(head).unwrap_or(UTF_8);
    }
    if let Some(encoding) = bare_utf16(head) {
        return encoding;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let sample = bytes.get(..DETECT_BYTES).unwrap_or(bytes);
    detector.feed(sample, sample.len() == bytes.len());
    let hint = top_level.map(str::as_bytes).filter(|hint| is_hint(hint));
    detector.guess(hint, chardetng::Utf8Detection::Allow)
}

/// The detector takes only lower-case ASCII labels.
fn is_hint(label: &[u8]) -> bool {
    !label.is_empty() && label.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-')
}

/// The `charset` parameter of a `Content-Type`.
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| Encoding::for_label(value.as_bytes()))?
    })
}

/// UTF-16 without a mark: markup whose every other byte is NUL.
fn bare_utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [b'<' | b'{', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<' | b'{', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a declaration inside the document means (WHATWG Encoding and HTML): bytes in which
/// a declaration could be read as ASCII are not UTF-16.
pub(super) fn declared(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return Some(UTF_8);
    }
    Some(if encoding == encoding_rs::X_USER_DEFINED { WINDOWS_1252 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8], content_type: Option<&str>) -> String {
        decode_text(bytes, content_type, &mut Vec::new())
    }

    #[test]
    fn a_mark_beats_the_header_and_the_header_beats_the_page() {
        assert_eq!(text(b"\xef\xbb\xbf\xc3\xa9", Some("text/html; charset=iso-8859-1")), "é");
        let page = b"<meta charset=utf-8>\xe9";
        assert_eq!(text(page, Some("text/html; Charset=\"ISO-8859-1\"")), "<meta charset=utf-8>é");
        assert_eq!(text(b"\xff\xfe<\0a\0>\0", None), "<a>");
        assert_eq!(text(b"\xfe\xff\0<\0a\0>", Some("application/json; charset=utf-8")), "<a>");
    }

    #[test]
    fn the_page_declares_its_own() {
        assert!(text(b"<html><head><meta charset='windows-1251'></head>\xcf\xf0", None).ends_with("Пр"));
        let old = b"<meta http-equiv=Content-Type content='text/html; charset=shift_jis'>\x83e\x83X\x83g";
        assert!(text(old, None).ends_with("テスト"));
        assert!(text(b"<?xml version='1.0' encoding='euc-kr'?><t>\xb0\xa1</t>", None).contains('가'));
        assert!(text(b"<!-- <meta charset=big5> --><meta charset=utf-16>\xc3\xa9", None).ends_with('é'));
    }

    #[test]
    fn bytes_without_a_declaration_are_judged() {
        assert_eq!(text("schön".as_bytes(), None), "schön");
        let latin = "Die Sch\u{f6}nheit der K\u{f6}nigin f\u{fc}r \u{e4}ltere G\u{e4}ste";
        let bytes: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
        assert_eq!(text(&bytes, None), latin);
    }

    #[test]
    fn a_page_that_is_plainly_utf_8_is_read_so_whatever_it_declares_itself() {
        let page = "<meta charset=iso-8859-1>Größe, Übung, schön";
        let mut notes = Vec::new();
        let decoded = decode_characters(page.as_bytes(), None, &mut notes);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (page, "UTF-8"));
        assert_eq!(notes[0].code, "charset-undeclared");
        // The server's word holds, as in browsers; and one pair of bytes may be an accident.
        assert!(text(page.as_bytes(), Some("text/html; charset=iso-8859-1")).contains("GrÃ¶ÃŸe"));
        assert!(text("<meta charset=iso-8859-1>Größe".as_bytes(), None).contains("GrÃ¶"));
    }

    #[test]
    fn a_declaration_that_cannot_be_true_is_not_believed() {
        let page = "<meta charset=gb2312>\u{2014} naïve \u{e9}\u{e9} \u{20ac}1";
        let mut notes = Vec::new();
        assert_eq!(decode_text(page.as_bytes(), None, &mut notes), page);
        assert_eq!(notes[0].code, "charset-undeclared");
    }

    #[test]
    fn no_text_holds_nul() {
        assert_eq!(text(b"a\0b", None), "a\u{fffd}b");
    }

    proptest! {
        #[test]
        fn any_bytes_are_text(bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in ".{0,20}") {
            prop_assert!(!text(&bytes, Some(&kind)).contains('\0'));
        }
    }
}
