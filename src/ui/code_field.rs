//! A code of six digits: six boxes to look at, one field to type, paste and fill in. What is no digit does not get in.

use leptos::{html, prelude::*};

use super::{dialog::next_id, icon::icon};

const DIGITS: usize = 6;

/// The digits of what was typed or pasted, as many as a code has.
fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).take(DIGITS).collect()
}

#[component]
pub fn CodeField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] wrong: Signal<Option<String>>,
    #[prop(into)] hint: String,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = next_id("code");
    let says = format!("{id}-says");
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| autofocus) {
            let _ = field.focus();
        }
    });
    let take = move |event| {
        let taken = digits(&event_target_value(&event));
        // Also when the value stays the same: what is no digit goes from the field.
        if let Some(field) = field.get_untracked() {
            field.set_value(&taken);
        }
        value.set(taken);
    };
    // The boxes show no caret: it is always behind the last digit.
    let to_end = move || {
        if let Some(field) = field.get_untracked() {
            let end = u32::try_from(field.value().len()).unwrap_or_default();
            let _ = field.set_selection_range(end, end);
        }
    };
    let one = move |place: usize| {
        let digit = move || value.with(|value| value.chars().nth(place).map(String::from));
        let is_next = move || value.with(String::len).min(DIGITS - 1) == place;
        view! { <span class=move || if is_next() { "box next" } else { "box" }>{digit}</span> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="code-boxes" class:is-wrong=move || wrong.with(Option::is_some)>
                <input
                    id=id
                    node_ref=field
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    spellcheck="false"
                    prop:value=move || value.get()
                    on:input=take
                    on:focus=move |_| to_end()
                    on:click=move |_| to_end()
                    aria-invalid=move || wrong.with(|wrong| wrong.as_ref().map(|_| "true"))
                    aria-describedby=says.clone()
                />
                <span class={"boxes"} aria-hidden="true">{(0..DIGITS).map(one).collect_view()}</span>
            </div>
            <div id=says>
                {move || match wrong.get() {
                    Some(sentence) => view! { <p class="wrong">{icon("alert")}<span>{sentence}</span></p> }.into_any(),
                    None => view! { <p class="hint">{hint.clone()}</p> }.into_any(),
                }}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn only_six_digits_get_in() {
        for (typed, taken) in [
            ("123 456", "123456"),
            ("123-456", "123456"),
            ("1234567", "123456"),
            ("12a4", "124"),
            ("１２", ""),
        ] {
            assert_eq!(digits(typed), taken, "{typed}");
        }
    }
}
