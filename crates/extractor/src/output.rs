//! The JSON form of an extraction: what `trail extract` prints, one object a document. It is an
//! interface; fields are added, never renamed or given another meaning.
//!
//! | field | value |
//! |---|---|
//! | `id` | the caller's id of the document |
//! | `kind` | `article`, `listing`, `feed`, `sitemap`, `status`, `advisory`, `record`, `robots`, `security-txt`, or `unparsed` where nothing was read |
//! | `adapter` | the reader that the document's shape chose; empty where none did |
//! | `platform` | the platform of a status page, such as `statuspage` or `incident-io`, by its shape, or null |
//! | `title` | the headline, without the site's name; null where there is none, or more than one post |
//! | `text` | the main text: blocks separated by a line break; null as `title` |
//! | `language` | ISO 639-1 code of the text, or null |
//! | `published` | when the provider says that it was published: a stamp, or null |
//! | `published_day` | the calendar day of `published` where its readers are: its local day, but where that is of UTC and the page or its address names the day beside it, that day |
//! | `updated` | when the provider says that it was last updated: a stamp, or null |
//! | `candidates` | every time that was found for `published` or `updated`, losers too: `{"role", "chosen", "stamp"}` |
//! | `authors` | who signed it, see below |
//! | `attributions` | whom the text lets speak, see below |
//! | `updates` | the dated statements inside it (update blocks, the entries of a status incident), oldest first; of a document with several posts, those of all |
//! | `feed` | what a feed says of itself, see below; null where the document is none |
//! | `entries` | what a feed or an index says of its posts; of a document with several posts and no entries of its own, the posts |
//! | `links` | the absolute addresses that it leads to: posts, feeds, sitemaps, pages of a listing |
//! | `security_txt` | of a security.txt: `{fields: [{name, value}], signed, expires, findings}`; else null |
//! | `records` | what records of flaws say happened when, see below |
//! | `ids` | the CVE and GHSA ids in title and text, canonical spelling, each once |
//! | `notes` | what could not be read: `code: what happened` |
//!
//! A **stamp** is `{"raw", "instant", "local", "offset", "zone", "precision", "certainty", "source", "span"}`:
//!
//! | field | value |
//! |---|---|
//! | `raw` | the time as written |
//! | `instant` | UTC, `2014-04-08T21:32:00Z`; null where the zone is unknown or less than an hour is given; the most probable one where it is ambiguous |
//! | `local` | the time as written, in its own zone and to its own precision, ISO 8601 without offset: `2014-04-08`, `2014-04-08T14:32` |
//! | `offset` | `-07:00`, or null where it is unknown |
//! | `zone` | the zone as written (`PDT`) or implied (`America/Los_Angeles`), or null |
//! | `precision` | `year`, `month`, `day`, `hour`, `minute`, `second`, `millisecond` |
//! | `certainty` | `stated`; `inferred` where a part is taken from the surroundings; `ambiguous` where it can be read in two ways |
//! | `source` | the rule and place that it was read from, such as `json-ld:datePublished` |
//! | `span` | `[start, end]`, the bytes of the decoded document that hold `raw`, or null |
//!
//! An **author** is `{"name", "kind", "job_title", "seniority", "function", "source", "title_source",
//! "title_span"}`: `kind` is `person` or `organisation`; `title_source` and `title_span` say where the title
//! stands; `job_title` is as written in this document, or null; `seniority` is `c-level`, `vp`,
//! `director`, `manager`, `individual`, `team` or `unstated`; `function` is `executive`, `security`,
//! `operations`, `engineering`, `communications`, `product`, `legal`, `support` or `unstated`.
//!
//! An **attribution** is `{"name", "job_title", "seniority", "function", "organisation", "source", "span", "title_span"}`: a
//! person who speaks in the text and does not sign it; `organisation` is what stands with the title, or null.
//!
//! An **update** is `{"post", "id", "status", "claimed", "recorded", "edited", "text", "authors",
//! "components", "backdated"}`: `post` is the identity of the post (the incident) that it belongs to; `id`
//! is the platform's id, or the claimed time and status where there is none; `status` is as written, or
//! null; `claimed`, `recorded` (when the platform's record was made) and `edited` are stamps or null;
//! `components` are the services that it names; `backdated` says whether the claimed time lies more than
//! five minutes before the recorded one, null where one of the two is not known or bounds nothing.
//!
//! An **entry** is `{"title", "link", "id", "published", "updated", "authors", "summary", "content"}`: times
//! are stamps or null, authors are `{"name", "email"}`, `summary` and `content` are as they stand in the
//! feed (they may be HTML), or null.
//!
//! A **feed** is `{"title", "subtitle", "link", "id", "published", "updated", "authors", "language"}`, each as in an
//! entry.
//!
//! A **record** is `{"id", "authority", "kind", "trust", "label", "time"}`: `kind` is `reserved`, `discovered`,
//! `public`, `listed`, `changed`, `withdrawn`, `fix`, `exploited` or `mentioned`; `trust` is `stated`, `bookkeeping`
//! (the time of the record, not of the flaw) or `bound` (then or earlier); `time` is a stamp.

