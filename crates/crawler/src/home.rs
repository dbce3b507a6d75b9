//! The data directory: where the archive and the private database live.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use store::embedded::EmbeddedConfig;
use url::Url;

/// A data directory and the places in it.
#[derive(Debug, Clone)]
pub struct Home {
    dir: PathBuf,
    /// Where a package of PostgreSQL binaries is kept, if not in `dir`: the demo, which is made anew each
    /// time, shares that of its data directory.
    shared: Option<PathBuf>,
    /// Where the archive is, if not in `dir`: `file:` is a folder, anything else a store for closed segments.
    archive_store: Option<Url>,
}

impl Home {
    /// The directory that was asked for, or the platform's data folder (`~/.local/share/trail` on Linux).
    ///
    /// # Errors
    /// When none was asked for and the platform names none.
    pub fn locate(asked: Option<&Path>) -> Result<Self> {
        let dir = match asked {
            Some(dir) => std::path::absolute(dir)?,
            None => directories::ProjectDirs::from("", "", "trail")
                .context("this platform names no data folder; say where with --data-dir DIR")?
                .data_dir()
                .to_owned(),
        };
        Ok(Self { dir, shared: None, archive_store: None })
    }

    /// The directory itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The same with its archive elsewhere: in a folder (`file:`), or with closed segments in a store.
    #[must_use]
    pub fn with_archive_store(mut self, url: Option<Url>) -> Self {
        self.archive_store = url;
        self
    }

    /// Where WARC segments are written.
    pub fn archive(&self) -> PathBuf {
        let folder = self.archive_store.as_ref().filter(|url| url.scheme() == "file");
        folder.and_then(|url| url.to_file_path().ok()).unwrap_or_else(|| self.dir.join("archive"))
    }

    /// The store for closed segments, where there is one.
    pub fn archive_store(&self) -> Option<&Url> {
        self.archive_store.as_ref().filter(|url| url.scheme() != "file")
    }

    /// Where workers show that they are alive.
    pub fn workers(&self) -> PathBuf {
        self.dir.join("workers")
    }

    /// The demo's own data directory: fiction never stands beside what was really said.
    pub fn demo(&self) -> Self {
        Self { dir: self.dir.join("demo"), shared: Some(self.dir.clone()), archive_store: None }
    }

    /// Whether a private database was ever made here.
    pub fn has_database(&self) -> bool {
        store::embedded::exists(&self.dir)
    }

    /// How the private database of this directory is run.
    pub fn cluster(&self) -> EmbeddedConfig {
        let config = EmbeddedConfig::new(&self.dir);
        match &self.shared {
            Some(dir) => config.with_package_dir(dir),
            None => config,
        }
    }

    /// Makes the directory.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(&self) -> Result<()> {
        std::fs::create_dir_all(&self.dir).with_context(|| {
            format!(
                "the data directory {} cannot be made; choose another with --data-dir",
                self.dir.display()
            )
        })
    }
}
