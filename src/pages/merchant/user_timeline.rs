//! Everything that happened to a customer, newest first: their transactions, and what is known of themselves.
//!
//! It goes on as it is scrolled. What came before is kept as it was received and not drawn anew; a list that grew
//! meanwhile gives some rows twice, of which the newer answer counts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::prelude::*;
use purser_api::{
    Page, Rows, Timestamp,
    centrowallet::{
        Action, Caller, PaymentAccountKind, TransactionId, UserId,
        payment_account::PaymentAccount,
        transaction::{self, Transaction, TransactionFilter},
        user::User,
    },
};

use super::user_timeline_event::{Fact, Other, event, fact, facts};
use crate::{
    gather::{Gathering, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        listing::PER_PAGE,
        transaction_filters,
        transactions::{key, not_all_read},
    },
    paths::{Route, query_pairs, query_string, query_value, with_query},
    query::use_query,
    session::Identity,
    transport::{self, use_client},
    ui::{
        icon::icon,
        sentinel::Sentinel,
        state::{bone, empty},
        time::day_heading,
    },
};

const KIND: &str = "kind";

/// A kind of event: its name in the address, its word, and the filter of the API that finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    name: &'static str,
    word: &'static str,
    filter: Option<&'static [(&'static str, &'static str)]>,
}

const KINDS: [Kind; 7] = [
    Kind { name: "", word: messages::KIND_ALL, filter: Some(&[]) },
    Kind {
        name: "refill",
        word: messages::KIND_REFILLS,
        filter: Some(&[("action", "charge"), ("type", "income")]),
    },
    Kind {
        name: "payment",
        word: messages::KIND_PAYMENTS,
        filter: Some(&[("action", "charge"), ("type", "outcome")]),
    },
    Kind { name: "deposit", word: messages::KIND_DEPOSITS, filter: Some(&[("action", "deposit")]) },
    Kind { name: "void", word: messages::KIND_VOIDS, filter: Some(&[("mode", "void")]) },
    Kind { name: "lapse", word: messages::KIND_LAPSES, filter: Some(&[("action", "expire")]) },
    Kind { name: "customer", word: messages::KIND_CUSTOMER, filter: None },
];

impl Kind {
    fn named(name: &str) -> Self {
        KINDS.into_iter().find(|kind| kind.name == name).unwrap_or(KINDS[0])
    }

    fn filter(self, page: u64) -> Option<TransactionFilter> {
        let pairs: Vec<(String, String)> =
            self.filter?.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Some(TransactionFilter { page: Some(page), ..transaction_filters::read(&pairs) })
    }

    fn has_facts(self) -> bool {
        self.name.is_empty() || self.filter.is_none()
    }
}

type Received = Arc<Page<Transaction>>;

/// A line of the timeline.
#[derive(Clone)]
enum Piece {
    Day(String),
    Event(Received, usize, Option<Other>),
    Fact(Fact),
    Unreadable(String, String),
}

impl Piece {
    fn key(&self) -> String {
        match self {
            Self::Day(day) => format!("day {day}"),
            Self::Event(page, place, other) => {
                let row = page.rows.get(*place).map(key).unwrap_or_default();
                format!("event {row} {}", other.is_some())
            }
            Self::Fact(fact) => format!("fact {fact:?}"),
            Self::Unreadable(path, message) => format!("unreadable {path} {message}"),
        }
    }
}

