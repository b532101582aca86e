//! The address book: whom one chooses from, and its way in and out as a file.

use leptos::{html, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::destination::Going;
use crate::{
    messages,
    paths::Route,
    recipients::{self, Destination, Recipient, kept::Book},
    session::vault::State,
    ui::{
        dialog::Dialog, download::Download, groups::in_groups, icon::icon, state::empty, text::foreign,
        toast::use_toasts,
    },
};

/// A longer file is no address book.
const LARGEST_FILE: i32 = 1_000_000;

/// A change of the book.
type Edit = Box<dyn Fn(&mut Vec<Recipient>)>;

/// Those who can be sent to on the network of a destination.
fn of_network(book: Book, network: &str) -> Vec<Recipient> {
    let mut all: Vec<Recipient> =
        book.all().into_iter().filter(|known| known.to.network == network).collect();
    all.sort_by_key(|known| (known.name.is_empty(), known.name.to_lowercase(), known.sent_at));
    all
}

pub fn dialog(book: Book, symbol: &str, going: Going, open: RwSignal<bool>) -> AnyView {
    let toasts = use_toasts();
    let network = Destination::new(symbol, "", None).network;
    let all = Memo::new(move |_| of_network(book, &network));
    let said = RwSignal::new(None::<String>);
    let change = move |change: Edit| {
        leptos::task::spawn_local(async move {
            if book.change(change).await.is_err() {
                toasts.warn(messages::BOOK_NOT_KEPT);
            }
        });
    };
    let choose = move |known: Recipient| {
        going.fill_in(&known.to);
        open.set(false);
    };
    let remove = move |known: Recipient| {
        change(Box::new(move |book| book.retain(|entry| !entry.to.is_same(&known.to))));
    };
    let hand_on = move |_| {
        let file = Download::new("purser-recipients.json", "application/json");
        file.push(&recipients::write(&untrack(|| book.all())));
        file.save();
    };
    let file = NodeRef::<html::Input>::new();
    let take = move |_| {
        let Some(input) = file.get_untracked() else { return };
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return };
        let is_small = chosen.slice_with_i32(LARGEST_FILE).is_ok_and(|rest| rest.size() < 1.0);
        leptos::task::spawn_local(async move {
            let text = if is_small { JsFuture::from(chosen.text()).await.ok() } else { None };
            let text = text.and_then(|text| text.as_string()).unwrap_or_default();
            input.set_value("");
            let taken = recipients::take(&mut untrack(|| book.all()), &text);
            let Some(taken) = taken else {
                said.try_set(Some(messages::NO_BOOK_FILE.to_owned()));
                return;
            };
            said.try_set(Some(messages::recipients_taken(taken.added, taken.known, taken.left_out)));
            change(Box::new(move |book| {
                recipients::take(book, &text);
            }));
        });
    };
    let line = move |known: Recipient| {
        let named = if known.name.is_empty() { known.to.address.clone() } else { known.name.clone() };
        let (chosen, gone) = (known.clone(), known.clone());
        let name = (!known.name.is_empty()).then(|| view! { <b>{foreign(&known.name)}</b> });
        let tag = known.to.tag.clone().map(|tag| {
            view! { <span class="cap">{messages::tag_name(known.to.chain())}" "{foreign(tag)}</span> }
        });
        view! {
            <li>
                <button class="opt-row" type="button" aria-label=messages::use_recipient(&named) on:click=move |_| choose(chosen.clone())>
                    <span>{name}<span class="code">{in_groups(&known.to.address, &[])}</span>{tag}</span>
                </button>
                <button class="btn bare sm square" type="button" aria-label=messages::remove_recipient(&named) on:click=move |_| remove(gone.clone())>{icon("x")}</button>
            </li>
        }
    };
    let where_kept = move || {
        match book.vault() {
        State::Open => view! { <p class="hint">{messages::BOOK_IN_VAULT}</p> }.into_any(),
        State::Locked => view! { <p class="hint">{messages::BOOK_IS_LOCKED}" "<a class="link" href=Route::Settings.to_string()>{messages::TO_THE_VAULT}</a></p> }.into_any(),
        State::Absent | State::Unreadable(_) => view! { <p class="hint">{messages::BOOK_IN_MEMORY}" "<a class="link" href=Route::Settings.to_string()>{messages::TO_THE_VAULT}</a></p> }.into_any(),
    }
    };
    view! {
        <Dialog title=messages::ADDRESS_BOOK class="book" on_close=Callback::new(move |()| open.set(false))>
            <div class="body">
                {move || all.with(Vec::is_empty).then(|| empty(messages::BOOK_IS_EMPTY, messages::BOOK_IS_EMPTY_HINT, None))}
                <ul class="known">{move || all.get().into_iter().map(line).collect_view()}</ul>
                {where_kept}
                <p class="row wrap">
                    <button class="btn sm" type="button" on:click=move |_| if let Some(file) = file.get_untracked() { file.click() }>{messages::BOOK_FROM_FILE}</button>
                    {move || (!all.with(Vec::is_empty)).then(|| view! { <button class="btn sm" type="button" on:click=hand_on>{icon("save")}{messages::BOOK_TO_FILE}</button> })}
                </p>
                <input node_ref=file class="hide" type="file" accept="application/json,.json" aria-label={messages::BOOK_FROM_FILE} tabindex="-1" on:change=take/>
                {move || said.get().map(|said| view! { <p class="note" role="status">{icon("check")}<span>{said}</span></p> })}
            </div>
        </Dialog>
    }
    .into_any()
}
