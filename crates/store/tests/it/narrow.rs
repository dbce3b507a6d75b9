//! Rows of looks are narrow, and say in full what they said before.

use model::{DocumentKind, EvidenceClass, Role, SourceKind};

use crate::support::{Answer, TestStore, article, at, found};

const PAGE: &str = "https://acme.example/a";

#[tokio::test]
async fn every_word_of_the_model_is_one_of_the_schema() {
    let it = TestStore::new().await;
    let roles = [Role::Robots, Role::Listing, Role::Post].map(Role::as_str);
    let kinds = [
        DocumentKind::Article,
        DocumentKind::Listing,
        DocumentKind::Feed,
        DocumentKind::Sitemap,
        DocumentKind::Status,
        DocumentKind::Advisory,
        DocumentKind::Record,
        DocumentKind::Robots,
        DocumentKind::SecurityTxt,
        DocumentKind::Unparsed,
    ]
    .map(DocumentKind::as_str);
    let classes = [
        EvidenceClass::Ok,
        EvidenceClass::NotModified,
        EvidenceClass::Redirect,
        EvidenceClass::Partial,
        EvidenceClass::NotFound,
        EvidenceClass::Gone,
        EvidenceClass::ClientError,
        EvidenceClass::Blocked,
        EvidenceClass::Challenge,
        EvidenceClass::RateLimited,
        EvidenceClass::Unavailable,
        EvidenceClass::ServerError,
        EvidenceClass::SoftNotFound,
        EvidenceClass::LoginWall,
        EvidenceClass::Maintenance,
    ]
    .map(EvidenceClass::as_str);
    for (name, words) in
        [("look_role", &roles[..]), ("document_kind", &kinds[..]), ("evidence_class", &classes[..])]
    {
        let said = it.lines(&format!("select unnest(enum_range(null::{name}))")).await;
        assert_eq!(said, words, "{name}");
    }
}

#[tokio::test]
async fn a_look_names_its_file_by_number_and_views_say_the_name() {
    let it = TestStore::with_source(SourceKind::Page, PAGE).await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record(&capture, &found(&[article("a", "Heartbleed", "A")])).await;
    assert_eq!(it.lines("select name from segments").await, ["trail-00001.warc.gz"]);
    let place = capture.place.as_ref().unwrap();
    let said = format!("{}|{}|{}", place.segment, place.record_id, place.length);
    for view in ["trail", "research.trail"] {
        let sql = format!("select segment || '|' || record_id || '|' || record_length from {view}");
        assert_eq!(it.lines(&sql).await, [said.as_str()], "{view}");
    }
    let looks = "select segment || '|' || record_id from research.looks('acme', '-infinity', 'infinity')";
    let meta = &capture.metadata;
    assert_eq!(it.lines(looks).await, [format!("{}|{}", meta.segment, meta.record_id)]);
}

#[tokio::test]
async fn two_that_begin_a_file_at_once_name_it_once() {
    let it = TestStore::new().await;
    let named = (0..8).map(|_| it.query("select segment_of('trail-1.warc.gz')", false));
    let rows = futures_util::future::join_all(named).await;
    let ids: std::collections::BTreeSet<_> =
        rows.into_iter().map(|table| table.unwrap().rows[0][0].clone()).collect();
    assert_eq!((ids.len(), it.count("segments").await), (1, "1".into()));
}

#[tokio::test]
async fn a_record_with_an_id_of_another_program_is_refused_and_nothing_of_it_is_stored() {
    let it = TestStore::with_source(SourceKind::Page, PAGE).await;
    let mut capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    capture.metadata.record_id = "urn:example:7".to_owned();
    let looks = it.count("observations").await;
    let error =
        it.visit_record(&capture, &found(&[]), &[], &store::Plan::default(), at(1)).await.unwrap_err();
    assert!(error.to_string().contains("urn:example:7"), "{error}");
    assert_eq!(it.count("observations").await, looks);
}

/// A look of a page that answered, in bytes of the table: as long as this holds, ten million of them are 1.6 GB.
#[tokio::test]
async fn a_look_is_no_wider_than_it_was_made() {
    let it = TestStore::with_source(SourceKind::Page, PAGE).await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record(&capture, &found(&[article("a", "Heartbleed", "A")])).await;
    let bytes: u32 = it.value("select max(pg_column_size(o.*)) from observations o").await.parse().unwrap();
    assert!(bytes <= 160, "{bytes}");
}
