//! A digest over all values of a table, the same whatever the format.

use sha2::{Digest, Sha256};
use store::Cell;

/// The digest of rows in their order, and how many they were.
#[derive(Debug, Default)]
pub(crate) struct RowDigest {
    hasher: Sha256,
    rows: u64,
}

impl RowDigest {
    /// Takes a row.
    pub(crate) fn add(&mut self, row: &[Cell]) {
        self.rows += 1;
        for cell in row {
            self.cell(cell);
        }
    }

    /// Each value begins with its kind and, where its length is not fixed, with that, so that no two rows have the
    /// same bytes.
    fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Null => self.hasher.update([0]),
            Cell::Boolean(value) => self.hasher.update([1, u8::from(*value)]),
            Cell::Integer(value) => self.fixed(2, &value.to_be_bytes()),
            Cell::Number(value) => self.fixed(3, &value.to_bits().to_be_bytes()),
            Cell::Text(text) => self.text(4, text),
            Cell::Time(micros) => self.fixed(5, &micros.to_be_bytes()),
            Cell::List(texts) => {
                self.fixed(6, &(texts.len() as u64).to_be_bytes());
                for text in texts {
                    match text {
                        Some(text) => self.text(4, text),
                        None => self.hasher.update([0]),
                    }
                }
            }
            Cell::Json(value) => self.text(7, &value.to_string()),
        }
    }

    fn fixed(&mut self, kind: u8, bytes: &[u8]) {
        self.hasher.update([kind]);
        self.hasher.update(bytes);
    }

    fn text(&mut self, kind: u8, text: &str) {
        self.fixed(kind, &(text.len() as u64).to_be_bytes());
        self.hasher.update(text);
    }

    /// The number of rows and the digest, in hexadecimal.
    pub(crate) fn finish(self) -> (u64, String) {
        (self.rows, hex(&self.hasher.finalize()))
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
