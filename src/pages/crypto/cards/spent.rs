//! What was spent by card over a period: the system's own sum, and the purchases it is of.

use leptos::prelude::*;
use purser_api::ctk::transaction::{self, Total, TotalKind, TotalPeriod, TotalQuery, TransactionPage};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::{
        crypto::{activity::by_day, worth::cents},
        shared::listing::{PER_PAGE, use_listing, value},
    },
    query::use_query,
    session::Identity,
    ui::{
        field::SelectField,
        money::{Tone, figure},
        state::{bone, empty},
        table::Pager,
    },
};

/// The name of the period in the address.
const PERIOD: &str = "period";

const PERIODS: [(TotalPeriod, &str); 4] = [
    (TotalPeriod::Monthly, messages::SPENT_THIS_MONTH),
    (TotalPeriod::Daily, messages::SPENT_TODAY),
    (TotalPeriod::Weekly, messages::SPENT_THIS_WEEK),
    (TotalPeriod::Annually, messages::SPENT_THIS_YEAR),
];

/// The period that an address names; the month where it names none.
fn period(pairs: &[(String, String)]) -> TotalPeriod {
    let named = value(pairs, PERIOD);
    PERIODS
        .iter()
        .map(|(period, _)| *period)
        .find(|period| named == Some(period.as_str()))
        .unwrap_or(TotalPeriod::Monthly)
}

pub fn section() -> AnyView {
    let listing = use_listing();
    let page = listing.page();
    let asked = Memo::new(move |_| TotalQuery {
        kind: Some(TotalKind::CardPurchase),
        period: Some(listing.pairs.with(|pairs| period(pairs))),
        symbol: None,
        page: Some(page.get()),
        limit: Some(PER_PAGE),
    });
    let spent = use_query(Identity::Holder, move || Some(transaction::total(&asked.get())));
    spent.refresh_when_seen();
    let chosen = RwSignal::new(listing.pairs.with_untracked(|pairs| period(pairs)).as_str().to_owned());
    Effect::new(move |before: Option<String>| {
        let chosen = chosen.get();
        if before.is_some_and(|before| before != chosen) {
            listing.on_change().run((PERIOD.to_owned(), chosen.clone()));
        }
        chosen
    });
    let options = PERIODS.map(|(period, words)| (period.as_str().to_owned(), words.to_owned())).to_vec();
    let total = Signal::derive(move || {
        spent.data.with(|spent| spent.as_ref().and_then(|spent| spent.total_transactions).unwrap_or_default())
    });
    // What is the same as before is not drawn anew: what was opened stays open.
    let known = Memo::new(move |_| spent.data.get().map(|spent| (*spent).clone()));
    view! {
        <section class="sec" aria-labelledby="h-spent" aria-busy=move || spent.loading.get().to_string()>
            <header><h2 id="h-spent">{messages::SPENT_BY_CARD}</h2></header>
            <div class="in-gutter spent"><SelectField label=messages::SPENT_IN value=chosen options=options/></div>
            {move || match known.get() {
                Some(spent) => purchases(spent),
                None if spent.error.with(Option::is_some) => ().into_any(),
                None => view! { <p class="in-gutter">{bone(5)}</p> }.into_any(),
            }}
            {move || spent.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).block(Some(Callback::new(move |()| spent.reload())))))}
            {move || (total.get() > PER_PAGE).then(|| view! { <Pager page=page per_page=Signal::stored(PER_PAGE) total=total on_page=listing.on_page()/> })}
        </section>
    }
    .into_any()
}

fn purchases(spent: Total) -> AnyView {
    let sum = figure(cents(spent.total), Tone::Plain, "m");
    let count = spent.total_transactions.map(messages::purchases);
    let (unreadable, all) = (spent.unreadable.len(), spent.rows.len() + spent.unreadable.len());
    let rows = TransactionPage { rows: spent.rows, ..TransactionPage::default() };
    view! {
        <p class="row wrap in-gutter">{sum}<span class="cap">{count}</span></p>
        <p class="cap in-gutter">{messages::SPENT_MEANS}</p>
        {(unreadable > 0).then(|| view! { <p class="note warn in-gutter" role="status">{messages::not_all_read(unreadable, all)}</p> })}
        {if rows.rows.is_empty() && unreadable == 0 { empty(messages::NOTHING_SPENT, messages::NOTHING_SPENT_HINT, None) } else { by_day(&rows) }}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_one_the_system_knows_else_the_month() {
        let of = |text: &str| period(&[(PERIOD.to_owned(), text.to_owned())]);
        assert_eq!(of("annually"), TotalPeriod::Annually);
        assert_eq!(of("daily"), TotalPeriod::Daily);
        assert_eq!(of("interval"), TotalPeriod::Monthly);
        assert_eq!(period(&[]), TotalPeriod::Monthly);
    }
}
