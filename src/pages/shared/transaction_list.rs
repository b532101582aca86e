//! A list of transactions with its filters, sort and pages: the merchant's, a customer's, an account's.

use std::rc::Rc;

use leptos::prelude::*;
use purser_api::{
    Page,
    centrowallet::{
        Caller, OrderDirection, PaymentAccountId, TransactionId,
        transaction::{self, Transaction, TransactionFilter, TransactionOrder},
    },
};

use super::{
    display::use_display,
    exporting::use_export,
    jump::{Jump, address},
    listing::{page_of, sort_of, use_listing},
    tail::use_tail,
    totals::{Part, TotalsOf},
    transaction_columns::{OF_CUSTOMER, OF_MERCHANT, USUAL_OF_CUSTOMER, USUAL_OF_MERCHANT, cells},
    transaction_filters::{self, DEFAULT_ORDER, FILTERS, OF_ALL},
    transactions::{key, not_all_read, unreadable},
};
use crate::{
    export,
    gather::{LARGE_PAGE, Pages},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::{Route, bulk},
    query::{Query, use_query},
    session::Identity,
    ui::{
        filters::{Filter, FilterBar},
        icon::icon,
        state::empty,
        table::{Pager, Row, Selection, SelectionBar, Table},
    },
};

/// Whose transactions, and how much of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub identity: Identity,
    pub caller: Caller,
    pub account: Option<PaymentAccountId>,
}

impl Scope {
    /// Whether it is the list of all customers.
    fn is_of_all(self) -> bool {
        self.caller == Caller::Merchant { client_id: None }
    }

    fn filters(self) -> &'static [Filter] {
        if self.is_of_all() { OF_ALL } else { FILTERS }
    }

    /// Who asks, and for what, where the address says this.
    fn asked_for(self, pairs: &[(String, String)]) -> (Caller, TransactionFilter) {
        let mut filter = transaction_filters::read(pairs);
        filter.payment_account_id = self.account.or(filter.payment_account_id);
        match transaction_filters::customer(pairs) {
            Some(customer) if self.is_of_all() => (Caller::merchant_for(customer), filter),
            _ => (self.caller, filter),
        }
    }

    /// All pages of what an address asks for, in the order of numbers.
    pub fn pages(self, pairs: &[(String, String)]) -> Pages<Transaction> {
        let (caller, mut filter) = self.asked_for(pairs);
        filter.limit = Some(LARGE_PAGE);
        filter.order_column = Some(TransactionOrder::Id);
        filter.order_direction = Some(OrderDirection::Ascending);
        Rc::new(move |page| {
            transaction::list(caller, &TransactionFilter { page: Some(page), ..filter.clone() })
        })
    }

    /// Where a row leads.
    pub(super) fn link(self, row: &Transaction) -> String {
        match self.identity {
            Identity::Merchant | Identity::Centrapay => address(row),
            Identity::Customer | Identity::Holder => Route::WalletTransaction(row.id.0).to_string(),
        }
    }
}

/// Asks for the page of transactions that the address names.
pub fn use_transactions(scope: Scope) -> Query<Page<Transaction>> {
    let listing = use_listing();
    use_query(scope.identity, move || {
        if listing.trouble(scope.filters()).is_some() {
            return None;
        }
        let (caller, filter) = listing.pairs.with(|pairs| scope.asked_for(pairs));
        Some(transaction::list(caller, &filter))
    })
}

