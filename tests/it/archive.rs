//! The archive holds what was served, byte for byte, and every row leads to its record.

use std::collections::BTreeMap;

use crate::bench::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn every_capture_leads_to_its_bytes() {
    let bench = Bench::new().await;
    bench.server.set_time(*bench.world.days().last().unwrap());
    bench.look().await;
    bench.look().await;
    let rows = bench
        .ask(
            "select g.name, record_offset, record_length, 'urn:uuid:' || record_id, target_uri, kind
               from captures join segments g on g.id = segment_id",
        )
        .await;
    assert!(rows.rows.len() > 20);
    let archive = bench.setting.archive(bench.server.clock()).unwrap();
    let mut kinds = BTreeMap::<String, usize>::new();
    for row in &rows.rows {
        let cell = |at: usize| row[at].clone().unwrap();
        let place = model::RecordPlace {
            segment: cell(0),
            offset: cell(1).parse().unwrap(),
            length: cell(2).parse().unwrap(),
            record_id: cell(3),
        };
        let record = archive.read(&place).unwrap();
        assert_eq!(record.target_uri(), Some(cell(4).as_str()));
        *kinds.entry(cell(5)).or_default() += 1;
        let page = bench.world.page(&cell(4));
        let served = page.and_then(|page| page.at(bench.server.time()).map(|version| (page, version)));
        if let (Some((page, version)), "response") = (served, cell(5).as_str())
            && !page.gzip
        {
            assert_eq!(record.payload(), version.body.as_ref(), "{}: the bytes served", cell(4));
        }
    }
    assert!(kinds.contains_key("response") && kinds.contains_key("not-modified"), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_segment_reads_back_record_by_record() {
    let bench = Bench::new().await;
    bench.look().await;
    let segments = bench.setting.archive(bench.server.clock()).unwrap().segments();
    assert!(!segments.is_empty());
    for segment in segments {
        let mut kinds = BTreeMap::<String, usize>::new();
        for record in archive::read_segment(&segment).unwrap() {
            let (_, record) = record.unwrap();
            *kinds.entry(record.kind().to_owned()).or_default() += 1;
        }
        for kind in ["warcinfo", "request", "response", "metadata"] {
            assert!(kinds.contains_key(kind), "{kind} records in {}: {kinds:?}", segment.display());
        }
    }
}
