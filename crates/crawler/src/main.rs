//! `trail`: the command line.

use std::process::ExitCode;

use clap::Parser;
use crawler::cli::{Cli, start_log};
use crawler::failure::exit_of;
use crawler::reading::STACK_BYTES;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli.global);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK_BYTES).build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(crawler::commands::run(cli)),
        Err(error) => Err(error.into()),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("error: {error:#}");
            exit_of(&error).into()
        }
    }
}