/// The list.
#[component]
pub fn TransactionList(scope: Scope, query: Query<Page<Transaction>>) -> impl IntoView {
    let listing = use_listing();
    let filters = scope.filters();
    let with_customer = scope.is_of_all();
    let (columns, usual, place) = if with_customer {
        (OF_MERCHANT, USUAL_OF_MERCHANT, "purser.columns.transactions")
    } else {
        (OF_CUSTOMER, USUAL_OF_CUSTOMER, "purser.columns.account")
    };
    let display = use_display(listing, columns, usual, place);
    let set = listing.set(filters);
    let is_wrong = move || listing.trouble(filters).is_some();
    let on_top = Signal::derive(move || {
        listing.pairs.with(|pairs| {
            let sort = sort_of(pairs, DEFAULT_ORDER);
            page_of(pairs) == 1 && sort.column == DEFAULT_ORDER && sort.descending
        }) && !is_wrong()
    });
    let newer = move |above: u64| {
        let (caller, mut filter) = listing.pairs.with_untracked(|pairs| scope.asked_for(pairs));
        let above = filter.last_transaction_id.map_or(above, |id| id.0.max(above));
        filter.last_transaction_id = Some(TransactionId(above));
        filter.limit = Some(LARGE_PAGE);
        filter.page = None;
        filter.order_direction = Some(OrderDirection::Ascending);
        transaction::list(caller, &filter)
    };
    let asked_for = Memo::new(move |_| set.get());
    let tail = use_tail(scope.identity, query, on_top, asked_for, Rc::new(newer));
    let exporting = use_export(scope.identity, export::TRANSACTIONS, move || {
        (listing.pairs.with_untracked(|pairs| scope.pages(pairs)), set.get_untracked())
    });
    let pages: Rc<dyn Fn() -> Pages<Transaction>> =
        Rc::new(move || listing.pairs.with_untracked(|pairs| scope.pages(pairs)));
    let pages = StoredValue::new_local(pages);
    let rows = Signal::derive(move || {
        if is_wrong() {
            return None;
        }
        let cells = move |row: &Transaction| cells(scope, with_customer, row);
        let page = query.data.get()?;
        let mut rows = Row::each(&tail.rows.get(), |rows: &Vec<Transaction>| rows, key, cells);
        rows.extend(Row::each(&page, |page: &Page<Transaction>| &page.rows, key, cells));
        Some(rows)
    });
    let selection = (scope.identity == Identity::Merchant).then(Selection::default);
    let nothing = move || {
        if set.with(Vec::is_empty) {
            empty(messages::NO_TRANSACTIONS, messages::NO_TRANSACTIONS_HINT, None)
        } else {
            let clear = listing.on_clear(filters);
            let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
            empty(messages::NO_SUCH_TRANSACTIONS, messages::NO_SUCH_TRANSACTIONS_HINT, Some(clear.into_any()))
        }
    };
    let total = Signal::derive(move || query.data.with(|page| page.as_deref().map(|page| page.meta.total)));
    // While the answer to other filters is on its way, nobody knows how many rows there are.
    let known_total = Signal::derive(move || total.get().filter(|_| !query.loading.get() && !is_wrong()));
    let part = Signal::derive(move || Part {
        place: listing.pairs.get(),
        rows: query.data.with(|page| {
            let rows = page.iter().flat_map(|page| &page.rows);
            rows.map(|row| (row.id.0, row.status.clone())).collect()
        }),
    });
    view! {
        <FilterBar filters=filters set=set on_change=listing.on_change() on_clear=listing.on_clear(filters)>
            {with_customer.then(|| view! { <Jump/> })}
            {tail.switch()}
            {display.button()}
            {exporting.button()}
        </FilterBar>
        {exporting.status()}
        {move || query.data.with(|page| page.as_deref().map(not_all_read))}
        <Table
            caption=messages::TRANSACTIONS
            columns=columns
            shown=display.shown
            rows=rows
            unreadable=Signal::derive(move || query.data.with(|page| page.as_ref().map(|page| unreadable(&page.unreadable)).unwrap_or_default()))
            loading=query.loading
            trouble=Signal::derive(move || listing.trouble(filters).or_else(|| query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)))))
            on_retry=Callback::new(move |()| query.reload())
            sort=listing.sort(DEFAULT_ORDER)
            on_sort=listing.on_sort(DEFAULT_ORDER)
            selection=selection
            empty=ViewFn::from(nothing)
        />
        <Pager page=listing.page() per_page=listing.per_page() total=Signal::derive(move || total.get().unwrap_or(0)) on_page=listing.on_page()>
            <TotalsOf identity=scope.identity filters=set total=known_total part=part pages=pages/>
        </Pager>
        {selection.map(|selection| view! {
            <SelectionBar selection=selection rows=rows>
                <a class="btn sm" href=move || bulk("void", &selection.ids())>{icon("undo")}{messages::VOID_THEM}</a>
            </SelectionBar>
        })}
    }
}
