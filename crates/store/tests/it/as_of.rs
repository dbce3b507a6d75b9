//! What was written into the database by a moment is what the trail of that moment shows, whatever came later.

use model::SourceKind::Page;
use model::{IncidentSeed, Mention, MentionPlace};

use crate::support::{Answer, TestStore, article, at, found, heartbleed, named_at};

const PAGE: &str = "https://acme.example/a";

#[tokio::test]
async fn what_was_written_later_is_not_shown_as_of_before() {
    let it = TestStore::with_source(Page, PAGE).await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(&capture, &found(&[article(PAGE, "Shellshock", "Words")]), &[]).await;
    let written = it.value("select clock_timestamp()").await;
    let then = format!("select incident, title from research.trail_as_of('2014-05-01', '{written}')");
    let now = "select incident, title from research.trail_as_of('2014-05-01')";
    assert_eq!(it.lines(&then).await, ["-|Shellshock"]);
    // The seed of an incident comes later.
    let seed = IncidentSeed {
        slug: "shellshock".into(),
        name: "Shellshock".into(),
        ids: Vec::new(),
        ..heartbleed()
    };
    it.seeds_sync(&[], &[seed], at(2)).await.unwrap();
    let named = Mention {
        incident: "shellshock".into(),
        term: "Shellshock".into(),
        place: MentionPlace::Title,
        ..named_at(0)
    };
    it.mentions_refresh(|_, _| vec![named.clone()]).await.unwrap();
    assert_eq!(it.lines(now).await, ["shellshock|Shellshock"]);
    assert_eq!(it.lines(&then).await, ["-|Shellshock"]);
    // So does a reading that finds other words: what the row said then is not known from the row.
    it.query("update communications set terms_digest = 'x'", false).await.unwrap();
    assert_eq!(it.lines("select restated_at from research.trail").await, ["-"]);
    it.query("update communications set text_digest = 'x'", false).await.unwrap();
    assert_eq!(it.lines(now).await, ["shellshock|Shellshock"]);
    assert_eq!(it.lines(&then).await, Vec::<String>::new());
}
