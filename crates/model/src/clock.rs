//! Time as a parameter.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

/// Where a stage takes the time from: the machine's clock in the program, a simulated one in the demo
/// and in tests. No stage asks the machine itself.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    skip: Option<Arc<dyn Fn(TimeDelta) + Send + Sync>>,
}

impl Clock {
    /// A clock that asks `now`.
    pub fn new(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), skip: None }
    }

    /// The same clock, simulated: it stands still until it is told by `skip` that time has passed.
    pub fn with_skip(self, skip: impl Fn(TimeDelta) + Send + Sync + 'static) -> Self {
        Self { skip: Some(Arc::new(skip)), ..self }
    }

    /// Lets `time` pass where the clock is simulated, and says whether it is: on a real clock the caller
    /// has to wait.
    pub fn skip(&self, time: TimeDelta) -> bool {
        match &self.skip {
            Some(skip) => {
                skip(time);
                true
            }
            None => false,
        }
    }

    /// Whether it is simulated.
    pub fn is_simulated(&self) -> bool {
        self.skip.is_some()
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
