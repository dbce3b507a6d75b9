//! Whether a post is of the kind that signals are about at all: flaws, incidents, outages, and what guards against them.
//!
//! A blog of a provider is mostly about other things, and a rule such as "tells whom to ask" would find something in each of
//! its posts. The post is judged as a whole, with its title and updates, since an update alone may say `All done, thanks`.
//! A travel guide names a threat or a password once; a post on a flaw or an incident names it every few sentences. How often is
//! measured in docs/SIGNALS.md.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use model::{Post, PostKind};

/// Beginnings or parts of words, in small letters, that hardly stand in a post about something else more than once.
const STRONG: &[&str] = &[
    // What happens.
    "vulnerab",
    "exploit",
    "cve-",
    "ghsa-",
    "zero-day",
    "0-day",
    "zero day",
    "breach",
    "compromis",
    "hacked",
    "hacker",
    "hacking",
    "attacker",
    "leak",
    "intrusion",
    "intruder",
    "malware",
    "malicious",
    "ransom",
    "phish",
    "backdoor",
    "trojan",
    "unauthori",
    "suspicious activity",
    "stolen",
    "outage",
    "downtime",
    "incident",
    "degraded performance",
    "disruption",
    "unavailable",
    "supply chain attack",
    "supply-chain attack",
    "security flaw",
    "security hole",
    "security bug",
    "security issue",
    "security breach",
    "security event",
    "security problem",
    // What is done about it.
    "security advisor",
    "security notice",
    "security bulletin",
    "security alert",
    "security fix",
    "security patch",
    "security update",
    "security release",
    "root cause",
    "post-mortem",
    "postmortem",
    "mitigat",
    "remediat",
    "forensic",
    "hotfix",
    "patched",
    "bug bounty",
    "responsible disclosure",
    "emergency maintenance",
    "revoke",
    "rotate your",
    "password reset",
    "change your password",
    "reset your password",
    // Names.
    "heartbleed",
    "shellshock",
    "poodle",
    "log4",
    "meltdown",
    "spectre",
    "openssl",
    "sslv3",
];

/// A post on such a matter names it once in so many words at least.
const WORDS_EACH: usize = 400;
/// So few words may say it otherwise.
const SHORT: usize = 150;

/// What more a short post of that kind may say it with.
const WEAK: &[&str] = &[
    // What happens.
    "flaw",
    "bug",
    "attack",
    "hack",
    "worm",
    "suspicious",
    "fraud",
    "theft",
    "expos",
    "threat",
    "abuse",
    "unavailab",
    "disrupt",
    "degrad",
    "interrupt",
    "failure",
    "crash",
    // What is done about it.
    "secur",
    "patch",
    "investigat",
    "reboot",
    "maintenance",
    "advisor",
    "disclos",
    "bounty",
    "upgrade",
    // What is guarded.
    "password",
    "passphrase",
    "credential",
    "certificate",
    "encrypt",
    "tls",
    "ssl",
    "api key",
    "private key",
    "token",
];

/// The strong parts, and the weak ones; none where they cannot be built, and then every post is read.
static PARTS: LazyLock<Option<(AhoCorasick, AhoCorasick)>> = LazyLock::new(|| {
    let built = |parts: &[&str]| AhoCorasick::builder().ascii_case_insensitive(true).build(parts).ok();
    built(STRONG).zip(built(WEAK))
});

/// Whether the post is to be read for signals. What has a form of its own, such as an incident of a status page or an advisory,
/// always is.
pub(super) fn concerns(post: &Post) -> bool {
    post.kind != PostKind::Article || names_concern(post.title.as_deref(), &texts_of(post))
}

fn texts_of(post: &Post) -> Vec<&str> {
    std::iter::once(post.text.as_str())
        .chain(post.updates.iter().map(|update| update.text.as_str()))
        .collect()
}

fn names_concern(title: Option<&str>, texts: &[&str]) -> bool {
    let Some((strong, weak)) = PARTS.as_ref() else { return true };
    if title.is_some_and(|title| strong.is_match(title)) {
        return true;
    }
    let words: usize = texts.iter().map(|text| text.split_ascii_whitespace().count()).sum();
    let named: usize = texts.iter().map(|text| strong.find_iter(*text).count()).sum();
    let is_short = words <= SHORT;
    named > 0 && named * WORDS_EACH >= words
        || is_short && title.into_iter().chain(texts.iter().copied()).any(|text| weak.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_about_other_things_are_told_from_those_that_signals_are_about() {
        let office = "We moved to the harbour. Questions? Contact the team.";
        assert!(!names_concern(Some("Our new office"), &[office]));
        assert!(names_concern(Some("Heartbleed"), &["All done. Questions? Contact the team."]));
        assert!(names_concern(Some("A note to customers"), &["Please choose a new PASSWORD."]));
        assert!(names_concern(Some("API errors"), &["Many requests fail.", "We are investigating."]));
    }

    #[test]
    fn a_long_post_names_its_concern_again_and_again() {
        let travels =
            format!("{} Nobody was phished. {}", "We went on. ".repeat(200), "We slept. ".repeat(200));
        assert!(!names_concern(Some("Ten days in Japan"), &[&travels]));
        assert!(names_concern(Some("How we were phished"), &[&travels]));
        let told = "We went on to patch, since the flaw was being exploited. ".repeat(100);
        assert!(names_concern(None, &[&told]));
    }
}
