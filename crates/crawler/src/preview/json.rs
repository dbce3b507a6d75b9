//! What was read, as one JSON object: the form of `trail extract` with the rule and the place of each value.

use extractor::output::{stamp, to_json};
use model::{Byline, Candidate, Entry, Post, Span, Stamp, Update};
use serde_json::{Value, json};

use super::place::{near, place};
use super::read::Preview;

/// Posts and entries beyond this number get no place searched for: each search reads the whole document.
const MOST_PLACED: usize = 500;

/// The object.
pub fn json(preview: &Preview) -> Value {
    let found = &preview.extraction;
    let whole = to_json("", found);
    let fetched = preview.fetched.as_ref().map(|it| {
        json!({
            "asked": it.asked.as_str(),
            "moves": it.moves.iter().map(url::Url::as_str).collect::<Vec<_>>(),
            "came_to": it.words,
            "status": it.status,
            "content_type": it.content_type,
            "bytes": it.size,
            "robots_line": it.robots_line,
        })
    });
    let links: Vec<Value> =
        found.links.iter().map(|link| json!({ "url": link.url, "rel": link.rel.as_str() })).collect();
    let placed = |index, values: [Option<&str>; 3]| Placed::of(preview, index < MOST_PLACED, &values);
    let posts = found
        .posts
        .iter()
        .enumerate()
        .map(|(at, it)| placed(at, [Some(&it.key), it.url.as_deref(), it.title.as_deref()]).post(it));
    let entries =
        found.entries.iter().enumerate().map(|(at, it)| {
            placed(at, [it.id.as_deref(), it.link.as_deref(), it.title.as_deref()]).entry(it)
        });
    json!({
        "url": preview.url.as_str(),
        "source_kind": preview.kind.as_str(),
        "fetched": fetched,
        "kind": found.kind.as_str(),
        "adapter": found.adapter,
        "posts": posts.collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
        "links": links,
        "records": whole["records"],
        "security_txt": whole["security_txt"],
        "ids": whole["ids"],
        "notes": whole["notes"],
    })
}

/// Gives each value its rule and its place.
#[derive(Clone, Copy)]
struct Placed<'a> {
    preview: &'a Preview,
    searched: bool,
    /// Where the post or entry stands.
    anchor: Option<usize>,
}

impl<'a> Placed<'a> {
    fn of(preview: &'a Preview, searched: bool, values: &[Option<&str>]) -> Self {
        let find = |value: &&str| place(&preview.text, value);
        let anchor = values.iter().flatten().filter(|_| searched).find_map(find).map(|span| span.start);
        Self { preview, searched, anchor }
    }

    fn span(self, value: &str) -> Option<Span> {
        self.searched.then(|| near(&self.preview.text, value, self.anchor)).flatten()
    }

    /// A value that the adapter read.
    fn text(self, value: Option<&str>) -> Value {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Value::Null };
        let span = self.span(value).map(|span| [span.start, span.end]);
        json!({ "value": value, "source": self.preview.extraction.adapter, "span": span })
    }

    fn time(self, time: Option<&Stamp>) -> Value {
        let Some(time) = time else { return Value::Null };
        let mut with_place = time.clone();
        with_place.span = time.span.or_else(|| self.span(&time.raw));
        stamp(&with_place)
    }

    fn author(self, byline: &Byline) -> Value {
        json!({
            "name": byline.name,
            "kind": byline.kind.as_str(),
            "job_title": byline.job_title,
            "source": byline.source,
            "span": self.span(&byline.name).map(|span| [span.start, span.end]),
        })
    }

    fn post(self, post: &Post) -> Value {
        let loser = |it: &Candidate| json!({ "role": it.role.as_str(), "time": self.time(Some(&it.stamp)) });
        json!({
            "key": post.key,
            "url": post.url,
            "kind": post.kind.as_str(),
            "title": self.text(post.title.as_deref()),
            "published": self.time(post.published.as_ref()),
            "updated": self.time(post.updated.as_ref()),
            "not_chosen": post.candidates.iter().filter(|it| !it.chosen).map(loser).collect::<Vec<_>>(),
            "authors": post.authors.iter().map(|it| self.author(it)).collect::<Vec<_>>(),
            "language": post.language,
            "text": self.text(Some(&post.text)),
            "updates": post.updates.iter().map(|it| self.update(it)).collect::<Vec<_>>(),
            "ids": post.identifiers.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(),
        })
    }

    fn update(self, update: &Update) -> Value {
        json!({
            "id": update.key,
            "status": update.status,
            "claimed": self.time(update.claimed.as_ref()),
            "recorded": self.time(update.recorded.as_ref()),
            "edited": self.time(update.edited.as_ref()),
            "text": self.text(Some(&update.text)),
            "authors": update.authors.iter().map(|it| self.author(it)).collect::<Vec<_>>(),
        })
    }

    fn entry(self, entry: &Entry) -> Value {
        let author = |it: &model::EntryAuthor| json!({ "name": it.name, "email": it.email });
        json!({
            "id": entry.id,
            "link": entry.link,
            "title": self.text(entry.title.as_deref()),
            "published": self.time(entry.published.as_ref()),
            "updated": self.time(entry.updated.as_ref()),
            "authors": entry.authors.iter().map(author).collect::<Vec<_>>(),
        })
    }
}
