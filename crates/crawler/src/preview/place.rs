//! Where a value stands in the document.

use model::Span;

/// Longest value that is searched for, in bytes; of a longer one, the beginning.
const LONGEST: usize = 200;

/// Where `value` stands first in `text`: as it is, else as JSON or HTML write it. `None` where it was put
/// together from parts, so that no place holds it whole.
pub(super) fn place(text: &str, value: &str) -> Option<Span> {
    near(text, value, None)
}

/// The same, of the places where it stands the one that is nearest to `anchor`: a time that many entries share
/// is the one beside this entry's own id or address.
pub(super) fn near(text: &str, value: &str, anchor: Option<usize>) -> Option<Span> {
    let value = beginning(value)?;
    let json = serde_json::to_string(value).ok()?;
    let json = json.get(1..json.len().saturating_sub(1)).unwrap_or_default();
    let html = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let quoted = html.replace('"', "&quot;").replace('\'', "&#39;");
    [value, json, &html, &quoted].into_iter().find_map(|form| {
        let start = match anchor.and_then(|at| Some((at, text.split_at_checked(at)?))) {
            None => text.find(form)?,
            Some((at, (head, tail))) => match (head.rfind(form), tail.find(form)) {
                (Some(before), Some(after)) if at - before <= after => before,
                (Some(before), None) => before,
                (_, after) => at + after?,
            },
        };
        Some(Span { start, end: start + form.len() })
    })
}

/// The first line of a value, cut to what is searched for.
fn beginning(value: &str) -> Option<&str> {
    let line = value.lines().find(|line| !line.trim().is_empty())?.trim();
    let end = (0..=LONGEST.min(line.len())).rev().find(|at| line.is_char_boundary(*at))?;
    line.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_in_any_of_its_spellings() {
        let at =
            |text: &str, value: &str| place(text, value).map(|span| text[span.start..span.end].to_owned());
        assert_eq!(at("<h1>A &amp; B</h1>", "A & B").as_deref(), Some("A &amp; B"));
        assert_eq!(at(r#"{"t":"say \"hi\""}"#, "say \"hi\"").as_deref(), Some(r#"say \"hi\""#));
        assert_eq!(at("one\ntwo", "two\nthree").as_deref(), Some("two"));
        assert_eq!(near("a=1 b=1 c=1", "1", Some(5)).map(|span| span.start), Some(6));
        assert_eq!(near("a=1 b c=1", "1", Some(4)).map(|span| span.start), Some(2));
        assert_eq!(at("one", "two"), None);
        assert_eq!(at("one", "  "), None);
    }

    #[test]
    fn any_anchor_and_any_letters_give_a_place_inside_the_text() {
        let text = "é=1 日本 \"1\" &amp; 1\n\n日本";
        for value in ["1", "日本", "\"", "&", "é", "\n", "", "日本 \"1\" &"] {
            for anchor in (0..text.len() + 3).map(Some).chain([None]) {
                if let Some(span) = near(text, value, anchor) {
                    assert!(text.get(span.start..span.end).is_some(), "{value:?} near {anchor:?}: {span:?}");
                }
            }
        }
        assert!(place(text, &"日本".repeat(500)).is_none());
    }
}
