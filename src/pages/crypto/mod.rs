//! Who holds coins with CTK: phone first.
//!
//! A page asks on behalf of [`Identity::Holder`](crate::session::Identity). What coins are worth is in `worth`, a list
//! of transactions in `activity`, a code from a text message in `code_step`.

pub mod activity;
mod assets;
mod book;
mod card_spends;
pub mod cards;
mod code_step;
pub mod coin;
mod destination;
mod door;
pub mod exchange;
mod flow;
pub mod forgot;
pub mod history;
mod history_totals;
mod person;
pub mod portfolio;
pub mod profile;
mod profile_edit;
pub mod providers;
pub mod receive;
mod second_factor;
pub mod sign_in;
pub mod sign_up;
mod steps;
pub mod verify;
pub mod withdraw;
pub mod worth;
