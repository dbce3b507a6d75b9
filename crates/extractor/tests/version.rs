//! Which reader read a row is stored by its version: what reads otherwise has another one.

use extractor::signals::{rules, sets};

/// The version, and the digest of the rules and sets of words that bear it.
const KNOWN: (&str, u64) = ("12", 3_002_117_991_123_375_363);

/// FNV-1a, 64 bits.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn rules_that_were_changed_bear_another_version() {
    let rules: Vec<_> = rules().collect();
    let now = (extractor::VERSION, digest(&format!("{rules:?}{:?}", sets())));
    assert_eq!(
        now, KNOWN,
        "raise extractor::VERSION once for all changes since the last release, and write both here"
    );
}
