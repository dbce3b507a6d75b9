//! Bytes that are no text, whatever they are served as.

/// How much of the text is looked at, in characters: as much as the standard looks at in bytes.
const LOOKED_AT: usize = 1445;
/// Text of this length or less is never called noise by its characters.
const TOO_SHORT: usize = 32;

/// How files begin that are pictures, sound, fonts, archives or programs (WHATWG MIME Sniffing, sections 6.1 to
/// 6.4). PDF is left out: a file that begins so is not HTML, and readers of its own may come.
const BEGINNINGS: &[&[u8]] = &[
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"\0\0\x01\0",
    b"OggS\0",
    b"ID3",
    b"\x1a\x45\xdf\xa3",
    b"wOFF",
    b"wOF2",
    b"\0\x01\0\0",
    b"PK\x03\x04",
    b"Rar \x1a\x07\0",
    b"\x7fELF",
];

/// Whether `bytes`, which read as `text`, are noise to a reader of texts: they begin as a known kind of file does, or
/// more than one in twenty of the first characters is a control that no text holds, or one in four could not be
/// decoded. A page with a stray NUL is none, nor one that declares the wrong encoding for its accents.
pub(crate) fn is_noise(bytes: &[u8], text: &str) -> bool {
    if BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return true;
    }
    let (mut characters, mut controls, mut undecoded) = (0_usize, 0_usize, 0_usize);
    for character in text.chars().take(LOOKED_AT) {
        characters += 1;
        // Section 4.3 of the same standard: the controls but tab, line feed, form feed, carriage return and escape.
        controls += usize::from(matches!(character,
            '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}'..='\u{9f}'));
        undecoded += usize::from(character == '\u{fffd}');
    }
    characters > TOO_SHORT && (controls * 20 > characters || undecoded * 4 > characters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn files_of_other_kinds_are_noise() {
        assert!(is_noise(b"\x89PNG\r\n\x1a\n<p>text</p>", "PNG <p>text</p>"));
        assert!(is_noise(b"PK\x03\x04", "PK"));
        let all: String = (0..=255_u8).map(char::from).collect();
        assert!(is_noise(b"", &all));
    }

    #[test]
    fn a_page_with_stray_controls_is_text() {
        let page = "<!doctype html><title>Notice</title><p>Our\u{fffd} service was affected by the flaw.</p>";
        assert!(!is_noise(page.as_bytes(), page));
        assert!(!is_noise(b"\0\x01", "\u{fffd}\u{1}"));
    }

    #[test]
    fn escapes_of_a_terminal_are_text() {
        let log = "\u{1b}[31merror\u{1b}[0m the service restarts\r\n".repeat(20);
        assert!(!is_noise(log.as_bytes(), &log));
    }

    proptest! {
        #[test]
        fn written_words_are_never_noise(text in "[\\p{L}\\p{P}\\p{N} \n\t]{0,400}") {
            prop_assume!(!BEGINNINGS.iter().any(|beginning| text.as_bytes().starts_with(beginning)));
            prop_assert!(!is_noise(text.as_bytes(), &text));
        }
    }
}
