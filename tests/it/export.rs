//! Exports: files that say what the database says, and give it back.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use archive::{Archive, ArchiveConfig};
use crawler::past::bringing::Bringer;
use crawler::past::import::{Imported, Importer};
use crawler::past::scopes::Scopes;
use crawler::past::unread::read_unread;
use crawler::rebuilding::{Rebuilder, Sequence};
use crawler::rereading::Rereader;
use export::{About, Folder, Format, export_tables, export_wacz, export_warc};
use serde_json::Value;
use store::{ExportScope, Scratch, Store};
use tokio_util::sync::CancellationToken;

use crate::bench::Bench;

fn about() -> About {
    About { software: "trail/test".to_owned(), rules: extractor::VERSION.to_owned() }
}

/// Exports tables and returns the number of rows and the digest of each.
async fn tables(bench: &Bench, to: &Path, format: Format, texts: bool) -> BTreeMap<String, (u64, String)> {
    let mut snapshot = bench.store.snapshot(ExportScope::All, None, texts).await.unwrap().unwrap();
    let written = export_tables(&mut snapshot, &Folder::new(to).unwrap(), format, &about()).await.unwrap();
    written.into_iter().map(|it| (it.table.name.clone(), (it.rows, it.digest))).collect()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_says_the_same_and_describes_each_column() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = tempfile::tempdir().unwrap();
    let csv = tables(&bench, &folder.path().join("csv"), Format::Csv, true).await;
    for (name, format) in
        [("jsonl", Format::JsonLines), ("parquet", Format::Parquet), ("sqlite", Format::Sqlite)]
    {
        assert_eq!(tables(&bench, &folder.path().join(name), format, true).await, csv, "{name}");
    }
    for table in
        ["trail", "first_words", "revisions", "communications", "stamps", "bylines", "mentions", "captures"]
    {
        let counted = bench.number(&format!("select count(*) from {table}")).await;
        assert_eq!(i64::try_from(csv[table].0).unwrap(), counted, "{table}");
        assert!(counted > 0, "{table}");
    }
    let package = json(&folder.path().join("parquet/datapackage.json"));
    for resource in package["resources"].as_array().unwrap() {
        for field in resource["schema"]["fields"].as_array().unwrap() {
            assert!(!field["description"].as_str().unwrap().is_empty(), "{}: {field}", resource["name"]);
        }
    }
    let sums = std::fs::read_to_string(folder.path().join("csv/SHA256SUMS")).unwrap();
    assert!(sums.contains("  data/trail.csv\n") && sums.contains("  datapackage.json\n"), "{sums}");
    let without = folder.path().join("without");
    tables(&bench, &without, Format::Csv, false).await;
    let head = |name: &str| {
        let text = std::fs::read_to_string(without.join(format!("data/{name}.csv"))).unwrap();
        text.lines().next().unwrap().split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(
        !head("revisions").contains(&"text".to_owned())
            && head("revisions").contains(&"text_digest".to_owned())
    );
    assert!(
        !head("mentions").contains(&"quote".to_owned())
            && head("mentions").contains(&"span_start".to_owned())
    );
}

type Rows = BTreeMap<String, BTreeMap<String, Value>>;

/// The rows of an export in JSON Lines by table and key, and the way in which each table is added to the one before.
fn rows(folder: &Path) -> (Rows, BTreeMap<String, String>) {
    let (mut all, mut modes) = (Rows::new(), BTreeMap::new());
    for resource in json(&folder.join("datapackage.json"))["resources"].as_array().unwrap() {
        let name = resource["title"].as_str().unwrap().to_owned();
        modes.insert(name.clone(), resource["mode"].as_str().unwrap().to_owned());
        let key = resource["schema"]["primaryKey"].as_array().unwrap().clone();
        let text = std::fs::read_to_string(folder.join(resource["path"].as_str().unwrap())).unwrap();
        let keyed = text.lines().map(|line| {
            let row: Value = serde_json::from_str(line).unwrap();
            let key = key.iter().map(|column| row[column.as_str().unwrap()].to_string()).collect::<Vec<_>>();
            (key.join(" "), row)
        });
        all.insert(name, keyed.collect());
    }
    (all, modes)
}

#[tokio::test(flavor = "multi_thread")]
async fn deltas_add_up_to_the_whole() {
    let bench = Bench::new().await;
    let folder = tempfile::tempdir().unwrap();
    let days = bench.world.days();
    let (first, rest) = days.split_at(days.len() / 2);
    for moment in first {
        bench.server.set_time(*moment);
        bench.look().await;
    }
    let export = async |name: &str, since| {
        let mut snapshot = bench.store.snapshot(ExportScope::All, since, true).await.unwrap().unwrap();
        let to = folder.path().join(name);
        export_tables(&mut snapshot, &Folder::new(&to).unwrap(), Format::JsonLines, &about()).await.unwrap();
        (rows(&to), snapshot.as_of)
    };
    // Nothing else writes, so the moment itself serves as well as the earlier one that is named for the next delta.
    let ((mut sum, _), as_of) = export("first", None).await;
    for moment in rest {
        bench.server.set_time(*moment);
        bench.look().await;
    }
    let ((delta, modes), _) = export("delta", Some(as_of)).await;
    let ((whole, _), _) = export("whole", None).await;
    for (table, rows) in delta {
        match modes[&table].as_str() {
            "adds" => {
                assert!(rows.len() < whole[&table].len() || rows.is_empty(), "{table} is not all of it");
                sum.get_mut(&table).unwrap().extend(rows);
            }
            _ => drop(sum.insert(table, rows)),
        }
    }
    assert!(modes.values().any(|mode| mode == "adds"));
    for (table, rows) in &whole {
        assert_eq!(&sum[table], rows, "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_records_alone_give_the_same_rows_again() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = bench.store.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    let archive = &bench.line.archive;
    let to = Folder::new(&folder.path().join("warc")).unwrap();
    let written = export_warc(&mut snapshot, archive, &to, &about()).await.unwrap();
    assert_eq!(
        i64::try_from(written.visits).unwrap(),
        bench.number("select count(*) from observations").await
    );
    assert_eq!(i64::try_from(written.captures).unwrap(), bench.number("select count(*) from captures").await);
    let to = Folder::new(&folder.path().join("wacz")).unwrap();
    let packed = export_wacz(&mut snapshot, archive, &to, &about()).await.unwrap();
    assert_eq!((packed.files, packed.visits, packed.captures), (1, written.visits, written.captures));
    drop(snapshot);
    let index = std::fs::read_to_string(folder.path().join("warc/index.cdxj")).unwrap();
    let redirects = "select count(*) from hops h join observations o on o.id = h.observation_id
                      join captures k on k.id = o.capture_id where h.record_id <> k.record_id";
    let shown = "select count(*) from captures where kind <> 'not-modified'";
    let expected = bench.number(redirects).await + bench.number(shown).await;
    assert!(bench.number(redirects).await > 0);
    assert_eq!(
        i64::try_from(index.lines().count()).unwrap(),
        expected,
        "all that can be replayed is in the index"
    );
    let scratch = bench.store.scratch().await.unwrap();
    let copied = folder.path().join("warc/archive");
    let config = ArchiveConfig::default();
    let rebuilder = Rebuilder {
        archive: archive::Archive::open(&copied, config.clone(), bench.server.clock()).unwrap().into(),
        store: scratch.store.clone(),
        incidents: scratch.store.incident_terms().await.unwrap().into(),
        clock: bench.server.clock(),
        width: 2,
        only: None,
        said: Vec::new(),
    };
    let sequence = Sequence::of(&copied, &config.prefix, None).await.unwrap();
    let done = rebuilder.run(sequence, &CancellationToken::new(), |_| ()).await.unwrap();
    assert!(done.damaged.is_empty(), "{done:?}");
    let (crawled, rebuilt) = (bench.store.digests().await.unwrap(), scratch.store.digests().await.unwrap());
    for (one, two) in crawled.iter().zip(&rebuilt) {
        match one.table.as_str() {
            // Where a record stands is another place.
            "captures" | "looks" | "hops" => assert_eq!(one.rows, two.rows, "{}", one.table),
            _ => assert_eq!(one, two),
        }
    }
    scratch.remove().await.unwrap();
}

/// Imports WARC or WACZ files into an empty database with the same seeds.
async fn import(bench: &Bench, files: &[PathBuf], to: &Path) -> (Scratch, Arc<Archive>, Imported) {
    let scratch = bench.store.scratch().await.unwrap();
    let (archive, imported) = import_into(bench, &scratch, files, to).await;
    (scratch, archive, imported)
}

async fn import_into(
    bench: &Bench,
    scratch: &Scratch,
    files: &[PathBuf],
    to: &Path,
) -> (Arc<Archive>, Imported) {
    let clock = bench.server.clock();
    let archive = Arc::new(Archive::open(to, ArchiveConfig::default(), clock.clone()).unwrap());
    let sources = scratch.store.followed_sources().await.unwrap();
    let bringer = Bringer {
        archive: Arc::clone(&archive),
        store: scratch.store.clone(),
        scopes: Scopes::new(sources, None).into(),
        clock: clock.clone(),
    };
    let mut parts = Vec::new();
    for file in files {
        parts.extend(crawler::past::files::parts(file, to).unwrap());
    }
    let mut importer = Importer::new(bringer, 2, CancellationToken::new());
    importer.run(parts).await.unwrap();
    let rereader = Rereader {
        archive: Arc::clone(&archive),
        rereading: scratch.store.reread().await.unwrap().unwrap(),
        incidents: scratch.store.incident_terms().await.unwrap().into(),
        clock,
        width: 2,
    };
    read_unread(&scratch.store, &rereader, &CancellationToken::new()).await.unwrap();
    rereader.rereading.finish().await.unwrap();
    (archive, importer.done)
}

fn files_of(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(end)).collect();
    files.sort();
    files
}

/// What a table of places says, without the places.
fn without_places(table: &str) -> String {
    format!(
        "select (to_jsonb(t) - '{{id,recorded_at,segment_id,record_offset,record_length,observation_id,capture_id,\
         frontier_id,source_id,provider_id,refers_to}}'::text[])::text from {table} t order by 1"
    )
}

async fn said(store: &Store, table: &str) -> Vec<Option<String>> {
    // The view has the words of looks, where the table has their numbers.
    let table = if table == "looks" { "observations" } else { table };
    let rows = store.query(&without_places(table), true).await.unwrap().rows;
    rows.into_iter().map(|row| row[0].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_imported_to_the_same_rows() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = bench.store.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    let archive = &bench.line.archive;
    let warc = Folder::new(&folder.path().join("warc")).unwrap();
    export_warc(&mut snapshot, archive, &warc, &about()).await.unwrap();
    let wacz = Folder::new(&folder.path().join("wacz")).unwrap();
    export_wacz(&mut snapshot, archive, &wacz, &about()).await.unwrap();
    drop(snapshot);
    let crawled = bench.store.digests().await.unwrap();
    let looks = bench.number("select count(*) from observations").await;
    let captures = bench.number("select count(*) from captures").await;
    let (records, packed) =
        (files_of(&warc.path().join("archive"), ".warc.gz"), files_of(wacz.path(), ".wacz"));
    for (name, files) in [("from-warc", records), ("from-wacz", packed)] {
        let to = folder.path().join(name);
        let (scratch, archive, done) = import(&bench, &files, &to).await;
        assert_eq!(
            (i64::try_from(done.visits).unwrap(), i64::try_from(done.captures).unwrap(), done.damaged),
            (looks, captures, 0),
            "{name}: {done:?}"
        );
        for (one, two) in crawled.iter().zip(&scratch.store.digests().await.unwrap()) {
            match one.table.as_str() {
                // Where a record stands is another place; what it says is compared without.
                "captures" | "looks" | "hops" => assert_eq!(
                    said(&bench.store, &one.table).await,
                    said(&scratch.store, &one.table).await,
                    "{name}: {}",
                    one.table
                ),
                _ if one == two => {}
                _ => {
                    let rows = bench.store.differing(&scratch.store, &one.table, 6).await.unwrap();
                    panic!("{name}: {}: {rows:#?}", one.table);
                }
            }
        }
        archive.close();
        let (_, again) = import_into(&bench, &scratch, &files, &to).await;
        assert_eq!((again.visits, again.captures), (0, 0), "the same file twice changes nothing: {again:?}");
        assert_eq!(i64::try_from(again.held).unwrap(), captures);
        scratch.remove().await.unwrap();
    }
}

/// Crawls the world and exports it as WARC twice: the first half of its days, and then what came since. Returns the files of each.
pub async fn in_halves(bench: &Bench, folder: &Path) -> [Vec<PathBuf>; 2] {
    let days = bench.world.days();
    let (first, rest) = days.split_at(days.len() / 2);
    let mut since = None;
    let mut halves = [Vec::new(), Vec::new()];
    for (half, (name, days)) in halves.iter_mut().zip([("first", first), ("rest", rest)]) {
        for day in days {
            bench.server.set_time(*day);
            bench.look().await;
        }
        let mut snapshot = bench.store.snapshot(ExportScope::All, since, true).await.unwrap().unwrap();
        let warc = Folder::new(&folder.join(name)).unwrap();
        export_warc(&mut snapshot, &bench.line.archive, &warc, &about()).await.unwrap();
        since = Some(snapshot.next_since);
        *half = files_of(&warc.path().join("archive"), ".warc.gz");
    }
    halves
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_in_the_order_of_their_visits_whatever_order_they_are_named_in_and_each_visit_once() {
    let bench = Bench::new().await;
    let folder = tempfile::tempdir().unwrap();
    // What comes later is named before what comes first, which is named once more at the end.
    let [earlier, mut files] = in_halves(&bench, folder.path()).await;
    files.extend(earlier);
    let first = files.last().cloned().unwrap();
    std::fs::copy(&first, folder.path().join("again.warc.gz")).unwrap();
    files.push(folder.path().join("again.warc.gz"));
    let (scratch, archive, done) = import(&bench, &files, &folder.path().join("to")).await;
    let looks = bench.number("select count(*) from observations").await;
    assert_eq!((i64::try_from(done.visits).unwrap(), done.damaged), (looks, 0), "{done:?}");
    for (one, two) in bench.store.digests().await.unwrap().iter().zip(&scratch.store.digests().await.unwrap())
    {
        if !["captures", "looks", "hops"].contains(&one.table.as_str()) && one != two {
            panic!(
                "{}: {:#?}",
                one.table,
                bench.store.differing(&scratch.store, &one.table, 6).await.unwrap()
            );
        }
    }
    archive.close();
    scratch.remove().await.unwrap();
}

/// A WARC file in which the records of visits have ids that this program never writes.
fn with_other_ids(file: &Path, to: &Path) {
    let bytes = std::fs::read(file).unwrap();
    let (mut rest, mut written) = (&bytes[..], Vec::new());
    while !rest.is_empty() {
        let mut record = Vec::new();
        flate2::bufread::GzDecoder::new(&mut rest).read_to_end(&mut record).unwrap();
        let end = record.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&record[..end]).unwrap();
        let other = match head.contains("WARC-Type: metadata") {
            true => head.replace("WARC-Record-ID: <urn:uuid:", "WARC-Record-ID: <urn:other:"),
            false => head.to_owned(),
        };
        let mut member = flate2::write::GzEncoder::new(&mut written, flate2::Compression::fast());
        member.write_all(other.as_bytes()).unwrap();
        member.write_all(&record[end..]).unwrap();
        member.finish().unwrap();
    }
    std::fs::write(to, written).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn visits_whose_records_another_program_named_come_in_as_captures_of_others() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = bench.store.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    let warc = Folder::new(&folder.path().join("warc")).unwrap();
    export_warc(&mut snapshot, &bench.line.archive, &warc, &about()).await.unwrap();
    drop(snapshot);
    let mut files = Vec::new();
    for (number, file) in files_of(&warc.path().join("archive"), ".warc.gz").iter().enumerate() {
        files.push(folder.path().join(format!("other-{number}.warc.gz")));
        with_other_ids(file, &files[number]);
    }
    let (scratch, archive, done) = import(&bench, &files, &folder.path().join("to")).await;
    let captures = bench.number("select count(*) from captures where kind <> 'not-modified'").await;
    assert_eq!((done.visits, done.damaged, done.without_original), (0, 0, 0), "{done:?}");
    assert!(i64::try_from(done.captures).unwrap() >= captures, "{done:?} of {captures}");
    let named = "select count(*) from captures where made_by = 'warc' and made_as like 'urn:uuid:%'";
    let named = scratch.store.query(named, true).await.unwrap().rows[0][0].clone().unwrap();
    assert_eq!(named, done.captures.to_string(), "each keeps the id that it has in the file");
    archive.close();
    scratch.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incident_brings_its_posts_and_the_looks_at_them_and_no_others() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = tempfile::tempdir().unwrap();
    let scope = ExportScope::Incident("heartbleed".to_owned());
    let mut snapshot = bench.store.snapshot(scope, None, true).await.unwrap().unwrap();
    let to = Folder::new(&folder.path().join("one")).unwrap();
    let written = export_tables(&mut snapshot, &to, Format::JsonLines, &about()).await.unwrap();
    let number = |name: &str| written.iter().find(|it| it.table.name == name).unwrap().rows;
    let trail = bench.number("select count(*) from trail where incident = 'heartbleed'").await;
    assert_eq!(i64::try_from(number("trail")).unwrap(), trail);
    let posts = bench.number("select count(*) from posts").await;
    assert!(number("posts") > 0 && i64::try_from(number("posts")).unwrap() < posts);
    assert!(number("captures") > 0);
    let named =
        "select count(distinct g.entry_id) from entry_assignments g join incidents i on i.id = g.incident_id
                  where i.slug = 'heartbleed'";
    assert!(number("entries") > 0 && i64::try_from(number("entries")).unwrap() == bench.number(named).await);
    let without_capture = "select count(*) from entry_assignments g join entries e on e.id = g.entry_id
                            where not exists (select 1 from looks l where l.capture_id = e.capture_id)";
    assert_eq!(bench.number(without_capture).await, 0, "the look that brought an entry comes with it");
    for view in ["response_times", "silences"] {
        let rows = bench
            .number(&format!("select count(*) from research.{view} where incident = 'heartbleed'"))
            .await;
        assert!(rows > 0 && i64::try_from(number(view)).unwrap() == rows, "{view}");
    }
    let nothing = ExportScope::Incident("no-such".to_owned());
    assert!(bench.store.snapshot(nothing, None, true).await.unwrap().is_none());
    assert!(Folder::new(to.path()).is_err(), "an export never goes into a folder with something in it");
}
