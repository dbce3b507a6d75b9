//! `trail demo`, as a new user runs it.

use crate::bench::{Folder, stderr, stdout};

#[test]
fn the_demo_shows_the_trail_and_leaves_its_database() {
    let folder = Folder::new();
    let output = folder.trail(&["demo"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for part in ["Heartbleed", "measured from", "nothing found in", "What to try next"] {
        assert!(text.contains(part), "'{part}' in:\n{text}");
    }
    let home = folder.path().join("demo").display().to_string();
    let answer = folder.trail(&["sql", "--format", "csv", "select count(*) > 5 as some from trail"]);
    assert_eq!(stdout(&answer), "some\r\nt\r\n", "{}", stderr(&answer));
    assert!(stderr(&answer).contains("made-up"), "that it is fiction is said");
    let report = folder.trail(&["report", "heartbleed", "--format", "html"]);
    assert!(stdout(&report).starts_with("<!DOCTYPE html>"), "{home}");
    let csv = folder.trail(&["report", "heartbleed", "--format", "csv"]);
    assert_eq!(stdout(&csv).lines().next().unwrap().split(',').count(), 29);
    let again = folder.trail(&["demo"]);
    assert!(again.status.success(), "it can be run again: {}", stderr(&again));
}
