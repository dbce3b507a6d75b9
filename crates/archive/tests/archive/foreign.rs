//! Files of any writer are listed, and what is wrong with them is named, at its offset.

use std::io::Write;

use archive::{Listed, ListedRecord, WarcFault, list_file};
use model::Sha1Digest;
use proptest::prelude::*;

/// A record as text: version, fields, block.
fn record(version: &str, fields: &[(&str, &str)], block: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{version}\r\n").into_bytes();
    for (name, value) in fields {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", block.len()).as_bytes());
    [&bytes, block, b"\r\n\r\n"].concat()
}

const BODY: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nwhat we know so far";

fn response(id: &str, digest: &str, payload: &str) -> Vec<u8> {
    let fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", id),
        ("WARC-Date", "2014-04-08T21:32:10Z"),
        ("WARC-Target-URI", "<https://acme.test/>"),
        ("WARC-Block-Digest", digest),
        ("WARC-Payload-Digest", payload),
        ("Content-Type", "application/http; msgtype=response"),
    ];
    let fields: Vec<(&str, &str)> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    record("WARC/1.1", &fields, BODY)
}

fn sound(id: &str) -> Vec<u8> {
    response(id, &Sha1Digest::of(BODY).to_string(), &Sha1Digest::of(b"what we know so far").to_string())
}

fn records() -> [Vec<u8>; 3] {
    ["<urn:x:1>", "<urn:x:2>", "<urn:x:3>"].map(sound)
}

fn member(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn list(bytes: &[u8]) -> (Vec<ListedRecord>, Vec<(u64, WarcFault)>) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let (mut records, mut faults) = (Vec::new(), Vec::new());
    for listed in list_file(file.path()).unwrap() {
        match listed {
            Listed::Record(record) => records.push(record),
            Listed::Finding(finding) => faults.push((finding.offset, finding.fault)),
        }
    }
    (records, faults)
}

fn offsets(parts: &[Vec<u8>]) -> Vec<u64> {
    let ends = parts.iter().scan(0, |end, part| {
        *end += part.len() as u64;
        Some(*end - part.len() as u64)
    });
    ends.collect()
}

#[test]
fn plain_and_compressed_files_are_listed_alike_with_the_places_of_their_records() {
    let plain = records();
    let members = records().map(|record| member(&record));
    for parts in [&plain, &members] {
        let (listed, faults) = list(&parts.concat());
        assert_eq!(faults, []);
        let places: Vec<(u64, Option<u64>)> =
            listed.iter().map(|record| (record.offset, record.length)).collect();
        let expected: Vec<(u64, Option<u64>)> =
            offsets(parts).into_iter().zip(parts.iter().map(|part| Some(part.len() as u64))).collect();
        assert_eq!(places, expected);
        let ids: Vec<_> = listed.iter().map(|record| record.header("warc-record-id").unwrap()).collect();
        assert_eq!(ids, ["<urn:x:1>", "<urn:x:2>", "<urn:x:3>"]);
        assert!(listed.iter().all(|record| record.block_bytes == BODY.len() as u64));
    }
    // Both in one file, as when files were joined.
    let (listed, faults) = list(&[plain.concat(), members.concat()].concat());
    assert_eq!((listed.len(), faults), (6, Vec::new()));
}

#[test]
fn older_versions_and_bare_line_feeds_are_read() {
    let fields = [("WARC-Type", "resource"), ("WARC-Record-ID", "<urn:x:1>"), ("WARC-Date", "2009-01-01")];
    for version in ["WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1"] {
        let (listed, faults) = list(&record(version, &fields, b"text").repeat(2));
        assert_eq!((listed.len(), faults), (2, Vec::new()), "{version}");
        assert_eq!(listed[0].version, version);
    }
    let text = "WARC/1.0\nWARC-Type: resource\nWARC-Record-ID: <urn:x:1>\nWARC-Date: 2009-01-01\n\
                Content-Length: 4\n\ntext\n\n";
    let (listed, faults) = list(text.repeat(2).as_bytes());
    assert_eq!((listed.len(), faults), (2, Vec::new()));
}

#[test]
fn one_member_for_all_is_listed_and_named_once() {
    let (listed, faults) = list(&member(&records().concat()));
    assert_eq!((listed.len(), faults), (3, vec![(0, WarcFault::SharedMember)]));
    assert!(listed.iter().all(|record| record.length.is_none()));
}

