//! Updates inside a post: each has its key, its versions and its times.

use model::SourceKind::{Page, Status};

use crate::support::{Answer, TestStore, article, at, byline, found, incident, stamp, update};

const API: &str = "https://status.acme.example/api/v2/incidents.json";

const ALL: &str = "select kind, update_key, version, status, text from communications order by id";

#[tokio::test]
async fn a_status_incident_speaks_by_its_updates() {
    let it = TestStore::with_source(Status, API).await;
    let first = update("u1", "investigating", "2014-04-08T01:00Z", "We look into it");
    let second = update("u2", "resolved", "2014-04-08T05:00Z", "All is well");
    it.look(at(1), Answer::ok("1"), &found(&[incident("i1", "OpenSSL", vec![first.clone()])])).await;
    let receipt =
        it.look(at(2), Answer::ok("2"), &found(&[incident("i1", "OpenSSL", vec![first, second])])).await;
    assert_eq!((receipt.communications, receipt.revisions), (1, vec!["OpenSSL".to_owned()]));
    let expected =
        ["status-update|u1|1|investigating|We look into it", "status-update|u2|1|resolved|All is well"];
    assert_eq!(it.lines(ALL).await, expected);
    let seen = it.lines("select first_seen_at, last_not_seen_at from communications order by id").await;
    assert_eq!(seen, ["2014-04-07 19:00:00+00|-", "2014-04-07 20:00:00+00|2014-04-07 19:00:00+00"]);
}

#[tokio::test]
async fn an_update_that_is_rewritten_gets_a_version_and_keeps_its_first_words() {
    let it = TestStore::with_source(Status, API).await;
    for (hours, text) in
        [(1, "Resolved."), (2, "Resolved."), (3, "Resolved. The cause was a bug."), (4, "Resolved.")]
    {
        let post = incident("i1", "OpenSSL", vec![update("u1", "resolved", "2014-04-08T05:00Z", text)]);
        it.look(at(hours), Answer::ok(&format!("{hours}")), &found(&[post])).await;
    }
    let versions = it.lines("select version, text from communications order by id").await;
    assert_eq!(versions, ["1|Resolved.", "2|Resolved. The cause was a bug.", "3|Resolved."]);
}

#[tokio::test]
async fn an_update_that_is_taken_away_is_an_event() {
    let it = TestStore::with_source(Status, API).await;
    let (first, second) =
        (update("u1", "a", "2014-04-08T01:00Z", "x"), update("u2", "b", "2014-04-08T02:00Z", "y"));
    it.look(at(1), Answer::ok("1"), &found(&[incident("i1", "T", vec![first.clone(), second.clone()])]))
        .await;
    for hours in [2, 3] {
        it.look(
            at(hours),
            Answer::ok(&format!("{hours}")),
            &found(&[incident("i1", "T", vec![first.clone()])]),
        )
        .await;
    }
    assert_eq!(it.lines("select code from notes").await, ["update-vanished"]);
    assert_eq!(it.count("communications").await, "2");
}

#[tokio::test]
async fn the_platforms_own_record_is_kept_beside_the_claim() {
    let it = TestStore::with_source(Status, API).await;
    let mut back_dated = update("u1", "resolved", "2014-04-08T01:00Z", "x");
    back_dated.recorded = Some(stamp("2014-04-09T09:00Z"));
    back_dated.edited = Some(stamp("2014-04-10T09:00Z"));
    it.look(at(1), Answer::ok("1"), &found(&[incident("i1", "T", vec![back_dated])])).await;
    let times =
        it.lines("select claimed_at, platform_recorded_at, platform_edited_at from communications").await;
    assert_eq!(times, ["2014-04-08 01:00:00+00|2014-04-09 09:00:00+00|2014-04-10 09:00:00+00"]);
    let roles = it.lines("select role, update_key from stamps order by role").await;
    assert_eq!(roles, ["edited|u1", "published|u1", "recorded|u1"]);
}

#[tokio::test]
async fn an_article_and_the_updates_inside_it_are_statements_of_their_own() {
    let page = "https://acme.example/heartbleed";
    let it = TestStore::with_source(Page, page).await;
    let mut post = article(page, "Heartbleed", "We look into it");
    post.authors = vec![byline("Ann Lee", "CEO"), byline("Bo Ray", "")];
    it.look(at(1), Answer::ok("1"), &found(&[post.clone()])).await;
    post.updates = vec![update("2014-04-08T12:00", "", "2014-04-08T12:00", "Patched")];
    post.updates[0].authors = vec![byline("Bo Ray", "")];
    it.look(at(2), Answer::ok("2"), &found(&[post])).await;
    let kinds = it.lines("select kind, update_key from communications order by id").await;
    assert_eq!(kinds, ["post|", "revision|", "update|2014-04-08T12:00"]);
    let signed = it.lines("select communication_id - min(communication_id) over (), name, job_title, seniority from bylines order by id").await;
    assert_eq!(
        signed,
        [
            "0|Ann Lee|CEO|c-level",
            "0|Bo Ray|-|unstated",
            "1|Ann Lee|CEO|c-level",
            "1|Bo Ray|-|unstated",
            "2|Bo Ray|-|unstated"
        ]
    );
}

