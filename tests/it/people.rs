//! What people said outlives the database: the archive keeps it, and a database that is made again follows it.

use std::path::PathBuf;

use store::Store;

use crate::bench::{Folder, stderr, stdout};
use crate::site::Site;

/// What people say, and what of it is followed, as one text a row.
const SAID: [&str; 4] = [
    "select concat_ws(' ', p.slug, p.name, p.category, s.url, s.kind, s.every_s) from sources s
       join providers p on p.id = s.provider_id where s.active order by 1",
    "select concat_ws(' ', i.slug, t.term, t.kind) from incident_terms t join incidents i on i.id = t.incident_id order by 1",
    "select concat_ws(' ', m.key, p.key, m.evidence, m.merged_at, m.undone_at) from merges m join posts p on p.id = m.post_id
      where m.reason = 'by-hand' order by 1",
    "select concat_ws(' ', c.name, i.slug, h.post_key, h.field, h.value, h.recorded_at) from human_codes h
       join coders c on c.id = h.coder_id join incidents i on i.id = h.incident_id order by 1",
];

async fn said(store: &Store) -> Vec<Vec<Option<String>>> {
    let mut all = Vec::new();
    for sql in SAID {
        let rows = store.query(sql, true).await.unwrap_or_else(|error| panic!("{sql}: {error}")).rows;
        assert!(!rows.is_empty(), "{sql}");
        all.extend(rows);
    }
    all
}

async fn crawled(site: &Site) {
    site.begin(*site.world.days().last().unwrap()).await;
    let mut child = site.crawl();
    assert!(tokio::task::spawn_blocking(move || child.wait().unwrap().success()).await.unwrap());
}

