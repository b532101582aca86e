//! One event of a customer's timeline, in words: what it was, how it stands, whom else it concerns.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Rows, Timestamp,
    centrowallet::{
        Action, Mode, PaymentAccountId, PaymentAccountKind, Status, TransactionKind,
        payment_account::PaymentAccount, transaction::Transaction, user::User,
    },
};

use crate::{
    messages,
    pages::shared::{
        accounts,
        transactions::{moved, purpose},
    },
    paths::{Route, with_query},
    ui::{
        icon::icon,
        money::bare,
        text::foreign,
        time::{clock, full, short},
    },
};

/// The other side of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    who: String,
    href: String,
}

impl Other {
    pub fn of(row: &Transaction) -> Self {
        let number = row.user_id.map(|id| messages::customer_number(id.0));
        let who = row.email.clone().filter(|email| !email.is_empty()).or(number).unwrap_or_default();
        Self { who, href: address(row) }
    }
}

fn address(row: &Transaction) -> String {
    let route = Route::Transaction(row.id.0);
    row.user_id.map_or_else(|| route.to_string(), |id| with_query(route, &format!("customer={id}")))
}

/// What is known of a customer themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    pub at: Timestamp,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Created,
    Changed,
    Blocked,
}

/// The facts, newest first. A change at the moment of another fact is that fact.
pub fn facts(user: &User) -> Vec<Fact> {
    let at = |time: &Option<purser_api::WireTime>| time.as_ref().and_then(purser_api::WireTime::instant);
    let (created, changed, blocked) = (at(&user.created_at), at(&user.updated_at), at(&user.blocked_at));
    let changed = changed.filter(|at| Some(*at) != created && Some(*at) != blocked);
    let mut facts: Vec<Fact> = [(created, What::Created), (changed, What::Changed), (blocked, What::Blocked)]
        .into_iter()
        .filter_map(|(at, what)| Some(Fact { at: at?, what }))
        .collect();
    facts.sort_by_key(|fact| std::cmp::Reverse(fact.at));
    facts
}

pub fn fact(fact: Fact) -> AnyView {
    let (class, picture, title, hint) = match fact.what {
        What::Created => ("ev", "user", messages::WAS_CREATED, ""),
        What::Changed => ("ev", "set", messages::WAS_CHANGED, ""),
        What::Blocked => ("ev bad", "lock", messages::WAS_BLOCKED, messages::WAS_BLOCKED_HINT),
    };
    view! {
        <li class=class>{moment(Some(fact.at))}<span class="dot">{icon(picture)}</span><span class="what"><b>{title}</b><span class="s">{hint}</span></span></li>
    }
    .into_any()
}

fn moment(at: Option<Timestamp>) -> Option<AnyView> {
    at.map(|at| view! { <time datetime=at.to_iso() title=full(at)>{clock(at)}</time> }.into_any())
}

/// What an event is: its picture, its title and a word about it.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    picture: &'static str,
    title: String,
    about: String,
}

fn say(row: &Transaction, other: Option<&Other>) -> Said {
    let message = row.message.clone().filter(|message| !message.is_empty());
    let income = row.kind == TransactionKind::Income;
    let promo = row.payment_account_type == PaymentAccountKind::Promo;
    let way = if income { "in" } else { "out" };
    let said = |picture, title, about: &str| Said { picture, title, about: about.to_owned() };
    match (&row.mode, &row.action) {
        (Mode::Void, _) => said("undo", messages::void_of(&purpose(row)), ""),
        (_, Action::Other(action)) if action == "expire" => {
            said("clock", messages::A_LAPSE.to_owned(), &message.unwrap_or_default())
        }
        (_, Action::Deposit) => match other {
            Some(other) if income => said("swap", messages::transfer_from(&other.who), messages::A_TRANSFER),
            Some(other) => said("swap", messages::transfer_to(&other.who), messages::A_TRANSFER),
            None if promo && income => said("gift", purpose(row), messages::A_GRANT),
            None if income => said(way, purpose(row), messages::A_TOP_UP),
            None => said(way, purpose(row), messages::A_DEDUCTION),
        },
        (_, Action::Charge) if income => Said {
            picture: way,
            title: purpose(row),
            about: message.unwrap_or_else(|| messages::A_REFILL.to_owned()),
        },
        (_, Action::Charge) => said(way, purpose(row), messages::A_PAYMENT),
        _ => said(way, purpose(row), row.action.as_str()),
    }
}

fn account_name(
    accounts: Memo<Option<Arc<Rows<PaymentAccount>>>>,
    id: Option<PaymentAccountId>,
) -> impl Fn() -> Option<String> {
    move || {
        let id = id?;
        accounts.with(|owned| {
            let account = owned.as_ref()?.rows.iter().find(|account| account.id == id)?;
            Some(accounts::name(account))
        })
    }
}

pub fn event(
    row: &Transaction,
    other: Option<&Other>,
    accounts: Memo<Option<Arc<Rows<PaymentAccount>>>>,
) -> AnyView {
    let at = row.date.as_ref().and_then(purser_api::WireTime::instant);
    let said = say(row, other);
    let (class, picture) = match row.status {
        Status::Success => ("ev", said.picture),
        Status::Fail => ("ev bad", "x"),
        _ => ("ev warn", "clock"),
    };
    let standing = match &row.status {
        Status::Success => None,
        Status::Fail => Some(messages::FAILED.to_owned()),
        Status::Processing => Some(messages::PENDING.to_owned()),
        Status::Other(text) => Some(text.clone()),
    };
    let lapses = row.date_expire.as_ref().and_then(purser_api::WireTime::instant);
    let lapses =
        lapses.filter(|_| row.kind == TransactionKind::Income).map(|at| messages::lapses_on(&short(at)));
    let account = account_name(accounts, row.payment_account_id);
    let other = other.map(|other| {
        view! { <a class="link" href=other.href.clone()>{messages::OTHER_SIDE}</a> }
    });
    view! {
        <li class=class>
            {moment(at)}
            <span class="dot">{icon(picture)}</span>
            <span class="what">
                <a href=address(row)><b>{foreign(said.title)}</b></a>
                {standing.map(|standing| view! { <span class="s standing">{foreign(standing)}</span> })}
                {(!said.about.is_empty()).then(|| view! { <span class="s">{foreign(said.about)}</span> })}
                <span class="s">{move || account().map(foreign)}</span>
                {lapses.map(|lapses| view! { <span class="s">{lapses}</span> })}
                {other}
                {voids(row)}
            </span>
            <span class="sum">{moved(row)}</span>
            <span class="bal">{row.balance_money().map(bare)}</span>
        </li>
    }
    .into_any()
}

/// The voids of it, under it.
fn voids(row: &Transaction) -> Option<AnyView> {
    let voids: Vec<AnyView> = row
        .child
        .iter()
        .map(|void| {
            let at = void.date.as_ref().and_then(purser_api::WireTime::instant).map(short);
            let why = void.message.clone().unwrap_or_default();
            let words = messages::voided_at(&at.unwrap_or_default(), &why);
            let failed = (void.status != Status::Success).then(|| format!(" ({})", void.status));
            view! { <li><a class="s" href=address(void)>{icon("undo")}{foreign(words)}{failed}</a></li> }
                .into_any()
        })
        .collect();
    (!voids.is_empty()).then(|| view! { <ul class="under-it">{voids}</ul> }.into_any())
}
