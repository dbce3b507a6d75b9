//! What seeds and people say of what was archived before is seen to by the next crawl, and by `trail reextract`.

use crawler::mentions;
use model::IncidentSeed;

use crate::bench::{Bench, Folder, stderr, stdout};
use crate::rebuild::{assert_same, rebuild};

/// A post of the world that is about no flaw and no incident.
const REFUNDS: &str = "%/blog/partial-refunds";

/// The same provider's post on Heartbleed, which is edited silently on 10 April.
const HEARTBLEED: &str = "%/blog/heartbleed-and-quarry-pay";

/// What is known of that post's words.
fn reading(url: &str) -> String {
    format!(
        "select concat_ws(' ', r.assessed, r.reason, r.read_for) from signal_readings r
           join communications c on c.id = r.communication_id join posts p on p.id = c.post_id
          where p.url like '{url}' order by c.id"
    )
}

/// Looks with a line that knows the incidents of now, as a crawl does that is started now.
async fn started_again(bench: &mut Bench) {
    mentions::refresh(&bench.store).await.unwrap();
    bench.line.incidents = bench.store.incident_terms().await.unwrap().into();
    bench.crawl().await;
}

async fn rebuilt_is_the_same(bench: &Bench) {
    let scratch = bench.store.scratch().await.unwrap();
    let done = rebuild(bench, &scratch, usize::MAX).await;
    assert!(done.damaged.is_empty() && done.unsaid == 0, "{done:?}");
    assert_same(bench, &scratch).await;
    scratch.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_that_is_written_later_is_read_in_what_was_archived_before() {
    let mut bench = Bench::new().await;
    bench.all_days().await;
    assert_eq!(bench.column(&reading(REFUNDS)).await, ["f no-concern"]);
    let named = |name: &str| IncidentSeed {
        slug: "refunds".into(),
        name: name.into(),
        aliases: Vec::new(),
        ids: Vec::new(),
        wrong_ids: Vec::new(),
        events: Vec::new(),
    };
    bench.store.seeds_sync(&[], &[named("Partial refunds")], bench.server.time()).await.unwrap();
    // A process that was started with the seeds of before leaves it to others.
    bench.crawl().await;
    assert_eq!(bench.column(&reading(REFUNDS)).await, ["f no-concern"]);
    started_again(&mut bench).await;
    assert_eq!(bench.column(&reading(REFUNDS)).await, ["t incident"]);
    assert_eq!(bench.number("select count(*) from signals_to_read").await, 0);
    let causes = "select distinct cause || ' ' || source_table from reader_changes order by 1";
    assert!(bench.column(causes).await.iter().all(|it| it.starts_with("incidents signal")));
    rebuilt_is_the_same(&bench).await;
    // The other way round: a name that nobody uses.
    bench.store.seeds_sync(&[], &[named("Zorbyx")], bench.server.time()).await.unwrap();
    started_again(&mut bench).await;
    assert_eq!(bench.column(&reading(REFUNDS)).await, ["f no-concern"]);
    rebuilt_is_the_same(&bench).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_that_people_merged_and_took_apart_are_what_the_archive_says_of_each() {
    let mut bench = Bench::new().await;
    let merge_at: chrono::DateTime<chrono::Utc> = "2014-04-09T18:00:00Z".parse().unwrap();
    let days = bench.world.days();
    let (before, after): (Vec<_>, Vec<_>) = days.into_iter().partition(|day| *day < merge_at);
    for day in before {
        bench.server.set_time(day);
        bench.look().await;
    }
    let ids = format!(
        "select merge_posts((select id from posts where url like '{HEARTBLEED}'),
                            (select id from posts where url like '{REFUNDS}'))"
    );
    bench.store.query(&ids, false).await.unwrap();
    // It is said now, and the world is in 2014.
    bench.store.query("update merges set merged_at = '2014-04-09T18:00:00Z'", false).await.unwrap();
    for day in after {
        bench.server.set_time(day);
        bench.look().await;
    }
    let texts = |url: &str| {
        format!(
            "select r.number || ' ' || coalesce(r.title, '') from revisions r join posts p on p.id = r.post_id
              where p.url like '{url}' order by r.number"
        )
    };
    let edited = ["1 Partial refunds in the dashboard", "2 Heartbleed and Quarry Pay"];
    assert_eq!(bench.column(&texts(REFUNDS)).await[..2], edited);
    // Of a merge in force the archive knows nothing, and what was recorded since rests on it.
    rebuilt_is_the_same(&bench).await;
    let merge = "select unmerge(id) from merges where reason = 'by-hand'";
    bench.store.query(merge, false).await.unwrap();
    assert_eq!(bench.number("select count(*) from rereads_due").await, 1);
    started_again(&mut bench).await;
    assert_eq!(bench.number("select count(*) from rereads_due").await, 0);
    assert_eq!(bench.column(&texts(REFUNDS)).await, edited[..1]);
    assert_eq!(bench.column(&texts(HEARTBLEED)).await.len(), 2);
    let silent = format!(
        "select count(*) from changes c join posts p on p.id = c.post_id where c.silent and p.url like '{HEARTBLEED}'"
    );
    assert_eq!(bench.number(&silent).await, 1, "the edit that the provider made");
    assert_eq!(bench.column("select distinct cause from reader_changes").await, ["merges"]);
    rebuilt_is_the_same(&bench).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_left_the_seeds_is_followed_as_long_in_a_database_that_is_made_again() {
    let bench = Bench::new().await;
    let days = bench.world.days();
    let (first, rest) = days.split_at(days.len() / 2);
    for day in first {
        bench.server.set_time(*day);
        bench.look().await;
    }
    let mut providers = bench.world.providers();
    let several = providers.iter_mut().find(|provider| provider.slug == "fernway").unwrap();
    assert!(several.sources.len() > 1);
    several.sources.pop();
    bench.store.seeds_sync(&providers, &[], bench.server.time()).await.unwrap();
    for day in rest {
        bench.server.set_time(*day);
        bench.look().await;
    }
    assert_eq!(bench.number("select count(*) from sources where not active").await, 1);
    rebuilt_is_the_same(&bench).await;
}

#[test]
fn reextract_never_says_that_nothing_is_to_be_read_while_something_is() {
    let folder = Folder::new();
    let run = |arguments: &[&str]| {
        let output = folder.trail(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
        stdout(&output)
    };
    run(&["demo"]);
    assert!(run(&["reextract"]).starts_with("nothing to read again"));
    run(&["sql", "--write", "insert into incidents (slug, name) values ('refunds', 'Partial refunds')"]);
    run(&[
        "sql",
        "--write",
        "insert into incident_terms select id, name, 'name' from incidents where slug = 'refunds'",
    ]);
    let read = run(&["reextract"]);
    assert!(read.starts_with("signals of 1 communication read once more"), "{read}");
    assert!(read.contains("nothing else to read again"), "{read}");
    assert!(run(&["reextract"]).starts_with("nothing to read again"));
    let two = "select merge_posts((array_agg(id order by id))[2], (array_agg(id order by id))[1]) from posts
                where kind = 'article' and provider_id = (select id from providers where slug = 'quarry')";
    run(&["sql", "--write", two]);
    run(&["sql", "--write", "select unmerge(id) from merges where reason = 'by-hand'"]);
    let read = run(&["reextract"]);
    assert!(read.contains("read again by the rules"), "{read}");
    assert!(run(&["reextract"]).starts_with("nothing to read again"));
}
