//! `trail`: the command line.

use std::process::ExitCode;

use clap::Parser;
use crawler::cli::{Cli, start_log, with_comments};
use crawler::exit::Exit;
use crawler::failure::{exit_of, is_reader_gone, told};
use crawler::out::tell;
use crawler::reading::runtime;

fn main() -> ExitCode {
    let cli = Cli::parse_from(with_comments(std::env::args_os()));
    start_log(&cli.global);
    let runtime = runtime();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(crawler::commands::run(cli)),
        Err(error) => Err(error.into()),
    };
    match ended {
        Ok(exit) => exit.into(),
        // What was asked for was printed as far as somebody wanted to read it.
        Err(error) if is_reader_gone(&error) => Exit::Success.into(),
        Err(error) => {
            tell(format_args!("error: {}", told(&error)));
            exit_of(&error).into()
        }
    }
}
