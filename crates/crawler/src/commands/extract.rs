//! `trail extract`: the extractor alone.

use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use extractor::Input;
use model::{DocumentKind, Extraction, Note};
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::extract_signals as signals;
use crate::cli::ExtractArgs;
use crate::exit::Exit;
use crate::reading::{STACK_BYTES, guarded, nothing};

/// A file larger than this is not read, in bytes after unpacking.
const LARGEST: u64 = 64 * 1024 * 1024;

/// One line of standard input.
#[derive(Debug, Deserialize)]
pub(super) struct Job {
    /// The caller's id of the document.
    pub id: Value,
    /// The address that the document was fetched from; a plain text that is read for signals needs none.
    pub url: Option<String>,
    /// Where it stands.
    pub path: Option<String>,
    /// Its Content-Type.
    pub content_type: Option<String>,
    /// When it was fetched.
    pub fetched_at: Option<DateTime<Utc>>,
    /// For signals: the text itself, where it stands in no file.
    pub text: Option<String>,
    /// For signals: how the provider calls itself.
    pub provider: Option<String>,
}

impl Job {
    /// The job of line `number`; where it is none, the id that the line gives all the same, and what is wrong with it.
    pub fn of(number: usize, line: &str) -> Result<Self, (Value, String)> {
        serde_json::from_str(line).map_err(|error| {
            let id = serde_json::from_str::<Value>(line).ok().and_then(|value| value.get("id").cloned());
            let column = error.column();
            let what = error.to_string().replace(&format!(" at line 1 column {column}"), "");
            (id.unwrap_or_default(), format!("line {number}, column {column}: {what}"))
        })
    }

    /// The address, where the line gives one.
    ///
    /// # Errors
    /// What is wrong with the one that it gives.
    pub fn address(&self) -> Result<Option<Url>, String> {
        let parsed =
            self.url.as_deref().map(|url| Url::parse(url).map_err(|_| format!("'{url}' is not an address")));
        parsed.transpose()
    }

    /// The address of what cannot be read without one.
    ///
    /// # Errors
    /// Where there is none.
    pub fn known_address(&self) -> Result<Url, String> {
        self.address()?.ok_or_else(|| "a document is read by its address: give its 'url'".to_owned())
    }

    /// Where the document stands.
    pub fn path(&self) -> &Path {
        Path::new(self.path.as_deref().unwrap_or_default())
    }

