//! The overview's short lists: the newest transactions, accounts low on money, grants about to lapse, blocked customers.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Page, Timestamp,
    centrowallet::{
        transaction::{self, Transaction, TransactionFilter},
        user::{self, UserFilter},
    },
};

use super::{
    overview::{EVERYBODY, Narrow},
    overview_held::Holding,
};
use crate::{
    clock::now,
    figures::{
        held::Low,
        lapsing::{Grant, Lapsing},
    },
    gather::use_gathering,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::transactions::{key, moved, purpose, standing, unreadable},
    paths::{Route, with_query},
    query::{Query, use_query},
    session::Identity,
    ui::{
        money::{NO_BREAK, Tone, amount, count},
        state::{bone, empty},
        table::{Column, Row, Table},
        text::foreign,
        time::{self, time},
    },
};

/// How many of each are shown here.
const SHOWN: usize = 5;
/// How soon a grant lapses to stand here, in milliseconds: 30 days.
const SOON: i64 = 30 * 86_400_000;
/// Grants on a page, and the pages that are read at most.
const GRANTS: u64 = 500;
const MOST_PAGES: u64 = 20;

const COLUMNS: &[Column] = &[
    Column { class: "c-when", title: messages::WHEN, sort: None },
    Column { class: "c-who", title: messages::CUSTOMER, sort: None },
    Column { class: "c-for", title: messages::FOR, sort: None },
    Column { class: "c-state", title: messages::STATUS, sort: None },
    Column { class: "num with-ccy c-sum", title: messages::AMOUNT, sort: None },
];

pub fn newest(query: Query<Page<Transaction>>) -> AnyView {
    let rows = Signal::derive(move || {
        query.data.get().map(|page| Row::each(&page, |page: &Page<Transaction>| &page.rows, key, cells))
    });
    let bad = Signal::derive(move || {
        query.data.with(|page| page.as_ref().map(|page| unreadable(&page.unreadable)).unwrap_or_default())
    });
    let failed = Signal::derive(move || {
        query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)))
    });
    view! {
        <section class="sec newest" aria-labelledby="h-new">
            <header><h2 id="h-new">{messages::NEWEST_TRANSACTIONS}</h2><a class="end link" href=Route::Transactions.to_string()>{messages::ALL_TRANSACTIONS}</a></header>
            <Table caption=messages::NEWEST_TRANSACTIONS columns=COLUMNS rows=rows unreadable=bad loading=query.loading trouble=failed
                on_retry=Callback::new(move |()| query.reload())
                empty=ViewFn::from(|| empty(messages::NO_TRANSACTIONS, messages::NO_TRANSACTIONS_HINT, None))/>
        </section>
    }
    .into_any()
}

fn cells(row: &Transaction) -> Vec<AnyView> {
    let href = row.user_id.map_or_else(
        || Route::Transaction(row.id.0).to_string(),
        |id| with_query(Route::Transaction(row.id.0), &format!("customer={id}")),
    );
    let who = who(row.email.as_deref(), row.user_id.map(|id| id.0));
    vec![
        view! { <span class="faint">{time(row.date.as_ref())}</span> }.into_any(),
        view! { <a href=href>{foreign(who)}</a> }.into_any(),
        view! { <span class="quiet">{foreign(purpose(row))}</span> }.into_any(),
        standing(row),
        moved(row),
    ]
}

fn who(email: Option<&str>, id: Option<u64>) -> String {
    let email = email.filter(|email| !email.is_empty()).map(str::to_owned);
    email.or_else(|| id.map(messages::customer_number)).unwrap_or_default()
}

fn heading(
    id: &'static str,
    title: &'static str,
    number: impl Fn() -> Option<u64> + Send + Sync + 'static,
) -> AnyView {
    view! { <h2 id=id>{title}{NO_BREAK}<span class="count">{move || number().map(count)}</span></h2> }
        .into_any()
}

fn more(all: usize) -> Option<AnyView> {
    let rest = u64::try_from(all.saturating_sub(SHOWN)).unwrap_or_default();
    (rest > 0)
        .then(|| view! { <p class="cap in-gutter rest">{messages::and_more(&count(rest))}</p> }.into_any())
}

pub fn low(holding: Holding) -> AnyView {
    let body = move || match holding.shown.get() {
        None => view! { <p class="cap in-gutter rest">{messages::LOW_NOT_READ}</p> }.into_any(),
        Some(shown) if shown.counted.low.is_empty() => {
            view! { <p class="cap in-gutter rest">{messages::NONE_LOW}</p> }.into_any()
        }
        Some(shown) => {
            let all = RwSignal::new(false);
            view! {
                <ul class="items">{move || shown.counted.low.iter().take(if all.get() { usize::MAX } else { SHOWN }).map(low_item).collect_view()}</ul>
                {move || (!all.get()).then(|| holding.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.counted.low.len()))).filter(|count| *count > SHOWN).map(|number| view! {
                    <p class="in-gutter rest"><button class="link" type="button" on:click=move |_| all.set(true)>{messages::show_all(&count(u64::try_from(number).unwrap_or_default()))}</button></p>
                })}
            }
            .into_any()
        }
    };
    let number = move || holding.shown.get().and_then(|shown| u64::try_from(shown.counted.low.len()).ok());
    view! {
        <section class="sec" aria-labelledby="h-low"><header>{heading("h-low", messages::LOW_ON_MONEY, number)}</header>{body}</section>
    }
    .into_any()
}

