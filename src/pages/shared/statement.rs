//! One account over a period, to read, to print, to save: its merchant's or its owner's.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use purser_api::{
    Date,
    centrowallet::{Caller, PaymentAccountId, payment_account},
};

use super::{
    accounts::name,
    adds_up::history_pages,
    listing::{use_listing, value},
    on_paper,
    transactions::purpose,
    whole_list::{moved, progress},
};
use crate::{
    clock::now,
    csv,
    gather::use_gathering,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    paths::{Route, query_string, with_query},
    query::use_query,
    session::Identity,
    shell::title,
    statement::{Line, Statement},
    ui::{
        download::Download,
        icon::icon,
        money::{Tone, amount, bare, count},
        text::foreign,
        time::stamp,
    },
};

/// More lines are added up and saved, and not drawn.
const MOST_LINES: usize = 2_000;

/// The statement of an account, at its route; `back` leads to the account, and `kept` stays in the address.
pub fn statement(
    caller: Caller,
    id: PaymentAccountId,
    here: Route,
    back: Route,
    kept: Option<(&'static str, String)>,
) -> AnyView {
    title(messages::STATEMENT_OF);
    let identity = Identity::of(caller);
    let whose = match caller {
        Caller::Merchant { client_id: Some(customer) } => {
            format!(", {}", messages::customer_number(customer.0))
        }
        _ => String::new(),
    };
    let back = with_query(back, &query_string(kept.clone()));
    let navigation = use_navigation();
    let listing = use_listing();
    let account = use_query(identity, move || Some(payment_account::get(caller, id)));
    let gathering = use_gathering::<Statement>(identity);
    let day = move |name: &str| {
        listing.pairs.with(|pairs| value(pairs, name).and_then(|text| Date::parse(text).ok()))
    };
    let period = Memo::new(move |_| (day("from"), day("to")));
    let currency =
        Memo::new(move |_| account.data.with(|account| account.as_ref().map(|account| account.currency)));
    let read = move || {
        if let Some(currency) = currency.get() {
            let (from, to) = period.get();
            gathering.data.set(None);
            gathering.start(history_pages(caller, id, to), Statement::new(currency, from), Statement::take);
        }
    };
    Effect::new(move |_| read());
    let said =
        move |name: &str| listing.pairs.with(|pairs| value(pairs, name).unwrap_or_default().to_owned());
    let (from, to) = (RwSignal::new(untrack(|| said("from"))), RwSignal::new(untrack(|| said("to"))));
    let show = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let period = [("from", from.get_untracked()), ("to", to.get_untracked())];
        navigation.go(with_query(here, &query_string(kept.clone().into_iter().chain(period))));
    };
    let save = move |_| {
        let Some(made) = gathering.data.get_untracked() else { return };
        let today = now().date().to_iso();
        let (from, to) = period.get_untracked();
        let to = to.map_or_else(|| today.clone(), |day| day.to_iso());
        let from = from.map(|day| day.to_iso()).unwrap_or_default();
        let file = Download::new(format!("statement-{id}-{to}.csv"), csv::MEDIA_TYPE);
        file.push(&made.to_csv(&from, &to, messages::OPENING_BALANCE, messages::CLOSING_BALANCE));
        file.save();
    };
    let is_ready = move || gathering.data.with(Option::is_some);
    view! {
        <div class="page statement">
            {on_paper::head(identity, messages::STATEMENT)}
            <header class="head">
                <div>
                    <a class="back" href=back>{icon("left")}{messages::account_number(id.0)}</a>
                    <h1>{messages::STATEMENT}</h1>
                    <p class="cap">{move || account.data.get().map(|account| foreign(name(&account)))}" "{messages::account_number(id.0)}{whose}</p>
                </div>
                <div class="end no-print">
                    <button class="btn" type="button" disabled=move || !is_ready() on:click=save>{icon("save")}{messages::CSV_FILE}</button>
                    <button class="btn" type="button" disabled=move || !is_ready() on:click=move |_| { let _ = window().print(); }>{icon("print")}{messages::PRINT}</button>
                </div>
            </header>
            <form class="in-gutter period no-print" aria-label={messages::STATEMENT} on:submit=show>
                <label class="field"><span class={"label"}>{messages::FROM_DAY}</span><input class="input" type="date" prop:value=move || from.get() on:input=move |event| from.set(event_target_value(&event))/></label>
                <label class="field"><span class={"label"}>{messages::TO_DAY}</span><input class="input" type="date" prop:value=move || to.get() on:input=move |event| to.set(event_target_value(&event))/></label>
                <button class="btn" type="submit">{messages::SHOW}</button>
            </form>
            {move || account.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| account.reload())))))}
            {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| untrack(read))))))}
            {move || gathering.progress.get().map(|now| view! { <div class="in-gutter">{progress(messages::READING_HISTORY, now, Callback::new(move |()| gathering.stop()))}</div> })}
            {move || gathering.data.get().map(|made| drawn(&made, period.get()))}
        </div>
    }
    .into_any()
}

