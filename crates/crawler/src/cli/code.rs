//! Options of `trail code`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::command::TableFormat;

/// `trail code ...`
#[derive(Debug, Subcommand)]
pub enum CodeCommand {
    /// Print the code book: the fields, their values and what they mean
    Book {
        /// The form of the book
        #[arg(long, value_enum, default_value_t = BookFormat::Text)]
        format: BookFormat,
    },
    /// Write the sheet of an incident: a row for each communication and field
    Export(ExportArgs),
    /// Store a filled sheet; refuses it as a whole where anything in it is not allowed
    Import(ImportArgs),
    /// Say how far coders agree with each other and with the rules, field by field
    Agreement {
        /// The incident's slug, such as heartbleed
        incident: String,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
}

/// The form of the code book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BookFormat {
    /// For a terminal.
    Text,
    /// docs/CODEBOOK.md.
    Markdown,
    /// For programs.
    Json,
}

/// Options of `trail code export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The incident's slug, such as heartbleed
    pub incident: String,
    /// The file to write [default: standard output]; one that exists is not overwritten
    #[arg(long, value_name = "FILE.csv")]
    pub to: Option<PathBuf>,
    /// Only this provider (slug); may be given several times
    #[arg(long, value_name = "SLUG")]
    pub provider: Vec<String>,
    /// Leave out what the rules found, so that the coder is independent of it
    #[arg(long)]
    pub blind: bool,
}

/// Options of `trail code import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The filled sheet
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,
    /// Who filled it
    #[arg(long, value_name = "NAME", value_parser = coder)]
    pub coder: String,
    /// The version of the code book that was used
    #[arg(long, value_name = "VERSION")]
    pub codebook: String,
}

/// A name: short, printable, and not the one of the rules.
fn coder(name: &str) -> Result<String, String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err("a coder's name has 1 to 100 printable characters".to_owned());
    }
    if name == report::coding::MACHINE {
        return Err("this name stands for the rules; choose another".to_owned());
    }
    Ok(name.to_owned())
}
