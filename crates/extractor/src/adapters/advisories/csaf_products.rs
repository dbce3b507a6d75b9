//! The products of a CSAF document: their names (section 3.2.2), and what is said of each for a flaw (3.2.3.9).

use std::collections::HashMap;

use serde_json::Value;

use super::csaf_text::shown;
use crate::adapters::fragment::fold;
use crate::adapters::json::{list, text};

/// Most products whose names are kept.
const MOST_PRODUCTS: usize = 20_000;
/// Most parts of the tree that are looked at.
const MOST_PARTS: usize = 100_000;
/// Most products that one line names; how many more there are stands behind them.
const MOST_NAMED: usize = 50;
/// The states of a product, those first that say most.
const STATES: [&str; 8] = [
    "known_affected",
    "first_affected",
    "last_affected",
    "under_investigation",
    "known_not_affected",
    "first_fixed",
    "fixed",
    "recommended",
];

/// The names of products by their ids.
pub(super) struct Products<'v>(HashMap<&'v str, &'v str>);

impl<'v> Products<'v> {
    /// Those of a document.
    pub fn of(document: &'v Value) -> Self {
        let mut names = HashMap::new();
        let Some(tree) = document.get("product_tree") else { return Self(names) };
        let mut name = |product: &'v Value| {
            if let (Some(id), Some(name)) = (text(product, "product_id"), text(product, "name"))
                && names.len() < MOST_PRODUCTS
            {
                names.insert(id, name);
            }
        };
        list(tree, "full_product_names").iter().for_each(&mut name);
        list(tree, "relationships").iter().filter_map(|one| one.get("full_product_name")).for_each(&mut name);
        let mut open: Vec<&Value> = list(tree, "branches").iter().collect();
        let mut seen = 0;
        while let Some(branch) = open.pop().filter(|_| seen < MOST_PARTS) {
            seen += 1;
            branch.get("product").into_iter().for_each(&mut name);
            open.extend(list(branch, "branches"));
        }
        Self(names)
    }

    /// A text for each state that a flaw gives products: its name, and the products in the order of the document.
    pub fn states(&self, flaw: &Value) -> Vec<String> {
        let Some(status) = flaw.get("product_status") else { return Vec::new() };
        STATES.iter().filter_map(|state| self.state(status, state)).collect()
    }

    fn state(&self, status: &Value, state: &str) -> Option<String> {
        let ids = list(status, state);
        let named = ids.iter().filter_map(Value::as_str).take(MOST_NAMED);
        let mut names: Vec<String> = named.map(|id| fold(self.0.get(id).copied().unwrap_or(id))).collect();
        if names.is_empty() {
            return None;
        }
        if ids.len() > MOST_NAMED {
            names.push(format!("and {} more", ids.len() - MOST_NAMED));
        }
        Some(format!("{}\n{}", shown(state), names.join("\n")))
    }
}
