//! The world on loopback: an HTTP/1.1 forward proxy that answers for all its hosts.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{ACCEPT_ENCODING, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use model::Clock;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

use super::answer::{Ask, Reply, answer};
use super::fault::Fault;
use super::heartbleed::World;

/// Connections served at once; further ones wait.
const MAX_CONNECTIONS: usize = 64;
/// Bytes of a request's head.
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// Fields of a request's head.
const MAX_FIELDS: usize = 64;
/// How long a request's head may take to arrive, also the wait for the next one on an idle connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// One request that the world was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// The address.
    pub url: String,
    /// The status of the answer; 0 where the connection was closed without one.
    pub status: u16,
    /// Whether it carried `If-None-Match` or `If-Modified-Since`.
    pub conditional: bool,
    /// The simulated time.
    pub at: DateTime<Utc>,
    /// The fault that the answer had.
    pub fault: Option<Fault>,
}

/// The world, served on a port of 127.0.0.1 until it is dropped. A client that uses it as its proxy for
/// `http://` sees the world's hosts as of the simulated time, and a 404 everywhere else.
#[derive(Debug)]
pub struct WorldServer {
    shared: Arc<Shared>,
    proxy_url: Url,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    world: Arc<World>,
    time: Mutex<DateTime<Utc>>,
    log: Mutex<Vec<LoggedRequest>>,
    faults: Mutex<HashMap<String, VecDeque<Fault>>>,
}

impl WorldServer {
    /// Starts serving, at the first of the world's days.
    ///
    /// # Errors
    /// Where no port of 127.0.0.1 can be opened.
    pub async fn start(world: Arc<World>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let proxy_url =
            Url::parse(&format!("http://{}/", listener.local_addr()?)).map_err(io::Error::other)?;
        let time = Mutex::new(world.days().first().copied().unwrap_or_default());
        let shared = Arc::new(Shared { world, time, log: Mutex::default(), faults: Mutex::default() });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self { shared, proxy_url, accepting })
    }

    /// What to give a client as its proxy, such as `http://127.0.0.1:40123/`.
    pub fn proxy_url(&self) -> Url {
        self.proxy_url.clone()
    }

    /// Moves the simulated time, for all requests from now on.
    pub fn set_time(&self, instant: DateTime<Utc>) {
        *locked(&self.shared.time) = instant;
    }

    /// The simulated time.
    pub fn time(&self) -> DateTime<Utc> {
        *locked(&self.shared.time)
    }

    /// A clock that shows the simulated time.
    pub fn clock(&self) -> Clock {
        let (shared, skipped) = (Arc::clone(&self.shared), Arc::clone(&self.shared));
        Clock::new(move || *locked(&shared.time)).with_skip(move |time| *locked(&skipped.time) += time)
    }

    /// All requests so far, in the order in which they came.
    pub fn log(&self) -> Vec<LoggedRequest> {
        locked(&self.shared.log).clone()
    }

    /// How many requests there were so far.
    pub fn asked(&self) -> usize {
        locked(&self.shared.log).len()
    }

    /// Makes the next answer for `url` go wrong. Called again before that, the faults are used up in turn.
    pub fn fail_next(&self, url: &str, fault: Fault) {
        locked(&self.shared.faults).entry(url.to_owned()).or_default().push_back(fault);
    }
}

impl Drop for WorldServer {
    fn drop(&mut self) {
        // The connections belong to this task and end with it.
        self.accepting.abort();
    }
}

impl Shared {
    fn next_fault(&self, url: &str) -> Option<Fault> {
        locked(&self.faults).get_mut(url)?.pop_front()
    }
}

/// The value behind the lock, also after a panic elsewhere: each of them is whole at any time.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.len() >= MAX_CONNECTIONS {
            connections.join_next().await;
        }
        // An error here is that of one connection (it went away before it was taken): the next may do.
        let Ok((stream, _)) = listener.accept().await else { continue };
        while connections.try_join_next().is_some() {}
        connections.spawn(serve(stream, Arc::clone(&shared)));
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let service = service_fn(|request| respond(Arc::clone(&shared), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_headers(MAX_FIELDS)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    // What ends a connection early is the client's doing or a fault that was asked for.
    let _ = connection.await;
}

type Body = UnsyncBoxBody<Bytes, io::Error>;

async fn respond(shared: Arc<Shared>, request: Request<Incoming>) -> io::Result<Response<Body>> {
    let at = *locked(&shared.time);
    let url = Url::parse(&request.uri().to_string()).ok().map(String::from);
    let ask = ask_of(&request);
    let fault = url.as_deref().and_then(|url| shared.next_fault(url));
    let reply = match (&url, request.method()) {
        (_, method) if method != Method::GET && method != Method::HEAD => {
            Reply::plain(405, at, "This world can only be read: ask with GET or HEAD.\n")
        }
        (None, _) => Reply::plain(400, at, "Use this address as a proxy, with whole http:// addresses.\n"),
        (Some(url), _) => answer(&shared.world, url, &ask, at),
    };
    let reply = match fault {
        Some(Fault::Status(status)) => Reply { status, ..Reply::plain(status, at, "") },
        Some(Fault::CutCoding) => reply.with_cut_coding(),
        _ => reply,
    };
    locked(&shared.log).push(LoggedRequest {
        url: url.unwrap_or_else(|| request.uri().to_string()),
        status: if fault == Some(Fault::Close) { 0 } else { reply.status },
        conditional: ask.is_conditional(),
        at,
        fault,
    });
    match fault {
        Some(Fault::Close) => return Err(io::Error::other("closed without an answer, as asked for")),
        Some(Fault::SlowHead(wait)) => tokio::time::sleep(wait).await,
        Some(Fault::CutBody | Fault::CutCoding | Fault::Status(_)) | None => {}
    }
    framed(reply, fault == Some(Fault::CutBody))
}

fn ask_of(request: &Request<Incoming>) -> Ask {
    let field = |name| request.headers().get(name).and_then(|it| it.to_str().ok()).map(str::to_owned);
    Ask {
        if_none_match: field(IF_NONE_MATCH),
        if_modified_since: field(IF_MODIFIED_SINCE),
        accepts_gzip: field(ACCEPT_ENCODING).is_some_and(|codings| codings.contains("gzip")),
    }
}

fn framed(reply: Reply, cut: bool) -> io::Result<Response<Body>> {
    let mut response = Response::builder().status(reply.status).header("Server", "demo-world");
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let half = reply.body.slice(..reply.body.len() / 2);
    let body = if cut {
        response = response.header("Content-Length", reply.body.len());
        halted(half)
    } else if reply.chunked {
        let rest = reply.body.slice(half.len()..);
        let chunks = [half, rest].map(|chunk| Ok(Frame::data(chunk)));
        StreamBody::new(stream::iter(chunks)).boxed_unsync()
    } else {
        Full::new(reply.body).map_err(|never: Infallible| match never {}).boxed_unsync()
    };
    response.body(body).map_err(io::Error::other)
}

/// A body that breaks off after `half`. Between the two it yields once, so that `half` is sent.
fn halted(half: Bytes) -> Body {
    let frames = stream::unfold(Some(half), |state| async move {
        match state {
            Some(half) if !half.is_empty() => Some((Ok(Frame::data(half)), Some(Bytes::new()))),
            Some(_) => {
                tokio::task::yield_now().await;
                Some((Err(io::Error::other("cut, as asked for")), None))
            }
            None => None,
        }
    });
    StreamBody::new(frames).boxed_unsync()
}
