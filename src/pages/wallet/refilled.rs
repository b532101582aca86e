//! `/wallet/accounts/:id/refilled`: where a checkout sends a customer back to.

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, PaymentAccountId};

use crate::{
    messages,
    pages::shared::refilled::{Refilled, refilled},
    paths::Route,
};

pub fn page(id: u64) -> AnyView {
    refilled(Refilled {
        caller: Caller::Customer,
        account: PaymentAccountId(id),
        here: Route::WalletRefilled(id),
        to_account: Route::WalletAccount(id).to_string(),
        signed_out: messages::NOT_SIGNED_IN_HERE,
        sign_in: messages::SIGN_IN_TO_LOOK,
    })
}
