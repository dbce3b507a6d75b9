//! The plan as a table: what came back, and what follows for the address and its host.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use model::{
    Burst, Capture, CaptureKind, Certainty, DocumentKind, EvidenceClass, Exchange, Failure, FailureClass,
    GroupHistory, History, Hop, Known, Outcome, Post, PostKind, Precision, RecordPlace, Request, Response,
    RobotsVerdict, Role, Sha1Digest, SourceKind, SourceRef, Stamp, Truncation, Update, Validators, Visit,
};
use proptest::prelude::*;
use store::Plan;

use super::*;
use crate::reading::{Reading, nothing};

const SECOND: Pace = Pace { delay: Duration::from_secs(1), is_own: false };

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2014-04-09T12:00:00Z").unwrap().to_utc()
}

fn visit(role: Role) -> Visit {
    Visit {
        frontier_id: 1,
        group: "acme.example".to_owned(),
        lease: Default::default(),
        url: "https://acme.example/feed".parse().unwrap(),
        role,
        source: SourceRef {
            id: 1,
            provider_id: 1,
            provider: "acme".to_owned(),
            provider_name: "Acme".to_owned(),
            domain: String::new(),
            url: String::new(),
            kind: SourceKind::Blog,
            every_s: None,
            incident: None,
            link_selector: None,
            headers: Vec::new(),
        },
        via: None,
        depth: 0,
        validators: Validators { etag: Some("\"1\"".to_owned()), last_modified: None },
        known: Some(Known {
            capture_id: 1,
            record_id: "urn:uuid:1".to_owned(),
            target_uri: "https://acme.example/feed".to_owned(),
            fetched_at: now(),
            payload_digest: Sha1Digest::of(b"before"),
        }),
        discovered_at: now(),
        interval_s: 3600,
        failures: 0,
        robots: None,
        history: History::default(),
        whole: false,
    }
}

fn place() -> RecordPlace {
    RecordPlace { segment: "s".to_owned(), offset: 0, length: 1, record_id: "urn:uuid:2".to_owned() }
}

/// An answer with that status and these fields.
fn answered(visit: Visit, status: u16, fields: &[(&str, &str)], retry_after_s: Option<u64>) -> Capture {
    let hop = Hop {
        url: visit.url.clone(),
        started_at: now(),
        duration_ms: 10,
        request: Request { method: "GET".to_owned(), headers: Vec::new() },
        response: Response {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: fields.iter().map(|(n, v)| ((*n).to_owned(), v.as_bytes().to_vec())).collect(),
            body: Bytes::from_static(b"now"),
            truncated: None,
        },
        peer: None,
        certificate: None,
    };
    capture(visit, vec![hop], Outcome::Answered, retry_after_s)
}

fn capture(visit: Visit, hops: Vec<Hop>, outcome: Outcome, retry_after_s: Option<u64>) -> Capture {
    let any = !hops.is_empty();
    let exchange =
        Exchange { visit, started_at: now(), hops, outcome, robots: None, retry_after_s, provenance: None };
    Capture {
        exchange,
        kind: any.then_some(CaptureKind::Response),
        place: any.then(place),
        earlier: Vec::new(),
        payload_digest: any.then(|| Sha1Digest::of(b"now")),
        metadata: place(),
    }
}

fn failed(visit: Visit, class: FailureClass) -> Capture {
    let failure = Failure { class, detail: "no answer".to_owned() };
    capture(visit, Vec::new(), Outcome::Failed(failure), None)
}

fn read_as(kind: DocumentKind) -> Reading {
    Reading { extraction: nothing(kind), mentions: Vec::new(), robots_text: None }
}

fn planned(capture: &Capture, chance: f64) -> Plan {
    plan(capture, &read_as(DocumentKind::Unparsed), SECOND, now(), chance)
}

/// Seconds until the next look and seconds that the group rests.
fn waits(capture: &Capture) -> (i64, i64) {
    let plan = planned(capture, 0.5);
    ((plan.due_at - now()).num_seconds(), plan.group_delay_ms / 1000)
}

#[test]
fn retry_after_is_obeyed_by_the_address_and_in_full_by_its_whole_group() {
    let asked = |status, seconds| waits(&answered(visit(Role::Listing), status, &[], Some(seconds)));
    for status in [403, 429, 503] {
        assert_eq!(asked(status, 3600).1, 3600, "{status}: the group");
        assert!(asked(status, 3600).0 >= 3600, "{status}: the address");
        assert_eq!(asked(status, 10 * 86_400).1, LONGEST_ASKED_S, "{status}: the documented cap");
        assert_eq!(asked(status, u64::MAX).1, LONGEST_ASKED_S, "{status}");
    }
    assert_eq!(asked(200, 3600).1, 1, "with a success it asks for nothing");
    assert_eq!(asked(301, 3600).1, 1);
}