use std::collections::{BTreeMap, HashSet};

use chrono::{NaiveDate, SecondsFormat, Timelike};
use model::{
    Attribution, Byline, Candidate, Certainty, Entry, EntryAuthor, Extraction, FeedHead, Post, Precision,
    RecordEvent, SecurityTxt, Stamp, StampRole, Update,
};
use serde_json::{Value, json};

/// The JSON object of one document, under the caller's `id`.
pub fn to_json(id: &str, extraction: &Extraction) -> Value {
    let posts = extraction.posts.as_slice();
    let only = if let [post] = posts { Some(post) } else { None };
    let listed: Vec<Value> = match (extraction.entries.as_slice(), posts) {
        ([], [_, _, ..]) => posts.iter().map(post_as_entry).collect(),
        (entries, _) => entries.iter().map(entry).collect(),
    };
    let notes: Vec<String> =
        extraction.notes.iter().map(|note| format!("{}: {}", note.code, note.detail)).collect();
    json!({
        "id": id,
        "kind": extraction.kind.as_str(),
        "adapter": extraction.adapter,
        "platform": extraction.platform,
        "title": only.and_then(|post| post.title.as_deref()),
        "text": only.map(|post| post.text.as_str()),
        "language": only.and_then(|post| post.language.as_deref()),
        "published": only.and_then(|post| post.published.as_ref()).map(stamp),
        "published_day": only.and_then(published_day).map(|day| day.to_string()),
        "updated": only.and_then(|post| post.updated.as_ref()).map(stamp),
        "candidates": only.map(|post| post.candidates.iter().map(candidate).collect::<Vec<_>>()).unwrap_or_default(),
        "authors": only.map(|post| authors(&post.authors)).unwrap_or_default(),
        "attributions": only.map(|post| attributions(&post.attributions)).unwrap_or_default(),
        "updates": updates(posts),
        "feed": extraction.feed.as_ref().map(feed),
        "entries": listed,
        "links": extraction.links.iter().map(|link| link.url.as_str()).collect::<Vec<_>>(),
        "ids": ids(posts),
        "security_txt": extraction.security_txt.as_ref().map(security_txt),
        "records": extraction.records.iter().map(record).collect::<Vec<_>>(),
        "notes": notes,
    })
}

/// A stamp as JSON.
pub fn stamp(stamp: &Stamp) -> Value {
    json!({
        "raw": stamp.raw,
        "instant": stamp.instant().map(|instant| {
            let fraction = match instant.timestamp_subsec_millis() {
                0 => SecondsFormat::Secs,
                _ => SecondsFormat::Millis,
            };
            instant.to_rfc3339_opts(fraction, true)
        }),
        "local": stamp.local_iso(),
        "offset": stamp.offset_iso(),
        "zone": stamp.zone,
        "precision": stamp.precision.as_str(),
        "certainty": stamp.certainty.as_str(),
        "source": stamp.source,
        "span": stamp.span.map(|span| [span.start, span.end]),
    })
}

fn candidate(candidate: &Candidate) -> Value {
    json!({"role": candidate.role.as_str(), "chosen": candidate.chosen, "stamp": stamp(&candidate.stamp)})
}

