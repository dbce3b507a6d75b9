//! Where the parts of a private cluster lie.
//!
//! ```text
//! DATA_DIR/postgres.lock    held while a cluster is made, started or stopped
//! DATA_DIR/postgres.json    which folder holds the cluster, and the programs that started it last
//! DATA_DIR/postgres/        the server's own folder: cluster/, run/ (its socket), server.log
//! ```
//!
//! As root the server runs as another account. Where that account cannot walk into DATA_DIR (it lies below
//! /root, or below some folder that is closed to others), the server's folder is `/var/lib/trail/<digest of
//! DATA_DIR>` and `postgres.json` points there.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::account::Account;
use super::config::EmbeddedConfig;
use super::error::EmbeddedError;

const STATE: &str = "postgres.json";
const INSIDE: &str = "postgres";

/// The folders of one private cluster.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The data directory, without links.
    pub data_dir: PathBuf,
    /// The server's own folder.
    pub home: PathBuf,
}

/// What is remembered about a cluster, as `postgres.json`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// The server's folder: `postgres`, or an absolute path.
    home: String,
    /// The folder of the programs that started the server last.
    #[serde(default)]
    pub programs: Option<String>,
    /// Whether these came from the package.
    #[serde(default)]
    pub package: bool,
}

impl Place {
    /// The place of the cluster of this data directory, if one was made.
    ///
    /// # Errors
    /// When the data directory or its `postgres.json` cannot be read.
    pub fn find(config: &EmbeddedConfig) -> Result<Option<(Self, Remembered)>, EmbeddedError> {
        let data_dir = match fs::canonicalize(&config.data_dir) {
            Ok(dir) => dir,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(EmbeddedError::file("cannot enter the folder", &config.data_dir)(error));
            }
        };
        let Some(remembered) = Remembered::read(&data_dir, &config.shared_dir)? else { return Ok(None) };
        let home = data_dir.join(&remembered.home);
        Ok(Some((Self { data_dir, home }, remembered)))
    }

    /// The place for a new cluster. The server's folder is not made yet.
    ///
    /// # Errors
    /// When the data directory or, for root, the shared folder cannot be made.
    pub fn choose(config: &EmbeddedConfig, account: &Account) -> Result<Self, EmbeddedError> {
        let data_dir = Self::make_data_dir(config)?;
        let inside = data_dir.join(INSIDE);
        if account.reaches(&data_dir) {
            return Ok(Self { data_dir, home: inside });
        }
        fs::create_dir_all(&config.shared_dir)
            .map_err(EmbeddedError::file("cannot make the folder", &config.shared_dir))?;
        let home = config.shared_dir.join(short_name(&data_dir));
        Ok(Self { data_dir, home })
    }

    /// Makes the data directory and says its path without links.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_data_dir(config: &EmbeddedConfig) -> Result<PathBuf, EmbeddedError> {
        fs::create_dir_all(&config.data_dir)
            .map_err(EmbeddedError::file("cannot make the data directory", &config.data_dir))?;
        fs::canonicalize(&config.data_dir)
            .map_err(EmbeddedError::file("cannot enter the folder", &config.data_dir))
    }

    /// Whether the server's folder lies outside of the data directory.
    pub fn is_outside(&self) -> bool {
        self.home != self.data_dir.join(INSIDE)
    }

    /// Waits until no other command makes, starts or stops this cluster. The lock ends with the value.
    ///
    /// # Errors
    /// When the lock file cannot be opened.
    pub fn lock(data_dir: &Path) -> Result<File, EmbeddedError> {
        let path = data_dir.join("postgres.lock");
        // Another account's lock file can still be opened for reading, and that is enough to lock it.
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .or_else(|_| File::open(&path))
            .map_err(EmbeddedError::file("cannot open the lock", &path))?;
        file.lock().map_err(EmbeddedError::file("cannot take the lock", &path))?;
        Ok(file)
    }

    /// The cluster's folder, PostgreSQL's `PGDATA`.
    pub fn cluster(&self) -> PathBuf {
        self.home.join("cluster")
    }

    /// The folder of the socket, where its path is short enough.
    pub fn run(&self) -> PathBuf {
        self.home.join("run")
    }

    /// The server's log.
    pub fn log(&self) -> PathBuf {
        self.home.join("server.log")
    }

    /// The cluster's major version, if a cluster is here.
    ///
    /// # Errors
    /// When it is here and cannot be read.
    pub fn major(&self) -> Result<Option<u32>, EmbeddedError> {
        let path = self.cluster().join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => {
                let major = text.trim().parse().map_err(io::Error::other);
                Ok(Some(major.map_err(EmbeddedError::file("cannot read the version in", &path))?))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(EmbeddedError::Foreign { path: self.home.clone(), source: error })
            }
            Err(error) => Err(EmbeddedError::file("cannot read", &path)(error)),
        }
    }

    /// Writes `postgres.json`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remember(&self, programs: Option<&Path>, package: bool) -> Result<(), EmbeddedError> {
        let path = self.data_dir.join(STATE);
        let home =
            if self.is_outside() { self.home.to_string_lossy().into_owned() } else { INSIDE.to_owned() };
        let programs = programs.and_then(Path::to_str).map(str::to_owned);
        let text = serde_json::to_string_pretty(&Remembered { home, programs, package })
            .map_err(|error| EmbeddedError::file("cannot write", &path)(error.into()))?;
        let fresh = self.data_dir.join(format!("{STATE}.new"));
        fs::write(&fresh, text + "\n").map_err(EmbeddedError::file("cannot write", &fresh))?;
        fs::rename(&fresh, &path).map_err(EmbeddedError::file("cannot write", &path))
    }

    /// Forgets the cluster: removes `postgres.json`.
    ///
    /// # Errors
    /// When it is there and cannot be removed.
    pub fn forget(&self) -> Result<(), EmbeddedError> {
        let path = self.data_dir.join(STATE);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(EmbeddedError::file("cannot remove", &path)(error))
            }
            _ => Ok(()),
        }
    }
}

impl Remembered {
    fn read(data_dir: &Path, shared_dir: &Path) -> Result<Option<Self>, EmbeddedError> {
        let path = data_dir.join(STATE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(EmbeddedError::file("cannot read", &path)(error)),
        };
        let mut found: Self = serde_json::from_str(&text)
            .map_err(|error| EmbeddedError::file("cannot understand", &path)(error.into()))?;
        if !is_expected(&found.home, shared_dir) {
            let reason =
                format!("its home '{}' is neither '{INSIDE}' nor in {}", found.home, shared_dir.display());
            return Err(EmbeddedError::file("cannot use", &path)(io::Error::other(reason)));
        }
        // Root runs no program only because another account's file names it.
        let trusted = fs::metadata(&path).is_ok_and(|file| !is_root() || file.uid() == 0);
        if !trusted {
            found.programs = None;
        }
        Ok(Some(found))
    }
}

/// Sixteen hexadecimal digits that stand for a path.
pub(super) fn short_name(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn is_expected(home: &str, shared_dir: &Path) -> bool {
    let below = Path::new(home).strip_prefix(shared_dir).ok();
    let is_child = below.is_some_and(|rest| {
        let mut parts = rest.components();
        matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none()
    });
    home == INSIDE || is_child
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}
