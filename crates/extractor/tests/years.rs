//! A time without a year has the one that the page says elsewhere, never that of the day on which it was read.

#[path = "support/pages.rs"]
mod pages;

use model::{Certainty, Post, Stamp};
use pages::{extraction, page};

/// The post of a page that was read on 26 November 2026.
#[expect(clippy::unwrap_used, reason = "each page of these tests is a post")]
fn post(path: &str, head: &str, above: &str, below: &str) -> Post {
    let address = format!("https://www.example.com{path}");
    let found = extraction(&address, &page(head, above, below), Some("2026-11-26T12:00:00Z"));
    found.posts.into_iter().next().unwrap()
}

/// Its wall clock, its certainty, and whether it has bounds.
fn said(stamp: Option<&Stamp>) -> (String, Certainty, bool) {
    stamp.map_or((String::new(), Certainty::Stated, false), |stamp| {
        (stamp.local_iso(), stamp.certainty, stamp.bounds().is_some())
    })
}

fn inferred(local: &str) -> (String, Certainty, bool) {
    (local.to_owned(), Certainty::Inferred, true)
}

fn open(local: &str) -> (String, Certainty, bool) {
    (local.to_owned(), Certainty::Ambiguous, false)
}

const BYLINE: &str = "<p>Posted on April 8 by Ada Park</p>";

#[test]
fn the_time_of_collection_alone_gives_no_year() {
    let found = post("/blog/a-post", "", BYLINE, "");
    assert_eq!(said(found.published.as_ref()), open("2026-04-08"));
}

#[test]
fn the_address_is_asked_first() {
    for path in
        ["/2014/06/a-post", "/blog/2014-04-09-a-post", "/2014/04/a-post.html", "/blog/2014/04/09/a-post"]
    {
        let found = post(path, "", BYLINE, "");
        assert_eq!(said(found.published.as_ref()), inferred("2014-04-08"), "{path}");
    }
    let found = post("/2014/01/a-post", "", "<p>Posted on December 31 by Ada Park</p>", "");
    assert_eq!(said(found.published.as_ref()), inferred("2013-12-31"));
    // A number that is no month, and a month that is too far away to say which December is meant.
    assert_eq!(said(post("/2014/17/a-post", "", BYLINE, "").published.as_ref()), open("2026-04-08"));
    let found = post("/2014/06/a-post", "", "<p>Posted on December 20 by Ada Park</p>", "");
    assert_eq!(said(found.published.as_ref()), open("2025-12-20"));
}

#[test]
fn full_dates_in_markup_and_on_the_line_are_asked_next() {
    let vague = "<meta name=pdate content='2014-04-09'>";
    let found = post("/blog/a-post", vague, BYLINE, "");
    assert_eq!(said(found.published.as_ref()), inferred("2014-04-08"));
    for line in [
        "<p>Posted on April 8 | Updated on April 10, 2014</p>",
        "<p>Posted on April 8 (2014-04-08)</p>",
        "<p>Posted on December 30 | Updated on January 3, 2015</p>",
    ] {
        let found = post("/blog/a-post", "", line, "");
        let (local, certainty, has_bounds) = said(found.published.as_ref());
        assert!(
            local.starts_with("2014-") && certainty != Certainty::Ambiguous && has_bounds,
            "{line}: {local}"
        );
    }
    // A date of another line says nothing of this one.
    let found = post("/blog/a-post", "", BYLINE, "<p>The library is from May 6, 2012.</p>");
    assert_eq!(said(found.published.as_ref()), open("2026-04-08"));
}

#[test]
fn an_update_is_of_the_twelve_months_behind_the_publication() {
    let published = "<meta property='article:published_time' content='2014-04-08T14:00:00Z'>";
    let blocks = "<p>Update, April 9, 10:15 PDT: all certificates were replaced by us.</p>\
        <p>Update (January 5): the last of our machines has been patched.</p>";
    let found = post("/blog/a-post", published, "", blocks);
    let updates: Vec<_> = found.updates.iter().map(|update| said(update.claimed.as_ref())).collect();
    assert_eq!(updates, [inferred("2014-04-09T10:15"), inferred("2015-01-05")]);
    assert_eq!(found.updates[0].key, "2014-04-09T10:15");
    // A heading that names its year stands nearer than the publication.
    let blocks = "<p>Update, April 9, 2016: all certificates were replaced by us again.</p>\
        <p>Update (April 11): the last of our machines has been patched.</p>";
    let found = post("/blog/a-post", published, "", blocks);
    assert_eq!(said(found.updates[1].claimed.as_ref()), inferred("2016-04-11"));
    let found = post("/blog/a-post", published, "<p>Last updated: March 3</p>", "");
    assert_eq!(said(found.updated.as_ref()), inferred("2015-03-03"));
    // The markup names just that day.
    let modified = format!("{published}<meta name='dcterms.modified' content='2019-03-03'>");
    let found = post("/blog/a-post", &modified, "<p>Last updated: March 3</p>", "");
    assert_eq!(said(found.updated.as_ref()).0, "2019-03-03");
}

#[test]
fn an_update_of_an_unknown_year_keeps_its_key_when_it_is_read_in_another_year() {
    let found =
        post("/blog/a-post", "", "", "<p>Update (April 9): all certificates were replaced by us.</p>");
    assert_eq!(said(found.updates[0].claimed.as_ref()), open("2026-04-09"));
    assert_eq!(found.updates[0].key, "April 9");
}
