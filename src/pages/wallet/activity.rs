//! What happened, day by day. A day whose rows stayed the same stays on the screen as it is: what is read in the background
//! takes neither the focus nor the place from somebody.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Page, WireTime,
    centrowallet::{Mode, PaymentAccountKind, Status, TransactionKind, transaction::Transaction},
};

use crate::{
    messages,
    pages::shared::{
        transactions::{key, moved, purpose, standing},
        unread::unread,
    },
    paths::Route,
    ui::text::foreign,
    ui::{
        icon::icon,
        time::{clock, day_heading},
    },
};

/// A day of a page, and where in the page its rows are.
#[derive(Clone)]
struct Day {
    heading: String,
    key: String,
    page: Arc<Page<Transaction>>,
    rows: Vec<usize>,
}

fn days(page: &Arc<Page<Transaction>>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for (place, row) in page.rows.iter().enumerate() {
        let at = row.date.as_ref().and_then(WireTime::instant);
        let heading = at.map_or_else(|| messages::NONE.to_owned(), day_heading);
        match days.last_mut().filter(|day| day.heading == heading) {
            Some(day) => {
                day.rows.push(place);
                day.key = format!("{} {}", day.key, key(row));
            }
            None => days.push(Day {
                key: format!("{heading} {}", key(row)),
                heading,
                page: Arc::clone(page),
                rows: vec![place],
            }),
        }
    }
    days
}

/// The transactions of a page under the days they fall on, in the order they came; below them what could not be read.
pub fn by_day(page: RwSignal<Option<Arc<Page<Transaction>>>>) -> AnyView {
    let all = move || page.with(|page| page.as_ref().map(days).unwrap_or_default());
    let missing = Memo::new(move |_| {
        page.with(|page| {
            page.as_deref().map(|page| (page.rows.len(), page.unreadable.clone())).unwrap_or_default()
        })
    });
    view! {
        {move || missing.with(|(rows, unreadable)| unread(*rows, unreadable))}
        <ol class="by-day">
            <For each=all key=|day| day.key.clone() let:day>
                <li><h3>{day.heading.clone()}</h3><ul class="items">{day.rows.iter().filter_map(|place| day.page.rows.get(*place)).map(item).collect_view()}</ul></li>
            </For>
        </ol>
    }
    .into_any()
}

/// The picture of a transaction: which way the money went, and how.
pub fn picture(transaction: &Transaction) -> &'static str {
    match (&transaction.mode, &transaction.kind, &transaction.payment_account_type) {
        _ if transaction.status == Status::Fail => "x",
        (Mode::Void, ..) => "undo",
        (_, TransactionKind::Income, PaymentAccountKind::Promo) => "gift",
        (_, TransactionKind::Income, _) => "in",
        _ => "out",
    }
}

/// What stands below its purpose: what was said about it, or its number.
fn about(transaction: &Transaction) -> String {
    transaction
        .message
        .clone()
        .filter(|message| !message.is_empty() && *message != purpose(transaction))
        .unwrap_or_else(|| messages::transaction_number(transaction.id.0))
}

fn item(transaction: &Transaction) -> AnyView {
    let at = transaction.date.as_ref().and_then(WireTime::instant).map(clock);
    let is_usual = transaction.status == Status::Success && !transaction.is_voided();
    let second = if is_usual { view! { <span>{at}</span> }.into_any() } else { standing(transaction) };
    view! {
        <li><a class="item" href=Route::WalletTransaction(transaction.id.0).to_string()>
            <span class="disc">{icon(picture(transaction))}</span>
            <span><span class="t">{foreign(purpose(transaction))}</span><span class="s">{foreign(about(transaction))}</span></span>
            <span class="r"><span class="v">{moved(transaction)}</span><span class="s">{second}</span></span>
        </a></li>
    }
    .into_any()
}
