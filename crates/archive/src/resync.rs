//! Finding the next record behind a damaged one, so that one bad spot never hides another.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;

/// How a gzip member starts (RFC 1952, section 2.3.1): two bytes of identity, then the method, deflate.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// Where the next gzip member with a record starts, at or behind `from`.
pub(crate) fn next_member(file: &mut (impl Read + Seek), from: u64) -> io::Result<Option<u64>> {
    let mut at = from;
    while let Some(start) = next_magic(file, at)? {
        file.seek(SeekFrom::Start(start))?;
        let mut opening = [0; 5];
        let mut member = GzDecoder::new(BufReader::with_capacity(1 << 10, &mut *file));
        match member.read_exact(&mut opening) {
            Ok(()) if &opening == b"WARC/" => return Ok(Some(start)),
            // A disk that cannot be read says nothing of what stands there.
            Err(error) if error.raw_os_error().is_some() => return Err(error),
            Ok(()) | Err(_) => {}
        }
        at = start + 1;
    }
    Ok(None)
}

/// Where the next gzip member may start, at or behind `from`.
fn next_magic(file: &mut (impl Read + Seek), from: u64) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(from))?;
    let mut input = BufReader::with_capacity(64 << 10, file);
    let mut at = from;
    let mut matched = 0;
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(None);
        }
        for &byte in bytes {
            at += 1;
            matched = match byte {
                byte if MAGIC.get(matched) == Some(&byte) => matched + 1,
                // None of the three bytes is like another, so only the first can start anew.
                byte if MAGIC.first() == Some(&byte) => 1,
                _ => 0,
            };
            if matched == MAGIC.len() {
                return Ok(Some(at - MAGIC.len() as u64));
            }
        }
        let count = bytes.len();
        input.consume(count);
    }
}
