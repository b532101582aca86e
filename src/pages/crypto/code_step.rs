//! A code from a text message: where it went, the field for it, a new one after a while, and the way back.

use leptos::prelude::*;

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::codes::code_of,
    query::Action,
    ui::{again::AgainButton, code_field::CodeField, form::Form},
};

/// What is typed, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    text: RwSignal<String>,
    wrong: RwSignal<bool>,
    /// When the last one was sent, in milliseconds of this machine's clock.
    pub sent_at: RwSignal<i64>,
    pub action: Action,
}

impl Code {
    /// A code that `action` sends on; refused, it is spent and the field empty for the next one.
    pub fn of(action: Action) -> Self {
        let code = Self {
            text: RwSignal::new(String::new()),
            wrong: RwSignal::new(false),
            sent_at: RwSignal::new(0),
            action,
        };
        Effect::new(move |_| {
            if action.error.with(Option::is_some) {
                code.text.set(String::new());
            }
        });
        code
    }

    /// The six digits; `None` says what is wrong at the field.
    pub fn read(self) -> Option<String> {
        let digits = code_of(&self.text.get_untracked());
        self.wrong.set(digits.is_none());
        digits
    }

    /// The field.
    pub fn field(self) -> AnyView {
        let wrong = Signal::derive(move || {
            self.wrong
                .get()
                .then(|| messages::CODE_SHAPE.to_owned())
                .or_else(|| self.action.wrong("code").get())
        });
        view! { <CodeField label=messages::CODE value=self.text autofocus=true hint=messages::SMS_CODE_HINT wrong=wrong/> }
            .into_any()
    }

    /// The button that has a new one sent.
    pub fn again(self, on_again: Callback<()>) -> AnyView {
        view! { <AgainButton label=messages::SEND_A_NEW_CODE done_at=self.sent_at busy=self.action.busy on_press=on_again/> }.into_any()
    }
}

/// The code alone, as a step of its own.
#[component]
pub fn CodeStep(
    code: Code,
    /// Where it went.
    #[prop(into)]
    sent: String,
    submit: &'static str,
    on_code: Callback<String>,
    on_again: Callback<()>,
    on_back: Callback<()>,
) -> impl IntoView {
    let action = code.action;
    let send = Callback::new(move |()| {
        if let Some(digits) = code.read() {
            on_code.run(digits);
        }
    });
    view! {
        <p class="sub" role="status">{sent}</p>
        <Form label=messages::CODE submit=submit busy=action.busy on_submit=send
            trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::SigningIn))))>
            {code.field()}
        </Form>
        <p class="row wrap step-ways">
            {code.again(on_again)}
            <button class="btn bare" type="button" on:click=move |_| on_back.run(())>{messages::BACK}</button>
        </p>
    }
}
