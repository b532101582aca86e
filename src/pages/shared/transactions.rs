//! How a transaction is said: what it was for, how it stands, which way the money went.

use leptos::prelude::*;
use purser_api::{
    Page,
    centrowallet::{Mode, Status, TransactionKind, transaction::Transaction},
};

use crate::{
    messages,
    ui::{
        money::{Tone, amount},
        status::{Mark, status},
        table::UnreadableRow,
    },
};

/// What it was for, in the words of whoever made it, else in ours.
pub fn purpose(transaction: &Transaction) -> String {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let card = said(&transaction.account_number);
    if transaction.payment_method.as_deref() == Some("card") || card.is_some() {
        let brand = said(&transaction.brand).unwrap_or_else(|| messages::CARD.to_owned());
        let tail: String =
            card.unwrap_or_default().chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
        return messages::refill_by(&brand, &tail);
    }
    said(&transaction.descriptor)
        .or_else(|| said(&transaction.message))
        .unwrap_or_else(|| kind(transaction).to_owned())
}

/// What kind of thing it is, in one word.
pub fn kind(transaction: &Transaction) -> &'static str {
    match (&transaction.mode, &transaction.kind) {
        (Mode::Void, _) => messages::VOID,
        (_, TransactionKind::Income) => messages::MONEY_IN,
        (_, TransactionKind::Outcome) => messages::MONEY_OUT,
        _ => messages::TRANSACTION,
    }
}

/// Its status as a mark and a word.
pub fn standing(transaction: &Transaction) -> AnyView {
    if transaction.is_voided() {
        return status(Mark::Off, messages::VOIDED);
    }
    match &transaction.status {
        Status::Success => status(Mark::Usual, messages::SUCCESS),
        Status::Fail => status(Mark::Bad, messages::FAILED),
        Status::Processing => status(Mark::Waiting, messages::PENDING),
        Status::Other(text) if text == "pending" => status(Mark::Waiting, messages::PENDING),
        Status::Other(text) if text.is_empty() => status(Mark::Odd, messages::NONE),
        Status::Other(text) => status(Mark::Odd, text.clone()),
    }
}

/// How its amount is to be read.
pub fn tone(transaction: &Transaction) -> Tone {
    match transaction.status {
        _ if transaction.is_voided() => Tone::Undone,
        Status::Success => Tone::Moved,
        _ => Tone::Still,
    }
}

/// Its amount with its sign; a direction no document names has none.
pub fn moved(transaction: &Transaction) -> AnyView {
    match transaction.signed_money() {
        Some(money) => amount(money, tone(transaction)),
        None => amount(transaction.price_money(), Tone::Plain),
    }
}

/// What may change about a transaction, so that a changed one is drawn anew.
pub fn key(transaction: &Transaction) -> String {
    format!("{}:{}:{}", transaction.id, transaction.status, transaction.child.len())
}

/// How many rows of a page could not be read, where some could not (rule 8).
pub fn not_all_read<T>(page: &Page<T>) -> Option<AnyView> {
    let (unreadable, all) = (page.unreadable.len(), page.rows.len() + page.unreadable.len());
    (unreadable > 0).then(|| {
        view! { <p class="note warn in-gutter" role="status">{messages::not_all_read(unreadable, all)}</p> }.into_any()
    })
}

/// Rows that could not be read, for the table.
pub fn unreadable(rows: &[purser_api::Unreadable]) -> Vec<UnreadableRow> {
    rows.iter().map(|row| UnreadableRow { path: row.path.clone(), message: row.message.clone() }).collect()
}
