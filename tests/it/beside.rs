//! An export of one's own comes in beside a crawl of the same providers: each look keeps its place in the order of their time.

use std::sync::Arc;

use archive::{Archive, ArchiveConfig};
use crawler::past::files::parts;
use crawler::past::own::OwnFiles;
use tokio_util::sync::CancellationToken;

use crate::bench::Bench;
use crate::export::in_halves;

/// A crawl looks at a provider after the import has begun and before it came to that provider's visits.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_crawl_saw_since_the_import_began_stands_behind_no_older_visit() {
    let bench = Bench::new().await;
    let folder = tempfile::tempdir().unwrap();
    let [first, rest] = in_halves(&bench, folder.path()).await.map(|files| -> Vec<_> {
        files.iter().flat_map(|path| parts(path, folder.path()).unwrap()).map(Arc::new).collect()
    });

    let scratch = bench.store.scratch().await.unwrap();
    let to = folder.path().join("to");
    let archive = Arc::new(Archive::open(&to, ArchiveConfig::default(), bench.server.clock()).unwrap());
    let importing = || OwnFiles::new(Arc::clone(&archive), &scratch.store, 2);
    let mut own = importing().await.unwrap();
    let before = own.run(first, &CancellationToken::new()).await.unwrap().recorded;
    own.close().await.unwrap();
    let mut own = importing().await.unwrap();
    let look = "insert into looks (frontier_id, source_id, provider_id, looked_at, words_id, complete, segment_id, record_offset,
                                   record_length, record_id)
                select f.id, f.source_id, f.provider_id, '2014-06-01', look_words_of('{\"role\": \"listing\", \"outcome\": \"answered\"}'),
                       true, segment_of('today.warc.gz'), 0, 1, md5('today')::uuid
                  from frontier f join providers p on p.id = f.provider_id where p.slug = 'lumen' order by f.id limit 1";
    assert_eq!(scratch.store.query(look, false).await.unwrap().affected, 1);
    let done = own.run(rest, &CancellationToken::new()).await.unwrap();
    own.close().await.unwrap();

    let looks = "select p.slug, count(*) from observations o join providers p on p.id = o.provider_id group by p.slug order by 1";
    let (there, here) =
        (bench.store.query(looks, true).await.unwrap(), scratch.store.query(looks, true).await.unwrap());
    assert_eq!(there.rows.len(), here.rows.len());
    let (mut all, mut left) = (0, 0);
    for (there, here) in there.rows.iter().zip(&here.rows) {
        let number = |row: &[Option<String>]| row[1].as_deref().unwrap().parse::<usize>().unwrap();
        all += number(here);
        if here[0].as_deref() == Some("lumen") {
            left = number(there) + 1 - number(here);
        } else {
            assert_eq!(here, there, "nobody else's visits wait");
        }
    }
    assert!(left > 0, "what is older than the look of today is left to be read in its order");
    assert_eq!(before + done.recorded + 1, all);
    let behind = "select count(*) from (select o.looked_at, o.looked_at - lag(o.looked_at) over (partition by o.provider_id order by o.id) as step
                                          from looks o) s where s.step < interval '-10 minutes'";
    assert_eq!(scratch.store.query(behind, true).await.unwrap().rows[0][0].as_deref(), Some("0"));
    archive.close();
    scratch.remove().await.unwrap();
}
