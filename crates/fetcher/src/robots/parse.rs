//! The lines of a `robots.txt` (RFC 9309, section 2.2), read as generously as sites write them.

/// Maximum size that is parsed, in bytes (RFC 9309, section 2.5, asks for at least this much).
const MAX_FILE_BYTES: usize = 500 << 10;
/// Maximum size of one line, in bytes; the rest of a longer line is not read (Google's matcher: eight
/// times the longest address that browsers take).
const MAX_LINE_BYTES: usize = 2083 * 8 - 1;

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Directive<'a> {
    /// `User-agent`, reduced to its product token.
    Agent(&'a str),
    /// `Allow`.
    Allow(&'a str),
    /// `Disallow`.
    Disallow(&'a str),
    /// `Crawl-delay`, in milliseconds where it is a number.
    CrawlDelay(Option<u64>),
    /// `Sitemap`.
    Sitemap(&'a str),
}

/// One line that says something.
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Its text, without blanks around it.
    pub(super) text: &'a str,
    /// What it says.
    pub(super) directive: Directive<'a>,
}

/// The addresses of the sitemaps that a `robots.txt` names, in order, as written.
pub fn sitemaps(text: &str) -> Vec<String> {
    lines(text)
        .filter_map(|line| match line.directive {
            Directive::Sitemap(address) if !address.is_empty() => Some(address.to_owned()),
            _ => None,
        })
        .collect()
}

/// The lines that say something, in order.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let text = head(text.trim_start_matches('\u{feff}'), MAX_FILE_BYTES);
    numbered(text).filter_map(|(number, line)| {
        let line = head_of_line(line).trim();
        let spoken = line.split('#').next().unwrap_or_default().trim();
        Some(Line { number, text: line, directive: directive(spoken)? })
    })
}

/// A line ends with LF, CR LF or CR.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(text);
    let mut number = 0;
    std::iter::from_fn(move || {
        let now = rest?;
        number += 1;
        match now.find(['\n', '\r']) {
            None => {
                rest = None;
                Some((number, now))
            }
            Some(at) => {
                let (line, tail) = now.split_at(at);
                rest = Some(tail.strip_prefix("\r\n").or_else(|| tail.get(1..)).unwrap_or_default());
                Some((number, line))
            }
        }
    })
}

fn directive(line: &str) -> Option<Directive<'_>> {
    // A colon separates; some sites leave it out, which is read where just two words stand there.
    let (key, value) = match line.split_once(':') {
        Some((key, value)) => (key.trim(), value.trim()),
        None => {
            let mut words = line.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some(key), Some(value), None) => (key, value),
                _ => return None,
            }
        }
    };
    // The misspellings are those that Google's matcher takes.
    match key.to_ascii_lowercase().as_str() {
        "user-agent" | "useragent" | "user agent" => Some(Directive::Agent(product_token(value))),
        "allow" => Some(Directive::Allow(value)),
        "disallow" | "dissallow" | "dissalow" | "disalow" | "diasllow" | "disallaw" => {
            Some(Directive::Disallow(value))
        }
        "crawl-delay" | "crawldelay" | "crawl delay" => Some(Directive::CrawlDelay(delay_ms(value))),
        "sitemap" | "site-map" => Some(Directive::Sitemap(value)),
        _ => None,
    }
}

/// `ExampleBot/1.2 (comment)` is meant for `ExampleBot`.
fn product_token(value: &str) -> &str {
    value.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

fn delay_ms(value: &str) -> Option<u64> {
    let plain = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let seconds = plain.then(|| value.parse::<f64>().ok()).flatten()?;
    // The cast saturates, so an absurd delay stays absurdly long.
    Some((seconds * 1000.0).round() as u64)
}

/// The start of `text`, at most `limit` bytes and, where it was cut, only whole lines: half a path would
/// be a rule that nobody wrote.
fn head(text: &str, limit: usize) -> &str {
    match text.get(..floor(text, limit)) {
        Some(head) if head.len() < text.len() => {
            head.rfind(['\n', '\r']).and_then(|end| head.get(..end)).unwrap_or_default()
        }
        _ => text,
    }
}

fn head_of_line(line: &str) -> &str {
    line.get(..floor(line, MAX_LINE_BYTES)).unwrap_or(line)
}

fn floor(text: &str, limit: usize) -> usize {
    (0..=limit.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Directive<'_>)> {
        lines(text).map(|line| (line.number, line.directive)).collect()
    }

    #[test]
    fn lines_are_read_as_sites_write_them() {
        let text =
            "\u{feff}USER-AGENT : Bot/2.0 x # c\r\nDisallow:/a#b\rcrawl-delay: 1.5\n\nallow /x\nnoise\n";
        let expect = vec![
            (1, Directive::Agent("Bot")),
            (2, Directive::Disallow("/a")),
            (3, Directive::CrawlDelay(Some(1500))),
            (5, Directive::Allow("/x")),
        ];
        assert_eq!(read(text), expect);
    }

    #[test]
    fn a_delay_that_is_no_number_is_not_a_delay() {
        for value in ["-3", "nan", "inf", "10s", "", "1.2.3"] {
            assert_eq!(delay_ms(value), None, "{value}");
        }
        assert_eq!(delay_ms("10"), Some(10_000));
        assert_eq!(delay_ms(&"9".repeat(400)), Some(u64::MAX));
    }

    #[test]
    fn a_file_that_is_too_long_ends_with_a_whole_line() {
        let text = format!("user-agent: *\n#{}\ndisallow: /private\n", "x".repeat(MAX_FILE_BYTES - 30));
        assert_eq!(read(&text), vec![(1, Directive::Agent("*"))]);
    }

    #[test]
    fn sitemaps_stand_outside_of_groups() {
        let text = "Sitemap: https://x.test/1.xml\nuser-agent: *\nDisallow: /\nSITEMAP:https://x.test/2.xml # c\nsitemap:\n";
        assert_eq!(sitemaps(text), ["https://x.test/1.xml", "https://x.test/2.xml"]);
    }
}
