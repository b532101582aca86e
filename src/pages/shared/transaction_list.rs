//! A list of transactions with its filters, sort and pages: the merchant's, a customer's, an account's.

use leptos::prelude::*;
use purser_api::{
    Page,
    centrowallet::{
        Caller, PaymentAccountId,
        transaction::{self, Transaction},
    },
};

use super::{
    listing::{PER_PAGE, use_listing},
    transaction_filters::{self, DEFAULT_ORDER, FILTERS},
    transactions::{key, moved, not_all_read, purpose, standing, unreadable},
};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::Route,
    query::{Query, use_query},
    session::Identity,
    ui::text::foreign,
    ui::{
        filters::FilterBar,
        money::bare,
        state::empty,
        table::{Column, Pager, Row, Table},
        time::time,
    },
};

/// Whose transactions, and how much of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub identity: Identity,
    pub caller: Caller,
    pub account: Option<PaymentAccountId>,
}

const WITH_CUSTOMER: &[Column] = &[
    Column { class: "c-when", title: messages::WHEN, sort: Some("id") },
    Column { class: "c-who", title: messages::CUSTOMER, sort: None },
    Column { class: "c-for", title: messages::FOR, sort: None },
    Column { class: "c-order", title: messages::ORDER_ID, sort: None },
    Column { class: "c-state", title: messages::STATUS, sort: None },
    Column { class: "num with-ccy c-sum", title: messages::AMOUNT, sort: Some("price") },
    Column { class: "num c-bal", title: messages::BALANCE_AFTER, sort: None },
];

const OF_ONE: &[Column] = &[
    Column { class: "c-when", title: messages::WHEN, sort: Some("id") },
    Column { class: "c-who", title: messages::FOR, sort: None },
    Column { class: "c-order", title: messages::ORDER_ID, sort: None },
    Column { class: "c-state", title: messages::STATUS, sort: None },
    Column { class: "num with-ccy c-sum", title: messages::AMOUNT, sort: Some("price") },
    Column { class: "num c-bal", title: messages::BALANCE_AFTER, sort: None },
];

/// Asks for the page of transactions that the address names.
pub fn use_transactions(scope: Scope) -> Query<Page<Transaction>> {
    let listing = use_listing();
    use_query(scope.identity, move || {
        if listing.trouble(FILTERS).is_some() {
            return None;
        }
        let mut filter = listing.pairs.with(|pairs| transaction_filters::read(pairs));
        filter.payment_account_id = scope.account.or(filter.payment_account_id);
        Some(transaction::list(scope.caller, &filter))
    })
}

/// The list.
#[component]
pub fn TransactionList(scope: Scope, query: Query<Page<Transaction>>) -> impl IntoView {
    let listing = use_listing();
    let with_customer = scope.caller == Caller::Merchant { client_id: None };
    let rows = Signal::derive(move || {
        if listing.trouble(FILTERS).is_some() {
            return None;
        }
        query.data.get().map(|page| {
            Row::each(
                &page,
                |page: &Page<Transaction>| &page.rows,
                key,
                move |row| cells(scope, with_customer, row),
            )
        })
    });
    let nothing = move || {
        let filtered = listing.set(FILTERS).with(|set| !set.is_empty());
        if filtered {
            let clear = listing.on_clear(FILTERS);
            let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
            empty(messages::NO_SUCH_TRANSACTIONS, messages::NO_SUCH_TRANSACTIONS_HINT, Some(clear.into_any()))
        } else {
            empty(messages::NO_TRANSACTIONS, messages::NO_TRANSACTIONS_HINT, None)
        }
    };
    let meta = move |read: fn(&Page<Transaction>) -> u64| {
        Signal::derive(move || query.data.with(|page| page.as_deref().map_or(0, read)))
    };
    view! {
        <FilterBar filters=FILTERS set=listing.set(FILTERS) on_change=listing.on_change() on_clear=listing.on_clear(FILTERS)/>
        {move || query.data.with(|page| page.as_deref().map(not_all_read))}
        <Table
            caption=messages::TRANSACTIONS
            columns=if with_customer { WITH_CUSTOMER } else { OF_ONE }
            rows=rows
            unreadable=Signal::derive(move || query.data.with(|page| page.as_ref().map(|page| unreadable(&page.unreadable)).unwrap_or_default()))
            loading=query.loading
            trouble=Signal::derive(move || listing.trouble(FILTERS).or_else(|| query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)))))
            on_retry=Callback::new(move |()| query.reload())
            sort=listing.sort(DEFAULT_ORDER)
            on_sort=listing.on_sort(DEFAULT_ORDER)
            empty=ViewFn::from(nothing)
        />
        <Pager page=listing.page() per_page=Signal::stored(PER_PAGE) total=meta(|page| page.meta.total) on_page=listing.on_page()/>
    }
}

fn cells(scope: Scope, with_customer: bool, row: &Transaction) -> Vec<AnyView> {
    let href = link(scope, row);
    let who = row
        .email
        .clone()
        .filter(|email| !email.is_empty())
        .or_else(|| row.user_id.map(|id| messages::customer_number(id.0)))
        .unwrap_or_default();
    let order = row.merchant_order_id.clone().unwrap_or_default();
    let mut cells = vec![view! { <span class="faint">{time(row.date.as_ref())}</span> }.into_any()];
    if with_customer {
        cells.push(view! { <a href=href>{foreign(who)}</a> }.into_any());
        cells.push(view! { <span class="quiet">{foreign(purpose(row))}</span> }.into_any());
    } else {
        cells.push(view! { <a href=href>{foreign(purpose(row))}</a> }.into_any());
    }
    cells.push(view! { <span class="id">{crate::ui::copy::shortened(&order, 16)}</span> }.into_any());
    cells.push(standing(row));
    cells.push(moved(row));
    cells.push(row.balance_money().map(bare).into_any());
    cells
}

/// Where a row leads. The customer stands in the query, because the API asks for it.
fn link(scope: Scope, row: &Transaction) -> String {
    match scope.identity {
        Identity::Merchant => {
            let route = Route::Transaction(row.id.0);
            row.user_id.map_or_else(
                || route.to_string(),
                |id| crate::paths::with_query(route, &format!("customer={id}")),
            )
        }
        Identity::Customer => row
            .payment_account_id
            .map_or_else(|| Route::Wallet.to_string(), |id| Route::WalletAccount(id.0).to_string()),
    }
}
