//! Whatever happens to the archive behind our back is found.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::bench::{Bench, Folder, stderr, stdout};

/// Runs `trail verify` over the bench's data directory.
async fn verify(bench: &Bench) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
    command.arg("verify").arg("--data-dir").arg(bench.setting.home.dir()).env_remove("DATABASE_URL");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

/// The segment and the place in it of the record that this query names.
async fn place(bench: &Bench, sql: &str) -> (PathBuf, usize, usize) {
    let place = "select (select name from segments where id = segment_id), record_offset, record_length from";
    let rows = bench.ask(&format!("{place} {sql}")).await.rows;
    let cell = |at: usize| rows[0][at].clone().unwrap();
    (bench.setting.home.archive().join(cell(0)), cell(1).parse().unwrap(), cell(2).parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_that_changed_is_found_with_the_rows_that_lead_to_it() {
    let bench = Bench::new().await;
    bench.look().await;
    bench.look().await;
    let clean = verify(&bench).await;
    let text = stdout(&clean);
    assert_eq!(clean.status.code(), Some(0), "{text}{}", stderr(&clean));
    assert!(text.contains("0 findings; 0 archived answers without a row"), "{text}");

    let (path, offset, length) = place(&bench, "captures where kind = 'response' order by id limit 1").await;
    let whole = std::fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    bytes[offset + length / 2] ^= 0xff;
    std::fs::write(&path, &bytes).unwrap();
    let found = verify(&bench).await;
    let text = stdout(&found);
    assert_eq!(found.status.code(), Some(1), "{text}{}", stderr(&found));
    let spot = format!("{}:{offset}: ", path.file_name().unwrap().display());
    let line = text.lines().find(|line| line.starts_with(&spot)).unwrap_or_else(|| panic!("{text}"));
    assert!(line.contains("captures 1"), "{line}");
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(verify(&bench).await.status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_row_names_and_is_not_there_is_found_and_what_no_row_names_is_counted() {
    let bench = Bench::new().await;
    bench.look().await;
    bench
        .store
        .query("update captures set record_offset = record_offset + 1 where id = 2", false)
        .await
        .unwrap();
    let other = "00000000-0000-0000-0000-000000000000";
    bench
        .store
        .query(&format!("update captures set record_id = '{other}' where id = 3"), false)
        .await
        .unwrap();
    let text = stdout(&verify(&bench).await);
    assert!(text.contains("captures 2 leads here, and no record starts here"), "{text}");
    let leads = format!("captures 3 leads to urn:uuid:{other}, here stands urn:uuid:");
    assert!(text.contains(&leads), "{text}");
    assert!(text.contains("2 findings; 1 archived answer without a row"), "{text}");

    // Cut between two records: only the rows tell that there was more.
    let (path, offset, _) = place(&bench, "observations order by record_offset desc limit 1").await;
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(offset as u64).unwrap();
    let text = stdout(&verify(&bench).await);
    let spot = format!("{}:{offset}: observations ", path.file_name().unwrap().display());
    assert!(text.lines().any(|line| line.starts_with(&spot)), "{text}");
    std::fs::remove_file(&path).unwrap();
    let found = verify(&bench).await;
    assert_eq!(found.status.code(), Some(1));
    assert!(stdout(&found).contains(":0: the file is missing; "), "{}", stdout(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_opened_after_a_kill_keeps_every_record_behind_a_damaged_one() {
    let bench = Bench::new().await;
    bench.look().await;
    let (path, offset, length) = place(&bench, "captures where kind = 'response' order by id limit 1").await;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[offset + length / 2] ^= 0xff;
    std::fs::write(&path, &bytes).unwrap();
    let marker = path.with_added_extension("writing");
    // The bench still has the segment open; a kill leaves the marker to nobody.
    let _ = std::fs::remove_file(&marker);
    std::fs::write(&marker, "").unwrap();
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_trail"));
    doctor.arg("doctor").arg("--data-dir").arg(bench.setting.home.dir()).env_remove("DATABASE_URL");
    let opened = tokio::task::spawn_blocking(move || doctor.output().unwrap()).await.unwrap();
    let told = stderr(&opened);
    let name = path.file_name().unwrap().display().to_string();
    for words in [name.as_str(), &format!("offset={offset}"), "`trail verify`"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "not a byte less");
    assert!(!marker.exists());
    let text = stdout(&verify(&bench).await);
    assert!(text.contains(&format!("{name}:{offset}: ")) && text.contains("1 finding; "), "{text}");
}

#[test]
fn an_archive_that_is_not_there_ends_with_4() {
    let folder = Folder::new();
    let output = folder.trail(&["verify"]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(!folder.path().join("archive").exists());
}
