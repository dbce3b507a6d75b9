//! What of a text in Markdown is no words of its author: front matter and code. Only what has an end is such: where none
//! is found, the marks stand for something else, and what follows them was said.

use std::ops::Range;

/// The lines of `text` that are words: no front matter, no code, no marks of these.
pub(super) fn without_code(text: &str) -> Vec<Range<usize>> {
    let lines = Lines::of(text);
    let mut words = Vec::new();
    // Marks that no end is found for have none further down either.
    let mut open_ended: Vec<Mark> = Vec::new();
    let mut at = lines.front_matter();
    while let Some((range, line)) = lines.0.get(at) {
        at += 1;
        let Some(mark) = Mark::of(line) else {
            words.push(range.clone());
            continue;
        };
        if !lines.begins(mark, at - 1) || open_ended.iter().any(|known| known.lasts_as_long_as(mark)) {
            continue;
        }
        match (at..lines.0.len()).find(|end| mark.ends_at(lines.line(*end))) {
            Some(end) if mark.is_bare() && lines.is_title(mark, at, end) => {}
            Some(end) => at = end + 1,
            None => open_ended.push(mark),
        }
    }
    words
}

/// The lines of a text with their places, without blanks around them.
struct Lines<'a>(Vec<(Range<usize>, &'a str)>);

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let mut at = 0;
        let placed = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            (start..start + line.trim_end_matches(['\n', '\r']).len(), line.trim())
        });
        Self(placed.collect())
    }

    fn line(&self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |(_, line)| line)
    }

    /// How many lines the front matter at the start has: fields between two lines of dashes.
    fn front_matter(&self) -> usize {
        let is_field = |line: &str| {
            line.split_once(':')
                .is_some_and(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace))
        };
        let first = (1..self.0.len()).map(|at| self.line(at)).find(|line| !line.is_empty());
        if self.line(0) != "---" || !first.is_some_and(is_field) {
            return 0;
        }
        (1..self.0.len()).find(|at| self.line(*at) == "---").map_or(0, |end| end + 1)
    }

    /// Whether the mark in line `at` may begin code: waves below words underline a heading (reStructuredText).
    fn begins(&self, mark: Mark, at: usize) -> bool {
        match mark {
            Mark::Fence { sign: '~', .. } => {
                at.checked_sub(1).is_none_or(|above| self.line(above).is_empty())
            }
            Mark::Fence { .. } | Mark::Highlight => true,
            Mark::Other => false,
        }
    }

    /// Whether what stands from `at` up to `end` is a heading between two lines of waves.
    fn is_title(&self, mark: Mark, at: usize, end: usize) -> bool {
        matches!(mark, Mark::Fence { sign: '~', .. }) && end == at + 1 && !self.line(at).is_empty()
    }
}

/// A line that is no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Three or more equal signs, and perhaps what language the code is in.
    Fence { sign: char, length: usize, bare: bool },
    /// `{% highlight … %}`
    Highlight,
    /// Another tag of Liquid.
    Other,
}

impl Mark {
    fn of(line: &str) -> Option<Self> {
        if line.starts_with("{%") {
            let begins = line.contains("highlight") && !line.contains("endhighlight");
            return Some(if begins { Self::Highlight } else { Self::Other });
        }
        let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let rest = line.trim_start_matches(sign);
        let length = line.len() - rest.len();
        // Between such signs in one line stands code among words.
        (length >= 3 && !rest.contains(sign)).then_some(Self::Fence { sign, length, bare: rest.is_empty() })
    }

    fn is_bare(self) -> bool {
        matches!(self, Self::Fence { bare: true, .. })
    }

    /// Whether the code that it begins ends at `line`.
    fn ends_at(self, line: &str) -> bool {
        match self {
            Self::Fence { sign, length, .. } => {
                line.len() >= length && line.chars().all(|other| other == sign)
            }
            Self::Highlight => line.starts_with("{%") && line.contains("endhighlight"),
            Self::Other => false,
        }
    }

    /// Whether what ends `other` ends it too.
    fn lasts_as_long_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Fence { sign, length, .. }, Self::Fence { sign: as_this, length: as_long, .. }) => {
                sign == as_this && length <= as_long
            }
            _ => self == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        without_code(text).into_iter().map(|line| &text[line]).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn front_matter_and_code_that_end_are_no_words() {
        assert_eq!(words("---\ntitle: A\n# b\n---\nWe are safe."), ["We are safe."]);
        assert_eq!(words("a\n```\nb\n```\nc\n```sh\nd\n```\ne"), ["a", "c", "e"]);
        assert_eq!(words("a\n````\nb\n```\nc\n````\nd"), ["a", "d"], "a shorter fence inside");
        assert_eq!(words("a\n\n~~~ sh\nb\n~~~\nc"), ["a", "c"]);
        assert_eq!(words("a\n{% highlight c %}\nb\n{% endhighlight %}\n{% include x %}\nc"), ["a", "c"]);
    }

    #[test]
    fn what_does_not_end_is_words() {
        for text in [
            "---\nWe are safe.\nAll is patched.",
            "---\nWe are safe.\n---\nAll is patched.",
            "---\ntitle: We are safe.\nAll is patched.",
            "```\nWe are safe.\n~~~\nAll is patched.",
            "{% highlight c %}\nWe are safe.\nAll is patched.",
        ] {
            let found = words(text).join(" ");
            assert!(found.contains("We are safe.") && found.contains("All is patched."), "{text}: {found}");
        }
        assert_eq!(words("```a``` is code among words.\n```"), ["```a``` is code among words."]);
    }

    #[test]
    fn waves_underline_headings() {
        assert_eq!(words("One\n~~~\n\nWe are safe.\n\nTwo\n~~~\n\nb"), ["One", "We are safe.", "Two", "b"]);
        assert_eq!(words("~~~~~\nTitle\n~~~~~\n\nWe are safe."), ["Title", "We are safe."]);
    }

    #[test]
    fn marks_without_an_end_are_looked_for_once() {
        // Looked for anew by each, the end would take as many steps as the square of the lines.
        let text = format!("{}{}", "```sh\n".repeat(200_000), "~~~ a\n\n".repeat(100_000));
        assert_eq!(words(&text), [""; 0]);
    }
}
