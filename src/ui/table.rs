//! The one table: headings that sort, rows that open, a keyboard that moves through them.
//!
//! It knows no row type. A page turns what it received into [`Row`]s whose cells are drawn when the row is new.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    icon::icon,
    money::count,
    state::{Trouble, bone},
};
use crate::messages;

/// A column: its class gives its width, its place on a narrow screen and its alignment.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub class: &'static str,
    pub title: &'static str,
    /// The name the server sorts by, where it can.
    pub sort: Option<&'static str>,
}

/// How a table is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub column: String,
    pub descending: bool,
}

type Cells = Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>;

/// A row: what it is (with what may change about it, so that a changed row is drawn anew), where it leads, its cells.
#[derive(Clone)]
pub struct Row {
    pub key: String,
    pub cells: Cells,
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Row {
    /// The rows of a received list, without cloning it: each draws itself from the shared list.
    pub fn each<L: Send + Sync + 'static, T: 'static>(
        list: &Arc<L>,
        items: fn(&L) -> &[T],
        key: impl Fn(&T) -> String,
        cells: impl Fn(&T) -> Vec<AnyView> + Clone + Send + Sync + 'static,
    ) -> Vec<Self> {
        (0..items(list).len())
            .map(|index| {
                let (list, cells) = (Arc::clone(list), cells.clone());
                Self {
                    key: key(&items(&list)[index]),
                    cells: Arc::new(move || items(&list).get(index).map(&cells).unwrap_or_default()),
                }
            })
            .collect()
    }
}

/// A row that could not be read: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableRow {
    pub path: String,
    pub message: String,
}

/// The table with its four states: first load, rows (dimmed while newer ones are on their way), empty, broken.
#[component]
pub fn Table(
    #[prop(into)] caption: String,
    columns: &'static [Column],
    #[prop(into)] rows: Signal<Option<Vec<Row>>>,
    #[prop(into)] unreadable: Signal<Vec<UnreadableRow>>,
    #[prop(into)] loading: Signal<bool>,
    #[prop(into)] trouble: Signal<Option<Trouble>>,
    on_retry: Callback<()>,
    #[prop(optional, into)] sort: Option<Signal<Sort>>,
    #[prop(optional, into)] on_sort: Option<Callback<String>>,
    /// What stands here when the list is empty.
    empty: ViewFn,
) -> impl IntoView {
    let keys = window_event_listener(ev::keydown, move_through_rows);
    on_cleanup(move || keys.remove());
    let is_empty =
        move || rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty)) && unreadable.with(Vec::is_empty);
    let is_first_load = move || rows.with(Option::is_none) && trouble.with(Option::is_none);
    let count_columns = columns.len();
    view! {
        {move || trouble.get().map(|trouble| trouble.block(Some(on_retry)))}
        <div class=move || if loading.get() { "table stale" } else { "table" } aria-busy=move || loading.get().to_string()>
            <table class="tbl" role="table">
                <caption class="hide">{caption}</caption>
                <thead role={"rowgroup"}>
                    <tr role="row">{columns.iter().map(|column| heading(*column, sort, on_sort)).collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">
                    {move || is_first_load().then(|| (0..12).map(|_| bones(columns)).collect_view())}
                    {move || {
                        let unreadable = unreadable.get();
                        (!unreadable.is_empty()).then(|| unreadable_rows(&unreadable, count_columns))
                    }}
                    <For each=move || rows.get().unwrap_or_default() key=|row| row.key.clone() let:row>
                        <tr role="row" on:click=open_row>
                            {(row.cells)()
                                .into_iter()
                                .zip(columns)
                                .map(|(cell, column)| view! { <td role="cell" class=column.class>{cell}</td> })
                                .collect_view()}
                        </tr>
                    </For>
                </tbody>
            </table>
        </div>
        {move || (is_empty() && trouble.with(Option::is_none)).then(|| empty.run())}
    }
}

