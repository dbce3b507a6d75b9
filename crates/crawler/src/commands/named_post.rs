//! The post that a person means on the command line.

use anyhow::Result;
use store::{PostName, Store};

use crate::exit::Exit;
use crate::failure::Failed;

/// The one post that `name` means.
///
/// # Errors
/// When none or several fit, naming those that do.
pub async fn named_post(store: &Store, name: &str) -> Result<PostName> {
    let mut found = store.posts_named(name).await?;
    match (found.len(), found.pop()) {
        (1, Some(post)) => Ok(post),
        (_, None) => {
            let text = format!(
                "there is no post '{name}'; give its address, its number, or a part of its headline (trail sql \
                 \"select id, url from posts\" lists them)"
            );
            Err(Failed::new(Exit::Findings, text).into())
        }
        (_, Some(last)) => {
            found.push(last);
            let lines: Vec<String> = found.iter().map(line).collect();
            let text =
                format!("'{name}' can mean several posts; give the number of one:\n{}", lines.join("\n"));
            Err(Failed::new(Exit::Findings, text).into())
        }
    }
}

/// A post in one line: number, provider, headline, address.
fn line(post: &PostName) -> String {
    let title = post.title.as_deref().unwrap_or("(no headline)");
    format!("  {}  {}: {title} <{}>", post.id, post.provider, post.url.as_deref().unwrap_or(&post.key))
}

/// The head of what is said of a post: headline, then whose it is and where it stands.
pub fn heading(post: &PostName) -> String {
    let title = post.title.as_deref().unwrap_or("(no headline)");
    let address = post.url.as_deref().unwrap_or(&post.key);
    format!("{title}\n{} · {} · post {} · {address}\n", post.provider, post.kind, post.id)
}
