//! `trail seeds check`, `import` and `export`.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use model::{import_providers, write_provider};

use crate::exit::Exit;
use crate::seed_files::{self, count};

/// Says all that is wrong with seed files.
///
/// # Errors
/// When the folder cannot be read.
pub fn check(dir: Option<&Path>) -> Result<Exit> {
    let (set, problems) = seed_files::check(dir)?;
    for problem in &problems {
        say!("{problem}");
    }
    let sources: usize = set.providers.iter().map(|provider| provider.sources.len()).sum();
    say!(
        "{} with {}, {}: {}",
        count(set.providers.len(), "provider"),
        count(sources, "source"),
        count(set.incidents.len(), "incident"),
        if problems.is_empty() { "all right".to_owned() } else { count(problems.len(), "problem") },
    );
    Ok(if problems.is_empty() { Exit::Success } else { Exit::Findings })
}

/// Writes seed files from JSON lines; with `force` over files that say something else.
///
/// # Errors
/// When the file cannot be read or a seed file not be written.
pub fn import(file: &Path, out: &Path, force: bool) -> Result<Exit> {
    let open = std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let lines: Vec<String> = std::io::BufReader::new(open)
        .lines()
        .collect::<std::io::Result<_>>()
        .with_context(|| format!("{} cannot be read as UTF-8 text", file.display()))?;
    let numbered = lines.iter().enumerate().map(|(index, line)| (index + 1, line.as_str()));
    let (providers, mut problems) = import_providers(numbered);
    let folder = out.join("providers");
    let files = providers
        .iter()
        .map(|provider| (folder.join(format!("{}.toml", provider.slug)), write_provider(provider)))
        .collect();
    if !write(files, force)? {
        return Ok(Exit::Findings);
    }
    for problem in &mut problems {
        problem.file = file.display().to_string();
        say!("{problem}");
    }
    let sources: usize = providers.iter().map(|provider| provider.sources.len()).sum();
    say!(
        "{} with {} written to {}{}",
        count(providers.len(), "provider"),
        count(sources, "source"),
        folder.display(),
        if problems.is_empty() {
            String::new()
        } else {
            format!("; {} not taken", count(problems.len(), "line"))
        },
    );
    Ok(if problems.is_empty() { Exit::Success } else { Exit::Findings })
}

/// Writes the shipped seeds into a folder; with `force` over files that say something else.
///
/// # Errors
/// When a file cannot be written.
pub fn export(out: &Path, force: bool) -> Result<Exit> {
    let files: Vec<(PathBuf, String)> = seed_files::shipped()
        .into_iter()
        .map(|(name, text)| (out.join(name.trim_start_matches("seeds/")), text))
        .collect();
    let number = files.len();
    if !write(files, force)? {
        return Ok(Exit::Findings);
    }
    say!("{} written to {}", count(number, "seed file"), out.display());
    Ok(Exit::Success)
}

/// Writes these files, or none of them and says why: a seed file is the work of a person, and one that says something
/// else is not written over unasked.
fn write(files: Vec<(PathBuf, String)>, force: bool) -> Result<bool> {
    let is_other = |(path, text): &&(PathBuf, String)| {
        path.exists() && std::fs::read(path).map_or(true, |there| there != text.as_bytes())
    };
    let others: Vec<_> = files.iter().filter(is_other).collect();
    if !others.is_empty() && !force {
        for (path, _) in &others {
            say!("{}: there already, and says something else", path.display());
        }
        say!("nothing was written; choose another folder, or take --force to write over them");
        return Ok(false);
    }
    for (path, text) in &files {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(true)
}
