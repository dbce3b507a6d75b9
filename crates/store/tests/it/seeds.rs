//! Seeds: what is followed is what they say, and nothing is lost when they say less.

use model::SourceKind::{Blog, Page, Status};
use model::{ReferenceKind, Role};
use store::Belonging;

use crate::support::{
    Answer, TestStore, article, at, event, found, heartbleed, listing, named_at, provider, source, stamp,
};

const BLOG: &str = "https://acme.example/blog";
const STATUS: &str = "https://status.acme.example/";
const PAGE: &str = "https://acme.example/a";

#[tokio::test]
async fn each_source_is_an_address_and_each_origin_has_a_robots_row() {
    let it = TestStore::new().await;
    let acme = provider("acme", "acme.example", vec![source(Blog, BLOG), source(Status, STATUS)]);
    let changes = it.seeds_sync(std::slice::from_ref(&acme), &[heartbleed()], at(0)).await.unwrap();
    assert_eq!((changes.providers.len(), changes.sources.len(), changes.incidents.len()), (1, 2, 1));
    let frontier = it.lines("select role, url from frontier order by 1, 2").await;
    let expected = [
        "listing|https://acme.example/blog",
        "listing|https://status.acme.example/",
        "robots|https://acme.example/robots.txt",
        "robots|https://status.acme.example/robots.txt",
    ];
    assert_eq!(frontier, expected);
    let again = it.seeds_sync(&[acme], &[heartbleed()], at(1)).await.unwrap();
    assert_eq!(again, store::SeedChanges::default());
}

#[tokio::test]
async fn a_source_that_leaves_the_seed_is_retired_and_can_come_back() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let post = "https://acme.example/blog/a";
    it.look(at(1), Answer::ok("x"), &listing(&[post])).await;
    let none = provider("acme", "acme.example", vec![]);
    let changes = it.seeds_sync(&[none], &[], at(2)).await.unwrap();
    assert_eq!(changes.retired, [BLOG]);
    assert_eq!(it.count("frontier where active and role <> 'robots'").await, "0");
    assert_eq!(it.count("observations").await, "2");
    let back = provider("acme", "acme.example", vec![source(Blog, BLOG)]);
    it.seeds_sync(&[back], &[], at(3)).await.unwrap();
    assert_eq!(it.count("frontier where active and role <> 'robots'").await, "2");
    assert_eq!(it.value("select active and retired_at is null from sources").await, "t");
}

/// An address that nobody visits has its row because others captured it.
#[tokio::test]
async fn addresses_that_only_others_captured_are_left_alone_by_edits_of_their_source() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let post = "https://acme.example/blog/a";
    it.look(at(1), Answer::ok("x"), &listing(&[post])).await;
    let source_of = it.followed_sources().await.unwrap().remove(0).source;
    let old = |url: &str| {
        let it = Belonging { url: url.parse().unwrap(), role: Role::Post, source: source_of.clone() };
        (it, "2012-01-01T00:00:00Z".parse().unwrap())
    };
    it.brought_visits(&[old("https://acme.example/old/a"), old("https://acme.example/old/b")]).await.unwrap();
    let rows = "select url, role, active from frontier where role <> 'robots' order by url";
    let expected = [
        "https://acme.example/blog|listing|t",
        "https://acme.example/blog/a|post|t",
        "https://acme.example/old/a|post|f",
        "https://acme.example/old/b|post|f",
    ];
    let mut edited = source(Blog, BLOG);
    edited.citation = Some("the footer of the front page".into());
    let with = |sources| [provider("acme", "acme.example", sources)];
    it.seeds_sync(&with(vec![edited.clone()]), &[], at(2)).await.unwrap();
    assert_eq!(it.lines(rows).await, expected, "a citation is added");
    it.seeds_sync(&with(vec![]), &[], at(3)).await.unwrap();
    it.seeds_sync(&with(vec![edited.clone()]), &[], at(4)).await.unwrap();
    assert_eq!(it.lines(rows).await, expected, "the source was retired and comes back");
    edited.kind = Page;
    it.seeds_sync(&with(vec![edited]), &[], at(5)).await.unwrap();
    let roles = it.lines("select url from frontier where role = 'listing'").await;
    assert_eq!(roles, Vec::<String>::new(), "its own address is what its new kind says");
}

#[tokio::test]
async fn providers_that_are_not_given_stay_as_they_are() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let other = provider("other", "other.example", vec![source(Blog, "https://other.example/")]);
    let changes = it.seeds_sync(&[other], &[], at(1)).await.unwrap();
    assert_eq!(changes.retired, Vec::<String>::new());
    assert_eq!(it.providers().await.unwrap(), ["acme", "other"]);
}

#[tokio::test]
async fn an_address_that_was_found_on_the_way_becomes_the_seeds_own() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let page = "https://acme.example/blog/heartbleed";
    it.look(at(1), Answer::ok("x"), &listing(&[page])).await;
    let mut seed = source(Page, "http://acme.example/blog/heartbleed");
    seed.incident = Some("heartbleed".into());
    let acme = provider("acme", "acme.example", vec![source(Blog, BLOG), seed]);
    it.seeds_sync(&[acme], &[], at(2)).await.unwrap();
    let visit = it.claimed_url(page, at(1)).await;
    assert_eq!((visit.depth, visit.source.incident.as_deref()), (0, Some("heartbleed")));
    assert_eq!(it.count("frontier where role <> 'robots'").await, "2");
}