/// The lines, day by day. A fact stands among what has been read; one from before that waits until it has been.
fn pieces(pages: &[Received], others: &BTreeMap<u64, Other>, facts: &[Fact], all_read: bool) -> Vec<Piece> {
    let mut seen = BTreeSet::new();
    let mut rows: Vec<(&Received, usize, Option<Timestamp>)> = Vec::new();
    for page in pages {
        for (place, row) in page.rows.iter().enumerate() {
            if seen.insert(row.id.0) {
                rows.push((page, place, row.date.as_ref().and_then(purser_api::WireTime::instant)));
            }
        }
    }
    rows.sort_by_key(|(page, place, _)| std::cmp::Reverse(page.rows[*place].id));
    let mut facts = facts.iter().peekable();
    let mut pieces = Vec::with_capacity(rows.len() + rows.len() / 4);
    let mut day = String::new();
    let mut push = |piece: Piece, at: Option<Timestamp>| {
        let heading = at.map(day_heading).unwrap_or_default();
        if !heading.is_empty() && heading != day {
            day.clone_from(&heading);
            pieces.push(Piece::Day(heading));
        }
        pieces.push(piece);
    };
    for (page, place, at) in rows {
        while let Some(fact) = facts.next_if(|fact| at.is_some_and(|at| fact.at >= at)) {
            push(Piece::Fact(*fact), Some(fact.at));
        }
        let other = others.get(&page.rows[place].id.0).cloned();
        push(Piece::Event(Arc::clone(page), place, other), at);
    }
    if all_read {
        facts.for_each(|fact| push(Piece::Fact(*fact), Some(fact.at)));
    }
    for page in pages {
        let bad = page.unreadable.iter();
        pieces.extend(bad.map(|row| Piece::Unreadable(row.path.clone(), row.message.clone())));
    }
    pieces
}

/// Rows that may be one side of a transfer.
fn may_be_transfers(page: &Page<Transaction>) -> impl Iterator<Item = &Transaction> {
    page.rows.iter().filter(|row| {
        row.action == Action::Deposit
            && row.payment_account_type != PaymentAccountKind::Promo
            && row.merchant_order_id.as_deref().is_some_and(|order| !order.is_empty())
    })
}

/// Whether two rows are the two sides of one transfer: one reference, one amount, opposite ways.
fn are_two_sides(row: &Transaction, other: &Transaction) -> bool {
    row.id != other.id
        && row.merchant_order_id == other.merchant_order_id
        && row.action == other.action
        && row.price_money() == other.price_money()
        && row.kind != other.kind
        && row.payment_account_id != other.payment_account_id
}

