//! How far the words of an update go.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::blocks::{Block, Kind};
use super::super::page::Page;
use super::super::text::Body;
use super::label::{Form, Opening};
use crate::adapters::moment;
use crate::dates;

/// A line that is nothing but a date is no longer than this, in bytes.
const LONGEST_DATE: usize = 48;
/// Words before a label that nothing sets apart, from which on it stands behind what the post says.
const WORDS_BEFORE: usize = 40;

/// The line that brings the reader back to what the post said first.
static ORIGINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\W*(?i:(?:the )?(?:original|initial|first|previous|earlier)(?:ly)? (?:blog )?(?:post|article|message|text|statement|announcement|notice|update|story|report|entry|published|posted)|ursprüngliche (?:meldung|nachricht)|message d'origine)(?:\W*$|\s*[:(\[–—-]|\s+(?:on|from|follows|below)\b)",
    )
    .ok()
});

/// The blocks of one article, and what opens updates in them.
pub(super) struct Ground<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) body: &'a Body,
    /// By block, in order.
    pub(super) openings: Vec<(usize, Opening)>,
}

impl Ground<'_> {
    /// The block at `at`.
    pub(super) fn block(&self, at: usize) -> Option<&Block> {
        self.page.blocks.list.get(at)
    }

    /// Where the block stands in the post's text.
    pub(super) fn place(&self, at: usize) -> Option<&Range<usize>> {
        let found = self.body.places.binary_search_by_key(&at, |(block, _)| *block).ok()?;
        self.body.places.get(found).map(|(_, place)| place)
    }

    /// Whether the block is one of the article's, as its zone or the choice of the text says.
    pub(super) fn is_text(&self, at: usize) -> bool {
        self.place(at).is_some() || self.block(at).is_some_and(|block| block.zone.is_plain())
    }

    /// The blocks that the update opened at `at` holds; `None` where it is none after all: a line that rules over nothing,
    /// or that dates the whole page. `said` are the words that the post said before it.
    ///
    /// A heading rules until the next one of any level, so that a heading that moves to another level says nothing new, and
    /// so does a line of its own. A paragraph rules over those behind it where the post's words stand before it. Above
    /// them nobody can tell where they begin, unless an older update or a line says so: there a line holds the next
    /// paragraph, and a paragraph itself.
    pub(super) fn ruled(&self, at: usize, said: usize) -> Option<Range<usize>> {
        let number = self.openings.binary_search_by_key(&at, |(block, _)| *block).ok()?;
        let (_, opening) = self.openings.get(number)?;
        let next = self.openings.get(number + 1);
        let (until, end) = self.until(at, opening, next.map(|(block, _)| *block));
        if opening.form == Form::Heading {
            return Some(at..until);
        }
        let claimed = |opening: &Opening| opening.claimed.as_ref().map(moment);
        let is_told = match end {
            End::Opening => next.is_some_and(|(_, next)| {
                let (here, there) = (claimed(opening), claimed(next));
                here.is_some() && there.is_some() && there < here
            }),
            End::Original | End::Box => true,
            End::Heading | End::Text => false,
        };
        let behind = said > 0;
        let end = match opening.form {
            _ if opening.closed => at + 1,
            _ if behind || is_told => until,
            Form::Line => self.after(at, until),
            Form::Words | Form::Heading => at + 1,
        };
        let rules = opening.form == Form::Words || self.after(at, end) > at + 1;
        let stands_out = if opening.may_date_page {
            behind && opening.set_apart
        } else {
            opening.set_apart || said >= WORDS_BEFORE
        };
        (rules && (opening.form == Form::Words || stands_out)).then_some(at..end)
    }

    /// Behind the next paragraph of the article that begins before `until`; `at + 1` where there is none.
    fn after(&self, at: usize, until: usize) -> usize {
        (at + 1..until).find(|next| self.is_text(*next)).map_or(at + 1, |next| next + 1)
    }

    /// Where something else begins, and what.
    fn until(&self, at: usize, opening: &Opening, next: Option<usize>) -> (usize, End) {
        let is_heading = opening.form == Form::Heading;
        let own = self.block(at).map(|block| block.place);
        let last = self.body.range.end;
        let boxed = if is_heading { None } else { self.boxed(at) };
        for other in at + 1..last {
            let Some(block) = self.block(other) else { break };
            if next == Some(other) {
                return (other, End::Opening);
            }
            // The second line of a heading is the same heading.
            if block.level.is_some() && !(is_heading && Some(block.place) == own) {
                return (other, End::Heading);
            }
            if boxed.is_some_and(|(end, _)| end <= other) {
                break;
            }
            if !is_heading && (is_original(block) || self.is_date(block)) {
                return (other, End::Original);
            }
        }
        match boxed {
            Some((end, told)) if end < last => (end, if told { End::Box } else { End::Text }),
            _ => (last, End::Text),
        }
    }

    /// Where the box ends that the block opens, or the item of a list that it stands in, and whether that is made for
    /// one thing, such as an item or a quotation. A box that holds the line alone is none.
    fn boxed(&self, at: usize) -> Option<(usize, bool)> {
        let mut place = self.block(at)?.place;
        loop {
            let here = self.page.blocks.places.get(place)?;
            let range = here.range();
            match here.kind {
                Kind::Item | Kind::Quote | Kind::Definition | Kind::Cell => return Some((range.end, true)),
                Kind::Division if range.start == at && range.end > at + 1 => return Some((range.end, false)),
                _ if here.parent == place => return None,
                _ => place = here.parent,
            }
        }
    }

    /// Whether the block is nothing but a date, as over the entries of a log.
    fn is_date(&self, block: &Block) -> bool {
        if block.text.len() > LONGEST_DATE || !block.zone.is_plain() {
            return false;
        }
        let found = dates::find(&block.text, &self.page.context, "update-block");
        found.first().is_some_and(|date| {
            let around = [block.text.get(..date.range.start), block.text.get(date.range.end..)];
            !around.into_iter().flatten().any(|rest| rest.contains(char::is_alphanumeric))
        })
    }
}

/// What ends an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Another update.
    Opening,
    /// A heading.
    Heading,
    /// A line that says that something else begins.
    Original,
    /// The end of a box that is made for it.
    Box,
    /// The end of the text.
    Text,
}

fn is_original(block: &Block) -> bool {
    ORIGINAL.as_ref().is_some_and(|original| original.is_match(&block.text))
}
