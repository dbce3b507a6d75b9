//! Files of others: their captures come in once, with their own times, whatever the order and whoever wrote them.

use std::io::Write;
use std::path::PathBuf;

use flate2::write::GzEncoder;

use crate::bench::{Folder, stderr, stdout};

const SEED: &str = r#"
slug = "acme"
name = "Acme"
domain = "acme.example"

[[source]]
kind = "blog"
url = "https://acme.example/feed.xml"
"#;

/// The seed of the incident.
pub const HEARTBLEED: &str = r#"slug = "heartbleed"
name = "Heartbleed"
ids = ["CVE-2014-0160"]

[[event]]
kind = "public"
time = "2014-04-07T17:27Z"
label = "advisory"
citation = "https://openssl.example/advisory"
anchor = true
"#;

/// The address of a post.
pub const POST: &str = "https://acme.example/blog/we-are-patched";

/// A WARC file in the making.
#[derive(Default)]
pub struct Warc(pub Vec<u8>);

impl Warc {
    /// With a record of that kind.
    pub fn record(mut self, kind: &str, id: &str, date: &str, uri: &str, fields: &str, block: &str) -> Self {
        let mut gzip = GzEncoder::new(&mut self.0, flate2::Compression::fast());
        write!(
            gzip,
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:test:{id}>\r\nWARC-Date: {date}\r\n\
             WARC-Target-URI: {uri}\r\n{fields}Content-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
        .unwrap();
        gzip.finish().unwrap();
        self
    }

    /// With the capture of a page.
    pub fn page(self, id: &str, date: &str, uri: &str, text: &str) -> Self {
        self.record("response", id, date, uri, "", &page(text))
    }

    fn revisit(self, id: &str, date: &str, of: &str) -> Self {
        let fields = format!("WARC-Refers-To: <urn:test:{of}>\r\n");
        self.record("revisit", id, date, POST, &fields, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    }
}

fn page(text: &str) -> String {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>We are patched</title></head><body><main><article>\
         <h1>We are patched</h1><p>By Ada Park, Chief Security Officer</p><p>{text} All of our load balancers ran a \
         version that was vulnerable, and we patched them within five hours of the announcement.</p>\
         <p>We ask all customers to change their passwords and to sign in again.</p></article></main></body></html>"
    );
    let (start, end) = html.split_at(html.len() / 2);
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n\
         {:x}\r\n{start}\r\n{:x}\r\n{end}\r\n0\r\n\r\n",
        start.len(),
        end.len()
    )
}

/// The captures of April 2014, the newest first, with a revisit before what it stands for, a damaged record and one
/// that belongs to nobody.
fn april() -> Vec<u8> {
    let mut file = Warc::default()
        .revisit("again", "2014-04-10T12:00:00Z", "first")
        .page("edited", "2014-04-09T12:00:00Z", POST, "Our certificates are replaced.")
        .0;
    let sound = file.len();
    file.extend(Warc::default().page("lost", "2014-04-09T13:00:00Z", POST, "Nobody will read this.").0);
    let middle = sound + (file.len() - sound) / 2;
    file[middle..middle + 20].fill(0);
    file.extend(
        Warc::default()
            .page("first", "2014-04-08T19:15:00Z", POST, "Heartbleed, CVE-2014-0160, concerned us.")
            .page("other", "2014-04-08T20:00:00Z", "https://elsewhere.example/2014/04/08/x", "Not ours.")
            .record("response", "gone", "2014-04-12T00:00:00Z", POST, "", "HTTP/1.1 404 Not Found\r\n\r\n")
            .0,
    );
    file
}

/// A data directory with the seed of one provider.
pub struct Place {
    /// The directory.
    pub folder: Folder,
    seeds: String,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        let folder = Folder::new();
        folder.file("seeds/providers/acme.toml", SEED);
        let seeds = folder.path().join("seeds").display().to_string();
        Self { folder, seeds }
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports a file; what the program says of it.
    pub fn import(&self, path: &std::path::Path, code: i32) -> serde_json::Value {
        let path = path.display().to_string();
        let output = self.folder.trail(&["import", &path, "--seeds", &self.seeds, "--format", "json"]);
        assert_eq!(output.status.code(), Some(code), "{}{}", stdout(&output), stderr(&output));
        serde_json::from_str(&stdout(&output)).unwrap()
    }

    /// What a question is answered, as CSV.
    pub fn rows(&self, sql: &str) -> String {
        stdout(&self.folder.trail(&["sql", sql, "--format", "csv"]))
    }
}

const REVISIONS: &str = "select r.number, to_char(r.first_seen_at at time zone 'UTC', 'DD HH24') as seen, \
                         to_char(r.last_not_seen_at at time zone 'UTC', 'DD HH24') as not_seen, r.last_not_seen_by, \
                         k.made_by from revisions r join captures k on k.id = r.capture_id order by r.number";

