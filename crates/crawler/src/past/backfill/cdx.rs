//! Answers of a CDX index, in the dialect of the Wayback Machine: a JSON array of arrays, or lines of text.
//!
//! A row that no capture can be read from (an impossible time, an address that is none) is counted and passed over:
//! it never ends a page.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use url::Url;

/// Rows of a page at most; what is behind them is left out.
const MOST_ROWS: usize = 200_000;

/// The columns where a page does not name them.
const COLUMNS: [&str; 7] = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"];

/// A capture that an index names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The same as the archive writes it.
    pub stamp: String,
    /// The address.
    pub url: Url,
    /// Its type; `None` for a revisit.
    pub mimetype: Option<String>,
    /// Its status; `None` for a revisit.
    pub status: Option<u16>,
    /// SHA-1 of its body in base 32.
    pub digest: Option<String>,
}

/// A page of an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The captures, each once.
    pub rows: Vec<Row>,
    /// Rows that no capture could be read from.
    pub bad: usize,
    /// Where the index goes on.
    pub resume_key: Option<String>,
}

/// Reads a page.
pub fn read(body: &[u8]) -> Page {
    // A page for people, such as a notice, is no index, whatever its lines look like.
    if body.trim_ascii_start().starts_with(b"<") {
        return Page { bad: 1, ..Page::default() };
    }
    let lines = match serde_json::from_slice::<Vec<Vec<Value>>>(body) {
        Ok(lines) => lines.into_iter().map(|line| line.iter().map(text).collect()).collect(),
        Err(_) => lines_of(&String::from_utf8_lossy(body)),
    };
    page(lines)
}

/// Lines of text, an empty one before the key. Blanks can stand in addresses, so a line is read from both ends.
fn lines_of(text: &str) -> Vec<Vec<String>> {
    let fields = |line: &str| -> Vec<String> {
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let stamp = words.iter().position(|word| is_stamp(word));
        match (stamp, words.len()) {
            (Some(at), count) if count >= at + 6 => {
                let (start, rest) = words.split_at(at);
                let (original, end) = rest.split_at(rest.len() - 4);
                let (stamp, original) = original.split_first().unwrap_or((&"", &[]));
                let mut fields = vec![start.join(" "), (*stamp).to_owned(), original.join(" ")];
                fields.extend(end.iter().map(|word| (*word).to_owned()));
                fields
            }
            _ => words.into_iter().map(str::to_owned).collect(),
        }
    };
    text.lines().map(fields).collect()
}

fn page(lines: Vec<Vec<String>>) -> Page {
    let mut page = Page::default();
    let mut columns: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    let mut lines = lines.into_iter().take(MOST_ROWS).peekable();
    if let Some(head) = lines.next_if(|line| line.iter().any(|name| name == "timestamp")) {
        columns = head;
    }
    let mut seen = std::collections::BTreeSet::new();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            // Behind an empty row stands the key, alone.
            let key = lines.next_if(|line| line.len() == 1).and_then(|line| line.into_iter().next());
            page.resume_key = key.filter(|key| !key.is_empty()).or(page.resume_key);
            continue;
        }
        // A key is the last of a page.
        page.resume_key = None;
        match row(&columns, &line) {
            Some(row) => {
                if seen.insert((row.stamp.clone(), row.url.to_string())) {
                    page.rows.push(row);
                }
            }
            None => page.bad += 1,
        }
    }
    page
}

fn row(columns: &[String], line: &[String]) -> Option<Row> {
    let field = |name: &str| {
        let at = columns.iter().position(|column| column == name)?;
        line.get(at).map(String::as_str).filter(|value| !matches!(*value, "" | "-"))
    };
    let stamp = field("timestamp").filter(|stamp| is_stamp(stamp))?;
    let url = address(field("original")?)?;
    let mimetype = field("mimetype").filter(|kind| *kind != "warc/revisit");
    Some(Row {
        at: time(stamp)?,
        stamp: stamp.to_owned(),
        url,
        mimetype: mimetype.map(str::to_owned),
        status: field("statuscode").and_then(|status| status.parse().ok()),
        digest: field("digest").filter(|it| is_sha1(it)).map(str::to_ascii_uppercase),
    })
}

