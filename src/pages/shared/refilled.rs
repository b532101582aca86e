//! Where a checkout sends the payer back to.
//!
//! The tab that comes back may have no session: a merchant's key lives in the memory of the tab that began the refill. So
//! without one the page says what it can and no more, and with one it looks the refill up by its reference until the
//! wallet system says how it ended. What the checkout wrote into the address (`result=success`) is never believed.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Action, Caller, Mode, PaymentAccountId, Status, TransactionKind, transaction::Transaction,
};

use super::transactions::{standing, tone};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    money_action::wallet::question,
    navigation::use_navigation,
    paths::{Route, query_value, sign_in_for, with_query},
    query::use_query,
    session::{Identity, use_session},
    shell::title,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, figure},
        state::empty,
    },
};

/// How often the page asks while nothing is decided.
const ASKED_EVERY: std::time::Duration = std::time::Duration::from_secs(3);

/// Who came back, and from where.
#[derive(Clone, Debug)]
pub struct Refilled {
    pub caller: Caller,
    pub account: PaymentAccountId,
    /// This page.
    pub here: Route,
    /// Where the account is shown.
    pub to_account: String,
    /// What somebody reads who is not signed in in this tab, and on the link that changes it.
    pub signed_out: &'static str,
    pub sign_in: &'static str,
}

pub fn refilled(of: Refilled) -> AnyView {
    title(messages::BACK_FROM_CHECKOUT);
    let session = use_session();
    let query = use_navigation().location.with_untracked(|location| location.query.clone());
    let reference = query_value(&query, "reference").filter(|text| !text.is_empty());
    let sign_in = sign_in_for(of.here, &kept(&query));
    let number = messages::account_number(of.account.0);
    view! {
        <div class="page refilled">
            <header class="head"><div><h1>{messages::BACK_FROM_CHECKOUT}</h1><p class="sub">{number}</p></div></header>
            {move || match (session.is_open(of.here.area()), &reference) {
                (_, None) => empty(messages::REFILL_NO_REFERENCE, messages::REFILL_NO_REFERENCE_HINT, Some(to_account(&of))),
                (true, Some(reference)) => of_reference(&of, reference.clone()),
                (false, Some(reference)) => not_signed_in(&of, reference.clone(), sign_in.clone()),
            }}
        </div>
    }
    .into_any()
}

/// The part of the address that this console wrote itself.
fn kept(query: &str) -> String {
    let own = ["customer", "reference"];
    let pairs = own.into_iter().filter_map(|name| Some((name, query_value(query, name)?)));
    crate::paths::query_string(pairs)
}

fn to_account(of: &Refilled) -> AnyView {
    view! { <a class="btn" href=of.to_account.clone()>{messages::TO_THE_ACCOUNT}</a> }.into_any()
}

fn not_signed_in(of: &Refilled, reference: String, sign_in: String) -> AnyView {
    view! {
        <section class="in-gutter told" role="status">
            <p>{of.signed_out}</p>
            <p class="hint">{messages::REFILL_CLAIM_MEANS}</p>
            <dl class="facts"><dt>{messages::REFERENCE}</dt><dd>{copyable(reference)}</dd></dl>
            <p class="row wrap"><a class="btn" href=sign_in>{of.sign_in}</a></p>
        </section>
    }
    .into_any()
}