    /// Whether the document is read as it is, by what is said of it or else by the end of its name.
    pub fn is_plain(&self) -> bool {
        match &self.content_type {
            Some(declared) => ["text/plain", "text/markdown"].iter().any(|plain| declared.starts_with(plain)),
            None => {
                let path = self.path.as_deref().unwrap_or_default();
                [".txt", ".md", ".markdown"].iter().any(|end| path.ends_with(end))
            }
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read, or standard output is closed.
pub fn run(args: &ExtractArgs) -> Result<Exit> {
    if args.batch {
        return if args.signals {
            batch(args.jobs, signals::answer)
        } else {
            batch(args.jobs, |number, line| job(number, line, args.time))
        };
    }
    let (Some(file), Some(url)) = (&args.file, &args.url) else {
        anyhow::bail!("say which file, and with --url from which address it is");
    };
    let body = read(file)?;
    let pool = pool(Some(1))?;
    let read = pool.install(|| one(url, args.content_type.as_deref(), None, &body));
    print(&extractor::output::to_json("", &read))?;
    Ok(Exit::Success)
}

fn batch(jobs: Option<usize>, answer: impl Fn(usize, &str) -> Value + Sync) -> Result<Exit> {
    let out = Mutex::new(std::io::BufWriter::new(std::io::stdout()));
    let failed = Mutex::new(None);
    let lines = std::io::BufReader::new(std::io::stdin()).lines();
    pool(jobs)?.install(|| {
        lines.enumerate().par_bridge().for_each(|(index, line)| {
            let answer = match line {
                Ok(line) if line.trim().is_empty() => return,
                Ok(line) => answer(index + 1, &line),
                Err(error) => broken(Value::Null, &format!("line {} cannot be read: {error}", index + 1)),
            };
            let written = match out.lock() {
                Ok(mut out) => writeln!(out, "{answer}"),
                Err(_) => return,
            };
            if let (Err(error), Ok(mut failed)) = (written, failed.lock()) {
                failed.get_or_insert(error);
            }
        });
    });
    if let Ok(Some(error)) = failed.into_inner() {
        return Err(error).context("standard output is closed");
    }
    if let Ok(mut out) = out.into_inner() {
        out.flush()?;
    }
    Ok(Exit::Success)
}

fn job(number: usize, line: &str, timed: bool) -> Value {
    let job = match Job::of(number, line) {
        Ok(job) => job,
        Err((id, why)) => return broken(id, &why),
    };
    let url = match job.known_address() {
        Ok(url) => url,
        Err(why) => return broken(job.id, &format!("line {number}: {why}")),
    };
    match read(job.path()) {
        Ok(body) => {
            let begun = std::time::Instant::now();
            let read = one(&url, job.content_type.as_deref(), job.fetched_at, &body);
            let taken = begun.elapsed();
            let mut answer = extractor::output::to_json("", &read);
            if let Some(object) = answer.as_object_mut() {
                object.insert("id".to_owned(), job.id);
                if timed {
                    object
                        .insert("us".to_owned(), json!(u64::try_from(taken.as_micros()).unwrap_or(u64::MAX)));
                }
            }
            answer
        }
        Err(error) => broken(job.id, &format!("line {number}: {error:#}")),
    }
}

/// A line that could not be read is answered too: it is never silently left out.
fn broken(id: Value, detail: &str) -> Value {
    let mut unread = nothing(DocumentKind::Unparsed);
    unread.notes.push(Note::new("unreadable", detail));
    let mut answer = extractor::output::to_json("", &unread);
    if let Some(object) = answer.as_object_mut() {
        object.insert("id".to_owned(), id);
    }
    answer
}

pub(super) fn one(
    url: &Url,
    content_type: Option<&str>,
    fetched_at: Option<DateTime<Utc>>,
    body: &[u8],
) -> Extraction {
    let input = Input {
        url,
        content_type,
        content_encoding: None,
        last_modified: None,
        body,
        fetched_at,
        role: None,
        source: None,
        link_selector: None,
    };
    guarded(|| extractor::extract(input))
}

fn pool(jobs: Option<usize>) -> Result<rayon::ThreadPool> {
    let builder = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).num_threads(jobs.unwrap_or(0));
    builder.build().context("no threads could be started")
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("{name} cannot be read"))?;
    let mut body = Vec::new();
    if path.extension().is_some_and(|end| end == "gz") {
        flate2::read::MultiGzDecoder::new(file).take(LARGEST + 1).read_to_end(&mut body)
    } else {
        file.take(LARGEST + 1).read_to_end(&mut body)
    }
    .with_context(|| format!("{name} cannot be read"))?;
    anyhow::ensure!(body.len() as u64 <= LARGEST, "{name} is larger than {LARGEST} bytes");
    Ok(body)
}

fn print(value: &Value) -> Result<()> {
    let text = serde_json::to_string_pretty(&json!(value))?;
    writeln!(std::io::stdout(), "{text}").context("standard output is closed")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_line_is_answered_with_a_note(line in "\\PC{0,60}|\\{\"id\": 7, ?\"url\": ?\"[a-z:/.]{0,20}\"\\PC{0,20}\\}?") {
            let answer = job(3, &line, false);
            prop_assert_eq!(&answer["kind"], "unparsed");
            prop_assert!(answer["notes"][0].as_str().is_some_and(|note| note.starts_with("unreadable: line 3")));
        }
    }

    #[test]
    fn a_line_that_is_no_job_keeps_its_id_and_says_where_it_breaks() {
        let answer = job(3, r#"{"id": "a7", "url": 5}"#, false);
        assert_eq!(answer["id"], "a7");
        assert_eq!(
            answer["notes"][0],
            "unreadable: line 3, column 21: invalid type: integer `5`, expected a string"
        );
        assert_eq!(job(3, "{", false)["id"], Value::Null);
    }
}
