//! Times on screen: relative within a day, absolute else; the full time and its zone on hover and focus.

use std::cell::RefCell;

use js_sys::{Array, Intl, Object, Reflect};
use leptos::prelude::*;
use purser_api::{Date, Timestamp, WireTime};
use wasm_bindgen::JsValue;

use super::text::foreign;
use crate::{
    clock::{date, now},
    messages,
};

/// The shapes of a time on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `19 Nov, 23:52`
    Short,
    /// `Friday, 20 November 2026 at 10:08:03 UTC+1`
    Full,
    /// `14 March 2024`
    Day,
    /// `10:08`
    Clock,
    /// `10:08:03`
    Seconds,
    /// `Thu 22 Oct`, of a day in UTC
    WeekDay,
    /// `22 Oct`, of a day in UTC
    ShortDay,
    /// `Thursday, 22 October 2026`, of a day in UTC
    LongDay,
}

thread_local! {
    static FORMATS: RefCell<Vec<(Shape, Intl::DateTimeFormat)>> = const { RefCell::new(Vec::new()) };
}

fn options(shape: Shape) -> Object {
    let options = Object::new();
    let pairs: &[(&str, &str)] = match shape {
        Shape::Short => &[
            ("day", "numeric"),
            ("month", "short"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ],
        Shape::Full => &[("dateStyle", "full"), ("timeStyle", "long"), ("hourCycle", "h23")],
        Shape::Day => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
        Shape::WeekDay => {
            &[("weekday", "short"), ("day", "numeric"), ("month", "short"), ("timeZone", "UTC")]
        }
        Shape::ShortDay => &[("day", "numeric"), ("month", "short"), ("timeZone", "UTC")],
        Shape::LongDay => &[("dateStyle", "full"), ("timeZone", "UTC")],
        Shape::Clock => &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")],
        Shape::Seconds => {
            &[("hour", "2-digit"), ("minute", "2-digit"), ("second", "2-digit"), ("hourCycle", "h23")]
        }
    };
    for (name, value) in pairs {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

fn format(shape: Shape, at: Timestamp) -> String {
    let date = date(at);
    FORMATS.with_borrow_mut(|formats| {
        if !formats.iter().any(|(known, _)| *known == shape) {
            formats.push((
                shape,
                Intl::DateTimeFormat::new(
                    &Array::of1(&JsValue::from_str(messages::DATE_LOCALE)),
                    &options(shape),
                ),
            ));
        }
        let Some((_, format)) = formats.iter().find(|(known, _)| *known == shape) else {
            return String::new();
        };
        format
            .format()
            .call1(&JsValue::UNDEFINED, &date)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    })
}

/// `2 min ago` within a day, `19 Nov, 23:52` else.
pub fn short(at: Timestamp) -> String {
    let seconds = (now().unix_millis() - at.unix_millis()) / 1000;
    match seconds {
        0..60 => messages::JUST_NOW.to_owned(),
        60..3_600 => messages::minutes_ago(seconds / 60),
        3_600..86_400 => messages::hours_ago(seconds / 3_600),
        _ => format(Shape::Short, at),
    }
}

pub fn full(at: Timestamp) -> String {
    format(Shape::Full, at)
}

pub fn day(at: Timestamp) -> String {
    format(Shape::Day, at)
}

/// A day of the calendar, as the systems count days (UTC): `Thu 22 Oct`.
pub fn week_day(day: Date) -> String {
    format(Shape::WeekDay, day.midnight()).replace(',', "")
}

/// `22 Oct`
pub fn short_day(day: Date) -> String {
    format(Shape::ShortDay, day.midnight())
}

/// `Thursday, 22 October 2026`
pub fn long_day(day: Date) -> String {
    format(Shape::LongDay, day.midnight())
}

pub fn clock(at: Timestamp) -> String {
    format(Shape::Clock, at)
}

pub fn clock_with_seconds(at: Timestamp) -> String {
    format(Shape::Seconds, at)
}

/// `Today`, `Yesterday` or the day.
pub fn day_heading(at: Timestamp) -> String {
    let day_of = |at: Timestamp| day(at);
    let this = day_of(at);
    if this == day_of(now()) {
        messages::TODAY.to_owned()
    } else if this == day_of(Timestamp::from_unix_millis(now().unix_millis() - 86_400_000)) {
        messages::YESTERDAY.to_owned()
    } else {
        this
    }
}

/// `2026-10-22 14:05`, in UTC: for what is printed and added up by days of the systems' calendar.
pub fn stamp(at: Timestamp) -> String {
    at.to_iso().get(..16).map(|text| text.replace('T', " ")).unwrap_or_default()
}

/// A time as a system said it. One in a zone this console cannot place is shown as it came.
pub fn time(at: Option<&WireTime>) -> AnyView {
    let Some(at) = at else { return view! { <span class="faint">{messages::NONE}</span> }.into_any() };
    match at.instant() {
        Some(instant) => moment(instant),
        None => view! { <span>{foreign(at.text())}</span> }.into_any(),
    }
}

/// A time that tells its full form on hover and to a screen reader.
pub fn moment(at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_iso() title=full(at)>{short(at)}</time> }.into_any()
}
