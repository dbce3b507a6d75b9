//! The names by which a provider speaks of itself.

use model::SHARED_DOMAINS;
use url::Url;

use super::tokens::plain_forms;

/// The names of a provider, each as its words in small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(Vec<Vec<String>>);

/// Words at the end of a name that people leave out.
const ENDINGS: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "ag",
    "corp",
    "corporation",
    "company",
    "co",
    "limited",
    "plc",
    "project",
    "software",
    "systems",
    "security",
    "foundation",
    "technologies",
    "group",
    "hosting",
    "networks",
    "center",
];
/// Words at the beginning of a name that mean something by themselves, or name more than the provider.
const COMMON: &[&str] = &[
    "open",
    "free",
    "first",
    "great",
    "best",
    "digital",
    "united",
    "general",
    "national",
    "international",
    "global",
    "cloud",
    "data",
    "north",
    "south",
    "east",
    "west",
    "black",
    "blue",
    "green",
    "white",
    "apache",
    "eclipse",
    "linux",
    "node",
    "university",
    "college",
    "city",
    "state",
    "public",
    "little",
    "smart",
    "super",
    "that",
    "this",
    "your",
    "every",
    "python",
    "ruby",
    "java",
];
/// Labels of hosts that name no provider.
const NO_NAMES: &[&str] = &[
    "com",
    "net",
    "org",
    "blog",
    "www",
    "co",
    "status",
    "github",
    "medium",
    "blogspot",
    "wordpress",
    "statuspage",
    "google",
];

impl Names {
    /// The names that follow from what people call the provider, such as `Progress Software` or `SoftLayer (IBM)`, and
    /// from the address at which it speaks.
    pub fn of(called: &str, url: Option<&Url>) -> Self {
        let mut names = Self::default();
        for part in called.split(['(', ')', '/', ',']) {
            let words: Vec<&str> = part.split_whitespace().collect();
            names.add(&words);
            if let Some((last, rest)) = words.split_last() {
                let last = last.trim_end_matches('.').to_ascii_lowercase();
                if !rest.is_empty() && ENDINGS.contains(&last.as_str()) {
                    names.add(rest);
                }
            }
            if let [first, product] = words.as_slice()
                && !ENDINGS.contains(&product.to_ascii_lowercase().as_str())
            {
                names.add(&[product]);
                if first.len() > 3 && !COMMON.contains(&first.to_ascii_lowercase().as_str()) {
                    names.add(&[first]);
                }
            }
        }
        if let Some(label) = url.and_then(own_label) {
            names.add(&[&label]);
        }
        names.0.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    fn add(&mut self, words: &[&str]) {
        let name: Vec<String> =
            words.iter().map(|word| small(word)).filter(|word| !word.is_empty()).collect();
        let length: usize = name.iter().map(String::len).sum();
        if length >= 3 && !self.0.contains(&name) {
            self.0.push(name);
        }
    }

    /// How many of `words` are a name of the provider, where they begin with one that is written as a name.
    pub(super) fn at<'a>(&self, words: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        let first = words.clone().next()?;
        if !first.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            && !self.is_all_small(first)
        {
            return None;
        }
        let of = |name: &&Vec<String>| {
            let mut rest = words.clone();
            name.iter().all(|part| rest.next().is_some_and(|word| small(word) == *part))
        };
        self.0.iter().find(of).map(Vec::len)
    }

    /// A name that is no common word may be written small, such as that of a domain.
    fn is_all_small(&self, word: &str) -> bool {
        word.contains('.')
            && self.0.iter().any(|name| matches!(name.as_slice(), [only] if *only == small(word)))
    }
}

fn small(word: &str) -> String {
    let word = word.trim_end_matches(['.', ',', ':']);
    match plain_forms(word).as_slice() {
        [only] => only.clone(),
        forms => forms.join("-"),
    }
}

/// The label of a host that its owner chose: `circleci` of `discuss.circleci.com`. `None` on domains that many share.
fn own_label(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    if SHARED_DOMAINS.iter().any(|shared| host == *shared || host.ends_with(&format!(".{shared}"))) {
        return None;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let before_top = labels.len().checked_sub(2)?;
    let at = match labels.get(before_top) {
        Some(label) if label.len() <= 3 && before_top > 0 => before_top - 1,
        _ => before_top,
    };
    let label = labels.get(at)?.to_lowercase();
    (label.len() >= 3 && !NO_NAMES.contains(&label.as_str())).then_some(label)
}