#[test]
fn what_a_server_asks_for_holds_with_no_delay_of_ours_at_all() {
    let rests_s = |capture: &Capture, pace| {
        plan(capture, &read_as(DocumentKind::Unparsed), pace, now(), 0.5).group_delay_ms / 1000
    };
    let without = Pace::of_others(Duration::ZERO);
    let busy = answered(visit(Role::Listing), 429, &[], Some(3600));
    assert_eq!(rests_s(&busy, without), 3600);
    let mut it = visit(Role::Listing);
    it.history.group = GroupHistory { failures: 4, trips: 0 };
    let down = failed(it, FailureClass::Connect);
    assert_eq!(rests_s(&down, without), 45, "the breaker opens");
    let fine = answered(visit(Role::Listing), 200, &[], None);
    assert_eq!(rests_s(&fine, without), 0);
    for capture in [busy, down] {
        assert_eq!(rests_s(&capture, Pace::of_ours()), 0, "servers of our own are asked at once");
    }
}

#[test]
fn a_look_without_a_fault_is_planned_by_its_interval() {
    for (status, due) in [(200, 4500), (304, 4500), (404, 4500), (403, 4500)] {
        assert_eq!(waits(&answered(visit(Role::Listing), status, &[], None)), (due, 1), "{status}");
    }
    let plan = planned(&answered(visit(Role::Listing), 200, &[], None), 0.5);
    let news = plan.news.unwrap();
    assert_eq!((plan.interval_s, news.interval_s), (4500, 1800), "what is new halves the interval");
    assert_eq!(waits(&answered(visit(Role::Robots), 200, &[], None)).0, 86_400);
}

#[test]
fn an_address_whose_words_the_database_refuses_waits_longer_each_time() {
    let waits: Vec<i64> = (0..3)
        .map(|failures| {
            let it = Visit { failures, ..visit(Role::Listing) };
            let refused = planned(&answered(it, 200, &[], None), 0.5).refused.unwrap();
            assert_eq!(refused.interval_s, 3600, "what is planned while all goes well stays");
            (refused.due_at - now()).num_minutes() / 60
        })
        .collect();
    assert_eq!(waits, [3, 6, 12]);
}

#[test]
fn faults_are_retried_by_their_cause() {
    let half = |class| waits(&failed(visit(Role::Listing), class));
    assert_eq!(half(FailureClass::Reset), (0, 1));
    assert_eq!(half(FailureClass::Timeout), (1, 1));
    assert_eq!(half(FailureClass::Dns), (2, 1));
    assert_eq!(half(FailureClass::Refused), (60 + 10_800, 1));
    assert_eq!(waits(&answered(visit(Role::Listing), 500, &[], None)), (1, 1));
    let mut cut = answered(visit(Role::Listing), 200, &[], None);
    cut.exchange.hops[0].response.truncated = Some(Truncation::Disconnect);
    assert_eq!(waits(&cut), (0, 1), "a body that was cut short is asked for again");
    cut.exchange.hops[0].response.truncated = Some(Truncation::Length);
    assert_eq!(waits(&cut), (4500, 1), "one that is too long would be too long again");
    let mut found = read_as(DocumentKind::Unparsed);
    for (code, due_s) in [(model::Note::CODING_DAMAGED, 0), (model::Note::CODING_CAPPED, 4500)] {
        found.extraction.notes = vec![model::Note::new(code, "")];
        let plan = plan(&answered(visit(Role::Listing), 200, &[], None), &found, SECOND, now(), 0.5);
        assert_eq!((plan.due_at - now()).num_seconds(), due_s, "{code}: as for the body itself");
    }
}

#[test]
fn a_challenge_is_waited_out_whatever_its_status() {
    for status in [200, 403] {
        let mut found =
            Reading { extraction: nothing(DocumentKind::Unparsed), mentions: Vec::new(), robots_text: None };
        found.extraction.evidence = EvidenceClass::Challenge;
        let mut it = visit(Role::Listing);
        it.failures = 3;
        let plan = plan(&answered(it, status, &[], None), &found, SECOND, now(), 0.5);
        assert_eq!((plan.due_at - now()).num_seconds(), 60 + 4 * 3600, "{status}");
        assert_eq!(plan.group, GroupHistory::default(), "one address is no host");
    }
}

