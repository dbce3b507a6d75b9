//! `trail doctor`: names the part that is broken.

use anyhow::Result;

use crate::clock::system_clock;
use crate::database::clocks_apart;
use crate::exit::Exit;
use crate::failure::told;
use crate::redacted::redacted;
use crate::seed_files;
use crate::setting::{Setting, USER_AGENT};

/// Runs the command: one line a part, `ok` or what is wrong with it.
///
/// # Errors
/// Never for a broken part: that is a finding.
pub async fn run(setting: &Setting) -> Result<Exit> {
    let mut findings = 0;
    let mut say = |part: &str, answer: Result<String>| match answer {
        Ok(text) => say!("ok      {part:<15} {text}"),
        Err(error) => {
            findings += 1;
            say!("BROKEN  {part:<15} {}", told(&error));
        }
    };
    say("program", Ok(format!("trail {}, extractor {}", env!("CARGO_PKG_VERSION"), extractor::VERSION)));
    say("data directory", writable(setting));
    say("seeds", shipped_seeds());
    say("archive", archive(setting));
    say("web client", setting.fetcher(system_clock()).map(|_| client(setting)));
    say("database", database(setting).await);
    Ok(if findings == 0 { Exit::Success } else { Exit::Findings })
}

fn writable(setting: &Setting) -> Result<String> {
    setting.home.create()?;
    let probe = setting.home.dir().join(format!(".probe-{}", std::process::id()));
    std::fs::write(&probe, b"probe")?;
    std::fs::remove_file(&probe)?;
    Ok(setting.home.dir().display().to_string())
}

fn shipped_seeds() -> Result<String> {
    let (seeds, problems) = seed_files::check(None)?;
    anyhow::ensure!(
        problems.is_empty(),
        "{} in the shipped seeds",
        seed_files::count(problems.len(), "problem")
    );
    Ok(format!("{} providers, {} incidents shipped", seeds.providers.len(), seeds.incidents.len()))
}

fn archive(setting: &Setting) -> Result<String> {
    let segments = setting.archive(system_clock())?.segments();
    let bytes: u64 = segments.iter().filter_map(|path| path.metadata().ok()).map(|file| file.len()).sum();
    Ok(format!("{} segments, {bytes} bytes in {}", segments.len(), setting.home.archive().display()))
}

fn client(setting: &Setting) -> String {
    let way = match &setting.proxy {
        Some(proxy) => format!("through {}", redacted(proxy.as_str())),
        None => "without a proxy".to_owned(),
    };
    let nobody = if setting.user_agent == USER_AGENT { ", which names nobody to write to" } else { "" };
    format!("{way}, as '{}'{nobody}", setting.user_agent)
}

async fn database(setting: &Setting) -> Result<String> {
    let database = setting.database().await?;
    let store = database.connect().await?;
    if let Some(text) = clocks_apart(system_clock().now(), store.server_time().await?) {
        anyhow::bail!(text);
    }
    Ok(format!("{} at {}", store.server_version().await?, redacted(database.url())))
}
