//! What a document says once, and each of its entries or updates is given: a document of a size that we read must not
//! become one that no memory holds.

use model::Extraction;

use super::reading::at;

/// How many names, and how many bytes of names, all entries and updates hold together.
fn held(found: &Extraction) -> (usize, usize) {
    let authors =
        found.entries.iter().flat_map(|entry| &entry.authors).filter_map(|author| author.name.as_ref());
    let updates = found.posts.iter().flat_map(|post| &post.updates);
    let names = || authors.clone().chain(updates.clone().flat_map(|update| &update.components));
    (names().count(), names().map(String::len).sum())
}

fn many(count: usize, of: impl Fn(usize) -> String, between: &str) -> String {
    (0..count).map(of).collect::<Vec<_>>().join(between)
}

#[test]
fn the_authors_of_a_feed_are_given_to_its_entries_within_limits() {
    let feed = |authors: usize, items: usize, name: &str| {
        let authors = many(authors, |n| format!(r#"{{"name":"{name}{n}"}}"#), ",");
        let items = many(items, |n| format!(r#"{{"id":"{n}","url":"https://a.example/{n}"}}"#), ",");
        format!(r#"{{"version":"https://jsonfeed.org/version/1.1","authors":[{authors}],"items":[{items}]}}"#)
    };
    let read = |body: &str| at("https://a.example/feed.json", body).read();
    let few = read(&feed(3, 2, "a"));
    assert_eq!(few.entries[1].authors.len(), 3);
    assert_eq!(held(&read(&feed(3_000, 500, "a"))).0, 500 * 20);
    assert_eq!(read(&feed(3_000, 1, "a")).feed.unwrap().authors.len(), 100);
    let long = "a".repeat(50_000);
    assert_eq!(held(&read(&feed(2, 500, &long))), (0, 0));

    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>{long}</name></author>{}</feed>",
        "<entry><id>urn:1</id><link href='/a'/></entry>".repeat(500)
    );
    assert_eq!(held(&at("https://a.example/atom", &atom).read()), (0, 0));
}

#[test]
fn the_services_of_an_incident_are_given_to_its_updates_within_limits() {
    let names = |count| many(count, |n| format!("c{n}"), ",");
    let feed = |services: usize, updates: usize| {
        let updates =
            "<p><small>Apr 8, 10:00 UTC</small><br><strong>Resolved</strong> - x</p>".repeat(updates);
        format!(
            "<rss version='2.0'><channel><title>s</title><item><title>i</title><link>https://s.example/incidents/a</link>\
             <pubDate>Tue, 08 Apr 2014 10:00:00 +0000</pubDate><description><![CDATA[<p>Affected Components: {}</p>{updates}]]>\
             </description></item></channel></rss>",
            names(services)
        )
    };
    let issue = |services: usize, updates: usize| {
        let services = names(services).replace(',', r#"",""#);
        let updates = r#"<p>x <small class=\"faded\">(15:04 — Jan 2)</small></p>"#.repeat(updates);
        format!(
            r#"{{"title":"t","severity":"down","resolved":false,"createdAt":"2014-04-08T10:00:00Z","affected":["{services}"],"body":"{updates}"}}"#
        )
    };
    for (url, document) in [
        ("https://s.example/history.rss", &feed as &dyn Fn(usize, usize) -> String),
        ("https://s.example/issues/a/index.json", &issue),
    ] {
        let read = |services, updates| at(url, &document(services, updates)).read();
        assert_eq!(held(&read(30, 10)).0, 300, "{url}");
        let found = read(2_000, 2_500);
        assert_eq!(found.posts[0].updates.len(), 2_000, "{url}");
        assert!(held(&found).0 <= 5_000, "{url}");
    }
}

#[test]
fn json_whose_tree_is_larger_than_we_hold_is_told_from_what_nobody_knows() {
    let list = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
    let notes = |count| at("https://a.example/x", &list(count)).read().notes.pop().unwrap().code;
    assert_eq!(notes(10), "unparsed");
    assert_eq!(notes(900_000), "too-large");
}

/// How many bytes of words all posts and updates hold.
fn said(found: &Extraction) -> usize {
    let updates = |post: &model::Post| post.updates.iter().map(|update| update.text.len()).sum::<usize>();
    found.posts.iter().map(|post| post.text.len() + updates(post)).sum()
}

#[test]
fn an_element_inside_another_of_its_kind_is_read_with_it() {
    let words = "word ".repeat(500);
    let mark = "<!DOCTYPE html><html><body>Powered by Statuspage";
    let container = |n| {
        format!(
            "<div class='incident-container'><div class='incident-title'><a href='/incidents/{n}'>t</a></div>"
        )
    };
    let update = "<div class='update'><small>Apr 8, 10:00 UTC</small><strong>Resolved</strong> x</div>";
    let row = "<div class='update-row'><div class='update-title'>Resolved</div><div class='update-body'>";
    let home = format!("{mark}{}{}", many(100, container, ""), update.repeat(100));
    let page = format!("{mark}{}{words}", row.repeat(100));
    let issue = format!(
        r#"{{"severity":"down","resolved":false,"createdAt":"2014-01-02T10:00:00Z","affected":[],"body":"{}{words}"}}"#,
        r#"<ul><li>x <small class=\"faded\">(15:04 — Jan 2)</small>"#.repeat(100)
    );
    let alas = format!(
        "<!DOCTYPE html><html><body><h1 id='A'>A</h1>{}{}{words}",
        "<div class='alas-info'>Advisory Release Date: 2014-01-07 20:35 Pacific</div>",
        "<div id='issue_overview'>".repeat(100)
    );
    for (url, body) in [
        ("https://s.example/", &home),
        ("https://s.example/incidents/a", &page),
        ("https://s.example/issues/a/index.json", &issue),
        ("https://s.example/ALAS-2014-320.html", &alas),
    ] {
        let found = at(url, body).of_status().read();
        assert_eq!(found.posts.len(), 1, "{url}");
        assert!(found.posts[0].updates.len() <= 100, "{url}");
        assert!((100..=body.len()).contains(&said(&found)), "{url}: {}", said(&found));
    }
}
