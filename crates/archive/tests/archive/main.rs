//! What is appended can be read back, and stays whole.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod exchanges;
mod foreign;
mod mending;
mod store;
mod verify;

use archive::{Archive, ArchiveConfig, ArchiveError, OutcomeMetadata, Record, read_segment};
use exchanges::{answered, clock, exchange, hop, response, url, visit};
use model::{
    Capture, CaptureKind, Failure, FailureClass, Known, Outcome, RecordPlace, Response, RobotsVerdict,
    Sha1Digest, Truncation,
};
use proptest::prelude::*;
use tempfile::TempDir;

fn open(folder: &TempDir, max_segment_bytes: u64) -> Archive {
    let config = ArchiveConfig { max_segment_bytes, ..ArchiveConfig::default() };
    Archive::open(folder.path(), config, clock()).unwrap()
}

fn all(archive: &Archive) -> Vec<(RecordPlace, Record)> {
    archive.segments().iter().flat_map(|path| read_segment(path).unwrap()).map(Result::unwrap).collect()
}

fn kinds(records: &[(RecordPlace, Record)]) -> Vec<&str> {
    records.iter().map(|(_, record)| record.kind()).collect()
}

fn known_of(capture: &Capture) -> Known {
    Known {
        capture_id: 7,
        record_id: capture.place.as_ref().unwrap().record_id.clone(),
        target_uri: capture.url().to_string(),
        fetched_at: capture.fetched_at(),
        payload_digest: capture.payload_digest.unwrap(),
    }
}

const ADDRESS: &str = "https://acme.test/post?id=1";

#[test]
fn no_file_is_made_before_the_first_append() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    assert!(archive.segments().is_empty());
    archive.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap();
    let paths = archive.segments();
    let name = paths.first().unwrap().file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("trail-20140408213210-") && name.ends_with("-00000.warc.gz"), "{name}");
}

#[test]
fn a_visit_is_its_hops_and_its_own_record_linked_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let moved = hop(ADDRESS, response(301, &[("location", "/new")], b"gone"));
    let hops = vec![
        moved,
        hop("https://acme.test/new#part", response(200, &[("content-type", "text/html")], b"<p>hi")),
    ];
    let capture = archive.append(exchange(visit(ADDRESS), hops, Outcome::Answered)).unwrap();
    let records = all(&archive);
    assert_eq!(kinds(&records), ["warcinfo", "response", "request", "response", "request", "metadata"]);
    assert_eq!(records[2].1.header("WARC-Concurrent-To"), records[1].1.header("WARC-Record-ID"));
    let concurrent: Vec<&str> = records[5].1.all("WARC-Concurrent-To").collect();
    assert_eq!(concurrent.len(), 2);

    let answer = &records[3].1;
    assert_eq!(answer.target_uri(), Some("https://acme.test/new"));
    assert_eq!(answer.header("WARC-IP-Address"), Some("192.0.2.7"));
    assert_eq!(answer.header("WARC-Protocol"), Some("http/1.1"));
    assert_eq!(answer.header("WARC-Date"), Some("2014-04-08T21:32:10.500Z"));
    assert_eq!(answer.header("WARC-Payload-Digest"), Some(Sha1Digest::of(b"<p>hi").to_string().as_str()));
    assert_eq!(answer.payload(), b"<p>hi");
    assert!(answer.block.starts_with(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n"));

    assert_eq!(capture.kind, Some(CaptureKind::Response));
    assert_eq!(capture.place.as_ref(), Some(&records[3].0));
    assert_eq!(capture.earlier, [records[1].0.clone()]);
    assert_eq!(capture.metadata, records[5].0);
    assert_eq!(&archive.read(&capture.metadata).unwrap(), &records[5].1);
    let request = String::from_utf8(records[2].1.block.clone()).unwrap();
    assert!(request.starts_with("GET /post?id=1 HTTP/1.1\r\n") && !request.contains("s3cret"), "{request}");
}

#[test]
fn the_visit_can_be_told_from_the_archive_alone() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let to = url("https://me:pw@b.test/x");
    let mut it =
        answered("https://acme.test/old#part", response(301, &[("location", "https://b.test/x")], b""));
    (it.outcome, it.retry_after_s) = (Outcome::Moved { to, permanent: true }, Some(7));
    let capture = archive.append(it).unwrap();
    let visit = archive.read(&capture.metadata).unwrap().visit().unwrap();
    assert_eq!((visit.provider.as_str(), visit.role.as_str(), visit.depth), ("acme", "post", 1));
    assert_eq!(visit.via, Some(url("https://acme.test/blog")));
    assert_eq!(visit.outcome, OutcomeMetadata::Moved { to: url("https://b.test/x"), permanent: true });
    assert_eq!(visit.robots.unwrap().line.as_deref(), Some("2: Allow: /"));
    assert_eq!(visit.retry_after_s, Some(7));
    let hop = visit.hops.first().unwrap();
    assert_eq!(hop.record_id, capture.place.unwrap().record_id);
    assert_eq!((hop.status, hop.duration_ms, hop.peer.as_deref()), (301, 41, Some("192.0.2.7:443")));
    assert_eq!(hop.certificate.as_ref().unwrap().len(), 64);
}

