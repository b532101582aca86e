//! One side of an exchange: the amount, large, with its coin beside it.

use leptos::prelude::*;
use purser_api::Currency;

use super::Market;
use crate::{
    pages::crypto::worth,
    ui::{dialog::next_id, icon::icon},
};

/// What a side shows.
pub struct Leg {
    pub label: &'static str,
    /// What stands in the field, whoever put it there.
    pub shown: Signal<String>,
    pub on_typed: Callback<String>,
    pub coin: Currency,
    /// What the button with the coin does, in words.
    pub choose: String,
    pub on_choose: Callback<()>,
    pub wrong: Signal<Option<String>>,
    /// What stands at the end of the label.
    pub aside: AnyView,
    pub hint: AnyView,
}

/// The colour of a coin, where the system says it.
pub fn mark(market: &Market, coin: Currency) -> AnyView {
    let symbols = market.symbols;
    let color = move || {
        symbols.data.with(|symbols| {
            let known = symbols.as_ref()?.rows.iter().find(|known| known.symbol == coin)?;
            known.color.clone()
        })
    };
    view! { {move || worth::mark(color().as_deref())} }.into_any()
}

pub fn leg(market: &Market, leg: Leg) -> AnyView {
    let id = next_id("amount");
    let says = format!("{id}-says");
    let Leg { label, shown, on_typed, coin, choose, on_choose, wrong, aside, hint } = leg;
    view! {
        <div class="leg">
            <p class="row"><label class="quiet" for=id.clone()>{label}</label>{aside}</p>
            <div class="row">
                <input
                    id=id class="amount" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" maxlength="40" placeholder="0"
                    prop:value=move || shown.get()
                    on:input=move |event| on_typed.run(event_target_value(&event))
                    aria-invalid=move || wrong.with(|wrong| wrong.as_ref().map(|_| "true"))
                    aria-describedby=says.clone()
                />
                <button class="btn coinbtn" type="button" aria-haspopup="dialog" aria-label=choose on:click=move |_| on_choose.run(())>{mark(market, coin)}{coin.to_string()}{icon("updown")}</button>
            </div>
            <div id=says>
                {move || wrong.get().map(|sentence| view! { <p class="wrong">{icon("alert")}<span>{sentence}</span></p> })}
                {hint}
            </div>
        </div>
    }
    .into_any()
}
