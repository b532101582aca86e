//! The screens. A page reads in the same order everywhere: what stands there when it is empty, what it asks
//! for, its columns, its view.

pub mod crypto;
pub mod merchant;
pub mod settings;
pub mod shared;
pub mod start;
pub mod wallet;
