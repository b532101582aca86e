//! `/merchant/transactions`: every transaction of every customer.

use leptos::prelude::*;
use purser_api::centrowallet::Caller;

use crate::{
    messages,
    pages::shared::{
        listing::use_listing,
        named_views::NamedViews,
        transaction_filters::OF_ALL,
        transaction_list::{Scope, TransactionList, use_transactions},
    },
    paths::Route,
    session::Identity,
    shell::title,
    ui::money::{NO_BREAK, count},
};

pub fn page() -> AnyView {
    title(messages::TRANSACTIONS);
    let scope =
        Scope { identity: Identity::Merchant, caller: Caller::Merchant { client_id: None }, account: None };
    let query = use_transactions(scope);
    view! {
        <div class="page whole transactions"><div class="list">
            <header class="head"><h1>{messages::TRANSACTIONS}{NO_BREAK}<span class="count">{move || query.data.with(|page| page.as_ref().map(|page| count(page.meta.total)))}</span></h1></header>
            <NamedViews listing=use_listing() route=Route::Transactions list="transactions" filters=OF_ALL/>
            <TransactionList scope=scope query=query/>
        </div></div>
    }
    .into_any()
}
