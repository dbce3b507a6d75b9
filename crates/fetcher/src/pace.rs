//! How long a host rests between two requests.

use std::time::Duration;

/// A `Crawl-delay` longer than an hour is obeyed as one of an hour: a slip of the pen in a robots.txt must not
/// end the watch over a site.
const LONGEST_CRAWL_DELAY: Duration = Duration::from_secs(3600);

/// The rest between two requests to one host: our own `delay`, or the longer one that its robots.txt asks for.
pub fn rest(delay: Duration, crawl_delay_ms: Option<u64>) -> Duration {
    let asked = Duration::from_millis(crawl_delay_ms.unwrap_or(0));
    delay.max(asked.min(LONGEST_CRAWL_DELAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_wait_is_kept_but_none_of_a_day() {
        let second = Duration::from_secs(1);
        assert_eq!(rest(second, None), second);
        assert_eq!(rest(second, Some(10)), second);
        assert_eq!(rest(second, Some(2000)), 2 * second);
        assert_eq!(rest(second, Some(86_400_000)), LONGEST_CRAWL_DELAY);
        assert_eq!(rest(2 * LONGEST_CRAWL_DELAY, Some(u64::MAX)), 2 * LONGEST_CRAWL_DELAY);
    }
}
