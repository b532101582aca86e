//! Tests of the crate as others use it. Names that begin with `rule_` prove one of the project's rules for money and
//! secrets.

mod amounts;
mod encode;
mod endpoints;
mod errors;
mod every_operation;
mod fixtures;
mod never_panics;
mod outside;
mod properties;
mod quirks;
mod source;
mod strange;
mod values;
