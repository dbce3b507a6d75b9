//! `trail archive`: looking into WARC files, ours and others'.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use archive::{Listed, ListedRecord, WarcFault, WarcFinding, list_file};
use serde_json::{Value, json};

use crate::cli::{ArchiveCommand, TextFormat};
use crate::exit::Exit;
use crate::seed_files::count;

/// What is said when nobody reads any more.
const CLOSED: &str = "standard output is closed";

/// Runs the command.
///
/// # Errors
/// When a file cannot be opened, or standard output is closed.
pub fn run(command: &ArchiveCommand) -> Result<Exit> {
    let ArchiveCommand::List { files, format } = command;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut exit = Exit::Success;
    for file in files {
        let sound = match format {
            TextFormat::Text => text(file, &mut out)?,
            TextFormat::Json => object(file, &mut out)?,
        };
        if !sound {
            exit = Exit::Findings;
        }
    }
    out.flush().context(CLOSED)?;
    Ok(exit)
}

/// A line for each record and each finding; whether there was no finding.
fn text(path: &Path, out: &mut impl Write) -> Result<bool> {
    let (mut records, mut findings) = (0, 0);
    for listed in list_file(path)? {
        match listed {
            Listed::Record(record) => {
                records += 1;
                let field = |name| record.header(name).unwrap_or("-");
                let (offset, kind, date) = (record.offset, kind(&record), field("WARC-Date"));
                let (bytes, uri) = (record.block_bytes, unbracketed(field("WARC-Target-URI")));
                writeln!(out, "{offset:>12}  {kind:<10}  {date:<27}  {bytes:>10}  {uri}").context(CLOSED)?;
            }
            Listed::Finding(WarcFinding { offset, fault, reason }) => {
                findings += 1;
                writeln!(out, "{}:{offset}: {reason} ({})", path.display(), fault.as_str())
                    .context(CLOSED)?;
            }
        }
    }
    let (records, said) = (count(records, "record"), count(findings, "finding"));
    writeln!(out, "{}: {records}, {said}", path.display()).context(CLOSED)?;
    Ok(findings == 0)
}

/// One object, written while the file is read; whether there was no finding.
fn object(path: &Path, out: &mut impl Write) -> Result<bool> {
    write!(out, "{{\"file\":{},\"records\":[", json!(path.display().to_string())).context(CLOSED)?;
    let (mut number, mut in_short) = (0_u64, String::new());
    let mut findings: Vec<WarcFinding> = Vec::new();
    let (mut last, mut error) = (None, None);
    for listed in list_file(path)? {
        match listed {
            Listed::Record(record) => {
                let comma = if number == 0 { "" } else { "," };
                number += 1;
                last = Some(record.offset);
                write!(out, "{comma}{}", described(&record)).context(CLOSED)?;
                let _ = write!(in_short, "{comma}[{},{}]", json!(kind(&record)), record.block_bytes);
            }
            Listed::Finding(finding) => {
                if error.is_none() && hides_records(&finding, last) {
                    error = Some(format!("at byte {}: {}", finding.offset, finding.reason));
                }
                findings.push(finding);
            }
        }
    }
    let said = |finding: &WarcFinding| json!({"offset": finding.offset, "fault": finding.fault.as_str(), "reason": finding.reason});
    let list: Vec<Value> = findings.iter().map(said).collect();
    writeln!(
        out,
        "],\"n\":{number},\"recs\":[{in_short}],\"error\":{},\"findings\":{}}}",
        json!(error),
        json!(list)
    )
    .context(CLOSED)?;
    Ok(findings.is_empty())
}

/// Whether the list may lack records for it, or their ids and places cannot be relied on. A digest that does
/// not fit hides nothing, nor does an end in the middle of the record that was listed last.
fn hides_records(finding: &WarcFinding, last: Option<u64>) -> bool {
    match finding.fault {
        WarcFault::BlockDigest | WarcFault::PayloadDigest | WarcFault::LineEnds => false,
        WarcFault::CutOff => last != Some(finding.offset),
        _ => true,
    }
}

fn described(record: &ListedRecord) -> Value {
    let field = |name| record.header(name).map(unbracketed);
    json!({
        "offset": record.offset,
        "length": record.length,
        "version": record.version,
        "type": kind(record),
        "id": field("WARC-Record-ID"),
        "date": field("WARC-Date"),
        "uri": field("WARC-Target-URI"),
        "content_type": field("Content-Type"),
        "refers_to": field("WARC-Refers-To"),
        "payload_digest": field("WARC-Payload-Digest"),
        "block_length": record.block_bytes,
        "block_sha1": record.block_sha1,
    })
}

fn kind(record: &ListedRecord) -> &str {
    record.header("WARC-Type").unwrap_or("unknown")
}

/// Some writers put angle brackets around addresses, all around ids.
fn unbracketed(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}
