//! `trail seeds check`, `import` and `export`.

use std::io::BufRead;
use std::path::Path;

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

/// Writes seed files from JSON lines.
///
/// # Errors
/// When the file cannot be read or a seed file not be written.
pub fn import(file: &Path, out: &Path) -> Result<Exit> {
    let open = std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let lines: Vec<String> = std::io::BufReader::new(open)
        .lines()
        .collect::<std::io::Result<_>>()
        .with_context(|| format!("{} cannot be read as UTF-8 text", file.display()))?;
    let numbered = lines.iter().enumerate().map(|(index, line)| (index + 1, line.as_str()));
    let (providers, mut problems) = import_providers(numbered);
    let folder = out.join("providers");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for provider in &providers {
        let path = folder.join(format!("{}.toml", provider.slug));
        std::fs::write(&path, write_provider(provider))
            .with_context(|| format!("{} cannot be written", path.display()))?;
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

/// Writes the shipped seeds into a folder.
///
/// # Errors
/// When a file cannot be written.
pub fn export(out: &Path) -> Result<Exit> {
    let files = seed_files::shipped();
    for (name, text) in &files {
        let path = out.join(name.trim_start_matches("seeds/"));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    say!("{} written to {}", count(files.len(), "seed file"), out.display());
    Ok(Exit::Success)
}
