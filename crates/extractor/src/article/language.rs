//! The language of the text.

use super::page::Page;

/// Below this many characters the detector guesses.
const MIN_CHARS: usize = 200;
/// The detector reads so many characters.
const SAMPLE: usize = 1500;
/// A text of so many characters may overrule the page.
const OVERRULES: usize = 600;

/// The declared language, unless a long text is reliably in another one (templates often say `en`).
pub(super) fn language(page: &Page<'_>, text: &str) -> Option<String> {
    let declared = page.declared_language.as_deref().and_then(|tag| tag.split('-').next()).map(iso_639_1);
    let detected = detect(text);
    match (declared, detected) {
        (_, Some((code, true))) => Some(code.to_owned()),
        (Some(code), _) => Some(code),
        (None, Some((code, false))) => Some(code.to_owned()),
        (None, None) => None,
    }
}

/// The language that the words of a text are in, ISO 639-1, where it is long enough to tell and one that has a code.
pub(crate) fn detected_language(text: &str) -> Option<&'static str> {
    detect(text).map(|(code, _)| code)
}

/// The detected language, and whether the detector may overrule the page.
fn detect(text: &str) -> Option<(&'static str, bool)> {
    let sample = text.char_indices().nth(SAMPLE).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let length = sample.chars().count();
    if length < MIN_CHARS {
        return None;
    }
    if let Some(code) = plainly(sample) {
        return Some((code, length >= OVERRULES));
    }
    let found = whatlang::detect(sample)?;
    let code = code_of(found.lang())?;
    (found.is_reliable() && found.confidence() > 0.9)
        .then_some((code, length >= OVERRULES && found.confidence() >= 1.0))
}

/// The language of which so many words are those that hold its sentences together that no detector needs to be asked: every
/// fourth is in running text of English and of German, and hardly any in a text of another language.
fn plainly(sample: &str) -> Option<&'static str> {
    let (mut all, mut english, mut german) = (0, 0, 0);
    for word in sample.split_ascii_whitespace() {
        all += 1;
        english += usize::from(holds_english(word));
        german += usize::from(holds_german(word));
    }
    let is_plain = |held: usize| all >= 30 && held * 5 >= all;
    match (is_plain(english), is_plain(german)) {
        (true, false) => Some("en"),
        (false, true) => Some("de"),
        _ => None,
    }
}

fn holds_english(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "to"
            | "is"
            | "are"
            | "was"
            | "were"
            | "that"
            | "it"
            | "with"
            | "for"
            | "from"
            | "have"
            | "has"
            | "been"
            | "this"
            | "which"
            | "their"
            | "they"
            | "our"
            | "your"
            | "would"
            | "will"
            | "about"
            | "not"
            | "but"
            | "by"
            | "be"
            | "as"
    )
}

/// Of its articles and pronouns, those that Dutch and the languages of the north do not have as well count most.
fn holds_german(word: &str) -> bool {
    matches!(
        word,
        "der"
            | "die"
            | "das"
            | "und"
            | "ist"
            | "nicht"
            | "ein"
            | "eine"
            | "einen"
            | "einer"
            | "einem"
            | "zu"
            | "den"
            | "dem"
            | "des"
            | "mit"
            | "von"
            | "für"
            | "auf"
            | "im"
            | "sich"
            | "auch"
            | "sind"
            | "wird"
            | "wurde"
            | "werden"
            | "bei"
            | "aus"
            | "dass"
            | "nach"
            | "wie"
            | "oder"
            | "zum"
            | "zur"
    )
}

fn iso_639_1(primary: &str) -> String {
    match primary {
        "eng" => "en",
        "deu" | "ger" => "de",
        "fra" | "fre" => "fr",
        "spa" => "es",
        "nb" | "nn" => "no",
        other => other,
    }
    .to_owned()
}

/// ISO 639-1 of the languages that the detector knows and that have such a code.
fn code_of(lang: whatlang::Lang) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("dan", "da"),
        ("nob", "no"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("ell", "el"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("tur", "tr"),
        ("heb", "he"),
        ("ara", "ar"),
        ("pes", "fa"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("tam", "ta"),
        ("tha", "th"),
        ("vie", "vi"),
        ("ind", "id"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("cat", "ca"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("slv", "sl"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("urd", "ur"),
    ];
    CODES.iter().find(|(long, _)| *long == lang.code()).map(|(_, short)| *short)
}
