//! Several updates from one day bear one date: each keeps its identity, wherever on the page it stands.

use model::SourceKind::Page;
use model::Update;

use crate::support::{Answer, TestStore, article, at, found, update};

const PAGE: &str = "https://acme.example/heartbleed";

/// What is stored of the updates of a page that showed these words at one look after the other, in the order of the page.
async fn stored(looks: &[&[&str]]) -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    for (hours, said) in (1..).zip(looks) {
        let mut post = article(PAGE, "Heartbleed", "We look into it");
        post.updates = said.iter().enumerate().map(|(place, text)| of_one_day(place, text)).collect();
        it.look(at(hours), Answer::ok(&format!("{hours}")), &found(&[post])).await;
    }
    it
}

/// An update of the 9th as a page numbers it by its own order.
fn of_one_day(place: usize, text: &str) -> Update {
    let key = if place == 0 { "2014-04-09".to_owned() } else { format!("2014-04-09#{}", place + 1) };
    update(&key, "", "2014-04-09", text)
}

const UPDATES: &str = "select update_key, version, text, to_char(first_seen_at at time zone 'UTC', 'HH24')
    from communications where update_key <> '' order by id";

#[tokio::test]
async fn an_update_above_another_one_of_its_day_is_new_and_the_other_is_not() {
    let it = stored(&[
        &["No sign of abuse so far."],
        &["All certificates have been replaced.", "No sign of abuse so far."],
        &["All is done.", "All certificates have been replaced.", "No sign of abuse so far."],
    ])
    .await;
    let expected = [
        "2014-04-09|1|No sign of abuse so far.|19",
        "2014-04-09#2|1|All certificates have been replaced.|20",
        "2014-04-09#3|1|All is done.|21",
    ];
    assert_eq!(it.lines(UPDATES).await, expected);
    assert_eq!(it.lines("select code from notes").await, [""; 0]);
}

#[tokio::test]
async fn an_update_that_is_rewritten_beside_another_one_of_its_day_gets_a_version() {
    let it = stored(&[
        &["Replaced.", "No sign of abuse."],
        &["Replaced, all of them.", "No sign of abuse."],
        &["No sign of abuse.", "Replaced, all of them."],
    ])
    .await;
    let expected = [
        "2014-04-09|1|Replaced.|19",
        "2014-04-09#2|1|No sign of abuse.|19",
        "2014-04-09|2|Replaced, all of them.|20",
    ];
    assert_eq!(it.lines(UPDATES).await, expected);
}

#[tokio::test]
async fn an_update_that_is_taken_away_leaves_the_other_one_of_its_day_as_it_was() {
    let it = stored(&[&["Replaced.", "No sign of abuse."], &["No sign of abuse."]]).await;
    let expected = ["2014-04-09|1|Replaced.|19", "2014-04-09#2|1|No sign of abuse.|19"];
    assert_eq!(it.lines(UPDATES).await, expected);
    assert_eq!(
        it.lines("select code, detail from notes").await,
        ["update-vanished|update '2014-04-09' is no longer shown"]
    );
}
