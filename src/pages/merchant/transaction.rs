//! `/merchant/transactions/:id`: one transaction with what hangs on it, and all that was said about it.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Metadata,
    centrowallet::{
        Caller, Mode, Status, TransactionId, UserId,
        transaction::{self, Transaction, TransactionFilter},
    },
};

use super::void::{VoidForm, hindrance};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        on_paper,
        transactions::{kind, moved, purpose, standing, tone},
    },
    paths::{Route, query_value, with_query},
    query::use_query,
    session::Identity,
    shell::{palette::offer, title},
    ui::text::foreign,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, figure},
        state::{bone, empty},
        time::{full, time},
    },
};

/// The API wants to know whose transaction it is. The address says so; one that does not is completed from the
/// list, which can be asked for one id.
pub fn page(id: u64) -> AnyView {
    title(&messages::transaction_number(id));
    let navigation = use_navigation();
    let named = navigation
        .location
        .with_untracked(|location| query_value(&location.query, "customer"))
        .and_then(|id| id.parse().ok())
        .map(UserId);
    match named {
        Some(customer) => of_customer(TransactionId(id), customer),
        None => find_customer(TransactionId(id)),
    }
}

fn find_customer(id: TransactionId) -> AnyView {
    let found = use_query(Identity::Merchant, move || {
        let filter = TransactionFilter { id_list: vec![id], limit: Some(1), ..TransactionFilter::default() };
        Some(transaction::list(Caller::Merchant { client_id: None }, &filter))
    });
    // A memo, so that asking again does not build the page again while somebody works in it.
    let customer = Memo::new(move |_| {
        found.data.with(|page| page.as_ref().map(|page| page.rows.first().and_then(|row| row.user_id)))
    });
    view! {
        {move || customer.get().map(|customer| match customer {
            Some(customer) => of_customer(id, customer),
            None => empty(messages::NO_SUCH_TRANSACTION, messages::NO_SUCH_TRANSACTION_HINT, None),
        })}
        {move || found.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| found.reload())))))}
    }
    .into_any()
}

fn of_customer(id: TransactionId, customer: UserId) -> AnyView {
    let query =
        use_query(Identity::Merchant, move || Some(transaction::get(Caller::merchant_for(customer), id)));
    let voiding = RwSignal::new(false);
    let voidable = Memo::new(move |_| {
        query.data.with(|transaction| transaction.as_deref().is_some_and(|found| hindrance(found).is_none()))
    });
    Effect::new(move |_| {
        if query.data.with(Option::is_some) {
            offer(messages::PRINT, "print", Callback::new(|()| drop(window().print())));
        }
        if voidable.get() {
            offer(messages::VOID_IT, "undo", Callback::new(move |()| voiding.set(true)));
        }
    });
    view! {
        <div class="page transaction">
            {on_paper::head(Identity::Merchant, messages::RECEIPT)}
            <header class="head"><div>
                <a class="back" href=Route::Transactions.to_string()>{icon("left")}{messages::TRANSACTIONS}</a>
                {move || match query.data.get() {
                    Some(transaction) => view! { <h1>{foreign(purpose(&transaction))}</h1> }.into_any(),
                    None if query.error.with(Option::is_some) => view! { <h1>{messages::TRANSACTION}</h1> }.into_any(),
                    None => view! { <h1>{bone(4)}</h1> }.into_any(),
                }}
                <p class="sub">{messages::transaction_number(id.0)}</p>
            </div>
            <div class="end">
                <button class="btn" type="button" disabled=move || query.data.with(Option::is_none) on:click=move |_| { let _ = window().print(); }>{icon("print")}{messages::PRINT}</button>
                {move || voidable.get().then(|| view! {
                    <button class="btn danger" type="button" aria-expanded=move || voiding.get().to_string() on:click=move |_| voiding.update(|open| *open = !*open)>{icon("undo")}{messages::VOID_IT}</button>
                })}
            </div></header>
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))))}
            {move || voiding.get().then(|| view! { <VoidForm customer=customer transaction=query on_close=Callback::new(move |()| voiding.set(false))/> })}
            {move || query.data.get().map(|transaction| body(&transaction, customer))}
        </div>
    }
    .into_any()
}

