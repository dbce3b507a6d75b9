//! A stand-in for the Wayback Machine: its index with resume keys and odd rows, its replay, its limits.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use flate2::write::GzEncoder;
use model::Sha1Digest;
use url::Url;

/// Rows of a page of the index.
const PAGE: usize = 4;

/// Part of the address of a site that is never given out.
const EXCLUDED: &str = "excluded.example";

/// Every so many requests the archive says 429.
const TOO_MANY: usize = 5;

/// Rows as they are found in the index: impossible times, addresses that are none.
const ODD: [[&str; 3]; 5] = [
    ["20140012170449", "http://acme.example/blog/x", "text/html"],
    ["20140400241623", "http://acme.example/blog/x", "text/html"],
    ["20140418140810", "http://mailto:somebody@acme.example/", "unk"],
    ["20140418005903", "some/not/even/url/thing", "text/html"],
    ["20140418005903", "http://acme.example/blog/a b", "text/html"],
];

/// A capture that the archive has.
#[derive(Clone)]
pub struct Captured {
    url: String,
    stamp: String,
    status: u16,
    kind: String,
    body: Vec<u8>,
    encoding: Option<&'static str>,
    location: Option<String>,
    revisit: bool,
    /// Answers with it that are still to break off in the middle.
    cuts: Arc<AtomicUsize>,
}

impl Captured {
    pub fn page(url: &str, stamp: &str, body: &str) -> Self {
        Self {
            url: url.to_owned(),
            stamp: stamp.to_owned(),
            status: 200,
            kind: "text/html".to_owned(),
            body: body.as_bytes().to_vec(),
            encoding: None,
            location: None,
            revisit: false,
            cuts: Arc::default(),
        }
    }

    pub fn redirect(url: &str, stamp: &str, to: &str) -> Self {
        Self { location: Some(to.to_owned()), ..Self::page(url, stamp, "").status(301) }
    }

    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub fn kind(self, kind: &str) -> Self {
        Self { kind: kind.to_owned(), ..self }
    }

    pub fn revisit(self) -> Self {
        Self { revisit: true, ..self }
    }

    /// Breaks off in the middle so many times, and is whole then.
    pub fn cut_off(self, times: usize) -> Self {
        Self { cuts: Arc::new(AtomicUsize::new(times)), ..self }
    }

    pub fn gzip(self) -> Self {
        let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&self.body).unwrap();
        Self { body: gzip.finish().unwrap(), encoding: Some("gzip"), ..self }
    }

    fn row(&self) -> [String; 7] {
        let digest = Sha1Digest::of(&self.body).to_string().trim_start_matches("sha1:").to_owned();
        let (kind, status) = match self.revisit {
            true => ("warc/revisit".to_owned(), "-".to_owned()),
            false => (self.kind.clone(), self.status.to_string()),
        };
        let key = format!("example,acme){}", Url::parse(&self.url).unwrap().path());
        [key, self.stamp.clone(), self.url.clone(), kind, status, digest, "-".to_owned()]
    }
}

/// The archive, for as long as the test runs.
pub struct Wayback {
    port: u16,
    inner: Arc<Inner>,
}

struct Inner {
    captures: Vec<Captured>,
    asked: AtomicUsize,
    excludes: AtomicBool,
}

impl Wayback {
    pub fn start(captures: Vec<Captured>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner =
            Arc::new(Inner { captures, asked: AtomicUsize::new(0), excludes: AtomicBool::new(false) });
        let shared = Arc::clone(&inner);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.serve(stream));
            }
        });
        Self { port, inner }
    }

    /// Gives nothing out.
    pub fn excluding(self) -> Self {
        self.inner.excludes.store(true, Ordering::SeqCst);
        self
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Requests so far.
    pub fn asked(&self) -> usize {
        self.inner.asked.load(Ordering::SeqCst)
    }
}

