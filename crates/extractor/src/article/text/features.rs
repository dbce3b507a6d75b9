//! What can be measured of a block: of itself, its neighbours, the elements around it and its place.
//!
//! Everything is linear in the blocks and elements of the page: sums over ranges of blocks are differences
//! of running totals.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::super::blocks::{Block, Kind, NumberHasher, Place};
use super::super::headline::Headline;
use super::super::page::Page;
use super::super::zones::Zone;
use super::phrases::phrase;

/// Numbers that are measured of each block.
pub(super) const COUNT: usize = 80;
/// What is measured of one block.
pub(super) type Features = [f32; COUNT];

/// Elements around a block that are looked at, each holding more blocks than the one before.
const AROUND: usize = 4;
/// Blocks before and behind that are looked at.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Shortest text that is a paragraph by its length, in bytes.
const LONG: usize = 80;

/// What all blocks of a page are measured by.
pub(super) struct Measure<'p, 'a> {
    page: &'p Page<'a>,
    headline: Option<usize>,
    /// Totals of all blocks before each block.
    totals: Vec<Totals>,
    own: Vec<Own>,
    /// The smallest elements that hold so much of the good text.
    holders: [Option<Place>; 3],
    /// The element whose own paragraphs are longest.
    richest: Option<usize>,
    articles: usize,
    /// Elements of a kind with more than one block, in each element.
    rows: HashMap<(usize, Kind), f32, BuildHasherDefault<NumberHasher>>,
    said: Vec<SaidBefore>,
}

/// What headings and short lines before a block say.
#[derive(Debug, Clone, Copy, Default)]
struct SaidBefore {
    heading: f32,
    heading_at: Option<usize>,
    teasers: f32,
    comments: f32,
    dates: f32,
}

/// Sums over blocks.
#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    bytes: f32,
    linked: f32,
    good: f32,
    long: f32,
    plain: f32,
}

/// What is measured of a block's own text.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    bytes: f32,
    words: f32,
    tokens: f32,
    linked: f32,
    digits: f32,
    capitals: f32,
    ends: f32,
    good: bool,
    repeated: f32,
    phrase: f32,
}

/// Shares of the good text that the holders have.
const SHARES: [f32; 3] = [0.9, 0.7, 0.51];

impl<'p, 'a> Measure<'p, 'a> {
    /// Prepares to measure the blocks of a page.
    pub(super) fn of(page: &'p Page<'a>, headline: &Headline) -> Self {
        let blocks = &page.blocks;
        let repeated = repeated(&blocks.list);
        let own: Vec<Own> = blocks
            .list
            .iter()
            .zip(repeated)
            .map(|(block, repeated)| Own { repeated, ..own(block) })
            .collect();
        let mut totals = Vec::with_capacity(own.len() + 1);
        let mut sum = Totals::default();
        totals.push(sum);
        for (block, own) in blocks.list.iter().zip(&own) {
            sum.bytes += own.bytes;
            sum.linked += own.bytes * own.linked;
            sum.good += if own.good { own.bytes } else { 0.0 };
            sum.long += if block.text.len() >= LONG { own.bytes } else { 0.0 };
            sum.plain += if block.zone.is_plain() { own.bytes } else { 0.0 };
            totals.push(sum);
        }
        let mut rows: HashMap<(usize, Kind), f32, _> = HashMap::default();
        for place in blocks.places.iter().filter(|place| place.range().len() > 1) {
            *rows.entry((place.parent, place.kind)).or_default() += 1.0;
        }
        let mut measure = Self {
            page,
            headline: headline.block,
            totals,
            said: said_before(&blocks.list, &own, headline.block),
            own,
            holders: [None; 3],
            richest: None,
            rows,
            articles: blocks.places.iter().filter(|place| place.kind == Kind::Article).count(),
        };
        for (holder, share) in SHARES.into_iter().enumerate() {
            let found = measure.holder(share);
            if let Some(place) = measure.holders.get_mut(holder) {
                *place = found;
            }
        }
        measure.richest = measure.richest();
        measure
    }

    /// The words of the block at `at`; of scripts that do not part words, its letters.
    pub(super) fn tokens(&self, at: usize) -> f32 {
        self.own.get(at).map_or(0.0, |own| own.tokens) + 0.01
    }

