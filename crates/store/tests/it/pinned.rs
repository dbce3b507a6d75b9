//! What bounds a post from below: a listing shows its newest entries, so that its silence on an old post says nothing.

use model::SourceKind::Blog;
use model::{DocumentKind, Entry, Extraction, Mention};

use crate::support::{Answer, TestStore, article, at, found, listing, named_at, stamp};

const INDEX: &str = "https://acme.example/";
const OLD: &str = "https://acme.example/old";

/// The index with these posts and the times that it gives of them.
fn index(posts: &[(&str, &str)]) -> Extraction {
    let links: Vec<String> = posts.iter().map(|(name, _)| format!("{INDEX}{name}")).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let entry = |(name, time): &(&str, &str)| Entry {
        link: Some(format!("{INDEX}{name}")),
        published: (!time.is_empty()).then(|| stamp(time)),
        ..Entry::default()
    };
    let entries = posts.iter().map(entry).collect();
    Extraction { kind: DocumentKind::Listing, entries, ..listing(&links) }
}

/// The index showed the first posts, and an hour later the others before them; then the old post is read.
async fn found_with(before: &[(&str, &str)], added: &str, claimed: &str) -> TestStore {
    let it = TestStore::with_source(Blog, INDEX).await;
    it.look(at(0), Answer::ok("before"), &index(before)).await;
    it.make_due_alone(INDEX).await;
    let mut after = vec![("old", added)];
    after.extend(before);
    it.look(at(1), Answer::ok("after"), &index(&after)).await;
    it.make_due_alone(OLD).await;
    let mut post = article(OLD, "Heartbleed", "Words");
    post.published = (!claimed.is_empty()).then(|| stamp(claimed));
    let capture = Answer::ok("old").at(at(2)).capture(it.claimed(at(2)).await);
    let named: Vec<Mention> = vec![named_at(0)];
    it.record_with(&capture, &found(&[post]), &named).await;
    it
}

const SAID: &str =
    "select last_not_seen_at, evidence, time_flags from research.trail where incident = 'heartbleed'";
const SEEN: &str = "2014-04-07 18:00:00+00|live";

#[tokio::test]
async fn a_listing_that_did_not_reach_back_to_an_old_post_does_not_bound_it() {
    let recent = [("b", "2014-04-06T10:00Z"), ("a", "2014-04-05T10:00Z")];
    let it = found_with(&recent, "", "2013-05-01T10:00Z").await;
    assert_eq!(it.lines(SAID).await, ["-|found|{names-incident-long-before-its-disclosure}"]);
    let censored = "select censored, observed_hours_low from research.first_words";
    assert_eq!(it.lines(censored).await, ["left|-"]);
    assert_eq!(it.lines("select last_not_seen_at from revisions").await, ["-"]);
    // The same where the listing itself gives the time, and where it gives none at all.
    assert_eq!(
        found_with(&recent, "2013-05-01T10:00Z", "").await.lines(SAID).await,
        ["-|found|{names-incident-long-before-its-disclosure}"]
    );
    let undated = [("b", ""), ("a", "")];
    assert_eq!(
        found_with(&undated, "", "2013-05-01T10:00Z").await.lines(SAID).await,
        ["-|found|{names-incident-long-before-its-disclosure}"]
    );
}

#[tokio::test]
async fn a_listing_that_reached_back_to_the_claimed_time_bounds_the_post() {
    let recent = [("b", "2014-04-06T10:00Z"), ("a", "2014-04-01T10:00Z")];
    let it = found_with(&recent, "", "2014-04-05T10:00Z").await;
    assert_eq!(it.lines(SAID).await, [format!("{SEEN}|{{claimed-before-last-look}}")]);
    // What claims to be younger than the look, or claims nothing, is bounded by it anyway.
    assert_eq!(
        found_with(&recent, "", "2014-04-07T18:30Z").await.lines(SAID).await,
        [format!("{SEEN}|{{}}")]
    );
    assert_eq!(found_with(&recent, "", "").await.lines(SAID).await, [format!("{SEEN}|{{}}")]);
}

#[tokio::test]
async fn what_is_pinned_to_the_top_of_a_listing_does_not_make_it_reach_back() {
    let pinned = [("pinned", "2012-01-01T10:00Z"), ("b", "2014-04-06T10:00Z"), ("a", "2014-04-05T10:00Z")];
    assert_eq!(
        found_with(&pinned, "", "2013-05-01T10:00Z").await.lines(SAID).await,
        ["-|found|{names-incident-long-before-its-disclosure}"]
    );
    // A listing may begin with its oldest entry.
    let ascending = [("a", "2014-04-01T10:00Z"), ("b", "2014-04-03T10:00Z"), ("c", "2014-04-06T10:00Z")];
    let it = found_with(&ascending, "", "2014-04-02T10:00Z").await;
    assert_eq!(it.lines(SAID).await, [format!("{SEEN}|{{claimed-before-last-look}}")]);
}
