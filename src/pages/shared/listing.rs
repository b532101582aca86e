//! What every list keeps in its address: filters, sort, page. Read from the query string, written back to it.

use leptos::prelude::*;

use crate::{
    messages,
    navigation::{Navigation, use_navigation},
    paths::{query_pairs, query_string},
    ui::{filters::Filter, state::Trouble, table::Sort},
};

pub const PAGE: &str = "page";
pub const ORDER_COLUMN: &str = "orderColumn";
pub const ORDER_DIRECTION: &str = "orderDirection";

pub const LIMIT: &str = "limit";
pub const COLUMNS: &str = "columns";

/// The rows of a page of a list, unless the address says otherwise.
pub const PER_PAGE: u64 = 50;
const MOST_PER_PAGE: u64 = 500;

/// The query string of a list's address, as pairs.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    navigation: Navigation,
    pub pairs: Memo<Vec<(String, String)>>,
}

pub fn use_listing() -> Listing {
    let navigation = use_navigation();
    Listing {
        navigation,
        pairs: Memo::new(move |_| navigation.location.with(|location| query_pairs(&location.query))),
    }
}

/// The value of a name among pairs.
pub fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

/// The page that pairs name; the first where they name none.
pub fn page_of(pairs: &[(String, String)]) -> u64 {
    value(pairs, PAGE).and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1)
}

/// The rows of a page that pairs ask for.
pub fn per_page(pairs: &[(String, String)]) -> u64 {
    value(pairs, LIMIT)
        .and_then(|limit| limit.parse().ok())
        .filter(|limit| (1..=MOST_PER_PAGE).contains(limit))
        .unwrap_or(PER_PAGE)
}

/// How pairs say that the list is sorted; newest first where they say nothing.
pub fn sort_of(pairs: &[(String, String)], column: &str) -> Sort {
    Sort {
        column: value(pairs, ORDER_COLUMN).unwrap_or(column).to_owned(),
        descending: value(pairs, ORDER_DIRECTION)
            .is_none_or(|direction| !direction.eq_ignore_ascii_case("asc")),
    }
}

/// Pairs with one value changed; whatever is changed, the list starts at its first page again.
pub fn changed(pairs: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut next: Vec<(String, String)> =
        pairs.iter().filter(|(key, _)| key != name && key != PAGE).cloned().collect();
    if !value.is_empty() {
        next.push((name.to_owned(), value.to_owned()));
    }
    next
}

/// The first filter among pairs whose value it does not take, with that value.
pub fn wrong_filter(
    pairs: &[(String, String)],
    filters: &'static [Filter],
) -> Option<(&'static Filter, String)> {
    filters.iter().find_map(|filter| {
        let value = value(pairs, filter.name)?;
        (!filter.takes(value)).then(|| (filter, value.to_owned()))
    })
}

impl Listing {
    /// What is wrong with the address, in words.
    pub fn trouble(self, filters: &'static [Filter]) -> Option<Trouble> {
        let (filter, value) = self.pairs.with(|pairs| wrong_filter(pairs, filters))?;
        Some(Trouble {
            title: messages::FILTER_WRONG.to_owned(),
            meaning: messages::filter_wrong(filter.label, &value),
            detail: String::new(),
        })
    }

    pub fn page(self) -> Signal<u64> {
        Signal::derive(move || self.pairs.with(|pairs| page_of(pairs)))
    }

    pub fn per_page(self) -> Signal<u64> {
        Signal::derive(move || self.pairs.with(|pairs| per_page(pairs)))
    }

    pub fn sort(self, column: &'static str) -> Signal<Sort> {
        Signal::derive(move || self.pairs.with(|pairs| sort_of(pairs, column)))
    }