#[test]
fn a_visit_that_received_nothing_is_recorded_too() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let failure =
        Failure { class: FailureClass::Dns, detail: "no address found for host 'acme.test'".to_owned() };
    let capture = archive.append(exchange(visit(ADDRESS), Vec::new(), Outcome::Failed(failure))).unwrap();
    assert_eq!((capture.kind, capture.place, capture.payload_digest), (None, None, None));
    let verdict = RobotsVerdict { allowed: false, line: None, crawl_delay_ms: None };
    archive.append(exchange(visit(ADDRESS), Vec::new(), Outcome::Disallowed(verdict))).unwrap();
    let records = all(&archive);
    assert_eq!(kinds(&records), ["warcinfo", "metadata", "metadata"]);
    // Replay tools would show it as an answer of the address that its header names.
    assert_eq!(records[1].1.target_uri(), None);
    let visit = records[1].1.visit().unwrap();
    assert_eq!(visit.url.as_str(), ADDRESS);
    let outcome = visit.outcome;
    assert!(matches!(outcome, OutcomeMetadata::Failed { class: FailureClass::Dns, .. }), "{outcome:?}");
}

#[test]
fn what_did_not_change_is_a_revisit() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let first = archive.append(answered(ADDRESS, response(200, &[("etag", "\"1\"")], b"hi"))).unwrap();
    let known = known_of(&first);

    let mut same = answered(ADDRESS, response(304, &[("etag", "\"1\"")], b""));
    same.visit.known = Some(known.clone());
    same.hops[0].request.headers.push(("if-none-match".to_owned(), b"\"1\"".to_vec()));
    let same = archive.append(same).unwrap();
    assert_eq!((same.kind, same.payload_digest), (Some(CaptureKind::NotModified), first.payload_digest));

    let mut equal = answered(ADDRESS, response(200, &[("content-length", "2")], b"hi"));
    equal.visit.known = Some(known.clone());
    let equal = archive.append(equal).unwrap();
    assert_eq!(equal.kind, Some(CaptureKind::SamePayload));

    for (capture, profile) in [(same, "server-not-modified"), (equal, "identical-payload-digest")] {
        let record = archive.read(&capture.place.unwrap()).unwrap();
        assert_eq!(record.kind(), "revisit");
        assert!(record.header("WARC-Profile").unwrap().ends_with(profile));
        assert_eq!(record.refers_to(), Some(known.record_id.as_str()));
        assert_eq!(record.header("WARC-Refers-To-Target-URI"), Some(ADDRESS));
        assert_eq!(record.header("WARC-Refers-To-Date"), Some("2014-04-08T21:32:10.500Z"));
        assert_eq!(record.header("WARC-Payload-Digest"), Some(known.payload_digest.to_string().as_str()));
        assert_eq!(record.payload(), b"");
    }
}

