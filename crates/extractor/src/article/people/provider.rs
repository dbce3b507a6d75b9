//! The name of whoever runs the site, which is nobody's: `Digital Ocean` on digitalocean.com.

use std::ops::Range;

use super::super::page::{Page, key};

/// Labels of a host that name nobody.
const GENERAL: &[&str] =
    &["www", "com", "org", "net", "gov", "edu", "blog", "blogs", "news", "support", "status", "security"];
/// Blocks of the text that are searched for who speaks in it.
const MAX_BLOCKS: usize = 200;

/// Words for oneself alone, and for oneself with others, of the languages in which most pages are written.
const ALONE: &[&str] = &["i", "i'm", "i've", "i'd", "i'll", "my", "ich", "mein", "meine", "je", "mon", "yo"];
const TOGETHER: &[&str] =
    &["we", "we're", "we've", "we'll", "our", "us", "wir", "unser", "unsere", "nous", "notre", "nosotros"];

/// What the site calls itself, as keys: its declared names, and every label of its host that says something. The
/// provider of `access.redhat.com` is named by the second label.
pub(super) fn names(page: &Page<'_>) -> Vec<String> {
    let host = page.document.url().host_str().unwrap_or_default();
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    let labels = labels.into_iter().map(key).filter(|label| label.len() > 2);
    let labels = labels.filter(|label| !GENERAL.contains(&label.as_str()));
    page.site_names().iter().map(|name| key(name)).chain(labels).collect()
}

/// Whether the text is that of one person, who says `I` and not mostly `we`: a site by the name of its only author.
pub(super) fn is_of_one_person(page: &Page<'_>, body: &Range<usize>) -> bool {
    let (mut alone, mut together) = (0_usize, 0_usize);
    for block in page.blocks.list.get(body.clone()).unwrap_or_default().iter().take(MAX_BLOCKS) {
        for word in block.text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
            let word = word.to_lowercase().replace('’', "'");
            alone += usize::from(ALONE.contains(&word.as_str()));
            together += usize::from(TOGETHER.contains(&word.as_str()));
        }
    }
    alone > 0 && alone * 2 >= together
}

/// Whether the page speaks of `name` as nobody speaks of a person: `we at Red Hat`, `Red Hat customers`, `Red Hat, Inc.`
pub(super) fn speaks_as_of_many(page: &Page<'_>, name: &str) -> bool {
    const BEFORE: &[&str] = &["we at ", "here at ", "us at ", "team at ", "employees of ", "customers of "];
    const BEHIND: &[&str] = &[
        " customers",
        " users",
        " accounts",
        " products",
        " services",
        " employees",
        " engineers",
        " inc.",
        ", inc",
        " llc",
        ", llc",
        " ltd",
        ", ltd",
        " gmbh",
        " corporation",
    ];
    let starts = |text: &str, words: &[&str]| {
        words.iter().any(|word| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
    };
    let ends = |text: &str, words: &[&str]| {
        words.iter().any(|word| {
            let from = text.len().checked_sub(word.len());
            from.and_then(|from| text.get(from..)).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
        })
    };
    let finder = memchr::memmem::Finder::new(name);
    page.blocks.list.iter().any(|block| {
        finder.find_iter(block.text.as_bytes()).any(|at| {
            let before = block.text.get(..at).unwrap_or_default();
            let behind = block.text.get(at + name.len()..).unwrap_or_default();
            ends(before, BEFORE) || starts(behind, BEHIND)
        })
    })
}