    /// The pairs that are filters of this list.
    pub fn set(self, filters: &'static [Filter]) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            self.pairs.with(|pairs| {
                pairs
                    .iter()
                    .filter(|(name, _)| filters.iter().any(|filter| filter.name == name))
                    .cloned()
                    .collect()
            })
        })
    }

    fn show(self, pairs: &[(String, String)]) {
        let path = self.navigation.location.with_untracked(|location| location.path.clone());
        let query = query_string(pairs.iter().map(|(name, value)| (name, value)));
        self.navigation.go(if query.is_empty() { path } else { format!("{path}?{query}") });
    }

    pub fn on_change(self) -> Callback<(String, String)> {
        Callback::new(move |(name, value): (String, String)| {
            self.show(&self.pairs.with_untracked(|pairs| changed(pairs, &name, &value)));
        })
    }

    pub fn on_clear(self, filters: &'static [Filter]) -> Callback<()> {
        Callback::new(move |()| {
            let kept = self.pairs.with_untracked(|pairs| {
                pairs
                    .iter()
                    .filter(|(name, _)| name != PAGE && filters.iter().all(|filter| filter.name != name))
                    .cloned()
                    .collect::<Vec<_>>()
            });
            self.show(&kept);
        })
    }

    pub fn on_page(self) -> Callback<u64> {
        Callback::new(move |page: u64| {
            let mut pairs = self.pairs.with_untracked(|pairs| changed(pairs, PAGE, ""));
            if page > 1 {
                pairs.push((PAGE.to_owned(), page.to_string()));
            }
            self.show(&pairs);
        })
    }

    /// Sorts by a column: the other way round where it is the one already.
    pub fn on_sort(self, default: &'static str) -> Callback<String> {
        Callback::new(move |column: String| {
            let pairs = self.pairs.with_untracked(|pairs| {
                let now = sort_of(pairs, default);
                let direction = if now.column == column && now.descending { "asc" } else { "desc" };
                changed(&changed(pairs, ORDER_COLUMN, &column), ORDER_DIRECTION, direction)
            });
            self.show(&pairs);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(query: &str) -> Vec<(String, String)> {
        query_pairs(query)
    }

    #[test]
    fn a_page_is_a_positive_number_or_the_first() {
        for (query, page) in [("", 1), ("page=3", 3), ("page=0", 1), ("page=-1", 1), ("page=x", 1)] {
            assert_eq!(page_of(&pairs(query)), page, "{query}");
        }
    }

    #[test]
    fn a_changed_filter_starts_at_the_first_page() {
        assert_eq!(
            query_string(changed(&pairs("status=fail&page=4"), "status", "success")),
            "status=success"
        );
        assert_eq!(query_string(changed(&pairs("status=fail&type=income"), "status", "")), "type=income");
    }

    #[test]
    fn rule_9_a_filter_that_cannot_be_kept_is_not_passed_over() {
        use crate::ui::filters::Kind;
        const FILTERS: &[Filter] = &[
            Filter { name: "id", label: "Id", kind: Kind::Number },
            Filter { name: "dateFrom", label: "From", kind: Kind::Date },
            Filter {
                name: "isBlocked",
                label: "Blocked",
                kind: Kind::Choice(&[("true", "yes"), ("false", "no")]),
            },
            Filter { name: "currency", label: "Currency", kind: Kind::Currency },
        ];
        for (query, wrong) in [
            ("id=58&dateFrom=2026-11-20&isBlocked=true", None),
            ("id=%2358", Some("id")),
            ("dateFrom=20.11.2026", Some("dateFrom")),
            ("isBlocked=1", Some("isBlocked")),
            ("currency=BTC", None),
            ("currency=%E2%82%AC", Some("currency")),
            ("other=x", None),
        ] {
            assert_eq!(wrong_filter(&pairs(query), FILTERS).map(|(filter, _)| filter.name), wrong, "{query}");
        }
    }

    #[test]
    fn lists_are_newest_first_until_told_otherwise() {
        assert_eq!(sort_of(&[], "id"), Sort { column: "id".into(), descending: true });
        assert_eq!(
            sort_of(&pairs("orderColumn=price&orderDirection=ASC"), "id"),
            Sort { column: "price".into(), descending: false }
        );
    }
}
