//! What goes wrong is an observation; the rest goes on, and nothing stored is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::bench::{Bench, Deaf, Folder, stderr};
use chrono::TimeDelta;
use crawler::clock::system_clock;
use crawler::crew::{Crew, Listener, Tally};
use crawler::database::Database;
use crawler::line::LineError;
use crawler::world::Fault;
use model::{Clock, Receipt};
use store::Scope;
use tokio_util::sync::CancellationToken;

/// Sets the clock ahead when the first visit is finished.
struct Setter(Arc<AtomicI64>);

impl Listener for Setter {
    fn finished(&mut self, _: &str, _: &Receipt, _: &Tally) {
        self.0.store(7200, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_goes_wrong_ends_the_crawl_before_it_gives_anything_a_time() {
    let mut bench = Bench::new().await;
    let ahead_s = Arc::new(AtomicI64::new(0));
    let (right, ahead) = (system_clock(), Arc::clone(&ahead_s));
    bench.line.clock = Clock::new(move || right.now() + TimeDelta::seconds(ahead.load(Ordering::Relaxed)));
    let started_at = bench.line.clock.now();
    bench.store.due_set(&Scope { providers: None }, started_at).await.unwrap();
    let crew = Crew { scope: Scope { providers: None }, width: 1, once: true, worker: "test".to_owned() };
    let ended = crew.run(&bench.line, &CancellationToken::new(), &mut Setter(ahead_s)).await;
    assert!(matches!(ended, Err(LineError::Clock(_))), "{ended:?}");
    let ahead = format!("looked_at > '{}'", started_at + TimeDelta::hours(1));
    assert_eq!(bench.number(&format!("select count(*) from observations where {ahead}")).await, 0);
    assert!(bench.number("select count(*) from observations").await > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_observed_and_retried() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    bench.look().await;
    let posts = bench.number("select count(*) from posts").await;
    let url = bench.world.truth().providers[0].posts[0].url;
    for (fault, outcome) in [(Fault::Status(500), "error"), (Fault::Close, "failed")] {
        bench.server.fail_next(url, fault);
        bench.store.due_set(&store::Scope { providers: None }, bench.server.time()).await.unwrap();
        bench.crawl().await;
        let seen = bench
            .column(&format!(
                "select o.outcome from observations o join frontier f on f.id = o.frontier_id where f.url = '{url}' \
                 order by o.id desc limit 2"
            ))
            .await;
        assert!(seen.iter().any(|one| one == outcome), "{fault:?} at {url}: {seen:?}");
    }
    assert_eq!(bench.number("select count(*) from posts").await, posts, "no post was lost or doubled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_was_cut_short_is_flagged_and_asked_for_again() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    let url = bench.world.truth().provider("quarry").unwrap().posts[0].url;
    bench.server.fail_next(url, Fault::CutBody);
    bench.look().await;
    bench.look().await;
    let looks = bench
        .ask(&format!(
            "select o.truncated, o.complete from observations o join frontier f on f.id = o.frontier_id \
             where f.url = '{url}' order by o.id"
        ))
        .await;
    let cell = |at: usize| (looks.rows[at][0].as_deref(), looks.rows[at][1].as_deref());
    assert_eq!(cell(0), (Some("disconnect"), Some("f")), "the first look saw a part");
    assert_eq!(cell(looks.rows.len() - 1), (None, Some("t")), "the last look saw it whole");
    let text = bench
        .column(&format!(
            "select r.text from revisions r join posts p on p.id = r.post_id where p.url = '{url}' order by number"
        ))
        .await;
    assert_eq!(text.len(), 1, "a part is no text of its own: {text:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_coding_that_ends_early_is_no_text_of_the_provider() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    let url = bench.world.truth().provider("quarry").unwrap().posts[0].url;
    bench.look().await;
    // Without validators the page is sent again: its first half, and then whole.
    bench.store.query("update frontier set etag = null, last_modified = null", false).await.unwrap();
    bench.server.fail_next(url, Fault::CutCoding);
    bench.look().await;
    let looks = bench
        .ask(&format!(
            "select o.truncated, o.complete, o.capture_id is not null, o.detail, o.document_kind from observations o \
             join frontier f on f.id = o.frontier_id where f.url = '{url}' order by o.id"
        ))
        .await;
    let [first, cut, last] = &looks.rows[..] else { panic!("three looks: {looks:#?}") };
    let words = |row: &[Option<String>]| {
        row[..3].iter().map(|it| it.clone().unwrap_or_default()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(first), " t t");
    assert_eq!(words(cut), "disconnect f t", "a part, whose bytes are kept");
    assert_eq!(words(last), " t t", "asked for again at once");
    assert!(cut[3].as_deref().is_some_and(|it| it.contains("gzip body breaks")), "{cut:?}");
    assert_eq!(cut[4].as_deref(), Some("unparsed"));
    let of_post = format!("join posts p on p.id = post_id where p.url = '{url}'");
    assert_eq!(bench.number(&format!("select count(*) from revisions {of_post}")).await, 1);
    assert_eq!(
        bench.number(&format!("select count(*) from changes {of_post}")).await,
        0,
        "nothing was edited"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_may_go_away_in_the_middle() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    let url = bench.world.truth().providers[0].posts[0].url;
    // The look at this page lasts until the database has been away.
    bench.server.fail_next(url, Fault::SlowHead(Duration::from_millis(1500)));
    bench.store.due_set(&store::Scope { providers: None }, bench.server.time()).await.unwrap();
    let private = bench.database.private().unwrap().clone();
    let (tally, stopped) = tokio::join!(bench.crawl(), async {
        while !bench.server.log().iter().any(|request| request.url == url) {
            tokio::task::yield_now().await;
        }
        store::embedded::Cluster::stop(&private).await.unwrap()
    });
    assert!(stopped, "the server was running");
    assert!(tally.visits > 0);
    let truth: usize = bench.world.truth().providers.iter().map(|provider| provider.posts.len()).sum();
    bench.look().await;
    assert!(bench.number("select count(*) from posts").await <= truth as i64);
    assert!(
        bench.number(&format!("select count(*) from posts where url = '{url}'")).await == 1,
        "{url} was stored"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_is_stored_also_when_no_more_visits_can_be_claimed() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    let url = bench.world.truth().provider("quarry").unwrap().posts[0].url;
    bench.server.fail_next(url, Fault::SlowHead(Duration::from_millis(1500)));
    let scope = Scope { providers: Some(vec!["quarry".to_owned()]) };
    bench.store.due_set(&scope, bench.server.time()).await.unwrap();
    let rename = |from: &str, to: &str| format!("alter table providers rename column {from} to {to}");
    let (ended, broken) = tokio::join!(bench.try_crawl_of(scope), async {
        while !bench.server.log().iter().any(|request| request.url == url) {
            tokio::task::yield_now().await;
        }
        bench.store.query(&rename("slug", "lost"), false).await
    });
    broken.unwrap();
    let looks = format!(
        "select count(*) from observations o join frontier f on f.id = o.frontier_id where f.url = '{url}'"
    );
    assert!(ended.is_err(), "no visit can be claimed without that column");
    assert_eq!(bench.number(&looks).await, 1, "the visit under way was finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_waits_for_the_database_can_be_stopped() {
    let bench = Bench::new().await;
    let mut line = bench.line.clone();
    line.database = Database::open(&bench.setting.home, Some(bench.database.url())).await.unwrap();
    store::embedded::Cluster::stop(bench.database.private().unwrap()).await.unwrap();
    let crew = Crew { scope: Scope { providers: None }, width: 4, once: true, worker: "test".to_owned() };
    let (stop, mut deaf) = (CancellationToken::new(), Deaf);
    let (ended, ()) = tokio::join!(crew.run(&line, &stop, &mut deaf), async { stop.cancel() });
    let tally = ended.unwrap();
    assert!(tally.interrupted && tally.visits == 0, "{tally:?}");
}

/// Seeds of one provider with one source.
fn one_source(folder: &Folder, kind: &str, url: &str) -> String {
    let text = format!(
        "slug = \"one\"\nname = \"One\"\ndomain = \"one.example\"\n\n[[source]]\nkind = \"{kind}\"\nurl = \"{url}\"\n"
    );
    folder.file("seeds/providers/one.toml", &text);
    folder.path().join("seeds").display().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_does_not_resolve_is_an_observation() {
    let bench = Bench::new().await.without_proxy().await;
    let mut providers = bench.world.providers();
    providers.truncate(1);
    providers[0].sources.truncate(1);
    providers[0].sources[0].url = "https://does-not-exist.invalid/feed.xml".parse().unwrap();
    bench.store.seeds_sync(&providers, &bench.world.incidents(), bench.server.time()).await.unwrap();
    let of_one = Scope { providers: Some(vec![providers[0].slug.clone()]) };
    let tally = bench.crawl_of(of_one).await;
    assert_eq!(tally.outcomes.get("failed"), Some(&4), "the first look and its retries: {tally:?}");
    let seen = bench
        .column(
            "select distinct o.outcome || ' ' || coalesce(o.failure, '') from observations o \
             join frontier f on f.id = o.frontier_id where f.url like '%does-not-exist%' order by 1",
        )
        .await;
    assert_eq!(seen, ["disallowed ", "failed dns"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robots_txt_that_could_not_be_reached_holds_its_origin_until_it_can() {
    let bench = Bench::new().await;
    let robots = "http://www.quarrypay.example/robots.txt";
    let tries = crawler::schedule::quick_tries(crawler::schedule::Cause::Reset) + 1;
    for _ in 0..tries {
        bench.server.fail_next(robots, Fault::Close); // as often as one run tries
    }
    bench.look().await;
    let posts =
        "select count(*) from posts p join providers v on v.id = p.provider_id where v.slug = 'quarry'";
    assert_eq!(bench.number(posts).await, 0, "nothing is allowed while the rules are not known");
    bench.look().await;
    assert!(bench.number(posts).await > 0, "what is made due is asked for, its rules first");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waited_for_a_robots_txt_is_looked_at_as_soon_as_that_is_mended() {
    let bench = Bench::new().await;
    let robots = "http://www.quarrypay.example/robots.txt";
    let tries = crawler::schedule::quick_tries(crawler::schedule::Cause::Reset) + 1;
    for _ in 0..tries {
        bench.server.fail_next(robots, Fault::Close);
    }
    bench.look().await;
    let of_quarry = "from frontier f join origins o on o.id = f.origin_id \
                     where o.origin = 'http://www.quarrypay.example' and f.role <> 'robots' and f.active";
    let posts =
        "select count(*) from posts p join providers v on v.id = p.provider_id where v.slug = 'quarry'";
    assert_eq!(bench.number(posts).await, 0);
    assert!(
        bench.number(&format!("select min(f.failures) {of_quarry}")).await > 0,
        "a failure of the source"
    );
    let standing = crawler::standing::read(&bench.store, Some("quarry"), bench.server.time()).await.unwrap();
    let trouble: Vec<_> = standing.sources.iter().filter_map(|it| it.trouble.as_deref()).collect();
    assert!(trouble.iter().any(|it| it.starts_with("robots.txt cannot be reached")), "{trouble:?}");
    let wait_s = format!(
        "select ceil(extract(epoch from max(f.due_at) - '{}'))::bigint {of_quarry}",
        bench.server.time().to_rfc3339()
    );
    let wait_s = bench.number(&wait_s).await;
    assert!((1..=360).contains(&wait_s), "due with robots.txt after {wait_s} s");
    bench.server.set_time(bench.server.time() + chrono::TimeDelta::seconds(wait_s));
    bench.crawl().await;
    assert!(bench.number(posts).await > 0, "nobody made it due");
    assert_eq!(bench.number(&format!("select max(f.failures) {of_quarry}")).await, 0);
}

#[test]
fn a_wrong_seed_stops_the_crawl_before_it_begins() {
    let folder = Folder::new();
    let seeds = one_source(&folder, "blogg", "htp:/nowhere");
    let output = folder.trail(&["crawl", "--once", "--seeds", &seeds]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("one.toml:6") && text.contains("blogg"), "file and line of the kind: {text}");
    assert!(text.contains("one.toml:7"), "all errors at once: {text}");
}

#[test]
fn a_database_that_is_not_there_is_said_so() {
    let folder = Folder::new();
    let output = folder.trail(&["sql", "select 1", "--database-url", "postgres://nobody@127.0.0.1:9/none"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("DATABASE_URL"), "{}", stderr(&output));
}
