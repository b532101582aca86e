//! The vault's part of the settings: how it stands, and what can be done with it.

use leptos::prelude::*;
use purser_api::Secret;

use crate::{
    kept_balances, messages,
    pages::shared::vault::{NewPassphrase, or_wait, pause, unlock_form, unreadable, words},
    session::vault::{State, use_vault},
    ui::{
        dialog::Dialog,
        field::{CheckField, TextField},
        form::{Form, plain_button},
        state::Trouble,
        status::{Mark, status},
        toast::use_toasts,
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Create,
    Change,
    Forget,
}

pub fn section() -> AnyView {
    let vault = use_vault();
    let open = RwSignal::new(None::<Open>);
    let forget = move || {
        view! { <button class="btn danger" type="button" on:click=move |_| open.set(Some(Open::Forget))>{messages::FORGET_VAULT}</button> }
    };
    view! {
        <div class="fields in-gutter">
            <p class="sub">{messages::VAULT_MEANS}</p>
            {move || match vault.state.get() {
                State::Absent => view! {
                    <p>{status(Mark::Off, messages::VAULT_ABSENT)}</p>
                    <p class="row wrap">{plain_button(messages::CREATE_VAULT, Some("lock"), move || open.set(Some(Open::Create)))}</p>
                }.into_any(),
                State::Locked => view! {
                    <p>{status(Mark::Usual, messages::VAULT_LOCKED)}</p>
                    {unlock_form(Callback::new(|()| ()))}
                    <p class="row wrap">{forget()}</p>
                }.into_any(),
                State::Open => view! {
                    <p>{status(Mark::Good, messages::VAULT_OPEN)}</p>
                    {balances()}
                    <p class="row wrap">
                        {plain_button(messages::LOCK_VAULT, Some("lock"), move || vault.lock())}
                        {plain_button(messages::CHANGE_PASSPHRASE, Some("key"), move || open.set(Some(Open::Change)))}
                        {forget()}
                    </p>
                }.into_any(),
                State::Unreadable(why) => view! {
                    <p>{status(Mark::Bad, messages::VAULT_UNREADABLE)}</p>
                    {unreadable(why).note()}
                    <p class="row wrap">{forget()}</p>
                }.into_any(),
            }}
        </div>
        {move || open.get().map(|what| match what {
            Open::Create => dialog(messages::CREATE_VAULT, false, open),
            Open::Change => dialog(messages::CHANGE_PASSPHRASE, true, open),
            Open::Forget => forgetting(open),
        })}
    }
    .into_any()
}

/// Whether the last balances are kept.
fn balances() -> AnyView {
    let (vault, toasts) = (use_vault(), use_toasts());
    let chosen = RwSignal::new(untrack(|| kept_balances::is_chosen(vault)));
    Effect::new(move |before: Option<bool>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            leptos::task::spawn_local(async move {
                if let Err(why) = kept_balances::choose(vault, now).await {
                    toasts.say(words(why).title);
                    chosen.try_set(kept_balances::is_chosen(vault));
                }
            });
        }
        now
    });
    view! { <CheckField label=messages::KEEP_BALANCES value=chosen hint=messages::KEEP_BALANCES_HINT/> }
        .into_any()
}

/// Makes a vault, or gives the one there is another passphrase.
fn dialog(title: &'static str, has_old: bool, open: RwSignal<Option<Open>>) -> AnyView {
    let (vault, toasts) = (use_vault(), use_toasts());
    let old = RwSignal::new(String::new());
    let new = NewPassphrase::new();
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let left = if has_old { pause() } else { RwSignal::new(0) };
    let submit = Callback::new(move |()| {
        if left.get_untracked() > 0 {
            return;
        }
        let Some(passphrase) = new.take() else { return };
        let shown = Secret::new(old.get_untracked());
        old.set(String::new());
        busy.set(true);
        trouble.set(None);
        leptos::task::spawn_local(async move {
            let outcome = if has_old {
                vault.change_passphrase(shown, passphrase).await
            } else {
                vault.create(passphrase).await
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    open.try_set(None);
                    if has_old {
                        toasts.say(messages::PASSPHRASE_CHANGED);
                    }
                }
                Err(why) => {
                    trouble.try_set(Some(words(why)));
                }
            }
        });
    });
    let is_waiting = Signal::derive(move || busy.get() || left.get() > 0);
    view! {
        <Dialog title=title locked=busy on_close=Callback::new(move |()| open.set(None))>
            <div class="body">
                <Form label=title submit=or_wait(title, left) busy=is_waiting trouble=trouble on_submit=submit on_cancel=Callback::new(move |()| open.set(None))>
                    {has_old.then(|| view! { <TextField label=messages::PASSPHRASE_NOW value=old kind="password" autocomplete="current-password" autofocus=true/> })}
                    {new.fields(if has_old { messages::PASSPHRASE_NEW } else { messages::PASSPHRASE })}
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}

fn forgetting(open: RwSignal<Option<Open>>) -> AnyView {
    let vault = use_vault();
    let forget = move |_| {
        open.set(None);
        vault.forget();
    };
    view! {
        <Dialog title=messages::FORGET_VAULT_TITLE on_close=Callback::new(move |()| open.set(None))>
            <div class="body"><p>{messages::FORGET_VAULT_MEANS}</p></div>
            <div class="dialog-end">
                <button class="btn" type="button" autofocus={true} on:click=move |_| open.set(None)>{messages::CANCEL}</button>
                <button class="btn danger fill" type="button" on:click=forget>{messages::FORGET_VAULT}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
