//! Feeds and sitemaps: the documents that list a site's posts, rendered anew at each change.

use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::{DateTime, Utc};

use super::page::Page;

/// What a listing says of one post, from an instant on.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    /// The first instant at which it is listed.
    pub from: DateTime<Utc>,
    /// The instant from which it is not listed any more: where another state of it takes its place.
    pub until: Option<DateTime<Utc>>,
    /// The headline.
    pub title: &'static str,
    /// The address as the listing gives it.
    pub link: &'static str,
    /// The entry's own id; the link where it is empty.
    pub id: &'static str,
    /// The published time, in the listing's own format.
    pub published: &'static str,
    /// The updated time, in the listing's own format; the published one where it is empty.
    pub updated: &'static str,
    /// The author's name; left out where it is empty.
    pub author: &'static str,
    /// The summary, as HTML.
    pub summary: &'static str,
}

impl Item {
    /// Its id.
    pub fn id(&self) -> &'static str {
        if self.id.is_empty() { self.link } else { self.id }
    }

    /// Its updated time.
    pub fn updated(&self) -> &'static str {
        if self.updated.is_empty() { self.published } else { self.updated }
    }
}

/// The page with one version for each instant at which the set of listed items changes. `items` stand
/// newest first, as a listing shows them.
pub(super) fn listed(page: Page, items: &[Item], render: impl Fn(&[&Item]) -> Vec<u8>) -> Page {
    let changes: BTreeSet<DateTime<Utc>> =
        items.iter().flat_map(|item| [Some(item.from), item.until]).flatten().collect();
    changes.into_iter().fold(page, |page, at| {
        let shown: Vec<&Item> = items
            .iter()
            .filter(|item| item.from <= at && item.until.is_none_or(|until| at < until))
            .collect();
        page.shows(at, render(&shown))
    })
}

/// An RSS 2.0 feed. `prolog` is the XML declaration, which names the character set.
pub(super) fn rss(prolog: &str, title: &str, home: &str, items: &[&Item]) -> String {
    let mut xml = format!(
        "{prolog}\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n\
         <title>{}</title>\n<link>{home}</link>\n<description>{}</description>\n<language>en</language>\n",
        escape(title),
        escape(title)
    );
    for item in items {
        let creator = match item.author {
            "" => String::new(),
            author => format!("<dc:creator>{}</dc:creator>\n", escape(author)),
        };
        let _ = write!(
            xml,
            "<item>\n<title>{}</title>\n<link>{link}</link>\n<pubDate>{}</pubDate>\n{creator}\
             <guid isPermaLink=\"false\">{}</guid>\n<description><![CDATA[{}]]></description>\n</item>\n",
            escape(item.title),
            item.published,
            item.id(),
            item.summary,
            link = item.link,
        );
    }
    xml.push_str("</channel>\n</rss>\n");
    xml
}

/// An Atom feed (RFC 4287).
pub(super) fn atom(title: &str, home: &str, address: &str, items: &[&Item]) -> String {
    let updated = items.iter().map(|item| item.updated()).max().unwrap_or("2014-04-01T00:00:00Z");
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{}</title>\n<id>{home}</id>\n<link rel=\"self\" href=\"{address}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n<updated>{updated}</updated>\n",
        escape(title)
    );
    for item in items {
        let author = match item.author {
            "" => String::new(),
            author => format!("<author><name>{}</name></author>\n", escape(author)),
        };
        let _ = write!(
            xml,
            "<entry>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n\
             <id>{}</id>\n<published>{}</published>\n<updated>{}</updated>\n{author}\
             <summary type=\"html\">{}</summary>\n</entry>\n",
            escape(item.title),
            item.id(),
            item.published,
            item.updated(),
            escape(item.summary),
            link = item.link,
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// Text for XML and HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::instant::april;

    #[test]
    fn a_listing_changes_when_its_items_do() {
        let old = Item { from: april(1, 0, 0), until: Some(april(3, 0, 0)), title: "old", ..Item::default() };
        let new = Item { from: april(2, 0, 0), title: "new", ..Item::default() };
        let page = listed(Page::new("http://a.example/", "text/plain"), &[new, old], |items| {
            items.iter().map(|item| item.title).collect::<Vec<_>>().join(" ").into_bytes()
        });
        let shown: Vec<_> =
            page.versions.iter().map(|it| String::from_utf8(it.body.to_vec()).unwrap()).collect();
        assert_eq!(shown, ["old", "new old", "new"]);
    }
}
