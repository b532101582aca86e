//! Naming a provider that was added before.

use leptos::prelude::*;

use crate::{
    messages,
    pages::shared::wrongs::{filled, use_wrongs},
    ui::{dialog::Dialog, field::TextField, form::Form},
};

/// Names a provider, once; the newest comes first.
pub fn keep(named: RwSignal<Vec<String>>, name: &str) {
    if !named.with_untracked(|named| named.iter().any(|known| known == name)) {
        named.update(|named| named.insert(0, name.to_owned()));
    }
}

pub fn dialog(named: RwSignal<Vec<String>>, close: Callback<()>) -> AnyView {
    let name = RwSignal::new(String::new());
    let wrongs = use_wrongs(RwSignal::new(None));
    let submit = Callback::new(move |()| {
        let typed = filled(name).map(|name| name.to_lowercase());
        let found = typed.is_none().then(|| ("provider", messages::PROVIDER_NAME_WRONG.to_owned()));
        if let (true, Some(typed)) = (wrongs.say(found.into_iter().collect()), typed) {
            keep(named, &typed);
            close.run(());
        }
    });
    view! {
        <Dialog title=messages::NAME_PROVIDER on_close=close>
            <div class="body">
                <Form label=messages::NAME_PROVIDER submit=messages::GO_BY_NAME busy=Signal::stored(false) trouble=Signal::derive(|| None) on_submit=submit on_cancel=close>
                    <TextField label=messages::PROVIDER_NAME value=name hint=messages::PROVIDER_NAME_HINT maxlength=64 wrong=wrongs.at("provider") autofocus=true/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}
