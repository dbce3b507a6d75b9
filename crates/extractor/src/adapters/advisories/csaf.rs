//! Security advisories in CSAF 2.0, and ROLIE feeds (RFC 8322) that list them.

use model::{
    Candidate, DocumentKind, Entry, EntryAuthor, Extraction, LinkRel, Note, PostKind, RecordKind, Stamp,
    StampRole, Trust, Update,
};
use serde_json::Value;

use super::csaf_products::Products;
use super::csaf_text::words;
use super::exploit::affirmed;
use super::record::{Events, What};
use crate::adapters::address::{LINK_LIMIT, Links, absolute};
use crate::adapters::fragment::fold;
use crate::adapters::json::{list, owned, text};
use crate::adapters::statement::{context, moment, post, revisions, stamp};
use crate::dates::DateContext;
use crate::document::Document;

/// A feed lists at most so many advisories.
const ENTRY_LIMIT: usize = 10_000;
/// An advisory has at most so many revisions.
const REVISION_LIMIT: usize = 2_000;

/// Reads a CSAF document as one post. Its revisions are its updates.
pub(crate) fn read(document: &Document<'_>) -> Option<Extraction> {
    let advisory = document.json()?.get("document")?;
    let tracking = advisory.get("tracking")?;
    text(advisory, "csaf_version").or_else(|| text(advisory, "category"))?;
    let context = context(document);
    let mut address = document.url().clone();
    address.set_fragment(None);
    let address = list(advisory, "references")
        .iter()
        .find(|reference| text(reference, "category") == Some("self"))
        .and_then(|reference| absolute(document.url(), text(reference, "url")?))
        .unwrap_or(address);
    let key = owned(tracking, "id")?;
    let mut post = post(PostKind::Advisory, key, Some(address.into()), owned(advisory, "title"));
    let vulnerabilities = list(document.json()?, "vulnerabilities");
    post.text = words(advisory, vulnerabilities, &Products::of(document.json()?));
    post.language = text(advisory, "lang").and_then(|tag| tag.split('-').next()).map(str::to_ascii_lowercase);
    post.published = time(tracking, "initial_release_date", &context);
    let history = list(tracking, "revision_history").iter().take(REVISION_LIMIT);
    post.updates = revisions(history.filter_map(|one| revision(one, &context)).collect());
    // Documents are made again without a change of words; their own date then moves, their history does not.
    let current = time(tracking, "current_release_date", &context);
    let last = post.updates.iter().rev().find_map(|update| update.claimed.clone());
    let regenerated =
        current.as_ref().zip(last.as_ref()).is_some_and(|(current, last)| moment(current) > moment(last));
    post.updated = last.or_else(|| current.clone());
    let times = [
        (StampRole::Published, post.published.clone(), true),
        (StampRole::Updated, post.updated.clone(), true),
        (StampRole::Updated, current.filter(|it| Some(it) != post.updated.as_ref()), false),
    ];
    for (role, stamp, chosen) in times {
        if let Some(stamp) = stamp {
            post.candidates.push(Candidate { role, stamp, chosen });
        }
    }
    let named: Vec<&str> = vulnerabilities.iter().filter_map(|one| text(one, "cve")).collect();
    let title = format!("{}\n{}", post.title.as_deref().unwrap_or_default(), named.join("\n"));
    post.identifiers = crate::article::identifiers(&title, &post.text);
    let mut extraction = crate::extract::empty(DocumentKind::Advisory);
    events(vulnerabilities, &post.key, &context).put_into(&mut extraction);
    if regenerated {
        let detail = "the document's date is later than its last revision: made again, not changed";
        extraction.notes.push(Note::new("regenerated", detail));
    }
    extraction.posts.push(post);
    Some(extraction)
}

/// Reads a ROLIE feed in JSON: an entry and a link for each advisory.
pub(crate) fn read_rolie(document: &Document<'_>) -> Option<Extraction> {
    let feed = document.json()?.get("feed")?;
    if !feed.get("entry").is_some_and(Value::is_array) {
        return None;
    }
    let context = context(document);
    let mut extraction = crate::extract::empty(DocumentKind::Feed);
    let mut links = Links::new(LINK_LIMIT);
    for entry in list(feed, "entry").iter().take(ENTRY_LIMIT) {
        let source = entry.get("content").and_then(|content| text(content, "src"));
        let own = list(entry, "link").iter().find(|link| text(link, "rel") == Some("self"));
        let link = source.or_else(|| own.and_then(|link| text(link, "href")));
        let link = link.and_then(|link| absolute(document.url(), link)).map(String::from);
        if let Some(link) = &link {
            links.add(link, LinkRel::Post);
        }
        extraction.entries.push(Entry {
            title: owned(entry, "title"),
            link,
            id: owned(entry, "id"),
            published: stamp(text(entry, "published"), &context, "rolie:entry/published"),
            updated: stamp(text(entry, "updated"), &context, "rolie:entry/updated"),
            authors: Vec::<EntryAuthor>::new(),
            summary: entry.get("summary").and_then(|summary| owned(summary, "content")),
            content: None,
            text: None,
        });
    }
    extraction.links = links.finish();
    Some(extraction)
}

/// What the advisory says of each flaw. A remediation is a fix only where the vendor has one.
fn events<'a>(vulnerabilities: &[Value], advisory: &str, context: &'a DateContext) -> Events<'a> {
    let mut events = Events::new("csaf", context);
    for flaw in vulnerabilities {
        let Some(id) = text(flaw, "cve") else { continue };
        let fixed = format!("fixed, by {advisory}");
        let (found, public) = (format!("found, by {advisory}"), format!("public, by {advisory}"));
        let what = |kind, label| What { id, kind, trust: Trust::Stated, label };
        events.field(
            what(RecordKind::Discovered, &found),
            flaw,
            "discovery_date",
            "csaf:vulnerability/discovery_date",
        );
        events.field(
            what(RecordKind::Public, &public),
            flaw,
            "release_date",
            "csaf:vulnerability/release_date",
        );
        for remedy in
            list(flaw, "remediations").iter().filter(|it| text(it, "category") == Some("vendor_fix"))
        {
            events.field(
                what(RecordKind::Fix, &fixed),
                remedy,
                "date",
                "csaf:vulnerability/remediation/date",
            );
        }
        for threat in list(flaw, "threats").iter().filter(|it| text(it, "category") == Some("exploit_status"))
        {
            let details = text(threat, "details");
            // The category says how much is known of an exploit; only the words say that there was one.
            let (kind, trust) = match details.is_some_and(affirmed) {
                true => (RecordKind::Exploited, Trust::Bound),
                false => (RecordKind::Mentioned, Trust::Stated),
            };
            let what = What { id, kind, trust, label: details.unwrap_or("exploit status") };
            events.field(what, threat, "date", "csaf:vulnerability/threat/date");
        }
    }
    events
}

fn revision(revision: &Value, context: &DateContext) -> Option<Update> {
    Some(Update {
        key: owned(revision, "number")?,
        status: None,
        claimed: time(revision, "date", context),
        recorded: None,
        edited: None,
        text: fold(text(revision, "summary").unwrap_or_default()),
        span: None,
        authors: Vec::new(),
        components: Vec::new(),
    })
}

fn time(value: &Value, field: &str, context: &DateContext) -> Option<Stamp> {
    stamp(text(value, field), context, &format!("csaf:tracking/{field}"))
}
