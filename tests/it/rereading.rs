//! Reading the archive again: the same bytes and the same rules give the same rows, and what other rules read
//! is put right and marked as the reader's change, never as one of the provider's.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use crate::bench::{Bench, Folder, stderr, stdout};
use crawler::rereading::{Reread, Rereader};
use store::Scope;

/// Everything that is derived, row by row, without what says when a row was written.
const DIGESTS: &str = "\
select string_agg(said, E'\\n') from (
    select 'posts ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) as said from posts t
    union all
    select 'revisions ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from revisions t
    union all
    select 'communications ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id))
      from communications t
    union all
    select 'sightings ' || md5(string_agg(to_jsonb(t)::text, E'\\n' order by post_id, frontier_id, update_key))
      from sightings t
    union all
    select 'changes ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from changes t
    union all
    select 'stamps ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from stamps t
    union all
    select 'bylines ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from bylines t
    union all
    select 'identifiers ' || md5(string_agg(to_jsonb(t)::text, E'\\n' order by revision_id, identifier))
      from identifiers t
    union all
    select 'mentions ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from mentions t
    union all
    select 'signal_readings ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by communication_id))
      from signal_readings t
    union all
    select 'signals ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from signals t
    union all
    select 'entries ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from entries t
    union all
    select 'notes ' || md5(string_agg((to_jsonb(t) - 'recorded_at')::text, E'\\n' order by id)) from notes t
) d";

