//! Money in and out per day as bars, above and below a line: drawn here, as SVG, and the same numbers as a table.
//!
//! Across, everything is in percent, so that text never scales; up and down it is in pixels. No amount becomes a float:
//! a bar's height is a whole number of tenths of a pixel (`chart_scale`).

use leptos::{ev, prelude::*};
use purser_api::Money;
use wasm_bindgen::JsCast;

use super::{
    chart_scale::{Scale, tenths},
    money::{self, Tone},
    preferences::use_preferences,
};
use crate::messages;

/// One day of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// `Thu 22 Oct`
    pub name: String,
    /// `22 Oct`
    pub short: String,
    pub money_in: Money,
    pub money_out: Money,
    pub net: Option<Money>,
    /// Where the transactions of that day are listed, if they are.
    pub href: Option<String>,
    /// A day that is not over.
    pub so_far: bool,
}

/// Where nothing has moved, in tenths of a pixel, and how far a bar can reach from there.
const ZERO: u32 = 980;
const REACH: u32 = 760;
const LABELS: usize = 5;

/// The bars. Arrow keys go from day to day; `title` says what is drawn.
pub fn bars(title: String, days: Vec<Day>) -> AnyView {
    let hidden = use_preferences().amounts_hidden;
    let largest = days.iter().flat_map(|day| [day.money_in.amount(), day.money_out.amount()]).max();
    let scale = Scale::up_to(largest.unwrap_or_default(), REACH);
    let at = RwSignal::new(days.len().saturating_sub(1));
    let length = days.len();
    let keys = move |event: ev::KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowLeft" => at.get_untracked().saturating_sub(1),
            "ArrowRight" => (at.get_untracked() + 1).min(length.saturating_sub(1)),
            "Home" => 0,
            "End" => length.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        at.set(next);
        focus_day(&event, next);
    };
    let axis = {
        let scale = scale.clone();
        move || {
            let hidden = hidden.get();
            scale
                .ticks()
                .into_iter()
                .map(|(value, offset)| {
                    let words =
                        if hidden { messages::HIDDEN_AMOUNT.to_owned() } else { money::number(value) };
                    view! { <text x="100%" y=tenths(offset + 40) text-anchor="end">{words}</text> }
                })
                .collect_view()
        }
    };
    let widest =
        scale.ticks().iter().map(|(value, _)| money::number(*value).chars().count()).max().unwrap_or(1);
    let grid = scale
        .ticks()
        .into_iter()
        .map(|(value, offset)| {
            let class = if value.is_zero() { "zero" } else { "grid" };
            let y = tenths(offset + 5);
            view! { <line class=class x1="0" x2="100%" y1=y.clone() y2=y></line> }
        })
        .collect_view();
    let drawn = days.iter().enumerate().map(|(place, day)| bar(&scale, day, place, length)).collect_view();
    let labels = labels(&days);
    let days = StoredValue::new(days);
    let each = move || {
        let hidden = hidden.get();
        days.with_value(|days| {
            days.iter().enumerate().map(|(place, day)| spot(day, place, length, at, hidden)).collect_view()
        })
    };
    view! {
        <div class="chart" role="group" aria-label=title on:keydown=keys>
            <svg width=format!("{}", widest * 7 + 6) height="204" aria-hidden="true">{axis}</svg>
            <svg class="plot" height="204">{grid}{drawn}{labels}{each}</svg>
        </div>
    }
    .into_any()
}

