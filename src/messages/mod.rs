//! Every sentence the screen says, in one place per language, and the one file that words errors.

mod en;
pub mod errors;

pub use en::*;
