//! From bytes as received to text: content decoding, character decoding, the trees of HTML and JSON.

mod bounded;
mod charset;
mod content;
mod json;
mod noise;
mod noscript;
mod prescan;
mod tags;
mod tokens;
mod tree;

pub(crate) use charset::decode_text_of;
pub use charset::{Decoded, decode_characters, decode_text};

pub(crate) use content::UNKNOWN_CODING;
pub use content::{MAX_DECODED_BYTES, MAX_RATIO, decode_content};
pub(crate) use json::{Json, parse_json, parse_part, parse_start};
pub(crate) use noise::is_noise;
pub(crate) use tree::parse_html;
