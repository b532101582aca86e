//! What this browser keeps for the console, and the button that removes it.

use leptos::prelude::*;

use crate::{
    journal, messages,
    session::{
        kept_here::{self, Kept},
        use_session,
        vault::use_vault,
    },
    ui::{dialog::Dialog, icon::icon, money::count, preferences::use_preferences, text::foreign},
};

pub fn section() -> AnyView {
    let preferences = use_preferences();
    let (session, vault) = (use_session(), use_vault());
    let asking = RwSignal::new(false);
    let written = RwSignal::new(0_u32);
    let listener = window_event_listener_untyped("storage", move |_| written.update(|written| *written += 1));
    on_cleanup(move || listener.remove());
    // What is chosen on this page is kept at once, and so is what the vault does.
    let all = move || {
        preferences.theme.track();
        preferences.density.track();
        preferences.idle_minutes.track();
        session.connections.track();
        vault.state.track();
        written.track();
        kept_here::all()
    };
    view! {
        <div class="in-gutter kept">
            <p class="sub">{messages::KEPT_HERE_MEANS}</p>
            {move || {
                let all = all();
                if all.is_empty() {
                    return view! { <p class="sub">{messages::KEPT_NOTHING}</p> }.into_any();
                }
                view! { <ul class="lined" aria-label={messages::KEPT_HERE}>{all.into_iter().map(line).collect_view()}</ul> }.into_any()
            }}
            <p class="row"><button class="btn danger" type="button" on:click=move |_| asking.set(true)>{icon("x")}{messages::REMOVE_EVERYTHING}</button></p>
        </div>
        {move || asking.get().then(|| removal(asking))}
    }
    .into_any()
}

fn line(kept: Kept) -> AnyView {
    let until = if kept.is_for_tab { messages::KEPT_FOR_TAB } else { messages::KEPT_UNTIL_REMOVED };
    view! {
        <li class="line">
            <span class="what"><span class="t">{messages::kept_for(&kept.name)}</span><span class="s"><span class="code">{foreign(kept.name)}</span>" "{until}</span></span>
            <span class="cap">{messages::characters(&count(kept.size))}</span>
        </li>
    }
    .into_any()
}

fn removal(asking: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let unsettled = journal::unsettled().len();
    let remove = move |_| {
        kept_here::remove_all();
        session.sign_out();
    };
    view! {
        <Dialog title=messages::REMOVE_EVERYTHING_TITLE on_close=Callback::new(move |()| asking.set(false))>
            <div class="body fields">
                <p>{messages::REMOVE_EVERYTHING_MEANS}</p>
                {(unsettled > 0).then(|| view! { <p class="note warn">{icon("alert")}<span>{messages::unsettled_would_be_lost(unsettled)}</span></p> })}
            </div>
            <div class="dialog-end">
                <button class="btn" type="button" autofocus={true} on:click=move |_| asking.set(false)>{messages::CANCEL}</button>
                <button class="btn danger fill" type="button" on:click=remove>{messages::REMOVE_EVERYTHING}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
