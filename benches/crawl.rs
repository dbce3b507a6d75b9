//! The whole line against a server on loopback, without politeness: fetch, archive, extract and store.
//!
//! `cargo bench -p crawler --bench crawl -- made [PAGES]`: pages of 20 kB that a process of our own serves, and
//! a bare reqwest loop over the same addresses in the same run.
//!
//! `cargo bench -p crawler --bench crawl -- proxy URL HOSTS`: whatever a proxy serves for the hosts `site-0.example`
//! to `site-(HOSTS-1).example`, each with a `/sitemap.xml`; `benches/real_pages.sh` prepares nginx so.
//!
//! With `DATABASE_URL` that database is filled; else a private one in a folder that is removed. CPU seconds and memory are
//! those of this process; those of PostgreSQL are given apart.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::convert::Infallible;
use std::time::{Duration, Instant};

use crawler::crew::{Crew, Listener, Tally};
use crawler::home::Home;
use crawler::setting::Setting;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use model::{Receipt, SeedSet};
use store::Scope;
use tokio_util::sync::CancellationToken;
use url::Url;

const HOSTS: usize = 20;
const PAGE_BYTES: usize = 20_000;
/// A sitemap leads to at most so many pages.
const PER_HOST: usize = 5_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let mode = arguments.next();
    let first = arguments.next();
    let second = arguments.next();
    let number = |text: &Option<String>, otherwise: usize| {
        text.as_ref().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
    };
    let runtime = crawler::reading::runtime().unwrap();
    match mode.as_deref() {
        Some("serve") => runtime.block_on(serve(number(&first, 0))),
        Some("proxy") => {
            let proxy = Url::parse(&first.expect("the proxy's address")).unwrap();
            runtime.block_on(crawl(proxy, number(&second, 16), None));
        }
        _ => {
            let pages = number(&first, 2_000).min(HOSTS * PER_HOST);
            let (mut server, proxy) = start_server(pages);
            runtime.block_on(crawl(proxy, HOSTS, Some(pages)));
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }
}

/// Starts this program again as the server, so that its costs are not ours.
fn start_server(pages: usize) -> (std::process::Child, Url) {
    use std::io::BufRead;
    let mut server = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["serve", &pages.to_string()])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (server, Url::parse(line.trim()).unwrap())
}

async fn serve(pages: usize) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}/", listener.local_addr().unwrap());
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let answer = move |request: Request<Incoming>| async move {
            Ok::<_, Infallible>(answer(request.uri().host().unwrap_or_default(), request.uri().path(), pages))
        };
        tokio::spawn(async move {
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service_fn(answer))
                .await;
        });
    }
}

fn answer(host: &str, path: &str, pages: usize) -> Response<Full<Bytes>> {
    let (kind, body) = match path {
        "/robots.txt" => ("text/plain", "User-agent: *\nAllow: /\n".to_owned()),
        "/sitemap.xml" => {
            let locations: String = (0..pages / HOSTS)
                .map(|page| format!("<url><loc>http://{host}/post-{page}</loc></url>"))
                .collect();
            (
                "application/xml",
                format!(
                    "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{locations}</urlset>"
                ),
            )
        }
        _ => ("text/html; charset=utf-8", page(host, path)),
    };
    Response::builder().header("content-type", kind).body(Full::new(Bytes::from(body))).unwrap()
}

fn page(host: &str, path: &str) -> String {
    let menu = "<li class=menu-item><a href=/topic/one>Topic of the menu</a></li>".repeat(60);
    let mut text = String::new();
    let mut number = 0;
    while text.len() + menu.len() + 500 < PAGE_BYTES {
        number += 1;
        text.push_str(&format!(
            "<p>Step {number} of {path}: we have patched <b>all</b> servers of {host} and <a href=/keys>rotated</a> the keys.</p>"
        ));
    }
    format!(
        "<!doctype html><html lang=en><head><title>Post {path} | {host}</title></head><body><ul class=menu>{menu}</ul><article>\
         <h1>Post {path}</h1><p class=byline>By Ada Example, <time datetime=2014-04-08T10:00:00Z>April 8, 2014</time></p>{text}\
         </article><footer>Example</footer></body></html>"
    )
}

