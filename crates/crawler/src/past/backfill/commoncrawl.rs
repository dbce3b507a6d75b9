//! The indexes of Common Crawl: one for each crawl, lines of JSON in the dialect of pywb.

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use serde::Deserialize;
use store::OpenQuestion;
use url::Url;

use super::archives::{Named, Place, reach};
use super::cdx::{self, Row};

/// A line of an index.
#[derive(Deserialize)]
struct Line {
    url: String,
    timestamp: String,
    mime: Option<String>,
    status: Option<String>,
    digest: Option<String>,
    length: String,
    offset: String,
    filename: String,
}

/// A line of `collinfo.json`.
#[derive(Deserialize)]
struct Collection {
    id: String,
}

/// Reads the list of crawls, where none is asked for yet, and else a page of the index of one. What goes on is the
/// names of the crawls that are still to be asked.
pub fn named(
    question: &OpenQuestion,
    body: &[u8],
    data: &Url,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Named {
    let Some(collections) = question.resume_key.as_deref() else {
        let all: Vec<Collection> = serde_json::from_slice(body).unwrap_or_default();
        let asked: Vec<String> =
            all.into_iter().map(|it| it.id).filter(|id| overlaps(id, from, to)).collect();
        return Named { resume_key: (!asked.is_empty()).then(|| asked.join(" ")), ..Named::default() };
    };
    let mut named = Named {
        resume_key: collections.split_once(' ').map(|(_, rest)| rest.to_owned()),
        ..Named::default()
    };
    for line in String::from_utf8_lossy(body).lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str::<Line>(line).ok().and_then(|line| read(line, data)) {
            Some(row) => named.rows.push(row),
            None => named.bad += 1,
        }
    }
    named
}

fn read(line: Line, data: &Url) -> Option<(Row, Place)> {
    let range = (line.offset.parse().ok()?, line.length.parse().ok()?);
    let row = Row {
        at: cdx::time(&line.timestamp)?,
        stamp: line.timestamp,
        url: cdx::address(&line.url)?,
        mimetype: line.mime,
        status: line.status.and_then(|status| status.parse().ok()),
        digest: line.digest,
    };
    Some((row, Place { url: data.join(&line.filename).ok()?.into(), range: Some(range) }))
}

/// Whether a crawl may have captures from that time: it is named by the week in which it was published, such as
/// `CC-MAIN-2014-15`. One whose name says nothing is asked.
fn overlaps(id: &str, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
    let mut parts = id.rsplit('-');
    let week = parts.next().and_then(|week| week.parse().ok());
    let year = parts.next().and_then(|year| year.parse().ok());
    let Some(day) =
        year.zip(week).and_then(|(year, week)| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon))
    else {
        return true;
    };
    from.date_naive() <= day + reach() && to.date_naive() >= day - reach()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(resume_key: Option<&str>) -> OpenQuestion {
        OpenQuestion {
            id: 1,
            url: "acme.example/".into(),
            prefix: true,
            resume_key: resume_key.map(str::to_owned),
        }
    }

    fn read_all(resume_key: Option<&str>, body: &str) -> Named {
        let time = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let data = Url::parse("https://data.test/").unwrap();
        let (from, to) = (time("2014-04-01T00:00:00Z"), time("2014-05-01T00:00:00Z"));
        named(&question(resume_key), body.as_bytes(), &data, from, to)
    }

    #[test]
    fn the_crawls_of_the_time_are_asked_one_after_the_other() {
        let list = r#"[{"id":"CC-MAIN-2026-30"},{"id":"CC-MAIN-2014-23"},{"id":"CC-MAIN-2014-15"},{"id":"CC-MAIN-2013-20"}]"#;
        let first = read_all(None, list);
        assert_eq!(first.resume_key.as_deref(), Some("CC-MAIN-2014-23 CC-MAIN-2014-15"));
        assert_eq!(read_all(first.resume_key.as_deref(), "").resume_key.as_deref(), Some("CC-MAIN-2014-15"));
        assert_eq!(read_all(Some("CC-MAIN-2014-15"), "").resume_key, None);
    }

    #[test]
    fn a_line_names_a_part_of_a_file_and_a_bad_one_is_counted() {
        let line = r#"{"urlkey":"example,acme)/","timestamp":"20140416120000","url":"http://acme.example/","mime":"text/html",
            "status":"200","digest":"EBWZW6DNCJK2PU2DYX2JX2SWD6NQMUXK","length":"417","offset":"99","filename":"crawl/a.warc.gz"}"#
            .replace('\n', "");
        let page = read_all(Some("CC-MAIN-2014-15"), &format!("{line}\n{{\"error\":\"x\"}}\nnonsense\n"));
        assert_eq!((page.rows.len(), page.bad), (1, 2));
        assert_eq!(
            page.rows[0].1,
            Place { url: "https://data.test/crawl/a.warc.gz".into(), range: Some((99, 417)) }
        );
    }
}
