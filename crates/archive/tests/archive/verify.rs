//! Whatever is no longer as it was written is found, at its file and offset.

use std::path::{Path, PathBuf};

use archive::{Archive, Damage, References, SoundRecord, list_segments, verify_segment};
use flate2::read::GzDecoder;
use model::{Capture, Sha1Digest};
use std::io::Read;
use tempfile::TempDir;

use crate::exchanges::{answered, response};
use crate::{ADDRESS, known_of, open};

/// Two visits with a body and one that brings the first body again.
fn archive() -> (TempDir, Vec<Capture>) {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    let first = archive.append(answered(ADDRESS, response(200, &[], b"what we know so far"))).unwrap();
    let second = archive.append(answered("https://acme.test/b", response(200, &[], b"all clear"))).unwrap();
    let mut again = answered(ADDRESS, response(200, &[], b"what we know so far"));
    again.visit.known = Some(known_of(&first));
    let third = archive.append(again).unwrap();
    drop(archive);
    (folder, vec![first, second, third])
}

fn only_segment(folder: &TempDir) -> PathBuf {
    let mut segments = list_segments(folder.path(), "trail").unwrap();
    assert_eq!(segments.len(), 1);
    segments.pop().unwrap()
}

fn verify(path: &Path) -> (Vec<SoundRecord>, Vec<Damage>) {
    let (mut sound, mut damaged) = (Vec::new(), Vec::new());
    for checked in verify_segment(path).unwrap() {
        match checked {
            Ok(record) => sound.push(record),
            Err(damage) => damaged.push(damage),
        }
    }
    (sound, damaged)
}

fn dangling(records: &[SoundRecord]) -> Vec<archive::Dangling> {
    let mut references = References::default();
    records.iter().for_each(|record| references.add(record));
    references.dangling()
}

fn unpacked(member: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    GzDecoder::new(member).read_to_end(&mut text).ok().map(|_| text)
}

#[test]
fn an_archive_as_it_was_written_is_sound() {
    let (folder, captures) = archive();
    let (sound, damaged) = verify(&only_segment(&folder));
    assert_eq!(damaged, []);
    let kinds: Vec<&str> = sound.iter().map(|record| record.kind.as_str()).collect();
    let visit = ["response", "request", "metadata"];
    let again = ["revisit", "request", "metadata"];
    assert_eq!(kinds, [&["warcinfo"][..], &visit, &visit, &again].concat());
    for capture in &captures {
        assert!(sound.iter().any(|record| Some(&record.place) == capture.place.as_ref()));
        assert!(sound.iter().any(|record| record.place == capture.metadata));
    }
    assert_eq!(dangling(&sound), []);
}

#[test]
fn any_byte_that_changed_is_found_where_its_record_starts() {
    let (folder, _) = archive();
    let path = only_segment(&folder);
    let whole = std::fs::read(&path).unwrap();
    let (sound, _) = verify(&path);
    let mut unnoticed = 0;
    for at in 0..whole.len() {
        let place = &sound.iter().rfind(|record| record.place.offset <= at as u64).unwrap().place;
        for change in [if at % 2 == 0 { 0xff } else { 1 << (at / 2 % 8) }] {
            let mut bytes = whole.clone();
            bytes[at] ^= change;
            std::fs::write(&path, &bytes).unwrap();
            let (others, damaged) = verify(&path);
            if damaged.is_empty() {
                // Behind the last code of a member up to seven bits have no meaning.
                let (start, end) = (place.offset as usize, (place.offset + place.length) as usize);
                assert!(at >= start + 10, "byte {at}");
                assert_eq!(unpacked(&bytes[start..end]), unpacked(&whole[start..end]), "byte {at}");
                unnoticed += 1;
                continue;
            }
            assert_eq!(damaged.len(), 1, "byte {at}: {damaged:?}");
            assert_eq!((&damaged[0].segment, damaged[0].offset), (&place.segment, place.offset), "byte {at}");
            assert_eq!(others.len(), sound.len() - 1, "byte {at}: the other records are still read");
        }
    }
    assert!(unnoticed * 100 < whole.len(), "{unnoticed} changes without a meaning");
}

