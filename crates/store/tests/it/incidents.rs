//! Which incident a communication belongs to, also when the incident is learned of later.

use model::SourceKind::{Page, Status};
use model::{
    Actor, Byline, Extraction, FoundSignal, IncidentSeed, Mention, MentionManner, MentionPlace, NotAssessed,
    Post, ReadFor, ReferenceKind, Signal, SignalReading, Span,
};

use crate::support::{
    Answer, TestStore, article, at, byline, event, found, heartbleed, incident, provider, source, update,
};

const PAGE: &str = "https://acme.example/a";

fn mention(update: Option<usize>, place: MentionPlace) -> Mention {
    Mention {
        post: 0,
        update,
        incident: "heartbleed".into(),
        term: "Heartbleed".into(),
        place,
        manner: MentionManner::Statement,
        span: Span { start: 0, end: 10 },
        scope: Span { start: 0, end: 0 },
        quote: "Heartbleed is fixed".into(),
    }
}

/// Finds the terms by plain search, as the extractor would.
fn find(it: &[model::IncidentTerms]) -> impl Fn(Option<&str>, &str) -> Vec<Mention> + '_ {
    move |title, text| {
        let mut found = Vec::new();
        for (incident, term) in it.iter().flat_map(|it| it.terms.iter().map(move |term| (&it.slug, term))) {
            for (place, words) in
                [(MentionPlace::Title, title.unwrap_or_default()), (MentionPlace::Text, text)]
            {
                if let Some(start) = words.find(term.as_str()) {
                    let span = Span { start, end: start + term.len() };
                    let (incident, term) = (incident.clone(), term.clone());
                    found.push(Mention {
                        post: 0,
                        update: None,
                        incident,
                        term,
                        place,
                        manner: MentionManner::Statement,
                        span,
                        scope: span,
                        quote: words.into(),
                    });
                }
            }
        }
        found
    }
}

#[tokio::test]
async fn a_title_counts_for_the_updates_and_a_text_for_itself() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let updates = vec![
        update("u1", "a", "2014-04-08T01:00Z", "x"),
        update("u2", "b", "2014-04-08T02:00Z", "Heartbleed"),
    ];
    let words = found(&[incident("i1", "Heartbleed", updates)]);
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    let mentions = [mention(None, MentionPlace::Title), mention(Some(1), MentionPlace::Text)];
    it.record_with(&capture, &words, &mentions).await;
    let stored = it.lines("select update_key, place from mentions m join communications c on c.id = communication_id order by 1, 2").await;
    assert_eq!(stored, ["u1|title", "u2|text", "u2|title"]);
}

#[tokio::test]
async fn an_update_that_does_not_name_the_incident_stays_in_its_trail() {
    let it = TestStore::with_source(Status, "https://status.acme.example/").await;
    let updates = vec![
        update("u1", "a", "2014-04-08T01:00Z", "Heartbleed"),
        update("u2", "b", "2014-04-08T02:00Z", "All is well"),
    ];
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(
        &capture,
        &found(&[incident("i1", "Certificates", updates)]),
        &[mention(Some(0), MentionPlace::Text)],
    )
    .await;
    let trail = it.lines("select incident, names_incident, text from trail").await;
    assert_eq!(trail, ["heartbleed|t|Heartbleed", "heartbleed|f|All is well"]);
}

#[tokio::test]
async fn an_incident_that_is_added_later_finds_what_was_said_before() {
    let it = TestStore::with_source(Page, PAGE).await;
    it.look(at(1), Answer::ok("1"), &found(&[article(PAGE, "Shellshock", "About CVE-2014-6271")])).await;
    let later = IncidentSeed {
        slug: "shellshock".into(),
        name: "Shellshock".into(),
        ids: vec!["CVE-2014-6271".into()],
        wrong_ids: Vec::new(),
        ..heartbleed()
    };
    it.seeds_sync(&[], &[later], at(2)).await.unwrap();
    let terms = it.incident_terms().await.unwrap();
    assert_eq!(it.mentions_refresh(find(&terms)).await.unwrap(), 2);
    assert_eq!(it.mentions_refresh(|_, _| panic!("matched twice")).await.unwrap(), 0);
    assert_eq!(it.lines("select distinct incident from trail").await, ["shellshock"]);
}

