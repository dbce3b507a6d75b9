//! Seed files: those of a folder, and those shipped with the program.

use std::path::Path;

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use model::{SeedProblem, SeedSet, read_seeds};
use store::SeedChanges;

use crate::exit::Exit;
use crate::failure::Failed;

/// The seeds of the repository, as they were when the program was built.
static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../seeds");

/// A seed file larger than this is not read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// The texts of all seed files below `dir`, by relative path, in order.
///
/// # Errors
/// When the folder or a file in it cannot be read.
pub fn read_folder(dir: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    collect(dir, &mut files).with_context(|| format!("the seed folder {} cannot be read", dir.display()))?;
    if files.is_empty() {
        bail!(
            "the seed folder {} holds no .toml file; `trail seeds export --out DIR` writes some",
            dir.display()
        );
    }
    files.sort();
    Ok(files)
}

/// The texts of the shipped seed files, by relative path, in order.
pub fn shipped() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in SHIPPED.dirs() {
        for file in folder.files() {
            if let Some(text) = file.contents_utf8() {
                files.push((format!("seeds/{}", file.path().display()), text.to_owned()));
            }
        }
    }
    files.sort();
    files
}

/// The seeds of `dir`, or the shipped ones. What must be left out of them is said on standard error; the rest
/// is used. What is wrong without a loss is for `trail seeds check` to say.
///
/// # Errors
/// When the folder cannot be read, or no right provider is left in it.
pub fn load(dir: Option<&Path>) -> Result<Loaded> {
    let (seeds, problems) = check(dir)?;
    for problem in &problems {
        match problem.loses {
            true => tell!("seeds: {problem}"),
            false => tracing::debug!("seeds: {problem}"),
        }
    }
    if seeds.providers.is_empty() {
        let text = format!(
            "no right provider in the seeds ({}); nothing was changed",
            count(problems.len(), "problem")
        );
        return Err(Failed::new(Exit::Findings, text).into());
    }
    let left_out = problems.iter().filter(|problem| problem.loses).map(ToString::to_string).collect();
    Ok(Loaded { seeds, left_out })
}

/// Says on standard error what the seeds changed in what is visited, and for whom. Returns whether each of their addresses
/// is visited for the provider that names it.
pub fn tell_changes(changes: &SeedChanges) -> bool {
    for line in changes_told(changes) {
        tell!("seeds: {line}");
    }
    changes.shared.is_empty()
}

fn changes_told(changes: &SeedChanges) -> Vec<String> {
    let renamed = changes.renamed.iter().map(|(former, slug)| {
        format!("'{former}' is '{slug}' from now on, with all that was recorded of it")
    });
    let retired = changes
        .retired
        .iter()
        .map(|url| format!("{url} left the seed of its provider and is visited no more"));
    let taken = changes.taken.iter().map(|(url, former)| {
        format!(
            "{url} was visited for '{former}', which is in no seed; it goes over to the provider that names it, without \
             what was recorded before (where '{former}' has only got another slug, write former = [\"{former}\"] \
             into its seed first)"
        )
    });
    let shared = changes.shared.iter().map(|(url, other)| {
        format!("{url} is visited for '{other}' alone, which names it as well; take it out of one of the two seeds")
    });
    renamed.chain(retired).chain(taken).chain(shared).collect()
}

/// Seeds as far as they are right.
#[derive(Debug)]
pub struct Loaded {
    /// The seeds.
    pub seeds: SeedSet,
    /// What had to be left out, each with its file, line and what is wrong.
    pub left_out: Vec<String>,
}

/// Says at the end of a command that it went without a part of its seeds, and what to do. Returns whether it did not.
pub fn tell_left_out(left_out: &[String], dir: Option<&Path>, again: &str) -> bool {
    if !left_out.is_empty() {
        let check =
            dir.map_or("trail seeds check".to_owned(), |dir| format!("trail seeds check {}", dir.display()));
        tell!(
            "seeds: {} left out, the first of which is {}; mend what `{check}` lists, and {again}",
            count(left_out.len(), "mistaken part"),
            left_out.first().map_or("", String::as_str)
        );
    }
    left_out.is_empty()
}

/// The seeds of `dir`, or the shipped ones, and everything that is wrong with them. A folder without
/// incidents is read together with the shipped ones: its pages may be about them.
///
/// # Errors
/// When the folder cannot be read at all.
pub fn check(dir: Option<&Path>) -> Result<(SeedSet, Vec<SeedProblem>)> {
    let Some(dir) = dir else { return Ok(read_seeds(&shipped())) };
    let mut files = read_folder(dir)?;
    if !files.iter().any(|(name, _)| is_incident(name)) {
        files.extend(shipped().into_iter().filter(|(name, _)| is_incident(name)));
    }
    Ok(read_seeds(&files))
}

fn is_incident(name: &str) -> bool {
    Path::new(name).parent().is_some_and(|folder| folder.ends_with("incidents"))
}

/// `1 problem`, `2 problems`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn collect(dir: &Path, files: &mut Vec<(String, String)>) -> Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let kind = std::fs::metadata(&path)?;
        if kind.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "toml") {
            if kind.len() > LARGEST {
                bail!("{} is larger than {LARGEST} bytes: not a seed file", path.display());
            }
            // A byte that is not UTF-8 becomes a problem with its line, not an end of the whole check.
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            files.push((path.display().to_string(), text));
        }
    }
    Ok(())
}
