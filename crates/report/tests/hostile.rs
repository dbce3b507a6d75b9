//! What is archived is words of others: it never becomes markup, script or a link that runs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, TimeDelta, Utc};
use store::{
    Anchor, ChangedWords, Communication, IncidentReport, ListedEntry, Provider, ReferenceTime, SignalKind,
    SignalPart, SignalPlace, Speaker, TextChange, Withdrawn,
};

const EVIL: &str = "</bdi><script>alert(1)</script>\"' onload='x' \u{202e}\u{1b}[2J=cmd";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_396_900_000, 0).unwrap()
}

fn evil() -> String {
    EVIL.to_owned()
}

fn communication(id: i64) -> Communication {
    Communication {
        id,
        provider: "evil".to_owned(),
        provider_name: evil(),
        kind: "post".to_owned(),
        version: 1,
        status: Some(evil()),
        title: Some(evil()),
        text: Some(evil()),
        authors: Some(evil()),
        strength: "strong".to_owned(),
        reason: evil(),
        names_incident: true,
        claimed_raw: Some(evil()),
        claimed_local: Some("2014-04-08".to_owned()),
        claimed_offset: None,
        claimed_precision: Some("day".to_owned()),
        claimed_certainty: Some("stated".to_owned()),
        claimed_source: Some(evil()),
        claimed_low_at: Some(now()),
        claimed_high_at: Some(now() + TimeDelta::hours(50)),
        platform_recorded_at: None,
        platform_edited_at: None,
        first_seen_at: now() + TimeDelta::days(id),
        first_seen_by: "wayback".to_owned(),
        last_not_seen_at: None,
        evidence: "back-filled".to_owned(),
        time_flags: vec!["claimed-before-last-look".to_owned()],
        url: Some("javascript:alert(1)".to_owned()),
        archive_url: Some("data:text/html,<script>alert(1)</script>".to_owned()),
        segment: evil(),
        record_offset: 1,
        record_id: evil(),
        revision: 1,
        post_id: 1,
        update_key: String::new(),
        assessed: Some(true),
        not_assessed: None,
    }
}

fn provider() -> Provider {
    Provider {
        slug: "evil".to_owned(),
        name: evil(),
        communications: 2,
        entries: 1,
        claimed_hours_low: Some(-3.0),
        claimed_hours_high: Some(60.0),
        observed_hours_low: None,
        observed_hours_high: Some(30.0),
        censored: "left".to_owned(),
        first_communication: Some(1),
        first_entry: None,
        first_seen_at: Some(now()),
        last_not_seen_at: None,
        silent_looks: Some(2),
        silent_blind_looks: Some(0),
        silent_live_looks: Some(1),
        silent_from: Some(now()),
        silent_until: Some(now()),
        watched: Some("from the start".to_owned()),
        silent_known_until: Some(now()),
        unread_posts: Some(0),
        unwatched_sources: Some(0),
        open_gaps: Some(0),
        looks: 5,
        blind_looks: 0,
        last_look_at: Some(now()),
    }
}

fn entry() -> ListedEntry {
    ListedEntry {
        id: 77,
        provider: "evil".to_owned(),
        provider_name: evil(),
        title: Some(evil()),
        quote: Some(evil()),
        url: Some("javascript:alert(1)".to_owned()),
        page: Some("error (blocked)".to_owned()),
        claimed_raw: Some(evil()),
        claimed_local: Some(evil()),
        claimed_offset: None,
        claimed_precision: None,
        first_seen_at: now(),
        last_not_seen_at: None,
        evidence: "found".to_owned(),
        listing: "javascript:alert(2)".to_owned(),
        segment: evil(),
        record_offset: 4,
        record_id: evil(),
        announces_id: None,
    }
}