    /// Sums over a range of blocks.
    fn sum(&self, range: &Range<usize>) -> Totals {
        let at = |at: usize| self.totals.get(at.min(self.totals.len() - 1)).copied().unwrap_or_default();
        let (start, end) = (at(range.start), at(range.end));
        Totals {
            bytes: end.bytes - start.bytes,
            linked: end.linked - start.linked,
            good: end.good - start.good,
            long: end.long - start.long,
            plain: end.plain - start.plain,
        }
    }

    /// The smallest element that holds `share` of the good text. Those that do are inside each other.
    fn holder(&self, share: f32) -> Option<Place> {
        let least = share * self.sum(&(0..self.own.len())).good;
        self.page.blocks.places.iter().rev().find(|place| self.sum(&place.range()).good >= least).copied()
    }

    /// The element with most good text in blocks directly in it or in its paragraphs.
    fn richest(&self) -> Option<usize> {
        let places = &self.page.blocks.places;
        let mut sums: HashMap<usize, f32, BuildHasherDefault<NumberHasher>> = HashMap::default();
        for (block, own) in self.page.blocks.list.iter().zip(&self.own).filter(|(_, own)| own.good) {
            *sums.entry(section(places, block.place)).or_default() += own.bytes;
        }
        let best = sums.into_iter().reduce(|best, next| {
            let more = next.1 > best.1 || (next.1 == best.1 && next.0 < best.0);
            if more { next } else { best }
        })?;
        Some(best.0)
    }

    /// What is measured of the block at `at`.
    pub(super) fn block(&self, at: usize) -> Features {
        let mut out = Row { features: [0.0; COUNT], next: 0 };
        let blocks = &self.page.blocks;
        let (Some(block), Some(own)) = (blocks.list.get(at), self.own.get(at)) else { return out.features };
        let all = self.sum(&(0..self.own.len()));
        self.itself(&mut out, block, own);
        self.inside(&mut out, block);
        // Its place on the page.
        let before = self.sum(&(0..at));
        let distance = self.headline.map_or(0.0, |headline| at as f32 - headline as f32);
        out.push(distance.clamp(-50.0, 200.0));
        out.push(self.headline.map_or(0.0, |headline| self.sum(&(headline.min(at)..at)).bytes));
        out.push(share(before.bytes, all.bytes));
        out.push(share(before.good, all.good));
        out.push(all.good);
        out.push(all.bytes);
        out.push(share(all.good, all.bytes));
        out.push(self.own.len() as f32);
        // Its neighbours.
        for step in NEIGHBOURS {
            let near = at.checked_add_signed(step);
            let pair = near.and_then(|near| Some((blocks.list.get(near)?, self.own.get(near)?)));
            let Some((near, near_own)) = pair else {
                (0..4).for_each(|_| out.push(-1.0));
                continue;
            };
            out.push(near_own.bytes);
            out.push(near_own.linked);
            out.push(if near_own.good { 1.0 } else { 0.0 });
            let same = section(&blocks.places, near.place) == section(&blocks.places, block.place);
            out.push(if same { 1.0 } else { 0.0 });
        }
        for reach in [4, 10] {
            let window = self.sum(&(at.saturating_sub(reach)..(at + reach + 1).min(self.own.len())));
            out.push(share(window.linked, window.bytes));
            out.push(share(window.good, window.bytes));
        }
        self.around(&mut out, block, at, all);
        self.said_before(&mut out, at);
        out.features
    }

    /// How many elements beside this one are of its kind and hold more than one block: cards of teasers,
    /// comments and products stand in rows.
    fn alike(&self, place: &Place) -> f32 {
        self.rows.get(&(place.parent, place.kind)).copied().unwrap_or_default()
    }

    /// What the last heading before the block says, and the short lines since the headline.
    fn said_before(&self, out: &mut Row, at: usize) {
        let said = self.said.get(at).copied().unwrap_or_default();
        out.push(said.heading);
        out.push(said.heading_at.map_or(99.0, |heading| at as f32 - heading as f32));
        out.push(said.teasers);
        out.push(said.comments);
        let dates = |at: usize| {
            self.said.get(at.min(self.said.len().saturating_sub(1))).map_or(0.0, |said| said.dates)
        };
        out.push(dates(at + 6) - dates(at.saturating_sub(5)));
    }

