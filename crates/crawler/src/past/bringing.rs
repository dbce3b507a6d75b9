//! Brings captures of others into the archive and the database, many at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use archive::Archive;
use chrono::{DateTime, Utc};
use model::{Clock, DocumentKind, Exchange, Hop, Known, Outcome, Provenance, Request, Response, Role};
use store::{Belonging, Store, url_key};
use url::Url;

use super::scopes::Scopes;
use crate::reading::nothing;

/// A capture that somebody else made.
#[derive(Debug, Clone)]
pub struct Theirs {
    /// The address that was asked.
    pub url: Url,
    /// When.
    pub date: DateTime<Utc>,
    /// What came back.
    pub response: Response,
    /// The capture whose body it has, where it has none itself.
    pub known: Option<Known>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// Where captures of others go.
#[derive(Clone)]
pub struct Bringer {
    /// Where the records go.
    pub archive: Arc<Archive>,
    /// Where the rows go.
    pub store: Store,
    /// Whose they are.
    pub scopes: Arc<Scopes>,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Bringer {
    /// Where each of these addresses belongs.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn belongings(&self, urls: &[Url]) -> Result<Vec<Option<Belonging>>> {
        let keys: Vec<String> = urls.iter().map(url_key).collect();
        let known = self.store.known_addresses(&keys).await?;
        let pairs = urls.iter().zip(&keys);
        Ok(pairs.map(|(url, key)| self.scopes.belonging(url, key, known.get(key))).collect())
    }

    /// Brings these, each with where it belongs; how many were not here before. All or none is in the database
    /// afterwards.
    ///
    /// # Errors
    /// When the archive or the database cannot be used.
    pub async fn bring(&self, all: Vec<(Theirs, Belonging)>) -> Result<usize> {
        if all.is_empty() {
            return Ok(0);
        }
        let now = self.clock.now();
        let (theirs, belongings): (Vec<Theirs>, Vec<(Belonging, DateTime<Utc>)>) =
            all.into_iter().map(|(theirs, belonging)| (theirs, (belonging, now))).unzip();
        let visits = self.store.brought_visits(&belongings).await?;
        let exchanges: Vec<Exchange> = theirs
            .into_iter()
            .zip(visits)
            .map(|(it, mut visit)| {
                visit.known = it.known.clone();
                exchange(it, visit)
            })
            .collect();
        let archive = Arc::clone(&self.archive);
        let captures = tokio::task::spawn_blocking(move || archive.append_all(exchanges)).await??;
        Ok(self.store.bring(&captures, &nothing(DocumentKind::Unparsed)).await?)
    }

    /// The bodies that are here already, by digest (`sha1:` and base 32).
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn held(&self, digests: &[String]) -> Result<BTreeMap<String, Known>> {
        Ok(self.store.held_payloads(digests).await?)
    }
}

fn exchange(it: Theirs, visit: model::Visit) -> Exchange {
    let outcome = match (&visit.role, moved(&it)) {
        (Role::Listing | Role::Post, Some((to, permanent))) => Outcome::Moved { to, permanent },
        _ => Outcome::Answered,
    };
    let hop = Hop {
        url: it.url,
        started_at: it.date,
        duration_ms: 0,
        request: Request { method: "GET".to_owned(), headers: Vec::new() },
        response: it.response,
        peer: None,
        certificate: None,
    };
    Exchange {
        visit,
        started_at: it.date,
        hops: vec![hop],
        outcome,
        robots: None,
        retry_after_s: None,
        provenance: Some(it.provenance),
    }
}

/// Where a redirect leads: what stands there is a capture of its own.
fn moved(it: &Theirs) -> Option<(Url, bool)> {
    let status = it.response.status;
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let to = it.url.join(it.response.header("location")?).ok()?;
    matches!(to.scheme(), "http" | "https").then_some((to, matches!(status, 301 | 308)))
}
