//! A database of made-up rows, as large as a few years of crawling make it. The rows are set-based SQL in `fill/`.

use std::time::Instant;

use anyhow::{Result, ensure};
use store::Store;

/// Rows that one statement writes at most.
const PIECE: u64 = 500_000;

/// The files, in order, and what is written piece by piece in each.
const FILES: [(&str, &str, Piece); 6] = [
    ("sources", include_str!("../fill/1-sources.sql"), Piece::Whole),
    ("posts", include_str!("../fill/2-posts.sql"), Piece::Whole),
    ("communications", include_str!("../fill/3-communications.sql"), Piece::Communications),
    ("evidence", include_str!("../fill/4-evidence.sql"), Piece::Whole),
    ("looks", include_str!("../fill/5-looks.sql"), Piece::Observations),
    ("end", include_str!("../fill/6-end.sql"), Piece::Whole),
];

#[derive(Clone, Copy)]
enum Piece {
    Whole,
    Communications,
    Observations,
}

/// Options of `xtask fill`.
#[derive(Debug, clap::Args)]
pub struct FillArgs {
    /// Address of an empty database; its schema is made
    #[arg(long, env = "DATABASE_URL")]
    database_url: String,
    /// How many looks
    #[arg(long, default_value_t = 10_000_000)]
    observations: u64,
    /// How many communications; a multiple of the posts
    #[arg(long, default_value_t = 1_000_000)]
    communications: u64,
    /// How many posts
    #[arg(long, default_value_t = 50_000)]
    posts: u64,
    /// How many providers, with three sources each
    #[arg(long, default_value_t = 200)]
    providers: u64,
    /// How many incidents
    #[arg(long, default_value_t = 29)]
    incidents: u64,
}

/// Runs the task.
///
/// # Errors
/// When the database is not empty, or cannot be used.
pub async fn run(args: &FillArgs) -> Result<()> {
    ensure!(
        args.posts > 0 && args.communications.is_multiple_of(args.posts),
        "each post makes the same number of communications: {} is no multiple of {}",
        args.communications,
        args.posts
    );
    let store = Store::connect(&args.database_url).await?;
    let there = store.query("select count(*) from providers", true).await?;
    let empty =
        there.rows.first().and_then(|row| row.first()).is_some_and(|cell| cell.as_deref() == Some("0"));
    ensure!(
        empty,
        "the database holds providers already: give an empty one, so that nothing true is mixed with made-up rows"
    );
    for (name, sql, piece) in FILES {
        let begun = Instant::now();
        let total = match piece {
            Piece::Whole => 1,
            Piece::Communications => args.communications,
            Piece::Observations => args.observations,
        };
        let mut from = 1;
        while from <= total {
            let to = (from + PIECE - 1).min(total);
            store.query(&args.filled_in(sql, from, to), false).await?;
            from = to + 1;
        }
        println!("{name:<16} {:>8.1} s", begun.elapsed().as_secs_f64());
    }
    Ok(())
}

impl FillArgs {
    /// The statements with the numbers asked for in place of their names.
    fn filled_in(&self, sql: &str, from: u64, to: u64) -> String {
        [
            ("providers", self.providers),
            ("incidents", self.incidents),
            ("posts", self.posts),
            ("observations", self.observations),
            ("each", self.communications / self.posts),
            ("from", from),
            ("to", to),
        ]
        .iter()
        .fold(format!("set synchronous_commit = off;\n{sql}"), |text, (name, number)| {
            text.replace(&format!("${{{name}}}"), &number.to_string())
        })
    }
}