#[test]
fn what_may_have_changed_is_a_response() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let known = known_of(&archive.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap());
    let kind = |mut exchange: model::Exchange, known: Option<Known>| {
        exchange.visit.known = known;
        archive.append(exchange).unwrap().kind.unwrap()
    };
    let unasked = || answered(ADDRESS, response(304, &[], b""));
    assert_eq!(kind(unasked(), Some(known.clone())), CaptureKind::Response);
    assert_eq!(kind(unasked(), None), CaptureKind::Response);
    assert_eq!(
        kind(answered(ADDRESS, response(404, &[], b"hi")), Some(known.clone())),
        CaptureKind::Response
    );
    assert_eq!(
        kind(answered(ADDRESS, response(200, &[], b"ho")), Some(known.clone())),
        CaptureKind::Response
    );
    let mut cut = response(200, &[], b"hi");
    cut.truncated = Some(Truncation::Disconnect);
    assert_eq!(kind(answered(ADDRESS, cut), Some(known)), CaptureKind::Response);
    let last = all(&archive).into_iter().rev().find(|(_, record)| record.kind() == "response").unwrap().1;
    assert_eq!(last.header("WARC-Truncated"), Some("disconnect"));
}

#[test]
fn files_end_where_they_are_full_and_visits_stay_whole() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 4000);
    let captures: Vec<Capture> = (0..6)
        .map(|n| archive.append(answered(ADDRESS, response(200, &[], format!("{n}").as_bytes()))).unwrap())
        .collect();
    assert!(archive.segments().len() > 1);
    for path in archive.segments() {
        assert!(path.metadata().unwrap().len() <= 4000);
        let records: Vec<_> = read_segment(&path).unwrap().map(Result::unwrap).collect();
        assert_eq!(records.first().unwrap().1.kind(), "warcinfo");
        assert_eq!(records.len() % 3, 1, "{:?}", kinds(&records));
    }
    for (n, capture) in captures.iter().enumerate() {
        assert_eq!(
            archive.read(capture.place.as_ref().unwrap()).unwrap().payload(),
            format!("{n}").as_bytes()
        );
    }
}

#[test]
fn two_writers_share_a_folder_and_threads_share_a_writer() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (open(&folder, 1 << 20), open(&folder, 1 << 20));
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (one, two) = (&one, &two);
            scope.spawn(move || {
                let body = format!("{n}");
                one.append(answered(ADDRESS, response(200, &[], body.as_bytes()))).unwrap();
                two.append(answered(ADDRESS, response(200, &[], body.as_bytes()))).unwrap();
            });
        }
    });
    assert_eq!(one.segments().len(), 2);
    assert_eq!(all(&one).len(), 2 + 8 * 3);
}

#[test]
fn a_place_is_not_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let place = archive.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap().place.unwrap();
    let read = |change: &dyn Fn(&mut RecordPlace)| {
        let mut place = place.clone();
        change(&mut place);
        archive.read(&place).unwrap_err()
    };
    for name in ["../x.warc.gz", "/etc/passwd", "", ".."] {
        assert!(
            matches!(read(&|place| name.clone_into(&mut place.segment)), ArchiveError::Place(_)),
            "{name}"
        );
    }
    assert!(matches!(read(&|place| place.segment.push('x')), ArchiveError::Read { .. }));
    assert!(matches!(read(&|place| place.offset = 0), ArchiveError::Damaged { .. }));
    assert!(matches!(read(&|place| place.offset += 1), ArchiveError::Damaged { .. }));
    assert!(matches!(read(&|place| place.offset = 1 << 40), ArchiveError::Damaged { .. }));
}

