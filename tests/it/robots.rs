//! robots.txt on the command line.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::bench::stdout;

#[test]
fn every_line_is_answered_in_order_also_the_broken_ones() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_trail"))
        .args(["robots", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let robots =
        "Sitemap: https://nimbus.example/map.xml\nUser-agent: *\nCrawl-delay: 1.5\nDisallow: /drafts/\n";
    let shut = serde_json::json!(
        {"id": "shut", "robots": robots, "ua": "trail", "url": "https://nimbus.example/drafts/1"}
    );
    let open =
        serde_json::json!({"id": 2, "robots": robots, "ua": "trail", "url": "https://nimbus.example/blog"});
    let input = format!("{shut}\nnot json\n\n{open}\n");
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sitemaps = ["https://nimbus.example/map.xml"];
    assert_eq!(answers.len(), 3);
    assert_eq!(
        answers[0],
        serde_json::json!({"id": "shut", "allowed": false, "line": "4: Disallow: /drafts/", "crawl_delay": 1.5,
                           "sitemaps": sitemaps})
    );
    assert!(answers[1]["id"].is_null() && answers[1]["error"].is_string(), "{}", answers[1]);
    assert_eq!(
        answers[2],
        serde_json::json!({"id": 2, "allowed": true, "line": null, "crawl_delay": 1.5, "sitemaps": sitemaps})
    );
}