/// See `published_day` above. A day beside the one of UTC is believed where the hour allows it: offsets go from
/// -12:00 to +14:00.
fn published_day(post: &Post) -> Option<NaiveDate> {
    let published = post.published.as_ref().filter(|stamp| stamp.precision >= Precision::Day)?;
    let day = published.local.date();
    if published.precision == Precision::Day || published.offset_s != Some(0) {
        return Some(day);
    }
    let shown = |candidate: &&Candidate| {
        let stamp = &candidate.stamp;
        candidate.role == StampRole::Published
            && stamp.precision >= Precision::Day
            && stamp.certainty != Certainty::Ambiguous
            && (stamp.certainty == Certainty::Stated || names_year(stamp))
            && ["line:", "label:", "url:", "time:", "text:"].iter().any(|rule| stamp.source.starts_with(rule))
            && stamp.offset_s != Some(0)
    };
    let days: Vec<NaiveDate> =
        post.candidates.iter().filter(shown).map(|candidate| candidate.stamp.local.date()).collect();
    let hour = published.local.hour();
    let before = day.pred_opt().filter(|day| hour < 12 && days.contains(day));
    let after = day.succ_opt().filter(|day| hour >= 10 && days.contains(day));
    if days.contains(&day) { Some(day) } else { before.or(after).or(Some(day)) }
}

/// Whether the words have digits of the year: a year that was borrowed from the markup bears no witness beside it.
fn names_year(stamp: &Stamp) -> bool {
    stamp.raw.contains(&stamp.local.format("%y").to_string())
}

fn authors(bylines: &[Byline]) -> Vec<Value> {
    let author = |byline: &Byline| {
        json!({
            "name": byline.name,
            "kind": byline.kind.as_str(),
            "job_title": byline.job_title,
            "seniority": byline.seniority.as_str(),
            "function": byline.function.as_str(),
            "source": byline.source,
            "title_source": byline.title_source,
            "title_span": byline.title_span.map(|span| [span.start, span.end]),
        })
    };
    bylines.iter().map(author).collect()
}

fn attributions(attributions: &[Attribution]) -> Vec<Value> {
    let one = |it: &Attribution| {
        json!({
            "name": it.name,
            "job_title": it.job_title,
            "seniority": it.seniority.as_str(),
            "function": it.function.as_str(),
            "organisation": it.organisation,
            "source": it.source,
            "span": it.span.map(|span| [span.start, span.end]),
            "title_span": it.title_span.map(|span| [span.start, span.end]),
        })
    };
    attributions.iter().map(one).collect()
}

/// The updates of all posts, oldest first within each; of equal ids within a post, the last one.
fn updates(posts: &[Post]) -> Vec<Value> {
    let mut listed = Vec::new();
    for post in posts {
        let newest: BTreeMap<&str, usize> =
            post.updates.iter().enumerate().map(|(at, update)| (update.key.as_str(), at)).collect();
        let kept = post
            .updates
            .iter()
            .enumerate()
            .filter(|(at, update)| newest.get(update.key.as_str()) == Some(at));
        listed.extend(kept.map(|(_, update)| one_update(&post.key, update)));
    }
    listed
}

fn one_update(post: &str, update: &Update) -> Value {
    // Of a time that bounds nothing nobody knows whether it lies before another.
    let is_known = |time: &Option<model::Stamp>| time.as_ref().is_some_and(|time| time.bounds().is_some());
    let both = is_known(&update.claimed) && is_known(&update.recorded);
    json!({
        "post": post,
        "id": update.key,
        "status": update.status,
        "claimed": update.claimed.as_ref().map(stamp),
        "recorded": update.recorded.as_ref().map(stamp),
        "edited": update.edited.as_ref().map(stamp),
        "text": update.text,
        "authors": authors(&update.authors),
        "components": update.components,
        "backdated": both.then(|| update.backdated_by().is_some()),
    })
}

fn feed(head: &FeedHead) -> Value {
    json!({
        "title": head.title,
        "subtitle": head.subtitle,
        "link": head.link,
        "id": head.id,
        "published": head.published.as_ref().map(stamp),
        "updated": head.updated.as_ref().map(stamp),
        "authors": named(&head.authors),
        "language": head.language,
    })
}

