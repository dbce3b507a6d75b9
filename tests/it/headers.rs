//! Header fields of seeds that carry secrets go where the operator sent them, and nowhere else.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use crate::bench::{Folder, stderr};

const SEED: &str = r#"
slug = "acme"
name = "Acme"
domain = "feed.example"

[[source]]
kind = "page"
url = "http://feed.example/f"
headers = { Authorization = "Bearer s3cret" }
"#;

/// Which addresses were asked for, and whether the secret came with it.
type Asked = Arc<Mutex<Vec<(String, bool)>>>;

/// A web in which the address of the seed has moved to `www.`, and which notes who was sent a secret; its address as
/// a proxy.
fn moved_web() -> (String, Asked) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut stream = BufReader::new(stream);
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).is_ok_and(|count| count > 0) {}
            let url = head.split(' ').nth(1).unwrap_or_default().to_owned();
            let answer = match url.as_str() {
                "http://feed.example/f" => "302 Found\r\nLocation: http://www.feed.example/f",
                "http://www.feed.example/f" => "200 OK\r\nContent-Type: text/plain",
                _ => "404 Not Found",
            };
            log.lock().unwrap().push((url, head.contains("s3cret")));
            let answer = format!("HTTP/1.1 {answer}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            // A client that went away is none of this test.
            let _ = stream.get_mut().write_all(answer.as_bytes());
        }
    });
    (address, asked)
}

#[test]
fn a_secret_stays_with_the_origin_of_the_seed_when_its_address_moves() {
    let folder = Folder::new();
    folder.file("seeds/providers/acme.toml", SEED);
    let seeds = folder.path().join("seeds").display().to_string();
    let (proxy, asked) = moved_web();
    // The first look follows the move, and the row of the seed leads there from then on.
    for _ in 0..2 {
        let arguments =
            ["crawl", "--once", "--force-due", "--seeds", &seeds, "--proxy", &proxy, "--delay", "0"];
        let output = folder.trail(&arguments);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let asked = asked.lock().unwrap();
    let sent_to = |url: &str| -> Vec<bool> {
        asked.iter().filter(|(other, _)| other == url).map(|(_, secret)| *secret).collect()
    };
    assert_eq!(sent_to("http://feed.example/f"), [true], "{asked:?}");
    let moved = sent_to("http://www.feed.example/f");
    assert!(!moved.is_empty() && !moved.contains(&true), "{asked:?}");
}
