//! One provider, now: `trail refetch`.

use crate::bench::{Bench, Folder, stderr, stdout};
use crate::host::{Host, answer};

const PROVIDER: &str = "nimbus";

#[tokio::test(flavor = "multi_thread")]
async fn since_leaves_out_old_posts_and_keeps_the_sources() {
    let bench = Bench::new().await;
    bench.all_days().await;
    let all = bench.store.refetch_plan(PROVIDER, None).await.unwrap();
    let later = bench.store.refetch_plan(PROVIDER, Some(bench.server.time())).await.unwrap();
    assert!(!later.is_empty() && later.len() < all.len(), "{} of {}", later.len(), all.len());
    let listings = |plan: &[store::AgainLine]| plan.iter().filter(|line| line.role == "listing").count();
    assert_eq!(listings(&later), listings(&all));
    assert!(later.iter().all(|line| line.last_looked_at.is_some()));
    let due = bench.store.due_set_since(PROVIDER, bench.server.time(), bench.server.time()).await.unwrap();
    assert_eq!(usize::try_from(due).unwrap(), later.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn force_asks_for_whole_bodies() {
    let mut bench = Bench::new().await;
    let unchanged = "select count(*) from observations where status = 304";
    bench.look().await;
    bench.look().await;
    let before = bench.number(unchanged).await;
    assert!(before > 0, "the second look asks with validators");
    bench.line.always_whole = true;
    bench.look().await;
    assert_eq!(bench.number(unchanged).await, before);
}

/// A folder with the seed of one provider, whose feed stands at that address, and the options that name it.
fn acme(feed: &str) -> (Folder, String) {
    let folder = Folder::new();
    let seed = format!(
        "slug = \"acme\"\nname = \"Acme\"\ndomain = \"acme.example\"\n\n[[source]]\nkind = \"blog\"\n\
         url = \"{feed}\"\n"
    );
    folder.file("seeds/providers/acme.toml", &seed);
    let seeds = folder.path().join("seeds").display().to_string();
    (folder, seeds)
}

#[test]
fn of_a_feed_that_is_not_there_it_is_not_said_that_nothing_changed() {
    let host = Host::start(|_, _| answer(404, "", ""));
    let (folder, seeds) = acme(&host.url("/feed"));
    let output = folder.trail(&["refetch", "acme", "--seeds", &seeds, "--allow-private=127.0.0.1"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}{}", stderr(&output));
    assert!(text.contains("1 address showed nothing: what stands there now is not known"), "{text}");
    assert!(!text.contains("nothing changed"), "{text}");
}

#[test]
fn of_a_host_that_rests_it_is_not_said_that_nothing_changed() {
    let host = Host::start(|_, _| answer(429, "Retry-After: 3600\r\n", ""));
    let (folder, seeds) = acme(&host.url("/feed"));
    // The first one is asked to stay away, the second one finds the host at rest.
    for _ in 0..2 {
        let output = folder.trail(&["refetch", "acme", "--seeds", &seeds, "--allow-private=127.0.0.1"]);
        let text = stdout(&output);
        assert_eq!(output.status.code(), Some(1), "{text}{}", stderr(&output));
        let told = format!("not looked at: 127.0.0.1:{} rests for ", host.port);
        assert!(text.contains(&told), "{text}");
        assert!(text.contains(" (it answered 429 with Retry-After: 3600); 1 address is due there"), "{text}");
        assert!(!text.contains("nothing changed\n"), "{text}");
        assert_eq!(host.log().len(), 1, "who asks for rest is left alone");
    }
}

#[test]
fn who_crawls_one_provider_does_not_begin_to_follow_the_others() {
    let host = Host::start(|_, _| answer(404, "", ""));
    let (folder, seeds) = acme(&host.url("/feed"));
    let other = "slug = \"other\"\nname = \"Other\"\ndomain = \"other.example\"\n\n[[source]]\nkind = \"blog\"\n\
                 url = \"https://other.example/feed\"\n";
    folder.file("seeds/providers/other.toml", other);
    let crawl = ["crawl", "--once", "--provider", "acme", "--seeds", &seeds, "--allow-private=127.0.0.1"];
    let output = folder.trail(&crawl);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("--user-agent or TRAIL_USER_AGENT"), "{}", stderr(&output));
    let followed = folder.trail(&["sql", "select count(*) as n from providers", "--format", "csv"]);
    assert_eq!(stdout(&followed).lines().last(), Some("1"));
}

#[test]
fn a_mistaken_part_of_the_seeds_is_told_in_the_end_as_well_as_what_was_seen() {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Acme</title><item><title>All is well</title></item></channel></rss>";
    let host = Host::start(move |_, _| answer(200, "Content-Type: application/rss+xml\r\n", feed));
    let (folder, seeds) = acme(&host.url("/feed"));
    let refetch = ["refetch", "acme", "--seeds", &seeds, "--allow-private=127.0.0.1"];
    let whole = folder.trail(&refetch);
    assert_eq!(whole.status.code(), Some(0), "{}{}", stdout(&whole), stderr(&whole));
    folder.file("seeds/providers/broken.toml", "slug = \"broken\"\nname = ");
    let output = folder.trail(&refetch);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    let told = stderr(&output);
    assert!(told.contains("1 mistaken part left out") && told.contains("broken.toml"), "{told}");
    assert!(told.contains(&format!("trail seeds check {seeds}")), "{told}");
}
