//! The head of a letter in the archive of a mailing list: lines of text such as `From: Ada Park <ada@example.com>`.

use super::blocks::Kind;
use super::page::Page;

/// So many blocks are looked through.
const MAX_BLOCKS: usize = 40;
/// So many lines of one are looked through.
const MAX_LINES: usize = 40;
/// So many lines of links may stand above the head.
const MAX_ABOVE: usize = 4;

/// The head of a letter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// Who sent it, as written.
    pub(super) from: Option<&'a str>,
    /// When.
    pub(super) date: Option<&'a str>,
}

/// The first head of a letter on the page, in a text whose lines are kept.
pub(super) fn head<'a>(page: &'a Page<'_>) -> Option<Head<'a>> {
    let blocks = page.blocks.list.iter().enumerate().take(MAX_BLOCKS);
    let mut letters = blocks
        .filter(|(at, block)| block.text.contains('\n') && page.blocks.within(*at, Kind::Code).is_some());
    letters.find_map(|(_, block)| of(&block.text))
}

/// The head that a text begins with: at least three lines of it, up to the first blank one.
fn of(text: &str) -> Option<Head<'_>> {
    const FIRST: [&str; 7] = ["from", "date", "to", "cc", "subject", "message-id", "list"];
    let mut head = Head::default();
    let mut lines = 0;
    let begins = |line: &&str| {
        let name = line.split_once(':').map_or("", |(name, _)| name.trim());
        FIRST.iter().any(|first| name.eq_ignore_ascii_case(first))
    };
    let above = text.lines().take(MAX_ABOVE).position(|line| begins(&line))?;
    for line in text.lines().skip(above).take(MAX_LINES).take_while(|line| !line.trim().is_empty()) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let (name, value) =
            (name.trim().to_ascii_lowercase(), Some(value.trim()).filter(|it| !it.is_empty()));
        match name.as_str() {
            "from" => head.from = head.from.or(value),
            "date" => head.date = head.date.or(value),
            "to" | "cc" | "subject" | "message-id" | "list" | "reply-to" => {}
            _ => continue,
        }
        lines += 1;
    }
    (lines >= 3 && head.from.is_some() && head.date.is_some()).then_some(head)
}

/// The name in the line under the headline of an archive that hides addresses: `Ada Park ada at example.com`.
pub(super) fn hidden_sender(line: &str) -> Option<&str> {
    let (before, domain) = line.split_once(" at ")?;
    let (name, local) = before.rsplit_once(' ')?;
    let is_address = domain.contains('.')
        && !domain.trim().contains(' ')
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte))
        && local.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit());
    is_address.then_some(name.trim()).filter(|name| !name.is_empty() && name.len() <= 60)
}

/// The name in a line that says who sent a letter: `Ada Park <ada@example.com>`, `ada@example.com (Ada Park)`.
pub(super) fn sender(from: &str) -> Option<&str> {
    let is_name = |text: &str| !text.contains(['@', '<', '>']) && text.contains(char::is_alphabetic);
    let before = from.split(['<', '(']).next().unwrap_or_default();
    let inside = from.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name);
    [Some(before), inside]
        .into_iter()
        .flatten()
        .map(|text| text.trim_matches([' ', '"', '\'']))
        .find(|text| is_name(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_has_a_sender_and_a_date() {
        let text = "Date: Tue, 8 Apr 2014 14:32:11 +0200\nFrom: Ada Park <ada@example.com>\nTo: all@example.com\n\nHello,\nFrom: nobody";
        let head = of(text).unwrap();
        assert_eq!(
            head,
            Head { from: Some("Ada Park <ada@example.com>"), date: Some("Tue, 8 Apr 2014 14:32:11 +0200") }
        );
        let linked = format!("[prev] [next]\n\n{text}");
        assert_eq!(of(&linked).map(|head| head.from), Some(Some("Ada Park <ada@example.com>")));
        assert_eq!(of("From: here\nto: there\n"), None);
        assert_eq!(of("a\nb\nc\nd\ne\nFrom: x\nDate: y\nTo: z"), None);
        assert_eq!(of("x = 1\ny: 2"), None);
    }

    #[test]
    fn a_sender_is_named_before_or_behind_the_address() {
        assert_eq!(sender("Ada Park <ada@example.com>"), Some("Ada Park"));
        assert_eq!(sender("\"Ada Park\" <ada@example.com>"), Some("Ada Park"));
        assert_eq!(sender("ada@example.com (Ada Park)"), Some("Ada Park"));
        assert_eq!(sender("ada@example.com"), None);
        assert_eq!(hidden_sender("Ada Park ada.park at example.com"), Some("Ada Park"));
        for nobody in ["ada at example.com", "Look at example.com", "Meet Ada Park at example.com now"] {
            assert_eq!(hidden_sender(nobody), None, "{nobody}");
        }
    }
}
