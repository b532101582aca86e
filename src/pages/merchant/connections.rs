//! `/merchant/connections`: the connections that are known, changed and removed.

use std::sync::Arc;

use leptos::prelude::*;

use super::connect_form::connection_form;
use crate::{
    messages,
    pages::shared::vault::words,
    paths::Route,
    session::{
        Merchant, use_session,
        vault::{State, use_vault},
    },
    shell::title,
    ui::{
        dialog::Dialog,
        icon::icon,
        state::Trouble,
        status::{Mark, status},
        text::foreign,
    },
};

/// What a dialog is open for.
#[derive(Clone)]
enum Open {
    Edit(Arc<Merchant>),
    Remove { id: String, name: String },
}

pub fn page() -> AnyView {
    title(messages::CONNECTIONS);
    let (session, vault) = (use_session(), use_vault());
    let open = RwSignal::new(None::<Open>);
    let remove = move |id: String, name: String| open.set(Some(Open::Remove { id, name }));
    view! {
        <div class="page connections">
            <header class="head">
                <div><h1>{messages::CONNECTIONS}</h1><p class="sub">{messages::CONNECTIONS_MEANS}</p></div>
                <div class="end"><a class="btn" href=Route::MerchantConnect.to_string()>{icon("plus")}{messages::ADD_CONNECTION}</a></div>
            </header>
            <ul class="items lined">
                {move || session.connections.get().into_iter().map(|merchant| connection(merchant, open, remove)).collect_view()}
                {move || vault.keyless.get().into_iter().map(|keyless| {
                    let label = messages::remove_connection(&keyless.name);
                    let (id, name) = (keyless.id, keyless.name.clone());
                    view! {
                        <li class="line">
                            <span class={"swatch"} data-colour="none"></span>
                            <span class="what"><span class="t">{foreign(keyless.name)}</span><span class="s">{status(Mark::Waiting, messages::NEEDS_A_KEY)}" "{messages::NEEDS_A_KEY_MEANS}</span></span>
                            <span class="ends"><button class="btn sm danger" type="button" aria-label=label on:click=move |_| remove(id.clone(), name.clone())>{messages::REMOVE}</button></span>
                        </li>
                    }
                }).collect_view()}
            </ul>
            {move || open.get().map(|what| match what {
                Open::Edit(merchant) => edit(merchant, open),
                Open::Remove { id, name } => removal(id, &name, open),
            })}
        </div>
    }
    .into_any()
}

fn connection(
    merchant: Arc<Merchant>,
    open: RwSignal<Option<Open>>,
    remove: impl Fn(String, String) + Copy + Send + 'static,
) -> AnyView {
    let session = use_session();
    let is_current = session.merchant.with(|now| now.as_ref().is_some_and(|now| now.id == merchant.id));
    let (id, name) = (merchant.id.clone(), merchant.name.clone());
    let edited = Arc::clone(&merchant);
    let switch = {
        let (id, label) = (merchant.id.clone(), messages::open_connection(&merchant.name));
        (!is_current).then(|| view! { <button class="btn sm" type="button" aria-label=label on:click=move |_| session.switch_to(&id)>{messages::CONNECT}</button> })
    };
    let place = if merchant.is_kept { messages::IN_THE_VAULT } else { messages::IN_MEMORY };
    view! {
        <li class="line">
            <span class={"swatch"} data-colour=merchant.colour></span>
            <span class="what">
                <span class="t">{foreign(merchant.name.clone())}" "{is_current.then(|| status(Mark::Now, messages::IN_USE))}</span>
                <span class="s">{merchant.environment.name.clone()}", "{place}{merchant.centrapay.as_ref().map(|_| view! { <span>{", "}{messages::CENTRAPAY}</span> })}</span>
            </span>
            <span class="ends">
                {switch}
                <button class="btn sm" type="button" aria-label=messages::edit_connection(&name) on:click=move |_| open.set(Some(Open::Edit(Arc::clone(&edited))))>{messages::EDIT}</button>
                <button class="btn sm danger" type="button" aria-label=messages::remove_connection(&name) on:click=move |_| remove(id.clone(), name.clone())>{messages::REMOVE}</button>
            </span>
        </li>
    }
    .into_any()
}

fn edit(merchant: Arc<Merchant>, open: RwSignal<Option<Open>>) -> AnyView {
    let name = messages::edit_connection(&merchant.name);
    let done = Callback::new(move |_| open.set(None));
    view! {
        <Dialog title=name on_close=Callback::new(move |()| open.set(None))>
            <div class="body">{connection_form(Some(merchant), messages::SAVE, done)}</div>
        </Dialog>
    }
    .into_any()
}

fn removal(id: String, name: &str, open: RwSignal<Option<Open>>) -> AnyView {
    let (session, vault) = (use_session(), use_vault());
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let remove = move |_| {
        let id = id.clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = if vault.state.get_untracked() == State::Open {
                vault.drop_connection(&id).await
            } else {
                Ok(())
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    open.try_set(None);
                    session.forget_connections(|merchant| merchant.id == id);
                }
                Err(why) => {
                    trouble.try_set(Some(words(why)));
                }
            }
        });
    };
    view! {
        <Dialog title=messages::remove_connection_title(name) locked=busy on_close=Callback::new(move |()| open.set(None))>
            <div class="body"><p>{messages::REMOVE_CONNECTION_MEANS}</p>{move || trouble.get().map(|trouble| trouble.note())}</div>
            <div class="dialog-end">
                <button class="btn" type="button" autofocus={true} on:click=move |_| open.set(None)>{messages::CANCEL}</button>
                <button class="btn danger fill" type="button" aria-disabled=move || busy.get().to_string() on:click=remove>{messages::REMOVE}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
