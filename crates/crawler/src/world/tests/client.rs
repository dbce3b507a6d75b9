//! A client that sends one request and reads the answer as it comes.

use std::io::Read;

use flate2::read::GzDecoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::WorldServer;

/// An answer as it came over the wire.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    head: String,
    /// What came after the head, framing included.
    pub raw: Vec<u8>,
}

impl Answer {
    pub fn field(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields
            .map(|(key, value)| (key.trim(), value.trim()))
            .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    }

    /// The body without chunks and without content coding.
    pub fn body(&self) -> Vec<u8> {
        let mut body = self.raw.clone();
        if self.field("transfer-encoding") == Some("chunked") {
            body = unchunked(&body);
        }
        if self.field("content-encoding") == Some("gzip") {
            let mut plain = Vec::new();
            GzDecoder::new(body.as_slice()).read_to_end(&mut plain).unwrap();
            body = plain;
        }
        body
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
    }
}

/// Asks for `target` with these fields; `None` where the connection was closed without an answer.
pub(super) async fn ask(
    server: &WorldServer,
    method: &str,
    target: &str,
    fields: &[(&str, &str)],
) -> Option<Answer> {
    let port = server.proxy_url().port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let mut request = format!("{method} {target} HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n");
    for (name, value) in fields {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    // A connection that is reset says the same as one that is closed: what came, came.
    let _ = stream.read_to_end(&mut bytes).await;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Some(Answer { status, head, raw: bytes[end + 4..].to_vec() })
}

/// Asks with GET.
pub(super) async fn get(server: &WorldServer, target: &str, fields: &[(&str, &str)]) -> Answer {
    ask(server, "GET", target, fields).await.unwrap()
}
