//! The head of a record, as any writer writes it, within limits.

use std::io::{self, BufRead, Read};

/// Maximum size of a record's header, in bytes.
const MAX_HEADER_BYTES: usize = 64 << 10;
/// Maximum number of header fields of a record.
const MAX_HEADER_FIELDS: usize = 512;
/// Maximum number of empty lines between two records.
const MAX_EMPTY_LINES: usize = 64;

/// What stands before a record's block.
pub(crate) struct Head {
    /// The version line, such as `WARC/1.1`.
    pub(crate) version: String,
    /// Header fields in order, names as written.
    pub(crate) headers: Vec<(String, String)>,
}

impl Head {
    /// The first header field of that name.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Reads the version line and the header fields, up to the empty line behind them.
pub(crate) fn read_head(input: &mut impl BufRead) -> io::Result<Head> {
    let mut budget = MAX_HEADER_BYTES;
    let version = read_line(input, &mut budget)?;
    if !version.starts_with("WARC/") {
        let start: String = version.chars().take(40).collect();
        return Err(broken(format!("a record starts with '{start}' instead of WARC/1.1")));
    }
    let mut headers: Vec<(String, String)> = Vec::new();
    loop {
        let line = read_line(input, &mut budget)?;
        if line.is_empty() {
            return Ok(Head { version, headers });
        }
        match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                headers.push((name.trim().to_owned(), value.trim().to_owned()))
            }
            // A line that is no field says nothing; other readers skip it too.
            _ => {}
        }
        if headers.len() > MAX_HEADER_FIELDS {
            return Err(broken(format!("a record has more than {MAX_HEADER_FIELDS} header fields")));
        }
    }
}

/// Skips line ends; whether nothing is left.
pub(crate) fn at_end(input: &mut impl BufRead) -> io::Result<bool> {
    for _ in 0..MAX_EMPTY_LINES * 2 {
        match input.fill_buf()? {
            [] => return Ok(true),
            [b'\r' | b'\n', ..] => input.consume(1),
            _ => return Ok(false),
        }
    }
    Err(broken("there is no record after many empty lines".to_owned()))
}

/// A line without its end, from what is left of the header's `budget`.
fn read_line(input: &mut impl BufRead, budget: &mut usize) -> io::Result<String> {
    let mut line = Vec::new();
    input.by_ref().take(*budget as u64).read_until(b'\n', &mut line)?;
    *budget -= line.len();
    match line.strip_suffix(b"\n") {
        // Files that went through a conversion of line ends have two carriage returns.
        Some(line) => Ok(String::from_utf8_lossy(line).trim_end_matches('\r').to_owned()),
        None if *budget == 0 => {
            Err(broken(format!("a record's header is longer than {MAX_HEADER_BYTES} bytes")))
        }
        None => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends in a record's header")),
    }
}

/// Something that is not as it has to be.
pub(crate) fn broken(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Counts the bytes that were taken out of a reader.
pub(crate) struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R> Counted<R> {
    /// Counts from 0.
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, taken: 0 }
    }

    /// Bytes taken so far.
    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.taken += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.inner.consume(count);
    }
}
