//! A text of several incidents says each thing of one of them, and what no rule read bounds nothing.

use model::SourceKind::Page;
use model::{
    Actor, Extraction, FoundSignal, Mention, MentionManner, MentionPlace, NotAssessed, Signal, SignalReading,
    Span,
};

use crate::support::{Answer, TestStore, article, at, found, heartbleed, named_at, shellshock, stamp};

const PAGE: &str = "https://acme.example/a";
const FOUND: &str =
    "select incident, signal, scope from research.signals where answer = 'found' order by 1, 2";
const FIXES: &str = "select distinct incident, measure from research.response_times where measure <> 'first-word' order by 1, 2";

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span { start, end: start + words.len() }
}

/// A mention of the incident in the title or in those words of the text, which are about it.
fn named(incident: &str, manner: MentionManner, text: &str, about: Option<&str>) -> Mention {
    let scope = about.map_or(Span { start: 0, end: 0 }, |words| span(text, words));
    let place = if about.is_some() { MentionPlace::Text } else { MentionPlace::Title };
    Mention {
        incident: incident.to_lowercase(),
        term: incident.into(),
        place,
        manner,
        scope,
        span: scope,
        ..named_at(0)
    }
}

fn signal(signal: Signal, text: &str, words: &str) -> FoundSignal {
    FoundSignal {
        signal,
        rule: "rule".into(),
        rule_version: 1,
        detail: (signal == Signal::Action).then(|| "patched".into()),
        actor: Actor::Provider,
        quote: words.into(),
        span: span(text, words),
    }
}

fn said(title: &str, text: &str, published: &str, signals: Vec<FoundSignal>) -> Extraction {
    let mut post = article(PAGE, title, text);
    post.published = Some(stamp(published));
    let read = SignalReading {
        post: 0,
        update: None,
        rules_version: "3".into(),
        not_assessed: None,
        read_for: None,
        found: signals,
    };
    Extraction { signals: vec![read], ..found(&[post]) }
}

/// The store after one look at a page with that text.
async fn page(title: &str, text: &str, mentions: &[Mention], signals: Vec<FoundSignal>) -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    it.seeds_sync(&[], &[heartbleed(), shellshock()], at(0)).await.unwrap();
    let capture = Answer::ok("1").at(at(60)).capture(it.claimed(at(60)).await);
    it.record_with(&capture, &said(title, text, "2014-04-09T10:00Z", signals), mentions).await;
    it
}

/// A text on two incidents, with a sentence that is about neither alone.
const ON_BOTH: &str =
    "Our API was affected by Heartbleed. We patched all of our servers. Nothing is affected by Shellshock.";

/// What it and its title name.
fn named_in_both() -> [Mention; 4] {
    let named = |incident, sentence| named(incident, MentionManner::Statement, ON_BOTH, sentence);
    [
        named("Heartbleed", None),
        named("Shellshock", None),
        named("Heartbleed", Some("Our API was affected by Heartbleed.")),
        named("Shellshock", Some("Nothing is affected by Shellshock.")),
    ]
}

#[tokio::test]
async fn a_sentence_that_names_another_incident_is_not_about_this_one() {
    let (text, mentions) = (ON_BOTH, named_in_both());
    let signals = vec![
        signal(Signal::Affected, text, "was affected"),
        signal(Signal::Action, text, "We patched"),
        signal(Signal::Unaffected, text, "Nothing is affected"),
    ];
    let it = page("Heartbleed and Shellshock", text, &mentions, signals).await;
    assert_eq!(
        it.lines(FOUND).await,
        [
            "heartbleed|action|shared",
            "heartbleed|affected|incident",
            "shellshock|action|shared",
            "shellshock|unaffected|incident",
        ]
    );
    assert_eq!(it.lines(FIXES).await, Vec::<String>::new(), "of which of the two they patched is not said");
    let parts =
        "select incident, part, answer from research.scorecard where part like '%affected' order by 1, 2";
    assert_eq!(
        it.lines(parts).await,
        [
            "heartbleed|affected|found",
            "heartbleed|unaffected|no-rule-matched",
            "shellshock|affected|no-rule-matched",
            "shellshock|unaffected|found",
        ]
    );
    // When the other incident is known no more, the text is about this one alone.
    it.query(
        "delete from mentions where incident_id = (select id from incidents where slug = 'shellshock')",
        false,
    )
    .await
    .unwrap();
    assert_eq!(
        it.lines(FOUND).await,
        ["heartbleed|action|incident", "heartbleed|affected|incident", "heartbleed|unaffected|incident"]
    );
}

