//! The first step: rows, pasted or from a file.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::{
    bulk::{
        Kind,
        desk::{Desk, use_desk},
        rows::template,
    },
    csv, messages,
    transport::use_client,
    ui::{dialog::next_id, download::Download, icon::icon, text::foreign},
};

/// The largest file that is opened, in bytes.
const LARGEST_FILE: u32 = 5 * 1024 * 1024;

pub fn section(desk: &Desk) -> AnyView {
    let client = use_client();
    let (text, wrong) = (RwSignal::from(desk.text.clone()), RwSignal::from(desk.wrong.clone()));
    let (kind, file) = (RwSignal::from(desk.kind.clone()), RwSignal::from(desk.file.clone()));
    let filling = RwSignal::from(desk.looking.clone());
    let (id, says) = (next_id("field"), next_id("says"));
    let picker = NodeRef::<html::Input>::new();
    let picked = move |_| {
        let Some(input) = picker.get_untracked() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open(file);
        }
        // The same file may be opened again when it has changed.
        input.set_value("");
    };
    let dropped = move |event: ev::DragEvent| {
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            open(file);
        }
    };
    let (typing, checking) = (desk.clone(), desk.clone());
    let count = move || text.with(|text| text.lines().filter(|line| !line.trim().is_empty()).count());
    view! {
        <form class="bulk-rows in-gutter" novalidate={true} aria-label={messages::STEP_ROWS} on:submit=move |event| { event.prevent_default(); checking.check(client); }>
            <div class="field">
                <label for=id.clone()>{messages::STEP_ROWS}{move || file.get().map(|name| view! { <span class="opt">" "{foreign(name)}</span> })}</label>
                <textarea
                    id=id class="input code" rows="14" spellcheck="false" autocapitalize="none" autocomplete="off" wrap="off"
                    aria-describedby=says.clone() aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    placeholder=move || example(kind.get())
                    prop:value=move || text.get()
                    on:input=move |event| typing.put(event_target_value(&event), None)
                    on:dragover=move |event: ev::DragEvent| event.prevent_default()
                    on:drop=dropped
                ></textarea>
                <div id=says>
                    {move || wrong.get().map(|sentence| view! { <p class="wrong" role="alert">{icon("alert")}<span>{sentence}</span></p> })}
                </div>
            </div>
            <aside class="bulk-help">
                <h2 class="label">{messages::COLUMNS}</h2>
                <ul class="code">{move || template(kind.get()).iter().map(|column| view! { <li>{*column}</li> }).collect_view()}</ul>
                <p class="hint">{messages::COLUMNS_HINT}</p>
                <p class="hint">{move || hint(kind.get())}</p>
                <button class="btn sm" type="button" on:click=move |_| save_template(kind.get_untracked())>{icon("save")}{messages::GET_TEMPLATE}</button>
            </aside>
            <div class="row wrap">
                <button class="btn lead" type="submit" disabled=move || filling.with(Option::is_some)>{icon("search")}{move || if file.with(Option::is_some) { messages::CHECK_ROWS.to_owned() } else { messages::check_button(count()) }}</button>
                <label class="btn file">
                    {icon("table")}{messages::OPEN_FILE}
                    <input class="hide" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" node_ref=picker on:change=picked/>
                </label>
                <span class="hint">{messages::DROP_HERE}</span>
            </div>
        </form>
    }
    .into_any()
}

fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::TopUp => messages::EXAMPLE_TOP_UP,
        Kind::Block | Kind::Unblock => messages::EXAMPLE_BLOCK,
        Kind::Void => messages::EXAMPLE_VOID,
    }
}

fn hint(kind: Kind) -> &'static str {
    match kind {
        Kind::TopUp => messages::HINT_TOP_UP,
        Kind::Block | Kind::Unblock => messages::HINT_BLOCK,
        Kind::Void => messages::HINT_VOID,
    }
}

fn save_template(kind: Kind) {
    let mut text = String::new();
    csv::push_row(&mut text, template(kind));
    let file = Download::new(format!("purser-{}.csv", kind.name()), csv::MEDIA_TYPE);
    file.push(&text);
    file.save();
}

/// Reads a file into the field.
fn open(file: web_sys::File) {
    let desk = use_desk();
    if file.size() > LARGEST_FILE.into() {
        return desk.wrong.set(Some(messages::FILE_TOO_LARGE.to_owned()));
    }
    let blob: &web_sys::Blob = file.unchecked_ref();
    let (name, read) = (file.name(), blob.text());
    leptos::task::spawn_local(async move {
        match JsFuture::from(read).await.ok().and_then(|text| text.as_string()) {
            Some(text) => desk.put(text, Some(name)),
            None => desk.wrong.set(Some(messages::FILE_UNREADABLE.to_owned())),
        }
    });
}
