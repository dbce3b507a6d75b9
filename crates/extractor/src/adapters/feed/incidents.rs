//! The feed of a status page: each entry is an incident, its content the updates:
//! `<p><small>DATE</small><br><strong>STATUS</strong> - text</p>`. The date has no year. Statuspage and
//! LambStatus put the newest first; Instatus does so in Atom and not in RSS, where it escapes them twice.

use std::borrow::Cow;

use model::{Entry, Post, Stamp, StampRole, Update};
use scraper::ElementRef;

use super::shape::{Feed, Item};
use super::{events, latest};
use crate::adapters::statement::{POST_LIMIT, concern, context, incident, moment};
use crate::adapters::statuspage::{AHEAD, Block, anchored, oldest_first, updates, updates_since};
use crate::adapters::ulid;
use crate::adapters::xml::unescape;
use crate::dates::DateContext;
use crate::document::Document;

/// What a feed of a status page says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The platform, where the shape tells it.
    pub platform: Option<&'static str>,
    /// The incidents, as the feed orders them.
    pub posts: Vec<Post>,
}

/// The incidents of a status feed; none where it is another feed.
pub(super) fn read(feed: &Feed, document: &Document<'_>) -> Said {
    // One look at the markup tells most feeds apart without parsing it.
    let marked =
        |item: &&Item| content(&item.entry).is_some_and(|html| BLOCK.iter().any(|mark| html.contains(mark)));
    if feed.items.iter().filter(marked).count() * 2 <= feed.items.len() {
        let found = latest::read(feed).or_else(|| events::read(feed, document));
        return found.unwrap_or_default();
    }
    let around =
        Around { dates: context(document), platform: platform(feed), timed_ids: timed_ids(feed, document) };
    let whole = feed.items.iter().filter(|item| !item.cut).take(POST_LIMIT);
    let posts = whole
        .filter_map(|item| {
            let mut post = around.post(&item.entry)?;
            post.language.clone_from(&feed.head.language);
            Some(post)
        })
        .collect();
    Said { platform: Some(around.platform), posts }
}

/// How a block begins, as markup and escaped once more.
const BLOCK: [&str; 2] = ["<small>", "&lt;small&gt;"];

/// How Instatus writes the type of an event, as markup and escaped once more.
const TYPE: [&str; 2] = ["<strong>Type:</strong>", "&lt;strong&gt;Type:&lt;/strong&gt;"];

/// Which platform writes such a feed. Instatus alone states the type of each event; LambStatus alone writes
/// years.
fn platform(feed: &Feed) -> &'static str {
    let contents = || feed.items.iter().filter_map(|item| content(&item.entry));
    if contents().any(|html| TYPE.iter().any(|mark| html.contains(mark))) {
        return "instatus";
    }
    let first = contents().find_map(|html| blocks(html).0.into_iter().next());
    let year = first.is_some_and(|block| {
        let mut words = block.date().split(|c: char| !c.is_ascii_digit());
        words.any(|word| word.len() == 4)
    });
    if year { "lambstatus" } else { "statuspage" }
}

/// Whether the ids of a feed hold times: where one of them does not, none does.
fn timed_ids(feed: &Feed, document: &Document<'_>) -> bool {
    let dates = context(document);
    feed.items.iter().filter_map(|item| id(&item.entry)).all(|id| ulid::recorded_cuid(id, &dates).is_some())
}

/// The id of an incident: the end of its address.
fn id(entry: &Entry) -> Option<&str> {
    entry.link.as_deref()?.trim_end_matches('/').rsplit('/').next()
}

