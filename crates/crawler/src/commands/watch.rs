//! `trail watch`: the crawl as a service.

use anyhow::{Context, Result};
use model::Receipt;

use crate::cli::WatchArgs;
use crate::commands::crawl::{Job, end};
use crate::crew::{Listener, Tally};
use crate::exit::Exit;
use crate::metrics::MetricsServer;
use crate::notify::Notify;
use crate::progress::Progress;
use crate::setting::Setting;
use crate::signals::stop_on_signal;

/// Runs the command: until a signal asks it to stop, or a stage fails for good.
///
/// # Errors
/// When the seeds are wrong, the port of the metrics is taken, or the database or the archive cannot be used.
pub async fn run(setting: &Setting, args: &WatchArgs) -> Result<Exit> {
    let stop = stop_on_signal();
    let job = Job::prepare(setting, &args.job, false).await?;
    let server = match args.metrics {
        Some(address) => {
            let (metrics, store) = (job.line.metrics.clone(), job.line.store.clone());
            let server = MetricsServer::start(address, metrics, store, job.line.clock.clone())
                .await
                .with_context(|| format!("the metrics cannot be served at {address}; choose another port"))?;
            tracing::info!("metrics at http://{}/metrics", server.address());
            Some(server)
        }
        None => None,
    };
    let mut ear = Ear { progress: Progress::new(), notify: Notify::of_environment() };
    ear.notify.ready();
    let done = job.crew.run(&job.line, &stop, &mut ear).await;
    ear.progress.finish();
    drop(server);
    // A service that was asked to stop has done what it was asked.
    Ok(match end(&done?) {
        Exit::Interrupted => Exit::Success,
        other => other,
    })
}

/// Shows the progress, and tells the service manager.
struct Ear {
    progress: Progress,
    notify: Notify,
}

impl Listener for Ear {
    fn finished(&mut self, address: &str, receipt: &Receipt, tally: &Tally) {
        self.progress.finished(address, receipt, tally);
    }

    fn beat(&mut self) {
        self.notify.alive();
    }

    fn stopping(&mut self) {
        self.notify.stopping();
        self.progress.stopping();
    }
}
