//! How long an answer is fresh, and what to ask with once it is not (RFC 9111, RFC 9110).
//!
//! We are a private cache of one user: `private` and `s-maxage` mean nothing to us. A crawler looks again
//! when its schedule says so; freshness can only lengthen that wait, and the validators save the body.

use chrono::{DateTime, Utc};
use model::Validators;

use crate::retry_after::http_date;

/// The heuristic share of the time since the last change (RFC 9111, section 4.2.2, names 10 %).
const HEURISTIC_SHARE: i64 = 10;
/// Most that is guessed: a day.
const LONGEST_GUESS_S: i64 = 24 * 60 * 60;
/// Most seconds that a delta can say (RFC 9111, section 1.2.2).
const LONGEST_S: i64 = 1 << 31;

/// What an answer says of its next look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Freshness {
    /// Whether the answer may be kept as a stand-in for a later one. The archive keeps all of them: this is
    /// about asking, not about keeping.
    pub storable: bool,
    /// Seconds for which it is still fresh; 0 where it has to be asked for again.
    pub fresh_s: i64,
    /// Whether `fresh_s` was said (`max-age`, `Expires`), not guessed from `Last-Modified`.
    pub stated: bool,
    /// What to ask with.
    pub validators: Validators,
}

/// The freshness at `now` of an answer with these header fields that came at `received_at`; pure.
pub fn freshness(headers: &[(String, Vec<u8>)], received_at: DateTime<Utc>, now: DateTime<Utc>) -> Freshness {
    let fields = Fields(headers);
    let control = Control::of(&fields);
    let validators = Validators { etag: fields.first("etag"), last_modified: fields.first("last-modified") };
    if control.no_store {
        return Freshness { validators, ..Freshness::default() };
    }
    let date = fields.date("date").unwrap_or(received_at);
    let (lifetime_s, stated) = lifetime(&fields, &control, date);
    // RFC 9111, section 4.2.3: the larger of what the caches on the way say and of what the dates say.
    let apparent = (received_at - date).num_seconds().max(0);
    let told = fields.first("age").and_then(|age| delta(&age)).unwrap_or(0);
    let age = apparent.max(told).saturating_add((now - received_at).num_seconds().max(0));
    let asks_always =
        control.no_cache || fields.all("vary").iter().any(|vary| vary.split(',').any(|it| it.trim() == "*"));
    let fresh_s = if asks_always { 0 } else { lifetime_s.saturating_sub(age).max(0) };
    Freshness { storable: true, fresh_s, stated, validators }
}

/// Seconds from `date` for which the answer is fresh, and whether it says so itself.
fn lifetime(fields: &Fields<'_>, control: &Control, date: DateTime<Utc>) -> (i64, bool) {
    if let Some(seconds) = control.max_age_s {
        return (seconds, true);
    }
    if let Some(expires) = fields.first("expires") {
        // A value that is no date, such as 0, is one that has passed (RFC 9111, section 5.3).
        return (http_date(&expires).map_or(0, |expires| (expires - date).num_seconds().max(0)), true);
    }
    let changed = fields.date("last-modified").map(|changed| (date - changed).num_seconds().max(0));
    (changed.map_or(0, |age| (age / HEURISTIC_SHARE).min(LONGEST_GUESS_S)), false)
}

/// The directives of `Cache-Control` that mean something to us.
#[derive(Default)]
struct Control {
    no_store: bool,
    no_cache: bool,
    max_age_s: Option<i64>,
}

impl Control {
    fn of(fields: &Fields<'_>) -> Self {
        let mut control = Self::default();
        for line in fields.all("cache-control") {
            for directive in split(&line) {
                let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
                match name.trim().to_ascii_lowercase().as_str() {
                    "no-store" => control.no_store = true,
                    "no-cache" => control.no_cache = true,
                    // Of two the first holds; one that is no number is stale (RFC 9111, section 4.2.1).
                    "max-age" if control.max_age_s.is_none() => {
                        control.max_age_s = Some(delta(value.trim().trim_matches('"')).unwrap_or(0));
                    }
                    _ => {}
                }
            }
        }
        control
    }
}

/// The directives of a line; a comma inside of quotes does not separate.
fn split(line: &str) -> Vec<&str> {
    let mut quoted = false;
    line.split(|letter: char| {
        quoted ^= letter == '"';
        letter == ',' && !quoted
    })
    .map(str::trim)
    .filter(|directive| !directive.is_empty())
    .collect()
}

