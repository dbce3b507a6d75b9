//! `trail cite`: how to cite a post, a capture or the whole collection.

use anyhow::Result;
use export::Citation;
use model::Sha256Digest;
use store::{CitedPage, Store};

use super::named_post::named_post;
use crate::cli::{CitationFormat, CiteArgs};
use crate::exit::Exit;
use crate::failure::Failed;
use crate::setting::Setting;

/// Runs the command.
///
/// # Errors
/// When nothing or several posts are meant, or the database cannot be used.
pub async fn run(setting: &Setting, args: &CiteArgs) -> Result<Exit> {
    let store = setting.for_reading().database().await?.connect().await?;
    let citation = match args.what.as_str() {
        "dataset" => {
            let tables: String = store.digests().await?.iter().map(|it| format!("{}\n", it.digest)).collect();
            let digest = Sha256Digest::of(tables.as_bytes()).to_string();
            let software = concat!("trail ", env!("CARGO_PKG_VERSION"));
            let digest = digest.trim_start_matches("sha256:");
            Citation::of_collection(&store.cited_collection().await?, software, digest)
        }
        what => Citation::of_page(&page(&store, what).await?),
    };
    match args.format {
        CitationFormat::Text => say!("{}", citation.text()),
        CitationFormat::Bibtex => say!("{}", citation.bibtex()),
        CitationFormat::CslJson => say!("{:#}", citation.csl()),
    }
    Ok(Exit::Success)
}

async fn page(store: &Store, what: &str) -> Result<CitedPage> {
    let capture = match what.strip_prefix("capture:") {
        Some(number) => Some(number),
        None => what.starts_with("urn:uuid:").then_some(what),
    };
    let found = match capture {
        Some(name) => store.cited_capture(name).await?,
        None => store.cited_post(named_post(store, what).await?.id).await?,
    };
    found.ok_or_else(|| {
        let text = format!(
            "nothing archived is called '{what}'; give a post, capture:NUMBER or a record's urn:uuid:..., or dataset"
        );
        Failed::new(Exit::Findings, text).into()
    })
}
