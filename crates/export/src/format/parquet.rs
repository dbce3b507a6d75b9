//! Apache Parquet, written column by column: texts as strings, moments as timestamps in UTC with microseconds, lists
//! as lists.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as PhysicalType};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::{Field, ListAccessor};
use parquet::schema::types::{Type, TypePtr};
use store::{Cell, ColumnKind, ExportColumn, ExportTable};

use super::{Sink, Take, text};
use crate::ExportError;
use crate::error::unexpected;

/// Rows that are written together.
const GROUP_ROWS: usize = 16_384;

/// Bytes of texts that are written together.
const GROUP_BYTES: usize = 32 << 20;

pub(super) struct ParquetSink {
    path: PathBuf,
    kinds: Vec<ColumnKind>,
    out: SerializedFileWriter<File>,
    /// What is not written yet, column by column.
    columns: Vec<Vec<Cell>>,
    rows: usize,
    bytes: usize,
}

impl ParquetSink {
    pub(super) fn new(path: &Path, table: &ExportTable) -> Result<Self, ExportError> {
        let file = File::create(path).map_err(ExportError::write(path))?;
        let fields: Result<Vec<TypePtr>, ParquetError> = table.columns.iter().map(field).collect();
        let writing = ExportError::write::<ParquetError>(path);
        let schema = Type::group_type_builder(&table.name)
            .with_fields(fields.map_err(&writing)?)
            .build()
            .map_err(&writing)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let out =
            SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).map_err(&writing)?;
        Ok(Self {
            path: path.to_owned(),
            kinds: table.columns.iter().map(|column| column.kind).collect(),
            out,
            columns: vec![Vec::new(); table.columns.len()],
            rows: 0,
            bytes: 0,
        })
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for (kind, cells) in self.kinds.iter().zip(&mut self.columns) {
            column(&mut group, *kind, std::mem::take(cells))?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Sink for ParquetSink {
    fn row(&mut self, row: Vec<Cell>) -> Result<(), ExportError> {
        for (cells, cell) in self.columns.iter_mut().zip(row) {
            if let Cell::Text(text) = &cell {
                self.bytes += text.len();
            }
            cells.push(cell);
        }
        self.rows += 1;
        match self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            true => self.group().map_err(ExportError::write(&self.path)),
            false => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.group().map_err(ExportError::write(&self.path))?;
        self.out.close().map(drop).map_err(ExportError::write(&self.path))
    }
}

fn field(column: &ExportColumn) -> Result<TypePtr, ParquetError> {
    let string = |name: &str| primitive(name, PhysicalType::BYTE_ARRAY, Some(LogicalType::String));
    Ok(Arc::new(match column.kind {
        ColumnKind::Boolean => primitive(&column.name, PhysicalType::BOOLEAN, None)?,
        ColumnKind::Integer => primitive(&column.name, PhysicalType::INT64, None)?,
        ColumnKind::Number => primitive(&column.name, PhysicalType::DOUBLE, None)?,
        ColumnKind::Text => string(&column.name)?,
        ColumnKind::Json => primitive(&column.name, PhysicalType::BYTE_ARRAY, Some(LogicalType::Json))?,
        ColumnKind::Time => {
            let moment = LogicalType::timestamp(true, TimeUnit::MICROS);
            primitive(&column.name, PhysicalType::INT64, Some(moment))?
        }
        ColumnKind::List => {
            let repeated = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(string("element")?)])
                .build()?;
            Type::group_type_builder(&column.name)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(repeated)])
                .build()?
        }
    }))
}

