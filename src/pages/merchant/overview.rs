//! `/merchant`: how the merchant's money stands. Every figure is counted in this browser, from what the system's lists give,
//! and leads to the list it was counted from.
//!
//! The newest transactions come first, by one small request. What takes long is read after that, and kept for the session.

use leptos::prelude::*;
use purser_api::{
    Authenticated, Page, Request,
    centrowallet::{
        Caller,
        transaction::{self, Transaction, TransactionFilter},
    },
};

use super::{
    overview_flow::{self, Flowing},
    overview_held::{self, Holding},
    overview_lists, overview_rate,
};
use crate::{
    clock::now,
    figures::flow::Period,
    messages,
    navigation::use_navigation,
    pages::shared::transaction_filters,
    paths::{Route, query_pairs, query_string, query_value, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    ui::{icon::icon, time},
};

/// The periods that can be looked at.
const PERIODS: [u16; 3] = [7, 30, 90];
const DAYS: &str = "days";
const NEWEST: u64 = 8;
pub const EVERYBODY: Caller = Caller::Merchant { client_id: None };

/// A filter of the list of transactions, as an address writes it. What a figure counts and what its link shows are made of
/// the same pairs, so that they cannot differ.
#[derive(Clone, Debug)]
pub struct Narrow(Vec<(String, String)>);

impl Narrow {
    pub fn to(pairs: &[(&str, String)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    pub fn period(period: Period) -> Self {
        Self::to(&[("dateFrom", period.first.to_iso()), ("dateTo", period.last.to_iso())])
    }

    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn address(&self) -> String {
        with_query(Route::Transactions, &query_string(self.0.iter().map(|(name, value)| (name, value))))
    }

    pub fn filter(&self) -> TransactionFilter {
        transaction_filters::read(&self.0)
    }

    /// The shortest answer that says how many there are.
    pub fn count(&self) -> Request<Page<Transaction>, Authenticated> {
        transaction::list(EVERYBODY, &TransactionFilter { limit: Some(1), ..self.filter() })
    }
}

pub fn page() -> AnyView {
    title(messages::OVERVIEW);
    let navigation = use_navigation();
    let chosen =
        move |name: &'static str| navigation.location.with(|location| query_value(&location.query, name));
    let days = Memo::new(move |_| {
        let days = chosen(DAYS).and_then(|days| days.parse().ok());
        days.filter(|days| PERIODS.contains(days)).unwrap_or(30)
    });
    let today = now().date();
    let period = Memo::new(move |_| Period::ending(today, days.get()));
    let newest = use_query(Identity::Merchant, || {
        let filter = TransactionFilter { limit: Some(NEWEST), ..Narrow::to(&[]).filter() };
        Some(transaction::list(EVERYBODY, &filter))
    });
    // What takes long waits for the newest, and not for ever: without them it says for itself what it cannot have.
    let ready = Memo::new(move |_| newest.data.with(Option::is_some) || newest.error.with(Option::is_some));
    let flowing = Flowing::start(period, ready);
    let holding = Holding::start(ready);
    let again = move || {
        newest.reload();
        flowing.go_on();
        holding.count(true);
    };
    let choose_days = move |days: u16| {
        let mut pairs = navigation.location.with_untracked(|location| query_pairs(&location.query));
        pairs.retain(|(name, _)| name != DAYS);
        pairs.push((DAYS.to_owned(), days.to_string()));
        navigation.go(with_query(Route::Merchant, &query_string(pairs)));
    };
    view! {
        <div class="page overview">
            <header class="head">
                <div><h1>{messages::OVERVIEW}</h1><p class="sub">{messages::in_utc(&time::long_day(today))}</p></div>
                <div class="end row wrap">
                    <div class="seg" role="group" aria-label={messages::DAYS_SHOWN}>
                        {PERIODS.into_iter().map(|each| view! {
                            <button type="button" aria-pressed=move || (days.get() == each).to_string() on:click=move |_| choose_days(each)>{messages::days(each)}</button>
                        }).collect_view()}
                    </div>
                    <button class="btn square" type="button" aria-label={messages::COUNT_AGAIN} title={messages::COUNT_AGAIN} on:click=move |_| again()>{icon("refresh")}</button>
                    <a class="btn desk" href=Route::NewUser.to_string()>{messages::NEW_CUSTOMER}</a>
                </div>
            </header>
            {overview_held::strip(holding, flowing, today, days)}
            <div class="duo">
                {overview_flow::section(flowing, days)}
                {overview_rate::section(period, days)}
                {overview_lists::newest(newest)}
                <div>
                    {overview_lists::low(holding)}
                    {overview_lists::lapsing(ready)}
                    {overview_lists::blocked()}
                </div>
            </div>
        </div>
    }
    .into_any()
}
