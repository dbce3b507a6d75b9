//! The endpoint: answers `GET /metrics`, and `GET /healthz` for whoever only asks whether it lives.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use model::Clock;
use store::Store;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinHandle;

use super::{Metrics, text};
use crate::standing::{self, Standing};

/// Connections served at once; further ones wait.
const MAX_CONNECTIONS: usize = 8;
/// Bytes of a request's head.
const MAX_HEAD_BYTES: usize = 8 * 1024;
/// How long a request's head may take to arrive.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long nobody is let in after a connection that could not be taken.
const AFTER_ERROR: Duration = Duration::from_millis(200);
/// How long the answer of the database is used again: a scrape must not cost more than it tells.
const FRESH: Duration = Duration::from_secs(15);

/// The endpoint, served until it is dropped.
#[derive(Debug)]
pub struct MetricsServer {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

struct Shared {
    metrics: Metrics,
    store: Store,
    clock: Clock,
    started_at: DateTime<Utc>,
    standing: Mutex<Option<(Instant, Standing)>>,
}

impl MetricsServer {
    /// Starts serving at `address`; port 0 takes one that is free.
    ///
    /// # Errors
    /// Where that port cannot be opened.
    pub async fn start(
        address: SocketAddr,
        metrics: Metrics,
        store: Store,
        clock: Clock,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let started_at = clock.now();
        let shared = Arc::new(Shared { metrics, store, clock, started_at, standing: Mutex::default() });
        Ok(Self { address, accepting: tokio::spawn(accept(listener, shared)) })
    }

    /// Where it is served.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for MetricsServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // That of one connection, and the next may do; or the process has no file descriptor left, and the next is
            // refused at once as well, until one is free.
            Err(error) => {
                tracing::debug!(%error, "a connection to the metrics was not taken");
                tokio::time::sleep(AFTER_ERROR).await;
                continue;
            }
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            serve(stream, shared).await;
            drop(place);
        });
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let service = service_fn(move |request| respond(Arc::clone(&shared), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    // What ends a connection early is the client's doing.
    let _ = connection.await;
}

async fn respond(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, body) = match (request.method(), request.uri().path()) {
        (&Method::GET, "/metrics") => (200, shared.render().await),
        (&Method::GET, "/healthz") => (200, "ok\n".to_owned()),
        _ => (404, "ask for /metrics or /healthz\n".to_owned()),
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    let kind = hyper::header::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, kind);
    Ok(response)
}

impl Shared {
    /// The text; without what the database knows where that does not answer.
    async fn render(&self) -> String {
        let mut kept = self.standing.lock().await;
        if !matches!(&*kept, Some((at, _)) if at.elapsed() < FRESH) {
            match standing::read(&self.store, None, self.clock.now()).await {
                Ok(standing) => *kept = Some((Instant::now(), standing)),
                Err(error) => {
                    tracing::warn!(error = %error, "the metrics go without what the database knows");
                    *kept = None;
                }
            }
        }
        text::render(&self.metrics, self.started_at, kept.as_ref().map(|(_, standing)| standing))
    }
}
