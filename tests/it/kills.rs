//! A crawl may be killed at any moment: nothing is lost, nothing is doubled, and it goes on at once.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use crawler::home::Home;
use crawler::setting::Setting;
use crawler::world::{World, WorldServer};
use store::Store;

use crate::bench::{Folder, stdout};

/// How often the crawl is killed.
const KILLS: usize = 200;

/// What the moments are drawn from; the same each time.
const SEED: u64 = 0x2014_0407;

/// Numbers that look random (xorshift64).
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// The demo's world, and a data directory that the real program crawls it into.
struct Site {
    folder: Folder,
    world: Arc<World>,
    server: WorldServer,
    store: Store,
}

impl Site {
    async fn new() -> Self {
        let folder = Folder::new();
        let world = Arc::new(World::heartbleed());
        let server = WorldServer::start(Arc::clone(&world)).await.unwrap();
        for provider in world.providers() {
            let name = format!("seeds/providers/{}.toml", provider.slug);
            folder.file(&name, &model::write_provider(&provider));
        }
        let setting = Setting { home: Home::locate(Some(folder.path())).unwrap(), ..setting(&server) };
        let store = setting.database().await.unwrap().connect().await.unwrap();
        Self { folder, world, server, store }
    }

    /// The program, visiting what is due; over when nothing is.
    fn crawl(&self) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
        command
            .args(["crawl", "--once", "--delay", "0", "--proxy", self.server.proxy_url().as_str()])
            .arg("--seeds")
            .arg(self.folder.path().join("seeds"))
            .arg("--data-dir")
            .arg(self.folder.path())
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Shows the world as of `time` and makes every address due that is known.
    async fn begin(&self, time: DateTime<Utc>) {
        self.server.set_time(time);
        self.store
            .query("update frontier set due_at = '2000-01-01' where role <> 'robots'", false)
            .await
            .unwrap();
    }

    /// All that the crawl found out, without what differs from run to run: numbers of rows, times of our own,
    /// places in the archive.
    async fn found(&self) -> Vec<String> {
        let mut found = Vec::new();
        for sql in [
            "select 'look', f.url, o.outcome, o.status::text, o.complete::text, o.document_kind, count(*)::text
               from observations o join frontier f on f.id = o.frontier_id group by 1, 2, 3, 4, 5, 6",
            "select 'capture', target_uri, kind, status::text, payload_digest, count(*)::text
               from captures group by 1, 2, 3, 4, 5",
            "select 'address', url, role, depth::text, failures::text, etag, last_modified from frontier",
            "select 'revision', p.url, r.number::text, r.title, md5(r.text)
               from revisions r join posts p on p.id = r.post_id",
            "select 'communication', provider, kind, title, author, job_title, claimed_local, url, count(*)::text
               from trail group by 1, 2, 3, 4, 5, 6, 7, 8",
        ] {
            let rows = self.store.query(sql, true).await.unwrap_or_else(|error| panic!("{sql}: {error}")).rows;
            assert!(!rows.is_empty(), "{sql}");
            found.extend(rows.into_iter().map(|row| {
                row.into_iter().map(|cell| cell.unwrap_or_else(|| "-".to_owned())).collect::<Vec<_>>().join(" | ")
            }));
        }
        found.sort();
        found
    }
}

fn setting(server: &WorldServer) -> Setting {
    Setting {
        home: Home::locate(None).unwrap(),
        database_url: None,
        proxy: Some(server.proxy_url()),
        ca_certs: Vec::new(),
        private_networks: fetcher::PrivateNetworks::Refused,
        user_agent: "trail/test (nobody@example.org)".to_owned(),
    }
}

/// Waits until `done` says so or the process has ended by itself; whether it has ended.
async fn until(child: &mut Child, done: impl Fn() -> bool) -> bool {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "a crawl ended with {status}");
            return true;
        }
        if done() {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_that_is_killed_two_hundred_times_finds_what_an_undisturbed_one_finds() {
    let disturbed = Site::new().await;
    let mut draws = Draws(SEED);
    let (mut kills, mut looks, mut restarts) = (0, Vec::new(), Vec::<Duration>::new());
    let days = disturbed.world.days();
    // Once through all days, then on at the last one for as long as there are kills left.
    for time in days.iter().copied().chain(std::iter::repeat(days[days.len() - 1])) {
        if looks.len() >= days.len() && kills >= KILLS {
            break;
        }
        disturbed.begin(time).await;
        looks.push(time);
        loop {
            let (before, started) = (disturbed.server.asked(), Instant::now());
            let mut child = disturbed.crawl();
            // The first request shows that it is at work again.
            let over = until(&mut child, || disturbed.server.asked() > before).await;
            restarts.push(started.elapsed());
            if over {
                break;
            }
            if kills < KILLS {
                // A few requests later, and then at any moment of what is done with the answers.
                let requests = before + 1 + draws.below(4) as usize;
                let moment = Duration::from_micros(draws.below(30_000));
                if until(&mut child, || disturbed.server.asked() >= requests).await {
                    break;
                }
                tokio::time::sleep(moment).await;
                child.kill().unwrap();
                kills += usize::from(!child.wait().unwrap().success());
            } else if until(&mut child, || false).await {
                break;
            }
        }
    }
    let undisturbed = Site::new().await;
    for time in &looks {
        undisturbed.begin(*time).await;
        let mut child = undisturbed.crawl();
        assert!(until(&mut child, || false).await);
    }
    assert!(kills >= KILLS, "{kills} kills");
    restarts.sort();
    println!(
        "{kills} kills (seed {SEED:#x}) over {} looks; from the start of a process to its first request: median {:?}, \
         longest {:?}",
        looks.len(),
        restarts[restarts.len() / 2],
        restarts[restarts.len() - 1]
    );
    let (found, expected) = (disturbed.found().await, undisturbed.found().await);
    let lost: Vec<&String> = expected.iter().filter(|row| !found.contains(row)).collect();
    let more: Vec<&String> = found.iter().filter(|row| !expected.contains(row)).collect();
    assert!(lost.is_empty() && more.is_empty(), "lost or different: {lost:#?}\nmore or different: {more:#?}");
    let verified = disturbed.folder.trail(&["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", stdout(&verified));
    print!("trail verify: {}", stdout(&verified));
    let longest = restarts[restarts.len() - 1];
    assert!(longest < Duration::from_secs(30), "a host waited for a lease of a dead worker: {longest:?}");
}
