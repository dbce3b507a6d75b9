//! How long the example queries and the views of the schema `research` take, and which large tables they read whole.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use store::Store;

/// Names of the demo's world in the queries, and what stands for them in made-up rows.
const STANDS_FOR: [(&str, &str); 6] = [
    ("'heartbleed'", "'incident-7'"),
    ("'nimbus'", "'provider-9'"),
    ("'lumen'", "'provider-12'"),
    ("'2014-04-07'", "'2023-09-01'"),
    ("'2014-04-21'", "'2023-09-15'"),
    ("'2014-04-09 07:00Z'", "'2023-09-30 07:00Z'"),
];

/// Tables of which a query should read rows by an index and not all of them.
const LARGE: [&str; 9] = [
    "looks",
    "communications",
    "revisions",
    "captures",
    "stamps",
    "signals",
    "mentions",
    "changes",
    "searchable",
];

const VIEWS: &str = "select relname::text from pg_class
   where relnamespace = 'research'::regnamespace and relkind = 'v' order by 1";

/// Views that are asked for one incident, or for one provider.
const OF_ONE: [(&str, &str, &str); 14] = [
    ("first_words", "incident", "heartbleed"),
    ("response_times", "incident", "heartbleed"),
    ("silences", "incident", "heartbleed"),
    ("gaps", "incident", "heartbleed"),
    ("scorecard", "incident", "heartbleed"),
    ("speakers", "incident", "heartbleed"),
    ("mentions", "incident", "heartbleed"),
    ("trail", "incident", "heartbleed"),
    ("removals", "incident", "heartbleed"),
    ("first_words", "provider", "nimbus"),
    ("response_times", "provider", "nimbus"),
    ("silences", "provider", "nimbus"),
    ("scorecard", "provider", "nimbus"),
    ("trail", "provider", "nimbus"),
];

/// Prints the table: name, milliseconds, rows, large tables that were read whole.
///
/// # Errors
/// When a query fails, or the folder cannot be read.
pub async fn run(store: &Store, folder: &Path, times: u32) -> Result<()> {
    let mut asked = Vec::new();
    let listed = std::fs::read_dir(folder).with_context(|| format!("no queries in {}", folder.display()))?;
    let mut files: Vec<_> =
        listed.collect::<std::io::Result<Vec<_>>>()?.into_iter().map(|file| file.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "sql")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        asked.push((name, std::fs::read_to_string(file)?));
    }
    for row in store.query(VIEWS, true).await?.rows {
        let Some(view) = row.into_iter().next().flatten() else { continue };
        asked.push((format!("1000 rows of {view}"), format!("select * from research.{view} limit 1000")));
        asked.push((format!("number of rows of {view}"), format!("select count(*) from research.{view}")));
    }
    for (view, column, value) in OF_ONE {
        let sql = format!("select * from research.{view} where {column} = '{value}'");
        asked.push((format!("{view} of one {column}"), sql));
    }
    for query in ["server", "certificates -outage", "\"certificates of the server\""] {
        asked.push((
            format!("search for {query}"),
            format!("select * from research.search('{query}', 'en', 20)"),
        ));
    }
    println!("| question | ms | rows | read whole |\n|---|---:|---:|---|");
    for (name, sql) in asked {
        let sql = STANDS_FOR.iter().fold(sql, |sql, (from, to)| sql.replace(from, to));
        let (mut best, mut rows) = (f64::INFINITY, String::new());
        for _ in 0..times {
            let begun = Instant::now();
            let table = store.query(&sql, true).await.with_context(|| name.clone())?;
            rows = match name.starts_with("number of rows") {
                true => table.rows.first().and_then(|row| row.first()?.clone()).unwrap_or_default(),
                false => table.rows.len().to_string(),
            };
            best = best.min(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let whole = read_whole(store, &sql).await?.into_iter().collect::<Vec<_>>().join(", ");
        println!("| {name} | {best:.0} | {rows} | {whole} |");
    }
    Ok(())
}

/// The large tables that the plan of a query reads whole.
async fn read_whole(store: &Store, sql: &str) -> Result<BTreeSet<String>> {
    let plan = store.query(&format!("explain {}", sql.trim_end().trim_end_matches(';')), true).await?;
    let lines = plan.rows.into_iter().filter_map(|row| row.into_iter().next().flatten());
    Ok(lines
        .filter_map(|line| {
            let scanned = line.split_once("Seq Scan on ")?.1;
            let table = scanned.split_whitespace().next()?;
            LARGE.contains(&table).then(|| table.to_owned())
        })
        .collect())
}
