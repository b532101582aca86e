//! `/wallet`: the customer's balances, what can be done with them, and what happened lately.

use leptos::prelude::*;
use purser_api::{
    Rows, WireTime,
    centrowallet::{
        Caller, OrderDirection, PaymentAccountKind,
        payment_account::{self, PaymentAccount, PaymentAccountFilter},
        transaction::{self, TransactionFilter, TransactionOrder},
    },
};

use super::{
    activity::by_day,
    grants::{Grant, Grants, use_grants},
    history::bones,
    reloads,
};
use crate::{
    kept_balances,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::accounts::{card, name},
    paths::Route,
    query::{Query, use_query},
    session::{Identity, use_session, vault::use_vault},
    shell::title,
    ui::{
        icon::icon,
        money::{Tone, digits, figure},
        state::{bone, empty},
        text::foreign,
        time,
    },
};

const LATEST: u64 = 12;

pub fn page() -> AnyView {
    title(messages::YOUR_MONEY);
    let owned = use_query(Identity::Customer, || {
        Some(payment_account::list(Caller::Customer, &PaymentAccountFilter::default()))
    });
    let latest = use_query(Identity::Customer, || {
        let filter = TransactionFilter {
            limit: Some(LATEST),
            order_column: Some(TransactionOrder::Id),
            order_direction: Some(OrderDirection::Descending),
            ..TransactionFilter::default()
        };
        Some(transaction::list(Caller::Customer, &filter))
    });
    let grants = use_grants(None);
    owned.refresh_when_seen();
    latest.refresh_when_seen();
    let who = use_session()
        .customer
        .with_untracked(|customer| customer.as_ref().map(|customer| customer.email.clone()));
    kept_balances::follow(use_vault(), kept_balances::Wallet::Centro, who.unwrap_or_default(), move || {
        let owned = owned.data.get().filter(|owned| owned.unreadable.is_empty())?;
        owned.rows.iter().map(|account| Some((name(account), account.balance_money()?))).collect()
    });
    let is_quiet = Memo::new(move |_| {
        latest
            .data
            .with(|page| page.as_ref().is_some_and(|page| page.rows.is_empty() && page.unreadable.is_empty()))
    });
    let is_first = move || latest.data.with(Option::is_none) && latest.error.with(Option::is_none);
    view! {
        <div class="page wallet">
            <section class="wallet-top" aria-labelledby="h-money" aria-busy=move || owned.loading.get().to_string()>
                <h1 id="h-money">{messages::YOUR_MONEY}</h1>
                {balances(owned, grants)}
                {quick("")}
            </section>
            <div class="duo">
                <section class="sec" aria-labelledby="h-activity">
                    <header><h2 id="h-activity">{messages::ACTIVITY}</h2><a class="end link" href=Route::WalletTransactions.to_string()>{messages::ALL_ACTIVITY}</a></header>
                    {move || is_first().then(bones)}
                    {move || if is_quiet.get() { empty(messages::NO_ACTIVITY, messages::NO_ACTIVITY_HINT, None) } else { by_day(latest.data) }}
                    {move || latest.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| latest.reload())))))}
                </section>
                <div>
                    {grants.section()}
                    {reloads::section(owned)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What can be done, on an account if one is named.
pub fn quick(query: &str) -> AnyView {
    let to = |route: Route| crate::paths::with_query(route, query);
    view! {
        <div class="quick">
            <a class="btn lead lg" href=to(Route::WalletPay)>{icon("take")}{messages::PAY}</a>
            <a class="btn lg" href=to(Route::WalletAddMoney)>{icon("plus")}{messages::ADD_MONEY}</a>
            <a class="btn lg" href=to(Route::WalletTransfer)>{icon("swap")}{messages::TRANSFER}</a>
        </div>
    }
    .into_any()
}

fn balances(owned: Query<Rows<PaymentAccount>>, grants: Grants) -> AnyView {
    // What is read in the background and says the same draws nothing anew.
    let shown = Memo::new(move |_| owned.data.get());
    let failed = Memo::new(move |_| owned.error.with(Option::is_some));
    let strip = move || {
        match shown.get() {
            None if failed.get() => ().into_any(),
            None => view! { <ul class="strip"><li><p class="top">{bone(3)}</p><span class="figure">{bone(5)}</span></li></ul> }.into_any(),
            Some(owned) if owned.is_empty() && owned.unreadable.is_empty() => {
                empty(messages::NO_MONEY_YET, messages::NO_MONEY_YET_HINT, None)
            }
            Some(owned) => {
                let (unreadable, all) = (owned.unreadable.len(), owned.rows.len() + owned.unreadable.len());
                let note = (unreadable > 0).then(|| {
                    view! { <p class="note warn in-gutter" role="status">{messages::not_all_read(unreadable, all)}</p> }
                });
                view! {
                    {note}
                    <ul class="strip">
                        {owned.rows.iter().map(|account| cell(account, grants.all)).collect_view()}
                    </ul>
                }
                .into_any()
            }
        }
    };
    view! {
        {move || owned.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| owned.reload())))))}
        {strip}
    }
    .into_any()
}

fn cell(account: &PaymentAccount, grants: Memo<Vec<Grant>>) -> AnyView {
    let id = account.id;
    let is_promo = account.kind == PaymentAccountKind::Promo;
    let used = account.last_used.as_ref().and_then(WireTime::instant);
    let notes = [
        is_promo.then(|| messages::PROMO.to_owned()),
        (account.is_active == Some(false)).then(|| messages::INACTIVE.to_owned()),
        card(account).filter(|_| !is_promo),
        used.filter(|_| !is_promo).map(|at| messages::last_used(&time::short(at))),
    ];
    let lapses = move || {
        grants.with(|grants| {
            let next = grants.iter().find(|grant| grant.account == Some(id))?;
            Some(messages::some_lapses(&digits(next.left, Tone::Plain), &time::day(next.lapses)))
        })
    };
    view! {
        <li>
            <p class="top"><a class="name" href=Route::WalletAccount(id.0).to_string()>{foreign(name(account))}</a></p>
            {account.balance_money().map(|balance| figure(balance, Tone::Plain, ""))}
            <p class="flow">{notes.into_iter().flatten().map(|note| view! { <span>{note}</span> }).collect_view()}{move || lapses().map(|said| view! { <span>{said}</span> })}</p>
        </li>
    }
    .into_any()
}