fn low_item(low: &Low) -> AnyView {
    let href = with_query(Route::Account(low.account), &format!("customer={}", low.customer));
    let name = low.name.clone().filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| messages::account_in(low.balance.currency().as_str()));
    let limit = messages::notify_below(&crate::ui::money::digits(low.notify_below, Tone::Plain));
    view! {
        <li><a class="item plain" href=href>
            <span class="t">{foreign(who(low.email.as_deref(), Some(low.customer.0)))}</span><span class="v">{amount(low.balance, Tone::Plain)}</span>
            <span class="s">{foreign(name)}</span><span class="s">{limit}{low.reloads.then(|| format!(", {}", messages::RELOADS))}</span>
        </a></li>
    }
    .into_any()
}

/// Grants that lapse soon: read from the last to lapse to the next, until one that has lapsed already.
pub fn lapsing(ready: Memo<bool>) -> AnyView {
    let gathering = use_gathering::<Lapsing>(Identity::Merchant);
    let read = move || {
        let from = now();
        let until = Timestamp::from_unix_millis(from.unix_millis().saturating_add(SOON));
        gathering.run(async move |reader| {
            let mut lapsing = Lapsing::between(from, until);
            let filter = TransactionFilter { limit: Some(GRANTS), ..grants().filter() };
            for page in 1..=MOST_PAGES {
                let filter = TransactionFilter { page: Some(page), ..filter.clone() };
                if !lapsing.fold(&reader.ask(&transaction::list(EVERYBODY, &filter)).await?) {
                    return Ok(lapsing);
                }
            }
            lapsing.cut_short = true;
            Ok(lapsing)
        });
    };
    Effect::new(move |_| {
        if ready.get() {
            read();
        }
    });
    let number = move || {
        let known = gathering.data.get().filter(|lapsing| !lapsing.cut_short)?;
        u64::try_from(known.count()).ok()
    };
    let body = move || match gathering.data.get() {
        _ if gathering.error.with(Option::is_some) => gathering
            .error
            .with(|error| {
                error
                    .as_deref()
                    .map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| read()))))
            })
            .into_any(),
        None => view! { <p class="in-gutter rest">{bone(4)}</p> }.into_any(),
        Some(lapsing) => grants_that_lapse(&lapsing),
    };
    let link = move || {
        let address = gathering.data.get().map_or_else(|| grants().address(), |lapsing| listed(&lapsing));
        view! { <a class="end link" href=address>{messages::THESE_GRANTS}</a> }
    };
    view! {
        <section class="sec" aria-labelledby="h-lapse"><header>{heading("h-lapse", messages::ABOUT_TO_LAPSE, number)}{link}</header>{body}</section>
    }
    .into_any()
}

/// All grants, the last to lapse first.
fn grants() -> Narrow {
    Narrow::to(&[("onlyWithExpireDate", "true".to_owned())])
        .and("orderColumn", "expire_date")
        .and("orderDirection", "desc")
}

/// The list of exactly these, where they are few enough to be named in an address.
fn listed(lapsing: &Arc<Lapsing>) -> String {
    let ids: Vec<String> = lapsing.grants().iter().map(|grant| grant.id.to_string()).collect();
    if ids.is_empty() || ids.len() > 200 || lapsing.cut_short {
        return grants().address();
    }
    grants().and("idList", &ids.join(",")).address()
}

fn grants_that_lapse(lapsing: &Lapsing) -> AnyView {
    if lapsing.cut_short {
        return view! { <p class="cap in-gutter rest">{messages::TOO_MANY_GRANTS}</p> }.into_any();
    }
    if lapsing.count() == 0 {
        return view! { <p class="cap in-gutter rest">{messages::NONE_LAPSE}</p> }.into_any();
    }
    let each = lapsing.grants().into_iter().take(SHOWN).map(grant);
    view! { <ul class="items">{each.collect_view()}</ul>{more(lapsing.count())} }.into_any()
}

fn grant(grant: &Grant) -> AnyView {
    let href = grant.customer.map_or_else(
        || Route::Transaction(grant.id).to_string(),
        |customer| with_query(Route::Transaction(grant.id), &format!("customer={customer}")),
    );
    view! {
        <li><a class="item plain" href=href>
            <span class="t">{foreign(who(grant.email.as_deref(), grant.customer))}</span><span class="v">{amount(grant.left, Tone::Plain)}</span>
            <span class="s">{messages::transaction_number(grant.id)}</span><span class="s">{messages::lapses_on(&time::short(grant.lapses))}</span>
        </a></li>
    }
    .into_any()
}

pub fn blocked() -> AnyView {
    let query = use_query(Identity::Merchant, || {
        Some(user::list(&UserFilter { is_blocked: Some(true), limit: Some(1), ..UserFilter::default() }))
    });
    let total = move || query.data.with(|page| page.as_ref().map(|page| page.meta.total));
    let address = with_query(Route::Users, "isBlocked=true");
    view! {
        <section class="sec" aria-labelledby="h-blocked">
            <header>{heading("h-blocked", messages::BLOCKED_CUSTOMERS, total)}<a class="end link" href=address>{messages::THESE_CUSTOMERS}</a></header>
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
            {move || (total() == Some(0)).then(|| view! { <p class="cap in-gutter rest">{messages::NOBODY_BLOCKED}</p> })}
        </section>
    }
    .into_any()
}
