//! How a list is shown: which columns, how many rows. Columns and rows stand in the
//! address, so that who opens it sees the same; the choice is kept for the next time.

use leptos::prelude::*;

use super::listing::{COLUMNS, LIMIT, Listing, PER_PAGE, per_page, value};
use crate::{
    messages,
    ui::{
        kept::{keep, kept},
        menu::Menu,
        table::Column,
    },
};

const PER_PAGES: &[u64] = &[25, PER_PAGE, 100, 250];

/// The columns of a list, and which of them are shown.
#[derive(Clone, Copy, Debug)]
pub struct Display {
    listing: Listing,
    columns: &'static [Column],
    usual: &'static [&'static str],
    /// Under which name the choice is kept.
    place: &'static str,
    pub shown: Signal<Vec<&'static str>>,
}

/// The columns that a text names, in the order of the table; `None` where it names none of them.
fn named(columns: &'static [Column], text: &str) -> Option<Vec<&'static str>> {
    let wanted: Vec<&str> = text.split(',').collect();
    let names: Vec<&'static str> =
        columns.iter().map(Column::name).filter(|name| wanted.contains(name)).collect();
    (!names.is_empty()).then_some(names)
}

pub fn use_display(
    listing: Listing,
    columns: &'static [Column],
    usual: &'static [&'static str],
    place: &'static str,
) -> Display {
    let mine = kept(place).and_then(|text| named(columns, &text));
    let shown = Signal::derive(move || {
        let said = listing.pairs.with(|pairs| value(pairs, COLUMNS).and_then(|text| named(columns, text)));
        said.or_else(|| mine.clone()).unwrap_or_else(|| usual.to_vec())
    });
    Display { listing, columns, usual, place, shown }
}

impl Display {
    fn toggle(self, name: &'static str) {
        let shown = self.shown.get_untracked();
        let is_shown = |known: &&str| shown.contains(known) != (*known == name);
        let next: Vec<&str> = self.columns.iter().map(Column::name).filter(is_shown).collect();
        // A table without columns says nothing.
        if !next.is_empty() {
            keep(self.place, &next.join(","));
            self.listing.on_change().run((COLUMNS.to_owned(), next.join(",")));
        }
    }

    fn reset(self) {
        keep(self.place, &self.usual.join(","));
        self.listing.on_change().run((COLUMNS.to_owned(), self.usual.join(",")));
    }

    /// The button and its panel.
    pub fn button(self) -> AnyView {
        let open = RwSignal::new(false);
        let column = move |column: &'static Column| {
            let name = column.name();
            view! {
                <label class={"choice"}>
                    <input class="check" type="checkbox" prop:checked=move || self.shown.with(|shown| shown.contains(&name)) on:change=move |_| self.toggle(name)/>
                    <span>{column.title}</span>
                </label>
            }
        };
        let rows = move |number: u64| {
            let said = if number == PER_PAGE { String::new() } else { number.to_string() };
            let is_it = move || self.listing.pairs.with(|pairs| per_page(pairs) == number);
            view! {
                <button type="button" aria-pressed=move || is_it().to_string() on:click=move |_| self.listing.on_change().run((LIMIT.to_owned(), said.clone()))>{number.to_string()}</button>
            }
        };
        view! {
            <Menu label=messages::COLUMNS name="cols" open=open>
                <fieldset class={"columns"}>
                    <legend class={"label"}>{messages::COLUMNS}</legend>
                    {self.columns.iter().map(column).collect_view()}
                    <button class="btn bare sm" type="button" on:click=move |_| self.reset()>{messages::USUAL_COLUMNS}</button>
                </fieldset>
                <p class={"label"}>{messages::ROWS_ON_A_PAGE}</p>
                <div class="seg" role="group" aria-label={messages::ROWS_ON_A_PAGE}>{PER_PAGES.iter().copied().map(rows).collect_view()}</div>
            </Menu>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { class: "c-when", title: "When", sort: None },
        Column { class: "num with-ccy c-sum", title: "Amount", sort: None },
    ];

    #[test]
    fn columns_are_named_by_the_address_and_anything_else_is_none_of_them() {
        assert_eq!(named(COLUMNS, "sum,when"), Some(vec!["when", "sum"]));
        assert_eq!(named(COLUMNS, "sum,<script>"), Some(vec!["sum"]));
        assert_eq!(named(COLUMNS, "nothing"), None);
        assert_eq!(named(COLUMNS, ""), None);
    }
}
