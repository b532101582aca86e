//! `/wallet/accounts/:id`: one of the customer's accounts and its history.

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, PaymentAccountId, payment_account, transaction};

use super::activity::by_day;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        accounts::{card, name},
        listing::{Listing, PER_PAGE, use_listing},
        transaction_filters::{self, FILTERS},
    },
    paths::Route,
    query::use_query,
    session::Identity,
    shell::title,
    ui::text::foreign,
    ui::{
        filters::{Filter, FilterBar},
        icon::icon,
        money::{Tone, figure},
        state::{bone, empty},
        table::Pager,
    },
};

/// What a customer narrows their history by: status, direction, days.
fn filters() -> &'static [Filter] {
    FILTERS.get(..4).unwrap_or(FILTERS)
}

pub fn page(id: u64) -> AnyView {
    title(&messages::account_number(id));
    let id = PaymentAccountId(id);
    let listing = use_listing();
    let account = use_query(Identity::Customer, move || Some(payment_account::get(Caller::Customer, id)));
    let history = use_query(Identity::Customer, move || {
        if listing.trouble(filters()).is_some() {
            return None;
        }
        let mut filter = listing.pairs.with(|pairs| transaction_filters::read(pairs));
        filter.payment_account_id = Some(id);
        Some(transaction::list(Caller::Customer, &filter))
    });
    account.refresh_when_seen();
    history.refresh_when_seen();
    let total =
        Signal::derive(move || history.data.with(|page| page.as_ref().map_or(0, |page| page.meta.total)));
    view! {
        <div class="page wallet-account">
            <header class="head"><div>
                <a class="back" href=Route::Wallet.to_string()>{icon("left")}{messages::YOUR_MONEY}</a>
                {move || match account.data.get() {
                    Some(account) => view! {
                        <h1>{foreign(name(&account))}</h1>
                        {account.balance_money().map(|balance| figure(balance, Tone::Plain, "xl"))}
                        <p class="sub">{card(&account).unwrap_or_else(|| messages::NO_CARD.to_owned())}</p>
                    }.into_any(),
                    None => view! { <h1>{bone(4)}</h1> }.into_any(),
                }}
            </div></header>
            {move || account.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| account.reload())))))}
            <section class="sec" aria-labelledby="h-history">
                <header><h2 id="h-history">{messages::ACTIVITY}</h2></header>
                <FilterBar filters=filters() set=listing.set(filters()) on_change=listing.on_change() on_clear=listing.on_clear(filters())/>
                {move || listing.trouble(filters()).map(|trouble| trouble.block(None))}
                {move || history.data.get().filter(|_| listing.trouble(filters()).is_none()).map(|page| if page.rows.is_empty() { nothing(listing) } else { by_day(&page) })}
                {move || history.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| history.reload())))))}
                <Pager page=listing.page() per_page=Signal::stored(PER_PAGE) total=total on_page=listing.on_page()/>
            </section>
        </div>
    }
    .into_any()
}

/// Nothing at all, or nothing that fits the filters.
fn nothing(listing: Listing) -> AnyView {
    if listing.set(filters()).with(Vec::is_empty) {
        return empty(messages::NO_ACTIVITY, messages::NO_ACTIVITY_HINT, None);
    }
    let clear = listing.on_clear(filters());
    let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
    empty(messages::NO_SUCH_TRANSACTIONS, messages::NO_SUCH_TRANSACTIONS_HINT, Some(clear.into_any()))
}
