//! One look at one address on the command line.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use crate::bench::{Folder, stderr, stdout};
use crate::host::{Host, answer, cut_off, half_of_a_gzip};

/// Answers every request with `answer`, robots.txt with 404; one connection after the other.
fn serve(answer: Vec<u8>) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap_or(0);
            let is_robots = head[..length].starts_with(b"GET /robots.txt");
            let none: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(if is_robots { none } else { &answer });
        }
    });
    port
}

#[test]
fn a_look_shows_what_came_and_every_key_is_documented() {
    let page = "<title>Heartbleed and us</title><article><h1>Heartbleed and us</h1><p>We patched all of our servers.</p></article>";
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"v1\"\r\nConnection: close\r\n";
    let port = serve(format!("{head}Content-Length: {}\r\n\r\n{page}", page.len()).into_bytes());
    let folder = Folder::new();
    let url = format!("http://127.0.0.1:{port}/post");
    let output = folder.trail(&["fetch", &url, "--format", "json", "--allow-private=127.0.0.1"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("--allow-private"), "the open way is said: {}", stderr(&output));
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&found["outcome"], &found["status"]), (&"answered".into(), &200.into()));
    assert_eq!(found["etag"], "\"v1\"");
    assert_eq!(found["body_bytes"], page.len());
    assert_eq!(found["document"]["title"], "Heartbleed and us");
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap();
    let table = formats.split("## The JSON of `trail fetch`").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let keys = found.as_object().unwrap().keys();
    for key in keys.chain(found["hops"][0].as_object().unwrap().keys()) {
        assert!(table.contains(&format!("`{key}`")), "docs/FORMATS.md explains `{key}`");
    }
}

#[test]
fn without_the_switch_this_machine_is_not_asked() {
    let port = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec());
    let folder = Folder::new();
    let output = folder.trail(&["fetch", &format!("http://127.0.0.1:{port}/robots.txt"), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&found["outcome"], &found["failure"]), (&"failed".into(), &"refused".into()));
    assert!(found["detail"].as_str().unwrap().contains("loopback"), "{found}");
}

#[test]
fn a_body_that_is_cut_short_is_a_failed_look() {
    let port = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf".to_vec());
    let folder = Folder::new();
    let url = format!("http://127.0.0.1:{port}/post");
    let output = folder.trail(&["fetch", &url, "--tries", "1", "--allow-private"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("disconnect") && text.contains("truncated"), "{text}");
}

#[test]
fn a_content_coding_that_ends_early_is_a_failed_look_also_without_a_length() {
    let page =
        format!("<title>A</title><article><h1>A</h1><p>{}</p></article>", "We patched it. ".repeat(200));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(page.as_bytes()).unwrap();
    let mut answer =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
            .to_vec();
    let body = encoder.finish().unwrap();
    answer.extend_from_slice(&body[..body.len() / 2]);
    let port = serve(answer);
    let folder = Folder::new();
    let url = format!("http://127.0.0.1:{port}/post");
    let output = folder.trail(&["fetch", &url, "--tries", "1", "--format", "json", "--allow-private"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&found["truncated"], &found["document"]["kind"]), (&"disconnect".into(), &"unparsed".into()));
    assert!(found["next_look_s"].as_u64().unwrap() < 60, "{found}");
}

#[test]
fn a_robots_txt_that_cannot_be_reached_is_told_with_the_reason() {
    let folder = Folder::new();
    // A port that was free a moment ago: nobody answers there.
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/post");
    let output =
        folder.trail(&["fetch", &url, "--format", "json", "--tries", "1", "--allow-private=127.0.0.1"]);
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&found["outcome"], &found["failure"]), (&"disallowed".into(), &"connect".into()), "{found}");
    assert!(found["detail"].as_str().unwrap().starts_with("robots.txt cannot be reached: "), "{found}");
    assert_eq!(output.status.code(), Some(1), "the look failed");
}

#[test]
fn the_page_is_asked_for_a_rest_after_robots_txt() {
    let port = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec());
    let folder = Folder::new();
    let begin = std::time::Instant::now();
    let url = format!("http://127.0.0.1:{port}/post");
    folder.trail(&["fetch", &url, "--tries", "1", "--allow-private=127.0.0.1"]);
    assert!(begin.elapsed() >= std::time::Duration::from_secs(1), "{:?}", begin.elapsed());
}

