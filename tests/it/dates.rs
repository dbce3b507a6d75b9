//! Dates on the command line.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::bench::stdout;

#[test]
fn every_line_is_answered_in_order_also_the_broken_ones() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_trail"))
        .args(["dates", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let read_at = "2014-04-09T18:00:00Z";
    let lines = [
        json!({"id": "status", "input": "Apr 8, 14:32 PDT", "ref": read_at}).to_string(),
        "not json".to_owned(),
        String::new(),
        format!("{{\"id\": \"long\", \"input\": \"{}\"}}", "8".repeat(2 * 1024 * 1024)),
        json!({"id": 5, "input": "yesterday at 5pm PDT", "ref": read_at}).to_string(),
        json!({"id": 6, "input": "04/05/2014", "locale": "en-GB", "default_tz": "UTC"}).to_string(),
        json!({"id": 7, "input": "OpenSSL 1.0.1f"}).to_string(),
    ];
    program.stdin.take().unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let values: Vec<&Value> = answers.iter().map(|answer| &answer["value"]).collect();
    let wanted = [
        json!("2014-04-08T21:32:00Z"),
        Value::Null,
        Value::Null,
        json!("2014-04-09T00:00:00Z"),
        json!("2014-05-04T00:00:00Z"),
        Value::Null,
    ];
    assert_eq!(values, wanted.iter().collect::<Vec<_>>());
    assert_eq!(answers[0]["flags"], json!(["year_inferred"]));
    assert!([1, 2, 5].iter().all(|at| answers[*at]["error"].is_string()), "{answers:?}");
}
