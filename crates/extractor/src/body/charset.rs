//! Character decoding.

use model::Note;

/// The text of the body.
pub fn decode_text(bytes: &[u8], _content_type: Option<&str>, _notes: &mut Vec<Note>) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