/// The address of a capture. What was never a web address of a host is none.
pub fn address(text: &str) -> Option<Url> {
    if text.contains(char::is_whitespace) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let web =
        matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.'));
    // A mail address behind a scheme is read as a user at a host.
    (web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Fourteen digits as a time; `None` where the calendar has no such time.
pub fn time(stamp: &str) -> Option<DateTime<Utc>> {
    if !is_stamp(stamp) {
        return None;
    }
    NaiveDateTime::parse_from_str(stamp, "%Y%m%d%H%M%S").ok().map(|time| time.and_utc())
}

/// A time as fourteen digits.
pub fn stamp(time: DateTime<Utc>) -> String {
    time.format("%Y%m%d%H%M%S").to_string()
}

/// Whether that is a time as archives write it: fourteen digits.
pub fn is_stamp(text: &str) -> bool {
    text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_sha1(digest: &str) -> bool {
    digest.len() == 32 && digest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DIGEST: &str = "EBWZW6DNCJK2PU2DYX2JX2SWD6NQMUXK";

    fn line(stamp: &str, original: &str, rest: &str) -> String {
        format!("example,acme)/a {stamp} {original} {rest}\n")
    }

    #[test]
    fn a_row_of_text_and_one_of_json_are_the_same() {
        let text =
            line("20140408191500", "http://www.acme.example:80/a", &format!("text/html 200 {DIGEST} 417"));
        let json = format!(
            r#"[["timestamp","original","mimetype","statuscode","digest"],
                ["20140408191500","http://www.acme.example:80/a","text/html","200","{DIGEST}"]]"#
        );
        let page = read(text.as_bytes());
        assert_eq!(page, read(json.as_bytes()));
        assert_eq!(page.rows[0].at.to_rfc3339(), "2014-04-08T19:15:00+00:00");
        assert_eq!((page.rows[0].status, page.rows[0].digest.as_deref()), (Some(200), Some(DIGEST)));
    }

    #[test]
    fn bad_rows_are_counted_and_never_end_a_page() {
        let end = format!("text/html 200 {DIGEST} 6566");
        let mut text = String::new();
        for (stamp, original) in [
            ("20000012170449", "http://acme.example/a"), // month 0
            ("20000800241623", "http://acme.example/a"), // day 0, hour 24
            ("20200418140810", "http://mailto:somebody@acme.example/"),
            ("20200418005903", "some/not/even/url/thing"),
            ("20200418005903", "data:image/jpeg;base64,/9j/4aaq"),
            ("20200418005903", "http://acme.example/a b c"),
            ("2020", "http://acme.example/a"),
        ] {
            text.push_str(&line(stamp, original, &end));
        }
        text.push_str("one two\n");
        text.push_str(&line("20140408191500", "http://acme.example/a", &end));
        let page = read(text.as_bytes());
        assert_eq!((page.rows.len(), page.bad), (1, 8), "{page:?}");
    }

    #[test]
    fn a_page_for_people_in_the_place_of_an_index_names_nothing() {
        let end = format!("text/html 200 {DIGEST} 417");
        let row = line("20140408191500", "http://acme.example/a", &end);
        let page = read(format!("<!DOCTYPE html>\n<html>\n\n<body>\n{row}\n</html>\n").as_bytes());
        assert_eq!(page, Page { bad: 1, ..Page::default() });
        // Nor is a word that stands alone in the middle a key.
        let page = read(format!("{row}\nalone\n{row}").as_bytes());
        assert_eq!((page.rows.len(), page.resume_key), (1, None));
    }

    #[test]
    fn a_row_is_read_however_long_or_odd_its_key_is() {
        let end = format!("text/html 200 {DIGEST} 6566");
        let long = format!("example,acme)/\"data:image/jpeg;base64,{}", "/9j/4aaq".repeat(500));
        let text = format!(
            "{long} 20140408191500 https://acme.example/a {end}\n\
             example,acme)/ 20140408191501 https://acme.example:443/b%22data:image/jpeg;base64,/9j/4 {end}\n\
             example,acme)/ 20140408191502 http://www.acme.example:80/ {end}\n"
        );
        let page = read(text.as_bytes());
        assert_eq!((page.rows.len(), page.bad), (3, 0), "{page:?}");
        assert_eq!(page.rows[2].url.as_str(), "http://www.acme.example/");
    }

    #[test]
    fn a_revisit_has_no_status_a_length_may_be_missing_and_a_line_may_come_twice() {
        let revisit =
            line("20140409210000", "http://acme.example/a", &format!("warc/revisit - {DIGEST} 397"));
        let twice = line("20140410210000", "http://acme.example/a", &format!("text/html 200 {DIGEST} -"));
        let page = read(format!("{revisit}{twice}{twice}").as_bytes());
        assert_eq!((page.rows.len(), page.bad), (2, 0));
        assert_eq!((page.rows[0].status, &page.rows[0].mimetype), (None, &None));
    }

    #[test]
    fn the_key_that_goes_on_stands_behind_an_empty_row() {
        let key = "example%2Cacme%29%2Fa+20140409090000%21";
        let text = line("20140408191500", "http://acme.example/a", &format!("text/html 200 {DIGEST} 417"));
        assert_eq!(read(format!("{text}\n{key}\n").as_bytes()).resume_key.as_deref(), Some(key));
        let json =
            format!(r#"[["timestamp","original"],["20140408191500","http://acme.example/a"],[],["{key}"]]"#);
        let page = read(json.as_bytes());
        assert_eq!((page.rows.len(), page.resume_key.as_deref()), (1, Some(key)));
        assert_eq!(read(b"[]"), Page::default());
        assert_eq!(read(b""), Page::default());
    }

    proptest! {
        #[test]
        fn anything_is_read(body in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&body);
        }

        #[test]
        fn no_row_has_a_time_that_the_calendar_has_not(digits in "[0-9]{14}") {
            let text = line(&digits, "http://acme.example/a", "text/html 200 - -");
            prop_assert_eq!(read(text.as_bytes()).rows.len(), usize::from(time(&digits).is_some()));
        }
    }
}
