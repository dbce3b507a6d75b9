//! Pages that React streams: the data stand as JSON strings in `self.__next_f.push([1,"..."])`.

use serde_json::{Deserializer, Value};

/// A page has at most so many pieces.
const PIECE_LIMIT: usize = 5_000;

/// So many lists of one name are read, since the same data stand on a page several times.
const LIST_LIMIT: usize = 20;

/// All pieces of the stream in one text.
pub(super) fn stream(page: &str) -> String {
    let mut text = String::new();
    for (at, start) in page.match_indices("self.__next_f.push([1,").take(PIECE_LIMIT) {
        let piece = page.get(at + start.len()..).unwrap_or_default();
        if let Some(Ok(piece)) = Deserializer::from_str(piece).into_iter::<String>().next() {
            text.push_str(&piece);
        }
    }
    text
}

/// The values that stand behind `"name":` in the stream.
pub(super) fn values(stream: &str, name: &str) -> Vec<Value> {
    let mark = format!("\"{name}\":");
    let found = stream.match_indices(&mark).take(LIST_LIMIT).filter_map(|(at, start)| {
        let rest = stream.get(at + start.len()..)?;
        Deserializer::from_str(rest).into_iter::<Value>().next()?.ok()
    });
    found.collect()
}
