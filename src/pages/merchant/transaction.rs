//! `/merchant/transactions/:id`: one transaction with what hangs on it, and all that was said about it.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Metadata,
    centrowallet::{
        Caller, TransactionId, UserId,
        transaction::{self, Transaction, TransactionFilter},
    },
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::transactions::{kind, moved, purpose, standing, tone},
    paths::{Route, query_value, with_query},
    query::use_query,
    session::Identity,
    shell::title,
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
    view! {
        <div class="page transaction">
            <header class="head"><div>
                <a class="back" href=Route::Transactions.to_string()>{icon("left")}{messages::TRANSACTIONS}</a>
                {move || match query.data.get() {
                    Some(transaction) => view! { <h1><bdi>{purpose(&transaction)}</bdi></h1> }.into_any(),
                    None => view! { <h1>{bone(4)}</h1> }.into_any(),
                }}
                <p class="sub">{messages::transaction_number(id.0)}</p>
            </div></header>
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))))}
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
                <div class="in-gutter lead-sum">{figure(sum, tone(transaction), "xl")}<p class="row wrap">{standing(transaction)}<span class="cap">{when}</span></p></div>
                <dl class="facts in-gutter lastfacts">
                    <dt>{messages::CUSTOMER}</dt><dd><a class="link" href=Route::User(customer.0).to_string()><bdi>{who}</bdi></a></dd>
                    <dt>{messages::ACCOUNT}</dt><dd>{account}</dd>
                    <dt>{messages::TYPE}</dt><dd><bdi>{format!("{}, {}, {}", transaction.kind, transaction.action, transaction.mode)}</bdi></dd>
                    <dt>{messages::ORDER_ID}</dt><dd>{text(&transaction.merchant_order_id).map(copyable)}</dd>
                    <dt>{messages::DESCRIPTOR}</dt><dd><bdi>{text(&transaction.descriptor)}</bdi></dd>
                    <dt>{messages::MESSAGE}</dt><dd><bdi>{text(&transaction.message)}</bdi></dd>
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
                <span><bdi>{purpose(transaction)}</bdi>" "<span class="faint">{format!("#{}", transaction.id)}</span></span>
                <span class="r">{moved(transaction)}</span>
                <span class="s"><bdi>{said}</bdi></span>
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
            <dl class="facts">{rows.into_iter().map(|(name, value)| view! { <dt class="code"><bdi>{name}</bdi></dt><dd class="code"><bdi>{value}</bdi></dd> }).collect_view()}</dl>
        </div>
    }
    .into_any()
}

fn raw(transaction: &Arc<Transaction>) -> AnyView {
    let text = serde_json::to_string_pretty(&**transaction).unwrap_or_default();
    view! {
        <details class="more in-gutter"><summary>{icon("right")}{messages::AS_JSON}</summary><pre class="json" tabindex="0">{text}</pre></details>
    }
    .into_any()
}
