//! The merchant console.

pub mod account;
pub mod connect;
pub mod new_user;
mod top_up;
pub mod transaction;
pub mod transactions;
pub mod user;
mod user_fields;
pub mod users;

use leptos::prelude::*;

use crate::{navigation::use_navigation, paths::Route};

/// `/merchant` leads to the list of transactions.
pub fn home() -> AnyView {
    let navigation = use_navigation();
    Effect::new(move |_| navigation.replace(Route::Transactions.to_string()));
    ().into_any()
}