    fn itself(&self, out: &mut Row, block: &Block, own: &Own) {
        out.push(own.bytes);
        out.push(own.words);
        out.push(own.linked);
        out.push(own.capitals);
        out.push(own.ends);
        out.push(own.repeated);
        out.push(own.phrase);
        out.push(f32::from(block.level.unwrap_or(0)));
        let elsewhere = Zone::NAVIGATION.with(Zone::FOOTER).with(Zone::ASIDE).with(Zone::FURNITURE);
        for zone in [elsewhere, Zone::TEASER, Zone::COMMENTS, Zone::CAPTION, Zone::SIGNATURE] {
            out.push(if block.zone.meets(zone) { 1.0 } else { 0.0 });
        }
    }

    /// The kinds and names of the elements that the block is in.
    fn inside(&self, out: &mut Row, block: &Block) {
        let places = &self.page.blocks.places;
        let (mut depth, mut words, mut nearest) = (0.0_f32, 0.0_f32, 99.0_f32);
        let mut kinds = [0.0_f32; 5];
        let own = places.get(block.place).map(|place| place.kind).unwrap_or_default();
        for place in ancestors(places, block.place) {
            let slot = match place.kind {
                Kind::Item | Kind::List => 0,
                Kind::Table | Kind::Cell => 1,
                Kind::Code => 2,
                Kind::Figure => 3,
                Kind::Main => 4,
                _ => 5,
            };
            if let Some(kind) = kinds.get_mut(slot) {
                *kind += 1.0;
            }
            if place.said.text_words > 0 {
                words += f32::from(place.said.text_words);
                nearest = depth.min(nearest);
            }
            depth += 1.0;
        }
        out.push(match own {
            Kind::Paragraph => 9.0,
            Kind::Quote => 8.0,
            Kind::Code => 7.0,
            Kind::Heading(_) => 6.0,
            Kind::Item => 5.0,
            Kind::Definition => 4.0,
            Kind::Cell | Kind::Table => 3.0,
            Kind::Division => 2.0,
            Kind::Article | Kind::Main => 1.0,
            _ => 0.0,
        });
        kinds.into_iter().for_each(|kind| out.push(kind));
        out.push(depth);
        out.push(words);
        out.push(nearest);
        out.push(self.articles as f32);
    }

    /// The elements around the block, each larger than the one before, and those that hold the text.
    fn around(&self, out: &mut Row, block: &Block, at: usize, all: Totals) {
        let places = &self.page.blocks.places;
        let mut size = 1;
        let mut found = 0;
        for place in ancestors(places, block.place) {
            let range = place.range();
            if range.len() <= size || found == AROUND {
                continue;
            }
            (size, found) = (range.len(), found + 1);
            let sum = self.sum(&range);
            out.push(share(sum.good, all.good));
            out.push(share(sum.linked, sum.bytes));
            out.push(share(sum.good, sum.bytes));
            out.push(share(sum.bytes, size as f32));
            out.push(self.alike(place));
        }
        (found..AROUND).for_each(|_| (0..5).for_each(|_| out.push(-1.0)));
        for holder in &self.holders {
            let range = holder.map(|holder| holder.range()).unwrap_or_default();
            let inside = range.contains(&at);
            out.push(if inside { 1.0 } else { 0.0 });
        }
        out.push(if Some(section(places, block.place)) == self.richest { 1.0 } else { 0.0 });
    }
}

/// A row of features that is being filled.
struct Row {
    features: Features,
    next: usize,
}

impl Row {
    fn push(&mut self, value: f32) {
        if let Some(slot) = self.features.get_mut(self.next) {
            *slot = value;
        }
        self.next += 1;
    }
}

/// What is counted of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    /// Words; of scripts that do not part words, letters.
    tokens: u32,
    /// Runs without white space.
    words: u32,
    /// Those that begin with a capital letter.
    capitals: u32,
    digits: u32,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let (mut inside, mut in_token) = (false, false);
        for c in text.chars() {
            let parts = c < '\u{2e80}' && c.is_alphanumeric();
            if c >= '\u{2e80}' && c.is_alphanumeric() || parts && !in_token {
                counts.tokens += 1;
            }
            in_token = parts;
            if c.is_whitespace() {
                inside = false;
            } else if !inside {
                inside = true;
                counts.words += 1;
                counts.capitals += u32::from(c.is_uppercase());
            }
            counts.digits += u32::from(c.is_ascii_digit());
        }
        counts
    }

    /// The same of a text that is ASCII, by its bytes and without a branch.
    fn of_ascii(text: &[u8]) -> Self {
        let mut counts = Self::default();
        let (mut outside, mut off_token) = (true, true);
        for byte in text {
            let is_letter = byte.is_ascii_alphanumeric();
            counts.tokens += u32::from(is_letter & off_token);
            off_token = !is_letter;
            // White space of `char::is_whitespace`, which knows the vertical tab and the form feed as well.
            let is_blank = matches!(byte, b' ' | 9..=13);
            counts.words += u32::from(outside & !is_blank);
            counts.capitals += u32::from(outside & byte.is_ascii_uppercase());
            outside = is_blank;
            counts.digits += u32::from(byte.is_ascii_digit());
        }
        counts
    }
}