#[test]
fn each_fault_is_named_where_its_record_starts_and_hides_no_other() {
    let digest = Sha1Digest::of(BODY).to_string();
    let payload = Sha1Digest::of(b"what we know so far").to_string();
    let other = Sha1Digest::of(b"other").to_string();
    let length = |by: i64| {
        let text = String::from_utf8(sound("<urn:x:2>")).unwrap();
        let wrong = format!("Content-Length: {}", BODY.len() as i64 + by);
        text.replace(&format!("Content-Length: {}", BODY.len()), &wrong).into_bytes()
    };
    let cases = [
        (response("<urn:x:2>", &other, &payload), WarcFault::BlockDigest),
        (response("<urn:x:2>", &digest, &other), WarcFault::PayloadDigest),
        (response("", &digest, &payload), WarcFault::MissingField),
        (length(-5), WarcFault::ContentLength),
    ];
    for (broken, fault) in cases {
        let [first, _, last] = records();
        for parts in
            [[first.clone(), broken.clone(), last.clone()], [first, broken, last].map(|one| member(&one))]
        {
            let (listed, faults) = list(&parts.concat());
            assert_eq!(faults, [(parts[0].len() as u64, fault)]);
            assert_eq!(listed.len(), 3, "{fault:?}");
        }
    }
    // A length that is too great takes the next record's first bytes with it.
    let [first, _, last] = records();
    let (listed, faults) = list(&[first.clone(), length(9), last, sound("<urn:x:4>")].concat());
    assert_eq!(faults, [(first.len() as u64, WarcFault::ContentLength)]);
    assert_eq!(listed.len(), 3);
}

#[test]
fn what_is_no_record_is_named_and_passed_over() {
    let [first, second, third] = records();
    let (listed, faults) = list(&[&first[..], b"<!doctype html>\n\n", &second, &third].concat());
    // The text stands where the first record's end was already seen.
    assert_eq!((listed.len(), faults.len()), (3, 1), "{faults:?}");
    for text in ["", "<html>", "\u{1f}\u{8b}\u{8}", "\u{1f}"] {
        let (listed, faults) = list(text.as_bytes());
        assert_eq!((listed.len(), faults.len()), (0, 1), "{text:?}: {faults:?}");
    }
    let huge = record("WARC/1.1", &[("X", &"y".repeat(1 << 20))], b"");
    let (listed, faults) = list(&[&first[..], &huge, &second].concat());
    assert_eq!((listed.len(), faults), (2, vec![(first.len() as u64, WarcFault::Limit)]));
}

#[test]
fn a_file_that_was_cut_at_any_byte_lists_all_whole_records_and_says_that_it_ends_early() {
    for parts in [records(), records().map(|record| member(&record))] {
        let (whole, starts) = (parts.concat(), offsets(&parts));
        for length in 1..whole.len() {
            let (listed, faults) = list(&whole[..length]);
            let complete =
                starts.iter().zip(&parts).filter(|(at, part)| **at as usize + part.len() <= length);
            let complete = complete.count();
            assert!(listed.len() >= complete, "{length} bytes");
            match starts.contains(&(length as u64)) {
                true => assert_eq!(faults, [], "{length} bytes: nothing tells that there was more"),
                false => assert!(
                    faults.len() == 1 && faults[0].0 == starts[complete],
                    "{length} bytes: {faults:?}, {starts:?}"
                ),
            }
        }
    }
}

#[test]
fn any_byte_of_a_member_that_changed_is_named_and_the_others_are_still_listed() {
    let parts = records().map(|record| member(&record));
    let (whole, starts) = (parts.concat(), offsets(&parts));
    let second = starts[1] as usize..starts[2] as usize;
    let mut unnoticed = 0;
    for at in second.clone() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        let (listed, faults) = list(&bytes);
        assert!(listed.iter().any(|record| record.offset == 0), "byte {at}");
        assert!(listed.iter().any(|record| record.offset == starts[2]), "byte {at}: {faults:?}");
        // Time, flags and system of a member's header and the last bits of its data mean nothing.
        match faults.is_empty() {
            true => unnoticed += 1,
            false => assert!(faults.iter().all(|(offset, _)| *offset == starts[1]), "byte {at}: {faults:?}"),
        }
    }
    assert!(unnoticed <= 10, "{unnoticed} of {}", second.len());
}

#[test]
fn a_file_without_a_record_is_a_finding_also_where_it_is_an_empty_member() {
    for bytes in [Vec::new(), member(b"")] {
        let (listed, faults) = list(&bytes);
        assert_eq!((listed.len(), faults), (0, vec![(0, WarcFault::NotARecord)]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_a_list(bytes in proptest::collection::vec(any::<u8>(), 0..600), lead in "(WARC/1.1\r\n)?(Content-Length: 9\r\n\r\n)?") {
        let bytes = [lead.as_bytes(), &bytes].concat();
        for bytes in [member(&bytes), bytes] {
            let (listed, faults) = list(&bytes);
            prop_assert!(listed.len() + faults.len() >= 1 && faults.len() <= 600);
        }
    }
}
