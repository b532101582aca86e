//! In and out per day: read page by page, drawn per currency.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use purser_api::{
    Currency, Date, Money,
    centrowallet::{
        OrderDirection,
        transaction::{self, TransactionFilter, TransactionOrder},
    },
};

use super::overview::{EVERYBODY, Narrow};
use crate::{
    clock::now,
    figures::{
        flow::{Flow, Flows, InOut, Period},
        kept::{AsOf, Kept, use_kept},
        sum::Sum,
    },
    gather::{Gathering, LARGE_PAGE, Progress, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::{Navigation, use_navigation},
    paths::{Route, query_pairs, query_string, query_value, with_query},
    session::{Identity, use_session},
    ui::{
        chart::{self, Day},
        icon::icon,
        money::{self, NO_BREAK, Tone, bare, digits},
        state::{bone, empty},
        time,
    },
};

/// Rows that are read without asking first.
const MOST_ROWS: u64 = 20_000;
const CURRENCY: &str = "currency";

/// What came of counting.
#[derive(Debug)]
pub enum Counted<T> {
    /// So many that the person is asked first.
    TooMany(u64),
    All(Arc<T>),
}

/// The counting of the period on the screen.
#[derive(Clone, Copy)]
pub struct Flowing {
    period: Memo<Period>,
    gathering: Gathering<Counted<Flows>>,
    pub shown: RwSignal<Option<AsOf<Flows>>>,
    stopped: RwSignal<bool>,
    connection: StoredValue<String>,
    kept: Kept,
}

impl Flowing {
    /// Shows what was counted in this session, and reads on from there once it is ready.
    pub fn start(period: Memo<Period>, ready: Memo<bool>) -> Self {
        let flowing = Self {
            period,
            gathering: use_gathering(Identity::Merchant),
            shown: RwSignal::new(None),
            stopped: RwSignal::new(false),
            connection: StoredValue::new(use_session().connection()),
            kept: use_kept(),
        };
        Effect::new(move |_| {
            let period = period.get();
            flowing.gathering.data.set(None);
            flowing.shown.set(flowing.kept.flows(&flowing.connection.get_value(), period));
            if ready.get() {
                flowing.go_on();
            }
        });
        Effect::new(move |_| {
            let Some(counted) = flowing.gathering.data.get() else { return };
            if let Counted::All(flows) = &*counted {
                let flows = AsOf { at: now(), counted: Arc::clone(flows) };
                flowing.kept.keep_flows(&flowing.connection.get_value(), flows.clone());
                flowing.shown.set(Some(flows));
            }
        });
        flowing
    }

    /// Reads what is newer than what is known.
    pub fn go_on(self) {
        self.count(false);
    }

    fn count(self, however_many: bool) {
        self.stopped.set(false);
        let period = self.period.get_untracked();
        let known = self.shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.counted.to_go_on()));
        self.gathering.run(async move |reader| {
            let (mut flows, after) = known.unwrap_or_else(|| (Flows::new(period), 0));
            let narrow = Narrow::period(period);
            let narrow = if after > 0 { narrow.and("lastTransactionId", &after.to_string()) } else { narrow };
            let total = reader.ask(&narrow.count()).await?.meta.total;
            if total > MOST_ROWS && !however_many {
                return Ok(Counted::TooMany(total));
            }
            let filter = TransactionFilter {
                limit: Some(LARGE_PAGE),
                order_column: Some(TransactionOrder::Id),
                order_direction: Some(OrderDirection::Ascending),
                ..narrow.filter()
            };
            let pages = move |page| {
                transaction::list(EVERYBODY, &TransactionFilter { page: Some(page), ..filter.clone() })
            };
            reader
                .pages(Rc::new(pages), |page, progress| {
                    flows.fold(&page);
                    reader.report(progress);
                })
                .await?;
            Ok(Counted::All(Arc::new(flows)))
        });
    }
}

/// How far a count is, with a way to stop it.
pub fn progress<S: Send + Sync + 'static>(gathering: Gathering<S>, stopped: RwSignal<bool>) -> AnyView {
    let stop = move || {
        gathering.stop();
        stopped.set(true);
    };
    let words = |progress: Progress| {
        messages::reading(&money::count(progress.read), &money::count(progress.total.max(progress.read)))
    };
    view! {
        {move || gathering.progress.with(Option::is_some).then(|| view! {
            <p class="row counting" role="status">
                <span class={"busy"} aria-hidden="true"></span>
                <span class="cap">{move || gathering.progress.get().map(words)}</span>
                <button class="link" type="button" on:click=move |_| stop()>{messages::STOP}</button>
            </p>
        })}
    }
    .into_any()
}