fn heading(column: Column, sort: Option<Signal<Sort>>, on_sort: Option<Callback<String>>) -> AnyView {
    let (Some(name), Some(sort), Some(on_sort)) = (column.sort, sort, on_sort) else {
        return view! { <th role="columnheader" scope="col" class=column.class>{column.title}</th> }
            .into_any();
    };
    let direction = move || {
        sort.with(|sort| {
            (sort.column == name).then_some(if sort.descending { "descending" } else { "ascending" })
        })
    };
    view! {
        <th role="columnheader" scope="col" class=column.class aria-sort=direction>
            <button class="sort" type="button" on:click=move |_| on_sort.run(name.to_owned())>
                {column.title}
                {move || icon(if direction() == Some("ascending") { "up" } else { "down" })}
            </button>
        </th>
    }
    .into_any()
}

fn bones(columns: &'static [Column]) -> AnyView {
    let cells = columns.iter().enumerate().map(|(index, column)| {
        view! { <td role="cell" class=column.class>{bone(if index % 2 == 0 { 3 } else { 4 })}</td> }
    });
    view! { <tr role="row" aria-hidden="true">{cells.collect_view()}</tr> }.into_any()
}

fn unreadable_rows(rows: &[UnreadableRow], columns: usize) -> AnyView {
    rows.iter()
        .map(|row| {
            view! {
                <tr role="row" class="unread">
                    <td role="cell" class="c-who" colspan=columns.to_string()>
                        {icon("alert")}{messages::ROW_UNREADABLE}
                        <span class="code">{row.path.clone()}</span>
                        <span class="code">{row.message.clone()}</span>
                    </td>
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

/// A press anywhere on a row opens it, unless it was on a control of its own or ended a selection of text.
fn open_row(event: ev::MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    if target.closest("a, button, input, label, summary").ok().flatten().is_some() {
        return;
    }
    let link =
        target.closest("tr").ok().flatten().and_then(|row| row.query_selector("a[href]").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        link.click();
    }
}

/// `j` and `k` move through the rows; Enter is the browser's own way to open the link that has the focus.
fn move_through_rows(event: ev::KeyboardEvent) {
    let step: i32 = match event.key().as_str() {
        "j" => 1,
        "k" => -1,
        _ => return,
    };
    if event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(&event) {
        return;
    }
    let Ok(links) = document().query_selector_all(".tbl tbody tr td a[href]:first-of-type") else { return };
    let focused = document().active_element();
    let length = links.length();
    let at = (0..length).find(|index| {
        links.item(*index).and_then(|node| node.dyn_into::<web_sys::Element>().ok()).as_ref()
            == focused.as_ref()
            && focused.is_some()
    });
    let next = match at {
        Some(at) => (i64::from(at) + i64::from(step)).clamp(0, i64::from(length.saturating_sub(1))),
        None => 0,
    };
    let next = u32::try_from(next)
        .ok()
        .and_then(|next| links.item(next))
        .and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = next {
        event.prevent_default();
        let _ = link.focus();
    }
}

/// Whether a key press belongs to a field or a dialog rather than to the page.
pub fn is_typing(event: &ev::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| {
            element.closest("input, textarea, select, dialog, [contenteditable]").ok().flatten()
        })
        .is_some()
}

/// Which part of a list is shown, and the way to the other parts.
#[component]
pub fn Pager(
    #[prop(into)] page: Signal<u64>,
    #[prop(into)] per_page: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
    on_page: Callback<u64>,
) -> impl IntoView {
    let last = move || total.get().div_ceil(per_page.get().max(1)).max(1);
    let range = move || {
        let (page, per_page, total) = (page.get(), per_page.get(), total.get());
        let first = ((page - 1) * per_page + 1).min(total);
        let end = (page * per_page).min(total);
        messages::range_of(&count(first), &count(end), &count(total))
    };
    view! {
        <footer class="foot">
            <div class="pager">
                <p>{range}</p>
                <div class="row">
                    <button class="btn sm square" type="button" aria-label={messages::PAGE_BEFORE} disabled=move || page.get() <= 1 on:click=move |_| on_page.run(page.get_untracked() - 1)>{icon("left")}</button>
                    <button class="btn sm square" type="button" aria-label={messages::NEXT_PAGE} disabled=move || { page.get() >= last() } on:click=move |_| on_page.run(page.get_untracked() + 1)>{icon("right")}</button>
                    <span class="cap">{move || messages::page_of(&count(page.get()), &count(last()))}</span>
                </div>
            </div>
        </footer>
    }
}