type Fields = Vec<(&'static str, String)>;

impl Inner {
    fn serve(&self, mut stream: TcpStream) {
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let Some(Ok(first)) = lines.next() else { return };
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let (status, fields, body) = match number % TOO_MANY {
            0 => (429, vec![("Retry-After", "0".to_owned())], b"Too Many Requests".to_vec()),
            _ if path.starts_with("/cdx/") => self.index(&path),
            _ => self.replay(&path),
        };
        let mut head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n");
        if fields.iter().all(|(name, _)| *name != "Content-Length") {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        for (name, value) in fields {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let _ = stream.write_all(format!("{head}\r\n").as_bytes()).and_then(|()| stream.write_all(&body));
    }

    fn index(&self, path: &str) -> (u16, Fields, Vec<u8>) {
        if self.excludes.load(Ordering::SeqCst) || path.contains(EXCLUDED) {
            let error = "AdministrativeAccessControlException: excluded".to_owned();
            return (403, vec![("X-Archive-Wayback-Runtime-Error", error)], Vec::new());
        }
        let url = Url::parse(&format!("http://x{path}")).unwrap();
        let value =
            |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let (asked, from, to) = (value("url").unwrap(), value("from").unwrap(), value("to").unwrap());
        let prefix = value("matchType").as_deref() == Some("prefix");
        let mut rows: Vec<[String; 7]> = self.captures.iter().map(Captured::row).collect();
        rows.retain(|row| row[1] >= from && row[1] <= to);
        rows.retain(|row| if prefix { row[2].starts_with(&asked) } else { row[2] == asked });
        rows.sort();
        let odd = prefix && value("resumeKey").is_none();
        let after: usize =
            value("resumeKey").map_or(0, |key| key.trim_start_matches("row%20").parse().unwrap());
        let mut lines: Vec<Vec<String>> = vec![
            ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
                .map(str::to_owned)
                .to_vec(),
        ];
        if odd {
            for [stamp, original, kind] in ODD {
                lines.push(["x", stamp, original, kind, "200", "-", "-"].map(str::to_owned).to_vec());
            }
        }
        let more = rows.len() > after + PAGE;
        for row in rows.into_iter().skip(after).take(PAGE) {
            lines.push(row.to_vec());
            // The same line twice.
            lines.push(row.to_vec());
        }
        if more {
            lines.push(Vec::new());
            lines.push(vec![format!("row%20{}", after + PAGE)]);
        }
        (200, vec![("Content-Type", "application/json".to_owned())], serde_json::to_vec(&lines).unwrap())
    }

    fn replay(&self, path: &str) -> (u16, Fields, Vec<u8>) {
        let Some((stamp, url)) = path.trim_start_matches("/web/").split_once("id_/") else {
            return (404, Vec::new(), b"no such capture".to_vec());
        };
        let exact = self.captures.iter().find(|it| it.url == url && it.stamp == stamp);
        let Some(it) = exact else {
            // The archive's own way to the nearest capture.
            let nearest = self.captures.iter().find(|it| it.url == url);
            return match nearest {
                None => (404, Vec::new(), b"never archived".to_vec()),
                Some(it) => {
                    let to = format!("/web/{}id_/{}", it.stamp, it.url);
                    let reason = format!("found capture at {}", it.stamp);
                    (302, vec![("Location", to), ("X-Archive-Redirect-Reason", reason)], Vec::new())
                }
            };
        };
        let time = chrono::NaiveDateTime::parse_from_str(&it.stamp, "%Y%m%d%H%M%S").unwrap().and_utc();
        let mut fields = vec![
            ("Memento-Datetime", time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
            ("Content-Type", it.kind.clone()),
            ("X-Archive-Orig-Server", "acme".to_owned()),
        ];
        if let Some(encoding) = it.encoding {
            fields.push(("Content-Encoding", encoding.to_owned()));
            fields.push(("X-Archive-Orig-Content-Encoding", encoding.to_owned()));
        }
        if let Some(to) = &it.location {
            fields.push(("Location", format!("/web/{}id_/{to}", it.stamp)));
        }
        let left = |cuts: usize| cuts.checked_sub(1);
        let is_cut = it.cuts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, left).is_ok();
        let body = if is_cut { &it.body[..it.body.len() / 2] } else { &it.body[..] };
        if is_cut {
            fields.push(("Content-Length", it.body.len().to_string()));
        }
        (it.status, fields, body.to_vec())
    }
}
