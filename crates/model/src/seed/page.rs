//! One seed file while it is read: its text, its places, and the problems found so far.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::SeedProblem;

/// Longest seed file, in bytes.
const LONGEST: usize = 1 << 20;

/// A place in a seed file, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// One seed file while it is read.
pub(super) struct Page<'t> {
    file: &'t str,
    text: &'t str,
    problems: Vec<SeedProblem>,
    /// Lines that are not TOML: what else is wrong there follows from that.
    broken: BTreeSet<usize>,
}

impl<'t> Page<'t> {
    /// Reads `text` as TOML. All that is not TOML is reported, the rest of the table is still given.
    pub(super) fn open(file: &'t str, text: &'t str) -> (Self, DeTable<'t>) {
        let mut page = Self { file, text, problems: Vec::new(), broken: BTreeSet::new() };
        if text.len() > LONGEST {
            page.report(0, format!("the file is longer than {LONGEST} bytes"), Some("split it".to_owned()));
            page.broken.insert(1);
            return (page, DeTable::new());
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            page.report(at, format!("not TOML: {}", error.message().replace('\n', ", ")), None);
        }
        page.broken = page.problems.iter().map(|problem| problem.line).collect();
        (page, table.into_inner())
    }

    /// Where the byte `at` stands.
    pub(super) fn place(&self, at: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Place { line, column: before.get(start..).unwrap_or_default().chars().count() + 1 }
    }

    /// Notes a problem at the byte `at`.
    pub(super) fn report(&mut self, at: usize, message: String, hint: Option<String>) {
        let Place { line, column } = self.place(at);
        if !self.broken.contains(&line) {
            self.problems.push(SeedProblem {
                file: self.file.to_owned(),
                line,
                column,
                message,
                hint,
                loses: true,
            });
        }
    }

    /// Notes that something is missing; in a file that is not TOML it may stand in the unread part.
    pub(super) fn report_missing(&mut self, at: usize, message: String, hint: Option<String>) {
        if self.broken.is_empty() {
            self.report(at, message, hint);
        }
    }

    /// How many problems there are by now.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// The problems, in the order of the file.
    pub(super) fn close(mut self) -> Vec<SeedProblem> {
        self.problems.sort();
        self.problems.dedup();
        self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters() {
        let (page, _) = Page::open("x.toml", "a = 'é'\r\nb = 2\n");
        assert_eq!(page.place(0), Place { line: 1, column: 1 });
        assert_eq!(page.place(7), Place { line: 1, column: 7 });
        assert_eq!(page.place(14), Place { line: 2, column: 5 });
        assert_eq!(page.place(999).line, 3);
    }

    #[test]
    fn what_is_not_toml_is_said_once_and_all_of_it() {
        let (mut page, table) = Page::open("x.toml", "a = 1\nb = = 2\nc = 3\nd 4\n");
        assert!(table.contains_key("a") && table.contains_key("c"));
        page.report(8, "a consequence".to_owned(), None);
        page.report_missing(0, "'e' is missing".to_owned(), None);
        let lines: Vec<usize> = page.close().iter().map(|problem| problem.line).collect();
        assert_eq!(lines.iter().collect::<BTreeSet<_>>(), BTreeSet::from([&2, &4]));
    }

    #[test]
    fn a_file_without_end_is_refused() {
        let text = "# a\n".repeat(300_000);
        let (page, _) = Page::open("x.toml", &text);
        assert_eq!(page.close().len(), 1);
    }
}
