//! A provider's key and secret: typed, sent once, and gone from here whatever the answer. The system sends them back;
//! that is dropped unread (rule 10).

use leptos::prelude::*;
use purser_api::{
    Secret,
    ctk::external_provider::{self, ExternalProviderUpdate, NewExternalProvider},
};

use crate::{
    messages::{self, errors::Doing},
    pages::shared::wrongs::{Found, filled, use_wrongs},
    query::{use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{
        dialog::Dialog,
        field::{CheckField, SECRET, TextField},
        form::Form,
        toast::use_toasts,
    },
};

/// Both fields.
#[derive(Clone, Copy)]
struct Keys {
    key: RwSignal<String>,
    secret: RwSignal<String>,
}

fn use_keys() -> Keys {
    let keys = Keys { key: RwSignal::new(String::new()), secret: RwSignal::new(String::new()) };
    on_cleanup(move || keys.forget());
    keys
}

impl Keys {
    fn take(self) -> (Option<Secret>, Option<Secret>) {
        (filled(self.key).map(Secret::new), filled(self.secret).map(Secret::new))
    }

    fn forget(self) {
        self.key.try_set(String::new());
        self.secret.try_set(String::new());
    }
}

pub fn add(close: Callback<()>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let (name, keys, is_used) = (RwSignal::new(String::new()), use_keys(), RwSignal::new(true));
    let wrongs = use_wrongs(action.error);
    let submit = Callback::new(move |()| {
        let (provider, (key, secret)) = (filled(name), keys.take());
        let missing = |is_there: bool, field, said: &str| (!is_there).then(|| (field, said.to_owned()));
        let found: Found = [
            missing(provider.is_some(), "provider", messages::PROVIDER_NAME_WRONG),
            missing(key.is_some(), "apiKey", messages::PROVIDER_KEY_MISSING),
            missing(secret.is_some(), "apiSecret", messages::PROVIDER_SECRET_MISSING),
        ]
        .into_iter()
        .flatten()
        .collect();
        let is_right = wrongs.say(found);
        let (Some(provider), Some(api_key), Some(api_secret)) = (provider.filter(|_| is_right), key, secret)
        else {
            return;
        };
        keys.forget();
        let new = NewExternalProvider {
            provider: provider.to_lowercase(),
            status: is_used.get_untracked(),
            api_key,
            api_secret,
        };
        let request = external_provider::add(&new);
        let added = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(added, move |_| {
            close.run(());
            changes.happened();
            toasts.say(messages::PROVIDER_ADDED);
        });
    });
    view! {
        <Dialog title=messages::ADD_PROVIDER locked=action.busy on_close=close>
            <div class="body">
                <Form label=messages::ADD_PROVIDER submit=messages::ADD_PROVIDER busy=action.busy trouble=wrongs.trouble(Doing::Changing) on_submit=submit on_cancel=close>
                    <TextField label=messages::PROVIDER_NAME value=name hint=messages::PROVIDER_NAME_HINT maxlength=64 wrong=wrongs.at("provider") autofocus=true/>
                    <TextField label=messages::PROVIDER_KEY value=keys.key kind=SECRET hint=messages::PROVIDER_KEYS_HINT maxlength=1000 wrong=wrongs.at("apiKey")/>
                    <TextField label=messages::PROVIDER_SECRET value=keys.secret kind=SECRET maxlength=1000 wrong=wrongs.at("apiSecret")/>
                    <CheckField label=messages::USE_IT_NOW value=is_used hint=messages::USE_IT_NOW_HINT/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}

pub fn change(provider: String, close: Callback<()>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let keys = use_keys();
    let wrongs = use_wrongs(action.error);
    let title = messages::new_keys_of(&provider);
    let submit = Callback::new(move |()| {
        let (api_key, api_secret) = keys.take();
        let is_none = api_key.is_none() && api_secret.is_none();
        let found = is_none.then(|| ("apiKey", messages::ONE_OF_BOTH.to_owned()));
        if !wrongs.say(found.into_iter().collect()) {
            return;
        }
        keys.forget();
        let update = ExternalProviderUpdate { status: None, api_key, api_secret };
        let request = external_provider::edit(&provider, &update);
        let changed = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(changed, move |_| {
            close.run(());
            changes.happened();
            toasts.say(messages::PROVIDER_CHANGED);
        });
    });
    view! {
        <Dialog title=title.clone() locked=action.busy on_close=close>
            <div class="body">
                <Form label=title submit=messages::SAVE busy=action.busy trouble=wrongs.trouble(Doing::Changing) on_submit=submit on_cancel=close>
                    <TextField label=messages::PROVIDER_KEY aside=messages::LEAVE_EMPTY value=keys.key kind=SECRET hint=messages::PROVIDER_KEYS_HINT maxlength=1000 wrong=wrongs.at("apiKey") autofocus=true/>
                    <TextField label=messages::PROVIDER_SECRET aside=messages::LEAVE_EMPTY value=keys.secret kind=SECRET maxlength=1000 wrong=wrongs.at("apiSecret")/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}
