//! What an operator does: watch, look at the state, declare a burst, give out roles.

use std::io::{Read, Write};
use std::net::TcpStream;

use crawler::metrics::MetricsServer;
use crawler::standing;
use store::{BurstTarget, Scope, Secret, Store};

use crate::bench::{Bench, Folder, stderr, stdout};

fn get(address: std::net::SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metrics_say_what_was_done_and_how_the_crawl_stands() {
    let bench = Bench::new().await;
    let tally = bench.look().await;
    let (metrics, store) = (bench.line.metrics.clone(), bench.store.clone());
    let any_port = "127.0.0.1:0".parse().unwrap();
    let server = MetricsServer::start(any_port, metrics, store, bench.server.clock()).await.unwrap();
    let address = server.address();
    let text = tokio::task::spawn_blocking(move || get(address, "/metrics")).await.unwrap();
    for (outcome, number) in &tally.outcomes {
        let line = format!("trail_visits_total{{outcome=\"{outcome}\"}} {number}\n");
        assert!(text.contains(&line), "{line} in\n{text}");
    }
    assert!(text.contains(&format!("trail_visit_duration_seconds_count {}\n", tally.visits)), "{text}");
    assert!(text.contains("trail_visits_under_way 0\n"), "{text}");
    let sources = bench.number("select count(*) from sources where active").await;
    let states = text.lines().filter(|line| line.starts_with("trail_sources{"));
    let counted: i64 = states.map(|line| line.rsplit(' ').next().unwrap().parse::<i64>().unwrap()).sum();
    assert_eq!(counted, sources, "every source has a state");
    assert!(!text.contains("trail_last_success_timestamp_seconds 0\n"), "the dead-man signal is set");
    let lost = tokio::task::spawn_blocking(move || get(address, "/etc/passwd")).await.unwrap();
    assert!(lost.starts_with("HTTP/1.1 404"), "{lost}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_brings_its_sources_to_five_minutes_and_ends_by_itself() {
    let bench = Bench::new().await;
    bench.look().await;
    let now = bench.server.time();
    let slug = bench.world.truth().providers[0].slug;
    let target = bench.store.burst_target(slug).await.unwrap().unwrap();
    assert!(matches!(target, BurstTarget::Provider(_)));
    let sources = bench.store.burst_start(&target, now, now + chrono::TimeDelta::hours(72)).await.unwrap();
    assert!(sources > 0);
    bench.crawl_of(Scope { providers: Some(vec![slug.to_owned()]) }).await;
    let slow = |than: &str| {
        format!(
            "select count(*) from frontier f join providers p on p.id = f.provider_id where f.depth = 0 and f.active \
             and f.role <> 'robots' and p.slug = '{slug}' and f.due_at > '{now}'::timestamptz + interval '{than}'"
        )
    };
    assert_eq!(bench.number(&slow("5 minutes 30 seconds")).await, 0, "all of them, within five minutes");
    let states = standing::read(&bench.store, Some(slug), bench.server.time()).await.unwrap();
    assert!(states.sources.iter().all(|source| source.burst_until_at.is_some()));
    let others = standing::read(&bench.store, None, bench.server.time()).await.unwrap();
    let watched = others.sources.iter().filter(|source| source.burst_until_at.is_some()).count();
    assert_eq!(watched, states.sources.len(), "and nobody else");
    // Long after its end nothing is left of it.
    bench.server.set_time(now + chrono::TimeDelta::days(30));
    bench.look().await;
    let later = format!(
        "select count(*) from frontier f join providers p on p.id = f.provider_id where f.depth = 0 and p.slug = '{slug}' \
         and f.role <> 'robots' and f.interval_s <= 300"
    );
    let kinds = bench.number(&format!("select count(*) from sources s join providers p on p.id = s.provider_id where p.slug = '{slug}' and s.kind = 'status'")).await;
    assert!(bench.number(&later).await <= kinds, "only a status page is looked at as often by itself");
}

#[test]
fn status_speaks_to_people_and_programs_and_its_exit_code_to_alarms() {
    let folder = Folder::new();
    assert!(folder.trail(&["demo"]).status.success());
    let output = folder.trail(&["status"]);
    let text = stdout(&output);
    // The demo plays in 2014: every source is years late.
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("late") && text.contains("sources: 0 on time"), "{text}");
    let csv = stdout(&folder.trail(&["status", "--format", "csv"]));
    assert!(csv.starts_with("provider,kind,url,state,last_success_at,"), "{csv}");
    let rows: serde_json::Value =
        serde_json::from_str(&stdout(&folder.trail(&["status", "--format", "json"]))).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), csv.lines().count() - 1);
    assert!(rows[0]["staleness_s"].as_i64().unwrap() > rows[0]["objective_s"].as_i64().unwrap());
    let unknown = folder.trail(&["status", "nobody"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(stderr(&unknown).contains("no provider 'nobody'"), "{}", stderr(&unknown));
}

#[test]
fn the_burst_command_declares_lists_and_ends() {
    let folder = Folder::new();
    assert!(folder.trail(&["demo"]).status.success());
    let home = folder.path().join("demo").display().to_string();
    let trail = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_trail"));
        command.args(args).args(["--data-dir", &home]).output().unwrap()
    };
    assert!(stdout(&trail(&["burst"])).contains("no burst"));
    let told = stdout(&trail(&["burst", "heartbleed", "--for", "5d"]));
    assert!(told.contains("all providers") && told.contains("5 minutes or less"), "{told}");
    assert!(stdout(&trail(&["burst"])).contains("incident  heartbleed"));
    assert!(stdout(&trail(&["status"])).contains("burst: heartbleed"));
    assert_eq!(trail(&["burst", "heartbleed", "--for", "soon"]).status.code(), Some(2));
    assert_eq!(trail(&["burst", "nothing"]).status.code(), Some(1));
    assert!(trail(&["burst", "heartbleed", "--stop"]).status.success());
    assert_eq!(trail(&["burst", "heartbleed", "--stop"]).status.code(), Some(1), "there is none any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roles_do_their_work_and_nothing_else() {
    let bench = Bench::new().await;
    let secret = |text: &str| Secret::new(text);
    bench.store.roles_set(Some(&secret("crawl-pw\n")), Some(&secret("read-pw")), None).await.unwrap();
    bench.store.roles_set(None, None, Some(&secret("research-pw"))).await.unwrap();
    let as_role = |role: &str| bench.database.url().replace("user=trail", &format!("user={role}"));
    let crawling = Store::connect(&as_role("trail_crawl")).await.unwrap();
    let mut line = bench.line.clone();
    line.store = crawling.clone();
    line.store
        .seeds_sync(&bench.world.providers(), &bench.world.incidents(), bench.server.time())
        .await
        .unwrap();
    line.store.due_set(&Scope { providers: None }, bench.server.time()).await.unwrap();
    let crew = crawler::crew::Crew {
        scope: Scope { providers: None },
        width: 4,
        once: true,
        worker: "test".to_owned(),
    };
    let stop = tokio_util::sync::CancellationToken::new();
    let tally = crew.run(&line, &stop, &mut crate::bench::Deaf).await.unwrap();
    assert!(tally.visits > 10 && tally.posts > 0, "the role that crawls can crawl: {tally:?}");
    let later = model::IncidentSeed {
        slug: "refunds".to_owned(),
        name: "Partial refunds".to_owned(),
        aliases: Vec::new(),
        ids: Vec::new(),
        wrong_ids: Vec::new(),
        events: Vec::new(),
    };
    crawling.seeds_sync(&[], &[later], bench.server.time()).await.unwrap();
    crawler::mentions::refresh(&crawling).await.unwrap();
    let waiting = "select count(*) from signals_to_read";
    assert_eq!(bench.number(waiting).await, 1);
    line.incidents = crawling.incident_terms().await.unwrap().into();
    crew.run(&line, &stop, &mut crate::bench::Deaf).await.unwrap();
    assert_eq!(bench.number(waiting).await, 0, "and read what a new incident makes worth reading");
    let refused = async |store: &Store, sql: &str| {
        let error = store.query(sql, false).await.expect_err(sql).to_string();
        assert!(error.contains("permission denied") || error.contains("must be owner"), "{sql}: {error}");
    };
    for sql in [
        "create table mine (a int)",
        "drop table posts",
        "alter table captures add column a int",
        "delete from looks",
        "delete from captures",
        "delete from posts",
        "delete from communications",
        "truncate revisions",
        "update captures set status = 200",
        "update looks set complete = true",
        "update look_words set outcome = 'answered'",
        "delete from look_words",
        "create role another",
    ] {
        refused(&crawling, sql).await;
    }
    let reading = Store::connect(&as_role("trail_read")).await.unwrap();
    let seen = reading.query("select count(*) from trail", false).await.unwrap();
    assert_ne!(seen.rows[0][0].as_deref(), Some("0"), "the role that reads can read");
    for sql in [
        "select headers from sources",
        "insert into providers (slug, name, domain) values ('a', 'a', 'a')",
        "update frontier set due_at = now()",
        "delete from notes",
        "create table mine (a int)",
        "create temporary view v as select headers from sources; select * from v",
    ] {
        refused(&reading, sql).await;
    }
    // `trail sql` takes the role on by itself.
    let asked = bench.store.query("select current_user::text", true).await.unwrap();
    assert_eq!(asked.rows[0][0].as_deref(), Some("trail_read"));
    let kept = "select left(rolpassword, 18) from pg_authid where rolname = 'trail_crawl'";
    let kept = bench.store.query(kept, false).await.unwrap();
    assert_eq!(kept.rows[0][0].as_deref(), Some("SCRAM-SHA-256$4096"), "no password is stored");
}

#[test]
fn secrets_are_in_no_log_no_error_and_no_archive() {
    let folder = Folder::new();
    let seeds = "slug = \"one\"\nname = \"One\"\ndomain = \"one.example\"\n\n[[source]]\nkind = \"page\"\n\
                 url = \"http://one.example/x\"\nheaders = { Authorization = \"Bearer s3cret-header\" }\n";
    folder.file("seeds/providers/one.toml", seeds);
    let seeds = folder.path().join("seeds").display().to_string();
    folder.without_rests();
    let port = closed_port();
    let proxy = format!("http://me:s3cret-proxy@127.0.0.1:{port}/");
    let database = format!("postgres://me:s3cret-database@127.0.0.1:{port}/trail");
    let mut said = String::new();
    for args in [
        vec!["crawl", "--once", "--seeds", &seeds, "--proxy", &proxy, "-vvv", "--delay", "0"],
        vec![
            "crawl",
            "--once",
            "--seeds",
            &seeds,
            "--proxy",
            &proxy,
            "--log-format",
            "json",
            "--force-due",
            "--delay",
            "0",
        ],
        vec!["doctor", "--proxy", &proxy, "--database-url", &database],
        vec!["sql", "select 1", "--database-url", &database, "-vvv"],
        vec!["status", "--database-url", &database],
        vec!["db", "status", "--database-url", &database],
        vec!["demo", "--database-url", &database],
        vec!["sql", "select 1", "--database-url", "postgres://me:s3cret-database@:bad:/x"],
        vec!["doctor", "--proxy", "http://me:s3cret-proxy@:bad:/"],
    ] {
        let output = folder.trail(&args);
        said +=
            &format!("{args:?}\n{}{}\n", stdout(&output), stderr(&output)).replace(&format!("{args:?}"), "");
    }
    assert!(said.contains("127.0.0.1"), "the places are named all the same");
    for line in said.lines() {
        assert!(!line.contains("s3cret"), "{line}");
    }
    let archive = folder.path().join("archive");
    let mut records = 0;
    for file in std::fs::read_dir(archive).unwrap() {
        let mut bytes = Vec::new();
        let file = std::fs::File::open(file.unwrap().path()).unwrap();
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).unwrap();
        records += bytes.windows(5).filter(|part| part == b"WARC/").count();
        assert!(!String::from_utf8_lossy(&bytes).contains("s3cret"), "in the archive");
    }
    assert!(records > 0);
}

/// A port of this machine where nobody listens.
fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
