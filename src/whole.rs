//! All rows of a filtered list, each once: what totals and exports are made from, so that they agree (rule 9).
//!
//! A list is gathered in the order of its numbers. New rows come last then and are taken in; a row whose number was
//! passed already comes a second time because another left or entered the list meanwhile, and is passed over. Whatever
//! moved is said: a list that changes while it is read has no one state that all of it was in.

use std::collections::BTreeSet;

use purser_api::{Page, Unreadable};

/// What was read of a list until now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Rows that were read, each counted once.
    pub rows: u64,
    /// Rows that came a second time and were passed over.
    pub repeated: u64,
    /// How many could not be read (rule 8).
    pub unreadable: u64,
    /// The first few of them, with the page they stood on.
    pub examples: Vec<(u64, Unreadable)>,
    first_total: Option<u64>,
    last_total: u64,
    last_id: Option<u64>,
    /// Where numbers say nothing about the order: the names of all rows that were read.
    names: BTreeSet<String>,
}

/// What tells one row of a list from the others.
pub enum Id<T> {
    /// A number that grows from row to row.
    Number(fn(&T) -> u64),
    /// A name; the list has its newest rows first.
    Name(fn(&T) -> &str),
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> std::fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Self::Number(_)) { "Number" } else { "Name" })
    }
}

/// More than these are counted and not shown.
const EXAMPLES: usize = 5;

impl Whole {
    /// Takes a page: the rows of it that are new.
    pub fn take<T>(&mut self, page: Page<T>, id: fn(&T) -> u64) -> Vec<T> {
        self.take_by(page, Id::Number(id))
    }

    /// The same, of a list whose rows are told in that way.
    pub fn take_by<T>(&mut self, page: Page<T>, id: Id<T>) -> Vec<T> {
        self.first_total.get_or_insert(page.meta.total);
        self.last_total = page.meta.total;
        self.unreadable += count(page.unreadable.len());
        let room = EXAMPLES.saturating_sub(self.examples.len());
        let number = page.meta.current_page;
        self.examples.extend(page.unreadable.into_iter().take(room).map(|row| (number, row)));
        let mut new = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            let is_new = match id {
                Id::Number(id) => {
                    let id = id(&row);
                    let is_new = self.last_id.is_none_or(|last| id > last);
                    self.last_id = self.last_id.max(Some(id));
                    is_new
                }
                Id::Name(name) => self.names.insert(name(&row).to_owned()),
            };
            if is_new {
                new.push(row);
            } else {
                self.repeated += 1;
            }
        }
        self.rows += count(new.len());
        new
    }

    /// How many rows the list had when it was first asked for, and when it was last.
    pub fn totals(&self) -> (u64, u64) {
        (self.first_total.unwrap_or(0), self.last_total)
    }

    /// Whether the list was another at the end of the reading than at its beginning, as far as can be told.
    pub fn has_changed(&self) -> bool {
        let (first, last) = self.totals();
        self.repeated > 0 || first != last || self.rows + self.unreadable != last
    }
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use purser_api::PageMeta;

    use super::*;

    fn page(rows: &[u64], total: u64) -> Page<u64> {
        let meta = PageMeta { current_page: 1, last_page: 2, per_page: 3, total };
        Page { rows: rows.to_vec(), unreadable: Vec::new(), links: Vec::new(), meta }
    }

    fn whole(pages: &[Page<u64>]) -> (Whole, Vec<u64>) {
        let mut whole = Whole::default();
        let rows = pages.iter().flat_map(|page| whole.take(page.clone(), |id| *id)).collect();
        (whole, rows)
    }

    #[test]
    fn a_list_that_stands_still_is_whole() {
        let (whole, rows) = whole(&[page(&[1, 2, 3], 5), page(&[4, 5], 5)]);
        assert_eq!(rows, [1, 2, 3, 4, 5]);
        assert!(!whole.has_changed());
    }

    #[test]
    fn rule_9_no_row_counts_twice_and_a_list_that_moved_is_said_to_have() {
        let (grown, rows) = whole(&[page(&[1, 2, 3], 5), page(&[4, 5, 6], 6)]);
        assert_eq!((rows.len(), grown.has_changed(), grown.totals()), (6, true, (5, 6)));
        let (entered, rows) = whole(&[page(&[2, 3, 4], 5), page(&[4, 5, 6], 6)]);
        assert_eq!((rows, entered.repeated, entered.has_changed()), (vec![2, 3, 4, 5, 6], 1, true));
        let (left, rows) = whole(&[page(&[1, 2, 3], 5), page(&[5], 4)]);
        assert_eq!((rows.len(), left.has_changed()), (4, true));
        let (exchanged, _) = whole(&[page(&[1, 2, 3], 5), page(&[5], 5)]);
        assert!(exchanged.has_changed(), "as many as before, but not all of them came");
    }

    #[test]
    fn rule_9_rows_are_told_by_their_names_where_numbers_do_not_grow() {
        let mut whole = Whole::default();
        let rows = [page(&[9, 8, 7], 5), page(&[7, 6, 5], 5)]
            .into_iter()
            .flat_map(|page| {
                let rows = page.rows.iter().map(ToString::to_string).collect();
                let page = Page { rows, unreadable: Vec::new(), links: Vec::new(), meta: page.meta };
                whole.take_by(page, Id::Name(|row: &String| row))
            })
            .collect::<Vec<_>>();
        assert_eq!((rows.join(" ").as_str(), whole.repeated, whole.has_changed()), ("9 8 7 6 5", 1, true));
    }

    #[test]
    fn rule_8_unreadable_rows_are_counted_and_some_are_kept() {
        let mut broken = page(&[1, 2], 9);
        broken.unreadable =
            vec![Unreadable { path: "$.data[2].price".into(), message: "is no number".into() }; 7];
        let (whole, rows) = whole(&[broken]);
        assert_eq!((rows.len(), whole.unreadable, whole.examples.len()), (2, 7, 5));
        assert!(!whole.has_changed());
    }
}
