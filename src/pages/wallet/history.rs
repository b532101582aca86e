//! The whole history, of all accounts or of one: filters and page in the address, the file, the days.

use leptos::prelude::*;
use purser_api::{
    Page,
    centrowallet::{
        Caller, PaymentAccountId,
        transaction::{self, Transaction},
    },
};

use super::activity::by_day;
use crate::{
    export,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        exporting::use_export,
        listing::{Listing, use_listing},
        transaction_filters::{self, FILTERS},
        transaction_list::Scope,
    },
    query::{Query, use_query},
    session::Identity,
    ui::{
        filters::FilterBar,
        state::{bone, empty},
        table::Pager,
    },
};

/// A history and how it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct History {
    account: Option<PaymentAccountId>,
    listing: Listing,
    pub query: Query<Page<Transaction>>,
}

pub fn use_history(account: Option<PaymentAccountId>) -> History {
    let listing = use_listing();
    let query = use_query(Identity::Customer, move || {
        if listing.trouble(FILTERS).is_some() {
            return None;
        }
        let mut filter = listing.pairs.with(|pairs| transaction_filters::read(pairs));
        filter.payment_account_id = account.or(filter.payment_account_id);
        Some(transaction::list(Caller::Customer, &filter))
    });
    query.refresh_when_seen();
    History { account, listing, query }
}

impl History {
    pub fn show(self) -> AnyView {
        let Self { account, listing, query } = self;
        let scope = Scope { identity: Identity::Customer, caller: Caller::Customer, account };
        let set = listing.set(FILTERS);
        let exporting = use_export(Identity::Customer, export::TRANSACTIONS, move || {
            (listing.pairs.with_untracked(|pairs| scope.pages(pairs)), set.get_untracked())
        });
        let total =
            Signal::derive(move || query.data.with(|page| page.as_ref().map_or(0, |page| page.meta.total)));
        let wrong = Memo::new(move |_| listing.trouble(FILTERS));
        let is_first = move || query.data.with(Option::is_none) && query.error.with(Option::is_none);
        // Nothing at all, or rows: another answer of the same kind does not build the list anew.
        let has_rows = Memo::new(move |_| {
            let is_empty = |page: &Page<Transaction>| page.rows.is_empty() && page.unreadable.is_empty();
            query.data.with(|page| page.as_deref().map(|page| !is_empty(page)))
        });
        let rows = move || match (wrong.with(Option::is_some), has_rows.get()) {
            (true, _) | (_, None) => ().into_any(),
            (false, Some(true)) => by_day(query.data),
            (false, Some(false)) => nothing(listing),
        };
        view! {
            <FilterBar filters=FILTERS set=set on_change=listing.on_change() on_clear=listing.on_clear(FILTERS)>
                {exporting.button()}
            </FilterBar>
            {exporting.status()}
            {move || wrong.get().map(|trouble| trouble.block(None))}
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))))}
            <div class="history" aria-busy=move || query.loading.get().to_string()>
                {move || (is_first() && wrong.with(Option::is_none)).then(bones)}
                {rows}
            </div>
            <Pager page=listing.page() per_page=listing.per_page() total=total on_page=listing.on_page()/>
        }
        .into_any()
    }
}

/// The shape of the first rows.
pub fn bones() -> AnyView {
    view! {
        <ul class="items" aria-hidden="true">
            {(0..6).map(|_| view! { <li class="item"><span class={"disc"}></span><span>{bone(4)}</span><span class="r">{bone(2)}</span></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// Nothing at all, or nothing that fits the filters.
fn nothing(listing: Listing) -> AnyView {
    if listing.set(FILTERS).with(Vec::is_empty) {
        return empty(messages::NO_ACTIVITY, messages::NO_ACTIVITY_HINT, None);
    }
    let clear = listing.on_clear(FILTERS);
    let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
    empty(messages::NO_SUCH_TRANSACTIONS, messages::NO_SUCH_TRANSACTIONS_HINT, Some(clear.into_any()))
}
