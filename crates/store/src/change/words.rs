//! A text as words in blocks.

/// Words that are compared of one text at most. What is behind them counts as unchanged; a text of that
/// length is a log file.
const MOST_WORDS: usize = 200_000;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written.
    pub raw: String,
    /// Lower case, plain quotes and dashes, without the punctuation around it; empty for a word that is
    /// punctuation alone. `?`, `%` and signs of money stay, since they change what is said.
    pub bare: String,
    /// Index of its block in [`Words::blocks`].
    pub block: usize,
}

/// A text as words in blocks: a headline, a paragraph, a list item, the text of an update.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// All words, in order.
    pub words: Vec<Word>,
    /// How many words with letters or digits each block has.
    pub blocks: Vec<usize>,
    /// The blocks as lower-case words, for looking them up.
    pub texts: Vec<String>,
    /// Whether the first block is the headline.
    pub titled: bool,
}

impl Words {
    /// The words of a post: its headline, its text by lines, then its updates.
    pub fn of<'a>(title: Option<&'a str>, text: &'a str, updates: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self { titled: title.is_some_and(|title| !title.trim().is_empty()), ..Self::default() };
        for block in title.into_iter().chain(text.lines()).chain(updates.flat_map(str::lines)) {
            all.push(block);
        }
        all
    }

    fn push(&mut self, block: &str) {
        let index = self.blocks.len();
        let (mut count, mut text) = (0, String::new());
        for raw in block.split_whitespace() {
            if self.words.len() >= MOST_WORDS {
                return;
            }
            let bare = bare(raw);
            if !bare.is_empty() {
                count += 1;
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&bare);
            }
            self.words.push(Word { raw: raw.to_owned(), bare, block: index });
        }
        if !block.trim().is_empty() {
            self.blocks.push(count);
            self.texts.push(text);
        }
    }
}

/// A word as it is compared.
fn bare(raw: &str) -> String {
    let keep = |c: char| c.is_alphanumeric() || matches!(c, '?' | '%' | '$' | '€' | '£' | '¥' | '#');
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    };
    raw.trim_matches(|c: char| !keep(c)).chars().map(plain).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_case_are_no_words_but_a_question_mark_is() {
        let it = Words::of(None, "“Affected” — (Yes).\nAffected?", std::iter::empty());
        let bare: Vec<&str> = it.words.iter().map(|word| word.bare.as_str()).collect();
        assert_eq!(bare, ["affected", "", "yes", "affected?"]);
        assert_eq!(it.blocks, [2, 1]);
    }

    #[test]
    fn blank_lines_are_no_blocks() {
        let it = Words::of(Some("Title"), "one\n\ntwo", ["Resolved: three"].into_iter());
        assert_eq!((it.blocks.len(), it.titled), (4, true));
        assert_eq!(it.texts, ["title", "one", "two", "resolved three"]);
    }
}