fn focus_day(event: &ev::KeyboardEvent, place: usize) {
    let days = event
        .current_target()
        .and_then(|chart| chart.dyn_into::<web_sys::Element>().ok())
        .and_then(|chart| chart.query_selector_all(".day").ok());
    let day = days.and_then(|days| days.item(u32::try_from(place).unwrap_or_default()));
    if let Some(day) = day {
        // An element of a drawing takes the focus as one of a page does; only its type is another.
        let _ = day.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Hundredths of a percent, as a length.
fn percent(hundredths: usize) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn bar(scale: &Scale, day: &Day, place: usize, length: usize) -> AnyView {
    let (slot, start) = (10_000 / length, 10_000 * place / length);
    let (x, width) = (percent(start + slot * 28 / 100), percent(slot * 44 / 100));
    let (up, down) = (scale.reach(day.money_in.amount()), scale.reach(day.money_out.amount()));
    let class = |kind: &str| if day.so_far { format!("{kind} part") } else { kind.to_owned() };
    view! {
        <rect class=class("b-in") x=x.clone() y=tenths(ZERO - up) width=width.clone() height=tenths(up)></rect>
        <rect class=class("b-out") x=x y=tenths(ZERO + 10) width=width height=tenths(down)></rect>
    }
    .into_any()
}

/// A few days by name, the last one always, every other one only where there is room.
fn labels(days: &[Day]) -> AnyView {
    let (length, step) = (days.len(), days.len().div_ceil(LABELS).max(1));
    days.iter()
        .enumerate()
        .filter(|(place, _)| (length - 1 - place).is_multiple_of(step))
        .map(|(place, day)| {
            let is_last = place + 1 == length;
            let odd = ((length - 1 - place) / step) % 2 == 1;
            let (x, anchor) =
                if is_last { (10_000, "end") } else { (10_000 * (2 * place + 1) / (2 * length), "middle") };
            let words = if day.so_far { messages::TODAY.to_owned() } else { day.short.clone() };
            view! { <text class=if odd { "roomy" } else { "" } x=percent(x) y="200" text-anchor=anchor>{words}</text> }
        })
        .collect_view()
        .into_any()
}

/// The part of the chart that a day takes: it is what the pointer and the focus find, and says its numbers.
fn spot(day: &Day, place: usize, length: usize, at: RwSignal<usize>, hidden: bool) -> AnyView {
    let shown = |money: Option<Money>, tone: Tone| match money {
        _ if hidden => messages::HIDDEN_AMOUNT.to_owned(),
        Some(money) => money::digits(money, tone),
        None => messages::NONE.to_owned(),
    };
    let lines = [
        (messages::IN, shown(Some(day.money_in), Tone::Moved)),
        (messages::OUT, shown(Some(day.money_out.negate()), Tone::Moved)),
        (messages::NET, shown(day.net, Tone::Moved)),
    ];
    let name = if day.so_far { messages::so_far(&day.name) } else { day.name.clone() };
    let said = messages::day_of_flow(&name, &lines[0].1, &lines[1].1, day.money_in.currency().as_str());
    let start = 10_000 * place / length;
    // The numbers stand where there is room: to the right of a day in the left half, else to its left.
    let (names, numbers, edge) =
        if place * 2 < length { ("24", "164", "12") } else { ("-164", "-24", "-176") };
    view! {
        <g class="day" tabindex=move || if at.get() == place { "0" } else { "-1" } role="img" aria-label=said on:focus=move |_| at.set(place)>
            <rect class="hit" x=percent(start) y="0" width=percent(10_000 / length) height="184"></rect>
            <svg class="tip" x=percent(start + 5_000 / length) y="0">
                <rect x=edge y="4" width="164" height="88"></rect>
                <text x=names y="24">{name}</text>
                {lines.into_iter().zip(["44", "62", "80"]).map(|((word, number), y)| view! {
                    <text x=names y=y>{word}</text>
                    <text class="n" x=numbers y=y>{number}</text>
                }).collect_view()}
            </svg>
        </g>
    }
    .into_any()
}

/// A day by its name, and the way to its transactions where there is one.
fn named(day: &Day) -> AnyView {
    let name = if day.so_far { messages::so_far(&day.name) } else { day.name.clone() };
    match day.href.clone() {
        Some(href) => view! { <a class="link" href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}

/// The same numbers as a table; a day leads to its transactions.
pub fn table(title: String, days: &[Day]) -> AnyView {
    let amount = |money: Option<Money>| money.map(|money| money::amount(money, Tone::Moved));
    view! {
        <div class="table flow-table">
            <table class="tbl fixed">
                <caption class="hide">{title}</caption>
                <thead><tr><th scope="col">{messages::DAY}</th><th class="num" scope="col">{messages::IN}</th><th class="num" scope="col">{messages::OUT}</th><th class="num" scope="col">{messages::NET}</th></tr></thead>
                <tbody>
                    {days.iter().rev().map(|day| view! {
                        <tr>
                            <td>{named(day)}</td>
                            <td class="num">{amount(Some(day.money_in))}</td>
                            <td class="num">{amount(Some(day.money_out.negate()))}</td>
                            <td class="num">{amount(day.net)}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
