//! Short notices that need no answer. What needs an answer stands on the page instead.

use leptos::prelude::*;

use super::icon::{icon, sized};
use crate::messages;

#[derive(Clone, Debug)]
struct Toast {
    id: u32,
    bad: bool,
    text: String,
}

/// The toasts of the app. A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

const SHOWN_FOR: std::time::Duration = std::time::Duration::from_secs(6);

impl Toasts {
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()), last: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    pub fn say(self, text: impl Into<String>) {
        self.add(false, text.into());
    }

    pub fn warn(self, text: impl Into<String>) {
        self.add(true, text.into());
    }

    fn add(self, bad: bool, text: String) {
        let id = self
            .last
            .try_update_value(|last| {
                *last += 1;
                *last
            })
            .unwrap_or_default();
        self.list.update(|list| {
            list.push(Toast { id, bad, text });
            if list.len() > 3 {
                list.remove(0);
            }
        });
        set_timeout(move || self.close(id), SHOWN_FOR);
    }

    fn close(self, id: u32) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// Where toasts appear. A screen reader is told politely.
#[component]
pub fn ToastArea() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live={"polite"}>
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <div class=if toast.bad { "toast bad" } else { "toast" }>
                    {sized(if toast.bad { "alert" } else { "check" }, "i mark")}
                    <span>{toast.text}</span>
                    <button class="btn bare sm square push" type="button" aria-label={messages::CLOSE} on:click=move |_| toasts.close(toast.id)>
                        {icon("x")}
                    </button>
                </div>
            </For>
        </div>
    }
}
