//! How a text uses the name of an incident: to speak of it, to measure another one by it, in a row of others, or to
//! lead elsewhere. Where nothing says otherwise, a sentence speaks of what it names.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use model::{MentionManner, MentionPlace};
use regex::Regex;

use super::terms::Place;

/// A line up to this length, in bytes, can be a heading or a link.
const SHORT: usize = 120;
/// The line after a heading is at least this long, or ends a sentence.
const PROSE: usize = 80;
/// Incidents in one sentence from which on it is a row of them.
const A_ROW: usize = 3;
/// Other ids in one sentence from which on it is a row of them.
const A_ROW_OF_IDS: usize = 4;
/// Ids in one text from which on it is a catalogue, and a bare id in it no more than an entry.
const A_CATALOGUE: usize = 12;
/// How far before a name, in bytes, the words stand that make it a comparison.
const BEFORE: usize = 60;

/// Words right before a name by which it is compared with, or set apart from, what the text is about.
static COMPARES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?: \b(?: unlike | like | akin\ to | (?:quite\ |very\ |so\ )?similar(?:ly)?\ to | reminiscent\ of | resembl\w+
              | compar\w+\ (?:to|with|against) | (?:more|less|bigger|worse|larger|higher|lower|smaller|greater)\ (?:\w+\ ){0,2}than
              | (?:as|so)\ \w+\ as | just\ as\ (?:with|for|in|we\ did\ (?:with|for))? | as\ (?:with|in|we\ did\ (?:with|for|during))
              | remind\w*\ (?:\w+\ ){0,2}of | rivals? | echo(?:es|ing)?(?:\ of)? | parallels?\ (?:to|with)
              | another | the\ (?:next|new) | (?:worst|biggest|largest|most\ \w+|first)\ (?:[\w-]+\ ){0,6}since
              | (?:days|times|era|heyday|age)\ of | lessons?\ (?:\w+\ ){0,2}(?:from|of) | not\ (?:to\ be\ )?confused\ with
              | (?:un|not\ )related\ to | nothing\ to\ do\ with | (?:different|distinct|separate)\ from
              | no\ (?:connection|relation)\ (?:to|with) | the\ likes\ of | remember(?:\ the)? | (?:isn['’]t|not|no)\ (?:a|an|another)?
              ) \s+ (?: (?:the|last\ year['’]s|earlier|previous|infamous|famous|notorious|original|old|a|an)\s+ ){0,3}
          | \bpost- ) ['“\x22‘(]?$",
    )
    .ok()
});

/// Words right behind a name that make it a measure: `Heartbleed-style`.
static MEASURES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^['”\x22’)]?(?:[- ](?:style|like|esque|type|level|scale|class)\b)").ok()
});

/// Words by which incidents are named as examples.
static EXAMPLES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:such as|including|e\.?g\.?|for example|for instance|from|think of|be it|among them|(?:vulnerabilities|flaws|bugs|breaches|attacks|incidents|exploits|issues|events|crises) like)\b").ok()
});

/// Lines behind which links to other texts stand, to the end.
static ELSEWHERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:related(?: (?:posts?|articles?|stories|reading|content|news|links|topics|resources))?|read (?:more|next|also)|further reading|see also|more (?:from|on|stories|articles|posts|news|reading)\b.*|you (?:may|might|could)(?: also)? (?:like|be interested in|enjoy)|recent (?:posts|articles|news|stories)|latest (?:posts|articles|news|stories)|popular(?: posts| articles)?|previous(?: post| article)?|next(?: post| article)?|older(?: posts?)?|newer(?: posts?)?|recommended(?: for you| reading)?|other (?:posts|articles|news)|archives?|tags?|categories|in other news|trending)\W*$",
    )
    .ok()
});

/// A line that leads elsewhere by its own first words.
static LEADS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:related(?: (?:posts?|articles?|reading))?|read (?:more|next|also)|see also|previous(?: post)?|next(?: post)?|tags?|tagged(?: with| as)?|categor(?:y|ies)|filed under|topics?)\s*[:›»]").ok()
});

