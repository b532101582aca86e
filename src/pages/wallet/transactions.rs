//! `/wallet/transactions`: everything that happened on the customer's accounts.

use leptos::prelude::*;

use super::history::use_history;
use crate::{
    messages,
    shell::title,
    ui::money::{NO_BREAK, count},
};

pub fn page() -> AnyView {
    title(messages::ACTIVITY);
    let history = use_history(None);
    let total = move || history.query.data.with(|page| page.as_ref().map(|page| count(page.meta.total)));
    view! {
        <div class="page wallet-history">
            <header class="head"><h1>{messages::ACTIVITY}{NO_BREAK}<span class="count">{total}</span></h1></header>
            <h2 class="hide">{messages::TRANSACTIONS}</h2>
            {history.show()}
        </div>
    }
    .into_any()
}