#[test]
fn the_fifth_failure_in_a_row_opens_the_breaker_of_the_group() {
    let mut it = visit(Role::Listing);
    it.history.group = GroupHistory { failures: 4, trips: 0 };
    let plan = planned(&failed(it.clone(), FailureClass::Connect), 0.999);
    assert_eq!(plan.group, GroupHistory { failures: 5, trips: 1 });
    assert!((55_000..=60_000).contains(&plan.group_delay_ms), "{}", plan.group_delay_ms);
    it.history.group = plan.group;
    let plan = planned(&answered(it, 404, &[], None), 0.5);
    assert_eq!((plan.group, plan.group_delay_ms), (GroupHistory::default(), 1000), "any answer closes it");
}

#[test]
fn what_robots_txt_forbids_costs_no_rest() {
    let line = Some("2: Disallow: /".to_owned());
    let verdict = RobotsVerdict { allowed: false, line, crawl_delay_ms: None };
    let it = capture(visit(Role::Listing), Vec::new(), Outcome::Disallowed(verdict), None);
    assert_eq!(waits(&it), (86_400, 0));
}

#[test]
fn what_waits_for_a_robots_txt_that_cannot_be_reached_is_due_with_it() {
    let verdict = RobotsVerdict { allowed: false, line: None, crawl_delay_ms: None };
    let wait = |robots_s: Option<i64>| {
        let mut it = visit(Role::Listing);
        it.history.robots_due_at = robots_s.map(|seconds| now() + TimeDelta::seconds(seconds));
        let plan = planned(&capture(it, Vec::new(), Outcome::Disallowed(verdict.clone()), None), 0.5);
        assert_eq!((plan.interval_s, plan.group_delay_ms), (3600, 0), "the interval says nothing of faults");
        (plan.due_at - now()).num_seconds()
    };
    assert_eq!([Some(200), Some(7200), Some(-5)].map(wait), [200, 7200, 0]);
    assert_eq!(wait(None), 60 + 150, "where it was never asked for, as after a host that is not reached");
}

#[test]
fn a_burst_brings_a_source_to_five_minutes() {
    let mut it = visit(Role::Listing);
    let hours = TimeDelta::hours;
    it.history.burst = Some(Burst { started_at: now() - hours(1), until_at: now() + hours(71) });
    assert_eq!(waits(&answered(it.clone(), 200, &[], None)).0, BURST_S);
    it.source.every_s = Some(86_400);
    assert_eq!(
        waits(&answered(it.clone(), 200, &[], None)).0,
        BURST_S,
        "also one with an interval of its own"
    );
    it.source.every_s = Some(120);
    assert_eq!(waits(&answered(it, 200, &[], None)).0, 120, "one that is looked at more often stays so");
}

#[test]
fn the_same_validators_with_another_body_are_a_broken_promise() {
    let same = [("ETag", "\"1\"")];
    assert!(broke_promise(
        &answered(visit(Role::Listing), 200, &same, None),
        &nothing(DocumentKind::Unparsed)
    ));
    assert!(!broke_promise(
        &answered(visit(Role::Listing), 200, &[("ETag", "\"2\"")], None),
        &nothing(DocumentKind::Unparsed)
    ));
    assert!(!broke_promise(
        &answered(visit(Role::Listing), 200, &[], None),
        &nothing(DocumentKind::Unparsed)
    ));
    assert!(!broke_promise(
        &answered(visit(Role::Listing), 404, &same, None),
        &nothing(DocumentKind::Unparsed)
    ));
    let mut unchanged = answered(visit(Role::Listing), 200, &same, None);
    unchanged.payload_digest = Some(Sha1Digest::of(b"before"));
    assert!(!broke_promise(&unchanged, &nothing(DocumentKind::Unparsed)));
    let mut dated = visit(Role::Listing);
    dated.validators = Validators { etag: None, last_modified: Some("yesterday".to_owned()) };
    assert!(broke_promise(
        &answered(dated, 200, &[("Last-Modified", "yesterday")], None),
        &nothing(DocumentKind::Unparsed)
    ));
}

#[test]
fn every_twentieth_look_asks_for_the_whole_body_and_a_distrusted_source_always_does() {
    let mut it = visit(Role::Listing);
    let whole: Vec<u32> = (0..WHOLE_EVERY)
        .filter(|looks| {
            it.history.conditional_looks = *looks;
            asks_whole(&it, now())
        })
        .collect();
    assert_eq!(whole, [WHOLE_EVERY - 1]);
    it.history = History { distrusted_at: Some(now()), ..History::default() };
    assert!(asks_whole(&it, now() + TimeDelta::days(29)));
    assert!(!asks_whole(&it, now() + TimeDelta::days(30)), "it may have been mended");
}

