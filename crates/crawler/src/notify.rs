//! Tells the service manager how the service fares (`sd_notify(3)`): a datagram to the socket that it names.
//! Without one, nothing is told.

use std::time::{Duration, Instant};

/// The service manager, where there is one.
#[derive(Debug, Default)]
pub struct Notify {
    #[cfg(unix)]
    socket: Option<(std::os::unix::net::UnixDatagram, std::os::unix::net::SocketAddr)>,
    /// How often it wants to hear that the service is alive.
    every: Option<Duration>,
    told: Option<Instant>,
}

impl Notify {
    /// The manager that the environment names: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` in microseconds.
    pub fn of_environment() -> Self {
        let socket = std::env::var_os("NOTIFY_SOCKET");
        let every = std::env::var("WATCHDOG_USEC").ok().and_then(|text| text.parse().ok());
        Self::at(socket.as_deref(), every.map(Duration::from_micros))
    }

    /// The manager at that socket, which is a path or, after an `@`, an abstract name; it is told twice in
    /// each `watchdog` that the service is alive.
    #[cfg(unix)]
    pub fn at(socket: Option<&std::ffi::OsStr>, watchdog: Option<Duration>) -> Self {
        use std::os::unix::net::UnixDatagram;
        let to = socket.and_then(address);
        let socket = UnixDatagram::unbound().ok().zip(to);
        Self { socket, every: watchdog.map(|time| time / 2), told: None }
    }

    /// There is no such manager on this platform.
    #[cfg(not(unix))]
    pub fn at(_: Option<&std::ffi::OsStr>, _: Option<Duration>) -> Self {
        Self::default()
    }

    /// The service is ready.
    pub fn ready(&self) {
        self.send("READY=1\nSTATUS=visiting what is due");
    }

    /// The service is on its way to its end.
    pub fn stopping(&self) {
        self.send("STOPPING=1\nSTATUS=finishing the visits under way");
    }

    /// The service is alive; says so no more often than it is wanted.
    pub fn alive(&mut self) {
        let Some(every) = self.every else { return };
        if self.told.is_none_or(|told| told.elapsed() >= every) {
            self.told = Some(Instant::now());
            self.send("WATCHDOG=1");
        }
    }

    #[cfg(unix)]
    fn send(&self, words: &str) {
        if let Some((socket, to)) = &self.socket
            && let Err(error) = socket.send_to_addr(words.as_bytes(), to)
        {
            tracing::debug!(error = %error, "the service manager does not listen");
        }
    }

    #[cfg(not(unix))]
    fn send(&self, _: &str) {}
}

#[cfg(unix)]
fn address(name: &std::ffi::OsStr) -> Option<std::os::unix::net::SocketAddr> {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::SocketAddr;
    match name.as_bytes() {
        #[cfg(target_os = "linux")]
        [b'@', name @ ..] => {
            use std::os::linux::net::SocketAddrExt;
            SocketAddr::from_abstract_name(name).ok()
        }
        [b'/', ..] => SocketAddr::from_pathname(name).ok(),
        _ => None,
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixDatagram;

    #[test]
    fn the_manager_hears_that_the_service_is_ready_alive_and_stopping() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let manager = UnixDatagram::bind(&path).unwrap();
        let mut notify = Notify::at(Some(path.as_os_str()), Some(Duration::from_secs(3600)));
        notify.ready();
        notify.alive();
        notify.alive();
        notify.stopping();
        let mut heard = Vec::new();
        let mut buffer = [0; 200];
        for _ in 0..3 {
            let size = manager.recv(&mut buffer).unwrap();
            heard.push(String::from_utf8_lossy(&buffer[..size]).lines().next().unwrap().to_owned());
        }
        assert_eq!(
            heard,
            ["READY=1", "WATCHDOG=1", "STOPPING=1"],
            "the second beat came too soon to be told"
        );
    }

    #[test]
    fn without_a_manager_nothing_happens() {
        let mut notify = Notify::at(None, None);
        notify.ready();
        notify.alive();
    }
}
