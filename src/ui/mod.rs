//! Parts that know no page: they take values and callbacks, and know neither a request, a route nor a session.
//!
//! One habit here is not a matter of taste. The page's policy (`require-trusted-types-for 'script'`) forbids
//! `innerHTML`, and `view!` uses it for elements in which everything is a literal. So every element inside a
//! view carries at least one braced expression: `class={"dot"}` where there is nothing else. A test in
//! `tests/conventions.rs` finds the ones that do not.

pub mod again;
pub mod chart;
mod chart_scale;
pub mod code_field;
pub mod copy;
pub mod dialog;
pub mod download;
pub mod field;
pub mod filters;
pub mod form;
pub mod groups;
pub mod icon;
pub mod kept;
pub mod link;
pub mod menu;
pub mod money;
pub mod preferences;
pub mod qr;
pub mod rules;
pub mod sentinel;
pub mod share;
pub mod state;
pub mod status;
pub mod table;
pub mod text;
pub mod time;
pub mod toast;
