//! What an entry of a feed says beside its headline, as plain text: often all that can be read of a statement.

use model::Entry;

use super::fragment::words;

/// Bytes of markup that are read of a summary, and of a content.
const MARKUP_LIMIT: usize = 64 * 1024;

/// Bytes of text that are kept of an entry.
const TEXT_LIMIT: usize = 16 * 1024;

/// The words of its summary and of its content. A summary that is the beginning of the content is said once.
pub(crate) fn entry_text(entry: &Entry) -> Option<String> {
    let plain = |part: &Option<String>| part.as_deref().map(|part| words(cut(part, MARKUP_LIMIT)));
    let (summary, content) = (plain(&entry.summary), plain(&entry.content));
    let text = match (summary.unwrap_or_default(), content.unwrap_or_default()) {
        (summary, content) if summary.is_empty() || begins(&content, &summary) => content,
        (summary, content) if content.is_empty() => summary,
        (summary, content) => format!("{summary}\n{content}"),
    };
    (!text.is_empty()).then(|| cut(&text, TEXT_LIMIT).to_owned())
}

/// Whether a text begins with these words, but for where its lines end and for the dots of a text that was cut.
fn begins(text: &str, words: &str) -> bool {
    let words = words.trim_end_matches(['.', '…', ' ', '[', ']', '&']);
    let mut of_text = text.split_whitespace();
    words.split_whitespace().all(|word| of_text.next().is_some_and(|other| other.starts_with(word)))
}

/// The first bytes of a text, up to the end of a character.
fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(summary: &str, content: &str) -> Option<String> {
        let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        entry_text(&Entry { summary: part(summary), content: part(content), ..Entry::default() })
    }

    #[test]
    fn an_entry_says_its_summary_and_its_content_without_markup() {
        assert_eq!(text("<p>Patched &amp; <b>safe</b></p>", "").as_deref(), Some("Patched & safe"));
        assert_eq!(text("In short.", "<p>At length.</p>").as_deref(), Some("In short.\nAt length."));
        assert_eq!(text("", "<p></p>"), None);
    }

    #[test]
    fn a_summary_that_is_the_beginning_is_said_once() {
        assert_eq!(
            text("All our servers…", "<p>All our servers are patched.</p>").as_deref(),
            Some("All our servers are patched.")
        );
    }

    #[test]
    fn what_is_kept_is_cut_between_two_characters() {
        let long = text("", &"ä".repeat(20_000)).unwrap();
        assert_eq!(long.len(), TEXT_LIMIT);
        assert_eq!(cut("aä", 2), "a");
    }
}