#[tokio::test]
async fn a_term_that_leaves_the_seed_takes_its_mentions_along() {
    let it = TestStore::with_source(Page, PAGE).await;
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(
        &capture,
        &found(&[article(PAGE, "Heartbleed", "A")]),
        &[mention(None, MentionPlace::Title)],
    )
    .await;
    assert_eq!(it.count("mentions").await, "1");
    let renamed = IncidentSeed { name: "The bug".into(), ..heartbleed() };
    it.seeds_sync(&[], &[renamed], at(2)).await.unwrap();
    assert_eq!(it.count("mentions").await, "0");
}

#[tokio::test]
async fn a_seed_that_says_what_a_page_is_about_counts_without_a_term() {
    let it = TestStore::with_source(Page, PAGE).await;
    it.look(at(1), Answer::ok("1"), &found(&[article(PAGE, "An update", "A")])).await;
    let mut page = source(Page, PAGE);
    page.incident = Some("heartbleed".into());
    it.seeds_sync(&[provider("acme", "acme.example", vec![page])], &[], at(2)).await.unwrap();
    assert_eq!(it.mentions_refresh(|_, _| Vec::new()).await.unwrap(), 1);
    assert_eq!(it.lines("select incident, names_incident from trail").await, ["heartbleed|t"]);
}

#[tokio::test]
async fn a_seed_that_is_corrected_moves_its_page_to_the_right_incident() {
    let it = TestStore::with_source(Page, PAGE).await;
    let shellshock = IncidentSeed { slug: "shellshock".into(), name: "Shellshock".into(), ..heartbleed() };
    let about = |incident: Option<&str>| {
        let mut page = source(Page, PAGE);
        page.incident = incident.map(str::to_owned);
        provider("acme", "acme.example", vec![page])
    };
    it.seeds_sync(&[about(Some("heartbleed"))], &[shellshock], at(0)).await.unwrap();
    it.look(at(1), Answer::ok("1"), &found(&[article(PAGE, "An update", "A")])).await;
    let trail = "select distinct incident, strength from research.trail order by 1";
    for (said, shown) in [
        (Some("heartbleed"), vec!["heartbleed|strong"]),
        (Some("shellshock"), vec!["shellshock|strong"]),
        (None, vec!["-|-"]),
        (Some("heartbleed"), vec!["heartbleed|strong"]),
    ] {
        it.seeds_sync(&[about(said)], &[], at(2)).await.unwrap();
        it.mentions_refresh(|_, _| Vec::new()).await.unwrap();
        assert_eq!(it.lines(trail).await, shown, "the seed says {said:?}");
    }
}

/// A page that two sources showed is about what the seed says of either.
#[tokio::test]
async fn a_seeds_word_holds_for_what_was_known_from_elsewhere() {
    let it = TestStore::with_source(Page, PAGE).await;
    let seeded = Mention { term: String::new(), quote: String::new(), ..mention(None, MentionPlace::Seed) };
    let words = found(&[article(PAGE, "An update", "A")]);
    let capture = Answer::ok("1").at(at(1)).capture(it.claimed(at(1)).await);
    it.record_with(&capture, &words, &[seeded]).await;
    let with = |incident: &str| {
        let mut page = source(Page, PAGE);
        page.incident = Some(incident.to_owned());
        let sources = vec![source(Page, "https://acme.example/b"), page];
        provider("acme", "acme.example", sources)
    };
    it.seeds_sync(&[with("heartbleed")], &[], at(2)).await.unwrap();
    it.query("update communications set source_id = (select id from sources where url like '%/b')", false)
        .await
        .unwrap();
    assert_eq!(it.mentions_refresh(|_, _| Vec::new()).await.unwrap(), 0);
    assert_eq!(it.count("mentions where place = 'seed'").await, "1", "the page is still about it");
    let shellshock = IncidentSeed { slug: "shellshock".into(), name: "Shellshock".into(), ..heartbleed() };
    it.seeds_sync(&[with("shellshock")], &[shellshock], at(3)).await.unwrap();
    assert_eq!(it.mentions_refresh(|_, _| Vec::new()).await.unwrap(), 1);
    let about = "select i.slug from mentions m join incidents i on i.id = m.incident_id";
    assert_eq!(it.lines(about).await, ["shellshock"]);
}