fn named(authors: &[EntryAuthor]) -> Vec<Value> {
    authors.iter().map(|author| json!({ "name": author.name, "email": author.email })).collect()
}

fn entry(entry: &Entry) -> Value {
    json!({
        "title": entry.title,
        "link": entry.link,
        "id": entry.id,
        "published": entry.published.as_ref().map(stamp),
        "updated": entry.updated.as_ref().map(stamp),
        "authors": named(&entry.authors),
        "summary": entry.summary,
        "content": entry.content,
    })
}

fn post_as_entry(post: &Post) -> Value {
    let author = |byline: &Byline| json!({ "name": byline.name, "email": null });
    json!({
        "title": post.title,
        "link": post.url,
        "id": post.key,
        "published": post.published.as_ref().map(stamp),
        "updated": post.updated.as_ref().map(stamp),
        "authors": post.authors.iter().map(author).collect::<Vec<_>>(),
        "summary": null,
        "content": post.text,
    })
}

fn security_txt(file: &SecurityTxt) -> Value {
    let findings = file.findings.iter().map(|note| format!("{}: {}", note.code, note.detail));
    json!({
        "fields": file.fields.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        "signed": file.signed,
        "expires": file.expires.as_ref().map(stamp),
        "findings": findings.collect::<Vec<_>>(),
    })
}

fn record(event: &RecordEvent) -> Value {
    json!({
        "id": event.identifier,
        "authority": event.authority,
        "kind": event.kind.as_str(),
        "trust": event.trust.as_str(),
        "label": event.label,
        "time": stamp(&event.time),
    })
}

/// Each id once, in the order of its first appearance.
fn ids(posts: &[Post]) -> Vec<&str> {
    let mut known = HashSet::new();
    let all = posts.iter().flat_map(|post| &post.identifiers).map(|identifier| identifier.id.as_str());
    all.filter(|id| known.insert(*id)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Input, extract, output};
    use url::Url;

    fn json(html: &str) -> serde_json::Value {
        let url = Url::parse("https://www.example.com/blog/heartbleed").unwrap();
        let input = Input {
            url: &url,
            content_type: Some("text/html"),
            content_encoding: None,
            last_modified: None,
            body: html.as_bytes(),
            fetched_at: None,
            role: None,
            source: None,
            link_selector: None,
        };
        output::to_json("7", &extract(input))
    }

    #[test]
    fn a_post_fills_all_its_fields() {
        let page = r#"<html lang="en-US"><title>Patched | Example</title><article><h1>Patched</h1>
            <p>Posted 2014-04-08T14:32:00-07:00 by Ada Example, Chief Security Officer</p>
            <p>All our servers run a fixed OpenSSL since noon, so CVE-2014-0160 is closed for us.</p></article>"#;
        let found = json(page);
        assert_eq!(found["id"], "7");
        assert_eq!(found["kind"], "article");
        assert_eq!(found["title"], "Patched");
        assert_eq!(found["published"]["instant"], "2014-04-08T21:32:00Z");
        assert_eq!(found["published"]["local"], "2014-04-08T14:32:00");
        assert_eq!(found["published"]["offset"], "-07:00");
        let span = &found["published"]["span"];
        let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
        assert_eq!(&page[start..end], "2014-04-08T14:32:00-07:00");
        assert_eq!(found["authors"][0]["name"], "Ada Example");
        assert_eq!(found["authors"][0]["kind"], "person");
        assert_eq!(found["authors"][0]["job_title"], "Chief Security Officer");
        assert_eq!(found["authors"][0]["seniority"], "c-level");
        assert_eq!(found["authors"][0]["function"], "security");
        assert_eq!(found["ids"][0], "CVE-2014-0160");
        assert_eq!(found["updated"], serde_json::Value::Null);
    }

    #[test]
    fn nothing_read_is_said() {
        let found = json("");
        assert_eq!(found["kind"], "unparsed");
        assert_eq!(found["title"], serde_json::Value::Null);
        assert!(found["notes"][0].as_str().unwrap().starts_with("empty: "));
    }
}
