//! The database made again from the archive alone: equal row for row in all that is derived.

use std::sync::Arc;

use archive::ArchiveConfig;
use crawler::rebuilding::{Rebuilder, Rebuilt, Sequence};
use store::{Scratch, TableDigest};
use tokio_util::sync::CancellationToken;

use crate::bench::{Bench, Folder, stderr};

/// Rebuilds into `scratch` until `seen` visits were seen.
pub async fn rebuild(bench: &Bench, scratch: &Scratch, seen: usize) -> Rebuilt {
    let prefix = ArchiveConfig::default().prefix;
    let sequence = Sequence::of(&bench.setting.home.archive(), &prefix, None).await.unwrap();
    let rebuilder = Rebuilder {
        archive: Arc::clone(&bench.line.archive),
        store: scratch.store.clone(),
        incidents: scratch.store.incident_terms().await.unwrap().into(),
        clock: bench.server.clock(),
        width: 2,
        only: None,
        said: bench.store.merges_said().await.unwrap(),
    };
    let (stop, mut left) = (CancellationToken::new(), seen);
    let until = stop.clone();
    let count = |_: &Rebuilt| {
        left = left.saturating_sub(1);
        if left == 0 {
            until.cancel();
        }
    };
    rebuilder.run(sequence, &stop, count).await.unwrap()
}

/// Asserts that two databases say the same, what researchers read of it too, and shows rows of the first table in which they do not.
pub async fn assert_same(bench: &Bench, scratch: &Scratch) -> Vec<TableDigest> {
    scratch.retire().await.unwrap();
    let (crawled, rebuilt) = (bench.store.digests().await.unwrap(), scratch.store.digests().await.unwrap());
    assert_eq!(crawled.len(), rebuilt.len());
    let views = (bench.store.view_digests().await.unwrap(), scratch.store.view_digests().await.unwrap());
    assert!(views.0.iter().all(|it| it.rows > 0), "{:?}", views.0);
    for (one, two) in crawled.iter().chain(&views.0).zip(rebuilt.iter().chain(&views.1)) {
        if one != two {
            let rows = bench.store.differing(&scratch.store, &one.table, 6).await.unwrap();
            panic!("{}: {rows:#?}", one.table);
        }
    }
    crawled
}

#[tokio::test(flavor = "multi_thread")]
async fn the_archive_alone_gives_the_same_rows() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let scratch = bench.store.scratch().await.unwrap();
    let done = rebuild(&bench, &scratch, usize::MAX).await;
    assert!(done.damaged.is_empty() && !done.stopped && done.tally.left_out == 0, "{done:?}");
    let looks = bench.number("select count(*) from observations").await;
    assert_eq!(i64::try_from(done.tally.recorded).unwrap(), looks);
    let digests = assert_same(&bench, &scratch).await;
    for table in ["looks", "captures", "hops", "communications", "origins", "notes"] {
        assert!(digests.iter().any(|it| it.table == table && it.rows > 0), "{table} has rows to be compared");
    }
    scratch.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_stopped_goes_on_and_nothing_is_crawled_meanwhile() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let scratch = bench.store.scratch().await.unwrap();
    for seen in [1, 7, 40] {
        let done = rebuild(&bench, &scratch, seen).await;
        assert!(done.stopped && scratch.store.rebuild_is_unfinished().await.unwrap(), "{done:?}");
    }
    let done = rebuild(&bench, &scratch, usize::MAX).await;
    assert!(done.went_on && done.before > 0 && done.tally.recorded > 0, "{done:?}");
    assert!(!scratch.store.rebuild_is_unfinished().await.unwrap());
    assert_same(&bench, &scratch).await;
    let again = rebuild(&bench, &scratch, usize::MAX).await;
    assert_eq!((again.tally.recorded, again.went_on), (0, false), "there is nothing left to record");
    scratch.remove().await.unwrap();
}

#[test]
fn while_one_is_unfinished_no_command_records_anything() {
    let folder = Folder::new();
    let seed = "slug = \"acme\"\nname = \"Acme\"\ndomain = \"acme.example\"\n\n[[source]]\nkind = \"blog\"\n\
                url = \"https://acme.example/feed.xml\"\n";
    folder.file("seeds/providers/acme.toml", seed);
    let seeds = folder.path().join("seeds").display().to_string();
    let file = folder.file("past.warc", "WARC/1.1\r\n").display().to_string();
    assert!(folder.trail(&["rebuild", "--seeds", &seeds]).status.success());
    let unfinished = "insert into rebuilds (started_at) values (now())";
    assert!(folder.trail(&["sql", "--write", unfinished]).status.success());
    let commands: [&[&str]; 7] = [
        &["crawl", "--once", "--seeds", &seeds],
        &["watch", "--seeds", &seeds],
        &["refetch", "acme"],
        &["burst", "acme"],
        &["import", &file],
        &[
            "backfill",
            "acme",
            "--from",
            "2014-04-01",
            "--to",
            "2014-05-01",
            "--archive-url",
            "http://127.0.0.1:9/",
        ],
        &["reextract", "--all"],
    ];
    for command in commands {
        let output = folder.trail(command);
        assert_eq!(output.status.code(), Some(3), "{command:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("being made again from the archive"), "{}", stderr(&output));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_tells_of_every_row_and_of_no_number() {
    let bench = Bench::new().await;
    bench.crawl().await;
    let before = bench.store.digests().await.unwrap();
    let change = |sql: &'static str| async {
        bench.store.query(sql, false).await.unwrap();
        let after = bench.store.digests().await.unwrap();
        let differing = before.iter().zip(&after).filter(|(one, two)| one != two);
        differing.map(|(one, _)| one.table.clone()).collect::<Vec<_>>()
    };
    let later = "update looks l set recorded_at = recorded_at + interval '1 day',
                        words_id = look_words_of(to_jsonb(w) || '{\"extractor_version\": \"0\"}')
                   from look_words w where w.id = l.words_id";
    assert_eq!(
        change(later).await,
        Vec::<String>::new(),
        "when a row was written is no part of what it says"
    );
    assert_eq!(change("update frontier set due_at = due_at + interval '1 day'").await, Vec::<String>::new());
    let title = "update revisions set title = title || '.' where id = (select min(id) from revisions)";
    assert_eq!(change(title).await, ["revisions"]);
    let key = "update posts set key = key || '.' where id = (select min(id) from posts)";
    let named = change(key).await;
    assert!(named.contains(&"posts".to_owned()) && named.contains(&"communications".to_owned()), "{named:?}");
}