/// A page that was there before the incident, with other words, is about it since it was known.
#[tokio::test]
async fn a_seed_speaks_of_no_text_that_is_older_than_the_incident() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut seeded =
        Mention { term: String::new(), quote: String::new(), ..mention(None, MentionPlace::Seed) };
    seeded.span = Span { start: 0, end: 0 };
    for (hours, text) in [(-9000, "Another announcement"), (2, "This announcement")] {
        it.query("update frontier set due_at = '2012-01-01' where role <> 'robots'", false).await.unwrap();
        let capture = Answer::ok(text).at(at(hours)).capture(it.claimed(at(hours)).await);
        it.record_with(&capture, &found(&[article(PAGE, "OpenSSL", text)]), std::slice::from_ref(&seeded))
            .await;
    }
    let told =
        "select r.text, a.strength, a.reason from communications c join revisions r on r.id = c.revision_id
                  left join assignments a on a.communication_id = c.id order by c.first_seen_at";
    assert_eq!(
        it.lines(told).await,
        ["Another announcement|-|-", "This announcement|strong|the seed says that the page is about it"]
    );
    let strengths = "select coalesce(a.strength, 'none') from communications c
                       left join assignments a on a.communication_id = c.id order by c.first_seen_at";
    // What was seen since and claims to be older is older by the provider's own word.
    let older = "update communications set claimed_low_at = '2013-05-01', claimed_high_at = '2013-05-02' where version = 2";
    it.query(older, false).await.unwrap();
    assert_eq!(it.lines(strengths).await, ["weak", "weak"]);
    // Events decide it, whenever the seed tells them.
    let events = vec![event(ReferenceKind::Public, "2013-06-07T17:30Z", true)];
    it.seeds_sync(&[], &[IncidentSeed { events, ..heartbleed() }], at(3)).await.unwrap();
    assert_eq!(it.lines(strengths).await, ["strong", "strong"]);
}

/// The document as it is read where the post states something of a known incident, or does not.
fn read_for(post: &Post, read_for: Option<ReadFor>) -> Extraction {
    let reading = SignalReading {
        post: 0,
        update: None,
        rules_version: "1".into(),
        not_assessed: read_for.is_none().then_some(NotAssessed::NoConcern),
        read_for,
        found: read_for.map(|_| unaffected()).into_iter().collect(),
    };
    Extraction { signals: vec![reading], ..found(std::slice::from_ref(post)) }
}

fn unaffected() -> FoundSignal {
    FoundSignal {
        signal: Signal::Unaffected,
        rule: "unaffected-own".into(),
        rule_version: 1,
        detail: None,
        actor: Actor::Provider,
        quote: "None of our services is affected.".into(),
        span: Span { start: 0, end: 4 },
    }
}

/// Whether a text is looked through at all may hang on an incident that is known later, or no more.
#[tokio::test]
async fn what_was_not_read_for_want_of_an_incident_is_read_when_the_incident_comes_and_not_when_it_goes() {
    let it = TestStore::with_source(Page, PAGE).await;
    let post = article(PAGE, "Zorbyx and us", "None of our services is affected.");
    let receipt = it.look(at(1), Answer::ok("1"), &read_for(&post, None)).await;
    let capture = receipt.capture_id.unwrap();
    let named = |name: &str| IncidentSeed {
        slug: "zorbyx".into(),
        name: name.into(),
        ids: Vec::new(),
        wrong_ids: Vec::new(),
        ..heartbleed()
    };
    let readings = "select r.assessed, r.reason, r.read_for, s.signal from signal_readings r
                      left join signals s using (communication_id)";
    let changes = "select source_table, change, cause, extractor_version from reader_changes order by id";
    for (name, waits) in [("Zorbyx", vec![capture]), ("Another name", vec![capture]), ("A third", Vec::new())]
    {
        it.seeds_sync(&[], &[named(name)], at(2)).await.unwrap();
        let terms = it.incident_terms().await.unwrap();
        it.mentions_refresh(find(&terms)).await.unwrap();
        assert_eq!(it.signals_to_read(0, 10).await.unwrap(), waits, "{name}");
        if waits.is_empty() {
            break;
        }
        let why = (name == "Zorbyx").then_some(ReadFor::Incident);
        let put = it.signals_put(capture, &read_for(&post, why), at(3)).await.unwrap();
        assert_eq!((put.read, put.differing, put.left), (1, 2, 0), "{name}");
        assert_eq!(it.signals_to_read(0, 10).await.unwrap(), Vec::<i64>::new(), "{name}");
        let shown = if why.is_some() { "t|-|incident|unaffected" } else { "f|no-concern|-|-" };
        assert_eq!(it.lines(readings).await, [shown]);
    }
    assert_eq!(
        it.lines(changes).await,
        [
            "signal_readings|read-differently|incidents|-",
            "signals|found|incidents|-",
            "signal_readings|read-differently|incidents|-",
            "signals|lost|incidents|-",
        ]
    );
}

