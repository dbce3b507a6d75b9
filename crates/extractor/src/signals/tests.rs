//! The rules keep what they promise, sentence by sentence, and any text is read.

use std::collections::BTreeSet;

use model::Signal;
use proptest::prelude::*;

use super::matcher::{find, matches, mistake};
use super::reading::{Names, sentences};
use super::{assess, rules, sets};

fn names() -> Names {
    Names::of("Acme Hosting", None)
}

#[test]
fn every_rule_matches_its_example_and_not_the_one_that_looks_alike() {
    for rule in rules() {
        assert!(matches(rule, rule.matches, &names()), "{} does not match: {}", rule.id, rule.matches);
        assert!(!matches(rule, rule.passes, &names()), "{} matches: {}", rule.id, rule.passes);
    }
}

#[test]
fn rules_are_named_once_and_their_patterns_are_well_formed() {
    let mut ids = BTreeSet::new();
    for rule in rules() {
        assert!(ids.insert(rule.id), "{} is there twice", rule.id);
        assert!(rule.version > 0 && !rule.wants.is_empty(), "{}", rule.id);
    }
    assert_eq!(mistake(), None);
    let told: BTreeSet<Signal> = rules().map(|rule| rule.signal).collect();
    assert_eq!(told.len(), Signal::ALL.len(), "a signal without a rule is never found");
}

/// A rule that bears no denial within its match finds nothing by a pattern that is made of one.
#[test]
fn no_pattern_needs_a_word_that_its_rule_does_not_bear() {
    let denials: BTreeSet<&str> = sets()
        .iter()
        .find(|(name, _)| *name == "NOT")
        .map(|(_, words)| words.split('|').collect())
        .unwrap_or_default();
    assert!(denials.contains("not"), "{denials:?}");
    for rule in rules().filter(|rule| rule.unless_within.contains(&"NOT")) {
        for pattern in rule.wants {
            let mut words = pattern.split(|letter: char| !letter.is_ascii_lowercase() && letter != '\'');
            assert_eq!(words.find(|word| denials.contains(word)), None, "{}: {pattern}", rule.id);
        }
    }
}

