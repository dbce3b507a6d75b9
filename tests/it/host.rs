//! A host on loopback that answers as the test says, and keeps in mind what it was asked.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// It answers for as long as the test runs.
pub struct Host {
    pub port: u16,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Host {
    /// `answers` is given the path that is asked for and how often it was asked for before, and returns the whole answer as it
    /// goes over the wire; an empty one closes the connection.
    pub fn start(answers: impl Fn(&str, usize) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (mut head, mut piece) = (Vec::new(), [0; 4096]);
                while !head.windows(4).any(|end| end == b"\r\n\r\n") {
                    match stream.read(&mut piece) {
                        Ok(length @ 1..) => head.extend_from_slice(&piece[..length]),
                        _ => break,
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let before = {
                    let mut log = log.lock().unwrap();
                    let before = log.iter().filter(|(asked, _): &&(String, _)| *asked == path).count();
                    log.push((path.clone(), Instant::now()));
                    before
                };
                let _ = stream.write_all(&answers(&path, before));
            }
        });
        Self { port, asked }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The paths that were asked for, in order, each with its time.
    pub fn log(&self) -> Vec<(String, Instant)> {
        self.asked.lock().unwrap().clone()
    }

    /// How often that path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.log().iter().filter(|(asked, _)| asked == path).count()
    }
}

/// A whole answer with these header fields, each with its line end.
pub fn answer(status: u16, fields: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head =
        format!("HTTP/1.1 {status} X\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// One whose body ends before its length says so.
pub fn cut_off(body: &str) -> Vec<u8> {
    let length = body.len() + 100;
    format!("HTTP/1.1 200 X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

/// One whose content coding breaks off in the middle.
pub fn half_of_a_gzip(body: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    answer(200, "Content-Encoding: gzip\r\n", &packed[..packed.len() / 2])
}
