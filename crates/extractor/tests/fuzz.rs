//! Made-up dates and pages, from the words that the grammars know: no panic, and nothing that a reader has to
//! repair. A few hundred of each run with the other tests; the long runs take about ten minutes each:
//! `cargo test --release -p extractor --test fuzz -- --ignored`.

use extractor::dates::{self, Anchor, DateContext, DayOrder, Tz};
use extractor::{Input, extract, output};
use model::Certainty;
use proptest::prelude::*;
use url::Url;

/// Cases of a long run: about ten minutes in the release profile on one core.
const LONG_DATES: u32 = 12_000_000;
const LONG_PAGES: u32 = 400_000;

fn date_piece() -> impl Strategy<Value = String> {
    let words = [
        "April",
        "Apr.",
        "april",
        "mars",
        "mar",
        "8",
        "08",
        "8th",
        "31",
        "2014",
        "14",
        "'14",
        "1.0.1f",
        "Tue,",
        "Tuesday",
        "der",
        "de",
        "年",
        "月",
        "日",
        "14:32",
        "2:32 pm",
        "14h32",
        "24:00",
        "23:59:60",
        "T",
        "Z",
        "UTC",
        "PST",
        "IST",
        "BST",
        "+02:00",
        "-0700",
        "(PDT)",
        "Pacific Time",
        "America/New_York",
        "ago",
        "2 hours ago",
        "yesterday",
        "Updated",
        "Veröffentlicht am",
        "-",
        "–",
        "/",
        ".",
        ",",
        ":",
        "(",
        ")",
        "|",
        "ngày",
        "tháng",
        "오후",
        "เม.ย.",
        "พ.ศ.",
        "٨",
        "MM",
        "XX",
        "W15",
        "98",
        "1396992730",
        "\u{300}",
        "\u{200b}",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        2 => "[0-9]{1,9}",
        1 => "\\PC{0,4}",
    ]
}

fn dates_of(pieces: &[(String, bool)]) -> String {
    pieces.iter().map(|(piece, glued)| if *glued { piece.clone() } else { format!("{piece} ") }).collect()
}

fn contexts() -> impl Strategy<Value = DateContext> {
    let order = [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst];
    let zone = [None, Some(Tz::Europe__London), Some(Tz::Asia__Kolkata), Some(Tz::America__New_York)];
    let reference = prop::option::of(-2_000_000_000_i64..4_000_000_000);
    let day =
        (-20_000_i64..40_000).prop_map(|days| chrono::NaiveDate::default() + chrono::TimeDelta::days(days));
    let anchor = prop_oneof![
        Just(Anchor::Collection),
        Just(Anchor::Document),
        day.clone().prop_map(Anchor::Near),
        day.prop_map(Anchor::Since),
    ];
    let zone = prop::sample::select(zone.to_vec());
    (reference, anchor, prop::sample::select(order.to_vec()), zone, any::<bool>()).prop_map(
        |(reference, anchor, order, zone, is_croatian)| DateContext {
            reference: reference
                .and_then(|at| chrono::DateTime::from_timestamp(at, 0))
                .map(|at| at.naive_utc()),
            anchor,
            zone,
            order,
            is_croatian,
        },
    )
}

/// What must hold of every reading of a date.
fn check_dates(text: &str, context: &DateContext) -> Result<(), TestCaseError> {
    if let Some(reading) = dates::read_any(text, context, "fuzz") {
        let mut flags = reading.flags.clone();
        flags.dedup();
        prop_assert_eq!(&flags, &reading.flags, "a reason for doubt is named once");
        prop_assert!(text.contains(&reading.stamp.raw), "{:?} is a piece of {:?}", reading.stamp.raw, text);
        reading.likely_instant(Some(Tz::UTC));
        let stamp = &reading.stamp;
        if let Some(spread) = stamp.spread {
            prop_assert_eq!(stamp.certainty, Certainty::Ambiguous);
            prop_assert!(spread.earliest <= stamp.local && stamp.local <= spread.latest);
        }
        let bounds = stamp.bounds();
        prop_assert!(bounds.is_some() || stamp.certainty == Certainty::Ambiguous, "{:?}", stamp);
        prop_assert!(bounds.is_none_or(|(low, high)| low < high));
        dates::read_again(stamp, &DateContext { anchor: Anchor::Document, ..*context });
        output::stamp(stamp);
    }
    let mut end = 0;
    for (range, reading) in dates::find_readings(text, context, "fuzz") {
        prop_assert!(range.start >= end && text.get(range.clone()) == Some(reading.stamp.raw.as_str()));
        end = range.end;
    }
    Ok(())
}

