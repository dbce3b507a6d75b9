//! `trail db`: the database's address and state.

use anyhow::Result;
use store::embedded::Cluster;

use crate::cli::DbCommand;
use crate::exit::Exit;
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
            println!("{}", database.url());
        }
        DbCommand::Start => {
            let database = setting.database().await?;
            database.connect().await?;
            println!("running: {}", database.url());
        }
        DbCommand::Status => status(setting).await?,
        DbCommand::Stop => stop(setting).await?,
    }
    Ok(Exit::Success)
}

async fn status(setting: &Setting) -> Result<()> {
    let database = setting.database().await?;
    let store = database.connect().await?;
    println!("address  {}", database.url());
    for (name, number) in store.status().await? {
        println!("{number:>8} {name}");
    }
    Ok(())
}

async fn stop(setting: &Setting) -> Result<()> {
    if setting.database_url.is_some() {
        println!("the database at DATABASE_URL is not ours to stop");
        return Ok(());
    }
    let mut stopped = 0;
    for home in [setting.home.clone(), setting.home.demo()] {
        if home.has_database() && Cluster::stop(&home.cluster()).await? {
            stopped += 1;
        }
    }
    match stopped {
        0 => println!("no private database was running in {}", setting.home.dir().display()),
        number => println!("{} stopped", count(number, "private database")),
    }
    Ok(())
}