#[tokio::test]
async fn an_author_line_that_changes_under_the_same_words_is_kept_beside_the_first() {
    let page = "https://acme.example/heartbleed";
    let it = TestStore::with_source(Page, page).await;
    for (hours, name) in [(1, "Ann Lee"), (2, "Acme Team"), (3, "Acme Team"), (4, "")] {
        let mut post = article(page, "Heartbleed", "A");
        post.authors = if name.is_empty() { Vec::new() } else { vec![byline(name, "")] };
        it.look(at(hours), Answer::ok(&format!("{hours}")), &found(&[post])).await;
    }
    assert_eq!(it.lines("select name from bylines order by id").await, ["Ann Lee", "Acme Team"]);
    assert_eq!(it.value("select author from trail").await, "Ann Lee");
    assert_eq!(it.count("communications").await, "1");
}

#[tokio::test]
async fn whom_a_text_lets_speak_is_a_speaker_and_no_author() {
    let page = "https://acme.example/heartbleed";
    let it = TestStore::with_source(Page, page).await;
    let quoted = |name: &str, title: &str, organisation: Option<&str>| model::Attribution {
        name: name.to_owned(),
        job_title: title.to_owned(),
        seniority: model::Seniority::CLevel,
        function: model::Function::Security,
        organisation: organisation.map(str::to_owned),
        source: "attribution:behind-verb".to_owned(),
        span: Some(model::Span { start: 20, end: 28 }),
        title_span: None,
    };
    let mut post = article(page, "Heartbleed", "A");
    post.authors = vec![byline("Ann Lee", "")];
    post.attributions =
        vec![quoted("Jane Doe", "Chief Security Officer", None), quoted("Cy Moreau", "CISO", Some("Other"))];
    for hours in [1, 2] {
        it.look(at(hours), Answer::ok(&format!("{hours}")), &found(&[post.clone()])).await;
    }
    assert_eq!(it.lines("select name from bylines order by id").await, ["Ann Lee"]);
    assert_eq!(it.value("select authors from trail").await, "Ann Lee");
    assert_eq!(
        it.lines("select role, name, job_title, speaks_for_provider, rank from research.speakers order by role, position").await,
        [
            "attributed|Jane Doe|Chief Security Officer|-|6",
            "attributed|Cy Moreau|CISO|f|-",
            "byline|Ann Lee|-|t|-"
        ],
        "somebody else's executive is quoted, and speaks for nobody here"
    );
    assert_eq!(
        it.lines("select is_of('ACME, Inc.', 'Acme', 'acme'), is_of('Contoso', 'Acme', 'acme'), is_of('A', 'Acme', 'acme')").await,
        ["t|f|f"]
    );
    for (organisation, name, slug, own) in [
        ("Acme Security Team", "Acme", "acme", "t"),
        ("Acme", "Acme Corporation", "acme-corp", "t"),
        ("RedHat", "Red Hat", "red-hat", "t"),
        ("Document Foundation", "The Document Foundation", "tdf", "t"),
        ("Dropbox", "Box", "box", "f"),
        ("Squarespace", "Square", "square", "f"),
        ("RubyGems", "Ruby", "ruby", "f"),
        ("Mandiant Threat Intelligence", "Intel", "intel", "f"),
        ("City of San Francisco", "Cisco", "cisco", "f"),
    ] {
        let asked = it.value(&format!("select is_of('{organisation}', '{name}', '{slug}')")).await;
        assert_eq!(asked, own, "whole words tell whether {organisation} is {name}");
    }
    let stored =
        "select position, organisation, source, span_start, span_end from attributions order by position";
    assert_eq!(
        it.lines(stored).await,
        ["0|-|attribution:behind-verb|20|28", "1|Other|attribution:behind-verb|20|28"]
    );
}

#[tokio::test]
async fn words_of_a_post_that_was_changed_before_it_was_seen_may_be_as_late_as_the_change() {
    let page = "https://acme.example/heartbleed";
    let bounds = "select kind, update_key, claimed_high_at, worded_low_at, worded_high_at from communications order by id";
    let it = TestStore::with_source(Page, page).await;
    let mut post = article(page, "Heartbleed", "We look into it.\nUpdate: we patched all servers.");
    post.published = Some(stamp("2014-04-08T09:00Z"));
    post.updates = vec![update("u1", "", "2014-04-11T10:00Z", "Update: we patched all servers.")];
    it.look(at(400), Answer::ok("1"), &found(&[post])).await;
    assert_eq!(
        it.lines(bounds).await,
        [
            "post||2014-04-08 09:01:00+00|2014-04-08 09:00:00+00|2014-04-11 10:01:00+00",
            "update|u1|2014-04-11 10:01:00+00|2014-04-11 10:00:00+00|2014-04-11 10:01:00+00",
        ]
    );

    let it = TestStore::with_source(Page, page).await;
    let mut post = article(page, "Heartbleed", "We patched all servers.");
    post.updated = Some(stamp("2014-04-11T10:00Z"));
    it.look(at(400), Answer::ok("1"), &found(&[post])).await;
    assert_eq!(
        it.lines(bounds).await,
        ["post||2014-04-11 10:01:00+00|-|2014-04-11 10:01:00+00"],
        "the time of the last change says nothing of when it was said first"
    );
}
