//! What kind of word a changed word is: an address, a number, or something that is said.

/// Ends of host names that are taken for an address also without a path.
const HOST_ENDS: [&str; 14] = [
    ".com", ".org", ".net", ".io", ".dev", ".gov", ".edu", ".info", ".co", ".eu", ".uk", ".de", ".fr", ".jp",
];

/// Words of dates, times and spans of time. They count as part of a number only beside one.
const TIME_WORDS: [&str; 54] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "utc",
    "gmt",
    "pst",
    "pdt",
    "est",
    "edt",
    "cet",
    "cest",
    "bst",
    "ago",
    "minutes",
    "hours",
    "days",
    "min",
];

/// Whether a word is an address: it has a scheme, or it is a host with a path or a usual ending.
pub(super) fn is_address(word: &str) -> bool {
    if word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:") {
        return true;
    }
    let (host, path) = word.split_once('/').unwrap_or((word, ""));
    let labels: Vec<&str> = host.split('.').collect();
    let named = labels.len() >= 2
        && labels
            .iter()
            .all(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        && labels.last().is_some_and(|end| end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic()));
    named && (!path.is_empty() || HOST_ENDS.iter().any(|end| host.ends_with(end)))
}

/// Whether a word is a plain number, a date or a clock time. A version (`1.0.1g`, `2.17.0`), a share (`40%`), an
/// amount of money and an id (`cve-2014-0160`) are something that is said.
pub(super) fn is_number(word: &str) -> bool {
    let clock = word.strip_suffix("am").or_else(|| word.strip_suffix("pm")).unwrap_or(word);
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(clock);
    let digits = ordinal.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || word.contains(['%', '$', '€', '£', '¥', '#', '?']) {
        return false;
    }
    let iso = ordinal.len() >= 10 && ordinal.get(4..5) == Some("-") && ordinal.get(7..8) == Some("-");
    let parts =
        |by: char| ordinal.split(by).all(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()));
    let clocked =
        ordinal.contains(':') && ordinal.split([':', '.']).all(|it| it.len() <= 3 && !it.is_empty());
    let grouped = ordinal.split([',', '\'']).skip(1).all(|it| it.len() == 3)
        && ordinal.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'\''));
    iso && ordinal.bytes().all(|b| b.is_ascii_digit() || b"-:.tz+".contains(&b))
        || grouped
        || parts('/')
        || parts('-') && digits >= 4
        || clocked && ordinal.bytes().all(|b| b.is_ascii_digit() || b":.".contains(&b))
}

/// Whether a word belongs to a date or a span of time.
pub(super) fn is_time_word(word: &str) -> bool {
    TIME_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words_with_dots() {
        for address in ["http://heartbleed.com", "heartbleed.com", "www.example", "acme.example/security"] {
            assert!(is_address(address), "{address}");
        }
        for word in ["1.0.1g", "openssl.cnf", "e.g", "node.js", "and/or", "tls1.2"] {
            assert!(!is_address(word), "{word}");
        }
    }

    #[test]
    fn numbers_are_told_from_versions_shares_and_ids() {
        for number in [
            "5",
            "1,234",
            "10th",
            "2014-04-08",
            "2014-04-08t10:00:00z",
            "10:15",
            "4/8/2014",
            "9:30pm",
            "2014",
        ] {
            assert!(is_number(number), "{number}");
        }
        for word in ["2.17.0", "1.0.1g", "40%", "$5", "cve-2014-0160", "v18", "3.0", "all", "64-bit"] {
            assert!(!is_number(word), "{word}");
        }
    }
}
