//! The indexes of Common Crawl: one for each crawl, in pages of lines of JSON in the dialect of pywb.

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc, Weekday};
use serde::Deserialize;
use store::OpenQuestion;
use url::Url;

use super::archives::{Named, Place, reach};
use super::cdx::{self, Row};

/// Pages of one index that are asked for at most, whatever it says.
const MOST_PAGES: u32 = 10_000;

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

/// Parts of the index of one crawl, in the order in which they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// How many pages it has for the question.
    Count,
    /// A page, from 0, and how many there are.
    Page(u32, u32),
    /// All of it in one answer, where it does not say how many pages it has.
    Whole,
}

/// Where a question stands: the crawl and the part of its index that are asked for next, and the crawls that are to come.
/// Its form in the database is `CRAWL#PAGE/PAGES NEXT ...`; without `#` the number of pages is not known yet.
#[derive(Debug, PartialEq, Eq)]
struct Standing<'a> {
    crawl: &'a str,
    part: Part,
    to_come: Option<&'a str>,
}

impl<'a> Standing<'a> {
    fn read(key: &'a str) -> Self {
        let (first, to_come) = key.split_once(' ').map_or((key, None), |(first, rest)| (first, Some(rest)));
        let (crawl, part) = first.split_once('#').unwrap_or((first, ""));
        let page = || {
            let (at, of) = part.split_once('/')?;
            Some(Part::Page(at.parse().ok()?, of.parse().ok()?))
        };
        let part = if part.is_empty() { Part::Count } else { page().unwrap_or(Part::Whole) };
        Self { crawl, part, to_come }
    }

    /// The same crawl at another part.
    fn at(&self, part: Part) -> String {
        let part = match part {
            Part::Count => String::new(),
            Part::Page(at, of) => format!("#{at}/{of}"),
            Part::Whole => "#whole".to_owned(),
        };
        let to_come = self.to_come.map(|rest| format!(" {rest}")).unwrap_or_default();
        format!("{}{part}{to_come}", self.crawl)
    }

    /// Where the question stands after an answer to it; `None` where that was the last.
    fn after(&self, body: &[u8]) -> Option<String> {
        let part = match self.part {
            // No line at all is what a crawl says that has nothing, whether it knows of pages or not.
            Part::Count if body.trim_ascii().is_empty() => None,
            Part::Count => match pages(body) {
                Some(0) => None,
                Some(pages) => Some(Part::Page(0, pages)),
                None => Some(Part::Whole),
            },
            Part::Page(at, of) => (at + 1 < of).then_some(Part::Page(at + 1, of)),
            Part::Whole => None,
        };
        part.map_or_else(|| self.to_come.map(str::to_owned), |part| Some(self.at(part)))
    }
}

/// How many pages an index says that it has: as a number, or as an object with it.
fn pages(body: &[u8]) -> Option<u32> {
    let said: serde_json::Value = serde_json::from_slice(body).ok()?;
    let pages = said.as_u64().or_else(|| said.get("pages")?.as_u64())?;
    Some(u32::try_from(pages).unwrap_or(MOST_PAGES).min(MOST_PAGES))
}

/// The address of what is asked next for a question: the list of crawls, how many pages the index of one has, or a page.
///
/// # Errors
/// When the address cannot be put together.
pub fn index(question: &OpenQuestion, base: &Url, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Url> {
    let Some(key) = question.resume_key.as_deref() else { return Ok(base.join("collinfo.json")?) };
    let standing = Standing::read(key);
    let mut url = base.join(&format!("{}-index", standing.crawl))?;
    let asked = if question.prefix { format!("{}*", question.url) } else { question.url.clone() };
    let mut query = url.query_pairs_mut();
    query.append_pair("url", &asked).append_pair("output", "json");
    query.append_pair("from", &cdx::stamp(from)).append_pair("to", &cdx::stamp(to));
    match standing.part {
        Part::Count => {
            query.append_pair("showNumPages", "true");
        }
        Part::Page(at, _) => {
            query.append_pair("page", &at.to_string());
        }
        Part::Whole => {}
    }
    drop(query);
    Ok(url)
}

/// Reads the list of crawls, where none is asked for yet, and else a part of the index of one. What goes on is the
/// next part, and the crawls that are still to be asked.
pub fn named(
    question: &OpenQuestion,
    body: &[u8],
    data: &Url,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Named {
    let Some(key) = question.resume_key.as_deref() else {
        let all: Vec<Collection> = serde_json::from_slice(body).unwrap_or_default();
        let asked: Vec<String> =
            all.into_iter().map(|it| it.id).filter(|id| overlaps(id, from, to)).collect();
        return Named { resume_key: (!asked.is_empty()).then(|| asked.join(" ")), ..Named::default() };
    };
    let standing = Standing::read(key);
    let mut named = Named { resume_key: standing.after(body), ..Named::default() };
    if standing.part == Part::Count {
        return named;
    }
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

    /// What is asked for while these are the answers, one after the other, from where a question stands.
    fn ways(key: &str, answers: &[&str]) -> Vec<String> {
        let base = Url::parse("https://index.test/").unwrap();
        let (mut asked, mut key) = (Vec::new(), Some(key.to_owned()));
        for answer in answers {
            let now = DateTime::UNIX_EPOCH;
            let url = index(&question(key.as_deref()), &base, now, now).unwrap();
            let part = url.query_pairs().find(|(name, _)| name == "page" || name == "showNumPages");
            let part = part.map(|(name, value)| format!(" {name}={value}")).unwrap_or_default();
            asked.push(format!("{}{part}", url.path().trim_start_matches('/')));
            key = read_all(key.as_deref(), answer).resume_key;
        }
        assert_eq!(key, None, "all was asked");
        asked
    }

    #[test]
    fn all_pages_of_an_index_are_asked_for_before_the_next_crawl() {
        let (count, second) = ("A-index showNumPages=true", "B-index showNumPages=true");
        assert_eq!(
            ways("A B", &[r#"{"pages": 2, "pageSize": 5, "blocks": 7}"#, "", "", "1\n", ""]),
            [count, "A-index page=0", "A-index page=1", second, "B-index page=0"]
        );
        assert_eq!(ways("A B", &[r#"{"pages": 0}"#, ""]), [count, second]);
    }

    #[test]
    fn an_index_that_knows_of_no_pages_is_asked_once() {
        let line = r#"{"urlkey":"example,acme)/","timestamp":"20140416120000","url":"http://acme.example/"}"#;
        let asked = ["A-index showNumPages=true", "A-index"];
        assert_eq!(ways("A", &[&format!("{line}\n{line}\n"), ""]), asked);
        assert_eq!(ways("A", &["<p>What?</p>", ""]), asked);
    }

    #[test]
    fn a_line_names_a_part_of_a_file_and_a_bad_one_is_counted() {
        let line = r#"{"urlkey":"example,acme)/","timestamp":"20140416120000","url":"http://acme.example/","mime":"text/html",
            "status":"200","digest":"EBWZW6DNCJK2PU2DYX2JX2SWD6NQMUXK","length":"417","offset":"99","filename":"crawl/a.warc.gz"}"#
            .replace('\n', "");
        let page = read_all(Some("CC-MAIN-2014-15#0/1"), &format!("{line}\n{{\"error\":\"x\"}}\nnonsense\n"));
        assert_eq!((page.rows.len(), page.bad), (1, 2));
        assert_eq!(
            page.rows[0].1,
            Place { url: "https://data.test/crawl/a.warc.gz".into(), range: Some((99, 417)) }
        );
    }
}