const LOOKS: &str = "select to_char(looked_at at time zone 'UTC', 'DD HH24') as at, outcome, complete, made_by \
                     from observations order by looked_at";

#[test]
fn captures_of_others_come_in_with_their_own_times_and_in_their_order() {
    let place = Place::new();
    let file = place.file("april.warc.gz", &april());
    let told = place.import(&file, 1);
    assert_eq!(
        (&told["captures"], &told["damaged"], &told["without_original"]),
        (&4.into(), &1.into(), &0.into()),
        "{told}"
    );
    assert_eq!(told["no_provider"], serde_json::json!({"elsewhere.example": 1}));
    assert_eq!(told["read"], serde_json::json!({"acme": 4}));
    let revisions = "number,seen,not_seen,last_not_seen_by,made_by\n1,08 19,,,warc\n2,09 12,08 19,warc,warc\n\
                     3,10 12,09 12,warc,warc\n";
    assert_eq!(
        place.rows(REVISIONS).replace("\r\n", "\n"),
        revisions,
        "the revisit says the first words again"
    );
    let looks = "at,outcome,complete,made_by\n08 19,answered,t,warc\n09 12,answered,t,warc\n10 12,unchanged,t,warc\n\
                 12 00,missing,t,warc\n";
    assert_eq!(place.rows(LOOKS).replace("\r\n", "\n"), looks);
    let again = place.import(&file, 1);
    assert_eq!((&again["captures"], &again["held"]), (&0.into(), &4.into()), "{again}");
    assert_eq!(
        place.rows(REVISIONS).replace("\r\n", "\n"),
        revisions,
        "the same file twice is the same rows"
    );
    let verified = place.folder.trail(&["verify"]);
    assert!(verified.status.success(), "{}", stdout(&verified));
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap();
    let table = formats.split("## The JSON of `trail import`").nth(1).unwrap();
    for key in told.as_object().unwrap().keys() {
        assert!(table.contains(&format!("`{key}`")), "docs/FORMATS.md explains `{key}`");
    }
}

#[test]
fn what_is_older_and_comes_later_takes_its_place_before_what_is_known() {
    let place = Place::new();
    let newer =
        Warc::default().page("new", "2014-04-20T00:00:00Z", POST, "This is the last that we say of it.");
    place.import(&place.file("newer.warc.gz", &newer.0), 0);
    assert!(place.rows(REVISIONS).contains("1,20 00,,,warc"));
    place.import(&place.file("april.warc.gz", &april()), 1);
    let numbers = "select string_agg(r.number || ' ' || extract(day from r.first_seen_at at time zone 'UTC'), ',' \
                   order by r.number) as all from revisions r";
    assert!(place.rows(numbers).contains("1 8,2 9,3 10,4 20"), "{}", place.rows(numbers));
    let changed = "select string_agg(distinct cause, ',') || ' changed what was known' as told from reader_changes \
                   where source_table = 'revisions' and before is not null";
    assert!(place.rows(changed).contains("captures changed what was known"), "{}", place.rows(changed));
    assert!(!place.rows(changed).contains("rules"), "no change of the rules");
    let checked = place.folder.trail(&["rebuild", "--check"]);
    assert!(checked.status.success(), "{}{}", stdout(&checked), stderr(&checked));
    let again = place.folder.trail(&["reextract", "--all"]);
    assert!(again.status.success(), "{}{}", stdout(&again), stderr(&again));
    let checked = place.folder.trail(&["rebuild", "--check"]);
    assert!(checked.status.success(), "{}{}", stdout(&checked), stderr(&checked));
}

#[test]
fn a_capture_whose_head_ends_with_bare_line_feeds_comes_in_with_the_whole_of_its_body() {
    let place = Place::new();
    let html = "<!doctype html><html lang=\"en\"><head><title>We are patched</title></head><body><main><article>\
         <h1>We are patched</h1><p>Heartbleed concerned our load balancers until this morning, when all of them were \
         patched.</p>\r\n\r\n<p>We ask all customers to change their passwords and to sign in again.</p></article>\
         </main></body></html>";
    let block = format!("HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n{html}");
    let file = Warc::default().record("response", "bare", "2014-04-08T19:15:00Z", POST, "", &block);
    let told = place.import(&place.file("bare.warc.gz", &file.0), 0);
    assert_eq!(told["captures"], 1, "{told}");
    let revisions = place.rows("select title, text from revisions");
    for words in ["concerned our load balancers", "change their passwords"] {
        assert!(revisions.contains(words), "{revisions}");
    }
    let digest = "select payload_digest from captures";
    let whole = model::Sha1Digest::of(html.as_bytes()).to_string();
    assert!(place.rows(digest).contains(&whole), "{} and not {whole}", place.rows(digest));
}

