//! Options that every command has.

use std::path::PathBuf;

use clap::{ArgAction, Args, ColorChoice, ValueEnum};
use fetcher::{Network, PrivateNetworks};
use url::Url;

use crate::exit::Exit;
use crate::failure::Failed;
use crate::home::Home;
use crate::setting::{Setting, USER_AGENT};

/// Options that every command has.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Where the archive and the private database live [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// A PostgreSQL server (15 or later) to use instead of the private one
    #[arg(long, global = true, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Where closed archive files are kept: s3://bucket/prefix, with the usual AWS_* settings in the environment,
    /// or file:///folder [default: `archive` in the data directory]
    #[arg(long, global = true, value_name = "URL", env = "TRAIL_ARCHIVE_STORE", value_parser = archive_store)]
    pub archive_store: Option<Url>,

    /// Fetch everything through this proxy (http or socks5)
    // A text, because clap shows a value that it cannot read, and this one may hold a password.
    #[arg(long, global = true, value_name = "URL")]
    pub proxy: Option<String>,

    /// Trust the certificate authorities in this PEM file as well; may be given several times
    #[arg(long, global = true, value_name = "FILE", action = ArgAction::Append)]
    pub ca_cert: Vec<PathBuf>,

    /// Also ask machines of private networks, or only those of the named ones (IP address or block); for tests
    #[arg(long, global = true, value_name = "NETWORK", num_args = 0..=1, require_equals = true, value_delimiter = ',')]
    pub allow_private: Option<Vec<Network>>,

    /// How the crawler names itself to the sites that it visits; put your contact address here
    #[arg(
        long,
        global = true,
        value_name = "TEXT",
        env = "TRAIL_USER_AGENT",
        default_value = USER_AGENT,
        hide_default_value = true
    )]
    pub user_agent: String,

    /// Where this crawler stands, such as 'Frankfurt, AWS eu-central-1': kept with the archive, since sites answer by
    /// the place that asks
    #[arg(long, global = true, value_name = "TEXT")]
    pub vantage: Option<String>,

    /// The form of log lines on standard error
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,

    /// Log more: -v for each visit, -vv for the stages, -vvv for everything
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,

    /// Colours on the terminal
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl GlobalArgs {
    fn private_networks(&self) -> PrivateNetworks {
        match &self.allow_private {
            None => PrivateNetworks::Refused,
            Some(networks) if networks.is_empty() => PrivateNetworks::Allowed,
            Some(networks) => PrivateNetworks::Only(networks.clone()),
        }
    }

    /// The options, resolved.
    ///
    /// # Errors
    /// When there is no data directory to use.
    pub fn setting(&self) -> anyhow::Result<Setting> {
        Ok(Setting {
            home: Home::locate(self.data_dir.as_deref())?.with_archive_store(self.archive_store.clone()),
            database_url: self.database_url.clone().filter(|url| !url.is_empty()),
            proxy: self.proxy.as_deref().map(proxy).transpose()?,
            ca_certs: self.ca_cert.clone(),
            private_networks: self.private_networks(),
            user_agent: self.user_agent.clone(),
            vantage: self.vantage.clone(),
        })
    }
}

/// Where closed segments are kept. What is none of the two kinds would be told when something is archived only.
fn archive_store(text: &str) -> Result<Url, String> {
    let url =
        Url::parse(text).map_err(|error| format!("{error}; write s3://bucket/prefix or file:///folder"))?;
    match (url.scheme(), url.host_str().unwrap_or_default()) {
        ("s3", bucket) if !bucket.is_empty() => Ok(url),
        ("s3", _) => Err("it names no bucket; write s3://bucket/prefix".to_owned()),
        ("file", _) if url.to_file_path().is_ok() => Ok(url),
        ("file", _) => Err("it names no folder of this machine; write file:///folder".to_owned()),
        (scheme, _) => Err(format!(
            "'{scheme}' is no kind of store that is supported; write s3://bucket/prefix or file:///folder"
        )),
    }
}

/// The proxy's address; the error does not show it, since it may hold a password.
fn proxy(text: &str) -> anyhow::Result<Url> {
    let wrong = |why: String| {
        let text = format!(
            "the address given with --proxy cannot be {why}; write it as http://HOST:PORT or socks5://HOST:PORT"
        );
        anyhow::Error::from(Failed::new(Exit::Usage, text))
    };
    let url = Url::parse(text).map_err(|error| wrong(format!("read ({error})")))?;
    match url.scheme() {
        "http" | "https" | "socks5" | "socks5h" if url.has_host() => Ok(url),
        scheme => Err(wrong(format!("used ('{scheme}' is no kind of proxy that is supported)"))),
    }
}
