//! Who reads over the network, with a password: researchers the views of `research`, readers the tables, nobody more.

use std::path::Path;
use std::process::Output;

use crate::bench::{Folder, stderr, stdout};

/// A loopback address of this test's own: the port of a private server is always the same one.
fn own_address() -> String {
    let number = std::process::id();
    format!("127.{}.{}.{}", 64 + (number >> 16) % 64, (number >> 8) % 256, number % 254 + 1)
}

/// Lets the private server listen there, where nobody is let in without a password.
fn listen(folder: &Folder, address: &str) {
    let path = |setting: &str| {
        let answer = folder.trail(&["sql", &format!("show {setting}"), "--format", "csv", "--write"]);
        stdout(&answer).lines().last().unwrap().trim_matches('"').to_owned()
    };
    let (config, hba) = (path("config_file"), path("hba_file"));
    let add = |file: &str, text: &str, first: bool| {
        let old = std::fs::read_to_string(file).unwrap();
        let new = if first { format!("{text}\n{old}") } else { format!("{old}\n{text}\n") };
        // In place, so that the file stays the server's own.
        std::fs::write(Path::new(file), new).unwrap();
    };
    add(&config, &format!("listen_addresses = '{address}'"), false);
    add(&hba, "host all all 127.0.0.0/8 scram-sha-256", true);
    assert!(folder.trail(&["db", "stop"]).status.success());
    assert!(folder.trail(&["db", "start"]).status.success());
}

#[test]
fn roles_log_in_over_tcp_with_their_passwords_and_read_what_is_theirs() {
    let folder = Folder::new();
    assert!(folder.trail(&["db", "start"]).status.success());
    let address = own_address();
    listen(&folder, &address);
    let secret = |name: &str| folder.file(name, &format!("{name}-pw\n")).display().to_string();
    let set = folder.trail(&[
        "db",
        "roles",
        "--crawl-password-file",
        &secret("crawl"),
        "--read-password-file",
        &secret("read"),
        "--research-password-file",
        &secret("research"),
    ]);
    assert!(set.status.success(), "{}", stderr(&set));
    let ask = |role: &str, password: &str, sql: &str| -> Output {
        let url = format!("postgresql://{role}:{password}@{address}:5432/trail?sslmode=disable");
        folder.trail(&["--database-url", &url, "sql", "--write", "--format", "csv", sql])
    };
    let who = "select current_user::text, inet_server_addr() is not null";
    for (role, password) in
        [("trail_crawl", "crawl-pw"), ("trail_read", "read-pw"), ("trail_research", "research-pw")]
    {
        let answer = ask(role, password, who);
        assert!(answer.status.success(), "{role}: {}", stderr(&answer));
        assert!(stdout(&answer).contains(&format!("{role},t")), "{role}: {}", stdout(&answer));
        for wrong in ["", "guess", "read-pw ", "crawl-pw%20"] {
            let answer = ask(role, wrong, who);
            assert_eq!(answer.status.code(), Some(3), "{role} with '{wrong}': {}", stderr(&answer));
            assert!(!stderr(&answer).contains(password), "no password in what is said");
        }
    }
    let may = |role: &str, password: &str, sql: &str| {
        let answer = ask(role, password, sql);
        assert!(answer.status.success(), "{role}: {sql}: {}", stderr(&answer));
    };
    let may_not = |role: &str, password: &str, sql: &str| {
        let answer = ask(role, password, sql);
        assert!(!answer.status.success(), "{role} may: {sql}");
        let said = stderr(&answer);
        assert!(
            said.contains("permission denied") || said.contains("does not exist"),
            "{role}: {sql}: {said}"
        );
    };
    for sql in ["select count(*) from first_words", "select count(*) from research.search('openssl')"] {
        may("trail_research", "research-pw", sql);
    }
    for sql in [
        "select * from public.posts",
        "select * from public.look_months",
        "select public.count_looks(1)",
        "insert into public.coders (name) values ('a')",
        "create table research.mine (a int)",
        "set role trail_crawl; select 1",
    ] {
        may_not("trail_research", "research-pw", sql);
    }
    for sql in ["select count(*) from posts", "select count(*) from research.coverage"] {
        may("trail_read", "read-pw", sql);
    }
    for sql in [
        "select headers from sources",
        "update posts set kind = kind",
        "delete from look_months",
        "create table mine (a int)",
    ] {
        may_not("trail_read", "read-pw", sql);
    }
}