fn primitive(name: &str, physical: PhysicalType, logical: Option<LogicalType>) -> Result<Type, ParquetError> {
    Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

type Group<'a> = SerializedRowGroupWriter<'a, File>;

/// Writes a column of a group.
fn column(group: &mut Group<'_>, kind: ColumnKind, cells: Vec<Cell>) -> Result<(), ParquetError> {
    match kind {
        ColumnKind::Boolean => plain::<BoolType>(group, cells, |cell| match cell {
            Cell::Boolean(value) => Some(value),
            _ => None,
        }),
        ColumnKind::Integer | ColumnKind::Time => plain::<Int64Type>(group, cells, |cell| match cell {
            Cell::Integer(value) | Cell::Time(value) => Some(value),
            _ => None,
        }),
        ColumnKind::Number => plain::<DoubleType>(group, cells, |cell| match cell {
            Cell::Number(value) => Some(value),
            _ => None,
        }),
        ColumnKind::Text | ColumnKind::Json => plain::<ByteArrayType>(group, cells, |cell| {
            text::of(cell).map(|text| ByteArray::from(text.into_bytes()))
        }),
        ColumnKind::List => lists(group, cells),
    }
}

fn plain<T: DataType>(
    group: &mut Group<'_>,
    cells: Vec<Cell>,
    read: impl Fn(Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.into_iter().map(read).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    write::<T>(group, &values, &levels, None)
}

/// Levels of definition: 0 no list, 1 an empty list, 2 an element without a value, 3 a value. Of repetition: 0 where
/// a list begins.
fn lists(group: &mut Group<'_>, cells: Vec<Cell>) -> Result<(), ParquetError> {
    let (mut values, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let Cell::List(texts) = cell else {
            levels.push(0);
            repeats.push(0);
            continue;
        };
        if texts.is_empty() {
            levels.push(1);
            repeats.push(0);
        }
        for (index, text) in texts.into_iter().enumerate() {
            levels.push(if text.is_some() { 3 } else { 2 });
            repeats.push(i16::from(index > 0));
            values.extend(text.map(|text| ByteArray::from(text.into_bytes())));
        }
    }
    write::<ByteArrayType>(group, &values, &levels, Some(&repeats))
}

fn write<T: DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    levels: &[i16],
    repeats: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let column = group.next_column()?;
    let mut column = column.ok_or_else(|| ParquetError::General("a column too many".to_owned()))?;
    column.typed::<T>().write_batch(values, Some(levels), repeats)?;
    column.close()
}

/// Reads a table back.
pub(super) fn read(path: &Path, table: &ExportTable, take: Take<'_>) -> Result<(), ExportError> {
    let file = File::open(path).map_err(ExportError::read_back(path))?;
    let reader = SerializedFileReader::new(file).map_err(ExportError::read_back(path))?;
    for row in reader.get_row_iter(None).map_err(ExportError::read_back(path))? {
        let row = row.map_err(ExportError::read_back(path))?;
        let cells =
            row.get_column_iter().zip(&table.columns).map(|((_, field), column)| cell(field, column.kind));
        take(&cells.collect::<Result<Vec<_>, _>>().map_err(ExportError::read_back(path))?);
    }
    Ok(())
}

fn cell(field: &Field, kind: ColumnKind) -> std::io::Result<Cell> {
    match (field, kind) {
        (Field::Null, _) => Ok(Cell::Null),
        (Field::Bool(value), ColumnKind::Boolean) => Ok(Cell::Boolean(*value)),
        (Field::Long(value), ColumnKind::Integer) => Ok(Cell::Integer(*value)),
        (Field::Double(value), ColumnKind::Number) => Ok(Cell::Number(*value)),
        (Field::TimestampMicros(value), ColumnKind::Time) => Ok(Cell::Time(*value)),
        (Field::Str(text), kind) => text::read(Some(text.clone()), kind),
        (Field::ListInternal(list), ColumnKind::List) => {
            let element = |index| match list.get_string(index) {
                Ok(text) => Some(text.clone()),
                Err(_) => None,
            };
            Ok(Cell::List((0..list.len()).map(element).collect()))
        }
        (field, kind) => Err(unexpected(format!("{field} is no {kind:?}"))),
    }
}