fn drawn(made: &Arc<Statement>, (from, to): (Option<Date>, Option<Date>)) -> AnyView {
    let lacks = moved(&made.whole);
    let hidden = made.lines.len().saturating_sub(MOST_LINES);
    let said = |day: Option<Date>| day.map(|day| day.to_iso()).unwrap_or_default();
    let edge = |word: &'static str, day: String, money| {
        view! { <tr class="edge"><td>{day}</td><th scope="row" colspan="2">{word}</th><td class="num">{""}</td><td class="num">{bare(money)}</td></tr> }
    };
    let lines = made.lines.iter().take(MOST_LINES).map(line).collect_view();
    view! {
        {made.overflowed.then(|| view! { <p class="note bad in-gutter" role="alert">{messages::SUM_TOO_LARGE}</p> })}
        {(!lacks.is_empty()).then(|| view! { <p class="note warn in-gutter" role="status">{lacks}</p> })}
        <div class={"paper in-gutter"}>
            <table class="lines">
                <caption class="hide">{messages::STATEMENT}</caption>
                <thead><tr><th scope="col">{messages::WHEN_UTC}</th><th scope="col">{messages::NUMBER}</th><th scope="col">{messages::FOR}</th><th scope="col" class="num">{messages::AMOUNT}</th><th scope="col" class="num">{messages::BALANCE}</th></tr></thead>
                <tbody>
                    {edge(messages::OPENING_BALANCE, said(from), made.opening)}
                    {lines}
                    {made.lines.is_empty().then(|| view! { <tr><td colspan="5" class="faint">{messages::NOTHING_MOVED}</td></tr> })}
                    {(hidden > 0).then(|| view! { <tr><td colspan="5" class="faint">{messages::not_shown(&count(u64::try_from(hidden).unwrap_or_default()))}</td></tr> })}
                </tbody>
                <tfoot>
                    <tr><td>{""}</td><th scope="row" colspan="2">{messages::MONEY_IN}</th><td class="num">{amount(made.income, Tone::Moved)}</td><td>{""}</td></tr>
                    <tr><td>{""}</td><th scope="row" colspan="2">{messages::MONEY_OUT}</th><td class="num">{amount(made.outcome, Tone::Moved)}</td><td>{""}</td></tr>
                    {edge(messages::CLOSING_BALANCE, to.unwrap_or_else(|| now().date()).to_iso(), made.closing)}
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn line(line: &Line) -> AnyView {
    // A time in a zone that this console cannot place stands as it came.
    let when = line
        .row
        .date
        .as_ref()
        .map(|date| date.instant().map_or_else(|| foreign(date.text()), |at| stamp(at).into_any()));
    view! {
        <tr>
            <td class="faint day">{when}</td>
            <td class="id">{format!("#{}", line.row.id)}</td>
            <td>{foreign(purpose(&line.row))}</td>
            <td class="num">{amount(line.moved, Tone::Moved)}</td>
            <td class="num">{bare(line.after)}</td>
        </tr>
    }
    .into_any()
}
