//! What is not there, not yet or not any more: empty, loading and broken, in one form each.

use leptos::prelude::*;

use super::{icon::icon, text::foreign};
use crate::messages;

/// Something that went wrong, in words: what happened, what it means, and a detail to copy for whoever helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub title: String,
    pub meaning: String,
    pub detail: String,
}

impl Trouble {
    /// Beside the thing it concerns.
    pub fn note(&self) -> AnyView {
        let detail = self.detail.clone();
        view! {
            <div class="note bad" role="alert">
                {icon("alert")}
                <div>
                    <p><b>{self.title.clone()}</b>" "{foreign(&self.meaning)}</p>
                    {(!detail.is_empty()).then(|| view! {
                        <details class="more"><summary>{icon("right")}{messages::TECHNICAL_DETAIL}</summary><pre class="json">{foreign(detail)}</pre></details>
                    })}
                </div>
            </div>
        }
        .into_any()
    }

    /// In place of what could not be shown at all.
    pub fn block(&self, retry: Option<Callback<()>>) -> AnyView {
        let detail = self.detail.clone();
        view! {
            <div class="blank" role="alert">
                {icon("alert")}
                <h2>{self.title.clone()}</h2>
                <p>{foreign(&self.meaning)}</p>
                {(!detail.is_empty()).then(|| view! {
                    <details class="more"><summary>{icon("right")}{messages::TECHNICAL_DETAIL}</summary><pre class="json">{foreign(detail)}</pre></details>
                })}
                {retry.map(|retry| view! {
                    <p class="row"><button class="btn" type="button" on:click=move |_| retry.run(())>{icon("refresh")}{messages::TRY_AGAIN}</button></p>
                })}
            </div>
        }
        .into_any()
    }
}

/// What would be here, and the action that fills it.
pub fn empty(title: &'static str, hint: &'static str, action: Option<AnyView>) -> AnyView {
    view! {
        <div class="blank">
            <h2>{title}</h2>
            <p>{hint}</p>
            {action.map(|action| view! { <p class="row">{action}</p> })}
        </div>
    }
    .into_any()
}

/// The shape of a text that is on its way.
pub fn bone(width: u8) -> AnyView {
    let class = match width {
        0..=2 => "bone w2",
        3 => "bone w3",
        4 => "bone w4",
        _ => "bone w5",
    };
    view! { <span class=class></span> }.into_any()
}
