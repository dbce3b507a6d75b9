//! An export of one's own comes in beside a crawl of the same providers: each look keeps its place in the order of their time.

use std::sync::Arc;

use archive::{Archive, ArchiveConfig};
use crawler::past::files::parts;
use crawler::past::own::OwnFiles;
use export::{About, Folder, export_warc};
use store::ExportScope;
use tokio_util::sync::CancellationToken;

use crate::bench::Bench;

/// A crawl looks at a provider after the import has begun and before it came to that provider's visits.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_crawl_saw_since_the_import_began_stands_behind_no_older_visit() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = bench.store.snapshot(ExportScope::All, None, true).await.unwrap().unwrap();
    let warc = Folder::new(&folder.path().join("warc")).unwrap();
    let about = About { software: "trail/test".to_owned(), rules: extractor::VERSION.to_owned() };
    export_warc(&mut snapshot, &bench.line.archive, &warc, &about).await.unwrap();
    drop(snapshot);

    let scratch = bench.store.scratch().await.unwrap();
    let to = folder.path().join("to");
    let archive = Arc::new(Archive::open(&to, ArchiveConfig::default(), bench.server.clock()).unwrap());
    let mut own = OwnFiles::new(Arc::clone(&archive), &scratch.store, 2).await.unwrap();
    let look = "insert into looks (frontier_id, source_id, provider_id, looked_at, words_id, complete, segment_id, record_offset,
                                   record_length, record_id)
                select f.id, f.source_id, f.provider_id, '2014-06-01', look_words_of('{\"role\": \"listing\", \"outcome\": \"answered\"}'),
                       true, segment_of('today.warc.gz'), 0, 1, md5('today')::uuid
                  from frontier f join providers p on p.id = f.provider_id where p.slug = 'lumen' order by f.id limit 1";
    assert_eq!(scratch.store.query(look, false).await.unwrap().affected, 1);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(warc.path().join("archive")).unwrap().flatten() {
        let part = parts(&entry.path(), &to).unwrap();
        files.extend(part.into_iter().map(Arc::new));
    }
    let done = own.run(files, &CancellationToken::new()).await.unwrap();
    own.close().await.unwrap();

    let looks = "select p.slug, count(*) from observations o join providers p on p.id = o.provider_id group by p.slug order by 1";
    let (there, here) = (bench.store.query(looks, true).await.unwrap(), scratch.store.query(looks, true).await.unwrap());
    let mut all = 0;
    for (there, here) in there.rows.iter().zip(&here.rows) {
        let number = |row: &[Option<String>]| row[1].as_deref().unwrap().parse::<usize>().unwrap();
        assert_eq!(there[0], here[0]);
        if here[0].as_deref() == Some("lumen") {
            assert_eq!(number(here), 1, "its visits are older, and left to be read in their order");
        } else {
            assert_eq!(number(here), number(there), "nobody else's are");
            all += number(here);
        }
    }
    assert_eq!(done.recorded, all);
    archive.close();
    scratch.remove().await.unwrap();
}