/// Reads everything of every provider again; returns what differed, summed up: found, lost, read differently.
async fn reread(bench: &Bench) -> (i64, i64, i64) {
    let rereader = Rereader {
        archive: Arc::clone(&bench.line.archive),
        rereading: bench.store.reread().await.unwrap().unwrap(),
        incidents: bench.line.incidents.clone(),
        clock: bench.server.clock(),
        width: 2,
    };
    let (mut found, mut lost, mut other) = (0, 0, 0);
    for (slug, id) in bench.store.providers_to_reread("", None).await.unwrap() {
        let Reread { documents, adopted, damaged } = rereader.run(id).await.unwrap();
        assert!(documents > 0 && damaged.is_empty(), "{slug}: {damaged:?}");
        let adopted = adopted.unwrap();
        found += adopted.found;
        lost += adopted.lost;
        other += adopted.read_differently;
    }
    rereader.rereading.finish().await.unwrap();
    (found, lost, other)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_rules_read_the_same_rows() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let before = bench.column(DIGESTS).await;
    let differs = reread(&bench).await;
    let told = bench
        .ask("select source_table, change, row_key, before, after from reader_changes order by id limit 5")
        .await;
    assert_eq!(differs, (0, 0, 0), "{:?}", told.rows);
    assert_eq!(bench.column(DIGESTS).await, before, "row for row");
    assert_eq!(bench.number("select count(*) from pg_namespace where nspname = 'reread'").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_rules_read_is_put_right_and_marked_as_the_readers() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let before = bench.column(DIGESTS).await;
    let other_rules = [
        "update looks l set words_id = look_words_of(to_jsonb(w) || '{\"extractor_version\": \"0\"}')
           from look_words w where w.id = l.words_id and l.capture_id is not null",
        "update revisions set title = 'Wrong', text_digest = 'sha256:0' where number = 1 and post_id in
            (select min(id) from posts where kind = 'article' group by provider_id)",
        "delete from stamps where role = 'updated'",
        "insert into bylines (communication_id, position, name, kind, seniority, function, source, capture_id)
         select min(id), 7, 'Share This', 'person', 'unstated', 'unstated', 'other rules', min(capture_id)
           from communications",
    ];
    for sql in other_rules {
        bench.store.query(sql, false).await.unwrap();
    }
    let (found, lost, other) = reread(&bench).await;
    assert!(found > 0 && lost == 1 && other > 0, "{found} found, {lost} lost, {other} read differently");
    // A stamp that was lost and found again has another number; everything else is as it was.
    let after = bench.column(DIGESTS).await;
    let without_stamps = |digests: &[String]| {
        let lines: Vec<String> = digests[0].lines().map(str::to_owned).collect();
        lines.into_iter().filter(|line| !line.starts_with("stamps ")).collect::<Vec<_>>()
    };
    assert_eq!(without_stamps(&after), without_stamps(&before));
    let byline =
        "select before ->> 'name' from reader_changes where source_table = 'bylines' and change = 'lost'";
    assert_eq!(bench.column(byline).await, ["Share This"], "what the other rules read is kept");
    let title = "select count(*) from reader_changes where source_table = 'revisions'
                    and before ->> 'title' = 'Wrong' and after ->> 'title' <> 'Wrong'";
    assert!(bench.number(title).await > 0);
    assert_eq!(
        bench
            .number(
                "select count(*) from observations where extractor_version = '0'
                               and capture_id is not null and outcome <> 'unchanged' and role <> 'robots'"
            )
            .await,
        0
    );
    assert_eq!(reread(&bench).await, (0, 0, 0), "a third reading finds nothing to change");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_record_leaves_what_its_provider_said_as_it_was() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let before = bench.column(DIGESTS).await;
    let rereader = Rereader {
        archive: Arc::clone(&bench.line.archive),
        rereading: bench.store.reread().await.unwrap().unwrap(),
        incidents: bench.line.incidents.clone(),
        clock: bench.server.clock(),
        width: 2,
    };
    let (_, id) = bench.store.providers_to_reread("", None).await.unwrap()[0].clone();
    let place = "update captures set record_id = '00000000-0000-0000-0000-000000000000'
                  where id = (select min(k.id) from captures k join observations o on o.capture_id = k.id
                               where o.role <> 'robots' and o.provider_id = ";
    bench.store.query(&format!("{place}{id})"), false).await.unwrap();
    let done = rereader.run(id).await.unwrap();
    assert!(!done.damaged.is_empty() && done.adopted.is_none(), "{done:?}");
    rereader.rereading.finish().await.unwrap();
    assert_eq!(bench.column(DIGESTS).await, before);
}

/// A number that only the owner of the database may see.
async fn as_owner(bench: &Bench, sql: &str) -> i64 {
    let table = bench.store.query(sql, false).await.unwrap();
    table.rows[0][0].as_deref().unwrap().parse().unwrap()
}

/// Starts `trail reextract` for everything of a provider.
fn started(bench: &Bench, provider: &str) -> Child {
    let mut command = bench.folder.command(&["reextract", "--all", "--provider", provider]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_read_the_archive_again_take_turns() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let before = bench.column(DIGESTS).await;
    let first = bench.store.reread().await.unwrap().unwrap();
    let providers = bench.column("select slug from providers order by slug limit 2").await;
    let waiting: Vec<_> = providers.iter().map(|provider| started(&bench, provider)).collect();
    let told = waiting.into_iter().map(|mut child| {
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let told = lines.find(|line| line.as_ref().unwrap().contains("another process")).unwrap();
        (child, lines, told.unwrap())
    });
    let told: Vec<_> = told.collect();
    first.finish().await.unwrap();
    for (child, lines, _) in told {
        let output = child.wait_with_output().unwrap();
        let said: Vec<String> = lines.map(Result::unwrap).collect();
        assert_eq!(output.status.code(), Some(0), "{}{said:?}", stdout(&output));
        assert!(stdout(&output).contains("0 providers with rows that differ"), "{}", stdout(&output));
    }
    assert_eq!(bench.column(DIGESTS).await, before, "row for row");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn while_a_reading_is_put_in_place_others_are_crawled_and_a_signal_ends_it() {
    let bench = Bench::new().await;
    let days = bench.world.days();
    bench.server.set_time(days[0]);
    bench.look().await;
    // The provider that says something new later, and another one.
    let other = "harbor";
    let provider =
        bench.column("select slug from providers where slug <> 'harbor' order by slug limit 1").await;
    let before = bench.column(DIGESTS).await;
    let (store, holder) =
        (bench.store.clone(), "do $$ begin lock reader_changes; perform pg_sleep(600); end $$");
    let held = tokio::spawn(async move { store.query(holder, false).await.is_ok() });
    let child = started(&bench, &provider[0]);
    let waits = "select count(*) from pg_stat_activity where application_name like 'trail reading%'
                    and wait_event_type = 'Lock'";
    while as_owner(&bench, waits).await == 0 {}
    bench.server.set_time(*days.last().unwrap());
    let scope = Scope { providers: Some(vec![other.to_owned()]) };
    bench.store.due_set(&scope, bench.server.time()).await.unwrap();
    let tally = tokio::time::timeout(Duration::from_secs(120), bench.crawl_of(scope)).await.unwrap();
    assert!(tally.posts > 0, "a new post of another provider is recorded meanwhile");
    assert_eq!(as_owner(&bench, waits).await, 1, "and the reading still waits");
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(as_owner(&bench, waits).await, 0, "the server does not go on with it either");
    let holding =
        "select count(pg_cancel_backend(pid)) from pg_stat_activity where query like 'do $$ begin lock%'";
    assert_eq!(as_owner(&bench, holding).await, 1);
    assert!(!held.await.unwrap());
    let of_it = format!(
        "select count(*) from reader_changes c join providers p on p.id = c.provider_id \
                         where p.slug = '{}'",
        provider[0]
    );
    assert_eq!(bench.number(&of_it).await, 0);
    assert_ne!(bench.column(DIGESTS).await, before);
    let again = started(&bench, &provider[0]).wait_with_output().unwrap();
    assert!(stdout(&again).contains("0 providers with rows that differ"), "{}", stdout(&again));
}

#[test]
fn a_provider_that_nobody_knows_is_not_said_to_be_read() {
    let folder = Folder::new();
    let output = folder.trail(&["reextract", "--provider", "acmee"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert!(stderr(&output).contains("there is no provider 'acmee' in the database"), "{}", stderr(&output));
}