fn of_reference(of: &Refilled, reference: String) -> AnyView {
    let (caller, account) = (of.caller, of.account);
    let asked = reference.clone();
    let query = use_query(Identity::of(caller), move || Some(question(caller, &asked)));
    let bears_it = {
        let reference = reference.clone();
        move |row: &&Transaction| is_refill(row, account, &reference)
    };
    let found = Memo::new(move |_| {
        query.data.with(|page| page.as_ref().and_then(|page| page.rows.iter().find(&bears_it).cloned()))
    });
    let is_decided = move || {
        found.with_untracked(|row| {
            row.as_ref().is_some_and(|row| matches!(row.status, Status::Success | Status::Fail))
        })
    };
    let ask = move || {
        if !is_decided() && !query.loading.try_get_untracked().unwrap_or(true) {
            query.reload();
        }
    };
    let timer = set_interval_with_handle(ask, ASKED_EVERY).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    view! {
        {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
        {move || match (found.get(), query.data.with(Option::is_some)) {
            (Some(row), _) => of_row(&row, caller),
            (None, true) => told(messages::REFILL_ABSENT, messages::REFILL_ABSENT_MEANS),
            (None, false) => ().into_any(),
        }}
        <section class="in-gutter">
            <dl class="facts"><dt>{messages::REFERENCE}</dt><dd>{copyable(reference)}</dd></dl>
            <p class="row wrap">{to_account(of)}</p>
        </section>
    }
    .into_any()
}

/// Whether a transaction is a refill of an account under a reference: what a card brings in. A reference alone may stand
/// on a payment or a void as well.
fn is_refill(row: &Transaction, account: PaymentAccountId, reference: &str) -> bool {
    row.merchant_order_id.as_deref() == Some(reference)
        && row.payment_account_id == Some(account)
        && row.kind == TransactionKind::Income
        && row.action == Action::Charge
        && matches!(row.mode, Mode::Card | Mode::Test)
}

fn told(heading: &'static str, meaning: &'static str) -> AnyView {
    view! { <section class="in-gutter told" role="status"><h2>{heading}</h2><p>{meaning}</p></section> }
        .into_any()
}

fn of_row(row: &Transaction, caller: Caller) -> AnyView {
    let (heading, meaning) = match row.status {
        Status::Success => (messages::REFILL_DONE, None),
        Status::Fail => (messages::REFILL_FAILED, Some(messages::REFILL_FAILED_MEANS)),
        _ => (messages::REFILL_PENDING, Some(messages::REFILL_PENDING_MEANS)),
    };
    let sum = row.signed_money().unwrap_or_else(|| row.price_money());
    let is_done = row.status == Status::Success;
    let balance = row
        .balance_money()
        .filter(|_| is_done)
        .map(|balance| view! { <dt>{messages::BALANCE_AFTER}</dt><dd>{amount(balance, Tone::Plain)}</dd> });
    let said = row.message.clone().filter(|said| !said.is_empty()).map(|said| {
        view! { <dt>{messages::MESSAGE}</dt><dd>{crate::ui::text::foreign(said)}</dd> }
    });
    let href = match (caller, row.user_id) {
        (Caller::Customer, _) => Route::WalletTransaction(row.id.0).to_string(),
        (_, Some(customer)) => with_query(Route::Transaction(row.id.0), &format!("customer={customer}")),
        (_, None) => Route::Transaction(row.id.0).to_string(),
    };
    view! {
        <section class="in-gutter told" role="status">
            <h2>{heading}</h2>
            {figure(sum, tone(row), "xl")}
            <p class="row wrap">{standing(row)}{meaning}</p>
            <dl class="facts"><dt>{messages::TRANSACTION}</dt><dd><a class="link" href=href>{format!("#{}", row.id)}{icon("right")}</a></dd>{balance}{said}</dl>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::centrowallet::{PaymentAccountId, webhook};

    use super::{is_refill, kept};

    #[test]
    fn rule_6_only_what_a_card_brought_in_is_a_refill() {
        let told = r#"{"id": 9, "price": 2, "currency": "USD", "status": "success", "type": "income", "action": "charge",
            "mode": "card", "paymentAccountId": 80, "merchantOrderID": "pr_1"}"#;
        let is_one = |changed: &str, to: &str| {
            let row = webhook::read_refill(told.replacen(changed, to, 1).as_bytes()).unwrap();
            is_refill(&row, PaymentAccountId(80), "pr_1")
        };
        assert!(is_one("", "") && is_one("card", "test"));
        for (changed, to) in [
            ("income", "outcome"),
            ("charge", "deposit"),
            ("charge", "refund"),
            ("card", "wallet"),
            ("card", "void"),
            ("80", "81"),
            ("pr_1", "pr_2"),
        ] {
            assert!(!is_one(changed, to), "{changed} -> {to}");
        }
    }

    #[test]
    fn what_the_checkout_wrote_into_the_address_is_left_behind() {
        let came = "customer=35&reference=pr_1&result=success&transactionId=9&merchantOrderId=pr_1";
        assert_eq!(kept(came), "customer=35&reference=pr_1");
    }
}
