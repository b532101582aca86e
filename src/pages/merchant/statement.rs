//! `/merchant/accounts/:id/statement`: the statement of a customer's account.

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, PaymentAccountId, UserId};

use crate::{
    messages,
    navigation::use_navigation,
    pages::shared::statement::statement,
    paths::{Route, query_value},
    shell::title,
    ui::state::empty,
};

pub fn page(id: u64) -> AnyView {
    let query = use_navigation().location.with_untracked(|location| location.query.clone());
    let Some(customer) = query_value(&query, "customer").and_then(|id| id.parse().ok()).map(UserId) else {
        title(messages::STATEMENT_OF);
        return empty(messages::WHOSE_ACCOUNT, messages::WHOSE_ACCOUNT_HINT, None);
    };
    let (here, back) = (Route::Statement(id), Route::Account(id));
    let kept = ("customer", customer.to_string());
    statement(Caller::merchant_for(customer), PaymentAccountId(id), here, back, Some(kept))
}
