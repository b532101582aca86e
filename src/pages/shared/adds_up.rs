//! "Does it add up?": the whole history of an account against its balance, when somebody asks.

use std::rc::Rc;

use leptos::prelude::*;
use purser_api::{
    Currency, Error,
    centrowallet::{
        Caller, OrderDirection, PaymentAccountId, UserId, payment_account,
        transaction::{self, Transaction, TransactionFilter, TransactionOrder},
    },
};

use super::whole_list::{moved, progress};
use crate::{
    adds_up::{Checked, Gap, History, Verdict},
    gather::{LARGE_PAGE, Pages, Reader, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::{Route, with_query},
    session::Identity,
    ui::{
        icon::icon,
        money::{Tone, count, digits, words},
    },
};

/// So often a history is read while its balance moves.
const READINGS: u32 = 2;

/// All transactions of an account, in the order of their numbers, up to a day if one is given.
pub fn history_pages(
    caller: Caller,
    account: PaymentAccountId,
    until: Option<purser_api::Date>,
) -> Pages<Transaction> {
    Rc::new(move |page| {
        let filter = TransactionFilter {
            payment_account_id: Some(account),
            date_to: until,
            limit: Some(LARGE_PAGE),
            page: Some(page),
            order_column: Some(TransactionOrder::Id),
            order_direction: Some(OrderDirection::Ascending),
            ..TransactionFilter::default()
        };
        transaction::list(caller, &filter)
    })
}

/// The balance, the history, and the balance again: only when nothing moved in between do they fit together.
async fn read(
    reader: &Reader,
    caller: Caller,
    account: PaymentAccountId,
    currency: Currency,
) -> Result<Checked, Error> {
    let asked = payment_account::get(caller, account);
    let mut before = reader.ask(&asked).await?.balance_money();
    let mut reading = 0;
    loop {
        reading += 1;
        let mut history = History::new(currency);
        let seen = |page, progress| {
            history.take(page);
            reader.report(progress);
        };
        reader.pages(history_pages(caller, account, None), seen).await?;
        let after = reader.ask(&asked).await?.balance_money();
        let checked = Checked { history, before, after };
        if checked.balance().is_some() || reading == READINGS {
            return Ok(checked);
        }
        before = after;
    }
}

#[component]
pub fn AddsUp(
    customer: UserId,
    account: PaymentAccountId,
    /// What it holds, once that is known.
    #[prop(into)]
    currency: Signal<Option<Currency>>,
) -> impl IntoView {
    let gathering = use_gathering::<Checked>(Identity::Merchant);
    let check = move |_| {
        if let Some(currency) = currency.get_untracked() {
            let caller = Caller::merchant_for(customer);
            gathering.data.set(None);
            gathering.run(async move |reader| read(reader, caller, account, currency).await);
        }
    };
    let is_running = move || gathering.progress.with(Option::is_some);
    let label =
        move || if gathering.data.with(Option::is_some) { messages::CHECK_AGAIN } else { messages::CHECK };
    view! {
        <section class="sec adds-up" aria-labelledby="h-adds-up">
            <header><h2 id="h-adds-up">{messages::DOES_IT_ADD_UP}</h2></header>
            <div class={"in-gutter"}>
                <p class={"hint"}>{messages::ADD_UP_HINT}</p>
                {move || gathering.progress.get().map(|now| progress(messages::READING_HISTORY, now, Callback::new(move |()| gathering.stop())))}
                {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
                {move || gathering.data.get().map(|checked| verdict(&checked, customer))}
                <p class={"row"}>
                    <button class="btn sm" type="button" disabled=move || is_running() || currency.with(Option::is_none) on:click=check>{label}</button>
                    <a class="btn bare sm" href=with_query(Route::Statement(account.0), &format!("customer={customer}"))>{icon("print")}{messages::STATEMENT}</a>
                </p>
            </div>
        </section>
    }
}

fn verdict(checked: &Checked, customer: UserId) -> AnyView {
    let history = &checked.history;
    let Some(balance) = checked.balance() else {
        let said = messages::ADDING_UP_MOVED;
        return view! { <div class={"note warn"} role="status">{icon("alert")}<p>{said}</p></div> }
            .into_any();
    };
    let sum = history.sum.map(words).unwrap_or_default();
    let (is_good, said, gap) = match history.verdict(balance) {
        Verdict::AddsUp => (true, messages::adds_up(&count(history.moved), &words(balance)), None),
        Verdict::OutOfOrder(gap) => (false, messages::adds_up_out_of_order(&words(balance)), Some(gap)),
        Verdict::Off { more, gap } => {
            (false, messages::does_not_add_up(&sum, &words(balance), &digits(more, Tone::Moved)), gap)
        }
        Verdict::TooLarge => (false, messages::SUM_TOO_LARGE.to_owned(), None),
    };
    let place = |gap: Gap| {
        let address = with_query(Route::Transaction(gap.id), &format!("customer={customer}"));
        view! { " "<a class="link" href=address>{messages::first_gap(gap.id, &words(gap.held), &words(gap.said))}</a> }
    };
    let lacks = moved(&history.whole);
    let strange = (history.strange > 0).then(|| messages::strange_rows(&count(history.strange)));
    view! {
        <div class=if is_good { "note" } else { "note warn" } role="status">
            {icon(if is_good { "check" } else { "alert" })}
            <p>{said}{gap.map(place)}" "{strange}" "{lacks}</p>
        </div>
    }
    .into_any()
}