#[test]
fn a_wacz_file_is_read_in_place_and_a_packed_one_too() {
    let place = Place::new();
    for (number, method) in
        [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated].iter().enumerate()
    {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut zip = zip::ZipWriter::new(&mut bytes);
        let options = zip::write::SimpleFileOptions::default().compression_method(*method);
        zip.start_file("pages/pages.jsonl", options).unwrap();
        zip.write_all(b"{}").unwrap();
        zip.start_file("archive/data.warc.gz", options).unwrap();
        let id = format!("page-{number}");
        let date = format!("2014-04-0{}T00:00:00Z", number + 8);
        zip.write_all(&Warc::default().page(&id, &date, POST, &format!("Said {number} times.")).0).unwrap();
        zip.finish().unwrap();
        let told = place.import(&place.file(&format!("{number}.wacz"), &bytes.into_inner()), 0);
        assert_eq!(told["captures"], 1, "{told}");
    }
    assert_eq!(place.rows(REVISIONS).matches("wacz").count(), 3, "{}", place.rows(REVISIONS));
    let left = std::fs::read_dir(place.folder.path()).unwrap().flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with("import-")));
}

#[test]
fn an_import_with_a_mistaken_incident_brings_the_captures_in_and_says_which_seed_is_to_be_mended() {
    let place = Place::new();
    place.folder.file("seeds/incidents/heartbleed.toml", &HEARTBLEED.replace("Heartbleed\"", "Heartbleed"));
    let file = Warc::default().page(
        "first",
        "2014-04-08T19:15:00Z",
        POST,
        "Heartbleed, CVE-2014-0160, concerned us.",
    );
    let file = place.file("first.warc.gz", &file.0);
    let output = place.folder.trail(&[
        "import",
        &file.display().to_string(),
        "--seeds",
        &place.seeds,
        "--format",
        "json",
    ]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in ["incidents/heartbleed.toml:2", "trail seeds check", "import the same files again"] {
        assert!(said.contains(words), "{said}");
    }
    let told: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(told["captures"], 1, "the captures are in");
    assert!(told["seeds_left_out"][0].as_str().unwrap().contains("heartbleed.toml:2"), "{told}");
    // The seed is mended, and the same files come in again.
    place.folder.file("seeds/incidents/heartbleed.toml", HEARTBLEED);
    let told = place.import(&file, 0);
    assert_eq!(
        (&told["captures"], &told["held"], &told["seeds_left_out"]),
        (&0.into(), &1.into(), &serde_json::json!([]))
    );
    assert!(place.rows("select provider, incident from trail").contains("acme,heartbleed"));
}

/// A feed with an entry of before, and with these.
fn feed(entries: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\
         <title>Acme</title><link>https://acme.example/</link>{entries}<item><title>Spring cleaning</title>\
         <link>https://acme.example/blog/spring-cleaning</link><pubDate>Tue, 01 Apr 2014 10:00:00 GMT</pubDate></item>\
         </channel></rss>"
    )
}

#[test]
fn the_looks_at_a_feed_bound_a_first_word_whose_page_was_captured_only_later() {
    let place = Place::new();
    place.folder.file("seeds/incidents/heartbleed.toml", HEARTBLEED);
    let entry = format!(
        "<item><title>Heartbleed: we are patched</title><link>{POST}</link><pubDate>Tue, 08 Apr 2014 10:00:00 GMT</pubDate></item>"
    );
    let address = "https://acme.example/feed.xml";
    let file = Warc::default()
        .page("page", "2014-04-10T12:00:00Z", POST, "Heartbleed, CVE-2014-0160, concerned us.")
        .record("response", "later", "2014-04-08T20:00:00Z", address, "", &feed(&entry))
        .record("response", "before", "2014-04-07T20:27:00Z", address, "", &feed(""));
    place.import(&place.file("april.warc.gz", &file.0), 0);
    let words = "select censored, observed_hours_low, observed_hours_high, communications, entries from research.first_words";
    assert_eq!(place.rows(words).replace("\r\n", "\n").lines().nth(1), Some("none,3.00,26.55,1,0"));
    let times = "select hours_low, hours_high, censored from research.response_times
                  where measure = 'first-word' and basis = 'observed' and anchor = 'public'";
    assert_eq!(place.rows(times).replace("\r\n", "\n").lines().nth(1), Some("3.00,26.55,none"));
    // Without the look before it may be of any age.
    let place = Place::new();
    place.folder.file("seeds/incidents/heartbleed.toml", HEARTBLEED);
    let file = Warc::default()
        .page("page", "2014-04-10T12:00:00Z", POST, "Heartbleed, CVE-2014-0160, concerned us.")
        .record("response", "later", "2014-04-08T20:00:00Z", address, "", &feed(&entry));
    place.import(&place.file("april.warc.gz", &file.0), 0);
    assert_eq!(place.rows(words).replace("\r\n", "\n").lines().nth(1), Some("left,,26.55,1,0"));
}
