//! Back-filling out of a web archive: a stand-in on loopback that speaks as the Wayback Machine does.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::bench::{Folder, stderr, stdout};
use crate::wayback::{Captured, Wayback};

const SEED: &str = r#"
slug = "acme"
name = "Acme"
domain = "acme.example"

[[source]]
kind = "blog"
url = "http://acme.example/blog/"

[[source]]
kind = "page"
url = "http://acme.example/old"

[[source]]
kind = "page"
url = "http://acme.example/gone"
"#;

/// A page on a site that the archive does not give out.
const EXCLUDED: &str = r#"
[[source]]
kind = "page"
url = "http://excluded.example/heartbleed"
"#;

const POST: &str = "http://acme.example/blog/heartbleed-and-us";

/// What the rows say, without numbers of rows, places in the archive and the times at which they were written.
const ROWS: [&str; 5] = [
    "select made_by, made_as, archive_url, to_char(fetched_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), kind, status, \
     payload_digest from captures order by made_as",
    "select k.made_as, o.outcome, o.complete, o.class, o.document_kind, o.moved_to from observations o \
     join captures k on k.id = o.capture_id order by 1",
    "select number, title, text_digest, to_char(first_seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), \
     to_char(last_not_seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), last_not_seen_by from revisions \
     order by post_id, number",
    "select url, stamp, state, detail from mementos order by url, stamp",
    "select b.from_at, q.url, q.state from backfill_questions q join backfills b on b.id = q.backfill_id order by 1, 2",
];

struct Place {
    folder: Folder,
    seeds: String,
    archive: String,
}

impl Place {
    fn new(archive: &Wayback) -> Self {
        let folder = Folder::new();
        folder.file("seeds/providers/acme.toml", SEED);
        let seeds = folder.path().join("seeds").display().to_string();
        Self { folder, seeds, archive: archive.url() }
    }

    fn args<'a>(&'a self, from: &'a str, to: &'a str) -> Vec<&'a str> {
        vec![
            "backfill",
            "acme",
            "--from",
            from,
            "--to",
            to,
            "--seeds",
            &self.seeds,
            "--archive-url",
            &self.archive,
            "--allow-private=127.0.0.1/32",
            "--index-rate",
            "600000",
            "--memento-rate",
            "600000",
            "--format",
            "json",
        ]
    }

    fn backfill(&self, from: &str, to: &str, more: &[&str], code: i32) -> serde_json::Value {
        let mut args = self.args(from, to);
        args.extend(more);
        let output = self.folder.trail(&args);
        assert_eq!(output.status.code(), Some(code), "{}{}", stdout(&output), stderr(&output));
        serde_json::from_str(&stdout(&output)).unwrap()
    }

    fn start(&self, from: &str, to: &str) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
        command.args(self.args(from, to)).arg("--data-dir").arg(self.folder.path()).env_clear();
        for name in ["PATH", "HOME"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let output = self.folder.trail(&["sql", sql, "--format", "csv"]);
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).lines().skip(1).map(|line| line.trim_end().to_owned()).collect()
    }
}

fn page(text: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Heartbleed and us</title></head><body><main><article>\
         <h1>Heartbleed and us</h1><p>{text} All of our load balancers ran a version that was vulnerable to \
         CVE-2014-0160, and we patched them within five hours of the announcement.</p>\
         <p>We ask all customers to change their passwords and to sign in again.</p></article></main></body></html>"
    )
}

/// April 2014: a post, edited twice, with a revisit; a redirect to it, and a page that is gone.
fn april() -> Wayback {
    Wayback::start(vec![
        Captured::page(POST, "20140408153000", &page("We look into it.")),
        Captured::page(POST, "20140409090000", &page("We are patched.")),
        Captured::page(POST, "20140409210000", &page("We are patched.")).revisit(),
        Captured::page(POST, "20140411120000", &page("Please change your password.")).gzip(),
        Captured::redirect("http://acme.example/old", "20140408160000", POST),
        Captured::page("http://acme.example/gone", "20140501000000", "not here").status(404),
        Captured::page("http://acme.example/blog/logo", "20140408153000", "x").kind("image/png"),
    ])
}

#[test]
fn april_comes_back_with_its_times_and_the_archives_own_answers_are_no_evidence() {
    let archive = april();
    let place = Place::new(&archive);
    let plan = place.backfill("2014-04-01", "2014-05-01", &["--dry-run"], 0);
    assert_eq!((&plan["requests"], archive.asked()), (&3.into(), 0), "{plan}");
    let told = place.backfill("2014-04-01", "2014-05-01", &[], 0);
    let acme = &told["providers"][0];
    assert_eq!(
        (&acme["brought"], &acme["same"], &acme["due"], &acme["failed"]),
        (&6.into(), &1.into(), &0.into(), &0.into()),
        "{told}"
    );
    // The odd rows of the index, and the picture.
    assert_eq!((&acme["bad_rows"], &acme["elsewhere"]), (&5.into(), &1.into()), "{told}");
    assert!(told["pauses"].as_u64().unwrap() > 0, "the archive had said 429");
    let times = "select to_char(fetched_at at time zone 'UTC', 'MM-DD HH24:MI'), kind, status from captures order by 1";
    assert_eq!(
        place.rows(times),
        [
            "04-08 15:30,response,200",
            "04-08 16:00,response,301",
            "04-09 09:00,response,200",
            "04-09 21:00,same-payload,200",
            "04-11 12:00,response,200",
            "05-01 00:00,response,404"
        ]
    );
    let seen = "select number, to_char(first_seen_at at time zone 'UTC', 'MM-DD HH24:MI'), \
                to_char(last_not_seen_at at time zone 'UTC', 'MM-DD HH24:MI') from revisions order by 1";
    let expected = ["1,04-08 15:30,", "2,04-09 09:00,04-08 15:30", "3,04-11 12:00,04-09 21:00"];
    assert_eq!(place.rows(seen), expected, "the revisit narrows the bounds");
    assert_eq!(
        place.rows("select distinct made_by, last_not_seen_by from trail order by 2 nulls first"),
        ["wayback,", "wayback,wayback"]
    );
    assert_eq!(place.rows("select moved_to from observations where outcome = 'moved'"), [POST]);
    let asked = archive.asked();
    let again = place.backfill("2014-04-01", "2014-05-01", &[], 0);
    assert_eq!(
        (&again["requests"], archive.asked()),
        (&0.into(), asked),
        "what is done is not asked for again"
    );
    let verified = place.folder.trail(&["verify"]);
    assert!(verified.status.success(), "{}", stdout(&verified));
    let checked = place.folder.trail(&["rebuild", "--check"]);
    assert!(checked.status.success(), "{}{}", stdout(&checked), stderr(&checked));
    let formats =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap();
    let table = formats.split("## The JSON of `trail backfill`").nth(1).unwrap();
    for object in [&told, acme, &plan, &plan["providers"][0]] {
        for key in object.as_object().unwrap().keys() {
            assert!(table.contains(&format!("`{key}`")), "docs/FORMATS.md explains `{key}`");
        }
    }
}

