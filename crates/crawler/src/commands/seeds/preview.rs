//! `trail seeds try`: what would be read at an address or in a file.

use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use url::Url;

use crate::cli::{AnswerFormat, TryArgs};
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::Failed;
use crate::peek::Peek;
use crate::preview::{Preview, expected, json, screen};
use crate::setting::Setting;

/// A file larger than this is not read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Runs the command.
///
/// # Errors
/// When the target is no address or no file that can be read.
pub async fn run(setting: &Setting, args: &TryArgs) -> Result<Exit> {
    let selector = args.link_selector.clone();
    let preview = match &args.url {
        Some(url) => {
            let body = read(Path::new(&args.target))?;
            Preview::of_file(url.clone(), args.kind, args.content_type.clone(), selector, body).await?
        }
        None => {
            let url = address(&args.target)?;
            let kind = args.kind.unwrap_or_else(|| expected(&url));
            let clock = system_clock();
            let mut peek = Peek::new(setting.fetcher(clock.clone())?, clock, args.delay);
            let seen = peek.look(&url, kind).await;
            Preview::of_look(&seen, args.kind, selector).await?
        }
    };
    let text = match args.format {
        AnswerFormat::Text => screen(&preview, args.all),
        AnswerFormat::Json => serde_json::to_string_pretty(&json(&preview))? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(if preview.found_something() { Exit::Success } else { Exit::Findings })
}

/// The address that somebody typed; a host alone is meant with https.
fn address(target: &str) -> Result<Url> {
    if Path::new(target).is_file() {
        anyhow::bail!("'{target}' is a file; say with --url from which address it is");
    }
    if ["/", "./", "../", "~"].iter().any(|begin| target.starts_with(begin)) {
        let text = format!("there is no file '{target}', and an address begins with http:// or https://");
        return Err(Failed::new(Exit::Usage, text).into());
    }
    let text = if target.contains("://") { target.to_owned() } else { format!("https://{target}") };
    let mut url = Url::parse(&text).with_context(|| format!("'{target}' is not an address"))?;
    url.set_fragment(None);
    Ok(url)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("{name} cannot be read"))?;
    let mut body = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut body).with_context(|| format!("{name} cannot be read"))?;
    anyhow::ensure!(body.len() as u64 <= LARGEST, "{name} is larger than {LARGEST} bytes");
    Ok(body)
}
