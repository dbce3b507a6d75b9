//! The names by which a provider speaks of itself.

use model::SHARED_DOMAINS;
use url::Url;

use super::tokens::plain_forms;

/// The names of a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Each as its words in small letters, longest first.
    written: Vec<Vec<String>>,
    /// What counts only where it is written in capitals, such as `ITS`, that is no `its`.
    initials: Vec<String>,
    /// What it is, such as a bank, that speaks of itself as `the bank`.
    kinds: Vec<&'static str>,
}

/// What calls itself by its kind.
const KINDS: &[&str] = &[
    "university",
    "college",
    "school",
    "bank",
    "library",
    "institute",
    "district",
    "hospital",
    "academy",
    "museum",
    "foundation",
    "city",
    "county",
    "council",
    "agency",
    "commission",
    "association",
    "society",
    "clinic",
    "department",
    "authority",
    "union",
    "ministry",
    "registry",
];
/// Words at the end of a name that stand for a part of the whole, such as the computing service of a university.
const PARTS: &[&str] = &[
    "it",
    "its",
    "oit",
    "iso",
    "services",
    "service",
    "division",
    "office",
    "department",
    "dept",
    "information",
    "technology",
    "security",
    "computing",
    "team",
    "helpdesk",
];
/// Words that initials leave out.
const SMALL: &[&str] = &["of", "the", "and", "for", "at", "in", "&"];

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
            names.add_parts(&words);
            // A longer name is often said by its first word, where that is no common one.
            if let [first, _, _, ..] = words.as_slice()
                && first.len() >= 6
                && !COMMON.contains(&first.to_ascii_lowercase().as_str())
            {
                names.add(&[first]);
            }
            if words.len() > 2 {
                names.add(&[&words.concat()]);
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
            // Penn speaks at `upenn.edu`.
            if let Some(short) = label.strip_prefix('u').filter(|_| names.kinds.contains(&"university")) {
                names.add(&[short]);
            }
            names.add(&[&label]);
        }
        names.written.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    fn add(&mut self, words: &[&str]) {
        let name: Vec<String> =
            words.iter().map(|word| small(word)).filter(|word| !word.is_empty()).collect();
        let length: usize = name.iter().map(String::len).sum();
        if length >= 3 && !self.written.contains(&name) {
            self.written.push(name);
        }
    }

    /// What follows from the words of a longer name: its initials, the whole of which it is a part, and what it is.
    fn add_parts(&mut self, words: &[&str]) {
        let is_part = |word: &&&str| PARTS.contains(&word.to_ascii_lowercase().as_str());
        let parts = words.iter().rev().take_while(is_part).count();
        let whole = words.get(..words.len() - parts).unwrap_or_default();
        if parts > 0 && whole.len() > 1 {
            self.add(whole);
        }
        let is_kind = |words: &[&str]| words.iter().any(|word| KINDS.contains(&small(word).as_str()));
        let shortest = if is_kind(whole) { 2 } else { 3 };
        for words in [words, whole] {
            let named = words.iter().filter(|word| !SMALL.contains(&word.to_ascii_lowercase().as_str()));
            let initials: String = named.filter_map(|word| word.chars().next()).collect();
            self.initials.extend(Some(initials).filter(|initials| initials.len() >= shortest));
        }
        self.initials.extend(words.iter().filter(|word| word.len() >= 3).map(|word| (*word).to_owned()));
        self.initials.retain(|initials| initials.bytes().all(|letter| letter.is_ascii_uppercase()));
        let called: Vec<String> = words.iter().map(|word| small(word)).collect();
        self.kinds.extend(KINDS.iter().filter(|kind| called.iter().any(|word| word == *kind)));
    }

    /// How many of `words` are a name of the provider, where they begin with one that is written as a name.
    pub(super) fn at<'a>(&self, words: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        let first = words.clone().next()?;
        // Most words are written small, and no name is that has neither a digit nor a sign in it.
        let is_small = first.bytes().all(|letter| letter.is_ascii_lowercase());
        if is_small && first != "the" && !first.starts_with("lib") {
            return None;
        }
        // `ULSC-owned` begins with a name.
        let stem = first.split('-').next().unwrap_or_default();
        if self.initials.iter().any(|initials| initials == stem) {
            return Some(1);
        }
        let is_kind = |kind: &&str| {
            first
                .strip_prefix(|letter: char| letter.is_ascii_uppercase())
                .is_some_and(|rest| kind.ends_with(rest))
                && first.eq_ignore_ascii_case(kind)
        };
        if self.kinds.iter().any(is_kind) && words.clone().nth(1) != Some("of") {
            return Some(1);
        }
        if first.eq_ignore_ascii_case("the") {
            let second = words.clone().nth(1).unwrap_or_default();
            if self.kinds.iter().any(|kind| second.eq_ignore_ascii_case(kind)) {
                return Some(2);
            }
        }
        if self.is_in_compound(first) {
            return Some(1);
        }
        // `openACME` begins small, and is a name all the same.
        let is_written_as_name = first.chars().any(char::is_uppercase)
            || first.starts_with(|letter: char| letter.is_ascii_digit());
        if !is_written_as_name && !self.is_all_small(first) {
            return None;
        }
        let of = |name: &&Vec<String>| {
            let mut rest = words.clone();
            name.iter().all(|part| rest.next().is_some_and(|word| small(word) == *part))
        };
        self.written.iter().find(of).map(Vec::len)
    }

    /// A name that is no common word may be written small, such as that of a domain or a package.
    fn is_all_small(&self, word: &str) -> bool {
        word.contains(|letter: char| matches!(letter, '.' | '-' | '_') || letter.is_ascii_digit())
            && self.is_one_word(&small(word))
    }

    /// Whether the word is one of the names that are of one word.
    fn is_one_word(&self, word: &str) -> bool {
        self.written.iter().any(|name| matches!(name.as_slice(), [only] if only == word))
    }

    /// Whether a name of one word stands at the beginning of a compound that is no word of a language, such as `pac4j-core`,
    /// `monero/monero-gui` or `libcurl`.
    fn is_in_compound(&self, word: &str) -> bool {
        const SHORTEST: usize = 4;
        let is_name =
            |part: &str| part.len() >= SHORTEST && !COMMON.contains(&part) && self.is_one_word(part);
        let may_be = word.contains(['-', '/', '_']) || word.starts_with("lib");
        if !may_be || word.contains("://") {
            return false;
        }
        let small = word.to_ascii_lowercase();
        let joined = small.split_once(['-', '/', '_']).is_some_and(|(first, _)| is_name(first));
        joined || small.strip_prefix("lib").is_some_and(is_name)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(called: &str, text: &str) -> Option<usize> {
        Names::of(called, None).at(text.split(' '))
    }

    #[test]
    fn a_name_is_also_its_initials_its_whole_and_its_kind() {
        assert_eq!(at("Upper Lake State College ITS", "ITS has patched"), Some(1));
        assert_eq!(at("Upper Lake State College ITS", "Its servers"), None);
        assert_eq!(at("Upper Lake State College ITS", "IT is"), None);
        assert_eq!(at("University of Upper Lake", "UUL-owned systems"), Some(1));
        assert_eq!(at("Upper Lake State College ITS", "ULSC servers"), Some(1));
        assert_eq!(at("Upper Lake State College ITS", "Upper Lake State College has"), Some(4));
        assert_eq!(at("Upper Lake State College ITS", "the college has"), Some(2));
        assert_eq!(at("Acme Hosting", "the college has"), None);
        assert_eq!(at("openAcme", "openAcme has"), Some(1));
        assert_eq!(at("Acme", "acme has"), None);
    }

    #[test]
    fn a_name_of_one_word_stands_in_compounds() {
        assert_eq!(at("pac4j", "pac4j-core is"), Some(1));
        assert_eq!(at("Monero", "monero/monero-gui is"), Some(1));
        assert_eq!(at("curl", "libcurl before"), Some(1));
        assert_eq!(at("rest-client", "rest-client was"), Some(1));
        assert_eq!(at("Cloud", "cloud-based services"), None);
        assert_eq!(at("Monero", "monerolike coins"), None);
        assert_eq!(at("Monero", "https://monero-forum.example/a"), None);
    }
}
