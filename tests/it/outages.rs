//! A full disk and a database that restarts only make a crawl wait.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use store::embedded::Cluster;

use crate::bench::stdout;
use crate::site::{Site, until};

/// Room that a crawl of the world does not do with, in bytes.
const ROOM: u64 = 40_000;

/// A disk with little room.
enum SmallDisk {
    /// A file system of its own, filled up but for [`ROOM`].
    Mounted(PathBuf),
    /// Where none may be mounted: files of the process may not grow beyond [`ROOM`].
    Limited(PathBuf),
}

impl SmallDisk {
    fn new(folder: &Path) -> Self {
        let disk = folder.join("small");
        std::fs::create_dir(&disk).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "none"]).arg(&disk).output();
        match mount.is_ok_and(|done| done.status.success()) {
            true => {
                println!("a full disk: a file system of 4 MB, filled up");
                std::fs::write(disk.join("ballast"), vec![0; (4 << 20) - ROOM as usize]).unwrap();
                Self::Mounted(disk)
            }
            false => {
                println!(
                    "a full disk: nothing may be mounted here, so the length of files is limited (RLIMIT_FSIZE)"
                );
                Self::Limited(disk)
            }
        }
    }

    fn path(&self) -> &Path {
        let (Self::Mounted(path) | Self::Limited(path)) = self;
        path
    }

    /// Starts `command` on this disk.
    fn start(&self, command: &mut Command) -> Child {
        match self {
            Self::Mounted(_) => command.spawn().unwrap(),
            Self::Limited(_) => {
                // The signal of a file that grows too long is ignored, so that writing fails as on a full disk.
                let script = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$@\"", ROOM / 512);
                let mut shell = Command::new("sh");
                shell.arg("-c").arg(script).arg("sh").arg(command.get_program()).args(command.get_args());
                shell.env_remove("DATABASE_URL").stdout(Stdio::null()).stderr(Stdio::piped());
                shell.spawn().unwrap()
            }
        }
    }

    fn make_room(&self, child: &Child) {
        match self {
            Self::Mounted(path) => std::fs::remove_file(path.join("ballast")).unwrap(),
            Self::Limited(_) => {
                let pid = child.id().to_string();
                let raised = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status();
                assert!(
                    raised.unwrap().success(),
                    "prlimit (util-linux) is needed where nothing may be mounted"
                );
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Self::Mounted(path) = self {
            let done = Command::new("umount").arg(&*path).status();
            assert!(std::thread::panicking() || done.unwrap().success());
        }
    }
}

/// The lines that the process writes on standard error.
fn said(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
    receiver
}

/// Waits for a line with `text` in it.
async fn hears(child: &mut Child, lines: &Receiver<String>, text: &str) {
    let over = until(child, || lines.try_iter().any(|line| line.contains(text))).await;
    assert!(!over, "it ended without a word of '{text}'");
}

/// What an undisturbed crawl finds on the last of the world's days.
async fn undisturbed() -> Vec<String> {
    let site = Site::new().await;
    site.begin(*site.world.days().last().unwrap()).await;
    assert!(until(&mut site.crawl(), || false).await);
    site.found().await
}

async fn verify(site: &Site, data: &Path) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
    command.arg("verify").arg("--data-dir").arg(data).arg("--database-url").arg(site.database.url());
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_pauses_the_crawl_until_there_is_room() {
    let site = Site::new().await;
    let disk = SmallDisk::new(site.folder.path());
    site.begin(*site.world.days().last().unwrap()).await;
    let mut child = disk.start(site.command(disk.path()).stderr(Stdio::piped()));
    let lines = said(&mut child);
    hears(&mut child, &lines, "the crawl pauses: free some room there").await;
    // It waits, and what is archived is whole.
    let segments = archive::list_segments(&disk.path().join("archive"), "trail").unwrap();
    assert!(!segments.is_empty());
    for checked in segments.iter().flat_map(|path| archive::verify_segment(path).unwrap()) {
        checked.unwrap_or_else(|damage| panic!("{damage:?}"));
    }
    disk.make_room(&child);
    hears(&mut child, &lines, "the crawl goes on").await;
    assert!(until(&mut child, || false).await, "it goes on by itself to its end");
    let verified = verify(&site, disk.path()).await;
    assert_eq!(verified.status.code(), Some(0), "{}", stdout(&verified));
    assert_eq!(site.found().await, undisturbed().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_that_waits_for_room_can_be_stopped() {
    let site = Site::new().await;
    let disk = SmallDisk::new(site.folder.path());
    site.begin(*site.world.days().last().unwrap()).await;
    let mut child = disk.start(site.command(disk.path()).stderr(Stdio::piped()));
    let lines = said(&mut child);
    hears(&mut child, &lines, "the crawl pauses").await;
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let status = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    assert_eq!(status.code(), Some(130));
    let verified = verify(&site, disk.path()).await;
    assert_eq!(verified.status.code(), Some(0), "{}", stdout(&verified));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_restarts_in_the_middle_is_waited_for() {
    let site = Site::new().await;
    site.begin(*site.world.days().last().unwrap()).await;
    let data = site.folder.path().join("elsewhere");
    let mut child = site.command(&data).stderr(Stdio::piped()).spawn().unwrap();
    let lines = said(&mut child);
    let server = site.database.private().unwrap().clone();
    for requests in [2, 9, 20] {
        assert!(
            !until(&mut child, || site.server.asked() >= requests).await,
            "over before {requests} requests"
        );
        assert!(Cluster::stop(&server).await.unwrap(), "the server was running");
        hears(&mut child, &lines, "the database went away").await;
        Cluster::ensure(&server).await.unwrap();
    }
    assert!(until(&mut child, || false).await, "it reconnects and goes on to its end");
    let verified = verify(&site, &data).await;
    assert_eq!(verified.status.code(), Some(0), "{}", stdout(&verified));
    assert_eq!(site.found().await, undisturbed().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_asked_to_stop_ends_well_and_leaves_no_lease() {
    let site = Site::new().await;
    site.begin(*site.world.days().last().unwrap()).await;
    let mut command = Command::new(env!("CARGO_BIN_EXE_trail"));
    command
        .args(["watch", "--delay", "0", "--proxy", site.server.proxy_url().as_str(), "--seeds"])
        .arg(site.folder.path().join("seeds"))
        .arg("--data-dir")
        .arg(site.folder.path())
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    assert!(!until(&mut child, || site.server.asked() >= 10).await, "a service does not end by itself");
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let status = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    assert_eq!(status.code(), Some(0), "it did what it was asked");
    let held = "select count(*) from politeness_groups where leased_by is not null and leased_until > clock_timestamp()";
    assert_eq!(site.store.query(held, true).await.unwrap().rows[0][0].as_deref(), Some("0"));
    let verified = verify(&site, site.folder.path()).await;
    assert_eq!(verified.status.code(), Some(0), "{}", stdout(&verified));
}