static ID: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:CVE-\d{4}-\d{4,7}|GHSA(?:-[0-9a-z]{4}){3})\b").ok());

/// What is known of a text as a whole.
pub(super) struct Manners<'a> {
    text: &'a str,
    places: &'a [Place<'a>],
    /// Where the links to other texts begin.
    elsewhere: usize,
    /// Whether it lists many ids.
    catalogue: bool,
}

impl<'a> Manners<'a> {
    pub(super) fn of(text: &'a str, places: &'a [Place<'a>]) -> Self {
        let (elsewhere, catalogue) = match places.is_empty() {
            true => (text.len(), false),
            false => (elsewhere(text), ids(text).len() >= A_CATALOGUE),
        };
        Self { text, places, elsewhere, catalogue }
    }

    /// How the term at `place` is used in `sentence`.
    pub(super) fn of_place(
        &self,
        place: &Place<'_>,
        sentence: &Range<usize>,
        at: MentionPlace,
    ) -> MentionManner {
        let line = line(self.text, &place.range);
        let words = self.text.get(line.clone()).unwrap_or_default().trim();
        if place.range.start >= self.elsewhere || LEADS.as_ref().is_some_and(|leads| leads.is_match(words)) {
            return MentionManner::Aside;
        }
        let before = self.text.get(sentence.start..place.range.start).unwrap_or_default();
        let behind = self.text.get(place.range.end..sentence.end).unwrap_or_default();
        if compares(before, behind) {
            return MentionManner::Comparison;
        }
        if self.in_a_row(place, sentence, before) {
            return MentionManner::List;
        }
        match at {
            MentionPlace::Text | MentionPlace::EntryText if self.is_heading(&line, words) => {
                MentionManner::Heading
            }
            _ => MentionManner::Statement,
        }
    }

    /// What of the text is about the incident at `place`, by this: the sentence, or the heading and what stands under it
    /// up to the next one. The texts that are searched say of no heading how high it is, so any ends the part.
    pub(super) fn scope(
        &self,
        place: &Place<'_>,
        sentence: &Range<usize>,
        at: MentionPlace,
        manner: MentionManner,
    ) -> Range<usize> {
        match (at, manner) {
            (MentionPlace::Text | MentionPlace::EntryText, MentionManner::Heading) => {
                let heading = line(self.text, &place.range);
                heading.start..self.next_heading(heading.end)
            }
            (MentionPlace::Text | MentionPlace::EntryText, _) => sentence.clone(),
            _ => 0..0,
        }
    }

    /// Where the first heading behind `from`, the end of a line, begins, or what stands at the end and leads elsewhere.
    fn next_heading(&self, from: usize) -> usize {
        let mut at = from;
        for line in self.text.get(from..).unwrap_or_default().split_inclusive('\n') {
            let words = line.trim();
            let whole = at..at + line.trim_end_matches('\n').len();
            if at >= self.elsewhere || !words.is_empty() && self.is_heading(&whole, words) {
                return at;
            }
            at += line.len();
        }
        self.text.len()
    }

    /// One of several incidents or ids that a sentence lists, or an entry of a catalogue.
    fn in_a_row(&self, place: &Place<'_>, sentence: &Range<usize>, before: &str) -> bool {
        let here = |other: &&Place<'_>| sentence.contains(&other.range.start);
        let incidents: BTreeSet<&str> = self.places.iter().filter(here).map(|other| other.incident).collect();
        let examples = EXAMPLES.as_ref().is_some_and(|examples| examples.is_match(before));
        if incidents.len() >= A_ROW || (incidents.len() > 1 && examples) {
            return true;
        }
        let own: BTreeSet<&str> = self
            .places
            .iter()
            .filter(|other| other.is_id && other.incident == place.incident)
            .map(|other| other.term)
            .collect();
        let others = |text: &str| ids(text).into_iter().filter(|id| !own.contains(id)).count();
        let row = || others(self.text.get(sentence.clone()).unwrap_or_default()) >= A_ROW_OF_IDS;
        place.is_id && (self.catalogue || row())
    }

    /// A short line without the end of a sentence, above prose.
    fn is_heading(&self, line: &Range<usize>, words: &str) -> bool {
        let next = self.text.get(line.end..).unwrap_or_default().lines().map(str::trim);
        let next = next.skip_while(|line| line.is_empty()).map(|line| (line.len(), ends(line))).next();
        line.start > 0
            && words.len() <= SHORT
            && !ends(words)
            && next.is_some_and(|(length, ends)| length >= PROSE || ends)
    }
}

fn compares(before: &str, behind: &str) -> bool {
    let mut from = before.len().saturating_sub(BEFORE);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let near = before.get(from..).unwrap_or_default();
    COMPARES.as_ref().is_some_and(|words| words.is_match(near))
        || MEASURES.as_ref().is_some_and(|words| words.is_match(behind))
}

/// The line that holds `range`.
fn line(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end =
        text.get(range.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| range.end + at);
    start..end
}

fn ends(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '。', '！', '？', ';', ','])
}

