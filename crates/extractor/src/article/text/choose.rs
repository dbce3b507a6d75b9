//! The choice of blocks: those that together are most like the article's text, neither less nor more.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::super::headline::Headline;
use super::super::page::{Page, fold, key};
use super::features::{Features, Measure};
use super::model::likelihoods;

/// The main text.
pub(in super::super) struct Body {
    /// Its blocks, one a line.
    pub(in super::super) text: String,
    /// The blocks of the page that it was read from.
    pub(in super::super) range: Range<usize>,
    /// Where which block stands in the text, in bytes, in order.
    pub(in super::super) places: Vec<(usize, Range<usize>)>,
}

/// Least share of the letters of a declared text that the page must show, for its own words to be read.
const MIN_SHARE: f64 = 0.35;

/// The main text of a page.
pub(in super::super) fn body(page: &Page<'_>, headline: &Headline) -> Body {
    let title = headline.text.as_deref().map(key).unwrap_or_default();
    let measure = Measure::of(page, headline);
    let blocks = 0..page.blocks.list.len();
    let blocks: Vec<usize> = blocks.filter(|at| !is_headline(page, headline, &title, *at)).collect();
    let mut rows: Vec<(usize, f32, f32)> = Vec::with_capacity(blocks.len());
    for some in blocks.chunks(64) {
        let measured: Vec<Features> = some.iter().map(|at| measure.block(*at)).collect();
        let likely = some.iter().zip(likelihoods(&measured));
        rows.extend(likely.map(|(at, likelihood)| (*at, likelihood, measure.tokens(*at))));
    }
    let chosen = likeliest(&mut rows);
    let mut text = String::new();
    let mut places = Vec::with_capacity(chosen.len());
    for (at, block) in chosen.iter().filter_map(|at| Some((*at, page.blocks.list.get(*at)?))) {
        if !places.is_empty() {
            text.push('\n');
        }
        places.push((at, text.len()..text.len() + block.text.len()));
        text.push_str(&block.text);
    }
    let range = match (chosen.first(), chosen.last()) {
        (Some(first), Some(last)) => *first..last + 1,
        _ => 0..page.blocks.list.len(),
    };
    match declared(page) {
        // The text is loaded by a script, and the page shows at most its first lines.
        Some(declared) if (letters(&text) as f64) < MIN_SHARE * letters(&declared) as f64 => {
            Body { places: lines_shown(page, &range, &declared), text: declared, range }
        }
        _ => Body { text, range, places },
    }
}

/// The blocks whose choice has the highest F-measure to be expected, in the order of the page: with the
/// likelihood `p` and the length `l` of each, that of the `n` likeliest is
/// `2·Σₙ p·l / (Σₙ l + Σ p·l)`.
fn likeliest(rows: &mut [(usize, f32, f32)]) -> Vec<usize> {
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let expected: f32 = rows.iter().map(|(_, likelihood, length)| likelihood * length).sum();
    let (mut right, mut given, mut best, mut count) = (0.0_f32, 0.0_f32, 0.0_f32, 0_usize);
    for (at, (_, likelihood, length)) in rows.iter().enumerate() {
        right += likelihood * length;
        given += length;
        let measure = 2.0 * right / (given + expected);
        if measure > best {
            (best, count) = (measure, at + 1);
        }
    }
    let mut chosen: Vec<usize> = rows.iter().take(count).map(|(at, ..)| *at).collect();
    chosen.sort_unstable();
    chosen
}

/// The headline is the title, not the text.
fn is_headline(page: &Page<'_>, headline: &Headline, title: &str, at: usize) -> bool {
    let first = page.blocks.list.get(at).filter(|block| block.level == Some(1));
    Some(at) == headline.block || first.is_some_and(|block| key(&block.text) == title)
}

/// The text that the page's JSON-LD declares, one paragraph a line.
fn declared(page: &Page<'_>) -> Option<String> {
    let body = page.articles().first()?.node.get("articleBody")?.as_str()?;
    let body = crate::adapters::unescape(body);
    // Some declare it with its tags.
    if body.contains("</") || body.contains("<br") {
        return None;
    }
    let lines: Vec<String> = body.lines().map(fold).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Which lines of a declared text the page shows, in order.
fn lines_shown(page: &Page<'_>, range: &Range<usize>, declared: &str) -> Vec<(usize, Range<usize>)> {
    let mut lines: HashMap<&str, VecDeque<usize>> = HashMap::new();
    let mut start = 0;
    for line in declared.split('\n') {
        lines.entry(line).or_default().push_back(start);
        start += line.len() + 1;
    }
    let mut shown: Vec<(usize, Range<usize>)> = Vec::new();
    for at in range.clone() {
        let Some(block) = page.blocks.list.get(at) else { continue };
        let Some(start) = lines.get_mut(block.text.as_str()).and_then(VecDeque::pop_front) else { continue };
        if shown.last().is_none_or(|(_, before)| before.end <= start) {
            shown.push((at, start..start + block.text.len()));
        }
    }
    shown
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Every block of a page with its measures, for those who fit the model.
pub(in super::super) fn measured(page: &Page<'_>, headline: &Headline) -> Vec<(String, Vec<f32>)> {
    let measure = Measure::of(page, headline);
    let title = headline.text.as_deref().map(key).unwrap_or_default();
    let blocks = page.blocks.list.iter().enumerate();
    let others = blocks.filter(|(at, _)| !is_headline(page, headline, &title, *at));
    others.map(|(at, block)| (block.text.clone(), measure.block(at).to_vec())).collect()
}
