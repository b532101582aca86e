//! How much of what was tried went through: counts that the list itself gives, by the filter the link shows.

use leptos::prelude::*;

use super::overview::Narrow;
use crate::{
    figures::flow::Period,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{Query, use_query},
    session::Identity,
    ui::{
        money::count,
        state::bone,
        status::{Mark, status},
    },
};

type Counting = Query<purser_api::Page<purser_api::centrowallet::transaction::Transaction>>;

fn counting(period: Memo<Period>, of: Option<&'static str>) -> Counting {
    use_query(Identity::Merchant, move || Some(narrow(period.get(), of).count()))
}

fn narrow(period: Period, of: Option<&'static str>) -> Narrow {
    let narrow = Narrow::period(period);
    of.map_or(narrow.clone(), |status| narrow.and("status", status))
}

/// A part of a whole in tenths of a percent, rounded down: only all of it is 100.0 %.
fn tenths_of_percent(part: u64, whole: u64) -> Option<String> {
    let tenths = u128::from(part).checked_mul(1_000)?.checked_div(u128::from(whole))?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

pub fn section(period: Memo<Period>, days: Memo<u16>) -> AnyView {
    let all = counting(period, None);
    let kinds = [
        (Mark::Usual, messages::SUCCESS, "success"),
        (Mark::Waiting, messages::PENDING, "processing"),
        (Mark::Bad, messages::FAILED, "fail"),
    ]
    .map(|(mark, name, value)| (mark, name, value, counting(period, Some(value))));
    let total = |query: Counting| query.data.with(|page| page.as_ref().map(|page| page.meta.total));
    let [good, waiting, bad] = kinds.map(|(_, _, _, query)| query);
    let figures = move || Some((total(good)?, total(bad)?));
    let headline = move || {
        let (good, bad) = figures()?;
        let decided = good.saturating_add(bad);
        Some(match tenths_of_percent(good, decided) {
            Some(percent) => {
                let (whole, tenth) = percent
                    .split_once('.')
                    .map(|(whole, tenth)| (whole.to_owned(), format!(".{tenth}")))
                    .unwrap_or_default();
                view! {
                    <p class="rate"><span class="figure">{whole}<span class="frac">{tenth}" %"</span></span><span class="cap">{messages::of_decided(&count(good), &count(decided))}</span></p>
                }
                .into_any()
            }
            None => view! { <p class="rate cap">{messages::NOTHING_DECIDED}</p> }.into_any(),
        })
    };
    let line = move |(mark, name, value, query): (Mark, &'static str, &'static str, Counting)| {
        view! {
            <span>{status(mark, name)}</span>
            <span>{move || total(query).map(|number| view! { <a class="plain-link" aria-label=messages::counted_as(name, &count(number)) href=narrow(period.get(), Some(value)).address()>{count(number)}</a> })}</span>
            <span>{move || tenths_of_percent(total(query)?, total(all)?).map(|percent| format!("{percent} %"))}</span>
        }
    };
    let others = move || {
        let rest =
            total(all)?.checked_sub(total(good)?)?.checked_sub(total(waiting)?)?.checked_sub(total(bad)?)?;
        (rest > 0).then(|| view! { <span>{status(Mark::Odd, messages::OTHER_STATUS)}</span><span>{count(rest)}</span><span class={"none"}></span> })
    };
    let failed = move || [all, good, waiting, bad].into_iter().find_map(|query| query.error.get());
    view! {
        <section class="sec" aria-labelledby="h-rate">
            <header><h2 id="h-rate">{messages::SUCCESS_RATE}</h2><span class="end cap">{move || messages::days(days.get())}</span></header>
            <div class="in-gutter rate-body">
                {move || match failed() {
                    Some(error) => trouble(&error, Doing::Reading).note(),
                    None => headline().unwrap_or_else(|| view! { <p class="rate"><span class={"figure"}>{bone(3)}</span></p> }.into_any()),
                }}
                {bars(move || Some((total(good)?, total(waiting)?, total(bad)?)))}
                <div class="splits">{kinds.map(line)}{others}</div>
                <p class="cap">{move || total(all).map(|number| view! { <a class="link" href=narrow(period.get(), None).address()>{messages::all_counted(&count(number))}</a> })}</p>
            </div>
        </section>
    }
    .into_any()
}

/// The same as one bar, its parts as wide as they are many.
fn bars(parts: impl Fn() -> Option<(u64, u64, u64)> + Send + Sync + 'static) -> AnyView {
    let drawn = move || {
        let (good, waiting, bad) = parts()?;
        let whole = u128::from(good) + u128::from(waiting) + u128::from(bad);
        let place = |count: u128| (count * 10_000).checked_div(whole).map_or(0, |place| place);
        let length = |place: u128| format!("{}.{:02}%", place / 100, place % 100);
        let (first, second) = (place(u128::from(good)), place(u128::from(good) + u128::from(waiting)));
        (whole > 0).then(|| {
            [("good", 0, first), ("wait", first, second), ("bad", second, 10_000)].map(|(class, from, to)| {
                view! { <rect class=class x=length(from) y="0" width=length(to - from) height="6"></rect> }
            })
        })
    };
    view! { <svg class="share" width="100%" height="6" aria-hidden={"true"}>{drawn}</svg> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::tenths_of_percent;

    #[test]
    fn only_all_is_a_hundred_percent() {
        assert_eq!(tenths_of_percent(9_999, 10_000).as_deref(), Some("99.9"));
        assert_eq!(tenths_of_percent(10_000, 10_000).as_deref(), Some("100.0"));
        assert_eq!(tenths_of_percent(0, 3).as_deref(), Some("0.0"));
        assert_eq!(tenths_of_percent(u64::MAX, u64::MAX).as_deref(), Some("100.0"));
        assert_eq!(tenths_of_percent(0, 0), None);
    }
}
