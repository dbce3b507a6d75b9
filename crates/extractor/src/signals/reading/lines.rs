//! The units of a text: paragraphs, list items and headings.

use std::ops::Range;

use super::code::without_code;

/// What a unit of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::signals) enum Form {
    /// A short line that stands over what follows.
    Heading,
    /// An item of a list, or a row of a table.
    Item,
    /// Anything else.
    Paragraph,
}

/// A unit of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub form: Form,
}

/// A heading has at most so many bytes.
const LONGEST_HEADING: usize = 100;
/// A line that is shorter was not broken for its width, in bytes.
const NARROW: usize = 45;
/// Texts that are broken for their width have hardly a line longer than this, in bytes: a row of a table, or an address.
const WIDE: usize = 130;

/// The units of `text`, in order. Lines that were broken for their width are put together.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let lines = without_code(text);
    let wrapped = is_wrapped(text, &lines);
    let is_blank = |at: usize| {
        lines.get(at).is_none_or(|line| text.get(line.clone()).unwrap_or_default().trim().is_empty())
    };
    let mut units: Vec<Unit> = Vec::new();
    let mut open = false; // whether the last unit may go on in the next line
    for (at, line) in lines.iter().enumerate() {
        let words = text.get(line.clone()).unwrap_or_default();
        if words.trim().is_empty() {
            open = false;
            continue;
        }
        let mut form = form_of(words);
        let alone = is_blank(at + 1) && at.checked_sub(1).is_none_or(is_blank);
        if wrapped && form == Form::Heading && !words.trim_start().starts_with('#') && !alone {
            form = Form::Paragraph;
        }
        let small = words.trim_start().starts_with(|letter: char| letter.is_lowercase());
        match units.last_mut() {
            Some(last) if open && form == Form::Paragraph && (wrapped || small) => last.range.end = line.end,
            _ => units.push(Unit { range: line.clone(), form }),
        }
        let ends = words.trim_end().ends_with(['.', ':', '!', '?']);
        open = form != Form::Heading && (wrapped || (words.len() >= NARROW && !ends));
    }
    units
}

/// Whether the lines of a text were broken for their width: most of those that are not short go on in the next one.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let (mut broken, mut long, mut wide) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [one, next] = pair else { continue };
        let (one, next) =
            (text.get(one.clone()).unwrap_or_default(), text.get(next.clone()).unwrap_or_default());
        if one.len() > WIDE {
            wide += 1;
        } else if one.len() >= NARROW {
            long += 1;
            let ends = one.trim_end().ends_with(['.', ':', '!', '?']);
            if !ends && next.starts_with(|letter: char| letter.is_lowercase()) {
                broken += 1;
            }
        }
    }
    long >= 4 && broken * 3 >= long && wide * 5 <= long
}

fn form_of(words: &str) -> Form {
    let words = words.trim();
    let numbered = words.split_once(['.', ')']).is_some_and(|(number, rest)| {
        (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ')
    });
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some('#'), _) => Form::Heading,
        (Some('-' | '*' | '+' | '•' | '·' | '–' | '▪' | '◦'), Some(next)) if next.is_whitespace() => {
            Form::Item
        }
        (Some('|' | '•'), _) => Form::Item,
        _ if numbered => Form::Item,
        _ if words.len() <= LONGEST_HEADING && !words.ends_with(['.', ',', ';', '!', '"', '”', ')']) => {
            Form::Heading
        }
        _ => Form::Paragraph,
    }
}
