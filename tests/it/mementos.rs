//! Archives with TimeMaps (RFC 7089) and Common Crawl, each as a stand-in on loopback that speaks as they do.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use flate2::write::GzEncoder;
use serde_json::Value;

use crate::bench::{Folder, stderr, stdout};

const SEED: &str = r#"
slug = "acme"
name = "Acme"
domain = "acme.example"

[[source]]
kind = "blog"
url = "http://acme.example/blog/"

[[source]]
kind = "page"
url = "http://acme.example/heartbleed"
"#;

const PAGE: &str = "http://acme.example/heartbleed";

/// What is asked for: path and query, and the range of bytes.
struct Asked {
    path: String,
    range: Option<(usize, usize)>,
}

struct Answer {
    status: u16,
    fields: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

fn answer(status: u16, fields: &[(&'static str, &str)], body: impl Into<Vec<u8>>) -> Answer {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Answer { status, fields, body: body.into() }
}

/// A server for as long as the test runs; `answers` is given its own address.
struct Stand {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Stand {
    fn start(answers: impl Fn(&str, &Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://127.0.0.1:{}/", listener.local_addr().unwrap().port());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (own, log) = (base.clone(), Arc::clone(&asked));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let Some(first) = lines.next() else { continue };
                let fields: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let range = fields.iter().find_map(|line| {
                    let (start, end) =
                        line.to_ascii_lowercase().strip_prefix("range: bytes=")?.split_once('-').map(
                            |(start, end)| (start.parse::<usize>().unwrap(), end.parse::<usize>().unwrap()),
                        )?;
                    Some((start, end))
                });
                let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                log.lock().unwrap().push(path.clone());
                let Answer { status, fields, body } = answers(&own, &Asked { path, range });
                let mut head =
                    format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
                for (name, value) in fields {
                    head.push_str(&format!("{name}: {value}\r\n"));
                }
                let _ =
                    stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(&body));
            }
        });
        Self { base, asked }
    }

    fn asked(&self, part: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.contains(part)).count()
    }
}

struct Place {
    folder: Folder,
    seeds: String,
}

impl Place {
    fn new() -> Self {
        let folder = Folder::new();
        folder.file("seeds/providers/acme.toml", SEED);
        let seeds = folder.path().join("seeds").display().to_string();
        Self { folder, seeds }
    }

    /// Back-fills April 2014; what the program says of the provider.
    fn backfill(&self, more: &[&str]) -> Value {
        let mut args = vec!["backfill", "acme", "--from", "2014-04-01", "--to", "2014-05-01"];
        args.extend(["--seeds", &self.seeds, "--allow-private=127.0.0.1/32", "--format", "json"]);
        args.extend(["--index-rate", "600000", "--memento-rate", "600000"]);
        args.extend(more);
        let output = self.folder.trail(&args);
        assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
        let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
        told["providers"][0].clone()
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let output = self.folder.trail(&["sql", sql, "--format", "csv"]);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).lines().skip(1).map(|line| line.trim_end().to_owned()).collect()
    }
}

fn page(text: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Heartbleed and us</title></head><body><main><article>\
         <h1>Heartbleed and us</h1><p>{text} All of our load balancers ran a version that was vulnerable to \
         CVE-2014-0160, and we patched them within five hours of the announcement.</p>\
         <p>We ask all customers to change their passwords and to sign in again.</p></article></main></body></html>"
    )
}

const SEEN: &str = "select to_char(fetched_at at time zone 'UTC', 'MM-DD HH24:MI'), status, made_by from captures order by 1";

/// A TimeMap on two pages, with links of every other kind, one whose time is none, one of another month, and one that
/// the archive replays at another moment.
fn time_map(base: &str, second: bool) -> String {
    let memento =
        |stamp: &str, time: &str| format!("<{base}web/{stamp}/{PAGE}>; rel=\"memento\"; datetime=\"{time}\"");
    let links = match second {
        false => vec![
            format!("<{PAGE}>; rel=\"original\""),
            format!("<{base}web/{PAGE}>; rel=\"timegate\""),
            format!("<{base}timemap/link/{PAGE}>; rel=\"self\"; type=\"application/link-format\""),
            format!(
                "<{base}web/20140408120000/{PAGE}>; rel=\"first memento\"; datetime=\"Tue, 08 Apr 2014 12:00:00 GMT\""
            ),
            memento("20140409120000", "sometime in April"),
            format!("<{base}timemap/2/{PAGE}>; rel=\"timemap next\"; type=\"application/link-format\""),
        ],
        true => vec![
            memento("20140410120000", "Thu, 10 Apr 2014 12:00:00 GMT"),
            memento("20140412120000", "Sat, 12 Apr 2014 12:00:00 GMT"),
            memento("20140601120000", "Sun, 01 Jun 2014 12:00:00 GMT"),
        ],
    };
    links.join(",\n")
}

