//! The cost of reading pages: html5ever alone against the whole extraction, in CPU seconds of one thread.
//!
//! `cargo bench -p extractor --bench extract -- FOLDER [parse|extract|all|lines|signals] [ROUNDS]`, where FOLDER holds
//! `truth.jsonl` (an `id` and a `url` a line) and `pages/ID.html.gz`. Without FOLDER, pages of our own are read.

// A benchmark reads files and the clock of its own thread; the extractor itself does neither.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::path::Path;

use scraper::Html;

mod pages;

fn main() {
    // Deep trees are dropped by recursion: the stack is that of the crawler's readers.
    std::thread::Builder::new().stack_size(16 * 1024 * 1024).spawn(run).unwrap().join().unwrap();
}

fn run() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let folder = arguments.next();
    let what = arguments.next().unwrap_or_else(|| "all".to_owned());
    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(1_u32);
    let pages = folder.map_or_else(pages::made, |folder| pages::read(Path::new(&folder)));
    if what == "lines" {
        // What `trail extract --batch` prints: two versions of the reader can be compared.
        for page in &pages {
            println!("{}", extractor::output::to_json(&page.id, &extractor::extract(page.input())));
        }
        return;
    }
    if what == "signals" {
        for page in &pages {
            let read = extractor::extract(page.input());
            println!("{} {:?}", page.id, extractor::signals::read(&read, &names(), &BTreeSet::new()));
        }
        return;
    }
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages, {:.1} MB", pages.len(), bytes as f64 / 1e6);
    let mut parsed = 0.0;
    if what != "extract" {
        let texts: Vec<String> =
            pages.iter().map(|page| extractor::decode_text(&page.bytes, None, &mut Vec::new())).collect();
        parsed = measure("html5ever into scraper's tree", pages.len(), rounds, || {
            texts.iter().map(|text| Html::parse_document(text).tree.nodes().count()).sum()
        });
    }
    if what != "parse" {
        let extracted = measure("the whole extraction", pages.len(), rounds, || {
            pages.iter().map(|page| extractor::extract(page.input()).posts.len()).sum()
        });
        if parsed > 0.0 {
            println!("extraction costs {:.2} times html5ever", extracted / parsed);
        }
        let read: Vec<_> = pages.iter().map(|page| extractor::extract(page.input())).collect();
        let names = names();
        let signals = measure("the signals of what was extracted", pages.len(), rounds, || {
            let found = |one| {
                extractor::signals::read(one, &names, &BTreeSet::new())
                    .iter()
                    .map(|it| it.found.len())
                    .sum::<usize>()
            };
            read.iter().map(found).sum()
        });
        println!("signals cost {:.1} % of the extraction", 100.0 * signals / extracted);
    }
}

/// Whose words the signals are looked for in.
fn names() -> extractor::signals::Names {
    extractor::signals::Names::of("Acme Hosting", None)
}

/// Runs `work` `rounds` times; prints and gives the CPU seconds of the best round.
fn measure(name: &str, pages: usize, rounds: u32, work: impl Fn() -> usize) -> f64 {
    let mut best = f64::MAX;
    let mut found = 0;
    for _ in 0..rounds {
        let start = cpu_seconds();
        found = work();
        best = best.min(cpu_seconds() - start);
    }
    println!("{name}: {best:.2} CPU-s, {:.0} pages per CPU-s ({found} found)", pages as f64 / best);
    best
}

/// CPU time of this thread, from the kernel's scheduler.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
}
