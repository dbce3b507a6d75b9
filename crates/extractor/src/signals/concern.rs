//! Whether a post is of the kind that signals are about at all: flaws, incidents, outages, and what guards against them.
//!
//! A blog of a provider is mostly about other things, and a rule such as "tells whom to ask" would find something in each of
//! its posts. The post is judged as a whole, with its title and updates, since an update alone may say `All done, thanks`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use model::{Post, PostKind};

/// Beginnings or parts of words, in small letters, one of which any such post holds.
const PARTS: &[&str] = &[
    // What happens.
    "vulnerab",
    "flaw",
    "exploit",
    "cve-",
    "ghsa-",
    "zero-day",
    "0-day",
    "zero day",
    "bug",
    "attack",
    "breach",
    "compromis",
    "hack",
    "leak",
    "intrusion",
    "intruder",
    "malware",
    "malicious",
    "ransom",
    "phish",
    "backdoor",
    "trojan",
    "worm",
    "unauthori",
    "suspicious",
    "fraud",
    "stolen",
    "theft",
    "expos",
    "threat",
    "abuse",
    "incident",
    "outage",
    "downtime",
    "unavailab",
    "disrupt",
    "degrad",
    "interrupt",
    "failure",
    "crash",
    // What is done about it.
    "secur",
    "patch",
    "hotfix",
    "mitigat",
    "remediat",
    "investigat",
    "forensic",
    "reboot",
    "maintenance",
    "advisor",
    "disclos",
    "bounty",
    "upgrade",
    "root cause",
    "post-mortem",
    "postmortem",
    // What is guarded.
    "password",
    "passphrase",
    "credential",
    "certificate",
    "encrypt",
    "openssl",
    "tls",
    "ssl",
    "api key",
    "private key",
    "token",
    // Names that stand alone in a title.
    "heartbleed",
    "shellshock",
    "poodle",
    "log4",
    "meltdown",
    "spectre",
];

static CONCERNS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(PARTS).ok());

/// Whether the post is to be read for signals. What has a form of its own, such as an incident of a status page or an advisory,
/// always is.
pub(super) fn concerns(post: &Post) -> bool {
    let updates = post.updates.iter().map(|update| update.text.as_str());
    post.kind != PostKind::Article
        || names_concern(post.title.as_deref().into_iter().chain([post.text.as_str()]).chain(updates))
}

fn names_concern<'a>(mut texts: impl Iterator<Item = &'a str>) -> bool {
    CONCERNS.as_ref().is_none_or(|words| texts.any(|text| words.is_match(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_about_other_things_are_told_from_those_that_signals_are_about() {
        let concerns = |texts: &[&str]| names_concern(texts.iter().copied());
        assert!(!concerns(&["Our new office", "We moved to the harbour. Questions? Contact the team."]));
        assert!(concerns(&["Heartbleed", "All done. Questions? Contact the team."]));
        assert!(concerns(&["A note to customers", "Please choose a new PASSWORD."]));
        assert!(concerns(&["API errors", "Many requests fail.", "We are investigating."]));
    }
}
