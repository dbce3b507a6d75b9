//! `trail code`: what people say of communications, beside what the rules say.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};

use anyhow::{Context, Result};
use report::coding;
use serde_json::json;
use store::{CodingUnit, Store};

use super::report::unknown_incident;
use crate::cli::{BookFormat, CodeCommand, ExportArgs, ImportArgs};
use crate::exit::Exit;
use crate::failure::Failed;
use crate::people;
use crate::seed_files::count;
use crate::setting::Setting;
use crate::table;

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written, the sheet is not allowed as it is, nobody knows the incident, or the
/// database cannot be asked.
pub async fn run(setting: &Setting, command: &CodeCommand) -> Result<Exit> {
    match command {
        CodeCommand::Book { format } => say(&book(*format)),
        CodeCommand::Export(args) => export(&open(setting).await?, args).await,
        CodeCommand::Import(args) => import(setting, args).await,
        CodeCommand::Agreement { incident, format } => {
            let store = open(setting).await?;
            units(&store, incident).await?;
            let (codes, answers) =
                (store.codes_latest(incident).await?, store.machine_answers(incident).await?);
            if codes.is_empty() {
                let text = format!(
                    "nothing of '{incident}' was coded yet; begin with `trail code export {incident}`"
                );
                return Err(Failed::new(Exit::Findings, text).into());
            }
            let compared = coding::table(&coding::judgements(&codes, &answers));
            say(&table::render(&compared, *format))
        }
    }
}

async fn open(setting: &Setting) -> Result<Store> {
    Ok(setting.for_reading().database().await?.connect().await?)
}

fn say(text: &str) -> Result<Exit> {
    std::io::stdout().write_all(text.as_bytes()).context("standard output is closed")?;
    Ok(Exit::Success)
}

fn book(format: BookFormat) -> String {
    let book = &coding::BOOK;
    match format {
        BookFormat::Markdown => coding::markdown(),
        BookFormat::Text => {
            let mut grid = table::grid();
            grid.set_header(["field", "criterion", "yes when, or what is asked", "not enough", "allowed"]);
            for field in book.fields {
                let allowed = field.allowed();
                grid.add_row([
                    field.name,
                    field.criterion.as_str(),
                    field.meaning,
                    field.not_enough,
                    &allowed,
                ]);
            }
            format!("code book, version {}\n{grid}\n", book.version)
        }
        BookFormat::Json => {
            let fields: Vec<_> = book
                .fields
                .iter()
                .map(|field| {
                    json!({
                        "field": field.name, "criterion": field.criterion.as_str(), "meaning": field.meaning,
                        "not_enough": field.not_enough, "allowed": field.allowed(),
                    })
                })
                .collect();
            format!("{:#}\n", json!({ "version": book.version, "fields": fields }))
        }
    }
}

/// The communications of the incident; an error where nobody knows it.
async fn units(store: &Store, incident: &str) -> Result<Vec<CodingUnit>> {
    let units = store.coding_units(incident).await?;
    if units.is_empty() {
        let known = store.incident_terms().await?.iter().any(|known| known.slug == incident);
        if !known {
            return Err(unknown_incident(store, incident).await?.into());
        }
    }
    Ok(units)
}

async fn export(store: &Store, args: &ExportArgs) -> Result<Exit> {
    let mut units = units(store, &args.incident).await?;
    if !args.provider.is_empty() {
        units.retain(|unit| args.provider.contains(&unit.key.provider));
    }
    if units.is_empty() {
        let text = format!("there is nothing of '{}' to code: no communication was found", args.incident);
        return Err(Failed::new(Exit::Findings, text).into());
    }
    let answers = store.machine_answers(&args.incident).await?;
    match &args.to {
        None => coding::write(std::io::stdout().lock(), &units, &answers, args.blind)
            .context("standard output is closed")?,
        Some(path) => {
            let file = OpenOptions::new().write(true).create_new(true).open(path).with_context(|| {
                format!("{} cannot be made; a file that is there is never overwritten", path.display())
            })?;
            coding::write(BufWriter::new(file), &units, &answers, args.blind)
                .with_context(|| format!("{} cannot be written", path.display()))?;
            let fields = coding::BOOK.fields.len();
            tell!(
                "{}: {} with {fields} fields each; fill value, quote and note, then: trail code import {} --coder NAME \
                 --codebook {}",
                path.display(),
                count(units.len(), "communication"),
                path.display(),
                coding::BOOK.version
            );
        }
    }
    Ok(Exit::Success)
}

async fn import(setting: &Setting, args: &ImportArgs) -> Result<Exit> {
    let name = args.file.display().to_string();
    if args.codebook != coding::BOOK.version {
        let text = format!(
            "there is no code book of version '{}'; this program has version {} (`trail code book`)",
            args.codebook,
            coding::BOOK.version
        );
        return Err(Failed::new(Exit::Findings, text).into());
    }
    let file = File::open(&args.file).with_context(|| format!("{name} cannot be opened"))?;
    let mut sheet = coding::parse(file);
    let store = open(setting).await?;
    sheet.rename_providers(&store.slugs_renamed().await?);
    let mut known = Vec::new();
    for incident in sheet.incidents() {
        known.extend(store.coding_units(incident).await?);
    }
    let elsewhere = store.units_known(&sheet.beyond(&known)).await?;
    let (more, remarks) = coding::check(&sheet.answers, &known, &elsewhere);
    let mut problems = [sheet.problems, more].concat();
    problems.sort();
    for problem in &problems {
        tell!("{name}:{problem}");
    }
    if !problems.is_empty() {
        let text = format!("{} in {name}; nothing was stored", count(problems.len(), "problem"));
        return Err(Failed::new(Exit::Findings, text).into());
    }
    if sheet.answers.is_empty() {
        let text = format!("no value is filled in: {name} has {} without one", count(sheet.empty, "row"));
        return Err(Failed::new(Exit::Findings, text).into());
    }
    for remark in &remarks {
        tell!("note: {name}:{remark}");
    }
    let codes: Vec<_> = sheet.answers.into_iter().map(|answer| answer.code).collect();
    let sheet_name = args.file.file_name().map_or(name.clone(), |it| it.to_string_lossy().into_owned());
    let stored = store.codes_import(&args.coder, &args.codebook, &sheet_name, &codes).await?;
    people::keep_here(&setting.for_reading(), &store).await?;
    let stored = usize::try_from(stored).unwrap_or(usize::MAX);
    say!("{} by {} stored, {} left empty", count(stored, "code"), args.coder, count(sheet.empty, "row"));
    Ok(Exit::Success)
}
