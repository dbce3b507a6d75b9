//! `trail db`: the database's address and state.

use std::path::PathBuf;

use anyhow::{Context, Result};
use store::embedded::Cluster;
use store::{CRAWL_ROLE, READ_ROLE, RESEARCH_ROLE, Secret};

use crate::cli::{DbCommand, RolesArgs};
use crate::exit::Exit;
use crate::redacted::redacted;
use crate::seed_files::count;
use crate::setting::Setting;

/// Runs the command.
///
/// # Errors
/// When the database cannot be found, started or stopped.
pub async fn run(setting: &Setting, command: &DbCommand) -> Result<Exit> {
    match command {
        DbCommand::Url => {
            let database = setting.database().await?;
            database.connect().await?;
            say!("{}", database.url());
        }
        DbCommand::Start => {
            let database = setting.database().await?;
            database.connect().await?;
            say!("running: {}", redacted(database.url()));
        }
        DbCommand::Status => status(setting).await?,
        DbCommand::Digest => digest(setting).await?,
        DbCommand::Stop => stop(setting).await?,
        DbCommand::Roles(args) => roles(setting, args).await?,
        DbCommand::Dictionary => {
            let store = setting.database().await?.connect().await?;
            say!(bare super::dictionary::page(&store.described().await?));
        }
    }
    Ok(Exit::Success)
}

async fn status(setting: &Setting) -> Result<()> {
    let database = setting.database().await?;
    let store = database.connect().await?;
    say!("address  {}", redacted(database.url()));
    for (name, number) in store.status().await? {
        say!("{number:>8} {name}");
    }
    Ok(())
}

async fn digest(setting: &Setting) -> Result<()> {
    let store = setting.for_reading().database().await?.connect().await?;
    for it in store.digests().await? {
        say!("{} {:>9} {}", it.digest, it.rows, it.table);
    }
    Ok(())
}

async fn roles(setting: &Setting, args: &RolesArgs) -> Result<()> {
    let secret = |path: &Option<PathBuf>| {
        path.as_ref()
            .map(|path| {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("the password file {} cannot be read", path.display()))?;
                anyhow::ensure!(!text.trim().is_empty(), "the password file {} is empty", path.display());
                Ok(Secret::new(&text))
            })
            .transpose()
    };
    let (crawl, read) = (secret(&args.crawl_password_file)?, secret(&args.read_password_file)?);
    let research = secret(&args.research_password_file)?;
    let store = setting.database().await?.connect().await?;
    store.roles_set(crawl.as_ref(), read.as_ref(), research.as_ref()).await?;
    for (role, what, secret) in [
        (CRAWL_ROLE, "adds what is seen; no change of the schema, no change or delete of evidence", crawl),
        (READ_ROLE, "reads tables and views, but no header fields of seeds", read),
        (RESEARCH_ROLE, "reads the views of the schema research, and nothing else", research),
    ] {
        let login = if secret.is_some() { "logs in with its password" } else { "cannot log in by itself" };
        say!("{role:<14} {what}; {login}");
    }
    Ok(())
}

async fn stop(setting: &Setting) -> Result<()> {
    if setting.database_url.is_some() {
        say!("the database at DATABASE_URL is not ours to stop");
        return Ok(());
    }
    let mut stopped = 0;
    for home in [setting.home.clone(), setting.home.demo()] {
        if home.has_database() && Cluster::stop(&home.cluster()).await? {
            stopped += 1;
        }
    }
    match stopped {
        0 => say!("no private database was running in {}", setting.home.dir().display()),
        number => say!("{} stopped", count(number, "private database")),
    }
    Ok(())
}
