//! A run of text without a line break of its own.

use std::borrow::Cow;

use ego_tree::NodeId;

use super::super::zones::Zone;

/// A run of text without a line break of its own.
pub(in super::super) struct Block {
    /// Its words, white space folded (lines kept in `pre`).
    pub(in super::super) text: String,
    /// Where an inline element starts or ends, in bytes of `text`.
    pub(super) cuts: Vec<usize>,
    /// The element that it stands in.
    pub(in super::super) element: NodeId,
    /// The place of that element.
    pub(in super::super) place: usize,
    /// The part of the page.
    pub(in super::super) zone: Zone,
    /// 1 to 6 for a heading.
    pub(in super::super) level: Option<u8>,
    /// Bytes of it that are link text.
    pub(in super::super) linked: usize,
    /// Bytes of it that are bold or italic.
    pub(in super::super) stressed: usize,
}

impl Block {
    /// Whether all of it is bold or italic.
    pub(in super::super) fn is_stressed(&self) -> bool {
        self.stressed >= self.text.len()
    }

    /// Whether its start, up to about there in bytes, is bold or italic.
    pub(in super::super) fn is_stressed_up_to(&self, end: usize) -> bool {
        // The mark that ends a label may stand on either side.
        const MARK: usize = 3;
        let is_end = |cut: &usize| (end..=end + MARK).contains(cut);
        self.stressed + MARK >= end && (self.is_stressed() || self.cuts.iter().any(is_end))
    }

    /// Its text with a blank where inline elements meet: style sheets part what the markup does not
    /// (`<b>Posted</b><i>April 8</i>`).
    pub(in super::super) fn spaced(&self) -> Cow<'_, str> {
        let meets = |at: &usize| {
            let before = self.text.get(..*at).and_then(|text| text.chars().next_back());
            let after = self.text.get(*at..).and_then(|text| text.chars().next());
            before.is_some_and(|c| c.is_alphanumeric() || c == ':')
                && after.is_some_and(char::is_alphanumeric)
        };
        if !self.cuts.iter().any(meets) {
            return Cow::Borrowed(&self.text);
        }
        let mut spaced = String::with_capacity(self.text.len() + self.cuts.len());
        let mut from = 0;
        for at in self.cuts.iter().copied().filter(meets) {
            spaced.push_str(self.text.get(from..at).unwrap_or_default());
            spaced.push(' ');
            from = at;
        }
        spaced.push_str(self.text.get(from..).unwrap_or_default());
        Cow::Owned(spaced)
    }

    /// Its text, cut where inline elements start and end.
    pub(in super::super) fn pieces(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.cuts.iter().copied());
        let ends = self.cuts.iter().copied().chain([self.text.len()]);
        starts.zip(ends).filter_map(|(start, end)| self.text.get(start..end))
    }
}