#[test]
fn a_stated_freshness_lengthens_the_wait_within_the_limits_of_the_source() {
    let wait = |fields: &[(&str, &str)]| {
        let it = planned(&answered(visit(Role::Listing), 200, fields, None), 0.5);
        (it.due_at - now()).num_seconds()
    };
    let plain = wait(&[]);
    assert_eq!(wait(&[("cache-control", "max-age=60")]), plain, "never sooner");
    assert_eq!(wait(&[("last-modified", "Wed, 09 Apr 2008 12:00:00 GMT")]), plain, "a guess is no promise");
    assert_eq!(wait(&[("cache-control", "max-age=9000")]), 9000);
    let longest = limits(SourceKind::Blog, None).longest_s;
    assert_eq!(wait(&[("cache-control", "max-age=99999999")]), longest);
}

/// The page of an incident whose updates named these states, an hour after another, the last one an hour ago.
fn incident(states: &[&str]) -> Reading {
    let hours = |number| TimeDelta::hours(i64::try_from(number).unwrap());
    let update = |(at, status): (usize, &&str)| Update {
        key: at.to_string(),
        status: (!status.is_empty()).then(|| (*status).to_owned()),
        claimed: Some(Stamp {
            raw: String::new(),
            local: (now() - hours(states.len() - at)).naive_utc(),
            precision: Precision::Second,
            offset_s: Some(0),
            zone: None,
            certainty: Certainty::Stated,
            spread: None,
            source: String::new(),
            span: None,
        }),
        recorded: None,
        edited: None,
        text: String::new(),
        span: None,
        authors: Vec::new(),
        components: Vec::new(),
    };
    let mut found = read_as(DocumentKind::Status);
    found.extraction.posts = vec![Post {
        key: "incident".to_owned(),
        url: None,
        kind: PostKind::StatusIncident,
        title: None,
        text: String::new(),
        language: None,
        published: None,
        updated: None,
        candidates: Vec::new(),
        authors: Vec::new(),
        attributions: Vec::new(),
        updates: states.iter().enumerate().map(update).collect(),
        identifiers: Vec::new(),
    }];
    found
}

#[test]
fn an_incident_is_over_where_its_last_state_says_so() {
    let page = || answered(visit(Role::Post), 200, &[], None);
    let hours_ago = |states: &[&str]| {
        let plan = plan(&page(), &incident(states), SECOND, now(), 0.5);
        plan.resolved_at.map(|at| (now() - at).num_hours())
    };
    assert_eq!(hours_ago(&["investigating", "Resolved"]), Some(1));
    assert_eq!(hours_ago(&["resolved", "postmortem"]), Some(2), "the first of its closing words");
    assert_eq!(hours_ago(&["resolved", "postmortem", ""]), Some(3), "a word without a state opens nothing");
    assert_eq!(hours_ago(&["resolved", "investigating"]), None, "it was opened again");
    assert_eq!(hours_ago(&["resolved", "investigating", "resolved"]), Some(1));
}

#[test]
fn a_source_that_moved_for_good_is_asked_again_as_seldom_as_its_kind_may_be() {
    let hours = |role, depth, kind| {
        let mut it = visit(role);
        (it.depth, it.source.kind) = (depth, kind);
        let to = url::Url::parse("https://other.example/").unwrap();
        let moved = capture(it, Vec::new(), Outcome::Moved { to, permanent: true }, None);
        (planned(&moved, 0.5).due_at - now()).num_hours()
    };
    assert_eq!(hours(Role::Listing, 0, SourceKind::Blog), 3, "the move may be taken back");
    assert_eq!(hours(Role::Listing, 1, SourceKind::Status), 1);
    assert_eq!(hours(Role::Listing, 0, SourceKind::SecurityTxt), 7 * 24);
    assert_eq!(hours(Role::Post, 0, SourceKind::Page), 24);
    assert_eq!(hours(Role::Post, 1, SourceKind::Blog), 7 * 24);
}

#[test]
fn an_incident_that_is_opened_again_is_looked_at_as_an_open_one() {
    let mut it = visit(Role::Post);
    it.depth = 1;
    it.discovered_at = now() - TimeDelta::days(2);
    it.history.resolved_at = Some(now() - TimeDelta::hours(30));
    let due_h = |capture: &Capture, found: &Reading| {
        let plan = plan(capture, found, SECOND, now(), 0.5);
        (plan.resolved_at.is_some(), (plan.due_at - now()).num_hours())
    };
    let reopened = incident(&["investigating", "resolved", "investigating"]);
    let page = answered(it, 200, &[], None);
    assert_eq!(due_h(&page, &reopened), (false, 6), "as a post of its age");
    assert_eq!(due_h(&page, &read_as(DocumentKind::Unparsed)), (true, 66), "a page that says nothing of it");
    let mut cut = page.clone();
    cut.exchange.hops[0].response.truncated = Some(Truncation::Length);
    assert!(due_h(&cut, &reopened).0, "of a part of a page the end may be what is missing");
}