fn body(transaction: &Arc<Transaction>, customer: UserId) -> AnyView {
    let sum = transaction.signed_money().unwrap_or_else(|| transaction.price_money());
    let when =
        transaction.date.as_ref().map(|date| date.instant().map_or_else(|| date.text().to_owned(), full));
    let who = transaction
        .email
        .clone()
        .filter(|email| !email.is_empty())
        .unwrap_or_else(|| messages::customer_number(customer.0));
    let account = transaction.payment_account_id.map(|id| {
        let href = with_query(Route::Account(id.0), &format!("customer={customer}"));
        view! { <a class="link" href=href>{messages::account_number(id.0)}</a> }
    });
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let lapses = transaction
        .date_expire
        .as_ref()
        .map(|at| view! { <dt>{messages::LAPSES}</dt><dd>{time(Some(at))}</dd> });
    let left = transaction
        .remaining_money()
        .map(|left| view! { <dt>{messages::LEFT_OF_IT}</dt><dd>{amount(left, Tone::Plain)}</dd> });
    let after = transaction
        .balance_money()
        .map(|balance| view! { <dt>{messages::BALANCE_AFTER}</dt><dd>{amount(balance, Tone::Plain)}</dd> });
    view! {
        <div class="duo">
            <section class="sec" aria-labelledby="h-facts">
                <h2 class="hide" id="h-facts">{messages::DETAILS}</h2>
                <div class="in-gutter lead-sum">{figure(sum, tone(transaction), "xl")}<p class="row wrap">{standing(transaction)}<span class="cap">{when}</span>{voided_by(transaction, customer)}</p></div>
                <dl class="facts in-gutter lastfacts">
                    <dt>{messages::CUSTOMER}</dt><dd><a class="link" href=Route::User(customer.0).to_string()>{foreign(who)}</a></dd>
                    <dt>{messages::ACCOUNT}</dt><dd>{account}</dd>
                    <dt>{messages::TYPE}</dt><dd>{foreign(format!("{}, {}, {}", transaction.kind, transaction.action, transaction.mode))}</dd>
                    <dt>{messages::ORDER_ID}</dt><dd>{text(&transaction.merchant_order_id).map(copyable)}</dd>
                    <dt>{messages::DESCRIPTOR}</dt><dd>{foreign(text(&transaction.descriptor).unwrap_or_default())}</dd>
                    <dt>{messages::MESSAGE}</dt><dd>{foreign(text(&transaction.message).unwrap_or_default())}</dd>
                    {after}{left}{lapses}
                    <dt>{messages::UUID}</dt><dd>{text(&transaction.uuid).map(copyable)}</dd>
                </dl>
            </section>
            <section class="sec" aria-labelledby="h-linked">
                <header><h2 id="h-linked">{messages::LINKED}</h2></header>
                <div class="tree in-gutter"><ul class="root">{leaf(transaction, true)}</ul></div>
                {metadata(&transaction.metadata)}
                {raw(transaction)}
            </section>
        </div>
    }
    .into_any()
}

/// The void that took it back, which can itself be voided.
fn voided_by(transaction: &Transaction, customer: UserId) -> Option<AnyView> {
    let is_void = |child: &&Transaction| child.mode == Mode::Void && child.status == Status::Success;
    let void = transaction.child.iter().find(is_void)?;
    let href = with_query(Route::Transaction(void.id.0), &format!("customer={customer}"));
    let number = format!("#{}", void.id);
    Some(
        view! { <span class="cap">{messages::VOIDED_BY}" "<a class="link" href=href>{number}</a></span> }
            .into_any(),
    )
}

/// A transaction and what hangs on it, as deep as it goes.
fn leaf(transaction: &Transaction, here: bool) -> AnyView {
    let children = (!transaction.child.is_empty()).then(|| {
        view! { <ul>{transaction.child.iter().map(|child| leaf(child, false)).collect_view()}</ul> }
    });
    let said = transaction
        .message
        .clone()
        .filter(|message| !message.is_empty())
        .unwrap_or_else(|| kind(transaction).to_owned());
    view! {
        <li>
            <div class=if here { "leaf is-here" } else { "leaf" }>
                <span>{foreign(purpose(transaction))}" "<span class="faint">{format!("#{}", transaction.id)}</span></span>
                <span class="r">{moved(transaction)}</span>
                <span class="s">{foreign(said)}</span>
            </div>
            {children}
        </li>
    }
    .into_any()
}

fn metadata(metadata: &Metadata) -> AnyView {
    let rows = match metadata {
        Metadata::Empty => return ().into_any(),
        Metadata::Text(text) => vec![(messages::TEXT.to_owned(), text.clone())],
        Metadata::Object(value) => match value.as_object() {
            Some(object) => object
                .iter()
                .map(|(name, value)| {
                    (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                })
                .collect(),
            None => vec![(messages::TEXT.to_owned(), value.to_string())],
        },
    };
    view! {
        <div class="in-gutter">
            <h3 class="cap">{messages::METADATA}</h3>
            <dl class="facts">{rows.into_iter().map(|(name, value)| view! { <dt class="code">{foreign(name)}</dt><dd class="code">{foreign(value)}</dd> }).collect_view()}</dl>
        </div>
    }
    .into_any()
}

fn raw(transaction: &Arc<Transaction>) -> AnyView {
    let text = serde_json::to_string_pretty(&**transaction).unwrap_or_default();
    view! {
        <details class="more in-gutter"><summary>{icon("right")}{messages::AS_JSON}</summary><pre class="json" tabindex="0">{foreign(text)}</pre></details>
    }
    .into_any()
}
