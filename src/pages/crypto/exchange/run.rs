//! `/crypto/exchange/:id`: one exchange, its five states as they come, and all that the system says about it. The address
//! carries the id, so that a reload, another day or another browser goes on with it.

use std::time::Duration;

use leptos::prelude::*;
use purser_api::{
    Rows, WireTime,
    ctk::exchange::{self, Exchange, ExchangeStatus},
};

use super::progress::{Came, Progress, STATES, place, word};
use crate::{
    clock::now,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    paths::{Route, WalletId},
    query::{Query, use_changes, use_query},
    session::Identity,
    shell::title,
    ui::{
        copy::copyable,
        icon::icon,
        money::{Tone, amount, figure, number},
        state::bone,
        status::{Mark, status},
        text::foreign,
        time::{clock, clock_with_seconds, time},
    },
};

/// How often an exchange that is on its way is asked for.
const EVERY: Duration = Duration::from_secs(3);

pub fn page(id: WalletId) -> AnyView {
    title(messages::ONE_EXCHANGE);
    let history = use_query(Identity::Holder, || Some(exchange::history()));
    history.refresh_when_seen();
    let row = row_of(id, history);
    view! {
        <div class="page crypto exchange one-exchange">
            <header class="head"><div>
                <a class="back" href=Route::Exchange.to_string()>{icon("left")}{messages::EXCHANGE}</a>
                <h1>{messages::ONE_EXCHANGE}</h1>
                <p class="sub code">{foreign(id.as_str())}</p>
            </div></header>
            <section class="sec run" aria-labelledby="h-run">{live(id, history, messages::ON_ITS_WAY)}</section>
            {move || history.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
            <div class="in-gutter">{move || row.get().map(|row| facts(&row))}</div>
        </div>
    }
    .into_any()
}

/// The row of an exchange in the history.
pub fn row_of(id: WalletId, history: Query<Rows<Exchange>>) -> Memo<Option<Exchange>> {
    Memo::new(move |_| {
        history.data.with(|rows| rows.as_ref()?.rows.iter().find(|row| row.id == id.as_str()).cloned())
    })
}

/// A state as a mark and a word.
pub fn state(of: &ExchangeStatus) -> AnyView {
    let mark = match of {
        ExchangeStatus::Finished => Mark::Good,
        ExchangeStatus::Other(_) => Mark::Odd,
        _ => Mark::Now,
    };
    status(mark, word(of))
}

/// The states of an exchange, asked for until the last one came.
pub fn live(id: WalletId, history: Query<Rows<Exchange>>, heading: &'static str) -> AnyView {
    let changes = use_changes();
    let asked = use_query(Identity::Holder, move || Some(exchange::status(id.as_str())));
    let progress = RwSignal::new(Progress::default());
    let stands = Memo::new(move |_| asked.data.get().map(|now_at| (*now_at).clone()));
    Effect::new(move |_| {
        let Some(now_at) = stands.get() else { return };
        let before = progress.with_untracked(Progress::passed);
        progress.update(|progress| progress.seen(&now_at, now()));
        // The history has the hashes, the wallets what came; both are read again when a state came.
        match progress.with_untracked(|now| (now.passed() > before && before > 0, now.is_finished())) {
            (true, true) => changes.happened(),
            (true, false) => history.reload(),
            _ => {}
        }
    });
    let ask = move || {
        let is_over = progress.try_with_untracked(Progress::is_finished).unwrap_or(true);
        if !is_over && !asked.loading.try_get_untracked().unwrap_or(true) {
            asked.reload();
        }
    };
    let timer = set_interval_with_handle(ask, EVERY).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let row = row_of(id, history);
    let is_over = Memo::new(move |_| progress.with(Progress::is_finished));
    let title = move || if is_over.get() { messages::STATE_FINISHED } else { heading };
    view! {
        <header><h2 id="h-run">{title}</h2><span class="end cap" role="status">{move || stands.get().map(|now_at| state(&now_at))}</span></header>
        <div class="in-gutter">
            {move || row.get().map(|row| sums(&row))}
            {move || asked.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
            {move || match stands.get() {
                Some(now_at) => steps(&now_at, &progress.get(), row.get().as_ref()),
                None if asked.error.with(Option::is_some) => ().into_any(),
                None => view! { <p>{bone(5)}</p> }.into_any(),
            }}
            {move || (!is_over.get() && stands.with(Option::is_some)).then(|| view! { <p class="hint again">{messages::MAY_LEAVE}</p> })}
        </div>
    }
    .into_any()
}

fn sums(row: &Exchange) -> AnyView {
    let tone = if row.status == ExchangeStatus::Finished { Tone::Moved } else { Tone::Plain };
    let from = row.from_money().map(|money| figure(money, Tone::Plain, "m long"));
    let to = row.to_money().map(|money| figure(money, tone, "m long"));
    view! { <p class="pairsum">{from}<span class="hide">{messages::IN_RETURN}</span><span class="arrow" aria-hidden="true">{"→"}</span>{to}</p> }.into_any()
}

fn steps(now_at: &ExchangeStatus, progress: &Progress, row: Option<&Exchange>) -> AnyView {
    let current = place(now_at);
    let began = row.and_then(|row| row.created_at.as_ref()).and_then(WireTime::instant);
    let confirmed = row.and_then(|row| row.payin_confirmations).filter(|count| *count > 0);
    let passed = progress.passed();
    let steps = STATES
        .iter()
        .enumerate()
        .map(|(at, (_, word, means))| {
            let is_last = at + 1 == STATES.len();
            let class = match passed.checked_sub(1) {
                Some(reached) if at < reached || (at == reached && is_last) => "done",
                Some(reached) if at == reached => "now",
                _ => "",
            };
            let when = match progress.came(at, began) {
                Came::At(at) => Some(messages::seen_at(&clock_with_seconds(at))),
                Came::Before(at) => Some(messages::since_before(&clock(at))),
                Came::NotYet => None,
            };
            let said = match (at, confirmed) {
                (1, Some(count)) => messages::confirmations(count),
                _ => (*means).to_owned(),
            };
            view! {
                <li class=class aria-current=(class == "now").then_some("step")>
                    <span class={"dot"}></span>
                    <div><b>{*word}</b>{(at < passed).then(|| view! { <p>{said}</p> })}</div>
                    {when.map(|when| view! { <time>{when}</time> })}
                </li>
            }
        })
        .collect_view();
    let odd = current.is_none().then(|| view! { <p class="note warn" role="status">{icon("alert")}<span>{messages::SHOWN_AS}" "{foreign(now_at.to_string())}</span></p> });
    view! { {odd}<ol class="steps">{steps}</ol> }.into_any()
}

/// All that the system says about an exchange, both chain transactions among it.
pub fn facts(row: &Exchange) -> AnyView {
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let copied = |name: &'static str, value: &Option<String>| {
        text(value).map(|value| view! { <dt>{name}</dt><dd>{copyable(value)}</dd> })
    };
    let hash = |name: &'static str, value: &Option<String>| match text(value) {
        Some(hash) => view! { <dt>{name}</dt><dd>{copyable(hash)}</dd> }.into_any(),
        None => view! { <dt>{name}</dt><dd class="faint">{messages::NOT_THERE_YET}</dd> }.into_any(),
    };
    let fee = row
        .network_fee
        .map(|fee| amount(purser_api::Money::new(fee.normalize(), row.currency_to), Tone::Plain));
    let share = row.changelly_fee.map(|share| messages::per_cent(&number(share)));
    view! {
        <dl class="facts">
            <dt>{messages::EXCHANGE}</dt><dd>{copyable(row.id.clone())}</dd>
            <dt>{messages::BEGUN}</dt><dd>{time(row.created_at.as_ref())}</dd>
            {copied(messages::PAID_IN_TO, &row.payin_address)}
            {copied(messages::ADDRESS_TAG, &row.payin_extra_id)}
            {hash(messages::PAY_IN, &row.payin_hash)}
            {copied(messages::PAYS_OUT_TO, &row.payout_address)}
            {copied(messages::ADDRESS_TAG, &row.payout_extra_id)}
            {hash(messages::PAY_OUT, &row.payout_hash)}
            {fee.map(|fee| view! { <dt>{messages::NETWORK_FEE}</dt><dd>{fee}</dd> })}
            {share.map(|share| view! { <dt>{messages::EXCHANGES_FEE}</dt><dd>{share}</dd> })}
        </dl>
    }
    .into_any()
}
