//! The one table: headings that sort, rows that open, a keyboard that moves through them.
//!
//! It knows no row type. A page turns what it received into [`Row`]s whose cells are drawn when the row is new.

mod keys;
mod selection;

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    icon::icon,
    money::count,
    state::{Trouble, bone},
};
use crate::messages;

pub use keys::{is_typing, is_writing, move_through_rows};
pub use selection::{Selection, SelectionBar};

/// A column: its class gives its width, its place on a narrow screen and its alignment.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub class: &'static str,
    pub title: &'static str,
    /// The name the server sorts by, where it can.
    pub sort: Option<&'static str>,
}

impl Column {
    /// What it is called in an address: `sum` for the class `num c-sum`.
    pub fn name(&self) -> &'static str {
        self.class.split(' ').find_map(|class| class.strip_prefix("c-")).unwrap_or(self.class)
    }
}

/// How a table is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub column: String,
    pub descending: bool,
}

type Cells = Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>;

/// A row: what it is (`414`, or `414:…` with what may change about it, so that a changed row is drawn anew), its cells.
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
    /// What it is, whatever may have changed about it.
    pub fn id(&self) -> &str {
        self.key.split(':').next().unwrap_or_default()
    }

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
    /// The names of the columns that are shown; all of them where nothing is said.
    #[prop(optional, into)]
    shown: Option<Signal<Vec<&'static str>>>,
    /// The rows that are chosen, where rows can be.
    #[prop(into, default = None)]
    selection: Option<Selection>,
    /// What stands here when the list is empty.
    empty: ViewFn,
) -> impl IntoView {
    keys::follow(selection);
    let is_empty =
        move || rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty)) && unreadable.with(Vec::is_empty);
    let is_first_load = move || rows.with(Option::is_none) && trouble.with(Option::is_none);
    let places = Memo::new(move |_| {
        let is_shown =
            |column: &Column| shown.is_none_or(|shown| shown.with(|names| names.contains(&column.name())));
        (0..columns.len()).filter(|place| columns.get(*place).is_some_and(is_shown)).collect::<Vec<_>>()
    });
    let count_columns = move || places.with(Vec::len) + usize::from(selection.is_some());
    let class = move || match (loading.get(), selection.is_some()) {
        (false, false) => "table",
        (true, false) => "table stale",
        (false, true) => "table picks",
        (true, true) => "table picks stale",
    };
    view! {
        {move || trouble.get().map(|trouble| trouble.block(Some(on_retry)))}
        <div class=class aria-busy=move || loading.get().to_string()>
            <table class="tbl" role="table">
                <caption class="hide">{caption}</caption>
                <thead role={"rowgroup"}>
                    <tr role="row">
                        {selection.map(|selection| selection.heading(rows))}
                        {move || places.with(|places| places.iter().map(|place| heading(columns[*place], sort, on_sort)).collect_view())}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {move || is_first_load().then(|| (0..12).map(|_| bones(columns, &places.get(), selection.is_some())).collect_view())}
                    {move || {
                        let unreadable = unreadable.get();
                        (!unreadable.is_empty()).then(|| unreadable_rows(&unreadable, count_columns()))
                    }}
                    {move || {
                        let places = places.get();
                        view! {
                            <For each=move || rows.get().unwrap_or_default() key=|row| row.key.clone() children=move |row| line(&row, columns, &places, selection, rows)/>
                        }
                    }}
                </tbody>
            </table>
        </div>
        {move || (is_empty() && trouble.with(Option::is_none)).then(|| empty.run())}
    }
}

fn line(
    row: &Row,
    columns: &'static [Column],
    places: &[usize],
    selection: Option<Selection>,
    rows: Signal<Option<Vec<Row>>>,
) -> AnyView {
    let mut cells: Vec<Option<AnyView>> = (row.cells)().into_iter().map(Some).collect();
    let cells = places
        .iter()
        .filter_map(|place| {
            let cell = cells.get_mut(*place)?.take()?;
            Some(view! { <td role="cell" class=columns[*place].class>{cell}</td> })
        })
        .collect_view();
    let id = row.id().to_owned();
    let chosen = selection.map(|selection| {
        let id = id.clone();
        Signal::derive(move || selection.has(&id))
    });
    view! {
        <tr role="row" on:click=keys::open_row aria-selected=move || chosen.map(|chosen| chosen.get().to_string())>
            {selection.map(|selection| selection.cell(id, rows))}
            {cells}
        </tr>
    }
    .into_any()
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

fn bones(columns: &'static [Column], places: &[usize], picks: bool) -> AnyView {
    let cells = places.iter().map(|place| {
        view! { <td role="cell" class=columns[*place].class>{bone(if place % 2 == 0 { 3 } else { 4 })}</td> }
    });
    let pick = picks.then(|| view! { <td role="cell" class="pick">{""}</td> });
    view! { <tr role="row" aria-hidden="true">{pick}{cells.collect_view()}</tr> }.into_any()
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

/// Which part of a list is shown, and the way to the other parts.
#[component]
pub fn Pager(
    #[prop(into)] page: Signal<u64>,
    #[prop(into)] per_page: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
    on_page: Callback<u64>,
    /// What stands beside it.
    #[prop(optional)]
    children: Option<Children>,
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
            {children.map(|children| children())}
        </footer>
    }
}
