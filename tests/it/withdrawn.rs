//! The report tells what was taken away again and what was dated anew, each from the record that shows it.

use crate::bench::stdout;
use crate::import::{HEARTBLEED, POST, Place, Warc};

/// The page with that time of publication.
fn page(published: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<!doctype html><html lang=\"en\"><head>\
         <title>Heartbleed and us</title><meta property=\"article:published_time\" content=\"{published}\"></head><body><main><article>\
         <h1>Heartbleed and us</h1><p>Heartbleed, CVE-2014-0160, concerned all of our load balancers, and we patched them within five \
         hours of the announcement.</p><p>We ask all customers to change their passwords and to sign in again.</p></article></main>\
         </body></html>"
    )
}

#[test]
fn a_report_says_who_took_a_post_down_and_who_moved_its_date() {
    let place = Place::new();
    place.folder.file("seeds/incidents/heartbleed.toml", HEARTBLEED);
    let answer =
        |file: Warc, id: &str, date: &str, block: &str| file.record("response", id, date, POST, "", block);
    let mut file =
        answer(Warc::default(), "first", "2014-04-10T19:15:00Z", &page("2014-04-10T10:00:00+00:00"));
    file = answer(file, "moved", "2014-04-11T12:00:00Z", &page("2014-04-08T10:00:00+00:00"));
    file = answer(file, "failed", "2014-04-12T00:00:00Z", "HTTP/1.1 500 Internal Server Error\r\n\r\n");
    file = answer(file, "gone", "2014-04-13T00:00:00Z", "HTTP/1.1 404 Not Found\r\n\r\n");
    place.import(&place.file("april.warc.gz", &file.0), 0);

    let report = |format: &str| stdout(&place.folder.trail(&["report", "heartbleed", "--format", format]));
    let text = report("text");
    for remark in ["taken down", "publication moved"] {
        assert!(text.contains(remark), "{text}");
    }
    let page = report("html");
    let part = page.split("<section id=\"withdrawn\"").nth(1).unwrap().split("</section>").next().unwrap();
    for words in [
        "post taken down",
        "date of publication moved",
        "2014-04-11 12:00",
        "2014-04-13 00:00",
        "concerned all of our",
    ] {
        assert!(part.contains(words), "{words}: {part}");
    }

    let sheet = report("csv");
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let of = |part: &str| -> Vec<String> {
        let at = |name: &str| header.iter().position(|it| it == name).unwrap();
        let row =
            rows.iter().find(|row| &row[at("part")] == part).unwrap_or_else(|| panic!("{part}: {sheet}"));
        ["value", "evidence", "last_seen_at", "gone_at", "record_id", "quote"]
            .map(|name| row[at(name)].to_owned())
            .to_vec()
    };
    let removed = of("removed");
    assert_eq!(
        removed[..4],
        ["not-found", "back-filled", "2014-04-11T12:00:00+00:00", "2014-04-13T00:00:00+00:00"]
    );
    let dated = of("re-dated");
    assert_eq!(dated[..4], ["another-time", "back-filled", "", "2014-04-11T12:00:00+00:00"]);
    assert_eq!(dated[5], "2014-04-10T10:00:00+00:00 → 2014-04-08T10:00:00+00:00");
    // Each leads to the capture that shows it.
    for (row, made_as) in [(removed, "gone"), (dated, "moved")] {
        let sql = format!("select made_as from captures where 'urn:uuid:' || record_id = '{}'", row[4]);
        assert!(place.rows(&sql).contains(&format!("urn:test:{made_as}")), "{}", place.rows(&sql));
    }
}
