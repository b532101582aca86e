//! `/wallet/accounts/:id/statement`: the statement of an account of one's own.

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, PaymentAccountId};

use crate::{pages::shared::statement::statement, paths::Route};

pub fn page(id: u64) -> AnyView {
    let (here, back) = (Route::WalletStatement(id), Route::WalletAccount(id));
    statement(Caller::Customer, PaymentAccountId(id), here, back, None)
}
