//! One provider: used or not, with new keys, or gone.

use leptos::prelude::*;
use purser_api::ctk::external_provider::{self, ExternalProviderUpdate};

use super::Asking;
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{
        dialog::Dialog,
        form::Form,
        icon::icon,
        status::{Mark, status},
        text::foreign,
        toast::use_toasts,
    },
};

pub fn provider(name: String, is_used: bool, asking: RwSignal<Option<Asking>>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let said = if is_used { messages::STOP_PROVIDER } else { messages::USE_PROVIDER };
    let label = |action: &str| messages::act_on(action, &name);
    let (switch_label, keys_label, delete_label) =
        (label(said), label(messages::NEW_KEYS), label(messages::DELETE_PROVIDER));
    let switched = name.clone();
    let switch = move |_| {
        let update = ExternalProviderUpdate { status: Some(!is_used), ..ExternalProviderUpdate::default() };
        let request = external_provider::edit(&switched, &update);
        let changed = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(changed, move |_| {
            changes.happened();
            toasts.say(messages::PROVIDER_CHANGED);
        });
    };
    let (keys, gone) = (name.clone(), name.clone());
    let state = if is_used {
        status(Mark::Good, messages::PROVIDER_IN_USE)
    } else {
        status(Mark::Off, messages::PROVIDER_NOT_IN_USE)
    };
    view! {
        <li class="one-card">
            <div class="row wrap"><h2>{foreign(name)}</h2><span class="push" role="status">{state}</span></div>
            <div class="row wrap acts">
                <button class="btn" type="button" aria-label=switch_label aria-busy=move || action.busy.get().to_string() disabled=move || action.busy.get() on:click=switch>{said}</button>
                <button class="btn" type="button" aria-label=keys_label on:click=move |_| asking.set(Some(Asking::NewKeys(keys.clone())))>{icon("key")}{messages::NEW_KEYS}</button>
                <button class="btn danger" type="button" aria-label=delete_label on:click=move |_| asking.set(Some(Asking::Delete(gone.clone())))>{messages::DELETE_PROVIDER}</button>
            </div>
            {move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing).note()))}
        </li>
    }
    .into_any()
}

/// Deletes it, after what that means was said.
pub fn delete(provider: String, named: RwSignal<Vec<String>>, close: Callback<()>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let title = messages::delete_named(&provider);
    let submit = Callback::new(move |()| {
        let (request, name) = (external_provider::delete(&provider), provider.clone());
        let deleted = async move { transport::send(client, Identity::Holder, &request, None).await };
        action.run(deleted, move |_| {
            close.run(());
            named.try_update(|named| named.retain(|known| *known != name));
            changes.happened();
            toasts.say(messages::PROVIDER_DELETED);
        });
    });
    view! {
        <Dialog title=title.clone() locked=action.busy on_close=close>
            <div class="body">
                <Form label=title submit=messages::DELETE_PROVIDER busy=action.busy on_submit=submit on_cancel=close
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing))))>
                    <p>{messages::DELETE_PROVIDER_MEANS}</p>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}