#[test]
fn an_archive_with_time_maps_gives_its_mementos_with_their_own_times() {
    let stand = Stand::start(|base, asked| {
        let memento = |time: &str, text: &str| {
            answer(200, &[("Memento-Datetime", time), ("Content-Type", "text/html")], page(text))
        };
        let path = asked.path.as_str();
        match path {
            _ if path == format!("/timemap/link/{PAGE}") => answer(200, &[], time_map(base, false)),
            _ if path == format!("/timemap/2/{PAGE}") => answer(200, &[], time_map(base, true)),
            _ if path == format!("/web/20140408120000id_/{PAGE}") => {
                memento("Tue, 08 Apr 2014 12:00:00 GMT", "We look into it.")
            }
            // Asked for the one, the TimeGate leads to the nearest, as those do that have lost it.
            _ if path == format!("/web/20140410120000id_/{PAGE}") => {
                let to = format!("{base}web/20140411120000/{PAGE}");
                answer(302, &[("Location", &to), ("Vary", "accept-datetime")], "")
            }
            _ if path == format!("/web/20140411120000id_/{PAGE}") => {
                memento("Fri, 11 Apr 2014 12:00:00 GMT", "We are patched.")
            }
            // A page of the archive's own.
            _ if path.starts_with("/web/20140412120000") => answer(200, &[], "<p>Sorry.</p>"),
            _ => answer(404, &[], "no such thing"),
        }
    });
    let place = Place::new();
    let archive = format!("memento:{}", stand.base);
    let told = place.backfill(&["--archive", &archive]);
    assert_eq!(
        (&told["brought"], &told["bad_rows"], &told["absent"]),
        (&2.into(), &1.into(), &1.into()),
        "{told}"
    );
    assert_eq!(place.rows(SEEN), ["04-08 12:00,200,memento", "04-11 12:00,200,memento"]);
    let bounds =
        "select number, to_char(last_not_seen_at at time zone 'UTC', 'MM-DD') from revisions order by 1";
    assert_eq!(place.rows(bounds), ["1,", "2,04-08"]);
    assert_eq!(stand.asked("20140601"), 0, "what lies outside the time is not asked for");
    let before = stand.asked("");
    place.backfill(&["--archive", &archive]);
    assert_eq!(stand.asked(""), before, "what is done is not asked for again");
}

/// Records of a crawl, each a gzip member, and the lines of the index that name them.
fn crawl() -> (Vec<u8>, Vec<String>) {
    let (mut file, mut lines) = (b"something that stands before".to_vec(), Vec::new());
    for (stamp, date, text) in [
        ("20140416120000", "2014-04-16T12:00:00Z", "We look into it."),
        ("20140418120000", "2014-04-18T12:00:00Z", "We are patched."),
    ] {
        let body = page(text);
        let block = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let offset = file.len();
        let mut gzip = GzEncoder::new(&mut file, flate2::Compression::fast());
        write!(
            gzip,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:crawl:{stamp}>\r\nWARC-Date: {date}\r\n\
             WARC-Target-URI: {PAGE}\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
        .unwrap();
        gzip.finish().unwrap();
        let length = file.len() - offset;
        lines.push(format!(
            r#"{{"urlkey":"example,acme)/heartbleed","timestamp":"{stamp}","url":"{PAGE}","mime":"text/html","status":"200","digest":"-","length":"{length}","offset":"{offset}","filename":"crawl-data/a.warc.gz"}}"#
        ));
    }
    (file, lines)
}

#[test]
fn common_crawl_gives_parts_of_its_files_from_all_pages_of_its_index() {
    let (file, mut lines) = crawl();
    // A line of another time that cannot be, a message of the server, and one whose record is not where it says.
    lines.push(lines[0].replace("20140416120000", "20140016120000"));
    lines.push(r#"{"message":"No more captures"}"#.to_owned());
    lines.push(
        lines[0].replace("20140416120000", "20140420120000").replace("\"offset\":\"28\"", "\"offset\":\"9\""),
    );
    let stand = Stand::start(move |_, asked| match asked.path.as_str() {
        "/collinfo.json" => answer(
            200,
            &[("Content-Type", "application/json")],
            r#"[{"id":"CC-MAIN-2026-30"},{"id":"CC-MAIN-2014-23"},{"id":"CC-MAIN-2014-15"},{"id":"CC-MAIN-2008-2009"}]"#,
        ),
        path if path.starts_with("/CC-MAIN-2014-15-index?") && path.contains("heartbleed") => {
            let (first, second) = lines.split_at(1);
            match path.rsplit_once('&').unwrap().1 {
                "showNumPages=true" => answer(200, &[], r#"{"pages": 2, "pageSize": 5, "blocks": 9}"#),
                "page=0" => answer(200, &[], first.join("\n")),
                "page=1" => answer(200, &[], second.join("\n")),
                other => answer(400, &[], other),
            }
        }
        // A crawl that has nothing of an address says 404.
        path if path.contains("-index?") => answer(404, &[], r#"{"message":"No Captures found"}"#),
        "/crawl-data/a.warc.gz" => match asked.range {
            Some((start, end)) if end < file.len() => answer(206, &[], &file[start..=end]),
            _ => answer(416, &[], ""),
        },
        _ => answer(404, &[], ""),
    });
    let place = Place::new();
    let told = place.backfill(&["--archive", "commoncrawl", "--archive-url", &stand.base]);
    assert_eq!(
        (&told["brought"], &told["bad_rows"], &told["absent"]),
        (&2.into(), &2.into(), &1.into()),
        "{told}"
    );
    assert_eq!(place.rows(SEEN), ["04-16 12:00,200,commoncrawl", "04-18 12:00,200,commoncrawl"]);
    let from = "select archive_url from captures order by fetched_at";
    assert!(place.rows(from)[0].ends_with("crawl-data/a.warc.gz#28"), "{:?}", place.rows(from));
    assert_eq!(place.rows("select count(*) from revisions"), ["2"]);
    assert_eq!((stand.asked("2026-30"), stand.asked("2014-23") > 0), (0, true), "only crawls of the time");
}