fn report() -> IncidentReport {
    IncidentReport {
        slug: "evil".to_owned(),
        name: evil(),
        anchors: vec![Anchor {
            kind: "public".to_owned(),
            low_at: now(),
            high_at: now(),
            raw: evil(),
            label: evil(),
            citation: "JavaScript:alert(1)".to_owned(),
            others: 0,
        }],
        events: vec![ReferenceTime {
            kind: "public".to_owned(),
            authority: Some(evil()),
            trust: Some("stated".to_owned()),
            anchor: Some(true),
            raw: Some(evil()),
            label: Some(evil()),
            citation: Some("vbscript:x".to_owned()),
        }],
        providers: vec![provider()],
        communications: vec![communication(1), communication(2)],
        entries: vec![entry()],
        response_times: Vec::new(),
        speakers: vec![Speaker {
            provider: "evil".to_owned(),
            role: "byline".to_owned(),
            name: evil(),
            kind: "person".to_owned(),
            job_title: Some(evil()),
            seniority: "c-level".to_owned(),
            function: "security".to_owned(),
            organisation: Some(evil()),
            speaks_for_provider: Some(true),
            rank: Some(6),
            name_source: evil(),
            title_source: None,
            title_elsewhere: None,
            title_elsewhere_url: None,
            title_elsewhere_at: None,
            communication_id: 1,
        }],
        kinds: ["affected", "withheld"]
            .map(|signal| SignalKind {
                signal: signal.to_owned(),
                criterion: "transparency".to_owned(),
                meaning: "Something.".to_owned(),
                suggestion: signal == "withheld",
            })
            .to_vec(),
        parts: vec![SignalPart {
            provider: "evil".to_owned(),
            signal: "affected".to_owned(),
            answer: "found".to_owned(),
            value: Some(evil()),
            communications: 1,
            assessed: 1,
            not_assessed: 0,
        }],
        places: ["affected", "withheld"]
            .map(|signal| SignalPlace {
                provider: "evil".to_owned(),
                signal: signal.to_owned(),
                suggestion: signal == "withheld",
                detail: Some(evil()),
                actor: "provider".to_owned(),
                quote: evil(),
                rule: "rule".to_owned(),
                rule_version: 1,
                span_start: 0,
                span_end: 4,
                communication_id: 1,
                scope: "incident".to_owned(),
            })
            .to_vec(),
        changes: vec![TextChange {
            provider: "evil".to_owned(),
            post_kind: "article".to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
            title: Some(evil()),
            revision: 2,
            class: Some("substantive".to_owned()),
            silent: Some(true),
            update_time: Some("same".to_owned()),
            words_removed: Some(1),
            words_added: Some(1),
            first_seen_at: now(),
            last_not_seen_at: None,
            first_seen_by: "live".to_owned(),
            difference: Some([false, true].map(|added| ChangedWords { added, words: evil() }).to_vec()),
            post_id: 1,
            segment: evil(),
            record_offset: 1,
            record_id: evil(),
        }],
        withdrawn: vec![Withdrawn {
            provider: "evil".to_owned(),
            said: Some(evil()),
            url: Some("javascript:alert(1)".to_owned()),
            ..Withdrawn::default()
        }],
        coverage: Vec::new(),
    }
}