#[tokio::test]
async fn a_heading_gives_an_incident_its_part_and_nothing_before_it() {
    use MentionManner::Heading;
    let (mail, part) =
        ("We patched all of our mail servers.", "Heartbleed\nNothing of ours is affected by it.");
    let text = format!("{mail}\n{part}\nOther news\nWe patched the printers.");
    let signals = |text: &str| {
        vec![
            signal(Signal::Action, text, "We patched all"),
            signal(Signal::Unaffected, text, "Nothing of ours"),
            signal(Signal::Affected, text, "We patched the printers"),
        ]
    };
    let heading = named("Heartbleed", Heading, &text, Some(part));
    let it = page("This week", &text, std::slice::from_ref(&heading), signals(&text)).await;
    assert_eq!(
        it.lines(FOUND).await,
        ["heartbleed|action|shared", "heartbleed|affected|shared", "heartbleed|unaffected|incident"]
    );
    assert_eq!(it.lines(FIXES).await, Vec::<String>::new());
    let answers = "select part, answer, communications from research.scorecard where answer in ('found', 'shared') and criterion = 'transparency' order by 1";
    assert_eq!(it.lines(answers).await, ["affected|shared|1", "unaffected|found|1"]);
    // Where the title names it, the rest of the text is about it as well.
    let titled = [named("Heartbleed", MentionManner::Statement, &text, None), heading];
    let it = page("Heartbleed", &text, &titled, signals(&text)).await;
    let all =
        ["heartbleed|action|incident", "heartbleed|affected|incident", "heartbleed|unaffected|incident"];
    assert_eq!(it.lines(FOUND).await, all);
}

#[tokio::test]
async fn what_stands_under_the_heading_of_another_incident_is_about_that_one() {
    use MentionManner::{Heading, Statement};
    let part = "Shellshock\nWe patched all of our servers.";
    let text = format!("Nothing of ours is affected.\n{part}\nWhat is next\nKeys were replaced.");
    let mentions =
        [named("Heartbleed", Statement, &text, None), named("Shellshock", Heading, &text, Some(part))];
    let signals = vec![
        signal(Signal::Unaffected, &text, "Nothing of ours"),
        signal(Signal::Action, &text, "We patched"),
        signal(Signal::CredentialAdvice, &text, "Keys were"),
    ];
    let it = page("Heartbleed", &text, &mentions, signals).await;
    assert_eq!(
        it.lines(FOUND).await,
        [
            "heartbleed|credential-advice|shared",
            "heartbleed|unaffected|incident",
            "shellshock|action|incident",
            "shellshock|credential-advice|shared",
        ]
    );
    let fixes = it.lines(FIXES).await;
    assert!(!fixes.is_empty() && fixes.iter().all(|fix| fix.starts_with("shellshock|")), "{fixes:?}");
}

/// Two texts of one page, of which the first is in a language that no rule reads.
async fn in_two_languages(first: &str) -> TestStore {
    let it = TestStore::with_source(Page, PAGE).await;
    let patched = "We patched Heartbleed on all of our servers.";
    for (hours, published, text) in
        [(20, first, "Heartbleed: alles aktualisiert."), (90, "2014-04-10T10:00Z", patched)]
    {
        it.query("update frontier set due_at = '2014-04-07' where role <> 'robots'", false).await.unwrap();
        let page = format!("{PAGE}{hours}");
        let signals = if hours == 90 { vec![signal(Signal::Action, text, "We patched")] } else { Vec::new() };
        let mut read = said("Heartbleed", text, published, signals);
        read.posts[0].key = page.clone();
        read.posts[0].url = Some(page);
        if hours == 20 {
            read.signals[0].not_assessed = Some(NotAssessed::Language);
        }
        let capture = Answer::ok(text).at(at(hours)).capture(it.claimed(at(hours)).await);
        it.record_with(&capture, &read, &[named_at(0)]).await;
    }
    it
}

#[tokio::test]
async fn a_text_that_no_rule_read_takes_the_lower_bound_of_a_fix_away() {
    let times = "select distinct hours_low, hours_high, censored, communications, not_assessed, shared
                   from research.response_times where measure <> 'first-word' and basis = 'claimed' and anchor = 'public'";
    let it = in_two_languages("2014-04-08T10:00Z").await;
    assert_eq!(it.lines(times).await, ["-|64.52|left|1|1|0"]);
    let parts =
        "select answer, assessed, not_assessed from research.scorecard where part = 'password-advice'";
    assert_eq!(it.lines(parts).await, ["no-rule-matched|1|1"]);
    // One that is younger than the fix takes nothing away.
    let it = in_two_languages("2014-04-11T10:00Z").await;
    assert_eq!(it.lines(times).await, ["64.50|64.52|none|1|1|0"]);
}

#[tokio::test]
async fn what_the_rules_answer_to_coders_is_of_this_incident_alone_and_open_where_nobody_can_tell() {
    let (text, mentions) = (ON_BOTH, named_in_both());
    let signals = vec![
        signal(Signal::Affected, text, "was affected"),
        signal(Signal::Action, text, "We patched"),
        signal(Signal::NextSteps, text, "We patched"),
        signal(Signal::Unaffected, text, "Nothing is affected"),
    ];
    let it = page("Heartbleed and Shellshock", text, &mentions, signals).await;
    let answers = it.machine_answers("heartbleed").await.unwrap();
    let said = |field: &str| {
        let answer = answers.iter().find(|it| it.field == field).unwrap();
        [
            answer.value.as_deref(),
            answer.shared.as_deref(),
            Some(answer.said.as_str()),
            answer.quote.as_deref(),
        ]
        .map(|it| it.unwrap_or("-").to_owned())
        .join("|")
    };
    assert_eq!(said("affected"), "yes|-|found|was affected");
    assert_eq!(said("unaffected"), "no|-|no rule matched|-", "that is said of the other incident");
    assert_eq!(said("next-steps"), "-|-|shared|We patched", "of which of the two nobody can tell");
    assert_eq!(said("action"), "none|patched|shared: patched|We patched");
}
