//! The seeds that the program ships.

use model::ReferenceKind;

use crate::bench::{Folder, stdout};

#[test]
fn the_shipped_seeds_are_right() {
    let (set, problems) = crawler::seed_files::check(None).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(set.providers.len() >= 200, "{} providers", set.providers.len());
    assert!(set.incidents.len() >= 25, "{} incidents", set.incidents.len());
    for provider in &set.providers {
        for source in &provider.sources {
            assert!(source.citation.is_some(), "{}: {} says where it is from", provider.slug, source.url);
        }
    }
    for slug in ["heartbleed", "shellshock", "log4shell", "cloudbleed", "meltdown-spectre", "xz"] {
        let incident = set.incidents.iter().find(|incident| incident.slug == slug);
        let incident = incident.unwrap_or_else(|| panic!("{slug} is shipped"));
        assert!(
            incident.events.iter().all(|event| !event.citation.is_empty()),
            "{slug}: each event has its citation"
        );
        assert!(incident.events.iter().any(|event| event.anchor), "{slug}: delays can be measured");
    }
    // What is dated first is often known to nobody who could answer: an id of a block, a harm that nobody saw.
    for incident in &set.incidents {
        for kind in [ReferenceKind::Private, ReferenceKind::Public, ReferenceKind::Fix] {
            let of_kind: Vec<_> = incident.events.iter().filter(|event| event.kind == kind).collect();
            let anchors = of_kind.iter().filter(|event| event.anchor).count();
            assert!(
                of_kind.len() < 2 || anchors == 1,
                "{}: {anchors} {} anchors",
                incident.slug,
                kind.as_str()
            );
            for event in of_kind {
                let unknown = event.label.contains("not yet known") || event.label.contains("reserved");
                assert!(!unknown, "{}: {} is no {} event", incident.slug, event.label, kind.as_str());
            }
        }
    }
}

/// A reader sees of each address whether somebody saw it answer; leaving that out would say nothing.
#[test]
fn each_shipped_source_says_whether_it_was_confirmed() {
    for (name, text) in crawler::seed_files::shipped().iter().filter(|(name, _)| name.contains("providers/"))
    {
        let sources = text.matches("[[source]]").count();
        let marks = text.lines().filter(|line| line.starts_with("confirmed = ")).count();
        assert_eq!(marks, sources, "{name}");
    }
}

#[test]
fn exported_seeds_are_the_shipped_ones_and_check_out() {
    let folder = Folder::new();
    let out = folder.path().join("mine").display().to_string();
    assert!(folder.trail(&["seeds", "export", "--out", &out]).status.success());
    let output = folder.trail(&["seeds", "check", &out]);
    assert!(output.status.success(), "{}", stdout(&output));
    assert!(stdout(&output).contains("all right"));
}

#[test]
fn seed_files_that_a_person_changed_are_not_written_over_unasked() {
    let folder = Folder::new();
    let out = folder.path().join("mine").display().to_string();
    assert!(folder.trail(&["seeds", "export", "--out", &out]).status.success());
    assert!(folder.trail(&["seeds", "export", "--out", &out]).status.success(), "they say the same");
    let file = folder.path().join("mine/providers/github.toml");
    let mine = format!("{}# mine\n", std::fs::read_to_string(&file).unwrap());
    std::fs::write(&file, &mine).unwrap();
    let lines = r#"{"provider": "github", "name": "GitHub", "domain": "github.com", "kind": "blog", "url": "https://github.blog/feed/"}"#;
    let lines = folder.file("lines.jsonl", &format!("{lines}\n")).display().to_string();
    for args in [["export", "--out", &out, ""], ["import", &lines, "--out", &out]] {
        let args: Vec<&str> = ["seeds"].into_iter().chain(args).filter(|arg| !arg.is_empty()).collect();
        let output = folder.trail(&args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(stdout(&output).contains("github.toml: there already"), "{}", stdout(&output));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), mine);
    }
    assert!(folder.trail(&["seeds", "export", "--out", &out, "--force"]).status.success());
    assert_ne!(std::fs::read_to_string(&file).unwrap(), mine);
}

#[test]
fn imported_lines_become_seeds_that_check_out() {
    let folder = Folder::new();
    let lines = concat!(
        r#"{"provider": "nimbus", "name": "Nimbus", "domain": "nimbus.example", "kind": "blog", "url": "https://nimbus.example/feed"}"#,
        "\n",
        r#"{"provider": "nimbus", "name": "Nimbus", "domain": "nimbus.example", "kind": "status", "url": "https://status.nimbus.example/"}"#,
        "\n",
        r#"{"provider": "harbor", "name": "Harbor", "domain": "harbor.example", "kind": "telegram", "url": "https://harbor.example/"}"#,
        "\n",
    );
    let file = folder.file("lines.jsonl", lines).display().to_string();
    let out = folder.path().join("out").display().to_string();
    let output = folder.trail(&["seeds", "import", &file, "--out", &out]);
    assert_eq!(output.status.code(), Some(1), "a line that was not taken is a finding");
    assert!(stdout(&output).contains("lines.jsonl:3"), "{}", stdout(&output));
    let check = folder.trail(&["seeds", "check", &out]);
    assert!(stdout(&check).contains("1 provider with 2 sources"), "{}", stdout(&check));
}
