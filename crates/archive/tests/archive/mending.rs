//! What a killed process left is mended, and nothing that was archived is lost by it.

use std::path::{Path, PathBuf};

use archive::{ArchiveError, Damage, read_segment, verify_segment};
use tempfile::TempDir;

use crate::exchanges::{answered, response};
use crate::{ADDRESS, open};

/// The segment of two visits, seven records, as a process that was killed left it: with a marker that nobody holds.
fn killed() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let archive = open(&folder, 1 << 20);
    for body in ["what we know so far", "all clear"] {
        archive.append(answered(ADDRESS, response(200, &[], body.as_bytes()))).unwrap();
    }
    let path = archive.segments().remove(0);
    drop(archive);
    std::fs::write(beside(&path, "writing"), "").unwrap();
    (folder, path)
}

fn beside(path: &Path, name: &str) -> PathBuf {
    path.with_added_extension(name)
}

/// Where the records start.
fn starts(path: &Path) -> Vec<usize> {
    let records = read_segment(path).unwrap();
    records.map(|record| usize::try_from(record.unwrap().0.offset).unwrap()).collect()
}

fn verify(path: &Path) -> (usize, Vec<Damage>) {
    let (sound, damaged): (Vec<_>, Vec<_>) = verify_segment(path).unwrap().partition(Result::is_ok);
    (sound.len(), damaged.into_iter().map(Result::unwrap_err).collect())
}

#[test]
fn a_record_that_is_damaged_costs_no_other_one_when_the_archive_is_opened_after_a_kill() {
    let (folder, path) = killed();
    let (whole, starts) = (std::fs::read(&path).unwrap(), starts(&path));
    assert_eq!(starts.len(), 7);
    // In the first record, in the second, in the last but one; and once more with half a record at the end.
    for (number, tail) in [(0, 0), (1, 0), (5, 0), (1, 100)] {
        let mut bytes = [&whole[..], &whole[..tail]].concat();
        bytes[(starts[number] + starts[number + 1]) / 2] ^= 0xff;
        std::fs::write(&path, &bytes).unwrap();
        std::fs::write(beside(&path, "writing"), "").unwrap();
        let archive = open(&folder, 1 << 20);
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "record {number} is damaged: not a byte less");
        assert!(!beside(&path, "torn").exists());
        let (sound, damaged) = verify(&path);
        assert_eq!(sound, 6);
        assert_eq!(damaged[0].offset, starts[number] as u64, "{damaged:?}");
        // It is closed: what comes next goes elsewhere.
        assert!(!beside(&path, "writing").exists());
        let next = archive.append(answered(ADDRESS, response(200, &[], b"more"))).unwrap();
        assert_ne!(Path::new(&next.metadata.segment), path.file_name().unwrap());
        assert!(matches!(read_segment(&path).unwrap().last(), Some(Err(ArchiveError::Damaged { .. }))));
    }
}

#[test]
fn what_is_cut_off_stands_in_a_file_beside_it() {
    let (folder, path) = killed();
    let (whole, starts) = (std::fs::read(&path).unwrap(), starts(&path));
    let half = |number: usize| &whole[starts[number]..(starts[number] + starts[number + 1]) / 2];
    for number in [1, 2] {
        std::fs::write(&path, [&whole[..], half(number)].concat()).unwrap();
        std::fs::write(beside(&path, "writing"), "").unwrap();
        let archive = open(&folder, 1 << 20);
        assert_eq!(std::fs::read(&path).unwrap(), whole);
        assert_eq!(archive.segments(), std::slice::from_ref(&path), "what was cut off is no segment");
    }
    assert_eq!(std::fs::read(beside(&path, "torn")).unwrap(), [half(1), half(2)].concat());
    assert_eq!(verify(&path), (7, Vec::new()));
}

#[test]
fn a_file_whose_only_record_is_half_written_goes_and_its_bytes_stay() {
    let (folder, path) = killed();
    let half = std::fs::read(&path).unwrap()[..100].to_vec();
    std::fs::write(&path, &half).unwrap();
    assert!(open(&folder, 1 << 20).segments().is_empty());
    assert_eq!(std::fs::read(beside(&path, "torn")).unwrap(), half);
}

#[test]
fn zeros_that_a_loss_of_power_left_behind_whole_records_are_cut_off() {
    let (folder, path) = killed();
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, [&whole[..], &[0; 70_000]].concat()).unwrap();
    open(&folder, 1 << 20);
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    assert!(!beside(&path, "torn").exists(), "zeros hold nothing");
}

#[test]
fn a_file_that_cannot_be_read_stays_and_is_looked_at_again_the_next_time() {
    let (folder, path) = killed();
    std::fs::remove_file(&path).unwrap();
    // The system opens a folder as it does a file, and then says that it cannot be read.
    std::fs::create_dir(&path).unwrap();
    open(&folder, 1 << 20);
    assert!(path.exists() && beside(&path, "writing").exists());
}