fn own(block: &Block) -> Own {
    let text = block.text.as_str();
    let mut own = Own { bytes: text.len() as f32, phrase: phrase(text), ..Own::default() };
    let Counts { tokens, words, capitals, digits } =
        if text.is_ascii() { Counts::of_ascii(text.as_bytes()) } else { Counts::of(text) };
    own.tokens = tokens as f32;
    let last = text.trim_end_matches(['"', '”', '’', ')', '»', '“', ' ']).chars().next_back();
    own.ends = match last {
        Some('.' | '!' | '?' | '。' | '…' | '！' | '？') => 2.0,
        Some(':' | ';' | ',') => 1.0,
        _ => 0.0,
    };
    own.words = words as f32;
    own.capitals = share(capitals as f32, words as f32);
    own.digits = share(digits as f32, text.len() as f32);
    own.linked = share(block.linked as f32, text.len() as f32);
    own.good = block.zone.is_of_article()
        && own.linked < 0.3
        && (text.len() >= LONG || (text.len() >= LONG / 2 && own.ends == 2.0));
    own
}

/// For each block what stands before it.
fn said_before(blocks: &[Block], own: &[Own], headline: Option<usize>) -> Vec<SaidBefore> {
    let mut said = SaidBefore::default();
    let mut all = Vec::with_capacity(blocks.len() + 1);
    for (at, (block, own)) in blocks.iter().zip(own).enumerate() {
        all.push(said);
        if headline == Some(at) {
            said = SaidBefore { dates: said.dates, ..SaidBefore::default() };
        }
        if block.level.is_some() {
            (said.heading, said.heading_at) = (own.phrase, Some(at));
        }
        if block.text.len() < 50 {
            said.teasers += f32::from(u8::from(own.phrase == 2.0));
            said.comments += f32::from(u8::from(own.phrase == 5.0));
            said.dates += f32::from(u8::from(own.digits > 0.0 && has_year_or_ago(&block.text)));
        }
    }
    all.push(said);
    all
}

/// How often the text of each block stands on the page.
fn repeated(blocks: &[Block]) -> Vec<f32> {
    let text = |at: &usize| blocks.get(*at).map(|block| block.text.as_str());
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_unstable_by(|a, b| text(a).cmp(&text(b)));
    let mut counts = vec![1.0; blocks.len()];
    for equal in order.chunk_by(|a, b| text(a) == text(b)).filter(|equal| equal.len() > 1) {
        for at in equal {
            if let Some(count) = counts.get_mut(*at) {
                *count = equal.len() as f32;
            }
        }
    }
    counts
}

/// Whether a short line may be a date: it holds a year, or says how long ago.
fn has_year_or_ago(text: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    text.split(|c: char| !c.is_alphanumeric()).any(|word| is_year(word) || word == "ago" || word == "vor")
}

/// So many elements around a block are looked at, so that deep pages cost no more than long ones.
const DEEP: usize = 64;

/// The elements around a place, itself first.
fn ancestors(places: &[Place], place: usize) -> impl Iterator<Item = &Place> {
    let mut next = Some(place);
    std::iter::from_fn(move || {
        let at = next?;
        let place = places.get(at)?;
        next = (place.parent != at).then_some(place.parent);
        Some(place)
    })
    .take(DEEP)
}

/// The element that a paragraph, an item or an inline element stands in.
fn section(places: &[Place], place: usize) -> usize {
    let mut at = place;
    for _ in 0..DEEP {
        let Some(place) = places.get(at) else { break };
        let is_part = !matches!(place.kind, Kind::Division | Kind::Article | Kind::Main | Kind::Header);
        if !is_part || place.parent == at {
            return at;
        }
        at = place.parent;
    }
    at
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_counted_as_any_other() {
        for text in ["", " ", "Two words", "a\tb\x0bc\x0cD  E-f 2014, x", "\x1cA\x1f b", "(c) 2014 Acme Inc."]
        {
            assert_eq!(Counts::of_ascii(text.as_bytes()), Counts::of(text), "{text:?}");
        }
    }
}