/// The blocks in a piece of HTML, in its order, and the services that it names before them.
fn blocks(html: &str) -> (Vec<Block>, Vec<String>) {
    // Instatus writes its blocks as text inside CDATA.
    let html = if html.contains(BLOCK[0]) { Cow::Borrowed(html) } else { unescape(html) };
    let Some(tree) = crate::body::parse_html(&html) else { return Default::default() };
    let mut blocks: Vec<Block> = Vec::new();
    let mut components = Vec::new();
    let body = tree.root_element().children().filter_map(ElementRef::wrap);
    for node in body.flat_map(|part| part.children()) {
        let Some(element) = ElementRef::wrap(node) else {
            if let (Some(last), Some(characters)) = (blocks.last_mut(), node.value().as_text()) {
                last.extend_characters(characters);
            }
            continue;
        };
        let begun = Some(element).filter(|element| element.value().name() == "p").and_then(Block::read);
        let begun = begun.filter(Block::has_status);
        match (begun, blocks.last_mut()) {
            (Some(block), _) => blocks.push(block),
            // A list or a second paragraph closes the first one, and still belongs to it.
            (None, Some(last)) => last.extend(element),
            (None, None) => {
                let words: String = element.text().collect();
                if let Some(named) = words.trim().strip_prefix("Affected Components:") {
                    components.extend(
                        named.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned),
                    );
                }
            }
        }
    }
    (blocks, components)
}

/// What holds for all entries of a feed.
struct Around {
    dates: DateContext,
    platform: &'static str,
    timed_ids: bool,
}

impl Around {
    fn post(&self, entry: &Entry) -> Option<Post> {
        let key = entry.link.clone().or_else(|| entry.id.clone())?;
        let (blocks, components) = blocks(content(entry)?);
        let mut updates = self.updates(blocks, entry);
        if updates.is_empty() {
            return None;
        }
        concern(&mut updates, &components);
        // The id of the incident is made with its first update.
        if let (Some(first), true) = (updates.first_mut(), self.timed_ids && self.platform == "instatus") {
            first.recorded = id(entry).and_then(|id| ulid::recorded_cuid(id, &self.dates));
        }
        let roles = [(StampRole::Published, &entry.published), (StampRole::Edited, &entry.updated)];
        let given = roles.into_iter().filter_map(|(role, stamp)| Some((role, stamp.clone()?))).collect();
        Some(incident(key, entry.link.clone(), entry.title.clone(), updates, given))
    }

    /// Whether an entry that was `published` with its first block goes on from there: by its days, and by what it says
    /// of the incident, since the end of one that lasted for ten months has a day before that of its beginning.
    fn goes_on(&self, blocks: &[Block], published: &Stamp) -> bool {
        let stage = |block: Option<&Block>| block.and_then(Block::stage);
        let (first, last) = (stage(blocks.first()), stage(blocks.last()));
        let forward = matches!((first, last), (Some(first), Some(last)) if first < last);
        forward && oldest_first(blocks, &self.dates.until(moment(published).checked_add_signed(AHEAD)))
    }

    /// The updates, oldest first. The time of a Statuspage entry is that of its newest update (the time of its
    /// last edit may be months later); that of an Instatus entry in RSS is that of the oldest.
    fn updates(&self, blocks: Vec<Block>, entry: &Entry) -> Vec<Update> {
        const SOURCE: &str = "status-feed:small";
        let (published, updated) = (entry.published.as_ref(), entry.updated.as_ref());
        let mut context = self.dates;
        if self.platform == "instatus" {
            let within_a_year = || moment(published?).checked_add_signed(AHEAD);
            context = context.until(updated.map(moment).or_else(within_a_year));
            if let (Some(start), true) = (published, oldest_first(&blocks, &context)) {
                return updates_since(blocks, moment(start), context, SOURCE);
            }
            return updates(blocks, context, SOURCE);
        }
        match published {
            Some(published) if self.goes_on(&blocks, published) => {
                updates_since(blocks, moment(published), context, SOURCE)
            }
            Some(published) => anchored(blocks, published, context, SOURCE),
            None => updates(blocks, context.until(updated.map(moment)), SOURCE),
        }
    }
}

/// What an entry says: its content, or else its summary.
pub(super) fn content(entry: &Entry) -> Option<&str> {
    entry.content.as_deref().or(entry.summary.as_deref())
}
