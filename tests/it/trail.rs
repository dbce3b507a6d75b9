//! A crawl of the demo's world finds what its hand-written truth says, and nothing else.

use crate::bench::Bench;
use crawler::world::{Oddity, PostTruth};
use model::PostKind;

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_is_what_the_truth_says() {
    let bench = Bench::new().await;
    bench.all_days().await;
    for provider in bench.world.truth().providers {
        for post in &provider.posts {
            check_post(&bench, provider.slug, post).await;
        }
        let found = bench
            .column(&format!(
                "select p.url from posts p join providers v on v.id = p.provider_id where v.slug = '{}' order by 1",
                provider.slug
            ))
            .await;
        let mut wanted: Vec<String> = provider.posts.iter().map(|post| post.url.to_owned()).collect();
        wanted.sort();
        assert_eq!(found, wanted, "{}: exactly these posts", provider.slug);
    }
}

async fn check_post(bench: &Bench, provider: &str, post: &PostTruth) {
    let place = format!("{provider}: {}", post.url);
    let of_post = format!("from posts p join revisions r on r.post_id = p.id where p.url = '{}'", post.url);
    let revisions = bench.number(&format!("select count(*) {of_post}")).await;
    assert_eq!(revisions, post.revisions as i64, "{place}: revisions");
    let title = bench.column(&format!("select r.title {of_post} order by r.number desc limit 1")).await;
    assert_eq!(title, [post.title], "{place}: title");
    let trail =
        format!("from communications c join posts p on p.id = c.post_id where p.url = '{}'", post.url);
    if post.kind == PostKind::Article {
        let claimed = bench
            .ask(&format!("select c.claimed_local, c.claimed_utc_offset {trail} and c.update_key = '' order by version limit 1"))
            .await;
        assert_eq!(claimed.rows[0][0].as_deref(), Some(post.published.local), "{place}: published");
        assert_eq!(claimed.rows[0][1].as_deref(), post.published.offset, "{place}: offset");
        let authors = bench
            .ask(&format!(
                "select distinct b.position, b.name, b.job_title from bylines b \
                 join communications c on c.id = b.communication_id join posts p on p.id = c.post_id \
                 where p.url = '{}' and c.update_key = '' order by b.position",
                post.url
            ))
            .await;
        let found: Vec<(Option<&str>, Option<&str>)> =
            authors.rows.iter().map(|row| (row[1].as_deref(), row[2].as_deref())).collect();
        let wanted: Vec<(Option<&str>, Option<&str>)> =
            post.authors.iter().map(|author| (Some(author.name), author.job_title)).collect();
        assert_eq!(found, wanted, "{place}: authors");
    }
    let updates = bench
        .ask(&format!(
            "select min(c.claimed_local), min(c.claimed_utc_offset), max(c.version), \
                    count(c.claimed_local) filter (where c.version > 1) {trail} and c.update_key <> '' \
             group by c.update_key order by 1"
        ))
        .await;
    let found: Vec<_> = updates
        .rows
        .iter()
        .map(|row| (row[0].clone().unwrap_or_default(), row[1].clone(), row[2].clone().unwrap_or_default()))
        .collect();
    let wanted: Vec<_> = post
        .updates
        .iter()
        .map(|update| {
            let claimed = update.claimed;
            (claimed.local.to_owned(), claimed.offset.map(str::to_owned), update.revisions.to_string())
        })
        .collect();
    assert_eq!(found, wanted, "{place}: updates");
    let dated_later = updates.rows.iter().filter(|row| row[3].as_deref() != Some("0")).count();
    assert_eq!(dated_later, 0, "{place}: words in the place of others have no claimed time");
    let mentions = bench
        .number(&format!("select count(*) from trail where url = '{}' and incident = 'heartbleed'", post.url))
        .await;
    assert_eq!(mentions > 0, post.about_incident, "{place}: about the incident");
    let backdated = bench
        .number(&format!(
            "select count(*) {trail} and c.claimed_high_at <= c.last_not_seen_at and c.version = 1"
        ))
        .await;
    assert_eq!(backdated > 0, post.oddities.contains(&Oddity::BackDated), "{place}: back-dated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_look_is_conditional_and_changes_nothing() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    bench.look().await;
    let before = facts(&bench).await;
    let asked = bench.server.log().len();
    let tally = bench.look().await;
    assert_eq!(facts(&bench).await, before, "nothing new");
    assert_eq!((tally.posts, tally.revisions, tally.communications), (0, 0, 0));
    for request in &bench.server.log()[asked..] {
        let page = bench.world.page(&request.url);
        let validated =
            page.is_some_and(|page| !matches!(page.validated, crawler::world::Validated::Nothing));
        assert!(
            request.conditional || !validated || request.status != 200,
            "{} was asked for whole",
            request.url
        );
    }
}

/// How many facts there are; looks do not count.
async fn facts(bench: &Bench) -> Vec<String> {
    let mut counts = Vec::new();
    for table in ["posts", "revisions", "communications", "stamps", "bylines", "frontier"] {
        counts.push(format!("{table} {}", bench.number(&format!("select count(*) from {table}")).await));
    }
    counts
}
