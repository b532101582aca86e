//! This machine's clock, as exact milliseconds. JavaScript keeps time in a double, which bears them exactly.

use purser_api::Timestamp;

/// Now.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
pub fn now() -> Timestamp {
    Timestamp::from_unix_millis(js_sys::Date::now() as i64)
}

/// Now, in milliseconds since 1970.
pub fn now_millis() -> i64 {
    now().unix_millis()
}

/// An instant as JavaScript's `Date` takes it.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 are exact in a double for 285,000 years"
)]
pub fn date(at: Timestamp) -> js_sys::Date {
    js_sys::Date::new(&wasm_bindgen::JsValue::from(at.unix_millis() as f64))
}