fn page_piece() -> impl Strategy<Value = String> {
    let pieces = [
        "<h1>",
        "</h1>",
        "<h2>",
        "<p>",
        "</p>",
        "<div class=byline>",
        "<div class='post-meta footer'>",
        "</div>",
        "<article>",
        "</article>",
        "<main>",
        "<aside>",
        "<time datetime='2014-04-08T14:32Z'>",
        "<time>",
        "</time>",
        "<span itemprop=datePublished>",
        "<span itemprop=author>",
        "</span>",
        "<a rel=author href=/author/a>",
        "</a>",
        "<meta property='article:published_time' content='2014-04-08'>",
        "<meta name=author content='",
        "'>",
        "<script type='application/ld+json'>",
        "</script>",
        "{\"@type\":\"Article\",\"datePublished\":\"",
        "\",\"author\":{\"@type\":\"Person\",\"name\":\"",
        "\"}}",
        "[",
        "]",
        "{",
        "}",
        "<!--",
        "-->",
        "<br>",
        "By Ada Park, Chief Security Officer",
        "By",
        "Ada Park",
        "Ada Park (Data Editor)",
        "von Bo Müller",
        "Posted on April 8, 2014 by ada",
        "Published:",
        "Last updated: 9.4.2014",
        "Update, April 9, 10:15 PDT: more",
        "Regards,",
        "-- Ada",
        "Ada Park is the director of trust at Nimbus.",
        "About the author",
        "ABOUT",
        "©",
        "&amp;",
        "&#0;",
        "CVE-2014-0160",
        "We patched all servers within five hours of the announcement.",
        "<table><tr><td>",
    ];
    prop_oneof![
        10 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        2 => date_piece(),
        1 => "\\PC{0,6}",
    ]
}

#[expect(clippy::unwrap_used, reason = "a test may stop at a wrong constant")]
fn check_page(body: &str) -> Result<(), TestCaseError> {
    let url = Url::parse("https://www.example.com/blog/2014/04/08/post").unwrap();
    let found = extract(Input {
        url: &url,
        content_type: Some("text/html; charset=utf-8"),
        content_encoding: None,
        last_modified: Some("Tue, 08 Apr 2014 21:32:00 GMT"),
        body: body.as_bytes(),
        fetched_at: None,
        role: None,
        source: None,
        link_selector: None,
    });
    for post in &found.posts {
        let chosen = |stamp: &Option<model::Stamp>| {
            stamp.is_none()
                || post.candidates.iter().any(|candidate| Some(&candidate.stamp) == stamp.as_ref())
        };
        prop_assert!(chosen(&post.published) && chosen(&post.updated), "what is picked is a candidate");
        for author in &post.authors {
            prop_assert!(!author.name.trim().is_empty());
            prop_assert!(author.job_title.as_ref().is_none_or(|title| !title.trim().is_empty()));
        }
    }
    output::to_json("fuzz", &found);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn dates_are_read_without_panic(
        pieces in prop::collection::vec((date_piece(), any::<bool>()), 0..14), context in contexts(),
    ) {
        check_dates(&dates_of(&pieces), &context)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn pages_are_read_without_panic(pieces in prop::collection::vec(page_piece(), 0..60)) {
        check_page(&pieces.concat())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(LONG_DATES))]

    #[test]
    #[ignore = "takes ten minutes: cargo test --release -p extractor --test fuzz long_run_of_dates -- --ignored"]
    fn long_run_of_dates(
        pieces in prop::collection::vec((date_piece(), any::<bool>()), 0..20), context in contexts(),
    ) {
        check_dates(&dates_of(&pieces), &context)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(LONG_PAGES))]

    #[test]
    #[ignore = "takes ten minutes: cargo test --release -p extractor --test fuzz long_run_of_pages -- --ignored"]
    fn long_run_of_pages(pieces in prop::collection::vec(page_piece(), 0..200)) {
        check_page(&pieces.concat())?;
    }
}

/// Time that grows with the square of these lengths would not end within the patience of anybody.
#[test]
fn long_texts_and_pages_are_read_in_time_that_grows_with_their_length() -> Result<(), TestCaseError> {
    for piece in ["8 April 2014 ", "8:", "2014-04-08T", "yesterday ", "1 day, ", "(", "Updated: ", "年"] {
        check_dates(&piece.repeat(40_000), &DateContext::default())?;
    }
    for piece in [
        "<p>By Ada Park, Data Editor",
        "<p>Ada Park</p><p>Chief Security Officer</p>",
        "<p>April 8, 2014</p>",
        "<time datetime=2014-04-08>",
        "<p>Ada Park is a writer",
    ] {
        check_page(&format!("<h1>A post</h1><p>By Ada Park</p>{}", piece.repeat(1_500)))?;
    }
    Ok(())
}
