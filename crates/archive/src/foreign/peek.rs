//! A reader that can look ahead.

use std::io::{self, BufRead, Read};

/// Bytes read at once.
const CHUNK: usize = 64 << 10;

/// Reads, looks ahead by up to a chunk, and knows how far it has come.
pub(crate) struct Peek<R> {
    inner: R,
    buffer: Vec<u8>,
    at: usize,
    passed: u64,
    ended: bool,
}

impl<R: Read> Peek<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, buffer: Vec::new(), at: 0, passed: 0, ended: false }
    }

    /// Bytes consumed so far.
    pub(crate) fn passed(&self) -> u64 {
        self.passed
    }

    /// What is below; the bytes that were looked at and not consumed are lost.
    pub(crate) fn into_inner(self) -> R {
        self.inner
    }

    /// At least `count` bytes from here on, fewer only at the end.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < count && !self.ended {
            self.buffer.drain(..self.at);
            self.at = 0;
            let before = self.buffer.len();
            self.buffer.resize(before + CHUNK, 0);
            let read = loop {
                match self.inner.read(self.buffer.get_mut(before..).unwrap_or_default()) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            self.buffer.truncate(before + *read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
        }
        Ok(self.buffer.get(self.at..).unwrap_or_default())
    }

    /// Skips line ends; how many bytes they were.
    pub(crate) fn skip_line_ends(&mut self) -> io::Result<u64> {
        let start = self.passed;
        while let [b'\r' | b'\n', ..] = self.peek(1)? {
            self.consume(1);
        }
        Ok(self.passed - start)
    }

    /// Skips up to the next line that starts as a record does; `false` where there is none. At least one
    /// byte is skipped.
    pub(crate) fn skip_to_record(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.peek(1)?;
            if ahead.is_empty() {
                return Ok(false);
            }
            let line_end = ahead.iter().position(|&byte| byte == b'\n');
            let count = line_end.map_or(ahead.len(), |at| at + 1);
            self.consume(count);
            if line_end.is_some() && self.peek(6)?.starts_with(b"WARC/") {
                return Ok(true);
            }
        }
    }
}

impl<R: Read> Read for Peek<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ahead = self.peek(1)?;
        let count = ahead.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), ahead.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Peek<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.passed += count as u64;
    }
}
