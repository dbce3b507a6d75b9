//! Which communication speaks of which incident, and how surely: by what its mentions are, not by their mere number.

use model::SourceKind::{Page, Status};
use model::{IncidentSeed, Mention, MentionManner, MentionPlace, Span};

use crate::support::{
    Answer, TestStore, article, at, found, heartbleed, incident, shellshock, stamp, update,
};

const PAGE: &str = "https://acme.example/a";

/// A mention of the incident that bears `term`, at a place of its own.
fn mention(term: &str, place: MentionPlace, manner: MentionManner, start: usize) -> Mention {
    let incident = if ["Shellshock", "CVE-2014-6271"].contains(&term) { "shellshock" } else { "heartbleed" };
    Mention {
        post: 0,
        update: None,
        incident: incident.into(),
        term: term.into(),
        place,
        manner,
        span: Span { start, end: start + term.len() },
        scope: Span { start: 0, end: 0 },
        quote: format!("a sentence with {term}"),
    }
}

/// What is assigned of a page with these mentions: incident, strength and reason.
async fn assigned(mentions: &[Mention]) -> Vec<String> {
    let it = TestStore::with_source(Page, PAGE).await;
    it.seeds_sync(&[], &[heartbleed(), shellshock()], at(0)).await.unwrap();
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(&capture, &found(&[article(PAGE, "A title", "Words")]), mentions).await;
    it.lines(
        "select i.slug, a.strength, exists (select 1 from trail t where t.incident = i.slug) as told
           from assignments a join incidents i on i.id = a.incident_id order by 1",
    )
    .await
}

#[tokio::test]
async fn an_id_alone_or_a_mere_mention_is_not_enough() {
    use MentionManner::{Aside, Comparison, Heading, List, Statement};
    use MentionPlace::{Text, Title};
    for (term, place, manner, strength) in [
        ("Heartbleed", Title, Statement, "strong|t"),
        ("CVE-2014-0160", Title, Statement, "strong|t"),
        ("Heartbleed", Text, Heading, "strong|t"),
        ("Heartbleed", Text, Statement, "fair|t"),
        ("CVE-2014-0160", Text, Statement, "weak|f"),
        ("CVE-2014-0346", Text, Statement, "weak|f"),
        ("Heartbleed", Text, Comparison, "weak|f"),
        ("Heartbleed", Title, Comparison, "weak|f"),
        ("Heartbleed", Text, List, "weak|f"),
        ("Heartbleed", Text, Aside, "weak|f"),
    ] {
        let found = assigned(&[mention(term, place, manner, 0)]).await;
        assert_eq!(found, [format!("heartbleed|{strength}")], "{term} {place:?} {manner:?}");
    }
}

#[tokio::test]
async fn a_text_that_is_about_another_incident_speaks_of_this_one_under_a_heading_only() {
    use MentionManner::{Heading, Statement};
    use MentionPlace::{Text, Title};
    let about_shellshock = mention("Shellshock", Title, Statement, 0);
    let aside = [
        about_shellshock.clone(),
        mention("Heartbleed", Text, Statement, 0),
        mention("Heartbleed", Text, Statement, 50),
    ];
    assert_eq!(assigned(&aside).await, ["heartbleed|weak|f", "shellshock|strong|t"]);
    let both = [about_shellshock, mention("Heartbleed", Text, Heading, 0)];
    assert_eq!(assigned(&both).await, ["heartbleed|strong|t", "shellshock|strong|t"]);
}

#[tokio::test]
async fn a_term_that_turns_out_to_be_an_id_weighs_as_one() {
    let it = TestStore::with_source(Page, PAGE).await;
    let (id, assigned) = ("CVE-2014-6271", "select strength from assignments");
    let seed = |aliases: &[&str], ids: &[&str], wrong_ids: &[&str]| {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect();
        let (aliases, ids, wrong_ids) = (texts(aliases), texts(ids), texts(wrong_ids));
        IncidentSeed { aliases, ids, wrong_ids, ..shellshock() }
    };
    it.seeds_sync(&[], &[seed(&[id], &[], &[])], at(0)).await.unwrap();
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    let named = mention(id, MentionPlace::Text, MentionManner::Statement, 0);
    it.record_with(&capture, &found(&[article(PAGE, "A title", "Words")]), &[named]).await;
    for (seed, strength) in [
        (seed(&[id], &[], &[]), "fair"),
        (seed(&[], &[id], &[]), "weak"),
        (seed(&[id], &[], &[]), "fair"),
        (seed(&[], &[], &[id]), "weak"),
    ] {
        it.seeds_sync(&[], std::slice::from_ref(&seed), at(2)).await.unwrap();
        assert_eq!(it.lines(assigned).await, [strength], "{seed:?}");
    }
}

