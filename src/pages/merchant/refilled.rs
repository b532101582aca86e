//! `/merchant/accounts/:id/refilled`: where a checkout sends the payer back to.

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, PaymentAccountId, UserId};

use crate::{
    messages,
    navigation::use_navigation,
    pages::shared::refilled::{Refilled, refilled},
    paths::{Route, query_value, with_query},
};

pub fn page(id: u64) -> AnyView {
    let query = use_navigation().location.with_untracked(|location| location.query.clone());
    let customer = query_value(&query, "customer").and_then(|id| id.parse().ok()).map(UserId);
    let owner = customer.map(|customer| format!("customer={customer}")).unwrap_or_default();
    refilled(Refilled {
        caller: Caller::Merchant { client_id: customer },
        account: PaymentAccountId(id),
        here: Route::Refilled(id),
        to_account: with_query(Route::Account(id), &owner),
        signed_out: messages::REFILL_NOT_CONNECTED,
        sign_in: messages::REFILL_CONNECT,
    })
}
