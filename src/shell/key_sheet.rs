//! `?`: every key there is, on one sheet.

use leptos::prelude::*;

use crate::{messages, ui::dialog::Dialog};

#[component]
pub fn KeySheet(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=messages::ALL_KEYS on_close=Callback::new(move |()| open.set(false))>
            <div class="body">
                <dl class="facts keys-sheet">
                    {messages::KEYS.iter().map(|(keys, what)| view! {
                        <dt>{keys.iter().map(|key| view! { <kbd class="key">{*key}</kbd>" " }).collect_view()}</dt><dd>{*what}</dd>
                    }).collect_view()}
                </dl>
            </div>
        </Dialog>
    }
}
