//! Which of two numbers is the day is what the page says of itself, and then what its readers are used to.

#[path = "support/pages.rs"]
mod pages;

use model::Certainty;
use pages::{extraction, page};

/// The day and the certainty of a page at `host`, in `language`, that was read then.
#[expect(clippy::unwrap_used, reason = "each page of these tests is a post with a day")]
fn read(host: &str, language: &str, fetched: &str) -> (String, Certainty) {
    let html = page("", "<p>By Ada Park, 04/08/2014</p>", "").replace("lang=en", &format!("lang={language}"));
    let found = extraction(&format!("https://{host}/blog/we-patched-it"), &html, Some(fetched));
    let published = found.posts.into_iter().next().unwrap().published.unwrap();
    (published.local_iso(), published.certainty)
}

const LATER: &str = "2020-01-01T12:00:00Z";

#[test]
fn a_domain_that_is_used_everywhere_does_not_decide() {
    assert_eq!(read("nimbus.co", "en-US", LATER), ("2014-04-08".into(), Certainty::Inferred));
    assert_eq!(read("nimbus.co", "es-CO", LATER), ("2014-08-04".into(), Certainty::Inferred));
    assert_eq!(read("nimbus.co.uk", "en", LATER), ("2014-08-04".into(), Certainty::Inferred));
}

#[test]
fn a_language_that_puts_the_year_first_does_not_decide() {
    for language in ["ja", "ja-JP", "zh-TW", "ko", "hu", "lt"] {
        assert_eq!(read("nimbus.example", language, LATER).1, Certainty::Ambiguous, "{language}");
    }
    assert_eq!(read("nimbus.example", "fr", LATER), ("2014-08-04".into(), Certainty::Inferred));
}

#[test]
fn an_order_that_leads_behind_the_day_of_reading_gives_way() {
    let may = "2014-05-01T12:00:00Z";
    assert_eq!(read("nimbus.de", "de", may), ("2014-04-08".into(), Certainty::Ambiguous));
}
