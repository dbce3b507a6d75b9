//! TimeMaps: links with their times (RFC 7089, section 5; RFC 6690).

use chrono::{DateTime, Utc};
use url::Url;

/// Mementos of a TimeMap at most.
const MOST: usize = 200_000;

/// What a TimeMap names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeMap {
    /// The mementos, with their times.
    pub mementos: Vec<(Url, DateTime<Utc>)>,
    /// Mementos whose address or time cannot be read.
    pub bad: usize,
    /// Where the TimeMap goes on.
    pub next: Option<Url>,
}

/// Reads a TimeMap.
pub fn read(text: &str) -> TimeMap {
    let mut map = TimeMap::default();
    for link in links(text).take(MOST) {
        let Some((target, parameters)) = link.trim().strip_prefix('<').and_then(|link| link.split_once('>'))
        else {
            continue;
        };
        let value = |name: &str| parameter(parameters, name);
        let relations = value("rel").unwrap_or_default();
        let has = |name: &str| relations.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(name));
        if has("memento") {
            let time = value("datetime").and_then(|it| DateTime::parse_from_rfc2822(it.trim()).ok());
            match (Url::parse(target.trim()), time) {
                (Ok(url), Some(time)) => map.mementos.push((url, time.to_utc())),
                _ => map.bad += 1,
            }
        } else if has("timemap") && has("next") || relations.trim() == "next" {
            map.next = Url::parse(target.trim()).ok();
        }
    }
    map
}

/// The links, parted at commas that stand neither in quotes nor in angle brackets.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut bracketed) = (false, false);
    text.split(move |c: char| {
        match c {
            '"' if !bracketed => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => {}
        }
        c == ',' && !quoted && !bracketed
    })
}

/// The value of a parameter, without quotes.
fn parameter<'a>(parameters: &'a str, name: &str) -> Option<&'a str> {
    let mut quoted = false;
    let parts = parameters.split(move |c: char| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ';' && !quoted
    });
    parts.filter_map(|part| part.split_once('=')).find_map(|(key, value)| {
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn mementos_are_read_with_commas_in_times_and_addresses() {
        let text = "<http://a.test/timemap/link/http://x.test/>; rel=\"self\"; type=\"application/link-format\",\n\
                    <http://x.test/>; rel=\"original\",\n\
                    <http://a.test/20140408153000/http://x.test/?a=1,2>; rel=\"first memento\"; \
                    datetime=\"Tue, 08 Apr 2014 15:30:00 GMT\",\n\
                    <http://a.test/20140409090000/http://x.test/>; rel=\"memento\"; datetime=\"yesterday\"";
        let map = read(text);
        assert_eq!((map.mementos.len(), map.bad, map.next), (1, 1, None));
        assert_eq!(map.mementos[0].0.as_str(), "http://a.test/20140408153000/http://x.test/?a=1,2");
        assert_eq!(map.mementos[0].1.to_rfc3339(), "2014-04-08T15:30:00+00:00");
    }

    proptest! {
        #[test]
        fn anything_is_read(text in "[<>\",;= a-z:/]{0,200}") {
            let _ = read(&text);
        }
    }
}
