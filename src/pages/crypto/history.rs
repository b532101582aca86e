//! `/crypto/history`: what happened to all coins, by coin, by kind and by time; its totals, its chart, its file. All of
//! them are made from one question, so that they agree (rule 9).

use std::rc::Rc;

use leptos::prelude::*;
use purser_api::{
    Currency, Date,
    ctk::transaction::{self, Total, TotalKind, TotalPeriod, TotalQuery, TransactionPage},
};

use super::{activity::by_day, history_totals, worth::cents};
use crate::{
    export,
    gather::Pages,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        exporting::use_export,
        listing::{Listing, PER_PAGE, use_listing, value},
        unread::unread,
    },
    query::use_query,
    session::Identity,
    shell::title,
    ui::{
        filters::{Filter, FilterBar, Kind},
        money::{NO_BREAK, Tone, amount, count},
        state::{Trouble, bone, empty},
        table::Pager,
    },
};

const SYMBOL: &str = "symbol";
const KIND: &str = "type";
const PERIOD: &str = "period";
const START: &str = "startDate";
const END: &str = "endDate";

const FILTERS: &[Filter] = &[
    Filter { name: SYMBOL, label: messages::COIN, kind: Kind::Currency },
    Filter {
        name: KIND,
        label: messages::KIND_OF_MOVE,
        kind: Kind::Choice(&[
            ("receive", messages::COINS_RECEIVED),
            ("sent", messages::COINS_SENT),
            ("cardPurchase", messages::PAID_BY_CARD),
        ]),
    },
    Filter {
        name: PERIOD,
        label: messages::PERIOD_OF_TIME,
        kind: Kind::Choice(&[
            ("daily", messages::THIS_DAY),
            ("weekly", messages::THIS_WEEK),
            ("monthly", messages::THIS_MONTH),
            ("annually", messages::THIS_YEAR),
        ]),
    },
    Filter { name: START, label: messages::FROM_DAY, kind: Kind::Date },
    Filter { name: END, label: messages::TO_DAY, kind: Kind::Date },
];

/// No coin is older, and no clock is later: where an interval has one end alone.
const FIRST_DAY: &str = "2009-01-01";
const LAST_DAY: &str = "2099-12-31";

/// What an address asks for. Without a time, it is all of it.
fn asked(pairs: &[(String, String)]) -> TotalQuery {
    let kind = [TotalKind::Receive, TotalKind::Sent, TotalKind::CardPurchase];
    let day = |name: &str| value(pairs, name).and_then(|day| Date::parse(day).ok());
    let period = match value(pairs, PERIOD) {
        Some("daily") => Some(TotalPeriod::Daily),
        Some("weekly") => Some(TotalPeriod::Weekly),
        Some("monthly") => Some(TotalPeriod::Monthly),
        Some("annually") => Some(TotalPeriod::Annually),
        _ => {
            let start = day(START).or_else(|| Date::parse(FIRST_DAY).ok());
            let end = day(END).or_else(|| Date::parse(LAST_DAY).ok());
            start.zip(end).map(|(start, end)| TotalPeriod::Interval { start, end })
        }
    };
    TotalQuery {
        kind: kind.into_iter().find(|kind| Some(kind.as_str()) == value(pairs, KIND)),
        period,
        symbol: value(pairs, SYMBOL).and_then(|symbol| Currency::new(symbol).ok()),
        page: None,
        limit: None,
    }
}

/// What is wrong with an address: a filter that is none, two times at once, an interval that ends before it begins.
fn wrong(listing: Listing) -> Option<Trouble> {
    listing.trouble(FILTERS).or_else(|| {
        let said = listing.pairs.with(|pairs| {
            let has_days = value(pairs, START).or(value(pairs, END)).is_some();
            match asked(pairs).period {
                _ if has_days && value(pairs, PERIOD).is_some() => Some(messages::TWO_TIMES),
                Some(TotalPeriod::Interval { start, end }) if end < start => Some(messages::ENDS_BEFORE),
                _ => None,
            }
        })?;
        Some(Trouble {
            title: messages::FILTER_WRONG.to_owned(),
            meaning: said.to_owned(),
            detail: String::new(),
        })
    })
}

