//! This test program again, as a process of its own that asks for the cluster of a data directory.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::embedded::{Cluster, EmbeddedConfig};

const DATA_DIR: &str = "TRAIL_TEST_DATA_DIR";

/// A command that runs [`ensure_for_another_test`] for this data directory.
pub fn command(program: &Path, data_dir: &Path) -> Command {
    prepared(Command::new(program), data_dir)
}

/// The same, called by a line of shell as `"$0" "$@"`.
pub fn command_in_shell(line: &str, program: &Path, data_dir: &Path) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", line]).arg(program);
    prepared(shell, data_dir)
}

fn prepared(mut command: Command, data_dir: &Path) -> Command {
    command
        .args(["--exact", "embedded::tests::child::ensure_for_another_test", "--ignored", "--nocapture"])
        .env(DATA_DIR, data_dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Waits for such a process and gives back the number of the server's process.
pub fn server_of(child: Child) -> u32 {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let pid = said.split("SERVER ").nth(1).and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    pid.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)))
}

/// A copy of this program that other accounts can run.
pub fn copy_for_others(to: &Path) {
    fs::copy(std::env::current_exe().unwrap(), to).unwrap();
    fs::set_permissions(to, Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
#[ignore = "the other process of the sharing and crash tests: cargo test -p store embedded runs it through them"]
async fn ensure_for_another_test() {
    let Some(data_dir) = std::env::var_os(DATA_DIR) else { return };
    let cluster = Cluster::ensure(&EmbeddedConfig::new(data_dir)).await.unwrap();
    cluster.ensure_database("trail").await.unwrap();
    println!("SERVER {} URL {}", cluster.pid(), cluster.url("trail"));
}
