//! What people say of communications: what there is to code, what was coded, what the rules say beside it.

mod import;
mod known;
mod latest;
mod machine;
mod units;

pub use import::NewCode;
pub use latest::StoredCode;
pub use machine::MachineAnswer;
pub use units::{CodingUnit, UnitKey};
