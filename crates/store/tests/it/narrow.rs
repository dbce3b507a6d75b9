//! Rows of looks are narrow, and say in full what they said before.

use model::{DocumentKind, EvidenceClass, FailureClass, Role, SourceKind};

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
async fn two_that_come_with_the_same_new_words_at_once_name_them_once() {
    let it = TestStore::new().await;
    let said = "select look_words_of('{\"role\": \"post\", \"outcome\": \"failed\", \"failure\": \"dns\"}')";
    let rows = futures_util::future::join_all((0..8).map(|_| it.query(said, false))).await;
    let ids: std::collections::BTreeSet<_> =
        rows.into_iter().map(|table| table.unwrap().rows[0][0].clone()).collect();
    assert_eq!((ids.len(), it.count("look_words").await), (1, "1".into()));
}

#[tokio::test]
async fn looks_of_the_same_words_share_them_and_each_keeps_what_is_its_own() {
    let it = TestStore::with_source(SourceKind::Page, PAGE).await;
    let only = format!(
        "update frontier set due_at = case when url = '{PAGE}' then '2014-04-07'::date else '2030-01-01' end"
    );
    for (hour, to) in [(1, "https://other.example/a"), (2, "https://other.example/b")] {
        it.query(&only, false).await.unwrap();
        let capture = Answer::moved(to).at(at(hour)).capture(it.claimed_url(PAGE, at(hour)).await);
        it.record(&capture, &found(&[])).await;
    }
    let said =
        "select outcome, status, detail, moved_to, made_by, failure from observations where role = 'post'
                 order by id";
    assert_eq!(
        it.lines(said).await,
        [
            "moved|301|permanently|https://other.example/a|live|-",
            "moved|301|permanently|https://other.example/b|live|-",
        ]
    );
    let shared = "select count(distinct words_id) from looks where moved_to <> ''";
    assert_eq!(it.value(shared).await, "1");
}

#[tokio::test]
async fn words_that_are_known_are_not_asked_for_and_those_that_a_server_lost_are_made_again() {
    let it = TestStore::with_source(SourceKind::Page, PAGE).await;
    let failed = async |hour| {
        it.query("update frontier set due_at = '2014-04-07' where role = 'post'", false).await.unwrap();
        it.look(at(hour), Answer::failed(FailureClass::Dns), &found(&[])).await;
    };
    failed(1).await;
    it.query("alter function look_words_of rename to away", false).await.unwrap();
    failed(30).await;
    it.query("alter function away rename to look_words_of", false).await.unwrap();
    it.query("delete from looks where detail <> ''; delete from look_words where outcome = 'failed'", false)
        .await
        .unwrap();
    failed(60).await;
    assert_eq!(
        it.lines("select outcome, failure from observations where role = 'post'").await,
        ["failed|dns"]
    );
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

/// A look of a page that answered, in bytes of the table, with the 24 of PostgreSQL's own header.
#[tokio::test]
async fn a_look_is_no_wider_than_it_was_made() {
    let it = TestStore::with_source(SourceKind::Page, PAGE).await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record(&capture, &found(&[article("a", "Heartbleed", "A")])).await;
    let bytes: u32 = it.value("select max(pg_column_size(o.*)) from looks o").await.parse().unwrap();
    assert!(bytes <= 112, "{bytes}");
}
