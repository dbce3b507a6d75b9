//! Whose item a mark of the page stands in. Microdata and RDFa use the same words for the post, for its comments, for
//! reviews and for cards of other posts: the item around a mark says whom it belongs to.

use std::collections::HashSet;

use ego_tree::NodeId;
use html5ever::{QualName, local_name, ns};
use scraper::ElementRef;

use super::blocks::Blocks;
use super::linked::ARTICLES;
use super::marks::Marks;
use super::own_address::OwnAddress;

/// Items that no post is.
const OTHERS: &[&str] = &["Comment", "UserComments", "Event", "Offer", "ImageObject", "VideoObject"];
/// Items that a page is of where its headline stands in them, and that stand beside a post else.
const SUBJECTS: &[&str] = &["Review", "Recipe", "HowTo", "Product", "Question", "Answer", "Rating"];

/// More articles than this are a list.
const MAX_ARTICLES: usize = 200;

/// The items of a page that are articles.
#[derive(Default)]
pub(super) struct Items {
    /// All of them.
    articles: Vec<NodeId>,
    /// Those that name the address of another page as theirs.
    elsewhere: HashSet<NodeId>,
}

impl Items {
    /// The articles of a page that goes by `address`.
    pub(super) fn of(marks: &Marks<'_>, address: &OwnAddress) -> Self {
        let mut items = Self::default();
        for item in marks.items.iter().filter(|item| kind(**item) == Kind::Article).take(MAX_ARTICLES) {
            items.articles.push(item.id());
            let named = ["itemid", "about", "resource"].iter().filter_map(|name| item.attr(name));
            if named.into_iter().any(|href| address.is_another(href)) {
                items.elsewhere.insert(item.id());
            }
        }
        for link in &marks.item_addresses {
            let values = ["href", "content", "itemid", "resource"].iter().find_map(|name| link.attr(name));
            if let (Some(item), true) =
                (around(*link).next(), values.is_some_and(|href| address.is_another(href)))
            {
                items.elsewhere.insert(item.id());
            }
        }
        items
    }

    /// Whether `element` stands in a comment, a review, a card of another post: in an item that is not the page's.
    /// `headline` is the headline's block; the article that holds it is the page's, and the only one.
    pub(super) fn is_foreign(
        &self,
        blocks: &Blocks,
        headline: Option<usize>,
        element: ElementRef<'_>,
    ) -> bool {
        let holds = |item: NodeId| {
            headline.is_some_and(|at| blocks.range(item).is_some_and(|range| range.contains(&at)))
        };
        for item in around(element) {
            match kind(item) {
                Kind::Other => return true,
                Kind::Article | Kind::Subject if holds(item.id()) || item.value().name() == "html" => {
                    return false;
                }
                Kind::Subject => return true,
                Kind::Article => {
                    return self.elsewhere.contains(&item.id())
                        || self.articles.iter().any(|other| holds(*other));
                }
                // A person, an organisation, the page: what is around it decides.
                Kind::Part => {}
            }
        }
        false
    }
}

/// What an item is for the post of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    Subject,
    Other,
    Part,
}

fn kind(item: ElementRef<'_>) -> Kind {
    let types = item.attr("itemtype").or_else(|| item.attr("typeof")).unwrap_or_default();
    let is_one_of = |kinds: &[&str]| {
        types.split_ascii_whitespace().any(|name| {
            let name = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
            kinds.iter().any(|kind| kind.eq_ignore_ascii_case(name))
        })
    };
    // `sioc:Post sioct:Comment` is a comment.
    if is_one_of(OTHERS) {
        Kind::Other
    } else if is_one_of(SUBJECTS) {
        Kind::Subject
    } else if is_one_of(ARTICLES) {
        Kind::Article
    } else {
        Kind::Part
    }
}

/// The items that an element stands in, the innermost first. What an element is itself, it is for the item around it.
pub(super) fn around<'a>(element: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    element.ancestors().filter_map(ElementRef::wrap).filter(|outer| is_item(*outer))
}

/// Whether an element starts an item of its own.
pub(super) fn is_item(element: ElementRef<'_>) -> bool {
    let is_it = |name: &QualName| {
        (name.local == local_name!("itemscope") || &*name.local == "typeof")
            && name.ns == ns!()
            && name.prefix.is_none()
    };
    element.value().attrs.iter().any(|(name, _)| is_it(name))
}
