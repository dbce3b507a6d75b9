//! The places that rows name.

use futures_util::TryStreamExt;
use store::NamedPlace;

use crate::support::{Answer, TestStore, at, empty};

#[tokio::test]
async fn every_row_that_names_a_record_is_listed_in_the_order_of_the_archive() {
    let it = TestStore::with_source(model::SourceKind::Blog, "https://acme.example/").await;
    it.look(at(10), Answer::ok("hi"), &empty()).await;
    it.look(at(30), Answer::failed(model::FailureClass::Timeout), &empty()).await;
    let places: Vec<NamedPlace> = it.places().try_collect().await.unwrap();
    let mut tables: Vec<&str> = places.iter().map(|row| row.table.as_str()).collect();
    assert!(places.is_sorted_by_key(|row| (row.place.segment.clone(), row.place.offset)), "{places:?}");
    tables.sort_unstable();
    for row in &places {
        let found = it.record_place(&row.place.record_id).await.unwrap();
        assert_eq!(found, (row.table == "captures").then(|| row.place.clone()));
    }
    // robots.txt and the page were answered; the third look has only its own record.
    assert_eq!(tables, ["captures", "captures", "observations", "observations", "observations"]);
}