async fn crawl(proxy: Url, hosts: usize, pages: Option<usize>) {
    let folder = tempfile::TempDir::with_prefix("trail-bench-").unwrap();
    let setting = Setting {
        home: Home::locate(Some(folder.path())).unwrap(),
        database_url: std::env::var("DATABASE_URL").ok(),
        proxy: Some(proxy.clone()),
        ca_certs: Vec::new(),
        private_networks: Default::default(),
        user_agent: "trail/bench (nobody@example.org)".to_owned(),
        vantage: None,
    };
    let database = setting.database().await.unwrap();
    let store = database.connect().await.unwrap();
    let used = store.query("select count(*) from observations", false).await.unwrap();
    let used = used.rows.iter().flatten().flatten().any(|count| count != "0");
    assert!(
        !used,
        "DATABASE_URL has looks of another run, which would be left out of this one: name an empty database"
    );
    let clock = crawler::clock::system_clock();
    store.seeds_sync(&seeds(hosts).providers, &[], clock.now()).await.unwrap();
    let mut line = setting.line(database.clone(), store.clone(), clock).await.unwrap();
    (line.delay, line.own_servers) = (Duration::ZERO, true);
    let crew =
        Crew { scope: Scope { providers: None }, width: hosts, once: true, worker: "bench".to_owned() };
    let (start, cpu, postgres) = (Instant::now(), cpu_seconds("self"), postgres_seconds(&store).await);
    let mut ear = Ear { start, seen: 0 };
    let tally = crew.run(&line, &CancellationToken::new(), &mut ear).await.unwrap();
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds("self") - cpu);
    let postgres = postgres_seconds(&store).await - postgres;
    let visits = tally.visits as f64;
    println!("{} visits, {} posts, {:?}", tally.visits, tally.posts, tally.outcomes);
    println!(
        "{:.1} pages per second, {:.1} per CPU-second ({cpu:.1} CPU-s in {wall:.1} s)",
        visits / wall,
        visits / cpu
    );
    println!(
        "PostgreSQL: {postgres:.1} CPU-s more; with it {:.1} pages per CPU-second",
        visits / (cpu + postgres)
    );
    println!("peak memory {:.0} MB", memory("VmHWM") / 1e3);
    if let Some(pages) = pages {
        let rate = bare(&proxy, hosts, pages).await;
        println!(
            "a bare reqwest loop: {rate:.1} pages per second; the line has {:.2} of that",
            visits / wall / rate
        );
    }
    if let Some(private) = database.private() {
        store::embedded::Cluster::remove(private).await.unwrap();
    }
}

/// The same addresses, fetched by reqwest and thrown away, as many at once.
async fn bare(proxy: &Url, hosts: usize, pages: usize) -> f64 {
    let client =
        reqwest::Client::builder().proxy(reqwest::Proxy::http(proxy.clone()).unwrap()).build().unwrap();
    let start = Instant::now();
    let work = (0..hosts).map(|host| {
        let client = client.clone();
        tokio::spawn(async move {
            let mut bytes = 0;
            for page in 0..pages / hosts {
                let url = format!("http://site-{host}.example/post-{page}");
                bytes += client.get(url).send().await.unwrap().bytes().await.unwrap().len();
            }
            bytes
        })
    });
    for done in work.collect::<Vec<_>>() {
        assert!(done.await.unwrap() > 0);
    }
    (pages / hosts * hosts) as f64 / start.elapsed().as_secs_f64()
}

fn seeds(hosts: usize) -> SeedSet {
    let files: Vec<(String, String)> = (0..hosts)
        .map(|host| {
            let text = format!(
                "slug = \"site-{host}\"\nname = \"Site {host}\"\ndomain = \"site-{host}.example\"\ncategory = \"saas\"\n\n[[source]]\n\
                 kind = \"blog\"\nurl = \"http://site-{host}.example/sitemap.xml\"\nconfirmed = false\ncitation = \"benchmark\"\n"
            );
            (format!("providers/site-{host}.toml"), text)
        })
        .collect();
    let (set, problems) = model::read_seeds(&files);
    assert!(problems.is_empty(), "{problems:?}");
    set
}

/// Says every 10,000 visits how much memory is in use.
struct Ear {
    start: Instant,
    seen: usize,
}

impl Listener for Ear {
    fn finished(&mut self, _: &str, _: &Receipt, tally: &Tally) {
        self.seen += 1;
        if self.seen.is_multiple_of(10_000) {
            let (time, memory) = (self.start.elapsed().as_secs(), memory("VmRSS") / 1e3);
            println!("{} visits after {time} s, {memory:.0} MB in use", tally.visits);
        }
    }
}

/// CPU seconds of a process, in user and kernel mode (proc(5): fields 14 and 15, in hundredths).
fn cpu_seconds(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// CPU seconds of the processes of the PostgreSQL server that is used, as far as they still run.
async fn postgres_seconds(store: &store::Store) -> f64 {
    let table = store.query("select pid from pg_stat_activity", false).await.unwrap();
    table.rows.iter().flatten().flatten().map(|pid| cpu_seconds(pid)).sum()
}

/// A line of /proc/self/status, in kB.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
