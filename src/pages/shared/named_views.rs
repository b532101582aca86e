//! The views of a list above it: each a link, the one that is looked at marked; to save, to remove, to hand on.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::listing::{COLUMNS, LIMIT, Listing, ORDER_COLUMN, ORDER_DIRECTION};
use crate::{
    clock::now,
    messages,
    paths::{Route, with_query},
    ui::{
        download::Download,
        filters::Filter,
        icon::icon,
        kept::{keep, kept},
        menu::Menu,
        text::foreign,
    },
    views::{self, View},
};

/// Files of views are small; anything larger is none.
const LARGEST_FILE: i32 = 1_000_000;

#[component]
pub fn NamedViews(
    listing: Listing,
    route: Route,
    /// What the list is called in a file of views, and where its views are kept.
    list: &'static str,
    filters: &'static [Filter],
) -> impl IntoView {
    let known: Vec<&'static str> = filters
        .iter()
        .map(|filter| filter.name)
        .chain([ORDER_COLUMN, ORDER_DIRECTION, COLUMNS, LIMIT])
        .collect();
    let known = StoredValue::new(known);
    let place = format!("purser.views.{list}");
    let stored = kept(&place).map(|text| known.with_value(|known| views::read(&text, list, known)));
    let place = StoredValue::new(place);
    let mine = RwSignal::new(stored.unwrap_or_default());
    let here =
        Memo::new(move |_| listing.pairs.with(|pairs| known.with_value(|known| views::query(pairs, known))));
    let current = Memo::new(move |_| {
        mine.with(|views| views.iter().find(|view| view.query == here.get()).map(|view| view.name.clone()))
    });
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let keep_them = move || {
        mine.with_untracked(|views| place.with_value(|place| keep(place, &views::write(views, list))))
    };
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(name) = views::name(&typed.get_untracked()) else { return };
        let view = View { name, query: here.get_untracked() };
        let room = mine.try_update(|views| views::put(views, view)).flatten();
        if room.is_some() && keep_them() {
            typed.set(String::new());
            said.set(None);
            open.set(false);
        } else {
            said.set(Some(messages::VIEW_NOT_KEPT.to_owned()));
        }
    };
    let remove = move |_| {
        if let Some(name) = current.get_untracked() {
            mine.update(|views| views.retain(|view| view.name != name));
            keep_them();
            open.set(false);
        }
    };
    let hand_on = move |_| {
        let file = Download::new(String::new(), "application/json");
        mine.with_untracked(|views| file.push(&views::write(views, list)));
        file.save_as(&format!("views-{list}-{}.json", now().date().to_iso()));
        open.set(false);
    };
    let take = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        let is_small = file.slice_with_i32(LARGEST_FILE).is_ok_and(|rest| rest.size() < 1.0);
        leptos::task::spawn_local(async move {
            let text = if is_small { JsFuture::from(file.text()).await.ok() } else { None };
            // The same file can be chosen again.
            input.set_value("");
            let text = text.and_then(|text| text.as_string()).unwrap_or_default();
            let taken =
                mine.try_update(|views| known.try_with_value(|known| views::take(views, &text, list, known)));
            match taken.flatten().flatten() {
                Some(taken) => {
                    keep_them();
                    said.try_set(Some(messages::views_taken(taken.added, taken.replaced, taken.left_out)));
                }
                None => {
                    said.try_set(Some(messages::NO_VIEWS_FILE.to_owned()));
                }
            }
        });
    };
    let file = NodeRef::<html::Input>::new();
    let link = move |view: View| {
        let (name, query) = (view.name, view.query);
        let is_here = {
            let query = query.clone();
            move || here.with(|here| *here == query).then_some("page")
        };
        view! { <a href=with_query(route, &query) aria-current=is_here>{foreign(name)}</a> }
    };
    view! {
        <div class={"view-bar in-gutter"}>
            <nav class="views" aria-label={messages::VIEWS}>
                {move || (!mine.with(Vec::is_empty)).then(|| view! {
                    <a href=route.to_string() aria-current=move || here.with(String::is_empty).then_some("page")>{messages::ALL_ROWS}</a>
                })}
                <For each=move || mine.get() key=|view| (view.name.clone(), view.query.clone()) children=link/>
            </nav>
            <Menu label=messages::VIEWS name="layers" open=open>
                <form class={"field"} aria-label={messages::SAVE_VIEW} on:submit=save>
                    <label class="field">
                        <span class={"label"}>{messages::VIEW_NAME}</span>
                        <input class="input" type="text" maxlength="60" autocomplete="off" prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                    </label>
                    <p class={"hint"}>{messages::SAVE_VIEW_HINT}</p>
                    <button class="btn lead sm" type="submit">{messages::SAVE_VIEW}</button>
                </form>
                {move || current.with(Option::is_some).then(|| view! {
                    <button class="opt-row" type="button" on:click=remove><span>{messages::REMOVE_VIEW}</span></button>
                })}
                {move || (!mine.with(Vec::is_empty)).then(|| view! {
                    <button class="opt-row" type="button" on:click=hand_on><span>{messages::VIEWS_TO_FILE}</span></button>
                })}
                <button class="opt-row" type="button" on:click=move |_| if let Some(file) = file.get_untracked() { file.click() }><span>{messages::VIEWS_FROM_FILE}</span></button>
                <input node_ref=file class="hide" type="file" accept="application/json,.json" aria-label={messages::VIEWS_FROM_FILE} tabindex="-1" on:change=take/>
                {move || said.get().map(|said| view! { <p class="cap" role="status">{icon("alert")}{said}</p> })}
            </Menu>
        </div>
    }
}
