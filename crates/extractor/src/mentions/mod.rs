//! Which incidents a post speaks of, and how: names without regard to case, ids exactly, whole words only.

mod manner;
mod sentence;
mod terms;

use model::{Extraction, IncidentTerms, Mention, MentionPlace, Span};

use manner::Manners;
use terms::Terms;

/// All mentions of `incidents` in the titles, texts and updates of `extraction`, in the order of the
/// posts, and then those in its entries. Where a post's text holds its updates too, both have the mention.
pub fn find_mentions(extraction: &Extraction, incidents: &[IncidentTerms]) -> Vec<Mention> {
    let Some(terms) = Terms::of(incidents) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |post: usize, update: Option<usize>, place: MentionPlace, text: &str| {
        let places = terms.find(text);
        let manners = Manners::of(text, &places);
        for it in &places {
            let sentence = sentence::sentence(text, &it.range);
            let manner = manners.of_place(it, &sentence, place);
            let scope = manners.scope(it, &sentence, place, manner);
            found.push(Mention {
                post,
                update,
                incident: it.incident.to_owned(),
                term: it.term.to_owned(),
                place,
                manner,
                quote: sentence::quote(text, &sentence),
                span: Span { start: it.range.start, end: it.range.end },
                scope: Span { start: scope.start, end: scope.end },
            });
        }
    };
    for (post, content) in extraction.posts.iter().enumerate() {
        add(post, None, MentionPlace::Title, content.title.as_deref().unwrap_or_default());
        add(post, None, MentionPlace::Text, &content.text);
        for (at, update) in content.updates.iter().enumerate() {
            add(post, Some(at), MentionPlace::Text, &update.text);
        }
    }
    for (entry, content) in extraction.entries.iter().enumerate() {
        add(entry, None, MentionPlace::EntryTitle, content.title.as_deref().unwrap_or_default());
        add(entry, None, MentionPlace::EntryText, content.text.as_deref().unwrap_or_default());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sentence::MAX_QUOTE;

    fn incident(slug: &str, terms: &[&str]) -> IncidentTerms {
        IncidentTerms { slug: slug.to_owned(), terms: terms.iter().map(|&term| term.to_owned()).collect() }
    }

    fn find(text: &str, terms: &[&str]) -> Vec<(String, String)> {
        let incidents = [incident("it", terms)];
        let found = Terms::of(&incidents).unwrap().find(text);
        found
            .into_iter()
            .map(|place| {
                let sentence = sentence::sentence(text, &place.range);
                (text[place.range].to_owned(), sentence::quote(text, &sentence))
            })
            .collect()
    }

    #[test]
    fn names_are_found_in_any_case_as_whole_words() {
        let found = find("We saw HeartBleed. Heartbleeding is another word.", &["Heartbleed"]);
        assert_eq!(found, [("HeartBleed".to_owned(), "We saw HeartBleed.".to_owned())]);
        assert_eq!(find("the log4 shell, Log4Shell's", &["log4shell"]).len(), 1);
        assert_eq!(find("the heart-bleed bug", &["Heart Bleed"]).len(), 1);
    }

    #[test]
    fn ids_are_found_exactly() {
        let ids = ["CVE-2014-0160"];
        assert_eq!(find("CVE-2014-0160, CVE-2014-01601 and XCVE-2014-0160", &ids).len(), 1);
        assert_eq!(find("CVE-2014-0160 CVE-2014-0160", &ids).len(), 2);
    }

    #[test]
    fn the_quote_is_the_sentence() {
        let text = "Version 1.0.1 is old. On Monday, Heartbleed was\ndisclosed! Then we slept.";
        assert_eq!(find(text, &["heartbleed"])[0].1, "On Monday, Heartbleed was");
        assert_eq!(
            find("OpenSSL 1.0.1 has Heartbleed.", &["heartbleed"])[0].1,
            "OpenSSL 1.0.1 has Heartbleed."
        );
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "(?s).{0,200}", term in "\\PC{3,10}") {
            for (found, quote) in find(&format!("{text} {term} {text}"), &[&term]) {
                prop_assert!(!found.is_empty());
                prop_assert!(quote.len() <= 3 * 4 * MAX_QUOTE);
            }
        }
    }
}
