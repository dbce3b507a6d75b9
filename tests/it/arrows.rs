//! The repository's own rules: which crate may use which, how long a file may be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which of our crates each may use, and which outside crates only it may name.
const ARROWS: &[(&str, &[&str], &[&str])] = &[
    ("model", &[], &["toml"]),
    ("fetcher", &["model"], &["reqwest"]),
    ("archive", &["model"], &["object_store"]),
    ("extractor", &["model"], &["scraper", "quick-xml"]),
    ("store", &["model"], &["sqlx"]),
    ("report", &["model", "store"], &["csv", "maud"]),
    ("export", &["model", "archive", "store"], &["parquet", "rusqlite"]),
    ("crawler", &["model", "fetcher", "archive", "extractor", "store", "export", "report"], &["clap"]),
];

/// No file is longer than this, in lines.
const LONGEST_FILE: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn dependencies(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().cloned().collect()
}

#[test]
fn stages_know_the_words_and_never_each_other() {
    let ours: Vec<&str> = ARROWS.iter().map(|(name, ..)| *name).collect();
    for (name, allowed, _) in ARROWS {
        let used: Vec<String> =
            dependencies(name).into_iter().filter(|one| ours.contains(&one.as_str())).collect();
        for one in &used {
            assert!(allowed.contains(&one.as_str()), "`{name}` must not use `{one}`");
        }
    }
    let folders = std::fs::read_dir(root().join("crates")).unwrap().count();
    assert_eq!(folders, ARROWS.len(), "every crate has its line in ARROWS");
}

#[test]
fn an_outside_crate_is_named_by_one_stage_only() {
    let owners: BTreeMap<&str, &str> =
        ARROWS.iter().flat_map(|(name, _, own)| own.iter().map(move |outside| (*outside, *name))).collect();
    for (name, ..) in ARROWS {
        for outside in dependencies(name) {
            if let Some(owner) = owners.get(outside.as_str()) {
                assert_eq!(owner, name, "only `{owner}` may name `{outside}`");
            }
        }
    }
}

#[test]
fn pure_crates_have_no_runtime() {
    for name in ["model", "extractor"] {
        for outside in ["tokio", "reqwest", "sqlx", "tracing", "futures-util"] {
            assert!(!dependencies(name).contains(&outside.to_owned()), "`{name}` is pure: no `{outside}`");
        }
    }
}

#[test]
fn a_file_has_one_subject() {
    let mut folders = vec![root().join("crates"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let lines = std::fs::read_to_string(&path).unwrap().lines().count();
                assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
            }
        }
    }
}