#[tokio::test]
async fn what_is_read_with_its_incident_and_words_of_other_rules_are_not_read_once_more() {
    let it = TestStore::with_source(Page, PAGE).await;
    it.look(at(1), Answer::ok("1"), &read_for(&article(PAGE, "An update", "A"), None)).await;
    let later = article(PAGE, "Heartbleed", "B");
    let capture = Answer::ok("2").at(at(2)).capture(it.claimed(at(2)).await);
    it.record_with(
        &capture,
        &read_for(&later, Some(ReadFor::Incident)),
        &[mention(None, MentionPlace::Title)],
    )
    .await;
    let none = Vec::<i64>::new();
    assert_eq!(it.signals_to_read(0, 10).await.unwrap(), none, "what was shown before did not say it");
    it.query("delete from mentions", false).await.unwrap();
    let waiting = it.signals_to_read(0, 10).await.unwrap();
    let other = article(PAGE, "Heartbleed", "B, as other rules read it");
    let put = it.signals_put(waiting[0], &read_for(&other, None), at(3)).await.unwrap();
    assert_eq!((put.read, put.differing, put.left), (0, 0, 1));
    assert_eq!(it.signals_to_read(0, 10).await.unwrap(), waiting, "it waits for a reading of the whole");
}

#[tokio::test]
async fn who_speaks_of_an_incident_follows_what_its_seed_says() {
    let it = TestStore::with_source(Page, PAGE).await;
    let mut post = article(PAGE, "The handshake bug", "We patched all servers.");
    post.authors = vec![byline("Ada Park", "Chief Security Officer"), byline("Ben Roe", "")];
    let quoted = Byline { source: "attribution:text".into(), ..byline("Cal Dim", "CEO") };
    post.authors.push(quoted);
    it.look(at(1), Answer::ok("1"), &found(&[post])).await;
    let speakers = "select coalesce(incident, 'none'), role, name from research.speakers order by position";
    let of = |incident: &str| {
        [("byline", "Ada Park"), ("byline", "Ben Roe"), ("attributed", "Cal Dim")]
            .map(|(role, name)| format!("{incident}|{role}|{name}"))
    };
    let highest = "select distinct incident, value from research.scorecard where part = 'highest-byline' and answer = 'found'";
    assert_eq!(it.lines(speakers).await, of("none"));
    assert_eq!(it.lines(highest).await, Vec::<String>::new());
    // The name is one of this incident, then of another one, and then of none.
    let bug = |slug: &str| IncidentSeed {
        slug: slug.into(),
        name: slug.to_uppercase(),
        aliases: vec!["handshake bug".into()],
        ids: Vec::new(),
        wrong_ids: Vec::new(),
        ..heartbleed()
    };
    let other = |slug: &str| IncidentSeed { aliases: Vec::new(), ..bug(slug) };
    for (seeds, incident) in [
        ([bug("first"), other("second")], "first"),
        ([other("first"), bug("second")], "second"),
        ([other("first"), other("second")], "none"),
    ] {
        it.seeds_sync(&[], &seeds, at(2)).await.unwrap();
        let terms = it.incident_terms().await.unwrap();
        it.mentions_refresh(find(&terms)).await.unwrap();
        assert_eq!(it.lines(speakers).await, of(incident));
        let expected =
            if incident == "none" { Vec::new() } else { vec![format!("{incident}|c-level, executive")] };
        assert_eq!(it.lines(highest).await, expected);
    }
}
