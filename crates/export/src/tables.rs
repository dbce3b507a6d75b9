//! Tables, written and checked.

use futures_util::TryStreamExt;
use store::{ExportTable, Snapshot};

use crate::digest::RowDigest;
use crate::package::{self, About};
use crate::{ExportError, Folder, Format};

/// A table that was written and agrees with the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTable {
    /// The table.
    pub table: ExportTable,
    /// Its file inside the folder.
    pub file: String,
    /// How many rows it has.
    pub rows: u64,
    /// The digest over all its values, in hexadecimal; the same in every format.
    pub digest: String,
}

/// Writes all tables with their description into `folder`, and reads them back.
///
/// # Errors
/// When something cannot be read or written, or what is on the disk is not what the database said.
pub async fn export_tables(
    snapshot: &mut Snapshot,
    folder: &Folder,
    format: Format,
    about: &About,
) -> Result<Vec<WrittenTable>, ExportError> {
    let mut written = Vec::new();
    for table in snapshot.tables().await? {
        written.push(export_table(snapshot, folder, format, table).await?);
    }
    package::write(snapshot, folder, format, about, &written)?;
    Ok(written)
}

async fn export_table(
    snapshot: &mut Snapshot,
    folder: &Folder,
    format: Format,
    table: ExportTable,
) -> Result<WrittenTable, ExportError> {
    let file = format.file(&table.name);
    let path = folder.file(&file)?;
    let counted = snapshot.count(&table).await?;
    let (mut sink, mut said) = (format.sink(&path, &table)?, RowDigest::default());
    let mut rows = snapshot.rows(&table);
    while let Some(row) = rows.try_next().await? {
        said.add(&row);
        sink.row(row)?;
    }
    drop(rows);
    sink.finish()?;
    let mut kept = RowDigest::default();
    format.read(&path, &table, &mut |row| kept.add(row))?;
    let ((rows, digest), kept) = (said.finish(), kept.finish());
    let differs = |reason| ExportError::Differs { path: path.clone(), reason };
    if rows != counted || kept.0 != counted {
        let reason =
            format!("{counted} rows of {} were counted, {rows} were read, {} are there", table.name, kept.0);
        return Err(differs(reason));
    }
    if kept.1 != digest {
        return Err(differs(format!("values of {} are not as they were read", table.name)));
    }
    Ok(WrittenTable { table, file, rows, digest })
}