#[tokio::test]
async fn other_statements_of_the_post_belong_to_the_trail_and_say_so() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let first = vec![update("u1", "Investigating", "2014-04-08T01:00Z", "Heartbleed is looked into")];
    let mut named = mention("Heartbleed", MentionPlace::Text, MentionManner::Statement, 0);
    named.update = Some(0);
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(&capture, &found(&[incident("i1", "TLS", first.clone())]), &[named.clone()]).await;
    let second =
        first.into_iter().chain([update("u2", "Resolved", "2014-04-08T09:00Z", "All is patched")]).collect();
    it.query("update frontier set due_at = '2014-04-07' where role <> 'robots'", false).await.unwrap();
    let capture = Answer::ok("2").at(at(9)).capture(it.claimed(at(9)).await);
    it.record_with(&capture, &found(&[incident("i1", "TLS", second)]), &[named]).await;
    let told = "select status, strength, names_incident from research.trail where incident = 'heartbleed' order by placed_at";
    assert_eq!(it.lines(told).await, ["Investigating|fair|t", "Resolved|post|f"]);
}

#[tokio::test]
async fn what_a_page_said_before_it_named_the_incident_is_not_about_it() {
    let it = TestStore::with_source(Page, PAGE).await;
    let texts = ["In 2013 we patched all of our servers.", "That was not Heartbleed yet.", "It is over."];
    for (nth, text) in texts.into_iter().enumerate() {
        it.query("update frontier set due_at = '2014-04-07' where role <> 'robots'", false).await.unwrap();
        let hours = 1 + 24 * i64::try_from(nth).unwrap();
        let mut post = article(PAGE, "Maintenance", text);
        post.published = Some(stamp("2013-05-01T10:00Z"));
        let mentions: Vec<Mention> = text
            .find("Heartbleed")
            .map(|start| mention("Heartbleed", MentionPlace::Text, MentionManner::Statement, start))
            .into_iter()
            .collect();
        let capture = Answer::ok(text).at(at(hours)).capture(it.claimed(at(hours)).await);
        it.record_with(&capture, &found(&[post]), &mentions).await;
    }
    it.query(
        "insert into signals (communication_id, signal, rule, rule_version, detail, actor, quote, span_start, span_end, capture_id)
         select id, 'action', 'x', 1, 'patched', 'provider', 'we patched all of our servers', 0, 1, capture_id
           from communications where version = 1",
        false,
    )
    .await
    .unwrap();
    let told = "select version, strength from research.trail where incident = 'heartbleed' order by 1";
    assert_eq!(it.lines(told).await, ["2|fair", "3|post"]);
    let measured = "select distinct measure from research.response_times";
    assert_eq!(it.lines(measured).await, ["first-word"]);
    // A capture of the past shows that the naming text is older still than the one before it.
    it.query("update communications set first_seen_at = '2014-04-07 00:30Z' where version = 2", false)
        .await
        .unwrap();
    assert_eq!(it.lines(told).await, ["1|post", "2|fair", "3|post"]);
}

