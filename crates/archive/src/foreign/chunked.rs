//! The chunked transfer coding (RFC 9112, section 7.1), undone piece by piece.

/// Maximum length of a line with a chunk's size, in bytes, so that no input grows without an end.
const MAX_LINE_BYTES: usize = 4096;

/// How far an input in chunks was read.
#[derive(Default)]
pub(crate) struct Unchunk {
    state: State,
    line: Vec<u8>,
}

#[derive(Default, PartialEq)]
enum State {
    #[default]
    Size,
    Data(u64),
    /// Behind a chunk's data, before its line end.
    Behind,
    Ended,
    Broken,
}

impl Unchunk {
    /// Takes the next bytes and hands out what is data in them.
    pub(crate) fn update(&mut self, mut bytes: &[u8], mut data: impl FnMut(&[u8])) {
        while !bytes.is_empty() {
            match self.state {
                State::Ended | State::Broken => return,
                State::Data(left) => {
                    let count = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    let (piece, rest) = bytes.split_at(count);
                    data(piece);
                    bytes = rest;
                    self.state = match left - count as u64 {
                        0 => State::Behind,
                        left => State::Data(left),
                    };
                }
                State::Size | State::Behind => bytes = self.line(bytes),
            }
        }
    }

    /// Whether the last chunk was seen.
    pub(crate) fn is_whole(&self) -> bool {
        self.state == State::Ended
    }

    /// Takes bytes up to the end of the line; what is left.
    fn line<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let (piece, rest) = bytes.split_at(end.map_or(bytes.len(), |at| at + 1));
        self.line.extend_from_slice(piece);
        if end.is_none() {
            if self.line.len() > MAX_LINE_BYTES {
                self.state = State::Broken;
            }
            return rest;
        }
        let line = std::mem::take(&mut self.line);
        self.state = match (&self.state, line.trim_ascii()) {
            (State::Behind, []) => State::Size,
            (State::Size, line) => match size(line) {
                Some(0) => State::Ended,
                Some(size) => State::Data(size),
                None => State::Broken,
            },
            _ => State::Broken,
        };
        rest
    }
}

/// The size in the line before a chunk; what follows a semicolon is an extension.
fn size(line: &[u8]) -> Option<u64> {
    let digits = line.split(|&byte| byte == b';').next()?.trim_ascii();
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_however_the_input_is_cut() {
        let input = b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n";
        for size in 1..input.len() {
            let (mut it, mut out) = (Unchunk::default(), Vec::new());
            for piece in input.chunks(size) {
                it.update(piece, |data| out.extend_from_slice(data));
            }
            assert_eq!((out.as_slice(), it.is_whole()), (&b"hello world"[..], true), "pieces of {size}");
        }
    }

    #[test]
    fn what_is_no_chunk_or_not_the_last_is_not_whole() {
        for input in [&b"hello"[..], b"5\r\nhello", b"5\r\nhello\r\n", b"5\r\nhello!\r\n0\r\n\r\n", b"zz\r\n"]
        {
            let mut it = Unchunk::default();
            it.update(input, |_| {});
            assert!(!it.is_whole(), "{input:?}");
        }
    }
}
