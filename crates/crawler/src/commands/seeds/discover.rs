//! `trail seeds discover`: what a domain has to follow, as a seed file.

use std::io::Write;

use anyhow::{Context, Result};
use url::{Host, Url};

use crate::cli::{AnswerFormat, DiscoverArgs};
use crate::clock::system_clock;
use crate::discover::{discover, json, toml};
use crate::exit::Exit;
use crate::peek::Peek;
use crate::setting::Setting;

/// Runs the command. Nothing is stored: the answer is for a person to look at and to save.
///
/// # Errors
/// When what was given is not a domain, or the web client cannot be set up.
pub async fn run(setting: &Setting, args: &DiscoverArgs) -> Result<Exit> {
    let domain = domain(&args.domain)?;
    let clock = system_clock();
    let peek = Peek::new(setting.fetcher(clock.clone())?, clock.clone(), args.delay);
    let found = discover(peek, &domain, args.name.as_deref()).await?;
    let text = match args.format {
        AnswerFormat::Text => toml(&found, clock.now()),
        AnswerFormat::Json => serde_json::to_string_pretty(&json(&found, clock.now()))? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(if found.proposals.is_empty() { Exit::Findings } else { Exit::Success })
}

/// The domain that somebody typed, or that of the address.
fn domain(text: &str) -> Result<String> {
    let host = match Url::parse(text) {
        Ok(url) if url.has_host() => url.host_str().unwrap_or_default().to_owned(),
        _ => text.trim_end_matches(['.', '/']).to_owned(),
    };
    match Host::parse(&host) {
        Ok(host @ Host::Domain(_)) => Ok(host.to_string()),
        _ => anyhow::bail!("'{text}' is not a domain; write it like 'example.com'"),
    }
}
