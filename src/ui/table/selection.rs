//! Rows that are chosen for something: with boxes, with Shift for a range, with `x`; and the bar that says what can be
//! done with them.

use std::collections::BTreeSet;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::Row;
use crate::{
    messages,
    ui::{icon::icon, money::count},
};

/// Which rows are chosen, by their ids: those of this page and those of pages before.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    chosen: RwSignal<BTreeSet<String>>,
    /// The row that was chosen last: where a range begins.
    last: StoredValue<Option<String>>,
}

impl Default for Selection {
    fn default() -> Self {
        Self { chosen: RwSignal::new(BTreeSet::new()), last: StoredValue::new(None) }
    }
}

impl Selection {
    /// The ids that are chosen; numbers in the order of numbers.
    pub fn ids(self) -> Vec<String> {
        let mut ids: Vec<String> = self.chosen.with(|chosen| chosen.iter().cloned().collect());
        ids.sort_by_key(|id| (id.len(), id.clone()));
        ids
    }

    pub fn has(self, id: &str) -> bool {
        self.chosen.with(|chosen| chosen.contains(id))
    }

    pub fn count(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    pub fn clear(self) {
        if self.chosen.try_with_untracked(BTreeSet::is_empty) == Some(false) {
            self.chosen.try_update(BTreeSet::clear);
        }
        self.last.try_set_value(None);
    }

    /// Chooses a row or lets it go; with Shift, everything from the row before to this one.
    fn toggle(self, id: &str, to_here: bool, rows: &[Row]) {
        let on = !self.chosen.with_untracked(|chosen| chosen.contains(id));
        let place = |wanted: &str| rows.iter().position(|row| row.id() == wanted);
        let from = self.last.get_value().filter(|_| to_here).and_then(|last| place(&last));
        let range = match (from, place(id)) {
            (Some(from), Some(to)) => &rows[from.min(to)..=from.max(to)],
            _ => &[],
        };
        self.chosen.update(|chosen| {
            for id in range.iter().map(Row::id).chain([id]) {
                if on {
                    chosen.insert(id.to_owned());
                } else {
                    chosen.remove(id);
                }
            }
        });
        self.last.set_value(Some(id.to_owned()));
    }

    fn count_of(self, rows: Signal<Option<Vec<Row>>>) -> (usize, usize) {
        rows.with(|rows| {
            let rows = rows.as_deref().unwrap_or_default();
            (
                self.chosen.with(|chosen| rows.iter().filter(|row| chosen.contains(row.id())).count()),
                rows.len(),
            )
        })
    }

    /// The box above the boxes: all rows of this page, or none of them.
    pub(super) fn heading(self, rows: Signal<Option<Vec<Row>>>) -> AnyView {
        let counts = Memo::new(move |_| self.count_of(rows));
        let toggle_all = move |_| {
            let (chosen, all) = counts.get_untracked();
            rows.with_untracked(|rows| {
                self.chosen.update(|ids| {
                    for row in rows.as_deref().unwrap_or_default() {
                        if chosen < all {
                            ids.insert(row.id().to_owned());
                        } else {
                            ids.remove(row.id());
                        }
                    }
                });
            });
        };
        view! {
            <th role="columnheader" scope="col" class="pick">
                <label class={"tick"}>
                    <input
                        class="check" type="checkbox" aria-label={messages::CHOOSE_PAGE}
                        prop:checked=move || counts.with(|(chosen, all)| *all > 0 && chosen == all)
                        prop:indeterminate=move || counts.with(|(chosen, all)| *chosen > 0 && chosen < all)
                        disabled=move || counts.with(|(_, all)| *all == 0)
                        on:change=toggle_all
                    />
                </label>
            </th>
        }
        .into_any()
    }

    /// The box of a row.
    pub(super) fn cell(self, id: String, rows: Signal<Option<Vec<Row>>>) -> AnyView {
        let checked = {
            let id = id.clone();
            move || self.has(&id)
        };
        let label = messages::choose_row(&id);
        let toggle = move |event: ev::MouseEvent| {
            rows.with_untracked(|rows| {
                self.toggle(&id, event.shift_key(), rows.as_deref().unwrap_or_default());
            });
        };
        view! {
            <td role="cell" class="pick">
                <label class={"tick"} on:mousedown=no_text_selection>
                    <input class="check" type="checkbox" aria-label=label prop:checked=checked on:click=toggle/>
                </label>
            </td>
        }
        .into_any()
    }
}

/// A press with Shift would select all the text in between.
fn no_text_selection(event: ev::MouseEvent) {
    if event.shift_key() {
        event.prevent_default();
        let tick = event.current_target().and_then(|label| label.dyn_into::<web_sys::Element>().ok());
        let tick = tick.and_then(|label| label.query_selector("input").ok().flatten());
        if let Some(tick) = tick.and_then(|tick| tick.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = tick.focus();
        }
    }
}

/// How many rows are chosen and what can be done with them; nothing while none is.
#[component]
pub fn SelectionBar(
    selection: Selection,
    /// The rows of this page: what is chosen beyond them is said.
    #[prop(into)]
    rows: Signal<Option<Vec<Row>>>,
    /// Links and buttons.
    children: ChildrenFn,
) -> impl IntoView {
    let is_any = Memo::new(move |_| selection.count() > 0);
    let said = move || {
        let (here, _) = selection.count_of(rows);
        let all = selection.count();
        let number = |number: usize| count(u64::try_from(number).unwrap_or_default());
        messages::chosen(&number(all), (here < all).then(|| number(all - here)).as_deref())
    };
    move || {
        let children = children.clone();
        is_any.get().then(|| {
            view! {
                <div class="chosen" role="region" aria-label={messages::CHOSEN_ROWS}>
                    <p role={"status"}>{said}</p>
                    <div class={"row"}>{children()}</div>
                    <button class="btn bare sm push" type="button" on:click=move |_| selection.clear()>{icon("x")}{messages::LET_GO}</button>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn rows(ids: &[&str]) -> Vec<Row> {
        ids.iter().map(|id| Row { key: format!("{id}:x"), cells: Arc::new(Vec::new) }).collect()
    }

    #[test]
    fn shift_chooses_from_the_row_before_in_either_direction() {
        let owner = Owner::new();
        owner.set();
        let selection = Selection::default();
        let rows = rows(&["9", "8", "10", "7", "6"]);
        selection.toggle("10", false, &rows);
        selection.toggle("6", true, &rows);
        assert_eq!(selection.ids(), ["6", "7", "10"]);
        selection.toggle("9", true, &rows);
        assert_eq!(selection.ids(), ["6", "7", "8", "9", "10"]);
        selection.toggle("8", false, &rows);
        selection.toggle("7", true, &rows);
        assert_eq!(selection.ids(), ["6", "9"], "a range lets go as well");
        selection.clear();
        assert_eq!(selection.count(), 0);
    }

    #[test]
    fn a_range_from_a_row_that_is_gone_is_one_row() {
        let owner = Owner::new();
        owner.set();
        let selection = Selection::default();
        selection.toggle("1", false, &rows(&["1", "2"]));
        selection.toggle("4", true, &rows(&["3", "4", "5"]));
        assert_eq!(selection.ids(), ["1", "4"]);
    }
}
