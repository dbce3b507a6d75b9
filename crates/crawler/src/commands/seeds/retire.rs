//! `trail seeds retire`: follow a provider or a source no more.

use anyhow::Result;
use store::url_key;
use url::Url;

use crate::cli::RetireArgs;
use crate::clock::system_clock;
use crate::exit::Exit;
use crate::failure::{Failed, instead_of};
use crate::people;
use crate::seed_files;
use crate::setting::Setting;

/// Runs the command.
///
/// # Errors
/// When nothing is followed under one of the names, or the seeds or the database cannot be used.
pub async fn run(setting: &Setting, args: &RetireArgs) -> Result<Exit> {
    let seeds = seed_files::check(args.seeds.as_deref())?.0;
    let store = setting.database().await?.connect_to_record().await?;
    let mut comes_back = false;
    for name in &args.names {
        let retired = store.seeds_retire(name, system_clock().now()).await?;
        if retired.is_empty() {
            let known = store.providers_followed().await?;
            let text = format!(
                "nothing is followed under '{name}', neither a provider (slug) nor a source (address); providers that are: {}",
                instead_of(name, &known)
            );
            return Err(Failed::new(Exit::Findings, text).into());
        }
        for url in &retired {
            say!("{url} is visited no more; what was recorded stays");
        }
        let keys: Vec<String> =
            retired.iter().filter_map(|url| Url::parse(url).ok()).map(|url| url_key(&url)).collect();
        let named = seeds
            .providers
            .iter()
            .any(|provider| provider.sources.iter().any(|source| keys.contains(&url_key(&source.url))));
        if named {
            // Of seeds that somebody names it is known that a crawl is run with them.
            comes_back |= args.seeds.is_some();
            match &args.seeds {
                Some(dir) => tell!(
                    "note: the seeds in {} name '{name}': a crawl with them follows it again; take it out of them",
                    dir.display()
                ),
                None => tell!(
                    "note: the shipped seeds name '{name}': a crawl with them follows it again; `trail seeds export` writes them \
                     into a folder, to take it out there and crawl with --seeds"
                ),
            }
        }
    }
    people::keep_here(setting, &store).await?;
    Ok(if comes_back { Exit::Findings } else { Exit::Success })
}
