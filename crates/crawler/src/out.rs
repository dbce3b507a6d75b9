//! Standard output, whose reader may have had enough: `trail … | head` is no failure.

use std::io::{self, Write};

/// Prints a line as `println!` does, or with `bare` a text as it is. Where the reader has gone, nothing is printed, and
/// the command goes on: what it does may matter more than what it says.
macro_rules! say {
    (bare $text:expr) => { $crate::out::write(format_args!("{}", $text)) };
    () => { $crate::out::write(format_args!("\n")) };
    ($($told:tt)*) => { $crate::out::write(format_args!("{}\n", format_args!($($told)*))) };
}

/// Writes to standard output as far as somebody reads it.
pub(crate) fn write(text: std::fmt::Arguments<'_>) {
    if let Err(error) = io::stdout().write_fmt(text)
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        tracing::warn!(%error, "standard output cannot be written");
    }
}
