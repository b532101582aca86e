//! `/wallet/transactions/:id`: one transaction, as its customer needs to know it, and as a receipt on paper.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, Mode, Status, TransactionId,
    transaction::{self, Transaction},
};

use super::activity::picture;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        on_paper,
        transactions::{kind, moved, purpose, standing, tone},
    },
    paths::Route,
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, figure},
        state::bone,
        text::foreign,
        time::{full, time},
    },
};

pub fn page(id: u64) -> AnyView {
    title(&messages::transaction_number(id));
    let query =
        use_query(Identity::Customer, move || Some(transaction::get(Caller::Customer, TransactionId(id))));
    query.refresh_when_seen();
    // An answer that says the same does not draw the page again.
    let shown = Memo::new(move |_| query.data.get());
    view! {
        <div class="page transaction">
            <header class="head"><div>
                <a class="back" href=Route::WalletTransactions.to_string()>{icon("left")}{messages::ACTIVITY}</a>
                <h1>{move || match shown.get() {
                    Some(transaction) => foreign(purpose(&transaction)),
                    None if query.error.with(Option::is_some) => messages::TRANSACTION.into_any(),
                    None => bone(4),
                }}</h1>
                <p class="sub">{messages::transaction_number(id)}</p>
            </div>
            <div class="end">
                <button class="btn" type="button" disabled=move || query.data.with(Option::is_none) on:click=move |_| { let _ = window().print(); }>{icon("print")}{messages::PRINT}</button>
            </div></header>
            {on_paper::head(Identity::Customer, messages::RECEIPT)}
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))))}
            {move || shown.get().map(|transaction| body(&transaction))}
        </div>
    }
    .into_any()
}

fn link(id: u64) -> AnyView {
    view! { <a class="link" href=Route::WalletTransaction(id).to_string()>{format!("#{id}")}</a> }.into_any()
}

fn body(transaction: &Arc<Transaction>) -> AnyView {
    let sum = transaction.signed_money().unwrap_or_else(|| transaction.price_money());
    let when =
        transaction.date.as_ref().map(|date| date.instant().map_or_else(|| date.text().to_owned(), full));
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let account = transaction.payment_account_id.map(|id| {
        let href = Route::WalletAccount(id.0).to_string();
        view! { <dt>{messages::ACCOUNT}</dt><dd><a class="link" href=href>{messages::account_number(id.0)}</a></dd> }
    });
    let fact = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt><dd>{foreign(value)}</dd> })
    };
    let sum_of = |name: &'static str, money: Option<purser_api::Money>| {
        money.map(|money| view! { <dt>{name}</dt><dd>{amount(money, Tone::Plain)}</dd> })
    };
    let meaning = match transaction.status {
        Status::Fail => Some(messages::NOTHING_LEFT_YOU),
        Status::Processing => Some(messages::NOT_DECIDED_MEANS),
        _ => None,
    };
    let is_void = |child: &&Transaction| child.mode == Mode::Void && child.status == Status::Success;
    let taken_back = transaction.child.iter().find(is_void).map(|void| {
        view! { <dt>{messages::TAKEN_BACK_BY}</dt><dd>{link(void.id.0)}</dd> }
    });
    let lapses = transaction
        .date_expire
        .as_ref()
        .map(|at| view! { <dt>{messages::LAPSES}</dt><dd>{time(Some(at))}</dd> });
    let children = (!transaction.child.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="h-children">
                <header><h2 id="h-children">{messages::WITH_IT}</h2></header>
                <ul class="items">{transaction.child.iter().map(child).collect_view()}</ul>
            </section>
        }
    });
    view! {
        <section class="sec" aria-labelledby="h-facts">
            <h2 class="hide" id="h-facts">{messages::DETAILS}</h2>
            <div class="in-gutter lead-sum">
                {figure(sum, tone(transaction), "xl")}
                <p class="row wrap">{standing(transaction)}{meaning}</p>
            </div>
            <dl class="facts in-gutter lastfacts">
                <dt>{messages::MADE}</dt><dd>{when}</dd>
                <dt>{messages::TYPE}</dt><dd>{kind(transaction)}</dd>
                {account}
                {fact(messages::MESSAGE, text(&transaction.message))}
                {sum_of(messages::BALANCE_AFTER, transaction.balance_money())}
                {sum_of(messages::LEFT_OF_IT, transaction.remaining_money())}
                {lapses}{taken_back}
                {text(&transaction.merchant_order_id).map(|order| view! { <dt>{messages::ORDER_NUMBER}</dt><dd>{copyable(order)}</dd> })}
            </dl>
        </section>
        {children}
    }
    .into_any()
}

fn child(child: &Transaction) -> AnyView {
    view! {
        <li><a class="item" href=Route::WalletTransaction(child.id.0).to_string()>
            <span class="disc">{icon(picture(child))}</span>
            <span><span class="t">{foreign(purpose(child))}</span><span class="s">{messages::transaction_number(child.id.0)}</span></span>
            <span class="r"><span class="v">{moved(child)}</span></span>
        </a></li>
    }
    .into_any()
}
