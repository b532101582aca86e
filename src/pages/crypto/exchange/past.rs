//! The exchanges there were: the newest that is on its way, and all of them, each opening to what the system says.

use leptos::prelude::*;
use purser_api::{
    Rows, WireTime,
    ctk::exchange::{Exchange, ExchangeStatus},
};

use super::{
    progress::word,
    run::{facts, live},
};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::listing::use_listing,
    paths::{Route, WalletId},
    query::Query,
    ui::{
        money::{Tone, amount},
        state::{bone, empty},
        table::Pager,
        text::foreign,
        time::short,
    },
};

/// The system hands out all of them at once; so many are shown at a time.
const PER_PAGE: u64 = 10;

/// The newest exchange that has not come to its end, live.
pub fn newest(history: Query<Rows<Exchange>>) -> AnyView {
    let newest = Memo::new(move |before: Option<&Option<WalletId>>| {
        let running = history.data.with(|rows| {
            let is_running = |row: &&Exchange| row.status != ExchangeStatus::Finished;
            rows.as_ref()?.rows.iter().find(is_running).and_then(|row| WalletId::new(&row.id))
        });
        // What came to its end while somebody looked stays there, as finished.
        running.or_else(|| before.copied().flatten())
    });
    view! {
        {move || newest.get().map(|id| view! {
            <section class="sec run" aria-labelledby="h-run">{live(id, history, messages::ON_ITS_WAY)}<p class="in-gutter later"><a class="link" href=Route::ExchangeRun(id).to_string()>{messages::FOLLOW_IT}</a></p></section>
        })}
    }
    .into_any()
}

pub fn section(history: Query<Rows<Exchange>>) -> AnyView {
    let listing = use_listing();
    let page = listing.page();
    let total = Signal::derive(move || {
        history.data.with(|rows| rows.as_ref().map_or(0, |rows| u64::try_from(rows.rows.len()).unwrap_or(0)))
    });
    // What is the same as before is not drawn anew: what was opened stays open.
    let rows = Memo::new(move |_| history.data.get().map(|rows| rows.rows.clone()));
    let shown = move |rows: &[Exchange]| {
        let skipped = usize::try_from((page.get() - 1) * PER_PAGE).unwrap_or(usize::MAX);
        let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        if rows.is_empty() {
            return empty(messages::NO_EXCHANGES, messages::NO_EXCHANGES_HINT, None);
        }
        let items = rows.iter().skip(skipped).take(most).map(item).collect_view();
        view! { <ul class="items">{items}</ul> }.into_any()
    };
    view! {
        <section class="sec" aria-labelledby="h-past" aria-busy=move || history.loading.get().to_string()>
            <header><h2 id="h-past">{messages::EXCHANGES}</h2></header>
            {move || history.data.with(|rows| rows.as_ref().filter(|rows| !rows.unreadable.is_empty()).map(|rows| {
                let (unreadable, all) = (rows.unreadable.len(), rows.rows.len() + rows.unreadable.len());
                view! { <p class="note warn in-gutter" role="status">{messages::not_all_read(unreadable, all)}</p> }
            }))}
            {move || match rows.get() {
                Some(rows) => shown(&rows),
                None if history.error.with(Option::is_some) => ().into_any(),
                None => view! { <p class="in-gutter">{bone(5)}</p> }.into_any(),
            }}
            {move || history.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| history.reload())))))}
            {move || (total.get() > PER_PAGE).then(|| view! { <Pager page=page per_page=Signal::stored(PER_PAGE) total=total on_page=listing.on_page()/> })}
        </section>
    }
    .into_any()
}

fn item(row: &Exchange) -> AnyView {
    let is_finished = row.status == ExchangeStatus::Finished;
    let given = row.from_money().map(|money| amount(money, Tone::Plain));
    let got = row.to_money().map(|money| amount(money, if is_finished { Tone::Moved } else { Tone::Plain }));
    let at = row.created_at.as_ref().and_then(WireTime::instant).map(short);
    let about = [Some(word(&row.status)), at].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let place = WalletId::new(&row.id).map(|id| Route::ExchangeRun(id).to_string());
    view! {
        <li><details class="happened exchanged">
            <summary class="item plain">
                <span><span class="t">{given}<span class="hide">{messages::IN_RETURN}</span><span class="faint" aria-hidden="true">{" → "}</span>{foreign(row.currency_to.as_str())}</span><span class="s">{foreign(about)}</span></span>
                <span class="r"><span class="v">{got}</span></span>
            </summary>
            {facts(row)}
            {place.map(|place| view! { <p class="in-gutter later"><a class="link" href=place>{messages::exchange_named(&row.id)}</a></p> })}
        </details></li>
    }
    .into_any()
}
