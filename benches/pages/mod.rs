//! The pages that the benchmarks read.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, missing_docs, dead_code)]

use std::io::Read;
use std::path::Path;

use extractor::Input;
use url::Url;

pub struct Page {
    pub id: String,
    pub url: Url,
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn input(&self) -> Input<'_> {
        Input {
            url: &self.url,
            content_type: None,
            content_encoding: None,
            last_modified: None,
            body: &self.bytes,
            fetched_at: None,
            role: None,
            source: None,
            link_selector: None,
        }
    }
}

/// The pages of a folder with `truth.jsonl` (an `id` and a `url` a line) and `pages/ID.html.gz`.
pub fn read(folder: &Path) -> Vec<Page> {
    let truth = std::fs::read_to_string(folder.join("truth.jsonl")).unwrap();
    truth
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = line["id"].as_str().unwrap().to_owned();
            let file = std::fs::File::open(folder.join(format!("pages/{id}.html.gz"))).unwrap();
            let mut bytes = Vec::new();
            flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes).unwrap();
            Page { id, url: Url::parse(line["url"].as_str().unwrap()).unwrap(), bytes }
        })
        .collect()
}

/// Posts of our own, from 5 to 200 kB.
pub fn made() -> Vec<Page> {
    let menu = "<li class=menu-item><a href=/topic/one>Topic of the menu</a></li>".repeat(40);
    let text =
        "<p>We have patched <b>all</b> servers and <a href=/keys>rotated</a> the keys that were on them.</p>";
    (0..200_usize)
        .map(|number| Page {
            id: number.to_string(),
            url: Url::parse(&format!("https://nimbus.example/2014/04/08/post-{number}")).unwrap(),
            bytes: format!(
                "<!doctype html><html lang=en><head><title>Post {number} | Nimbus</title></head><body><ul>{menu}</ul>\
                 <article><h1>Post {number}</h1><p class=byline>By Ada Example, April 8, 2014</p>{}</article></body></html>",
                text.repeat(10 + 10 * number)
            )
            .into_bytes(),
        })
        .collect()
}
