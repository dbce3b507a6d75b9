//! The verdict on one address.

use model::{RobotsFile, RobotsState, RobotsVerdict};
use url::Url;

use super::parse::{Directive, Line, lines};
use super::pattern::{Path, Pattern};

/// Maximum length of a deciding line in a verdict, in characters.
const MAX_QUOTE: usize = 300;

/// Whether `agent` (a product token such as `trail`) may ask for `url`, and which line decides.
///
/// All groups of our token hold together; where there is none, all groups of `*` do. The longest
/// matching pattern decides and `Allow` wins ties (RFC 9309, section 2.2.2). An unavailable file allows
/// everything, an unreachable one nothing, and `/robots.txt` itself may always be asked for.
pub fn decide(file: &RobotsFile, url: &Url, agent: &str) -> RobotsVerdict {
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let plain = |allowed| RobotsVerdict { allowed, line: None, crawl_delay_ms: None };
    match file.state {
        _ if path == "/robots.txt" => plain(true),
        RobotsState::Unavailable => plain(true),
        RobotsState::Unreachable => plain(false),
        RobotsState::Found => by_rules(&file.text, &path, agent),
    }
}

fn by_rules(text: &str, path: &str, agent: &str) -> RobotsVerdict {
    let path = Path::new(path);
    let (mut ours, mut everyone) = (Group::default(), Group::default());
    // Whom the lines are for at the moment, and whether the list of agents may still grow.
    let (mut for_us, mut for_all, mut listing) = (false, false, false);
    for line in lines(text) {
        match line.directive {
            Directive::Agent(token) => {
                if !listing {
                    (for_us, for_all, listing) = (false, false, true);
                }
                for_us |= !agent.is_empty() && token.to_lowercase() == agent.to_lowercase();
                for_all |= token == "*";
                ours.named |= for_us;
            }
            Directive::Sitemap(_) => {}
            _ => {
                listing = false;
                for (group, applies) in [(&mut ours, for_us), (&mut everyone, for_all)] {
                    if applies {
                        group.add(&line, &path);
                    }
                }
            }
        }
    }
    let group = if ours.named { ours } else { everyone };
    group.verdict()
}

/// What the groups for one agent say of the path, as far as they are read.
#[derive(Default)]
struct Group {
    named: bool,
    best: Option<Best>,
    crawl_delay_ms: Option<u64>,
}

struct Best {
    length: usize,
    allowed: bool,
    line: String,
}

impl Group {
    fn add(&mut self, line: &Line<'_>, path: &Path) {
        match line.directive {
            // An empty `Disallow` is how the oldest files allow everything: it matches nothing.
            Directive::Allow("") | Directive::Disallow("") => {}
            Directive::Allow(value) => {
                self.rule(line, &Pattern::new(value), true, path);
                if let Some(folder) = Pattern::folder_of_index(value) {
                    self.rule(line, &folder, true, path);
                }
            }
            Directive::Disallow(value) => self.rule(line, &Pattern::new(value), false, path),
            // Where a site asks twice, the longer wait is the polite one.
            Directive::CrawlDelay(delay) => self.crawl_delay_ms = self.crawl_delay_ms.max(delay),
            Directive::Agent(_) | Directive::Sitemap(_) => {}
        }
    }

    fn rule(&mut self, line: &Line<'_>, pattern: &Pattern, allowed: bool, path: &Path) {
        let better = match &self.best {
            None => true,
            Some(best) if pattern.len() == best.length => allowed && !best.allowed,
            Some(best) => pattern.len() > best.length,
        };
        if better && pattern.matches(path) {
            let quote: String = line.text.chars().take(MAX_QUOTE).collect();
            let line = format!("{}: {quote}", line.number);
            self.best = Some(Best { length: pattern.len(), allowed, line });
        }
    }

    fn verdict(self) -> RobotsVerdict {
        let (allowed, line) = match self.best {
            Some(best) => (best.allowed, Some(best.line)),
            None => (true, None),
        };
        RobotsVerdict { allowed, line, crawl_delay_ms: self.crawl_delay_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn verdict(text: &str, path: &str) -> RobotsVerdict {
        let file =
            RobotsFile { state: RobotsState::Found, text: text.to_owned(), fetched_at: DateTime::UNIX_EPOCH };
        decide(&file, &Url::parse("https://site.test").unwrap().join(path).unwrap(), "trail")
    }

    #[test]
    fn the_longest_match_decides_and_its_line_is_quoted() {
        let text = "User-agent: *\n# all\nDisallow: /private/\nAllow: /private/press/\n";
        let it = verdict(text, "/private/x");
        assert!(!it.allowed);
        assert_eq!(it.line.as_deref(), Some("3: Disallow: /private/"));
        let it = verdict(text, "/private/press/1");
        assert!(it.allowed);
        assert_eq!(it.line.as_deref(), Some("4: Allow: /private/press/"));
        assert_eq!(verdict(text, "/blog"), RobotsVerdict { allowed: true, line: None, crawl_delay_ms: None });
    }

    #[test]
    fn allow_wins_a_tie_in_any_order() {
        assert!(verdict("user-agent: *\nallow: /a\ndisallow: /a\n", "/a").allowed);
        assert!(verdict("user-agent: *\ndisallow: /a\nallow: /a\n", "/a").allowed);
    }

    #[test]
    fn our_groups_hold_together_and_hide_those_of_everyone() {
        let text = "user-agent: TRAIL\ndisallow: /a\ncrawl-delay: 2\n\nuser-agent: *\ndisallow: /\n\n\
                    user-agent: other\nuser-agent: trail/1.0\ndisallow: /b\n";
        assert!(!verdict(text, "/a").allowed);
        assert!(!verdict(text, "/b").allowed);
        assert!(verdict(text, "/c").allowed);
        assert_eq!(verdict(text, "/c").crawl_delay_ms, Some(2000));
        assert!(verdict("user-agent: trailing\ndisallow: /\n", "/c").allowed);
        assert!(verdict("user-agent: trail\n\nuser-agent: *\ndisallow: /x\n", "/c").allowed);
    }

    #[test]
    fn a_group_of_ours_without_rules_allows_everything() {
        let text = "user-agent: *\ndisallow: /\n\nuser-agent: trail\ndisallow:\n";
        assert!(verdict(text, "/c").allowed);
    }

    #[test]
    fn robots_txt_itself_may_always_be_asked_for() {
        assert!(verdict("user-agent: *\ndisallow: /\n", "/robots.txt").allowed);
        let state = RobotsState::Unreachable;
        let file = RobotsFile { state, text: String::new(), fetched_at: DateTime::UNIX_EPOCH };
        let ask = |address| decide(&file, &Url::parse(address).unwrap(), "trail").allowed;
        assert!(ask("https://site.test/robots.txt"));
        assert!(!ask("https://site.test/"));
    }

    #[test]
    fn a_page_in_the_place_of_the_file_disallows_nothing() {
        let text = "<!doctype html>\n<title>Not found</title>\n<p>user agents: disallow everything</p>\n";
        assert!(verdict(text, "/c").allowed);
    }

    #[test]
    fn many_wildcards_do_not_blow_up() {
        let text = format!("user-agent: *\ndisallow: /{}b\n", "*a".repeat(5000));
        assert!(verdict(&text, &format!("/{}", "a".repeat(20_000))).allowed);
    }

    proptest! {
        #[test]
        fn any_text_gives_a_verdict(text in "(?s).{0,300}", path in "/[ -~]{0,40}") {
            let _ = verdict(&format!("user-agent: *\n{text}"), &format!("/.{path}"));
        }
    }
}
