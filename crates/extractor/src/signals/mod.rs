//! What texts say of the criteria of transparency, disclosure and practice.
//!
//! A text is cut into sentences ([`reading`]), each is brought into a plain form, and the rules ([`rules`]) are patterns
//! over it ([`pattern`]) made of words and of sets of words ([`sets`]). A rule that matches gives the signal with its
//! sentence and its bytes. That no rule matches never means that the provider did not say it.

mod assess;
mod classes;
mod concern;
mod kinds;
mod matcher;
mod over;
mod pattern;
mod reading;
mod rule;
mod rules;
mod sets;
mod speaker;
#[cfg(test)]
mod tests;

pub use assess::{assess, failed, read};
pub use kinds::{Criterion, Kind, kind, kinds};
pub use reading::Names;
pub use rule::{Place, Rule};
pub use rules::all as rules;
pub use sets::sets;
