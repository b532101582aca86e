//! The export of a list: a button with its formats, and a line that says how far it is and what is in the file.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use serde::Serialize;

use super::whole_list::{moved, progress};
use crate::{
    clock::now,
    export::{Format, Listed},
    gather::{Gathering, Pages, use_gathering},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    session::Identity,
    ui::{download::Download, icon::icon, menu::Menu, money::count},
    whole::Whole,
};

/// What is asked for, and the filters it is asked for with.
pub type Source<T> = Rc<dyn Fn() -> (Pages<T>, Vec<(String, String)>)>;

/// An export that a page offers.
pub struct Exporting<T: 'static> {
    listed: Listed<T>,
    gathering: Gathering<Whole>,
    source: StoredValue<Source<T>, LocalStorage>,
    file: StoredValue<Option<(Rc<Download>, Format)>, LocalStorage>,
    open: RwSignal<bool>,
    /// What is in the file that was saved last, and whether the browser took it.
    done: RwSignal<Option<(Arc<Whole>, bool)>>,
}

impl<T> std::fmt::Debug for Exporting<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exporting").field("listed", &self.listed).finish_non_exhaustive()
    }
}

impl<T> Clone for Exporting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Exporting<T> {}

pub fn use_export<T: Serialize + 'static>(
    identity: Identity,
    listed: Listed<T>,
    source: impl Fn() -> (Pages<T>, Vec<(String, String)>) + 'static,
) -> Exporting<T> {
    let exporting = Exporting {
        listed,
        gathering: use_gathering::<Whole>(identity),
        source: StoredValue::new_local(Rc::new(source)),
        file: StoredValue::new_local(None),
        open: RwSignal::new(false),
        done: RwSignal::new(None),
    };
    Effect::new(move |_| {
        if let Some(whole) = exporting.gathering.data.get() {
            exporting.save(whole);
        }
    });
    exporting
}

impl<T: Serialize + 'static> Exporting<T> {
    fn start(self, format: Format) {
        let source = self.source.get_value();
        let (pages, filters) = source();
        let file = Rc::new(Download::new(self.listed.name, format.media_type()));
        file.push(&self.listed.begin(format, &filters));
        self.file.set_value(Some((Rc::clone(&file), format)));
        self.open.set(false);
        self.done.set(None);
        self.gathering.data.set(None);
        let listed = self.listed;
        self.gathering.start(pages, Whole::default(), move |whole, page| {
            file.push(&listed.piece(format, whole, page));
        });
    }

    fn save(self, whole: Arc<Whole>) {
        let Some((file, format)) = self.file.try_update_value(Option::take).flatten() else { return };
        file.push(&self.listed.end(format, &whole));
        let name = self.listed.file_name(format, &whole, &now().date().to_iso());
        let taken = file.save_as(&name);
        self.done.set(Some((whole, taken)));
    }

    fn cancel(self) {
        self.gathering.stop();
        self.file.set_value(None);
    }

    /// The button and its formats.
    pub fn button(self) -> AnyView {
        let choice = move |format: Format, word: &'static str| {
            view! { <button class="opt-row" type="button" on:click=move |_| self.start(format)><span>{word}</span></button> }
        };
        let running = Signal::derive(move || self.gathering.progress.with(Option::is_some));
        view! {
            <Menu label=messages::EXPORT name="save" open=self.open disabled=running>
                {choice(Format::Csv, messages::CSV_FILE)}
                {choice(Format::Json, messages::JSON_FILE)}
                <p class={"hint"}>{messages::EXPORT_HINT}</p>
            </Menu>
        }
        .into_any()
    }

    /// How far it is, what went wrong, what is in the file.
    pub fn status(self) -> AnyView {
        let done = move || {
            self.done.get().map(|(whole, taken)| {
                let said = if taken { messages::exported(&count(whole.rows)) } else { messages::NO_FILE.to_owned() };
                let is_whole = taken && whole.unreadable == 0 && !whole.has_changed();
                view! {
                    <div class=if is_whole { "note in-gutter" } else { "note warn in-gutter" } role="status">
                        {icon(if is_whole { "check" } else { "alert" })}
                        <p>{said}" "{moved(&whole)}</p>
                        <button class="btn bare sm square push" type="button" aria-label={messages::CLOSE} on:click=move |_| self.done.set(None)>{icon("x")}</button>
                    </div>
                }
            })
        };
        view! {
            {move || self.gathering.progress.get().map(|now| view! {
                <div class="in-gutter">{progress(messages::EXPORTING, now, Callback::new(move |()| self.cancel()))}</div>
            })}
            {move || self.gathering.error.with(|error| error.as_deref().map(|error| view! { <div class="in-gutter">{trouble(error, Doing::Reading).note()}</div> }))}
            {done}
        }
        .into_any()
    }
}