#[test]
fn an_excluded_site_is_told_and_says_nothing_of_the_provider() {
    let archive = april().excluding();
    let place = Place::new(&archive);
    let told = place.backfill("2014-04-01", "2014-05-01", &[], 0);
    assert_eq!(
        (&told["providers"][0]["excluded"], &told["providers"][0]["brought"]),
        (&3.into(), &0.into()),
        "{told}"
    );
    assert_eq!(place.rows("select count(*) from observations"), ["0"]);
}

#[test]
fn a_capture_that_breaks_off_on_its_way_to_us_is_asked_for_again_and_never_kept_in_part() {
    let text = page("We look into it.");
    // One is whole at the second attempt; the other one is not while the first run tries.
    let archive = Wayback::start(vec![
        Captured::page(POST, "20140408153000", &text).cut_off(1),
        Captured::page(POST, "20140409090000", &page("We are patched.")).cut_off(4),
    ]);
    let place = Place::new(&archive);
    let told = place.backfill("2014-04-01", "2014-05-01", &[], 1);
    let acme = &told["providers"][0];
    assert_eq!((&acme["brought"], &acme["failed"]), (&1.into(), &1.into()), "{told}");
    let kept = "select truncated, complete from observations";
    assert_eq!(place.rows(kept), [",t"], "no part is kept as the provider's word");
    let failed = "select detail from mementos where state = 'failed'";
    assert_eq!(place.rows(failed), ["the archive's answer was cut off"]);
    let told = place.backfill("2014-04-01", "2014-05-01", &[], 0);
    let acme = &told["providers"][0];
    assert_eq!(
        (&acme["brought"], &acme["failed"]),
        (&2.into(), &0.into()),
        "the next run asks again: {told}"
    );
    assert_eq!(place.rows(kept), [",t", ",t"]);
}

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

/// How often the back-filling is killed.
const KILLS: usize = 50;

/// A page that is edited again and again, and comes back to old words now and then.
fn years() -> (Wayback, Vec<(String, String)>) {
    let (mut captures, mut windows) = (Vec::new(), Vec::new());
    for month in 1..=12 {
        windows.push((format!("2014-{month:02}-01"), format!("2014-{month:02}-28")));
        for day in 1..=12 {
            let text = format!("This is what we say in month {month}, for the {}th time.", day % 9);
            captures.push(Captured::page(POST, &format!("2014{month:02}{day:02}120000"), &page(&text)));
        }
    }
    (Wayback::start(captures), windows)
}

#[test]
fn killed_at_fifty_moments_it_ends_with_the_same_rows() {
    let (archive, windows) = years();
    let (disturbed, undisturbed) = (Place::new(&archive), Place::new(&archive));
    for place in [&disturbed, &undisturbed] {
        place.folder.file("seeds/providers/acme.toml", &format!("{SEED}{EXCLUDED}"));
    }
    let (mut draws, mut kills, mut refused) = (Draws(0x2014_0407), 0, 0);
    // The private database is started once, so that it is no part of what is killed.
    disturbed.rows("select 1");
    for (number, (from, to)) in windows.iter().enumerate() {
        let wanted = (number + 1) * KILLS / windows.len();
        while kills < wanted {
            let mut child = disturbed.start(from, to);
            let (before, requests) = (archive.asked(), draws.below(14) as usize);
            while archive.asked() < before + requests && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_micros(draws.below(20_000)));
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
        }
        disturbed.backfill(from, to, &[], 0);
        let told = undisturbed.backfill(from, to, &[], 0);
        assert_eq!(told["providers"][0]["excluded"], 1, "{told}");
        refused += told["pauses"].as_u64().unwrap();
    }
    assert!(refused > 0, "the archive had said 429");
    for sql in ROWS {
        let (found, expected) = (disturbed.rows(sql), undisturbed.rows(sql));
        let lost: Vec<&String> = expected.iter().filter(|row| !found.contains(row)).collect();
        let more: Vec<&String> = found.iter().filter(|row| !expected.contains(row)).collect();
        assert!(lost.is_empty() && more.is_empty() && found.len() == expected.len(), "{lost:#?}\n{more:#?}");
    }
    assert!(!disturbed.rows("select 1 from revisions").is_empty());
}