/// Files of the archive that hold what people said.
fn kept(site: &Site) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(site.folder.path().join("archive")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut kept: Vec<PathBuf> = paths
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("trail-people-"))
        .collect();
    kept.sort();
    kept
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_said_comes_back_with_the_archive_alone() {
    let site = Site::new().await;
    crawled(&site).await;
    assert_eq!(kept(&site).len(), 1);
    crawled(&site).await;
    assert_eq!(kept(&site).len(), 1, "nobody said anything new");
    for sql in [
        "select merge_posts((array_agg(id order by id))[2], (array_agg(id order by id))[1], 'by Ada') from posts
          where kind = 'article' and provider_id = (select id from providers where slug = 'quarry')",
        "insert into coders (name) values ('ada')",
        "insert into human_codes (coder_id, incident_id, provider_id, post_key, update_key, version, field, value,
                                  code_book_version, sheet)
         select 1, i.id, p.provider_id, p.key, '', 1, 'affected', 'yes', '1', 'sheet.csv' from posts p, incidents i
          where i.slug = 'heartbleed' order by p.id limit 1",
    ] {
        site.store.query(sql, false).await.unwrap();
    }
    let address = "http://status.pikestone.example/";
    let retired = site.folder.trail(&["seeds", "retire", "pikestone"]);
    assert!(retired.status.success() && stdout(&retired).contains(address), "{}", stderr(&retired));
    std::fs::remove_file(site.folder.path().join("seeds/providers/pikestone.toml")).unwrap();
    crawled(&site).await;
    assert_eq!(kept(&site).len(), 2);

    let verified = site.folder.trail(&["verify"]);
    assert!(verified.status.success(), "{}{}", stdout(&verified), stderr(&verified));

    let lost = Folder::new();
    let store = format!("file://{}", site.folder.path().join("archive").display());
    let rebuilt = lost.trail(&["rebuild", "--archive-store", &store]);
    assert!(rebuilt.status.success(), "{}{}", stdout(&rebuilt), stderr(&rebuilt));
    let url = stdout(&lost.trail(&["db", "url"]));
    let second = Store::connect(url.trim()).await.unwrap();
    assert_eq!(said(&second).await, said(&site.store).await);
    let (crawled, again) = (site.store.digests().await.unwrap(), second.digests().await.unwrap());
    for (one, two) in crawled.iter().zip(&again) {
        if one != two {
            let rows = site.store.differing(&second, &one.table, 6).await.unwrap();
            panic!("{}: {rows:#?}", one.table);
        }
    }
    // Once more, nothing is said twice; and a database that follows something goes on with it.
    assert!(lost.trail(&["rebuild", "--archive-store", &store]).status.success());
    assert_eq!(said(&second).await, said(&site.store).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_that_does_not_say_what_was_followed_is_told() {
    let site = Site::new().await;
    crawled(&site).await;
    let newest = kept(&site).pop().unwrap();
    std::fs::remove_file(newest).unwrap();
    let lost = Folder::new();
    let store = format!("file://{}", site.folder.path().join("archive").display());
    let rebuilt = lost.trail(&["rebuild", "--archive-store", &store]);
    assert!(rebuilt.status.success(), "{}{}", stdout(&rebuilt), stderr(&rebuilt));
    assert!(stderr(&rebuilt).contains("the shipped seeds are taken for it"), "{}", stderr(&rebuilt));
}

#[test]
fn a_provider_that_is_retired_is_followed_no_more_until_seeds_name_it() {
    let folder = Folder::new();
    let seed = |slug: &str| {
        format!(
            "slug = \"{slug}\"\nname = \"{slug}\"\ndomain = \"{slug}.example\"\n\n[[source]]\nkind = \"blog\"\n\
             url = \"https://{slug}.example/feed.xml\"\n"
        )
    };
    folder.file("seeds/providers/acme.toml", &seed("acme"));
    folder.file("seeds/providers/zenith.toml", &seed("zenith"));
    let seeds = folder.path().join("seeds").display().to_string();
    let followed = || {
        let sql =
            "select p.slug from sources s join providers p on p.id = s.provider_id where s.active order by 1";
        stdout(&folder.trail(&["sql", "--format", "csv", sql])).lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert!(folder.trail(&["rebuild", "--seeds", &seeds]).status.success());
    assert_eq!(followed(), "acme zenith");
    std::fs::remove_file(folder.path().join("seeds/providers/acme.toml")).unwrap();
    let nobody = folder.trail(&["seeds", "retire", "nobody"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(stderr(&nobody).contains("acme, zenith"), "{}", stderr(&nobody));
    let retired = folder.trail(&["seeds", "retire", "acme", "--seeds", &seeds]);
    assert_eq!(retired.status.code(), Some(0), "{}", stderr(&retired));
    assert_eq!(followed(), "zenith");
    assert!(folder.trail(&["rebuild", "--seeds", &seeds]).status.success());
    assert_eq!(followed(), "zenith", "seeds that do not name it leave it alone");
    let named = folder.trail(&["seeds", "retire", "https://zenith.example/feed.xml", "--seeds", &seeds]);
    assert_eq!(named.status.code(), Some(1));
    assert!(stderr(&named).contains("follows it again"), "{}", stderr(&named));
    assert_eq!(followed(), "");
    assert!(folder.trail(&["rebuild", "--seeds", &seeds]).status.success());
    assert_eq!(followed(), "zenith", "who is in the seeds is followed");
}

#[test]
fn what_an_import_follows_is_kept_beside_what_it_brings() {
    let folder = Folder::new();
    let seed = "slug = \"acme\"\nname = \"Acme\"\ndomain = \"acme.example\"\n\n[[source]]\nkind = \"blog\"\n\
                url = \"https://acme.example/feed.xml\"\n";
    folder.file("seeds/providers/acme.toml", seed);
    let seeds = folder.path().join("seeds").display().to_string();
    let file = folder.file("past.warc", "").display().to_string();
    let imported = folder.trail(&["import", &file, "--seeds", &seeds]);
    assert_eq!(imported.status.code(), Some(1), "the file is damaged: {}", stderr(&imported));
    let lost = Folder::new();
    let store = format!("file://{}", folder.path().join("archive").display());
    let rebuilt = lost.trail(&["rebuild", "--archive-store", &store]);
    assert!(rebuilt.status.success(), "{}{}", stdout(&rebuilt), stderr(&rebuilt));
    let providers = stdout(&lost.trail(&["sql", "--format", "csv", "select slug from providers"]));
    assert_eq!(providers.lines().skip(1).collect::<Vec<_>>(), ["acme"]);
}