pub fn section(
    id: u64,
    user: Memo<Option<Arc<User>>>,
    accounts: Memo<Option<Arc<Rows<PaymentAccount>>>>,
) -> AnyView {
    let (navigation, client) = (use_navigation(), use_client());
    let caller = Caller::merchant_for(UserId(id));
    let kind = Memo::new(move |_| {
        let name = navigation.location.with(|location| query_value(&location.query, KIND));
        Kind::named(&name.unwrap_or_default())
    });
    let first =
        use_query(Identity::Merchant, move || Some(transaction::list(caller, &kind.get().filter(1)?)));
    let more: Gathering<Page<Transaction>> = use_gathering(Identity::Merchant);
    let pages = RwSignal::new(Vec::<Received>::new());
    let others = RwSignal::new(BTreeMap::<u64, Other>::new());
    let last_asked = RwSignal::new(1_u64);
    let last_page = RwSignal::new(0_u64);

    let find_others = move |page: &Received| {
        let near: Vec<TransactionId> = may_be_transfers(page)
            .flat_map(|row| [TransactionId(row.id.0.saturating_sub(1)), TransactionId(row.id.0 + 1)])
            .collect();
        if near.is_empty() {
            return;
        }
        let page = Arc::clone(page);
        leptos::task::spawn_local(async move {
            let limit = Some(u64::try_from(near.len()).unwrap_or(PER_PAGE));
            let filter = TransactionFilter { id_list: near, limit, ..TransactionFilter::default() };
            let request = transaction::list(Caller::Merchant { client_id: None }, &filter);
            // What is not found out is not shown; the rows say enough without.
            let Ok(found) = transport::send(client, Identity::Merchant, &request, None).await else { return };
            let pairs = may_be_transfers(&page).filter_map(|row| {
                let other = found.rows.iter().find(|other| are_two_sides(row, other))?;
                Some((row.id.0, Other::of(other)))
            });
            others.try_update(|others| others.extend(pairs));
        });
    };
    Effect::new(move |_| {
        kind.track();
        more.stop();
        more.data.set(None);
        pages.set(Vec::new());
        last_asked.set(1);
        last_page.set(0);
    });
    Effect::new(move |_| {
        let Some(page) = first.data.get() else { return };
        find_others(&page);
        last_page.update(|last| *last = page.meta.last_page.max(*last));
        pages.update(|pages| pages.insert(0, page));
    });
    Effect::new(move |_| {
        let Some(page) = more.data.get() else { return };
        find_others(&page);
        last_page.update(|last| *last = page.meta.last_page.max(*last));
        last_asked.update(|asked| *asked += 1);
        pages.update(|pages| pages.push(page));
    });
    let is_money = move || kind.get().filter.is_some();
    let all_read =
        Memo::new(move |_| !is_money() || (last_page.get() > 0 && last_asked.get() >= last_page.get()));
    let busy = Signal::derive(move || more.progress.with(Option::is_some));
    let go_on = Callback::new(move |()| {
        let next = last_asked.get_untracked() + 1;
        let is_busy = busy.get_untracked() || first.loading.get_untracked();
        let has_more = last_page.get_untracked() >= next && more.error.with_untracked(Option::is_none);
        if let (false, true, Some(filter)) = (is_busy, has_more, kind.get_untracked().filter(next)) {
            more.run(async move |reader| reader.ask(&transaction::list(caller, &filter)).await);
        }
    });
    let lines = move || {
        let facts = if kind.get().has_facts() { user.get().map(|user| facts(&user)) } else { None };
        pages.with(|pages| {
            others.with(|others| pieces(pages, others, &facts.unwrap_or_default(), all_read.get()))
        })
    };
    let choose = move |name: &str| {
        let mut pairs = navigation.location.with_untracked(|location| query_pairs(&location.query));
        pairs.retain(|(known, _)| known != KIND);
        pairs.push((KIND.to_owned(), name.to_owned()));
        navigation.go(with_query(Route::User(id), &query_string(pairs)));
    };
    let is_empty = move || all_read.get() && user.with(Option::is_some) && lines().is_empty();
    let nothing = move || {
        if kind.get().name.is_empty() {
            empty(messages::NO_TRANSACTIONS, messages::NO_TRANSACTIONS_HINT, None)
        } else {
            empty(messages::NOTHING_OF_THIS_KIND, messages::NOTHING_OF_THIS_KIND_HINT, None)
        }
    };
    view! {
        <section class="sec happened" aria-labelledby="h-happened">
            <header><h2 id="h-happened">{messages::EVERYTHING}</h2></header>
            <div class="in-gutter event-kinds"><div class="seg" role="group" aria-label={messages::SHOW_KINDS}>
                {KINDS.into_iter().map(|each| view! {
                    <button type="button" aria-pressed=move || (kind.get() == each).to_string() on:click=move |_| choose(each.name)>{each.word}</button>
                }).collect_view()}
            </div></div>
            {move || first.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| first.reload())))))}
            {move || pages.with(|pages| pages.iter().find_map(|page| not_all_read(page)))}
            <ol class=move || if first.loading.get() { "timeline stale" } else { "timeline" } aria-busy=move || first.loading.get().to_string()>
                <For each=lines key=Piece::key let:piece>{line(piece, accounts)}</For>
            </ol>
            {move || (is_money() && last_page.get() == 0 && first.error.with(Option::is_none)).then(|| view! { <div class="in-gutter flow-bones">{bone(5)}{bone(4)}{bone(5)}{bone(3)}</div> })}
            {move || is_empty().then(nothing)}
            {move || more.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| { more.error.set(None); go_on.run(()); })))))}
            {move || match (all_read.get(), last_page.get()) {
                (true, 2..) => Some(view! { <p class="cap in-gutter later">{messages::THAT_IS_ALL}</p> }.into_any()),
                (false, 1..) if more.error.with(Option::is_none) => Some(view! { <Sentinel label=messages::EARLIER busy_label=messages::READING_EARLIER busy=busy on_seen=go_on/> }.into_any()),
                _ => None,
            }}
        </section>
    }
    .into_any()
}

fn line(piece: Piece, accounts: Memo<Option<Arc<Rows<PaymentAccount>>>>) -> AnyView {
    match piece {
        Piece::Day(day) => view! { <li class="day"><h3>{day}</h3></li> }.into_any(),
        Piece::Event(page, place, other) => {
            page.rows.get(place).map(|row| event(row, other.as_ref(), accounts)).into_any()
        }
        Piece::Fact(known) => fact(known),
        Piece::Unreadable(path, message) => view! {
            <li class="ev-bad">{icon("alert")}<span>{messages::ROW_UNREADABLE}" "<span class="code">{path}</span>" "<span class="code">{message}</span></span></li>
        }
        .into_any(),
    }
}