/// Asks before it reads so much.
pub fn ask_first(sentence: String, read: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="note ask-first">{icon("alert")}<p>{sentence}</p><button class="btn sm push" type="button" on:click=move |_| read()>{messages::READ_THEM}</button></div>
    }
    .into_any()
}

/// A sum in words, or that it is too large to be one.
pub fn summed(sum: &Sum, currency: Currency, tone: Tone) -> AnyView {
    match sum.total() {
        Some(total) => {
            let money = Money::new(total, currency);
            match tone {
                Tone::Plain => view! { <span class="sum-ink">{bare(money)}</span> }.into_any(),
                tone => money::amount(money, tone),
            }
        }
        None => view! { <span class="faint">{messages::TOO_LARGE_A_SUM}</span> }.into_any(),
    }
}

pub fn section(flowing: Flowing, days: Memo<u16>) -> AnyView {
    let navigation = use_navigation();
    let as_table = RwSignal::new(false);
    let currency = Memo::new(move |_| {
        let wanted = navigation.location.with(|location| query_value(&location.query, CURRENCY));
        flowing.shown.with(|shown| {
            let shown = shown.as_ref()?;
            let flows = shown.counted.flows();
            let known = flows.iter().find(|flow| Some(flow.currency.as_str()) == wanted.as_deref());
            known.or(flows.first()).map(|flow| flow.currency)
        })
    });
    let gathering = flowing.gathering;
    let body = move || {
        let shown = flowing.shown.get();
        match (shown, currency.get()) {
            (Some(shown), Some(currency)) => {
                let found = shown.counted.flows().into_iter().find(|flow| flow.currency == currency);
                found.map(|flow| drawing(flow, shown.counted.period, days.get_untracked(), as_table))
            }
            (Some(_), None) => Some(empty(messages::NO_MONEY_MOVED, messages::NO_MONEY_MOVED_HINT, None)),
            (None, _) if gathering.error.with(Option::is_some) => None,
            (None, _) if gathering.data.with(Option::is_some) => None,
            (None, _) if flowing.stopped.get() => {
                Some(ask_first(messages::STOPPED_COUNTING.to_owned(), move || flowing.count(true)))
            }
            (None, _) => Some(
                view! { <div class="in-gutter flow-body flow-bones">{bone(5)}{bone(4)}{bone(5)}</div> }
                    .into_any(),
            ),
        }
    };
    view! {
        <section class="sec flow-sec" aria-labelledby="h-flow">
            <header>
                <h2 id="h-flow">{messages::IN_AND_OUT}</h2>
                <div class="end row">
                    {move || flowing.shown.get().map(|shown| switch(&shown.counted, currency, navigation))}
                    <button class="btn bare sm square" type="button" aria-label={messages::SHOW_AS_TABLE} title={messages::SHOW_AS_TABLE} aria-pressed=move || as_table.get().to_string() on:click=move |_| as_table.update(|table| *table = !*table)>{icon("table")}</button>
                </div>
            </header>
            {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| flowing.go_on())))))}
            {move || match gathering.data.get().as_deref() {
                Some(Counted::TooMany(total)) => Some(ask_first(messages::too_many_rows(&money::count(*total), days.get()), move || flowing.count(true))),
                _ => None,
            }}
            {body}
            <div class="in-gutter row wrap flow-foot">
                {move || flowing.shown.get().map(|shown| view! {
                    <span class="cap">{messages::as_of(&time::clock(shown.at))}</span>
                    {(shown.counted.left_out > 0).then(|| view! { <span class="cap warn-ink">{messages::figures_leave_out(shown.counted.left_out)}</span> })}
                })}
                {progress(gathering, flowing.stopped)}
            </div>
        </section>
    }
    .into_any()
}