#[test]
fn words_of_others_are_never_markup_nor_links_that_run() {
    let page = report::html(&report());
    for never in [
        "<script",
        "javascript:alert(1)\"",
        "href=\"vbscript",
        "href=\"data:",
        "\u{202e}",
        "\u{1b}",
        "' onload='x' \u{202e}",
    ] {
        assert!(!page.contains(never), "{never}");
    }
    assert!(!page.to_lowercase().contains("href=\"javascript"), "no such address is a link");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the words are shown as they are");
    assert!(
        !page.contains(" onload='x'") || page.contains("&quot;' onload='x'"),
        "a quote does not end an attribute"
    );
    let text = report::text(&report());
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_cell_of_the_table_is_no_formula() {
    let mut report = report();
    report.communications[0].title = Some("=HYPERLINK(\"http://evil.example\",\"x\")".to_owned());
    report.speakers[0].name = "@SUM(1+1)*cmd|' /C calc'!A0".to_owned();
    let table = report::csv(&report);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let cells: Vec<String> =
        reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(
        cells.iter().any(|cell| cell.starts_with("'=HYPERLINK")),
        "the headline is there, with a mark in front"
    );
    assert!(!cells.iter().any(|cell| cell.starts_with(['=', '@', '+'])), "{cells:?}");
}

#[test]
fn a_suggestion_is_shown_as_one_and_counts_nowhere() {
    let page = report::html(&report());
    assert!(page.contains("a suggestion for coders"));
    assert!(page.contains("id=\"c1-affected\"") && !page.contains("id=\"c1-withheld\""));
    assert!(!report::csv(&report()).contains("withheld"), "the table has what counts");
}

#[test]
fn live_found_and_back_filled_stand_apart() {
    let page = report::html(&report());
    assert!(page.contains("from archives of others"));
    assert!(page.contains("seen-mark filled"), "its line in the picture is another one");
}

#[test]
fn a_time_is_shown_to_its_own_precision() {
    for (local, precision, shown) in [
        ("2014-04-08T05", "hour", "2014-04-08 05 +00:00"),
        ("2014-04-08T05:00", "minute", "2014-04-08 05:00 +00:00"),
        ("2014-04-08T05:00:00", "second", "2014-04-08 05:00 +00:00"),
        ("2014-04-08T05:00:07", "second", "2014-04-08 05:00:07 +00:00"),
        ("2014-04-08T05:00:00.000", "millisecond", "2014-04-08 05:00 +00:00"),
    ] {
        let mut report = report();
        for it in &mut report.communications {
            it.claimed_local = Some(local.to_owned());
            it.claimed_precision = Some(precision.to_owned());
            it.claimed_offset = Some("+00:00".to_owned());
        }
        let page = report::html(&report);
        assert!(page.contains(&format!("<bdi>{shown}</bdi>")), "{local}, written to the {precision}: {page}");
    }
}

#[test]
fn removed_and_added_words_keep_their_mark_whatever_they_are() {
    let mut report = report();
    let words = |added, words: &str| ChangedWords { added, words: words.to_owned() };
    let changed = [words(false, "all is well +}"), words(true, "we were wrong … sorry for that -]")].to_vec();
    report.changes[0].difference = Some(changed);
    let page = report::html(&report);
    assert!(page.contains("<del><bdi>all is well +}</bdi></del> … "), "{page}");
    assert!(page.contains("<ins><bdi>we were wrong … sorry for that -]</bdi></ins>"), "{page}");
    assert!(report::csv(&report).contains("[-all is well +}-] … {+we were wrong … sorry for that -]+}"));
    report.changes[0].difference = Some([words(false, &"a".repeat(899)), words(true, "bcd")].to_vec());
    let page = report::html(&report);
    assert!(page.contains("<ins><bdi>b</bdi></ins> … (see trail diff 1)"), "what is too long is cut: {page}");
}

#[test]
fn what_is_none_is_not_counted_in_the_first_sentence() {
    let mut report = report();
    assert!(report::html(&report).contains("in 2 communications. The last look"));
    report.providers.extend(silent(3, "from the start", None).providers);
    assert!(report::html(&report).contains("in 2 communications; of 1 nothing was seen. The last look"));
}

/// What the picture shows at the edges, and the days of its axis.
fn drawn(report: &IncidentReport) -> String {
    let page = report::html(report);
    page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap().to_owned()
}

#[test]
fn one_old_post_leaves_the_hours_their_room() {
    let mut report = report();
    for (it, hours) in report.communications.iter_mut().zip([1, 3]) {
        it.first_seen_at = now() + TimeDelta::hours(hours);
        it.claimed_low_at = Some(now() + TimeDelta::minutes(30));
        it.claimed_high_at = Some(now() + TimeDelta::minutes(31));
    }
    let hours = drawn(&report);
    assert!(hours.contains("20:00") && hours.contains("22:00"), "the axis is one of hours: {hours}");
    assert!(!hours.contains("polygon"), "{hours}");
    let old = &mut report.communications[0];
    old.claimed_local = Some("2013-05-01T10:00".to_owned());
    old.claimed_low_at = Some(now() - TimeDelta::days(342));
    old.claimed_high_at = old.claimed_low_at;
    let picture = drawn(&report);
    assert!(picture.contains("20:00") && picture.contains("22:00"), "it still is: {picture}");
    assert!(picture.contains("polygon") && picture.contains(">2013-05-01</text>"), "{picture}");
    assert!(report::html(&report).contains("An arrow at the edge"));
    report.anchors.clear();
    assert!(!drawn(&report).contains("polygon"), "without an event nothing says which time is the far one");
}

/// A provider of which nothing was found, with these looks since the disclosure of an hour ago.
fn silent(looks: i64, watched: &str, hours: Option<f64>) -> IncidentReport {
    let silent = Provider {
        slug: "quiet".to_owned(),
        name: "Quiet".to_owned(),
        communications: 0,
        entries: 0,
        claimed_hours_low: None,
        claimed_hours_high: None,
        observed_hours_low: hours,
        observed_hours_high: None,
        censored: if watched == "from the start" { "right" } else { watched }.to_owned(),
        first_communication: None,
        first_seen_at: None,
        silent_looks: Some(looks),
        silent_from: Some(now()).filter(|_| looks > 0),
        silent_until: Some(now()).filter(|_| looks > 0),
        watched: Some(watched.to_owned()),
        looks: 4711,
        ..provider()
    };
    IncidentReport { providers: vec![silent], communications: Vec::new(), entries: Vec::new(), ..report() }
}

#[test]
fn looks_that_were_all_refused_are_told_with_their_number() {
    let mut refused = silent(0, "blind", None);
    refused.providers[0].silent_blind_looks = Some(3);
    refused.providers[0].blind_looks = 3;
    refused.providers[0].looks = 0;
    let (text, page) = (report::text(&refused), report::html(&refused));
    let said = "3 looks since the disclosure, none could see, nothing is known of: quiet";
    assert!(text.contains(said), "{text}");
    assert!(page.contains("3 looks, none could see") && page.contains("at 1 no look could see"), "{page}");
    assert!(page.contains("none of them: nothing is known"), "{page}");
    for said in [&text, &page] {
        assert!(!said.contains("obody looked since"), "{said}");
    }
}

#[test]
fn what_could_not_be_read_stands_beside_a_silence() {
    let mut unread = silent(9, "from the start", Some(2.0));
    unread.providers[0].unread_posts = Some(2);
    let (text, page) = (report::text(&unread), report::html(&unread));
    assert!(text.contains("UTC; 2 posts that were listed since could not be read: quiet"), "{text}");
    assert!(
        page.contains("nothing seen in 9 looks; 2 posts that were listed since could not be read"),
        "{page}"
    );
    let mut unknown = silent(9, "not all was read", None);
    unknown.providers[0].unread_posts = Some(1);
    let page = report::html(&unknown);
    assert!(
        page.contains("1 post that was listed since could not be read") && !page.contains("for at least"),
        "{page}"
    );
}

#[test]
fn an_entry_is_evidence_with_a_number_of_its_own() {
    let mut listed = silent(3, "from the start", None);
    listed.providers[0] = Provider {
        entries: 1,
        first_entry: Some(77),
        censored: "none".to_owned(),
        observed_hours_low: Some(1.0),
        observed_hours_high: Some(2.0),
        first_seen_at: Some(now()),
        ..listed.providers[0].clone()
    };
    listed.entries =
        vec![ListedEntry { provider: "quiet".to_owned(), title: Some("Told".to_owned()), ..entry() }];
    let (text, page) = (report::text(&listed), report::html(&listed));
    assert!(text.contains("named in an entry whose page was"), "{text}");
    assert!(!text.contains("nothing found"), "{text}");
    assert!(
        page.contains("href=\"#e1\"") && page.contains("id=\"e1\"") && page.contains("error (blocked)"),
        "{page}"
    );
    assert!(page.contains("1 provider spoke of it") && !page.contains("nothing seen in"), "{page}");
}

#[test]
fn the_text_keeps_its_width_however_many_spoke() {
    let mut many = report();
    many.providers = (0..66)
        .map(|number| Provider {
            slug: format!("provider-{number}"),
            name: format!("{number}"),
            ..provider()
        })
        .collect();
    let of = |slug: &str, id: i64| Communication { provider: slug.to_owned(), ..communication(id) };
    many.communications = many.providers.iter().zip(1..).map(|(it, id)| of(&it.slug, id)).collect();
    let text = report::text(&many);
    let table = text.split("\n\n").skip(1).collect::<Vec<_>>().join("\n");
    for number in 0..66 {
        let whole = table.split_whitespace().filter(|word| *word == format!("provider-{number}")).count();
        assert_eq!(whole, 1, "provider-{number} has one column, and its name is whole: {table}");
    }
    let widest =
        table.lines().take_while(|line| !line.starts_with("'after'")).map(|line| line.chars().count()).max();
    assert!(widest <= Some(150), "{widest:?}: {table}");
}

#[test]
fn a_terminal_of_eighty_columns_shows_whole_words() {
    let mut report = report();
    report.name = "Heartbleed".to_owned();
    for it in &mut report.providers {
        it.slug = "stonebridge-hosting".to_owned();
    }
    for it in &mut report.communications {
        it.provider = "stonebridge-hosting".to_owned();
    }
    for it in &mut report.speakers {
        it.provider = "stonebridge-hosting".to_owned();
        it.name = "Bartholomew Featherstonehaugh".to_owned();
        it.job_title = Some("Chief Information Security Officer".to_owned());
    }
    report.kinds[0].signal = "disclosure-policy".to_owned();
    report.anchors[0].label = "word ".repeat(40);
    let text = report::text_within(&report, 80);
    for whole in [
        "stonebridge-hosting",
        "2014-04-08",
        "Bartholomew Featherstonehaugh, Chief Information Security",
        "a look after the time that it claims did not show it",
        "disclosure-policy",
    ] {
        assert!(text.contains(whole), "{whole}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn looks_from_before_the_disclosure_are_no_silence() {
    let before = silent(0, "nobody looked", None);
    let (text, page) = (report::text(&before), report::html(&before));
    assert!(text.contains("nobody looked since the disclosure, nothing is known of: quiet"), "{text}");
    assert!(page.contains("Nobody looked since the disclosure at"), "{page}");
    for said in [&text, &page] {
        assert!(!said.contains("4711") && !said.contains("silent</span> for at least"), "{said}");
        assert!(!said.contains("nothing seen in") && !said.contains("nothing found in"), "{said}");
    }
    // One look while the disclosure may not have been out: seen, and no length of a silence.
    let within = silent(1, "from the start", Some(-24.0));
    assert!(report::text(&within).contains("nothing found in 1 look up to"));
    let page = report::html(&within);
    assert!(page.contains("nothing seen in 1 look") && !page.contains("for at least"), "{page}");
    let long = report::html(&silent(9, "from the start", Some(198.0)));
    assert!(long.contains("nothing seen in 9 looks") && long.contains("for at least 8.2 d"), "{long}");
}

#[test]
fn a_silence_says_what_of_it_was_not_watched() {
    let mut part = silent(9, "partly watched", Some(198.0));
    part.providers[0].unwatched_sources = Some(1);
    let (text, page) = (report::text(&part), report::html(&part));
    assert!(text.contains("UTC; 1 source was not watched from the start: quiet"), "{text}");
    assert!(page.contains("silent</span> where it was watched, for at least 8.2 d"), "{page}");
    assert!(page.contains("nothing seen in 9 looks; 1 source was not watched from the start"), "{page}");
    let mut off = silent(9, "not watched throughout", Some(198.0));
    off.providers[0].silent_known_until = Some(now());
    let (text, page) = (report::text(&off), report::html(&off));
    let said = "not watched throughout: without a break up to 2014-04-07 19:46 UTC";
    assert!(text.contains(said) && page.contains(said), "{text}");
    let mut times = silent(9, "partly watched", Some(198.0));
    times.response_times = vec![store::ResponseTime {
        provider: "quiet".to_owned(),
        measure: "first-word".to_owned(),
        basis: "observed".to_owned(),
        anchor: "public".to_owned(),
        low_at: Some(now()),
        high_at: None,
        hours_low: Some(198.0),
        hours_high: None,
        censored: "partly watched".to_owned(),
        evidence: "live".to_owned(),
        communication_id: None,
        entry_id: None,
    }];
    let csv = report::csv(&times);
    let row = csv.lines().find(|line| line.contains("first-word")).unwrap();
    assert!(row.contains("nothing-seen"), "{row}");
}

#[test]
fn many_silent_providers_are_told_by_what_is_known_of_them() {
    let mut many = silent(9, "not watched from the start", None);
    let quiet = many.providers[0].clone();
    let named = |number: usize| Provider { name: format!("Quiet {number}"), ..quiet.clone() };
    many.providers = (0..13).map(named).collect();
    many.providers[3].watched = Some("from the start".to_owned());
    many.providers[3].observed_hours_low = Some(198.0);
    let page = report::html(&many);
    let watched = page.split("all of it was watched from the disclosure on: ").nth(1).unwrap();
    let watched = watched.split("</p>").next().unwrap();
    assert!(
        watched.contains("Quiet 3") && watched.contains("(9 looks, silent for at least 8.2 d)"),
        "{watched}"
    );
    assert!(!watched.contains("Quiet 4"), "{watched}");
    let late =
        page.split("nothing was watched from the start: ").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(late.contains("Quiet 4") && !late.contains("Quiet 3"), "{late}");
}

#[test]
fn a_silence_that_was_not_watched_from_the_start_has_no_length() {
    let late = silent(9, "not watched from the start", None);
    let (text, page) = (report::text(&late), report::html(&late));
    let said = "nothing found in 9 looks at 2014-04-07 19:46 UTC, not watched from the start: quiet";
    assert!(text.contains(said), "{text}");
    assert!(
        page.contains("nothing seen in 9 looks since 2014-04-07 19:46 UTC; not watched from the start"),
        "{page}"
    );
    assert!(!page.contains("for at least"), "{page}");
    let row = report::csv(&late).lines().find(|line| line.contains("silence")).unwrap().to_owned();
    assert!(row.contains("not watched from the start"), "{row}");
}

#[test]
fn an_incident_of_which_nothing_is_known_has_a_page_too() {
    let empty = IncidentReport {
        anchors: Vec::new(),
        events: Vec::new(),
        providers: Vec::new(),
        communications: Vec::new(),
        entries: Vec::new(),
        speakers: Vec::new(),
        parts: Vec::new(),
        places: Vec::new(),
        changes: Vec::new(),
        withdrawn: Vec::new(),
        ..report()
    };
    let page = report::html(&empty);
    assert!(page.contains("There is nothing to draw") && !page.contains("<svg"));
    assert!(report::text(&empty).contains("no public event is known"));
    assert_eq!(report::csv(&empty).lines().count(), 1);
}