#[test]
fn a_file_that_was_cut_off_gives_what_is_whole_and_then_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    archive.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap();
    let path = archive.segments().remove(0);
    let bytes = std::fs::read(&path).unwrap();
    // First only the end of the last member is missing, then a part of its record too.
    for (missing, whole) in [(5, 4), (40, 3)] {
        std::fs::write(&path, &bytes[..bytes.len() - missing]).unwrap();
        let records: Vec<_> = read_segment(&path).unwrap().collect();
        assert_eq!(records.iter().filter(|record| record.is_ok()).count(), whole);
        assert!(matches!(records.last().unwrap(), Err(ArchiveError::Damaged { .. })));
    }
}

#[test]
fn what_a_killed_process_left_is_mended_and_what_a_living_one_writes_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let killed = open(&folder, 1 << 20);
    killed.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap();
    let path = killed.segments().remove(0);
    let marker = path.with_added_extension("writing");
    assert!(marker.exists());
    let whole = std::fs::read(&path).unwrap();
    drop(killed);
    assert!(!marker.exists());
    // A kill leaves the marker without its lock, and half a member.
    std::fs::write(&marker, b"").unwrap();
    std::fs::write(&path, [&whole[..], &whole[..100]].concat()).unwrap();
    let living = open(&folder, 1 << 20);
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    assert!(!marker.exists());

    living.append(answered(ADDRESS, response(200, &[], b"ho"))).unwrap();
    let _other = open(&folder, 1 << 20);
    let markers = std::fs::read_dir(folder.path()).unwrap().filter(|entry| {
        entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "writing")
    });
    assert_eq!(markers.count(), 1);
}

#[test]
fn a_torn_file_is_mended_to_its_last_whole_record() {
    let folder = tempfile::tempdir().unwrap();
    let killed = open(&folder, 1 << 20);
    for body in ["one", "two"] {
        killed.append(answered(ADDRESS, response(200, &[], body.as_bytes()))).unwrap();
    }
    let path = killed.segments().remove(0);
    let ends: Vec<u64> = read_segment(&path)
        .unwrap()
        .map(|record| record.map(|(place, _)| place.offset + place.length).unwrap())
        .collect();
    drop(killed);
    let whole = std::fs::read(&path).unwrap();
    let marker = path.with_added_extension("writing");
    // Around each end of a record; that every other byte is as good is shown beside the marker.
    for length in ends.iter().flat_map(|end| [end - 9, end - 1, *end, end + 1]).filter(|at| *at <= ends[6]) {
        let expected = ends.iter().copied().filter(|end| *end <= length).max().unwrap_or(0);
        std::fs::write(&marker, "").unwrap();
        std::fs::write(&path, &whole[..length as usize]).unwrap();
        open(&folder, 1 << 20);
        assert!(!marker.exists());
        assert_eq!(std::fs::read(&path).unwrap_or_default(), whole[..expected as usize], "{length} bytes");
    }
}

#[test]
fn a_block_that_does_not_fit_its_digest_is_not_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let text = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x>\r\n\
                 WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n";
    std::fs::write(folder.path().join("trail-x.warc"), text).unwrap();
    let (segment, record_id) = ("trail-x.warc".to_owned(), "urn:x".to_owned());
    let place = RecordPlace { segment, offset: 0, length: text.len() as u64, record_id };
    assert!(matches!(archive.read(&place), Err(ArchiveError::Damaged { .. })));
}

#[test]
fn hostile_files_end_in_an_error_within_the_limits() {
    let folder = tempfile::tempdir().unwrap();
    let header =
        |length: &str| format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
    let cases = [
        header("99999999999999999999"),
        header("268435457"),
        header("268435456"),
        header("-1"),
        format!("WARC/1.1\r\nX: {}", "y".repeat(1 << 20)),
        format!("WARC/1.1\r\n{}", "X: y\r\n".repeat(100_000)),
        "\r\n".repeat(100_000),
        "<html>".to_owned(),
        "\u{1f}\u{8b}\u{8}".to_owned(),
    ];
    for (n, text) in cases.iter().enumerate() {
        let path = folder.path().join(format!("{n}.warc"));
        std::fs::write(&path, text).unwrap();
        let records: Vec<_> = read_segment(&path).unwrap().collect();
        assert_eq!(records.len(), 1, "case {n}");
        assert!(matches!(records[0], Err(ArchiveError::Damaged { .. })), "case {n}");
    }
}

