//! Whatever the values, every format gives back what was written.

use proptest::prelude::*;
use serde_json::Value;
use store::{Cell, ColumnKind, ExportColumn, ExportTable};

use super::Format;

const KINDS: [ColumnKind; 7] = [
    ColumnKind::Boolean,
    ColumnKind::Integer,
    ColumnKind::Number,
    ColumnKind::Text,
    ColumnKind::Time,
    ColumnKind::List,
    ColumnKind::Json,
];

fn table() -> ExportTable {
    let column = |(index, kind): (usize, &ColumnKind)| ExportColumn {
        name: format!("column_{index}"),
        kind: *kind,
        description: "What it means.".to_owned(),
    };
    ExportTable {
        name: "made_up".to_owned(),
        description: String::new(),
        columns: KINDS.iter().enumerate().map(column).collect(),
        key: vec!["column_1".to_owned()],
        adds: false,
    }
}

/// A text as PostgreSQL can hold it: without NUL.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[\",\r\n a'\\\\;]{1,8}",
        any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

fn row() -> impl Strategy<Value = Vec<Cell>> {
    let json = prop_oneof![
        text().prop_map(Value::String),
        any::<i64>().prop_map(Value::from),
        prop::collection::vec(text(), 0..3).prop_map(Value::from),
    ];
    // The years that the server's calendar and RFC 3339 share.
    let micros = -62_135_596_800_000_000..253_402_300_799_999_999_i64;
    let list = prop::collection::vec(prop::option::of(text()), 0..4);
    let number = prop::num::f64::NORMAL | prop::num::f64::ZERO;
    let cells = (
        prop::option::of(any::<bool>().prop_map(Cell::Boolean)),
        prop::option::of(any::<i64>().prop_map(Cell::Integer)),
        prop::option::of(number.prop_map(Cell::Number)),
        prop::option::of(text().prop_map(Cell::Text)),
        prop::option::of(micros.prop_map(Cell::Time)),
        prop::option::of(list.prop_map(Cell::List)),
        prop::option::of(json.prop_map(Cell::Json)),
    );
    cells.prop_map(|(a, b, c, d, e, f, g)| {
        [a, b, c, d, e, f, g].into_iter().map(|cell| cell.unwrap_or(Cell::Null)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(row(), 0..12)) {
        let table = table();
        for format in [Format::Csv, Format::JsonLines, Format::Parquet, Format::Sqlite] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("table");
            let mut sink = format.sink(&path, &table).unwrap();
            for row in &rows {
                sink.row(row.clone()).unwrap();
            }
            sink.finish().unwrap();
            let mut read = Vec::new();
            format.read(&path, &table, &mut |row| read.push(row.to_vec())).unwrap();
            prop_assert_eq!(&read, &rows, "{:?}", format);
        }
    }
}

#[test]
fn a_byte_that_is_not_as_it_was_written_is_seen() {
    let (table, folder) = (table(), tempfile::tempdir().unwrap());
    let row = KINDS
        .map(|kind| if kind == ColumnKind::Text { Cell::Text("patched".to_owned()) } else { Cell::Null });
    for format in [Format::Csv, Format::JsonLines] {
        let path = folder.path().join(format!("{format:?}"));
        let mut sink = format.sink(&path, &table).unwrap();
        sink.row(row.to_vec()).unwrap();
        sink.finish().unwrap();
        let digest = || {
            let mut digest = crate::digest::RowDigest::default();
            format.read(&path, &table, &mut |row| digest.add(row)).unwrap();
            digest.finish()
        };
        let before = digest();
        let bytes = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        std::fs::write(&path, bytes.replace("patched", "patcheD")).unwrap();
        assert_ne!(digest(), before, "{format:?}");
    }
}
