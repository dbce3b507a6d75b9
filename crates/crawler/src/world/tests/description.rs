//! The description and its truth agree.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use encoding_rs::{UTF_8, WINDOWS_1252};
use model::PostKind;

use crate::world::{Oddity, Page, PostTruth, TimeTruth, Truth, Version, World};

fn posts(truth: &Truth) -> impl Iterator<Item = &PostTruth> {
    truth.providers.iter().flat_map(|provider| &provider.posts)
}

fn decoded(page: &Page, version: &Version) -> String {
    let old = page.content_type.contains("8859-1")
        || version.body.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO");
    let (text, _, malformed) = if old { WINDOWS_1252 } else { UTF_8 }.decode(&version.body);
    assert!(!malformed, "{}", page.url);
    text.into_owned()
}

/// The words of a page: what stands between tags after the head.
fn words(html: &str) -> String {
    let body = html.split_once("</head>").map_or(html, |(_, body)| body);
    let between = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    between
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The different texts that a page shows over the days, in order.
fn texts(world: &World, url: &str) -> Vec<String> {
    let page = world.page(url).unwrap();
    let mut texts: Vec<String> =
        world.days().into_iter().filter_map(|day| page.at(day)).map(|it| words(&decoded(page, it))).collect();
    texts.dedup();
    texts
}

fn instant(time: &TimeTruth) -> DateTime<Utc> {
    let seconds = if time.local.len() == "2014-04-08T14:15".len() { ":00" } else { "" };
    let text = format!("{}{seconds}{}", time.local, time.offset.unwrap());
    DateTime::parse_from_rfc3339(&text).unwrap().with_timezone(&Utc)
}

fn seeded(world: &World, url: &str) -> bool {
    world.providers().iter().flat_map(|it| &it.sources).any(|source| source.url.as_str() == url)
}

#[test]
fn the_days_are_in_order_and_begin_before_the_disclosure() {
    let days = World::heartbleed().days();
    assert!(days.is_sorted());
    assert!((8..=12).contains(&days.len()));
    assert!(days[0] < DateTime::parse_from_rfc3339("2014-04-07T17:00:00Z").unwrap());
}

#[test]
fn every_version_is_seen_on_some_day() {
    let world = World::heartbleed();
    for page in world.pages() {
        let seen: BTreeSet<_> =
            world.days().into_iter().filter_map(|day| page.at(day)).map(|it| it.from).collect();
        let all: BTreeSet<_> = page.versions.iter().map(|it| it.from).collect();
        assert_eq!(seen, all, "{}", page.url);
        assert!(page.versions.is_sorted_by(|a, b| a.from < b.from), "{}", page.url);
    }
}

#[test]
fn versions_change_at_their_time() {
    let world = World::heartbleed();
    for page in world.pages() {
        for version in &page.versions {
            let before = version.from - chrono::TimeDelta::seconds(1);
            assert_ne!(page.at(before).map(|it| it.from), Some(version.from), "{}", page.url);
            assert_eq!(page.at(version.from).map(|it| it.from), Some(version.from), "{}", page.url);
        }
    }
}

#[test]
fn the_seeds_are_whole_and_lead_into_the_world() {
    let world = World::heartbleed();
    let sources: Vec<_> = world.providers().into_iter().flat_map(|provider| provider.sources).collect();
    assert_eq!(sources.len(), 9);
    for source in sources {
        assert!(world.page(source.url.as_str()).is_some(), "{}", source.url);
    }
    assert_eq!(world.truth().providers.len(), world.providers().len());
    let incident = &world.incidents()[0];
    assert_eq!(incident.ids, ["CVE-2014-0160"]);
    assert!(incident.events.iter().all(|event| event.time.local_iso() == "2014-04-07"));
}

#[test]
fn titles_and_signatures_stand_in_every_version() {
    let world = World::heartbleed();
    for post in posts(&world.truth()) {
        for text in texts(&world, post.url) {
            assert!(text.contains(post.title), "{}", post.url);
            for author in &post.authors {
                assert!(text.contains(author.name), "{} by {}", post.url, author.name);
                assert!(author.job_title.is_none_or(|title| text.contains(title)), "{}", post.url);
            }
        }
    }
}

#[test]
fn each_post_appears_when_the_truth_says_and_changes_as_often() {
    let world = World::heartbleed();
    for post in posts(&world.truth()) {
        let page = world.page(post.url).unwrap();
        assert_eq!(page.versions[0].from, post.appears, "{}", post.url);
        assert_eq!(texts(&world, post.url).len(), post.revisions, "{}", post.url);
        assert!(post.updates.iter().all(|update| update.appears >= post.appears));
    }
}

#[test]
fn only_posts_about_heartbleed_name_it() {
    let world = World::heartbleed();
    let terms = ["heartbleed", "heart bleed", "cve-2014-0160", "cve-2014-0346"];
    for post in posts(&world.truth()) {
        let named = texts(&world, post.url).iter().all(|text| {
            let text = text.to_lowercase();
            terms.iter().any(|term| text.contains(term))
        });
        assert_eq!(named, post.about_incident, "{}", post.url);
    }
    for page in world.pages().filter(|page| page.url.contains("lumen")) {
        for version in &page.versions {
            let text = decoded(page, version).to_lowercase();
            assert!(!terms.iter().chain(&["openssl"]).any(|term| text.contains(term)), "{}", page.url);
        }
    }
}

#[test]
fn crisis_articles_are_as_long_as_such_posts_are() {
    let world = World::heartbleed();
    for post in posts(&world.truth()).filter(|post| post.about_incident && post.kind == PostKind::Article) {
        for text in texts(&world, post.url) {
            let count = text.split(' ').count();
            assert!((120..=380).contains(&count), "{}: {count} words", post.url);
        }
    }
}

#[test]
fn a_back_dated_post_was_looked_for_and_not_there() {
    let world = World::heartbleed();
    let truth = world.truth();
    let mut found = Vec::new();
    for post in posts(&truth) {
        let statements = [(post.published, post.appears)].into_iter();
        let statements = statements.chain(post.updates.iter().map(|it| (it.claimed, it.appears)));
        // A look between the claim and the appearance is one that did not see it; a post that nobody could
        // know of was not looked for, so only addresses of the seeds and statements inside posts count.
        let back_dated = statements.filter(|(claim, appears)| {
            let claim = instant(claim);
            let followed = seeded(&world, post.url) || post.kind == PostKind::StatusIncident;
            followed && world.days().into_iter().filter(|day| claim < *day && day < appears).count() >= 2
        });
        if back_dated.count() > 0 {
            found.push(post.url);
        }
    }
    let told: Vec<_> =
        posts(&truth).filter(|it| it.oddities.contains(&Oddity::BackDated)).map(|it| it.url).collect();
    assert_eq!(found, told);
    assert_eq!(told.len(), 2);
}

#[test]
fn a_silent_edit_changes_words_and_no_claimed_time() {
    let world = World::heartbleed();
    let url = "http://www.quarrypay.example/blog/heartbleed-and-quarry-pay";
    let page = world.page(url).unwrap();
    let modified: BTreeSet<_> = page
        .versions
        .iter()
        .map(|it| decoded(page, it).split_once("dateModified").unwrap().1.get(..32).unwrap().to_owned())
        .collect();
    assert_eq!(modified.len(), 1);
    assert_eq!(page.versions.len(), 3, "two edits, one of them of the markup alone");
    assert_eq!(texts(&world, url).len(), 2);
}

#[test]
fn what_robots_forbids_is_linked_and_would_be_served() {
    let world = World::heartbleed();
    let end = *world.days().last().unwrap();
    let forbidden = world.truth().forbidden;
    assert_eq!(forbidden, ["http://www.quarrypay.example/partners/heartbleed-notes"]);
    for url in forbidden {
        assert_eq!(world.page(url).unwrap().at(end).unwrap().status, 200);
        let feed = world.page("http://www.quarrypay.example/feed.json").unwrap().at(end).unwrap();
        assert!(String::from_utf8_lossy(&feed.body).contains(url));
        let robots = world.page("http://www.quarrypay.example/robots.txt").unwrap().at(end).unwrap();
        assert!(String::from_utf8_lossy(&robots.body).contains("Disallow: /partners/"));
    }
}

#[test]
fn every_character_of_the_old_pages_exists_in_their_character_set() {
    let world = World::heartbleed();
    for page in world.pages().filter(|page| page.url.contains("orchard")) {
        for version in &page.versions {
            assert!(!decoded(page, version).contains("&#"), "{}", page.url);
        }
    }
    assert!(texts(&world, "http://www.orchardbackup.example/news/heartbleed.html")[0].contains("Renée Côté"));
}