/// A page with one post that claims to have been written so many days ago.
fn written(days_ago: i64, kind: PostKind) -> Reading {
    let mut found = incident(&[""]);
    let post = &mut found.extraction.posts[0];
    let mut stamp = post.updates.remove(0).claimed.unwrap();
    stamp.local = (now() - TimeDelta::days(days_ago)).naive_utc();
    (post.kind, post.published) = (kind, Some(stamp));
    found
}

#[test]
fn a_post_that_was_old_when_it_was_found_is_not_asked_for_every_hour() {
    let mut it = visit(Role::Post);
    it.depth = 1;
    let page = answered(it.clone(), 200, &[], None);
    let first_look = answered(Visit { known: None, ..it.clone() }, 200, &[], None);
    let hours_of = |page: &Capture, found: &Reading| {
        let plan = plan(page, found, SECOND, now(), 0.5);
        let wait = |due_at: DateTime<Utc>| (due_at - now()).num_hours();
        (wait(plan.due_at), wait(plan.news.unwrap().due_at))
    };
    assert_eq!(hours_of(&first_look, &written(400, PostKind::Article)), (24, 24), "all of it is new to us");
    assert_eq!(hours_of(&first_look, &written(2, PostKind::Article)), (1, 1));
    let hours = |found: &Reading| hours_of(&page, found);
    assert_eq!(hours(&written(2, PostKind::Article)), (1, 1));
    assert_eq!(
        hours(&written(400, PostKind::Article)),
        (24, 1),
        "it is looked at hourly where it turns out to change"
    );
    assert_eq!(hours(&written(400, PostKind::StatusIncident)), (1, 1), "an incident may be open for long");
    assert_eq!(hours(&read_as(DocumentKind::Unparsed)), (1, 1), "a page that claims nothing");

    let mut changed = written(400, PostKind::Article);
    changed.extraction.posts[0].updated = written(3, PostKind::Article).extraction.posts[0].published.clone();
    assert_eq!(hours(&changed), (1, 1), "written long ago, changed lately");
    let mut unclear = written(400, PostKind::Article);
    let mut stamp = unclear.extraction.posts[0].published.clone().unwrap();
    stamp.certainty = Certainty::Ambiguous;
    unclear.extraction.posts[0].updated = Some(stamp);
    assert_eq!(hours(&unclear), (1, 1), "a change that may have been lately");

    it.interval_s = 24 * 3600;
    let mut unchanged = answered(it, 304, &[], None);
    unchanged.kind = Some(CaptureKind::NotModified);
    let plan = planned(&unchanged, 0.5);
    assert_eq!((plan.due_at - now()).num_hours(), 24, "nothing was sent, so it is as old as before");
}

proptest! {
    #[test]
    fn no_answer_makes_an_address_due_at_once_for_ever_or_its_host_rest_too_shortly(
        status in 100..600_u16, retry_after in proptest::option::of(any::<u64>()), failures in any::<i32>(),
        chance in 0.0..1.0_f64, group in any::<(u32, u32)>(), interval in any::<i64>(),
    ) {
        let mut it = visit(Role::Listing);
        (it.failures, it.interval_s) = (failures, interval);
        it.history.group = GroupHistory { failures: group.0, trips: group.1 };
        let plan = planned(&answered(it, status, &[], retry_after), chance);
        prop_assert!(plan.due_at >= now() && plan.due_at <= now() + TimeDelta::days(30));
        prop_assert!(plan.group_delay_ms >= 1000 && plan.group_delay_ms <= LONGEST_ASKED_S * 1000);
        if matches!(status, 403 | 429 | 503) {
            let asked = retry_after.map_or(0, |s| s.min(LONGEST_ASKED_S.unsigned_abs()));
            prop_assert!(plan.group_delay_ms >= i64::try_from(asked).unwrap() * 1000);
        }
    }
}

#[test]
fn the_manual_names_every_platform() {
    let manual = include_str!("../../../../docs/OPERATING.md");
    let list = manual.split("<!-- platforms -->").nth(1).unwrap().split("<!-- end -->").next().unwrap();
    let named: Vec<&str> = list.trim().trim_end_matches('.').split(',').map(str::trim).collect();
    assert_eq!(named, model::SHARED_DOMAINS);
}