pub fn page() -> AnyView {
    title(messages::HISTORY);
    let listing = use_listing();
    let number = listing.page();
    let wrong = Memo::new(move |_| wrong(listing));
    let query = use_query(Identity::Holder, move || {
        if wrong.with(Option::is_some) {
            return None;
        }
        let asked = listing.pairs.with(|pairs| asked(pairs));
        Some(transaction::total(&TotalQuery { page: Some(number.get()), limit: Some(PER_PAGE), ..asked }))
    });
    query.refresh_when_seen();
    let set = listing.set(FILTERS);
    let pages = move || -> Pages<transaction::Transaction> {
        let asked = listing.pairs.with_untracked(|pairs| asked(pairs));
        Rc::new(move |number| transaction::pages(&asked, number))
    };
    let exporting = use_export(Identity::Holder, export::COINS, move || (pages(), set.get_untracked()));
    let total = Signal::derive(move || {
        query.data.with(|total| total.as_ref().and_then(|total| total.total_transactions).unwrap_or_default())
    });
    let heading =
        move || query.data.with(|total| total.as_ref().and_then(|total| total.total_transactions).map(count));
    let is_first = move || query.data.with(Option::is_none) && query.error.with(Option::is_none);
    // Whatever the list has more, the sums have too.
    let listed = Memo::new(move |_| {
        let rows = query.data.with(|total| total.as_ref().map(|total| total.total_transactions))?;
        Some((listing.pairs.with(|pairs| asked(pairs)), rows))
    });
    let is_right = Memo::new(move |_| wrong.with(Option::is_none));
    view! {
        <div class="page crypto coin-history">
            <header class="head"><h1>{messages::HISTORY}{NO_BREAK}<span class="count">{heading}</span></h1></header>
            <FilterBar filters=FILTERS set=set on_change=on_change(listing) on_clear=listing.on_clear(FILTERS)>
                {exporting.button()}
            </FilterBar>
            {exporting.status()}
            {move || wrong.get().map(|trouble| trouble.block(None))}
            {move || is_right.get().then(|| history_totals::section(listed, pages, query.error))}
            {move || query.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| query.reload())))))}
            <section class="sec" aria-labelledby="h-moves" aria-busy=move || query.loading.get().to_string()>
                <header><h2 id="h-moves">{messages::TRANSACTIONS}</h2></header>
                {move || (is_first() && is_right.get()).then(|| view! { <p class="in-gutter">{bone(5)}</p> })}
                {move || is_right.get().then(|| query.data.get().map(|total| rows(&total, listing)))}
            </section>
            <Pager page=number per_page=Signal::stored(PER_PAGE) total=total on_page=listing.on_page()/>
        </div>
    }
    .into_any()
}

/// A time of the calendar and days of one's own do not stand side by side: the one takes the place of the other.
fn on_change(listing: Listing) -> Callback<(String, String)> {
    let change = listing.on_change();
    Callback::new(move |(name, value): (String, String)| {
        let gone: &[&str] = match name.as_str() {
            PERIOD => &[START, END],
            START | END => &[PERIOD],
            _ => &[],
        };
        for other in gone.iter().filter(|_| !value.is_empty()) {
            let is_set = listing.pairs.with_untracked(|pairs| pairs.iter().any(|(known, _)| known == other));
            if is_set {
                change.run(((*other).to_owned(), String::new()));
            }
        }
        change.run((name, value));
    })
}

fn rows(total: &Total, listing: Listing) -> AnyView {
    if total.rows.is_empty() && total.unreadable.is_empty() {
        if listing.set(FILTERS).with_untracked(Vec::is_empty) {
            return empty(messages::NO_COIN_ACTIVITY, messages::NO_COIN_HISTORY_HINT, None);
        }
        let clear = listing.on_clear(FILTERS);
        let clear = view! { <button class="btn" type="button" on:click=move |_| clear.run(())>{messages::CLEAR_FILTERS}</button> };
        return empty(
            messages::NO_SUCH_TRANSACTIONS,
            messages::NO_SUCH_TRANSACTIONS_HINT,
            Some(clear.into_any()),
        );
    }
    let has_kind = listing.pairs.with_untracked(|pairs| asked(pairs).kind.is_some());
    let of = if has_kind { messages::SYSTEMS_TOTAL } else { messages::SYSTEMS_TOTAL_BOTH };
    let page = TransactionPage { rows: total.rows.clone(), ..TransactionPage::default() };
    view! {
        <p class="in-gutter cap">{of}" "{amount(cents(total.total), Tone::Plain)}</p>
        {unread(total.rows.len(), &total.unreadable)}
        {by_day(&page)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::query_pairs;

    #[test]
    fn rule_9_an_address_says_what_is_asked_for() {
        let read = |query: &str| asked(&query_pairs(query));
        let day = |text: &str| Date::parse(text).unwrap();
        let of = |start: &str, end: &str| Some(TotalPeriod::Interval { start: day(start), end: day(end) });
        let all = read("");
        assert_eq!((all.kind, all.symbol, all.period), (None, None, of(FIRST_DAY, LAST_DAY)));
        let some = read("symbol=eth&type=sent&period=weekly&page=3");
        assert_eq!(some.kind, Some(TotalKind::Sent));
        assert_eq!(some.symbol, Currency::new("ETH").ok());
        assert_eq!((some.period, some.page), (Some(TotalPeriod::Weekly), None));
        assert_eq!(read("startDate=2026-01-02").period, of("2026-01-02", LAST_DAY));
        assert_eq!(read("endDate=2026-01-02").period, of(FIRST_DAY, "2026-01-02"));
        assert_eq!(read("startDate=2026-01-02&endDate=2026-02-01").period, of("2026-01-02", "2026-02-01"));
    }
}