#[tokio::test]
async fn looks_are_counted_by_day_at_once_and_for_good_later() {
    let it = TestStore::with_source(Page, PAGE).await;
    for (hours, answer) in [(1, Answer::ok("a")), (2, Answer::new(500)), (30, Answer::ok("b"))] {
        it.query("update frontier set due_at = '2014-04-07' where role <> 'robots'", false).await.unwrap();
        let words = if hours == 2 { found(&[]) } else { found(&[article(PAGE, "A title", "Words")]) };
        it.look(at(hours), answer, &words).await;
    }
    let counted = "select day, sum(looks), sum(blind_looks) from look_counts group by day order by day";
    let again = "select (looked_at at time zone 'UTC')::date, count(*) filter (where complete),
                        count(*) filter (where not complete)
                   from observations where role <> 'robots' group by 1 order by 1";
    assert_eq!(it.lines(counted).await, it.lines(again).await, "before they are counted");
    assert!(it.catch_up().await.unwrap() >= 3);
    assert_eq!(it.count("looks_to_count").await, "0");
    assert_eq!(it.lines(counted).await, it.lines(again).await);
    it.query("update looks set complete = false", false).await.unwrap();
    assert_eq!(
        it.lines(counted).await,
        it.lines(again).await,
        "also where other rules think otherwise of a look"
    );
    assert_eq!(it.catch_up().await.unwrap(), 0, "each is counted once");
}

#[tokio::test]
async fn words_are_found_in_the_forms_of_their_language_before_and_after_they_are_indexed() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut post = article(PAGE, "Ein Hinweis", "Wir haben die Zertifikate ersetzt.");
    post.language = Some("de".into());
    it.look(at(1), Answer::ok("a"), &found(&[post])).await;
    let german = "select title, language from research.search('Zertifikat', 'de')";
    let english = "select title from research.search('Zertifikat', 'en')";
    for indexed in [false, true] {
        assert_eq!(it.lines(german).await, ["Ein Hinweis|de"], "indexed: {indexed}");
        assert_eq!(it.lines(english).await, Vec::<String>::new(), "indexed: {indexed}");
        it.catch_up().await.unwrap();
    }
    assert_eq!(it.count("search_backlog").await, "0");
    it.query("update revisions set text = 'Wir haben Server ersetzt.'", false).await.unwrap();
    assert_eq!(it.lines(german).await, Vec::<String>::new(), "a text that other rules read differently");
}

#[tokio::test]
async fn words_of_updates_are_found_as_they_are_read_now() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let updates = vec![update("u1", "Investigating", "2014-04-08T01:00Z", "Certificates are looked into")];
    it.look(at(1), Answer::ok("1"), &found(&[incident("i1", "TLS", updates)])).await;
    let found_by = async |word: &str| {
        it.catch_up().await.unwrap();
        it.value(&format!("select count(*) from research.search('{word}')")).await
    };
    assert_eq!(found_by("certificates").await, "1");
    let excerpt = it.value("select excerpt from research.search('certificates')").await;
    assert!(excerpt.contains("<b>Certificates</b> are looked into"), "the words that were found: {excerpt}");
    it.query("update communications set text = 'Zebrafish' where update_key = 'u1'", false).await.unwrap();
    assert_eq!((found_by("zebrafish").await, found_by("certificates").await), ("1".into(), "0".into()));
    it.query("update communications set status = 'Identified' where update_key = 'u1'", false).await.unwrap();
    assert_eq!(found_by("identified").await, "1", "the status is read differently");
    it.query("delete from communications where update_key = 'u1'", false).await.unwrap();
    assert_eq!(found_by("zebrafish").await, "0", "other rules read no such update");
}

#[tokio::test]
async fn words_of_a_text_of_unknown_language_are_found_as_they_stand() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut post = article(PAGE, "A note", "We reissued all certificates and patched.");
    post.language = None;
    it.look(at(1), Answer::ok("a"), &found(&[post])).await;
    for indexed in [false, true] {
        for (words, language, number) in [
            ("certificates", "en", "1"),
            ("patched -outage", "en", "1"),
            ("certificates", "de", "1"),
            ("certificate", "en", "0"),
        ] {
            let asked = format!("select count(*) from research.search('{words}', '{language}')");
            assert_eq!(it.value(&asked).await, number, "{words} in {language}, indexed: {indexed}");
        }
        it.catch_up().await.unwrap();
    }
    let excerpt = it.value("select excerpt from research.search('certificates')").await;
    assert!(excerpt.contains("<b>certificates</b>"), "{excerpt}");
}
