//! What the filtered transactions add up to, below their list: a small set by itself, a large one when asked.

use leptos::prelude::*;
use purser_api::centrowallet::{Status, transaction::Transaction};

use super::whole_list::{moved, progress};
use crate::{
    gather::{LARGE_PAGE, Pages, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    session::Identity,
    totals::{Group, Sum, Totals},
    ui::{
        money::{Tone, amount, count, words},
        text::foreign,
    },
};

/// The rows that are read of a list: their numbers, and how they stand.
pub type Seen = Vec<(u64, Status)>;

/// A part of a list as it is read: where it is, and what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub place: Vec<(String, String)>,
    pub rows: Seen,
}

/// What was added up last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    filters: Vec<(String, String)>,
    /// How many rows they left.
    total: u64,
    part: Part,
}

impl Asked {
    /// Whether the sums of what was asked before are still those of this: another part of the same list tells nothing
    /// new, but the same part with other rows does.
    fn stands(&self, before: &Self) -> bool {
        let is_same_part = self.part.place != before.part.place || self.part.rows == before.part.rows;
        self.filters == before.filters && self.total == before.total && is_same_part
    }
}

/// The sums of a list.
#[component]
pub fn TotalsOf(
    identity: Identity,
    /// What the filters are: other filters, other sums.
    #[prop(into)]
    filters: Signal<Vec<(String, String)>>,
    /// How many rows the list has, once that is known.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// What of it is shown.
    #[prop(into)]
    part: Signal<Part>,
    /// The pages of the list with these filters.
    pages: StoredValue<std::rc::Rc<dyn Fn() -> Pages<Transaction>>, LocalStorage>,
) -> impl IntoView {
    let gathering = use_gathering::<Totals>(identity);
    let begin = move || {
        let pages = pages.with_value(|pages| pages());
        gathering.start(pages, Totals::default(), Totals::take);
    };
    Effect::new(move |before: Option<Option<Asked>>| {
        let before = before.flatten();
        let filters = filters.get();
        let total = match (total.get(), &before) {
            (None, Some(known)) if known.filters == filters => return before,
            (total, _) => total,
        };
        let now = total.map(|total| Asked { filters, total, part: part.get() });
        if let (Some(now), Some(before)) = (&now, &before)
            && now.stands(before)
        {
            // While a new place still shows the old rows, they belong to the old one.
            let is_moved = now.part.rows != before.part.rows;
            return Some(if is_moved { now.clone() } else { before.clone() });
        }
        gathering.stop();
        gathering.data.set(None);
        gathering.error.set(None);
        if total.is_some_and(|total| (1..=LARGE_PAGE).contains(&total)) {
            begin();
        }
        now
    });
    let offer = move || {
        let is_idle = gathering.progress.with(Option::is_none) && gathering.data.with(Option::is_none);
        total.get().filter(|total| is_idle && *total > 0).map(|total| {
            view! { <button class="btn sm" type="button" on:click=move |_| begin()>{messages::add_up(&count(total))}</button> }
        })
    };
    view! {
        <section class={"totals"} aria-label={messages::TOTALS}>
            {move || gathering.progress.get().map(|now| progress(messages::ADDING_UP, now, Callback::new(move |()| gathering.stop())))}
            {move || gathering.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
            {offer}
            {move || gathering.data.get().map(|totals| sums(&totals))}
        </section>
    }
}

fn sums(totals: &Totals) -> AnyView {
    let groups: Vec<&Group> = totals.groups().collect();
    let (done, others): (Vec<&Group>, Vec<&Group>) =
        groups.iter().partition(|group| group.status == Status::Success);
    let other_rows: u64 = others.iter().map(|group| group.rows).sum();
    let lacks = moved(&totals.whole);
    let nowhere: Vec<String> = groups
        .iter()
        .filter(|group| group.nowhere.rows > 0)
        .map(|group| {
            let sum = group.nowhere.money.map_or_else(|| messages::UNSUMMABLE.to_owned(), words);
            messages::nowhere(&count(group.nowhere.rows), &sum)
        })
        .collect();
    view! {
        {(!done.is_empty()).then(|| table(&done, messages::TOTALS, false))}
        <div class={"under"}>
        <p class={"hint"}>{messages::TOTALS_HINT}</p>
        {(!others.is_empty()).then(|| view! {
            <details class={"more"}>
                <summary>{messages::other_outcomes(&count(other_rows))}</summary>
                {table(&others, messages::NOT_SUCCEEDED, true)}
            </details>
        })}
        </div>
        {(!lacks.is_empty()).then(|| view! { <p class="note warn" role="status">{lacks}</p> })}
        {(!nowhere.is_empty()).then(|| view! { <p class="note warn">{nowhere.join(" ")}</p> })}
    }
    .into_any()
}

fn table(groups: &[&Group], caption: &'static str, with_status: bool) -> AnyView {
    let rows = groups.iter().map(|group| {
        let tone = if group.status == Status::Success { Tone::Moved } else { Tone::Still };
        let status = match group.status {
            Status::Success => messages::SUCCESS.to_owned(),
            Status::Fail => messages::FAILED.to_owned(),
            Status::Processing => messages::PENDING.to_owned(),
            Status::Other(ref text) => text.clone(),
        };
        view! {
            <tr>
                {with_status.then(|| view! { <th scope="row">{foreign(status)}</th> })}
                <td data-name={messages::ROWS}>{count(group.rows)}</td>
                <td data-name={messages::MONEY_IN}>{sum(&group.income, tone)}</td>
                <td data-name={messages::MONEY_OUT}>{sum(&group.outcome, tone)}</td>
                <td class="net" data-name={messages::NET}>{sum(&group.net, tone)}</td>
            </tr>
        }
    });
    view! {
        <table class={"sums"}>
            <caption class="hide">{caption}</caption>
            <thead><tr>{with_status.then(|| view! { <th scope="col">{messages::STATUS}</th> })}<th scope="col">{messages::ROWS}</th><th scope="col" class="with-ccy">{messages::MONEY_IN}</th><th scope="col" class="with-ccy">{messages::MONEY_OUT}</th><th scope="col" class="with-ccy">{messages::NET}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn sum(sum: &Sum, tone: Tone) -> AnyView {
    match sum.money {
        Some(money) => amount(money, tone),
        None => view! { <span class={"faint"}>{messages::UNSUMMABLE}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_stand_while_the_list_below_them_does() {
        let asked = |total: u64, page: &str, rows: &[(u64, &str)]| Asked {
            filters: Vec::new(),
            total,
            part: Part {
                place: vec![("page".to_owned(), page.to_owned())],
                rows: rows.iter().map(|(id, status)| (*id, Status::from(*status))).collect(),
            },
        };
        let before = asked(4, "1", &[(1, "success"), (2, "processing")]);
        assert!(before.stands(&before), "the same once more");
        assert!(asked(4, "2", &[(3, "success")]).stands(&before), "another page of it");
        assert!(!asked(4, "1", &[(1, "success"), (2, "success")]).stands(&before), "a status changed");
        assert!(
            !asked(4, "1", &[(2, "processing"), (5, "success")]).stands(&before),
            "one left, another came"
        );
        assert!(!asked(5, "2", &[(3, "success")]).stands(&before), "there is one more");
    }
}
