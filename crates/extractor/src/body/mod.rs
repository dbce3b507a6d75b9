//! From bytes as received to text: content decoding, character decoding, the HTML tree.

mod charset;
mod content;
mod tree;

pub use charset::decode_text;
pub use content::decode_content;
pub(crate) use tree::parse_html;
