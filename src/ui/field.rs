//! One labelled field: the label, the control, what is expected and what is wrong, tied together for everyone.

use js_sys::{Function, Reflect};
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

use super::{dialog::next_id, icon::icon};

/// The kind of a field whose text is hidden and is no password of the person's: a browser must not offer to keep it.
pub const SECRET: &str = "secret";

/// The type and the further class of a kind of field. Browsers keep what password fields hold, so a secret is plain text
/// that the style hides, where a browser can do that.
fn type_of(kind: &'static str) -> (&'static str, &'static str) {
    match kind {
        SECRET if can_hide_text() => ("text", "is-secret"),
        SECRET => ("password", ""),
        kind => (kind, ""),
    }
}

/// Whether a style can hide a text as password fields do.
fn can_hide_text() -> bool {
    let asked = || {
        let css = Reflect::get(&window(), &"CSS".into())?;
        let supports: Function = Reflect::get(&css, &"supports".into())?.dyn_into()?;
        supports.call2(&css, &"-webkit-text-security".into(), &"disc".into())
    };
    asked().is_ok_and(|answer: JsValue| answer.is_truthy())
}

/// A text field. `wrong` is the sentence that says what is wrong with it, or nothing.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] wrong: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<String>,
    /// A word after the label, such as "optional".
    #[prop(optional, into)]
    aside: Option<String>,
    #[prop(optional, into)] unit: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] class: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let id = next_id("field");
    let says = format!("{id}-says");
    let (kind, hidden) = type_of(kind);
    let input_ref = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input_ref.get().filter(|_| autofocus) {
            let _ = input.focus();
        }
    });
    let input = {
        let (id, says) = (id.clone(), says.clone());
        view! {
            <input
                id=id
                class=if unit.is_some() { String::new() } else { format!("input {class} {hidden}") }
                type=kind
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=maxlength.map(|length| length.to_string())
                node_ref=input_ref
                spellcheck="false"
                autocapitalize="none"
                disabled=move || disabled.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=says
            />
        }
        .into_any()
    };
    let control = match unit {
        Some(unit) => {
            view! { <div class={"input with"}>{input}<span class="cap">{unit}</span></div> }.into_any()
        }
        None => input,
    };
    view! {
        <div class="field">
            <label for=id>{label}{aside.map(|aside| view! { <span class="opt">" "{aside}</span> })}</label>
            {control}
            <div id=says>
                {move || match wrong.get() {
                    Some(sentence) => view! { <p class="wrong">{icon("alert")}<span>{sentence}</span></p> }.into_any(),
                    None => hint.clone().map(|hint| view! { <p class="hint">{hint}</p> }).into_any(),
                }}
            </div>
        </div>
    }
}

/// A text of many lines, kept as it was pasted.
#[component]
pub fn TextArea(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] wrong: Signal<Option<String>>,
    #[prop(into)] hint: String,
) -> impl IntoView {
    let id = next_id("field");
    let says = format!("{id}-says");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id class="input area" rows="10" spellcheck="false" autocomplete="off" autocapitalize="none"
                prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || wrong.get().map(|_| "true") aria-describedby=says.clone()
            ></textarea>
            <div id=says>
                {move || match wrong.get() {
                    Some(sentence) => view! { <p class="wrong">{icon("alert")}<span>{sentence}</span></p> }.into_any(),
                    None => view! { <p class="hint">{hint.clone()}</p> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// A choice of one among few, as the browser's own select.
#[component]
pub fn SelectField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// Value and words of each choice.
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let id = next_id("field");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="of-few">
            <select id=id class="input" on:change=move |event| value.set(event_target_value(&event)) prop:value=move || value.get()>
                {options
                    .into_iter()
                    .map(|(option, words)| {
                        let chosen = option == value.get_untracked();
                        view! { <option value=option selected=chosen>{words}</option> }
                    })
                    .collect_view()}
            </select>
            {icon("down")}
            </div>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </div>
    }
}

/// A yes or no.
#[component]
pub fn CheckField(
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="choice">
                <input class="check" type="checkbox" prop:checked=move || value.get() on:change=move |event| value.set(event_target_checked(&event))/>
                <span>{label}</span>
            </label>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </div>
    }
}