/// Where the last lines are links to other texts and nothing else: the first line behind their heading.
fn elsewhere(text: &str) -> usize {
    let Some(heading) = ELSEWHERE.as_ref() else { return text.len() };
    let mut from = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.len() <= SHORT && heading.is_match(words) {
            from = from.or(Some(at + line.len()));
        } else if words.len() > 2 * SHORT || (words.len() > PROSE && words.ends_with('.')) {
            // Prose goes on: what stood before was no end of the text.
            from = None;
        }
        at += line.len();
    }
    from.unwrap_or(text.len())
}

fn ids(text: &str) -> BTreeSet<&str> {
    ID.as_ref().map(|id| id.find_iter(text).map(|found| found.as_str()).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::IncidentTerms;

    use super::super::{sentence, terms::Terms};
    use super::*;

    /// How each mention of Heartbleed in `text` is meant.
    fn manners(text: &str) -> Vec<MentionManner> {
        let incident = |slug: &str, terms: &[&str]| IncidentTerms {
            slug: slug.to_owned(),
            terms: terms.iter().map(|&term| term.to_owned()).collect(),
        };
        let incidents = [
            incident("heartbleed", &["Heartbleed", "CVE-2014-0160"]),
            incident("shellshock", &["Shellshock"]),
            incident("log4shell", &["Log4Shell", "CVE-2021-44228", "CVE-2021-45046"]),
        ];
        let places = Terms::of(&incidents).unwrap().find(text);
        let all = Manners::of(text, &places);
        places
            .iter()
            .filter(|place| place.incident == "heartbleed")
            .map(|place| all.of_place(place, &sentence::sentence(text, &place.range), MentionPlace::Text))
            .collect()
    }

    #[test]
    fn a_sentence_speaks_of_what_it_names() {
        use MentionManner::Statement;
        for text in [
            "On Monday we patched Heartbleed on all servers.",
            "After Heartbleed became known, we replaced our certificates.",
            "Following the Heartbleed disclosure, keys were rotated.",
            "We are not affected by Heartbleed.",
            "The bug known as Heartbleed (see below) is in OpenSSL.",
            "Since the Heartbleed announcement on Monday our team has been at work.",
        ] {
            assert_eq!(manners(text), [Statement], "{text}");
        }
    }

    #[test]
    fn a_comparison_is_told_apart() {
        use MentionManner::Comparison;
        for text in [
            "Unlike Heartbleed, this flaw leaks no memory.",
            "It is the worst flaw since Heartbleed.",
            "This is the most serious vulnerability on the internet since Heartbleed.",
            "The flaw is not as bad as Heartbleed.",
            "It is far more severe than the infamous Heartbleed bug.",
            "Is it another Heartbleed?",
            "A Heartbleed-style leak of memory.",
            "This is not related to Heartbleed.",
            "As with Heartbleed, we will replace certificates.",
            "In post-Heartbleed times everyone looks at OpenSSL.",
        ] {
            assert_eq!(manners(text), [Comparison], "{text}");
        }
    }

    #[test]
    fn a_row_of_incidents_or_ids_speaks_of_none_of_them() {
        use MentionManner::List;
        for text in [
            "We have seen Heartbleed, Shellshock and Log4Shell.",
            "Flaws such as Heartbleed and Shellshock made the news.",
            "Fixes CVE-2014-0160, CVE-2014-0076, CVE-2014-0195, CVE-2014-0198 and CVE-2014-0221.",
        ] {
            assert_eq!(manners(text), [List], "{text}");
        }
        let both = "Heartbleed and Shellshock were patched on our servers.";
        assert_eq!(manners(both), [MentionManner::Statement]);
    }

    #[test]
    fn an_id_in_a_catalogue_is_an_entry() {
        let lines: Vec<String> = (0..12).map(|nr| format!("CVE-2014-02{nr:02} a flaw")).collect();
        let text = format!("{}\nCVE-2014-0160 another flaw", lines.join("\n"));
        assert_eq!(manners(&text), [MentionManner::List]);
    }

    /// What each mention in `text` is about.
    fn scopes(text: &str) -> Vec<(&str, &str)> {
        let named = [("Heartbleed", "heartbleed"), ("Shellshock", "shellshock")];
        let incidents =
            named.map(|(term, slug)| IncidentTerms { slug: slug.to_owned(), terms: vec![term.to_owned()] });
        let found: Vec<(String, Range<usize>)> = {
            let places = Terms::of(&incidents).unwrap().find(text);
            let all = Manners::of(text, &places);
            let scope = |place: &Place<'_>| {
                let sentence = sentence::sentence(text, &place.range);
                let manner = all.of_place(place, &sentence, MentionPlace::Text);
                all.scope(place, &sentence, MentionPlace::Text, manner)
            };
            places.iter().map(|place| (place.incident.to_owned(), scope(place))).collect()
        };
        let name = |slug: &str| named.iter().find(|(_, it)| *it == slug).map_or("", |(term, _)| *term);
        found.into_iter().map(|(slug, range)| (name(&slug), text[range].trim())).collect()
    }

    #[test]
    fn a_mention_is_about_its_sentence_and_a_heading_about_what_stands_under_it() {
        let text = "Two flaws kept us busy. Heartbleed hit our API. We patched it.\n\nShellshock\nWe do not run it.\n\n\
                    Nothing of ours is affected.\nOther news\nWe have moved.";
        assert_eq!(
            scopes(text),
            [
                ("Heartbleed", "Heartbleed hit our API."),
                ("Shellshock", "Shellshock\nWe do not run it.\n\nNothing of ours is affected."),
            ]
        );
        let last = "Words of ours.\nHeartbleed\nWe patched.\nRelated posts\nOur office";
        assert_eq!(scopes(last), [("Heartbleed", "Heartbleed\nWe patched.\nRelated posts")]);
    }

    #[test]
    fn links_at_the_end_are_asides_and_headings_are_headings() {
        let text = "We patched a flaw in our mail server on Monday, and nobody needs to do anything.\n\
                    Related posts\nHeartbleed: what we did\nOur new office";
        assert_eq!(manners(text), [MentionManner::Aside]);
        assert_eq!(
            manners("Words of the text.\nTags: security, heartbleed, openssl"),
            [MentionManner::Aside]
        );
        let text = "Two things happened in this week.\nHeartbleed\nWe patched all of our servers on Tuesday, and replaced \
                    their certificates on Wednesday.";
        assert_eq!(manners(text), [MentionManner::Heading]);
    }
}