prop_compose! {
    fn any_response()(
        status in 100u16..=999,
        headers in proptest::collection::vec(("x-[a-z]{1,8}", proptest::collection::vec(0x21u8..=0xff, 0..20)), 0..6),
        body in proptest::collection::vec(any::<u8>(), 0..2000),
        truncated in proptest::option::of(prop_oneof![
            Just(Truncation::Length), Just(Truncation::Time), Just(Truncation::Disconnect),
        ]),
    ) -> Response {
        Response { status, version: "HTTP/1.1".to_owned(), headers, body: body.into(), truncated }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_response_comes_back_as_it_was(given in any_response()) {
        let folder = tempfile::tempdir().unwrap();
        let archive = open(&folder, 1 << 20);
        let capture = archive.append(answered(ADDRESS, given.clone())).unwrap();
        let record = archive.read(capture.place.as_ref().unwrap()).unwrap();
        prop_assert_eq!(record.response().unwrap(), given);
    }

    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..400), lead in "(WARC/1.1\r\n)?") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.warc.gz");
        std::fs::write(&path, [lead.as_bytes(), &bytes].concat()).unwrap();
        prop_assert!(read_segment(&path).unwrap().count() <= 400);
    }
}

#[test]
fn a_segment_says_where_the_crawler_stood_and_is_not_written_on_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let time = std::sync::Arc::new(std::sync::Mutex::new(exchanges::now()));
    let clock = model::Clock::new({
        let time = std::sync::Arc::clone(&time);
        move || *time.lock().unwrap()
    });
    let vantage = Some("Frankfurt,\r\nfirst floor".to_owned());
    let config = ArchiveConfig { vantage, ..ArchiveConfig::default() };
    let archive = Archive::open(folder.path(), config, clock).unwrap();
    let mut segments = Vec::new();
    for minutes in [0, 24 * 60 - 1, 1] {
        *time.lock().unwrap() += chrono::TimeDelta::minutes(minutes);
        let capture = archive.append(answered(ADDRESS, response(200, &[], b"news"))).unwrap();
        segments.push(capture.metadata.segment);
    }
    assert_eq!(segments[0], segments[1], "not a day old");
    assert_ne!(segments[1], segments[2], "a day old");
    let (_, info) = read_segment(&folder.path().join(&segments[0])).unwrap().next().unwrap().unwrap();
    let fields = String::from_utf8(info.payload().to_vec()).unwrap();
    assert!(fields.contains("\r\nvantage: Frankfurt, first floor\r\n"), "{fields}");
}

#[tokio::test]
async fn what_people_said_last_is_found_and_where_it_is_damaged_what_they_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let (first, passed) = (clock().now(), std::sync::atomic::AtomicI64::new(0));
    // A tenth of a second each time that it is asked: most files are begun in one second with another.
    let ticking = model::Clock::new(move || {
        let tenths = passed.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        first + chrono::TimeDelta::milliseconds(100 * tenths)
    });
    let archive = Archive::open(folder.path(), ArchiveConfig::default(), ticking).unwrap();
    assert_eq!(archive.people().await.unwrap(), None);
    archive.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap();
    let said = |number: u32| format!("{{\"number\": {number}}}").into_bytes();
    for number in 0..40 {
        archive.keep_people(said(number)).unwrap();
        assert_eq!(archive.people().await.unwrap(), Some(said(number)), "{number}");
    }
    let newest = archive.segments().into_iter().find(|path| {
        let records = read_segment(path).unwrap().map(Result::unwrap);
        records.into_iter().any(|(_, record)| record.block == said(39))
    });
    let newest = newest.unwrap();
    let bytes = std::fs::read(&newest).unwrap();
    std::fs::write(&newest, &bytes[..bytes.len() - 60]).unwrap();
    assert_eq!(archive.people().await.unwrap(), Some(said(38)));
}