#[test]
fn every_one_of_several_damaged_records_is_found() {
    let (folder, captures) = archive();
    let path = only_segment(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    let starts: Vec<u64> = captures.iter().map(|capture| capture.metadata.offset).collect();
    for capture in &captures {
        bytes[(capture.metadata.offset + capture.metadata.length / 2) as usize] ^= 0x55;
    }
    std::fs::write(&path, &bytes).unwrap();
    let found: Vec<u64> = verify(&path).1.iter().map(|damage| damage.offset).collect();
    assert_eq!(found, starts);
}

#[test]
fn a_tail_that_a_failing_disk_filled_with_zeros_is_found() {
    let (folder, _) = archive();
    let path = only_segment(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len() as u64;
    bytes.extend_from_slice(&[0; 5000]);
    std::fs::write(&path, &bytes).unwrap();
    let found: Vec<u64> = verify(&path).1.iter().map(|damage| damage.offset).collect();
    assert_eq!(found, [end]);
}

#[test]
fn a_tail_that_was_cut_off_is_found_at_the_record_that_it_was_part_of() {
    let (folder, _) = archive();
    let path = only_segment(&folder);
    let whole = std::fs::read(&path).unwrap();
    let (sound, _) = verify(&path);
    for length in 1..whole.len() {
        std::fs::write(&path, &whole[..length]).unwrap();
        let at = sound.iter().position(|record| record.place.offset + record.place.length > length as u64);
        let cut = &sound[at.unwrap()].place;
        let (rest, damaged) = verify(&path);
        assert_eq!(rest, sound[..at.unwrap()], "{length} bytes");
        let offsets: Vec<u64> = damaged.iter().map(|damage| damage.offset).collect();
        // Between two records nothing tells that there was more; what names the missing ones does.
        let expected = if cut.offset == length as u64 { Vec::new() } else { vec![cut.offset] };
        assert_eq!(offsets, expected, "{length} bytes");
    }
}

#[test]
fn what_is_being_written_is_not_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(&folder, 1 << 20);
    writer.append(answered(ADDRESS, response(200, &[], b"hi"))).unwrap();
    let path = only_segment(&folder);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.extend_from_within(..100);
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(verify(&path).1, []);
    drop(writer);
    assert_eq!(verify(&path).1.len(), 1);
}

#[test]
fn a_record_that_does_not_fit_its_digests_is_found_though_it_is_read_without_an_error() {
    let (folder, _) = archive();
    let path = only_segment(&folder);
    let block = "HTTP/1.1 200 OK\r\n\r\nbody";
    let other = Sha1Digest::of(b"other").to_string();
    let own = Sha1Digest::of(block.as_bytes()).to_string();
    for (digest, payload, reason) in [
        (Some(&other), &other, "its block has the digest"),
        (Some(&own), &other, "its payload has the digest"),
        (None, &own, "it has no WARC-Block-Digest"),
    ] {
        let digest = digest.map(|digest| format!("WARC-Block-Digest: {digest}\r\n")).unwrap_or_default();
        let text = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n{digest}WARC-Payload-Digest: \
             {payload}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        let mut member = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        std::io::Write::write_all(&mut member, text.as_bytes()).unwrap();
        std::fs::write(&path, member.finish().unwrap()).unwrap();
        let damaged = verify(&path).1;
        assert!(damaged.len() == 1 && damaged[0].reason.contains(reason), "{damaged:?}");
    }
}

#[test]
fn a_segment_that_is_missing_leaves_revisits_without_what_they_refer_to() {
    let folder = tempfile::tempdir().unwrap();
    let writer: Archive = open(&folder, 1);
    let first = writer.append(answered(ADDRESS, response(200, &[], b"news"))).unwrap();
    let mut again = answered(ADDRESS, response(200, &[], b"news"));
    again.visit.known = Some(known_of(&first));
    let revisits = [writer.append(again.clone()).unwrap(), writer.append(again).unwrap()];
    drop(writer);
    let all = || -> Vec<SoundRecord> {
        let segments = list_segments(folder.path(), "trail").unwrap();
        segments.iter().flat_map(|path| verify_segment(path).unwrap()).map(Result::unwrap).collect()
    };
    assert_eq!(dangling(&all()), []);
    let place = first.place.unwrap();
    std::fs::remove_file(folder.path().join(&place.segment)).unwrap();
    let missing = dangling(&all());
    assert_eq!(missing.len(), 1);
    assert!(revisits.iter().any(|revisit| Some(&missing[0].revisit) == revisit.place.as_ref()));
    assert_eq!((missing[0].refers_to.as_str(), missing[0].others), (place.record_id.as_str(), 1));
}

#[test]
fn a_folder_that_is_not_there_is_an_error_and_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("archive");
    assert!(list_segments(&gone, "trail").is_err());
    assert!(!gone.exists());
}
