//! Log lines on standard error.

use std::io::IsTerminal;

use clap::ColorChoice;
use tracing_subscriber::EnvFilter;

use super::global::{GlobalArgs, LogFormat};
use crate::out::Log;

/// Starts the log as the options ask. `RUST_LOG` is heeded where it is set.
pub fn start_log(global: &GlobalArgs) {
    let level = match global.verbose {
        // Whoever reads JSON reads each visit.
        0 if global.log_format == LogFormat::Json => "warn,crawler=info,visit=debug",
        0 => "warn,crawler=info",
        1 => "info,crawler=debug,visit=debug",
        2 => "info,visit=debug,crawler=debug,fetcher=debug,archive=debug,store=debug",
        _ => "trace",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let ansi = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => std::io::stderr().is_terminal(),
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(|| Log).with_ansi(ansi);
    // A second start (in tests) leaves the first in place.
    let _ = match global.log_format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
}