#[tokio::test]
async fn one_address_of_two_providers_is_visited_once_and_they_hear_of_it() {
    let it = TestStore::new().await;
    let both = [
        provider("a", "a.example", vec![source(Blog, BLOG)]),
        provider("b", "b.example", vec![source(Blog, BLOG)]),
    ];
    let changes = it.seeds_sync(&both, &[], at(0)).await.unwrap();
    assert_eq!(changes.shared, [(BLOG.to_owned(), "a".to_owned())]);
    assert_eq!(it.count("frontier where role = 'listing'").await, "1");
}

#[tokio::test]
async fn response_times_are_measured_from_what_somebody_could_answer() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut seed = heartbleed();
    let mut add = |kind, time, anchor| seed.events.push(event(kind, time, anchor));
    add(ReferenceKind::Reserved, "2013-12-03", false);
    add(ReferenceKind::Exposure, "2012-03-14", false);
    add(ReferenceKind::Private, "2014-04-01", false);
    add(ReferenceKind::Private, "2014-04-03", true);
    it.seeds_sync(&[], &[seed], at(1)).await.unwrap();
    let anchors = "select anchor, anchor_raw, other_values from research.anchors order by 1";
    assert_eq!(it.lines(anchors).await, ["private|2014-04-03|1", "public|2014-04-07T17:30Z|0"]);
    let known = "select kind, raw from research.reference_times order by low_at";
    let all = [
        "exposure|2012-03-14",
        "reserved|2013-12-03",
        "private|2014-04-01",
        "private|2014-04-03",
        "public|2014-04-07T17:30Z",
    ];
    assert_eq!(it.lines(known).await, all, "all values stand side by side");
    let mut post = article(PAGE, "Heartbleed", "It is mended.");
    post.published = Some(stamp("2014-02-08"));
    let capture = Answer::ok("1").at(at(2)).capture(it.claimed(at(2)).await);
    it.record_with(&capture, &found(&[post]), &[named_at(0)]).await;
    let flags = "select time_flags from research.trail";
    assert_eq!(
        it.lines(flags).await,
        ["{names-incident-before-it-existed}"],
        "nobody knew of it then, flaw and id or not"
    );
}

#[tokio::test]
async fn reference_events_and_terms_are_those_of_the_seed() {
    let it = TestStore::with_source(Blog, BLOG).await;
    let mut seed = heartbleed();
    seed.events = vec![event(model::ReferenceKind::Fix, "2014-04-07", false)];
    seed.aliases = vec!["heart bleed".into()];
    let changes = it.seeds_sync(&[], &[seed], at(1)).await.unwrap();
    assert_eq!(changes.incidents, ["heartbleed"]);
    let events = it.lines("select kind, raw, at, local, precision from reference_events").await;
    assert_eq!(events, ["fix|2014-04-07|-|2014-04-07|day"]);
    let terms = it.incident_terms().await.unwrap();
    assert_eq!(terms[0].terms, ["CVE-2014-0160", "CVE-2014-0346", "Heartbleed", "heart bleed"]);
}

#[tokio::test]
async fn what_people_follow_is_followed_by_another_database_also_what_was_never_looked_at() {
    let it = TestStore::new().await;
    let (acme, zenith) = ("https://acme.example/blog", "https://zenith.example/blog");
    let providers = |names: &[&str]| -> Vec<_> {
        let seed = |name: &&str| {
            provider(
                name,
                &format!("{name}.example"),
                vec![source(Blog, &format!("https://{name}.example/blog"))],
            )
        };
        names.iter().map(seed).collect()
    };
    it.seeds_sync(&providers(&["acme", "zenith"]), &[], at(0)).await.unwrap();
    assert_eq!(it.seeds_retire(zenith, at(1)).await.unwrap(), [zenith]);
    assert_eq!(it.seeds_retire("zenith", at(1)).await.unwrap(), [""; 0], "it is followed no more");
    let mark = it.people_mark().await.unwrap();
    it.query("update sources set distrusted_at = now(), headers = '[[\"x-key\", \"secret\"]]'", false)
        .await
        .unwrap();
    assert_eq!(
        it.people_mark().await.unwrap(),
        mark,
        "that a crawl found something out is nothing that people said"
    );
    let said = it.people_said().await.unwrap();
    let bytes = said.bytes();
    assert!(!String::from_utf8(bytes.clone()).unwrap().contains("secret"));

    let other = TestStore::new().await;
    let said = store::PeopleSaid::read(&bytes).unwrap();
    assert!(other.people_follow(&said).await.unwrap());
    assert!(!other.people_follow(&said).await.unwrap(), "it follows something already");
    assert_eq!(other.people_settle(&said, at(2)).await.unwrap(), 0);
    assert_eq!(other.providers_followed().await.unwrap(), ["acme"]);
    other.claimed_url("https://acme.example/robots.txt", at(2)).await;
    assert_eq!(other.lines("select url from frontier where role <> 'robots'").await, [acme]);
    // What visits of long ago bring back is followed no more than it was.
    other.seeds_sync(&providers(&["acme", "zenith"]), &[], at(2)).await.unwrap();
    assert_eq!(other.people_settle(&said, at(3)).await.unwrap(), 1);
    assert_eq!(other.providers_followed().await.unwrap(), ["acme"]);
}
