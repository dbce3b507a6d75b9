//! The rules, one file a criterion and signal.

mod actions;
mod advice;
mod affected;
mod candour;
mod checking;
mod contact;
mod fixes;
mod handling;
mod outages;
mod remedied;
mod times;
mod unaffected;

use super::rule::Rule;

/// All rules. Of those that give one signal, the first that matches a sentence is told.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        affected::RULES,
        remedied::RULES,
        outages::RULES,
        unaffected::RULES,
        times::RULES,
        fixes::RULES,
        actions::RULES,
        candour::RULES,
        checking::RULES,
        handling::RULES,
        advice::RULES,
        contact::RULES,
    ]
    .into_iter()
    .flatten()
}
