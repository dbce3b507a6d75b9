//! `trail demo`: the real line over a made-up web, several simulated days long.

use std::sync::Arc;

use anyhow::{Context, Result};
use store::Scope;
use store::embedded::Cluster;

use crate::cli::{DemoArgs, TableFormat};
use crate::commands::crawl::worker;
use crate::crew::{Crew, Listener, Tally};
use crate::exit::Exit;
use crate::mentions;
use crate::seed_files::count;
use crate::setting::Setting;
use crate::signals::stop_on_signal;
use crate::table;
use crate::world::{World, WorldServer};

/// The incident of the demo's world.
const INCIDENT: &str = "heartbleed";

/// The trail, as the demo shows it.
const TRAIL: &str = "\
select to_char(coalesce(claimed_at, claimed_local::timestamp at time zone 'UTC'), 'DD Mon') as day, provider,
       kind, coalesce(author || coalesce(', ' || job_title, ''), '—') as who, left(title, 48) as title,
       claimed_local as claimed, to_char(first_seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as first_seen
  from trail where incident = 'heartbleed' order by coalesce(claimed_at, first_seen_at)";

/// Runs the command.
///
/// # Errors
/// When no database can be started, or the demo's folder cannot be written.
pub async fn run(setting: &Setting, args: &DemoArgs) -> Result<Exit> {
    let setting = fresh(setting).await?;
    let world = Arc::new(World::heartbleed());
    let server =
        WorldServer::start(Arc::clone(&world)).await.context("no port on loopback for the demo's web")?;
    let setting = Setting { proxy: Some(server.proxy_url()), ca_certs: Vec::new(), ..setting };
    let clock = server.clock();

    let database = setting.database().await?;
    let store = database.connect().await?;
    store.seeds_sync(&world.providers(), &world.incidents(), clock.now()).await?;
    mentions::refresh(&store).await?;
    let mut line = setting.line(database.clone(), store.clone(), clock).await?;
    (line.delay, line.own_servers) = (std::time::Duration::ZERO, true);
    let crew = Crew { scope: Scope { providers: None }, width: 8, once: true, worker: worker() };

    say!(
        "A made-up web of {} in the days after Heartbleed, crawled by the real line.\n",
        count(world.providers().len(), "provider")
    );
    let stop = stop_on_signal();
    let mut visits = 0;
    for moment in world.days() {
        server.set_time(moment);
        store.due_set(&crew.scope, moment).await?;
        let tally = crew.run(&line, &stop, &mut Quiet).await?;
        visits += tally.visits;
        say!("{}  {}", moment.format("%a %d %b %H:%M"), day(&tally));
        if tally.interrupted {
            return Ok(Exit::Interrupted);
        }
    }
    say!("\n{} in all. The trail of communications, in time order:\n", count(visits, "visit"));
    say!(bare table::render(&store.query(TRAIL, true).await?, TableFormat::Table));
    if let Some(found) = store.incident_report(INCIDENT).await? {
        say!("\n{}", report::text(&found));
    }
    drop(line);
    store.close().await;
    if !args.keep_running && setting.database_url.is_none() {
        Cluster::stop(&setting.home.cluster()).await?;
    }
    say!("{}", next_steps(&setting));
    Ok(Exit::Success)
}

/// The demo's own data directory, emptied: its fiction is made anew each time.
async fn fresh(setting: &Setting) -> Result<Setting> {
    let setting = Setting { home: setting.home.demo(), ..setting.clone() };
    if let Some(url) = &setting.database_url {
        anyhow::bail!(
            "the demo makes up its data: it does not write into the server at {}; unset DATABASE_URL",
            crate::redacted::redacted(url)
        );
    }
    let dir = setting.home.dir();
    if dir.exists() {
        Cluster::remove(&setting.home.cluster()).await?;
        std::fs::remove_dir_all(dir).with_context(|| format!("{} cannot be emptied", dir.display()))?;
    }
    setting.home.create()?;
    Ok(setting)
}

/// What one simulated moment brought.
fn day(tally: &Tally) -> String {
    let mut parts = vec![count(tally.visits, "visit")];
    for (number, noun) in [(tally.posts, "new post"), (tally.revisions, "new revision")] {
        if number > 0 {
            parts.push(count(number, noun));
        }
    }
    parts.join(", ")
}

fn next_steps(setting: &Setting) -> String {
    let dir = setting.home.dir().parent().unwrap_or(setting.home.dir()).display();
    format!(
        "\
What to try next (the demo's data stays in {dir}/demo, and only there):
  trail sql --data-dir {dir}/demo \"select provider, author, job_title, claimed_local, first_seen_at from trail\"
  trail sql --data-dir {dir}/demo \"select * from first_words\"
  trail report heartbleed --data-dir {dir}/demo --format html > heartbleed.html
  trail crawl --once --provider openssl     (the real web, at one request a second for each host)"
    )
}

struct Quiet;

impl Listener for Quiet {
    fn finished(&mut self, address: &str, receipt: &model::Receipt, _tally: &Tally) {
        tracing::debug!(address, outcome = %receipt.outcome, "visited");
    }
}
