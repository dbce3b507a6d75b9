//! A provider whose slug changes is visited on, and no command is silent about whom an address is visited for.

use std::process::Output;

use crate::bench::{Folder, stderr, stdout};
use crate::host::{Host, answer};

/// A blog with one post.
fn blog() -> Host {
    Host::start(|path, _| match path {
        "/feed" => answer(
            200,
            "Content-Type: application/rss+xml\r\n",
            "<rss version=\"2.0\"><channel><title>News</title><link>/</link><item><title>A word</title>\
             <link>/p/1</link><guid>1</guid></item></channel></rss>",
        ),
        "/p/1" => answer(
            200,
            "Content-Type: text/html\r\n",
            "<html><body><article><h1>A word</h1><p>We renewed all of our certificates today, and ask \
             everybody to change their passwords.</p></article></body></html>",
        ),
        _ => answer(404, "", ""),
    })
}

/// The folder with the one seed of that slug, which follows the feed.
fn seed(folder: &Folder, host: &Host, slug: &str, more: &str) {
    let providers = folder.path().join("seeds/providers");
    if providers.exists() {
        std::fs::remove_dir_all(&providers).unwrap();
    }
    let text = format!(
        "slug = \"{slug}\"\n{more}name = \"Acme\"\ndomain = \"acme.example\"\n\n[[source]]\nkind = \"blog\"\n\
         url = \"{}\"\n",
        host.url("/feed")
    );
    folder.file(&format!("seeds/providers/{slug}.toml"), &text);
}

fn run(folder: &Folder, args: &[&str]) -> Output {
    let seeds = folder.path().join("seeds").display().to_string();
    let crawl = ["--seeds", &seeds, "--allow-private=127.0.0.1"];
    folder.trail(&[args, &crawl].concat())
}

const CRAWL: [&str; 4] = ["crawl", "--once", "--delay", "0"];

/// Posts by provider.
fn posts(folder: &Folder) -> String {
    let query =
        "select p.slug, count(*) from posts o join providers p on p.id = o.provider_id group by 1 order by 1";
    stdout(&folder.trail(&["sql", "--format", "csv", query]))
}

#[test]
fn a_provider_with_a_new_slug_is_visited_on() {
    let (host, folder) = (blog(), Folder::new());
    seed(&folder, &host, "old-name", "");
    let output = run(&folder, &CRAWL);
    assert!(output.status.success(), "{}", stderr(&output));
    seed(&folder, &host, "new-name", "");
    let output = run(&folder, &CRAWL);
    let told = stderr(&output);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("was visited for 'old-name', which is in no seed"), "{told}");
    assert_eq!(host.asked("/feed"), 2, "it is due at once: {}", stdout(&output));
    // Of the one that has no address any more nothing can be said.
    let output = folder.trail(&["refetch", "old-name", "--allow-private=127.0.0.1"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert!(stderr(&output).contains("no address is visited for 'old-name'"), "{}", stderr(&output));
    assert!(!stdout(&output).contains("nothing changed"), "{}", stdout(&output));
}

#[test]
fn a_provider_whose_seed_names_its_former_slug_keeps_its_past() {
    let (host, folder) = (blog(), Folder::new());
    seed(&folder, &host, "old-name", "");
    assert!(run(&folder, &CRAWL).status.success());
    seed(&folder, &host, "new-name", "former = [\"old-name\"]\n");
    let output = run(&folder, &CRAWL);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("'old-name' is 'new-name' from now on"), "{}", stderr(&output));
    assert!(posts(&folder).contains("new-name,1"), "{}", posts(&folder));
    let check = folder.trail(&["rebuild", "--check"]);
    assert!(check.status.success(), "{}{}", stdout(&check), stderr(&check));
}
