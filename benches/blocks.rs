//! Prints what the reader of main text measures of each block of each page, a JSON line a page, for
//! `benches/fit_text.py`.
//!
//! `cargo bench -p extractor --bench blocks -- FOLDER > blocks.jsonl`

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, missing_docs)]

use std::io::Write;
use std::path::Path;

mod pages;

fn main() {
    std::thread::Builder::new().stack_size(16 * 1024 * 1024).spawn(run).unwrap().join().unwrap();
}

fn run() {
    let folder = std::env::args().skip(1).find(|argument| argument != "--bench").unwrap();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for page in pages::read(Path::new(&folder)) {
        let blocks = extractor::measure_blocks(page.input());
        let line = serde_json::json!({"id": page.id, "url": page.url.as_str(), "blocks": blocks});
        writeln!(out, "{line}").unwrap();
    }
}
