//! The command line.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::bench::{Folder, stderr, stdout};

#[test]
fn help_names_every_command_and_exit_code() {
    let folder = Folder::new();
    let help = stdout(&folder.trail(&["--help"]));
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
    let program = <crawler::cli::Cli as clap::CommandFactory>::command();
    for command in program.get_subcommands().map(|command| command.get_name()) {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in --help");
        assert!(readme.contains(&format!("`trail {command}")), "{command} in the README");
    }
    for code in ["0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "130 "] {
        assert!(help.contains(&format!("\n  {code}")), "exit code {code} in --help");
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let folder = Folder::new();
    assert_eq!(folder.trail(&["crawl", "--nonsense"]).status.code(), Some(2));
    let output = folder.trail(&["backfill", "acme", "--from", "2014-05-01", "--to", "2014-04-30"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    for proxy in ["nonsense", "ftp://me:s3cret@host"] {
        let output = folder.trail(&["robots", "https://example.org/", "--proxy", proxy]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(!stderr(&output).contains("s3cret"), "{}", stderr(&output));
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let folder = Folder::new();
    for arguments in [&["rules"][..], &["rules", "--format", "json"], &["db", "dictionary"]] {
        // A pipe whose other end is closed before the first line is written.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = folder.command(arguments).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(!said.contains("panicked") && !said.contains("error:"), "{arguments:?}: {said}");
    }
}

#[test]
fn nothing_ends_since_nobody_reads_what_it_tells() {
    let folder = Folder::new();
    for (arguments, code) in [
        (&["crawl", "--once", "--seeds", "/nowhere", "-v"][..], 5),
        (&["fetch", "http://127.0.0.1:1/", "--allow-private", "--tries", "1", "-vv"], 1),
        (&["refetch", "nobody"], 1),
    ] {
        let told = folder.trail(arguments);
        assert_eq!(told.status.code(), Some(code), "{arguments:?}: {}", stderr(&told));
        assert!(!told.stderr.is_empty(), "{arguments:?}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let unheard = folder.command(arguments).stderr(writer).output().unwrap();
        assert_eq!(unheard.status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn an_unknown_provider_or_incident_is_named_with_those_that_exist() {
    let folder = Folder::new();
    let output = folder.trail(&["refetch", "nobody"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no provider 'nobody'"), "{}", stderr(&output));
    let output = folder.trail(&["report", "nothing"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no incident 'nothing'"), "{}", stderr(&output));
}

#[test]
fn what_can_never_do_is_refused_before_anything_is_begun() {
    let folder = Folder::new();
    let file = folder.file("past.warc", "WARC/1.1\r\n").display().to_string();
    let nothing: [(&[&str], &str); 8] = [
        (&["import", &file, "--jobs", "0"], "a number from 1 to"),
        (&["reextract", "--jobs", "0"], "a number from 1 to"),
        (&["rebuild", "--jobs", "many"], "a number from 1 to"),
        (&["verify", "--archive-store", "ftp://host/x"], "'ftp' is no kind of store"),
        (&["verify", "--archive-store", "s3:///x"], "names no bucket"),
        (&["verify", "--archive-store", "file://elsewhere/x"], "names no folder of this machine"),
        (&["seeds", "try", "/no/such/file"], "there is no file '/no/such/file'"),
        (&["seeds", "try", "./page.html"], "there is no file './page.html'"),
    ];
    for (arguments, text) in nothing {
        let output = folder.trail(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(text), "{arguments:?}: {}", stderr(&output));
    }
    let output = folder.trail(&["status", "--database-url", "mysql://root@127.0.0.1/trail"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("write it as postgres://"), "{}", stderr(&output));
    let output = folder.trail(&["verify"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("there is no archive in"), "{}", stderr(&output));
}

#[test]
fn doctor_finds_a_sound_installation() {
    let folder = Folder::new();
    let output = folder.trail(&["doctor"]);
    let text = stdout(&output);
    assert!(output.status.success(), "{text}");
    assert!(!text.contains("BROKEN"), "{text}");
    assert!(text.contains("PostgreSQL"), "{text}");
}

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>Heartbleed and us</title></head><body><main><article>
<h1>Heartbleed and us</h1><p class="byline">By Ada Park, Chief Security Officer</p>
<time datetime="2014-04-08T14:32:00-07:00">April 8, 2014 2:32 pm PDT</time>
<p>On Monday a flaw in OpenSSL, CVE-2014-0160, was made public. All of our load balancers ran a version that was
vulnerable, and we patched them within five hours of the announcement. Certificates were replaced on Tuesday.</p>
<p>We ask all customers to change their passwords and to sign in again. Our storage service was not affected.</p>
</article></main></body></html>"#;

#[test]
fn extract_shows_what_it_reads() {
    let folder = Folder::new();
    let file = folder.file("page.html", PAGE).display().to_string();
    let output = folder.trail(&["extract", &file, "--url", "https://nimbus.example/blog/heartbleed"]);
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(found["kind"], "article");
    assert_eq!(found["title"], "Heartbleed and us");
    assert_eq!(found["published"]["local"], "2014-04-08T14:32:00");
    assert_eq!(found["published"]["offset"], "-07:00");
    assert_eq!(found["published"]["instant"], "2014-04-08T21:32:00Z");
    assert_eq!(found["authors"][0]["name"], "Ada Park");
    assert_eq!(found["authors"][0]["job_title"], "Chief Security Officer");
    assert_eq!(found["authors"][0]["seniority"], "c-level");
    assert_eq!(found["authors"][0]["function"], "security");
    assert_eq!(found["ids"], serde_json::json!(["CVE-2014-0160"]));
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap();
    let table = formats.split("## The JSON of `trail extract`").nth(1).unwrap();
    for key in found.as_object().unwrap().keys().chain(found["published"].as_object().unwrap().keys()) {
        assert!(table.contains(&format!("`{key}`")), "docs/FORMATS.md explains `{key}`");
    }
}

#[test]
fn batch_answers_every_line_also_the_broken_ones() {
    let folder = Folder::new();
    let file = folder.file("page.html", PAGE).display().to_string();
    let mut program = Command::new(env!("CARGO_BIN_EXE_trail"))
        .args(["extract", "--batch", "--jobs", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let good = serde_json::json!({"id": "good", "url": "https://nimbus.example/a", "path": file});
    let gone =
        serde_json::json!({"id": "gone", "url": "https://nimbus.example/b", "path": "/nowhere/at/all"});
    let input = format!("{good}\nnot json\n\n{gone}\n");
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success());
    let mut kinds: Vec<(String, String)> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| (line["id"].to_string(), line["kind"].as_str().unwrap().to_owned()))
        .collect();
    kinds.sort();
    let wanted = [("\"gone\"", "unparsed"), ("\"good\"", "article"), ("null", "unparsed")];
    assert_eq!(kinds, wanted.map(|(id, kind)| (id.to_owned(), kind.to_owned())));
}
