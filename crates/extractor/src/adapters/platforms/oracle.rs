//! Oracle Cloud: `incident-summary.rss`, with titles such as `service | region | reference`. No real document
//! was at hand when this was written, so it is recognised and kept, and nothing is claimed.

use model::Extraction;

use crate::adapters::adapter::Adapter;
use crate::adapters::statement::unparsed;
use crate::adapters::xml;
use crate::document::Document;

pub(super) const ADAPTER: Adapter = Adapter { name: "oracle", read };

/// So many items tell the form of a feed.
const ITEMS: usize = 20;

/// Recognises a feed by the form of all its titles.
fn read(document: &Document<'_>) -> Option<Extraction> {
    // Two looks at the characters tell most documents apart without reading them.
    if xml::root_name(&document.text)? != "rss" || document.text.matches(" | ").nth(1).is_none() {
        return None;
    }
    let tree = xml::parse(&document.text, document.url())?;
    let channel = tree.root.first("channel")?;
    let titles: Vec<String> = channel
        .all("item")
        .take(ITEMS)
        .map(|item| item.first("title").map(|title| title.text()).unwrap_or_default())
        .collect();
    let three = |title: &String| title.split(" | ").count() == 3;
    let marked = document.holds("<strong>") || document.holds("&lt;strong&gt;");
    if titles.is_empty() || !titles.iter().all(three) || !marked {
        return None;
    }
    Some(unparsed("oracle", "a document of Oracle Cloud's status, which is not read yet"))
}
