//! A server that answers each path with raw bytes, and visits of it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use fetcher::{Fetcher, FetcherConfig, FetcherError, Limits, PrivateNetworks};
use model::{Clock, Exchange, RobotsFile, RobotsState, Role, SourceKind, SourceRef, Validators, Visit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// Answers the bytes given for a request target and closes; bytes that end in `~` keep the connection
/// open in silence instead, and those that end in `^` go on with a byte every few milliseconds.
pub struct Site {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Site {
    pub async fn start(pages: &[(&str, &[u8])]) -> Self {
        let pages: Arc<BTreeMap<String, Vec<u8>>> =
            Arc::new(pages.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&pages), Arc::clone(&log)));
            }
        });
        Self { address, asked, task }
    }

    pub fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub fn visit(&self, path: &str) -> Visit {
        visit(&format!("http://{}{path}", self.address))
    }

    pub fn requests(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(mut stream: TcpStream, pages: Arc<BTreeMap<String, Vec<u8>>>, log: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(n) => head.extend_from_slice(&piece[..n]),
        }
        // Not HTTP: a TLS greeting. It gets an answer that is not TLS.
        if head.first() == Some(&0x16) {
            break;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    log.lock().unwrap().push(head);
    let Some(bytes) = pages.get(&target) else {
        let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await;
        return;
    };
    let (bytes, silent) = match bytes.strip_suffix(b"~") {
        Some(bytes) => (bytes, true),
        None => (bytes.as_slice(), false),
    };
    let (bytes, drips) = match bytes.strip_suffix(b"^") {
        Some(bytes) => (bytes, true),
        None => (bytes, false),
    };
    let _ = stream.write_all(bytes).await;
    let mut beat = tokio::time::interval(Duration::from_millis(5));
    while drips && stream.write_all(b"x").await.is_ok() {
        beat.tick().await;
    }
    if silent {
        // Until the other side gives up.
        let _ = stream.read(&mut piece).await;
    }
    let _ = stream.shutdown().await;
}

pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2014-04-08T21:32:10Z").unwrap().to_utc()
}

pub fn limits() -> Limits {
    Limits::default()
}

pub fn fetcher_with(
    limits: Limits,
    proxy: Option<Url>,
    ca_certs: Vec<Vec<u8>>,
) -> Result<Fetcher, FetcherError> {
    fetcher_of(limits, proxy, ca_certs, PrivateNetworks::Allowed)
}

pub fn fetcher_of(
    limits: Limits,
    proxy: Option<Url>,
    ca_certs: Vec<Vec<u8>>,
    private_networks: PrivateNetworks,
) -> Result<Fetcher, FetcherError> {
    let user_agent = "trail/0 (+https://contact.test/)".to_owned();
    Fetcher::new(FetcherConfig { user_agent, proxy, ca_certs, private_networks, limits }, Clock::new(now))
}

pub fn fetcher(limits: Limits) -> Fetcher {
    fetcher_with(limits, None, Vec::new()).unwrap()
}

pub async fn fetch(visit: Visit) -> Exchange {
    fetcher(limits()).fetch(visit, Duration::ZERO).await
}

/// A first visit of a post of an origin without a robots.txt.
pub fn visit(url: &str) -> Visit {
    let source = SourceRef {
        id: 1,
        provider_id: 1,
        provider: "acme".to_owned(),
        provider_name: "Acme".to_owned(),
        domain: String::new(),
        url: url.to_owned(),
        kind: SourceKind::Blog,
        every_s: None,
        incident: None,
        link_selector: None,
        headers: Vec::new(),
    };
    let robots = RobotsFile { state: RobotsState::Unavailable, text: String::new(), fetched_at: now() };
    Visit {
        frontier_id: 1,
        group: "acme.test".to_owned(),
        lease: uuid::Uuid::nil(),
        url: Url::parse(url).unwrap(),
        role: Role::Post,
        source,
        via: None,
        depth: 0,
        validators: Validators::default(),
        known: None,
        discovered_at: now(),
        interval_s: 3600,
        failures: 0,
        robots: Some(robots),
        history: model::History::default(),
        whole: false,
    }
}