fn delta(value: &str) -> Option<i64> {
    let value = value.trim();
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| value.parse().unwrap_or(LONGEST_S).min(LONGEST_S))
}

struct Fields<'a>(&'a [(String, Vec<u8>)]);

impl Fields<'_> {
    fn all(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim_ascii().iter().map(|byte| char::from(*byte)).collect()).collect()
    }

    fn first(&self, name: &str) -> Option<String> {
        self.all(name).into_iter().next().filter(|value| !value.is_empty())
    }

    fn date(&self, name: &str) -> Option<DateTime<Utc>> {
        self.first(name).and_then(|value| http_date(&value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2014-04-09T10:00:00Z").unwrap().to_utc()
    }

    fn of(lines: &[&str]) -> Freshness {
        let field = |line: &&str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_owned(), value.as_bytes().to_vec())
        };
        freshness(&lines.iter().map(field).collect::<Vec<_>>(), now(), now())
    }

    #[test]
    fn what_the_server_says_of_itself_holds() {
        assert_eq!(of(&["Cache-Control: public, Max-Age=90"]).fresh_s, 90);
        assert_eq!(of(&["Cache-Control: max-age=90", "Expires: Wed, 09 Apr 2014 12:00:00 GMT"]).fresh_s, 90);
        assert_eq!(of(&["Cache-Control: s-maxage=5", "Cache-Control: private, max-age=\"90\""]).fresh_s, 90);
        assert_eq!(of(&["Expires: Wed, 09 Apr 2014 10:01:00 GMT"]).fresh_s, 60);
        assert_eq!(of(&["Cache-Control: max-age=90", "Age: 30"]).fresh_s, 60);
        assert_eq!(of(&["Cache-Control: max-age=90", "Age: later"]).fresh_s, 90);
        assert_eq!(of(&["Date: Wed, 09 Apr 2014 09:59:00 GMT", "Cache-Control: max-age=90"]).fresh_s, 30);
    }

    #[test]
    fn what_cannot_be_read_is_stale() {
        for line in
            ["Cache-Control: max-age=90s", "Cache-Control: max-age=-1", "Expires: 0", "Expires: soon", "X: y"]
        {
            let it = of(&[line]);
            assert!(it.storable && it.fresh_s == 0, "{line}: {it:?}");
        }
        assert!(of(&["Cache-Control: max-age=99999999999999999999"]).fresh_s >= 1 << 31);
    }

    #[test]
    fn what_must_be_asked_again_is_never_fresh() {
        assert!(!of(&["Cache-Control: no-store, max-age=90"]).storable);
        assert_eq!(of(&["Cache-Control: no-cache, max-age=90"]).fresh_s, 0);
        assert_eq!(of(&["Vary: Accept, *", "Cache-Control: max-age=90"]).fresh_s, 0);
        assert_eq!(of(&["Cache-Control: x=\"a, max-age=90\""]).fresh_s, 0);
    }

    #[test]
    fn a_guess_is_a_tenth_of_the_time_since_the_last_change_and_said_to_be_one() {
        let it = of(&["Last-Modified: Wed, 09 Apr 2014 08:20:00 GMT"]);
        assert_eq!((it.fresh_s, it.stated), (600, false));
        assert_eq!(of(&["Last-Modified: Wed, 09 Apr 2003 08:20:00 GMT"]).fresh_s, LONGEST_GUESS_S);
    }

    #[test]
    fn validators_are_kept_as_they_were_sent() {
        let it = of(&["ETag: W/\"a,b\"", "Last-Modified: Wednesday, 09-Apr-14 08:20:00 GMT"]);
        assert_eq!(it.validators.etag.as_deref(), Some("W/\"a,b\""));
        assert_eq!(it.validators.last_modified.as_deref(), Some("Wednesday, 09-Apr-14 08:20:00 GMT"));
    }

    proptest! {
        #[test]
        fn any_header_gives_an_answer(name in "(cache-control|age|expires|date|vary|etag)", value in any::<Vec<u8>>()) {
            let it = freshness(&[(name, value)], now(), now());
            prop_assert!(it.fresh_s >= 0);
        }
    }
}
