//! The shell of every form. What it takes it cannot forget: whether it is busy, and what went wrong.

use leptos::{ev::SubmitEvent, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{icon::icon, state::Trouble};
use crate::messages;

/// A form with one button that sends it. While `busy`, a second press does nothing. The first field that is found wrong,
/// by the page or by an answer, takes the focus: on a long form it may be out of sight.
#[component]
pub fn Form(
    #[prop(into)] label: String,
    #[prop(into)] submit: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] trouble: Signal<Option<Trouble>>,
    on_submit: Callback<()>,
    #[prop(optional, into)] on_cancel: Option<Callback<()>>,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let show_wrong = move || {
        request_animation_frame(move || {
            let wrong = form.try_get_untracked().flatten();
            let wrong = wrong.and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
            if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = wrong.focus();
            }
        });
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            on_submit.run(());
            show_wrong();
        }
    };
    Effect::new(move |before: Option<bool>| {
        let busy = busy.get();
        if before == Some(true) && !busy {
            show_wrong();
        }
        busy
    });
    view! {
        <form node_ref=form class=format!("form {class}") aria-label=label novalidate={true} on:submit=send>
            {children()}
            {move || trouble.get().map(|trouble| trouble.note())}
            <div class="row">
                <SubmitButton label=submit busy=busy/>
                {on_cancel.map(|cancel| view! {
                    <button class="btn bare" type="button" on:click=move |_| cancel.run(())>{messages::CANCEL}</button>
                })}
            </div>
        </form>
    }
}

/// The one main button of a form: keeps its label while it is busy.
#[component]
pub fn SubmitButton(#[prop(into)] label: Signal<String>, #[prop(into)] busy: Signal<bool>) -> impl IntoView {
    view! {
        <button class="btn lead" type="submit" aria-busy=move || busy.get().to_string() aria-disabled=move || busy.get().to_string()>
            {move || busy.get().then(|| view! { <span class={"busy"} aria-hidden="true"></span> })}
            {move || label.get()}
        </button>
    }
}

/// A button that copies, closes, opens: anything but moving money.
pub fn plain_button(
    label: &'static str,
    symbol: Option<&'static str>,
    on_click: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button class="btn" type="button" on:click=move |_| on_click()>
            {symbol.map(icon)}{label}
        </button>
    }
    .into_any()
}
