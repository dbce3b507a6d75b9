//! HTTP messages as record blocks, and back.

use bytes::Bytes;
use model::{Request, Response, Truncation};
use url::Url;

/// Parts of the names of request header fields whose values are secrets.
const SECRET: [&str; 6] = ["auth", "cookie", "token", "secret", "key", "session"];

/// What stands in place of a secret.
const MASK: &[u8] = b"[masked]";

/// The block of a `request` record.
pub(crate) fn request_block(url: &Url, request: &Request) -> Vec<u8> {
    let query = url.query().map_or(String::new(), |query| format!("?{query}"));
    let mut block = format!("{} {}{query} HTTP/1.1\r\n", request.method, url.path()).into_bytes();
    for (name, value) in &request.headers {
        let lower = name.to_ascii_lowercase();
        let secret = SECRET.iter().any(|part| lower.contains(part));
        field(&mut block, name, if secret { MASK } else { value });
    }
    block.extend_from_slice(b"\r\n");
    block
}

/// The head of a response: the whole block of a `revisit` record, the start of that of a `response`.
pub(crate) fn response_head(response: &Response) -> Vec<u8> {
    let mut head =
        format!("{} {} {}\r\n", response.version, response.status, reason(response.status)).into_bytes();
    let framed = response.header("transfer-encoding").is_some();
    let length = response.body.len().to_string();
    // Where there is no body by definition, the length speaks of another response's body.
    let bodiless = matches!(response.status, 204 | 304);
    for (name, value) in &response.headers {
        let void = match name.to_ascii_lowercase().as_str() {
            "transfer-encoding" => true,
            "content-length" if framed => value.trim_ascii() != length.as_bytes(),
            "content-length" => {
                !bodiless && response.truncated.is_none() && value.trim_ascii() != length.as_bytes()
            }
            _ => false,
        };
        match void {
            true => field(&mut head, &format!("X-Archive-Orig-{name}"), value),
            false => field(&mut head, name, value),
        }
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Reads the block of a `response` or `revisit` record back. Header fields are as they stand there.
pub(crate) fn read_response(block: &[u8], truncated: Option<Truncation>) -> Option<Response> {
    let (head, body) = split(block)?;
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let status_line = String::from_utf8_lossy(lines.next()?).into_owned();
    let mut words = status_line.split_ascii_whitespace();
    let version = words.next().filter(|word| word.starts_with("HTTP/"))?.to_owned();
    let status = words.next()?.parse().ok()?;
    let headers = lines.filter_map(read_field).collect();
    Some(Response { status, version, headers, body: Bytes::copy_from_slice(body), truncated })
}

/// Head and body of an HTTP message: the head ends at its first empty line.
pub(crate) fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    // Heads with bare line feeds are found in archives that others wrote. The first empty line counts, however it
    // ends: where another kind of it is looked for first, the one that is found may stand in the body.
    let feeds = block.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    for (feed, _) in feeds {
        let (head, behind) = (block.get(..feed)?, block.get(feed + 1..)?);
        if let Some(body) = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")) {
            return Some((head.strip_suffix(b"\r").unwrap_or(head), body));
        }
    }
    None
}

fn read_field(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    Some((String::from_utf8_lossy(name).trim().to_owned(), value.trim_ascii().to_vec()))
}

fn field(out: &mut Vec<u8>, name: &str, value: &[u8]) {
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b": ");
    out.extend(value.iter().filter(|&&byte| byte != b'\r' && byte != b'\n'));
    out.extend_from_slice(b"\r\n");
}

/// The usual phrases (RFC 9110, section 15; RFC 6585; RFC 7725).
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        206 => "Partial Content",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        410 => "Gone",
        412 => "Precondition Failed",
        429 => "Too Many Requests",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, headers: &[(&str, &str)], body: &'static [u8]) -> Response {
        Response {
            status,
            version: "HTTP/1.1".to_owned(),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
                .collect(),
            body: Bytes::from_static(body),
            truncated: None,
        }
    }

    fn head(status: u16, headers: &[(&str, &str)], body: &'static [u8]) -> String {
        String::from_utf8(response_head(&response(status, headers, body))).unwrap()
    }

    #[test]
    fn no_reader_is_told_of_a_framing_that_is_gone() {
        let it = head(200, &[("transfer-encoding", "chunked"), ("content-encoding", "gzip")], b"abc");
        assert!(
            it.contains("\r\nX-Archive-Orig-transfer-encoding: chunked\r\ncontent-encoding: gzip\r\n"),
            "{it}"
        );
        assert!(!it.contains("content-length"), "{it}");
        let it = head(200, &[("content-length", "9"), ("transfer-encoding", "chunked")], b"abc");
        assert!(it.contains("X-Archive-Orig-content-length: 9\r\n"), "{it}");
    }

    #[test]
    fn a_length_as_sent_stays_where_it_is_true_or_tells_what_is_missing() {
        assert!(head(200, &[("content-length", "3")], b"abc").contains("\r\ncontent-length: 3\r\n"));
        assert!(head(304, &[("content-length", "3")], b"").contains("\r\ncontent-length: 3\r\n"));
        let mut short = response(200, &[("content-length", "9")], b"abc");
        short.truncated = Some(Truncation::Disconnect);
        assert!(String::from_utf8(response_head(&short)).unwrap().contains("\r\ncontent-length: 9\r\n"));
    }

    #[test]
    fn secrets_are_masked() {
        let headers = ["authorization", "Cookie", "proxy-authorization", "x-api-key", "accept"];
        let headers = headers.map(|name| (name.to_owned(), b"s3cret".to_vec())).to_vec();
        let url = Url::parse("https://a.test/x?y=1#z").unwrap();
        let block = request_block(&url, &Request { method: "GET".to_owned(), headers });
        let text = String::from_utf8(block).unwrap();
        assert!(text.starts_with("GET /x?y=1 HTTP/1.1\r\n"), "{text}");
        assert_eq!(text.matches("[masked]").count(), 4, "{text}");
        assert_eq!(text.matches("s3cret").count(), 1, "{text}");
    }

    #[test]
    fn a_head_of_another_writer_is_read_too() {
        let it = read_response(b"HTTP/1.0 404\nA:b\n\nbody", None).unwrap();
        assert_eq!((it.status, it.header("a")), (404, Some("b")));
        assert_eq!(&it.body[..], b"body");
        assert!(read_response(b"<html>\r\n\r\n", None).is_none());
    }

    #[test]
    fn a_body_begins_behind_the_first_empty_line_however_its_lines_end() {
        let body = b"first\n\nsecond\r\n\r\nthird\n\r\nlast";
        for end in ["\n\n", "\r\n\r\n", "\n\r\n", "\r\n\n"] {
            let head = format!("HTTP/1.1 200 OK\nA: b{end}");
            let it = read_response(&[head.as_bytes(), body].concat(), None).unwrap();
            assert_eq!((it.header("a"), &it.body[..]), (Some("b"), &body[..]), "{end:?}");
        }
    }
}