#[test]
fn every_set_is_used() {
    let written: String = rules()
        .flat_map(|rule| {
            [
                rule.wants,
                rule.with,
                rule.under,
                rule.unless_under,
                rule.unless,
                rule.unless_within,
                rule.unless_sentence,
            ]
        })
        .flatten()
        .copied()
        .chain(sets().iter().map(|(_, forms)| *forms))
        .collect::<Vec<_>>()
        .join(" ");
    let words: BTreeSet<&str> =
        written.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_').collect();
    let unused: Vec<&str> =
        sets().iter().map(|(name, _)| *name).filter(|name| !words.contains(name)).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

/// Whose action a sentence tells of is half of the answer: a fix of the software is not one of who runs it.
#[test]
fn what_a_project_released_is_not_the_providers_action() {
    let actors = |text: &str| {
        let (_, found) = assess(text, Some("en"), false, &names());
        let actions = found.iter().filter(|signal| signal.signal == Signal::Action);
        actions.map(|signal| signal.actor.as_str()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    for others in [
        "OpenSSL has published a patched version.",
        "The OpenSSL team has patched the flaw.",
        "A fixed version was released by OpenSSL.",
        "A fix is available from Red Hat.",
    ] {
        assert!(!actors(others).contains(&"provider"), "{others}");
    }
    assert_eq!(actors("OpenSSL has published a patched version."), ["third-party"]);
    for own in ["OpenSSL was patched on all of our servers.", "We have upgraded OpenSSL on all servers."] {
        assert_eq!(actors(own), ["provider"], "{own}");
    }
}

#[test]
fn what_is_not_believed_is_no_harm() {
    let says = |text: &str| {
        let (_, found) = assess(text, Some("en"), false, &names());
        found.iter().any(|signal| signal.signal == Signal::Affected)
    };
    assert!(says("Some passwords of customers were stolen."));
    for reassured in [
        "We do not think that passwords of customers were stolen.",
        "It is unlikely that passwords of customers were stolen.",
        "We doubt that passwords of customers were stolen.",
    ] {
        assert!(!says(reassured), "{reassured}");
    }
}

#[test]
fn another_language_and_no_text_are_not_assessed() {
    let danish = "Vi har opdateret alle vores servere, og der er ingen tegn på misbrug af data. ".repeat(4);
    let reason = |text: &str| assess(text, None, false, &names()).0.map(|reason| reason.as_str());
    assert_eq!(reason(&danish), Some("language"));
    assert_eq!(reason(" \n"), Some("no-text"));
    assert_eq!(reason("We are looking into it."), None);
    assert_eq!(reason("Wir untersuchen das gerade."), Some("language"));
}

/// Updates of status pages are too short for the detector, and what comes as JSON says nothing of its language.
#[test]
fn a_short_text_is_read_as_english_only_where_it_is() {
    let reason = |text: &str| assess(text, None, false, &names()).0.map(|reason| reason.as_str());
    for foreign in [
        "We hebben de servers bijgewerkt. Wijzig nu uw wachtwoord.",
        "Vi har rettet fejlen for at beskytte jer alle.",
        "Vi har oppdatert alle servere, og passord må endres.",
        "No hay datos afectados. Cambie su clave a la mayor brevedad.",
        "O problema foi corrigido a tempo, e as senhas estão a salvo.",
        "On a mis à jour nos serveurs, rien à faire de votre part.",
        "Il problema a carico di un server non si presenta.",
        "A hibát kijavítottuk, a jelszavakat cserélni kell.",
        "Hem actualitzat tots els servidors, no cal fer res.",
        "Ten problem to awaria, to już naprawione.",
        "Alle Server sind in Betrieb, ein Update war ohne Problem.",
    ] {
        assert_eq!(reason(foreign), Some("language"), "{foreign}");
    }
    for english in [
        "Resolved.",
        "This incident has been resolved.",
        "A fix has been implemented and we are monitoring the results.",
        "We have patched all servers. Please change your password.",
        "All services restored.",
        "Engineers are investigating issues with logins at the moment.",
        "We’re working on a fix for users of Zürich.",
    ] {
        assert_eq!(reason(english), None, "{english}");
    }
}

#[test]
fn what_stands_in_a_part_of_a_text_is_found_and_the_rest_is_not_assessed() {
    let (reason, found) = assess("We patched all of our servers. Read more", Some("en"), false, &names());
    assert_eq!(reason.map(|reason| reason.as_str()), Some("partial-copy"));
    assert!(found.iter().any(|signal| signal.signal == Signal::Action));
}

#[test]
fn a_text_of_more_sentences_than_are_read_is_not_assessed_as_a_whole() {
    let told = |sentences: usize| {
        let text = format!("{}\n\nWe patched all of our servers.", "It was a day. ".repeat(sentences));
        let (reason, found) = assess(&text, Some("en"), false, &names());
        (reason.map(|reason| reason.as_str()), found.iter().any(|signal| signal.signal == Signal::Action))
    };
    assert_eq!(told(4_900), (None, true));
    assert_eq!(told(5_100), (Some("partial-copy"), false));
}

#[test]
fn what_stands_behind_marks_that_do_not_end_is_read() {
    const SAID: &str = "We patched all of our servers.";
    for text in [
        format!("---\n{SAID} Please change your password now."),
        format!("Summary of the flaw\n~~~~~~~~~~~~~~~~~~~\n\n{SAID}"),
        format!("```\nopenssl version\n\n{SAID}"),
    ] {
        let (reason, found) = assess(&text, Some("en"), false, &names());
        assert_eq!(reason, None);
        assert!(found.iter().any(|signal| signal.signal == Signal::Action), "{text}");
    }
}

#[test]
fn a_line_broken_for_its_width_goes_on_in_the_next_one() {
    let text = "All of the machines that are named in the list below were running\n\
                a version of the library that is old, and so we have upgraded each\n\
                of them to the newest one. There is nothing that you need to do, as\n\
                we are told, since the certificates have been replaced by us and the\n\
                sessions have ended.";
    let read: Vec<String> =
        sentences(text, &names()).iter().map(|it| text[it.range.clone()].to_owned()).collect();
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(read[1].starts_with("There is") && read[1].ends_with("have ended."));
}

#[test]
fn abbreviations_and_versions_end_no_sentence() {
    let text = "We use OpenSSL 1.0.1g, i.e. the fixed one. Mr. Park wrote this at 5 p.m. on Monday.";
    let read: Vec<&str> = sentences(text, &names()).iter().map(|it| &text[it.range.clone()]).collect();
    assert_eq!(
        read,
        ["We use OpenSSL 1.0.1g, i.e. the fixed one.", "Mr. Park wrote this at 5 p.m. on Monday."]
    );
}

/// The signals of a text.
fn told(text: &str) -> BTreeSet<Signal> {
    assess(text, Some("en"), false, &names()).1.into_iter().map(|signal| signal.signal).collect()
}

#[test]
fn what_the_provider_is_to_do_itself_is_no_advice_in_any_part_of_its_section() {
    let list = |over: &str| {
        format!("# An outage\n\nWe are sorry.\n\n{over}\n\n- Rotate the keys of each cluster.\n")
    };
    assert!(told(&list("## What you should do")).contains(&Signal::NextSteps));
    assert!(told(&list("## Action items\n\n### Timeline\n\n## For users")).contains(&Signal::NextSteps));
    for over in ["## Action items\n\n### Process", "## Corrective and preventative measures"] {
        assert!(!told(&list(over)).contains(&Signal::NextSteps), "{over}");
    }
}

#[test]
fn the_name_of_a_text_says_nothing_of_its_sections() {
    let text = "# Lessons learned from an outage\n\nWe are sorry.\n\n## For users\n\n- Rotate the keys of each cluster.\n";
    assert!(told(text).contains(&Signal::NextSteps));
}

#[test]
fn a_heading_that_is_a_sentence_says_what_it_says() {
    assert!(told("## All of our servers were patched.\n\nMore will follow.").contains(&Signal::Action));
    assert!(!told("## How all of our servers were patched\n\nMore will follow.").contains(&Signal::Action));
}

#[test]
fn a_line_that_names_the_release_to_move_to_is_no_heading() {
    let advice = |line: &str| {
        told(&format!("We found a flaw.\n\n{line}\n\nWe are sorry.")).contains(&Signal::NextSteps)
    };
    assert!(advice("Upgrade to Acme 2.1.3"));
    assert!(!advice("Update to this post"));
}

proptest! {
    #[test]
    fn spans_and_quotes_are_of_the_text(text in "(\\PC{0,12}|[ .\n#*-]|we |our servers |patched |were |not |affected |, |if |you |should |\u{e9}|password ){0,40}") {
        for signal in find(&text, &names(), false, &[]).0 {
            let matched = text.get(signal.span.start..signal.span.end);
            prop_assert!(matched.is_some_and(|words| !words.is_empty()));
            prop_assert!(!signal.quote.is_empty());
        }
    }

    #[test]
    fn a_text_that_is_said_twice_holds_the_same_signals(text in "(we |our servers |patched |were |not |affected |, |you |should |change |your |password |on |Monday ){1,20}") {
        let told = |text: &str| find(text, &names(), false, &[]).0.into_iter().map(|it| (it.signal, it.rule)).collect::<BTreeSet<_>>();
        prop_assert_eq!(told(&format!("{text}.")), told(&format!("{text}.\n\n{text}.")));
    }
}

#[test]
fn a_signal_that_is_told_often_enough_hides_no_other() {
    let (often, once) =
        ("We have patched all of our servers. ", "We have no evidence that anybody abused this flaw. ");
    let told = |text: &str| find(text, &names(), false, &[]).0;
    let (alone, beside) = (told(once), told(&format!("{}{once}", often.repeat(40))));
    let few = told(&often.repeat(40));
    assert!(!alone.is_empty() && !few.is_empty());
    for one in &few {
        let same = few.iter().filter(|it| (it.signal, &it.detail) == (one.signal, &one.detail)).count();
        assert_eq!(same, 12, "{}", one.rule);
    }
    for one in &alone {
        assert!(beside.iter().any(|it| it.rule == one.rule && it.quote == one.quote), "{}", one.rule);
    }
}
