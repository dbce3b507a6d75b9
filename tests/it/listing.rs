//! `trail archive list`: WARC files of any writer, looked into without a database.

use crate::bench::{Bench, Folder, stderr, stdout};
use serde_json::Value;

fn json(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stdout(output)))
}

/// A record whose payload is `body`.
fn resource(fields: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 2014-04-08T21:32:10Z\r\n{fields}Content-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

#[test]
fn a_sound_file_is_listed_and_ends_with_0_a_broken_one_with_1_and_its_faults() {
    let folder = Folder::new();
    let sound = resource("WARC-Record-ID: <urn:x:1>\r\n", "hello");
    let path = folder.file("sound.warc", &sound);
    let output = folder.trail(&["archive", "list", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let list = json(&output);
    assert_eq!((&list["n"], &list["error"]), (&1.into(), &Value::Null), "{list}");
    assert_eq!(list["recs"], serde_json::json!([["resource", 5]]));
    assert_eq!(list["records"][0]["block_sha1"], "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");

    let other = resource("WARC-Record-ID: <urn:x:2>\r\nWARC-Block-Digest: sha1:AAAA\r\n", "hello");
    let broken = folder.file("broken.warc", &(sound.clone() + &resource("", "hello") + &other));
    let output = folder.trail(&["archive", "list", broken.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let list = json(&output);
    assert_eq!(list["n"], 3);
    let faults: Vec<&str> = list["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["fault"].as_str().unwrap())
        .collect();
    assert_eq!(faults, ["missing-field", "block-digest"], "{list}");
    assert_eq!(list["findings"][0]["offset"], sound.len());
    assert!(list["error"].as_str().unwrap().contains("WARC-Record-ID"));

    let both = [path.to_str().unwrap(), broken.to_str().unwrap()];
    let output = folder.trail(&["archive", "list", both[0], both[1]]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("sound.warc: 1 record, 0 findings"), "{text}");
    assert!(
        text.contains(&format!("broken.warc:{}: the record has no WARC-Record-ID", sound.len())),
        "{text}"
    );
}

#[test]
fn a_file_that_is_not_there_ends_with_4() {
    let folder = Folder::new();
    let output = folder.trail(&["archive", "list", "/nowhere/x.warc"]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(stderr(&output).contains("/nowhere/x.warc"), "{}", stderr(&output));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crawl_wrote_has_no_findings() {
    let bench = Bench::new().await;
    bench.look().await;
    bench.look().await;
    let segments = bench.setting.archive(bench.server.clock()).unwrap().segments();
    for segment in segments {
        for listed in archive::list_file(&segment).unwrap() {
            assert!(matches!(listed, archive::Listed::Record(_)), "{}: {listed:?}", segment.display());
        }
    }
}