/// Runs a command that answers lines.
fn batch(command: &str, lines: &str) -> Vec<serde_json::Value> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_trail"))
        .args([command, "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success());
    stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_decisions_on_freshness_and_on_encodings_can_be_asked_for_alone() {
    let question = serde_json::json!({
        "id": "a", "now": "2014-04-08T10:00:30Z", "received_at": "2014-04-08T10:00:00Z",
        "response_headers": [["ETag", "\"v1\""], ["Cache-Control", "max-age=90"]],
    });
    let answers = batch("revalidate", &format!("{question}\nnot json\n"));
    let wanted = serde_json::json!({"id": "a", "storable": true, "ttl": 60, "stated": true,
                                    "if_none_match": "\"v1\"", "if_modified_since": null});
    assert_eq!(answers[0], wanted);
    assert!(answers[1]["id"].is_null() && answers[1]["error"].is_string(), "{}", answers[1]);
    let question =
        serde_json::json!({"id": 1, "content_type": "text/html; charset=iso-8859-1", "b64": "Z3L832U="});
    let answers = batch("charset", &format!("{question}\n"));
    assert_eq!((&answers[0]["encoding"], &answers[0]["text"]), (&"windows-1252".into(), &"grüße".into()));
}

/// Looks at that address of the host, once unless told otherwise: the exit code and what is said.
fn look(host: &Host, path: &str, more: &[&str]) -> (Option<i32>, serde_json::Value) {
    let folder = Folder::new();
    let url = host.url(path);
    let mut args = vec!["fetch", &url, "--format", "json", "--allow-private=127.0.0.1"];
    args.extend(if more.is_empty() { &["--tries", "1"][..] } else { more });
    let output = folder.trail(&args);
    let told = stdout(&output);
    let found = serde_json::from_str(&told).unwrap_or_else(|_| panic!("{told}{}", stderr(&output)));
    (output.status.code(), found)
}

#[test]
fn of_rules_that_did_not_come_whole_nothing_is_taken_to_be_allowed() {
    let rules = format!("User-agent: *\nAllow: /\n{}", "# and so on\n".repeat(50));
    for broken in [cut_off(&rules), half_of_a_gzip(&rules)] {
        let host = Host::start(move |path, _| match path {
            "/robots.txt" => broken.clone(),
            _ => answer(200, "", "a page"),
        });
        let (code, found) = look(&host, "/post", &[]);
        assert_eq!((code, &found["outcome"]), (Some(1), &"disallowed".into()), "{found}");
        let detail = found["detail"].as_str().unwrap();
        assert!(
            detail.starts_with("robots.txt cannot be reached: the answer of ")
                && detail.ends_with("broke off")
        );
        assert_eq!(host.asked("/post"), 0);
    }
}

#[test]
fn only_the_rules_of_the_origin_may_always_be_asked_for() {
    let host = Host::start(|path, _| match path {
        "/robots.txt" => answer(200, "", "User-agent: *\nDisallow: /private/\n"),
        _ => answer(200, "", "User-agent: *\nDisallow: /\n"),
    });
    let (code, found) = look(&host, "/private/robots.txt", &[]);
    assert_eq!((code, &found["outcome"]), (Some(0), &"disallowed".into()), "{found}");
    assert_eq!(host.asked("/private/robots.txt"), 0);
    let (code, found) = look(&host, "/robots.txt", &[]);
    assert_eq!((code, &found["robots"]["state"]), (Some(0), &"found".into()), "{found}");
}

#[test]
fn rules_that_cannot_be_had_are_asked_for_again_and_make_a_look_that_failed() {
    let host = Host::start(|path, before| match (path, before) {
        ("/robots.txt", 0) => Vec::new(),
        ("/robots.txt", _) => answer(404, "", ""),
        _ => answer(200, "", "a page"),
    });
    let (code, found) = look(&host, "/post", &["--tries", "2"]);
    assert_eq!((code, &found["outcome"]), (Some(0), &"answered".into()), "{found}");
    assert_eq!((host.asked("/robots.txt"), host.asked("/post")), (2, 1));
    let down = Host::start(|_, _| answer(500, "", ""));
    let (code, found) = look(&down, "/post", &[]);
    assert_eq!((code, &found["outcome"]), (Some(1), &"disallowed".into()), "{found}");
    assert!(found["detail"].as_str().unwrap().ends_with("answers with status 500"), "{found}");
    assert_eq!(down.asked("/post"), 0);
}

#[test]
fn rests_between_redirects_are_part_of_the_time_that_was_given() {
    let host = Host::start(|path, _| match path.trim_start_matches('/').parse::<u32>() {
        Ok(number) => answer(302, &format!("Location: /{}\r\n", number + 1), ""),
        Err(_) => answer(404, "", ""),
    });
    let (code, found) = look(&host, "/1", &["--timeout", "3"]);
    assert_eq!((code, &found["failure"]), (Some(1), &"timeout".into()), "{found}");
    assert!(found["detail"].as_str().unwrap().contains("more than the time that is left"), "{found}");
}
