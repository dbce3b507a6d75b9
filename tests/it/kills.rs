//! A crawl may be killed at any moment: nothing is lost, nothing is doubled, and it goes on at once.

use std::time::{Duration, Instant};

use crate::bench::stdout;
use crate::site::{Site, until};

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
