//! A whole crawl with its archive in an S3-compatible store, on loopback.

use std::process::{Command, Output};

use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::bench::{stderr, stdout};
use crate::site::Site;

const STORE: [&str; 2] = ["--archive-store", "s3://evidence/of-trail"];

/// A server of the file system kind with the bucket `evidence`, for as long as the test runs; its address.
async fn server(folder: &TempDir) -> String {
    std::fs::create_dir(folder.path().join("evidence")).unwrap();
    let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
    builder.set_auth(SimpleAuth::from_single("key", "a-great-secret"));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let io = hyper_util::rt::TokioIo::new(socket);
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(io, service.clone()));
        }
    });
    address
}

async fn run(mut command: Command, address: &str) -> Output {
    command.args(STORE).envs([
        ("AWS_ENDPOINT_URL", address),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "a-great-secret"),
    ]);
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

fn objects(folder: &TempDir) -> Vec<String> {
    let files = std::fs::read_dir(folder.path().join("evidence/of-trail")).into_iter().flatten();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".warc.gz")).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_keeps_its_archive_in_the_store_and_every_row_leads_there() {
    let (site, folder) = (Site::new().await, tempfile::tempdir().unwrap());
    let address = server(&folder).await;
    // Each crawl writes a segment of its own; the next one finds it closed and moves it.
    for day in site.world.days() {
        site.begin(day).await;
        let done = run(site.command(site.folder.path()), &address).await;
        assert!(done.status.success(), "{}", stderr(&done));
    }
    let stored = objects(&folder);
    let mut named = Vec::new();
    for row in site
        .store
        .query(
            "select distinct name from segments join captures on segment_id = segments.id order by 1",
            true,
        )
        .await
        .unwrap()
        .rows
    {
        named.push(row[0].clone().unwrap());
    }
    assert!(stored.len() + 1 >= named.len() && stored.len() > 1, "{stored:?} of {named:?}");
    let of_visits = |name: &&String| !name.starts_with("trail-people-");
    assert!(stored.iter().any(|name| !of_visits(&name)), "what people said is there as well");
    assert!(stored.iter().filter(of_visits).all(|name| named.contains(name)));

    let trail = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
        command.args(arguments).arg("--data-dir").arg(site.folder.path()).env_remove("DATABASE_URL");
        run(command, &address)
    };
    let verified = trail(&["verify"]).await;
    assert_eq!(verified.status.code(), Some(0), "{}{}", stdout(&verified), stderr(&verified));
    let before = site.found().await;
    let again = trail(&["reextract", "--all"]).await;
    assert!(again.status.success(), "{}", stderr(&again));
    assert_eq!(site.found().await, before, "read again out of the store");

    // What is lost there is found.
    std::fs::remove_file(folder.path().join("evidence/of-trail").join(&stored[0])).unwrap();
    let found = trail(&["verify"]).await;
    assert_eq!(found.status.code(), Some(1), "{}{}", stdout(&found), stderr(&found));
    assert!(stdout(&found).contains(&stored[0]), "{}", stdout(&found));
}
