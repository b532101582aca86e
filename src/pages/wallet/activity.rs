//! What happened, day by day.

use leptos::prelude::*;
use purser_api::{
    Page, WireTime,
    centrowallet::{Mode, PaymentAccountKind, TransactionKind, transaction::Transaction},
};

use crate::{
    messages,
    pages::shared::transactions::{moved, purpose, standing},
    paths::Route,
    ui::text::foreign,
    ui::{
        icon::icon,
        time::{clock, day_heading},
    },
};

/// The transactions of a page under the days they fall on, in the order they came.
pub fn by_day(page: &Page<Transaction>) -> AnyView {
    let mut days: Vec<(String, Vec<&Transaction>)> = Vec::new();
    for transaction in &page.rows {
        let day = transaction
            .date
            .as_ref()
            .and_then(WireTime::instant)
            .map_or_else(|| messages::NONE.to_owned(), day_heading);
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(transaction),
            _ => days.push((day, vec![transaction])),
        }
    }
    view! {
        <ol class="by-day">
            {days.into_iter().map(|(day, rows)| view! {
                <li><h3>{day}</h3><ul class="items">{rows.into_iter().map(item).collect_view()}</ul></li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}

fn item(transaction: &Transaction) -> AnyView {
    let picture = match (&transaction.mode, &transaction.kind, &transaction.payment_account_type) {
        (Mode::Void, ..) => "undo",
        (_, TransactionKind::Income, PaymentAccountKind::Promo) => "gift",
        (_, TransactionKind::Income, _) => "in",
        _ => "out",
    };
    let at = transaction.date.as_ref().and_then(WireTime::instant).map(clock);
    let usual = transaction.status == purser_api::centrowallet::Status::Success && !transaction.is_voided();
    let second = if usual { view! { <span>{at}</span> }.into_any() } else { standing(transaction) };
    let href = transaction
        .payment_account_id
        .map_or_else(|| Route::Wallet.to_string(), |id| Route::WalletAccount(id.0).to_string());
    let about = transaction
        .message
        .clone()
        .filter(|message| !message.is_empty())
        .unwrap_or_else(|| messages::transaction_number(transaction.id.0));
    view! {
        <li><a class="item" href=href>
            <span class="disc">{icon(picture)}</span>
            <span><span class="t">{foreign(purpose(transaction))}</span><span class="s">{foreign(about)}</span></span>
            <span class="r"><span class="v">{moved(transaction)}</span><span class="s">{second}</span></span>
        </a></li>
    }
    .into_any()
}
