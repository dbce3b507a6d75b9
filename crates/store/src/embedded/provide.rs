//! Which programs run the cluster: the machine's own, else the package's.

use std::path::Path;

use super::account::Account;
use super::config::EmbeddedConfig;
use super::error::EmbeddedError;
use super::hint::install_command;
use super::package;
use super::programs::Programs;

/// Programs of the major version of the cluster, or of any usable version for a new one.
///
/// # Errors
/// When there are none and none can be brought, or only those of another major version.
pub(super) fn programs_for(
    config: &EmbeddedConfig,
    account: &Account,
    cluster: &Path,
    major: Option<u32>,
) -> Result<Programs, EmbeddedError> {
    let (found, mut tried) = Programs::of_system(config, account);
    let fits = |candidate: &&Programs| major.is_none_or(|major| major == candidate.major);
    if let Some(programs) = found.iter().find(fits) {
        return Ok(programs.clone());
    }
    if config.package && major.is_none_or(|major| major == package::MAJOR) {
        match package::provide(config, account) {
            Ok(programs) => return Ok(programs),
            Err(reason) => {
                tracing::warn!(reason, "the PostgreSQL package cannot be used");
                tried.push(reason);
            }
        }
    }
    Err(match major {
        Some(major) => {
            EmbeddedError::VersionMismatch { cluster: cluster.to_owned(), major, found: in_words(&found) }
        }
        None => EmbeddedError::NotFound { tried, install: install_command() },
    })
}

fn in_words(found: &[Programs]) -> String {
    let versions: Vec<String> =
        found.iter().map(|one| format!("version {} in {}", one.major, one.bin.display())).collect();
    match versions.is_empty() {
        true => "no other version".to_owned(),
        false => versions.join(", "),
    }
}
