//! WACZ (Web Archive Collection Zipped, 1.1.1): the WARC files with index, pages and description in one ZIP file, none
//! of it compressed again, so that players read from the middle.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use archive::Archive;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Snapshot;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use super::warc::{WrittenRecords, copy};
use crate::digest::hex;
use crate::folder::Summed;
use crate::package::About;
use crate::{ExportError, Folder};

/// The name of the file.
const NAME: &str = "trail.wacz";

/// Where the records are until they are in the file.
const PARTS: &str = "parts";

/// Writes one WACZ file and reads it back.
///
/// # Errors
/// As [`super::export_warc`].
pub async fn export_wacz(
    snapshot: &mut Snapshot,
    archive: &Archive,
    folder: &Folder,
    about: &About,
) -> Result<WrittenRecords, ExportError> {
    let (written, mut index, files) = copy(snapshot, archive, folder, about, PARTS).await?;
    let path = folder.file(NAME)?;
    let mut wacz = Wacz::create(&path)?;
    for file in &files {
        let name = file.path.trim_start_matches(PARTS).trim_start_matches('/');
        wacz.copy(&folder.path().join(&file.path), &format!("archive/{name}"), file)?;
    }
    wacz.text("indexes/index.cdx", &index.cdxj())?;
    wacz.text("pages/pages.jsonl", &index.pages())?;
    let package = json!({
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": about.software,
        "title": format!("Providers' communications in security crises: {}", snapshot.scope.name()),
        "created": snapshot.as_of.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "resources": wacz.resources,
    });
    let package = format!("{package:#}\n");
    let digest = format!("sha256:{}", hex(&Sha256::digest(&package)));
    wacz.text("datapackage.json", &package)?;
    wacz.text("datapackage-digest.json", &json!({ "path": "datapackage.json", "hash": digest }).to_string())?;
    let resources = wacz.finish()?;
    let parts = folder.path().join(PARTS);
    std::fs::remove_dir_all(&parts).or_else(absent).map_err(ExportError::write(&parts))?;
    check(&path, &resources)?;
    folder.sums(&[folder.sum(NAME)?])?;
    Ok(WrittenRecords { files: 1, ..written })
}

fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// A WACZ file that is being written.
struct Wacz<'a> {
    path: &'a Path,
    zip: ZipWriter<File>,
    /// What is in it, as `datapackage.json` says it.
    resources: Vec<Value>,
}

impl<'a> Wacz<'a> {
    fn create(path: &'a Path) -> Result<Self, ExportError> {
        let file = File::create(path).map_err(ExportError::write(path))?;
        Ok(Self { path, zip: ZipWriter::new(file), resources: Vec::new() })
    }

    fn begin(&mut self, name: &str, bytes: u64) -> Result<(), ExportError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(bytes >= u64::from(u32::MAX));
        self.zip.start_file(name, options).map_err(ExportError::write(self.path))
    }

    fn told(&mut self, name: &str, bytes: u64, sha256: &str) {
        let short = name.rsplit('/').next().unwrap_or(name);
        self.resources
            .push(json!({ "name": short, "path": name, "hash": format!("sha256:{sha256}"), "bytes": bytes }));
    }

    fn copy(&mut self, from: &Path, name: &str, file: &Summed) -> Result<(), ExportError> {
        self.begin(name, file.bytes)?;
        let mut input = File::open(from).map_err(ExportError::read_back(from))?;
        io::copy(&mut input, &mut self.zip).map_err(ExportError::write(self.path))?;
        self.told(name, file.bytes, &file.sha256);
        Ok(())
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), ExportError> {
        self.begin(name, text.len() as u64)?;
        self.zip.write_all(text.as_bytes()).map_err(ExportError::write(self.path))?;
        self.told(name, text.len() as u64, &hex(&Sha256::digest(text)));
        Ok(())
    }

    fn finish(self) -> Result<Vec<Value>, ExportError> {
        self.zip.finish().map_err(ExportError::write(self.path))?;
        Ok(self.resources)
    }
}

/// Reads the file back: everything is in it with its digest.
fn check(path: &Path, resources: &[Value]) -> Result<(), ExportError> {
    let file = File::open(path).map_err(ExportError::read_back(path))?;
    let mut zip = ZipArchive::new(file).map_err(ExportError::read_back(path))?;
    for resource in resources {
        let text = |key: &str| resource.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut hasher = Sha256::new();
        let mut entry = zip.by_name(&text("path")).map_err(ExportError::read_back(path))?;
        io::copy(&mut entry, &mut hasher).map_err(ExportError::read_back(path))?;
        if format!("sha256:{}", hex(&hasher.finalize())) != text("hash") {
            let reason = format!("{} has another digest than was written", text("path"));
            return Err(ExportError::Differs { path: path.to_owned(), reason });
        }
    }
    Ok(())
}
