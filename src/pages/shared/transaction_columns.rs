//! The columns of a list of transactions, and what a row has in each.

use leptos::prelude::*;
use purser_api::centrowallet::transaction::Transaction;

use super::{
    transaction_list::Scope,
    transactions::{moved, purpose, standing},
};
use crate::{
    messages,
    ui::{copy::shortened, money::bare, table::Column, text::foreign, time::time},
};

const WHEN: Column = Column { class: "c-when", title: messages::WHEN, sort: Some("id") };
const NUMBER: Column = Column { class: "c-number", title: messages::NUMBER, sort: None };
const CUSTOMER: Column = Column { class: "c-who", title: messages::CUSTOMER, sort: None };
const PURPOSE: Column = Column { class: "c-for", title: messages::FOR, sort: None };
/// Where nobody needs to be told whose it is, what it was for leads to it.
const LEADING_PURPOSE: Column = Column { class: "c-who", title: messages::FOR, sort: None };
const ORDER: Column = Column { class: "c-order", title: messages::ORDER_ID, sort: None };
const ACCOUNT: Column = Column { class: "c-acc", title: messages::ACCOUNT, sort: None };
const MODE: Column = Column { class: "c-mode", title: messages::MODE, sort: None };
const ACTION: Column = Column { class: "c-action", title: messages::ACTION, sort: None };
const METHOD: Column =
    Column { class: "c-method", title: messages::PAYMENT_METHOD, sort: Some("payment_method") };
const BILLING: Column = Column { class: "c-billing", title: messages::BILLING, sort: Some("billing") };
const LAPSES: Column = Column { class: "c-lapses", title: messages::LAPSES, sort: Some("expire_date") };
const STATE: Column = Column { class: "c-state", title: messages::STATUS, sort: None };
const AMOUNT: Column = Column { class: "num with-ccy c-sum", title: messages::AMOUNT, sort: Some("price") };
const AFTER: Column = Column { class: "num c-bal", title: messages::BALANCE_AFTER, sort: None };

pub const OF_MERCHANT: &[Column] = &[
    WHEN, NUMBER, CUSTOMER, PURPOSE, ORDER, ACCOUNT, MODE, ACTION, METHOD, BILLING, LAPSES, STATE, AMOUNT,
    AFTER,
];
pub const USUAL_OF_MERCHANT: &[&str] = &["when", "who", "for", "order", "state", "sum", "bal"];

pub const OF_CUSTOMER: &[Column] = &[
    WHEN,
    NUMBER,
    LEADING_PURPOSE,
    ORDER,
    ACCOUNT,
    MODE,
    ACTION,
    METHOD,
    BILLING,
    LAPSES,
    STATE,
    AMOUNT,
    AFTER,
];
pub const USUAL_OF_CUSTOMER: &[&str] = &["when", "who", "order", "state", "sum", "bal"];

/// The cells of a row, in the order of the columns.
pub fn cells(scope: Scope, with_customer: bool, row: &Transaction) -> Vec<AnyView> {
    let href = scope.link(row);
    let code = |text: Option<String>| {
        view! { <span class="id">{foreign(text.unwrap_or_default())}</span> }.into_any()
    };
    let quiet = |text: &str| view! { <span class="quiet">{foreign(text)}</span> }.into_any();
    let mut cells = vec![
        view! { <span class="faint">{time(row.date.as_ref())}</span> }.into_any(),
        code(Some(format!("#{}", row.id))),
    ];
    if with_customer {
        let who = row.email.clone().filter(|email| !email.is_empty());
        let who = who.or_else(|| row.user_id.map(|id| messages::customer_number(id.0))).unwrap_or_default();
        cells.push(view! { <a href=href>{foreign(who)}</a> }.into_any());
        cells.push(quiet(&purpose(row)));
    } else {
        cells.push(view! { <a href=href>{foreign(purpose(row))}</a> }.into_any());
    }
    let order = row.merchant_order_id.clone().unwrap_or_default();
    cells.push(view! { <span class="id">{shortened(&order, 16)}</span> }.into_any());
    cells.push(code(row.payment_account_id.map(|id| format!("#{id}"))));
    cells.push(quiet(row.mode.as_str()));
    cells.push(quiet(row.action.as_str()));
    cells.push(quiet(row.payment_method.as_deref().unwrap_or_default()));
    cells.push(quiet(row.billing.as_deref().unwrap_or_default()));
    let lapses = row.date_expire.as_ref();
    cells.push(view! { <span class="faint">{lapses.map(|lapses| time(Some(lapses)))}</span> }.into_any());
    cells.push(standing(row));
    cells.push(moved(row));
    cells.push(row.balance_money().map(bare).into_any());
    cells
}
