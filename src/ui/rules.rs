//! The rules of a field, each marked as it is met while somebody types.

use leptos::prelude::*;

use super::icon::sized;
use crate::messages;

/// A rule in words, and whether it is met now.
pub type Rule = (&'static str, Signal<bool>);

/// The rules under a field.
pub fn rules(of: Vec<Rule>) -> AnyView {
    view! {
        <ul class="rules">
            {of.into_iter().map(|(words, is_met)| view! {
                <li class=move || if is_met.get() { "met" } else { "" }>
                    {move || if is_met.get() { sized("check", "i mark") } else { view! { <span class={"mark"}></span> }.into_any() }}
                    <span>{words}<span class="hide">{move || if is_met.get() { messages::RULE_MET } else { messages::RULE_OPEN }}</span></span>
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}
