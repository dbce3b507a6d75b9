//! Standard output and standard error, whose readers may have had enough: `trail … | head` is no failure.

use std::io::{self, Write};

/// Prints a line as `println!` does, or with `bare` a text as it is. Where the reader has gone, nothing is printed, and
/// the command goes on: what it does may matter more than what it says.
macro_rules! say {
    (bare $text:expr) => { $crate::out::write(format_args!("{}", $text)) };
    () => { $crate::out::write(format_args!("\n")) };
    ($($told:tt)*) => { $crate::out::write(format_args!("{}\n", format_args!($($told)*))) };
}

/// Prints a line to standard error as `eprintln!` does, and as [`say`] where nobody reads it.
macro_rules! tell {
    ($($told:tt)*) => { $crate::out::tell(format_args!($($told)*)) };
}

/// Writes to standard output as far as somebody reads it.
pub(crate) fn write(text: std::fmt::Arguments<'_>) {
    if let Err(error) = io::stdout().write_fmt(text)
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        tracing::warn!(%error, "standard output cannot be written");
    }
}

/// Writes a line to standard error as far as somebody reads it. Whoever does not cannot be told so.
pub fn tell(line: std::fmt::Arguments<'_>) {
    drop(writeln!(io::stderr(), "{line}"));
}

/// Standard error for a log that goes on where nobody reads it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match io::stderr().write(bytes) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => Ok(bytes.len()),
            done => done,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