fn switch(flows: &Flows, currency: Memo<Option<Currency>>, navigation: Navigation) -> AnyView {
    let choose = move |code: &str| {
        let mut pairs = navigation.location.with_untracked(|location| query_pairs(&location.query));
        pairs.retain(|(name, _)| name != CURRENCY);
        pairs.push((CURRENCY.to_owned(), code.to_owned()));
        navigation.replace(with_query(Route::Merchant, &query_string(pairs)));
    };
    let each = flows.flows().into_iter().map(|flow| {
        let this = flow.currency;
        view! { <button type="button" aria-pressed=move || (currency.get() == Some(this)).to_string() on:click=move |_| choose(this.as_str())>{this.as_str().to_owned()}</button> }
    });
    view! { <div class="seg" role="group" aria-label={messages::CURRENCY}>{each.collect_view()}</div> }
        .into_any()
}

/// The list of what came in or went out.
fn list_of(narrow: Narrow, kind: &str) -> String {
    narrow.and("status", "success").and("type", kind).address()
}

fn drawing(flow: &Flow, period: Period, days: u16, as_table: RwSignal<bool>) -> AnyView {
    let currency = flow.currency;
    let drawn: Option<Vec<Day>> =
        flow.days.iter().zip(period.days()).map(|(day, date)| drawn(day, date, currency, period)).collect();
    let short = |date: Date| time::short_day(date);
    let heading = messages::flow_title(currency.as_str(), &short(period.first), &short(period.last));
    let net = net(&flow.all, currency);
    let narrow = Narrow::period(period);
    let (list_in, list_out) = (list_of(narrow.clone(), "income"), list_of(narrow, "outcome"));
    let drawn = StoredValue::new(drawn);
    view! {
        <div class="in-gutter flow-body">
            <dl class="keys">
                <div><dt>{messages::in_days(days)}</dt><dd><a class="plain-link" href=list_in>{summed(&flow.all.money_in, currency, Tone::Plain)}</a></dd></div>
                <div class="k-out"><dt>{messages::OUT}</dt><dd><a class="plain-link" href=list_out>{summed(&flow.all.money_out, currency, Tone::Plain)}</a></dd></div>
                <div class="k-net"><dt>{messages::net_in(currency.as_str())}</dt><dd>{net.map(|net| money::amount(net, Tone::Moved))}</dd></div>
            </dl>
            {move || drawn.with_value(|drawn| match drawn {
                Some(days) if as_table.get() => chart::table(heading.clone(), days),
                Some(days) => chart::bars(heading.clone(), days.clone()),
                None => view! { <p class="faint">{messages::TOO_LARGE_A_SUM}</p> }.into_any(),
            })}
        </div>
    }
    .into_any()
}

fn net(of: &InOut, currency: Currency) -> Option<Money> {
    let money = |sum: &Sum| sum.total().map(|total| Money::new(total, currency));
    money(&of.money_in)?.checked_sub(money(&of.money_out)?).ok()
}

fn drawn(day: &InOut, date: Date, currency: Currency, period: Period) -> Option<Day> {
    let one = Period { first: date, last: date };
    Some(Day {
        name: time::week_day(date),
        short: time::short_day(date),
        money_in: Money::new(day.money_in.total()?, currency),
        money_out: Money::new(day.money_out.total()?, currency),
        net: net(day, currency),
        href: Some(Narrow::period(one).and("status", "success").address()),
        so_far: date == period.last,
    })
}

/// What moved on one day, for the strip: in and out, each leading to its list.
pub fn today(flows: &Flows, currency: Currency, today: Date) -> Option<AnyView> {
    let flow = flows.flows().into_iter().find(|flow| flow.currency == currency)?;
    let day = flow.days.last()?;
    let narrow = Narrow::period(Period { first: today, last: today });
    let said = |sum: &Sum, tone: Tone| {
        let money = Money::new(sum.total()?, currency);
        Some(digits(if tone == Tone::Moved { money } else { money.negate() }, Tone::Moved))
    };
    let hidden = crate::ui::preferences::use_preferences().amounts_hidden;
    let shown = move |text: Option<String>| {
        move || {
            if hidden.get() { messages::HIDDEN_AMOUNT.to_owned() } else { text.clone().unwrap_or_default() }
        }
    };
    Some(
        view! {
            <span>{messages::TODAY}{NO_BREAK}<a class="money in" href=list_of(narrow.clone(), "income")>{shown(said(&day.money_in, Tone::Moved))}</a></span>
            <a class="money" href=list_of(narrow, "outcome")>{shown(said(&day.money_out, Tone::Still))}</a>
        }
        .into_any(),
    )
}
