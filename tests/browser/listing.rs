//! What every list can do, tried through its bar, its headings and its pager, and held against the API.

use serde_json::Value;

use super::api::Api;
use super::harness::Page;
use super::steps;

/// A list of the console, and the list of the API that it shows.
#[derive(Clone, Copy, Debug)]
pub struct List {
    pub address: &'static str,
    /// Its heading and the name of its table.
    pub name: &'static str,
    pub api: &'static str,
    pub filters: &'static str,
}

pub const CUSTOMERS: List = List {
    address: "/merchant/users",
    name: "Customers",
    api: "user",
    filters: "orderColumn=id&orderDirection=desc",
};

pub const TRANSACTIONS: List = List {
    address: "/merchant/transactions",
    name: "Transactions",
    api: "transaction",
    filters: "orderColumn=id&orderDirection=desc",
};

/// One filter of a bar: its label, what a person gives it, and what that must do.
#[derive(Debug)]
pub struct Filter {
    pub label: &'static str,
    pub given: Given,
    /// The API's own name, and the value that is sent.
    pub name: &'static str,
    pub value: String,
    /// Whether a row of the API belongs into the list that is filtered so.
    pub fits: fn(&Value, &str) -> bool,
}

#[derive(Debug)]
pub enum Given {
    Word(&'static str),
    Typed,
    Day,
}

impl Filter {
    pub fn chosen(
        label: &'static str,
        word: &'static str,
        name: &'static str,
        value: &str,
        fits: fn(&Value, &str) -> bool,
    ) -> Self {
        Self { label, given: Given::Word(word), name, value: value.to_owned(), fits }
    }

    pub fn typed(
        label: &'static str,
        name: &'static str,
        value: &str,
        fits: fn(&Value, &str) -> bool,
    ) -> Self {
        Self { label, given: Given::Typed, name, value: value.to_owned(), fits }
    }

    pub fn day(label: &'static str, name: &'static str, value: &str, fits: fn(&Value, &str) -> bool) -> Self {
        Self { label, given: Given::Day, name, value: value.to_owned(), fits }
    }

    /// Sets it in the bar.
    pub async fn set(&self, page: &Page) {
        page.button("Filter").click().await;
        page.thing(&["menuitem"], self.label).click().await;
        let editor = page.thing(&["form"], self.label);
        match self.given {
            Given::Word(word) => page.button(word).within(&editor).click().await,
            Given::Day => {
                page.field(self.label).within(&editor).fill_day(&self.value).await;
                page.button("Apply").within(&editor).click().await;
            }
            Given::Typed => {
                page.field(self.label).within(&editor).fill(&self.value).await;
                page.button("Apply").within(&editor).click().await;
            }
        }
        editor.gone().await;
    }

    /// As it stands in an address.
    fn pair(&self) -> String {
        format!("{}={}", self.name, self.value.replace('@', "%40").replace(' ', "+"))
    }

    /// Rule 9: set in the bar it is in the address, narrows the list to the rows that fit, comes back after a
    /// reload, and goes with one press.
    pub async fn is_kept_by_the_address(&self, page: &Page, api: &Api, list: List) {
        self.set(page).await;
        let address = format!("{}?{}", list.address, self.pair());
        page.at(&address).await;
        let rows = list.shows_what_the_api_has(page, api, &self.pair()).await;
        assert!(!rows.is_empty(), "{} finds something", self.label);
        for row in rows {
            assert!((self.fits)(&row, &self.value), "{} {} does not fit {row}", self.label, self.value);
        }
        page.reload().await;
        steps::connect(page).await;
        page.at(&address).await;
        list.shows_what_the_api_has(page, api, &self.pair()).await;
        page.button(&format!("Remove {}", self.label.to_lowercase())).click().await;
        page.at(list.address).await;
        list.shows_what_the_api_has(page, api, "").await;
    }
}

impl List {
    /// Waits until the list shows the page, the order and the count that the API gives for this query.
    /// Answers the API's rows.
    #[track_caller]
    pub fn shows_what_the_api_has(
        self,
        page: &Page,
        api: &Api,
        query: &str,
    ) -> impl Future<Output = Vec<Value>> {
        let usual = if query.contains("order") { "" } else { self.filters };
        let path = format!("{}?limit=50&{usual}&{query}", self.api);
        async move {
            let rows = api.rows(&path).await;
            let ids: Vec<String> = rows.iter().map(|row| row["id"].to_string()).collect();
            page.until(&format!("the list shows what {path} has: {ids:?}"), async || {
                rows.is_empty() || self.ids(page).await == ids
            })
            .await;
            page.heading(&format!("{} {}", self.name, count(api.total(&path).await))).shown().await;
            rows
        }
    }

    /// The ids of the rows on the screen, in their order.
    pub async fn ids(self, page: &Page) -> Vec<String> {
        let addresses = page.table(self.name).addresses().await;
        let id = |address: &String| {
            address.split('?').next().and_then(|path| path.rsplit('/').next()).map(str::to_owned)
        };
        addresses.iter().filter_map(id).collect()
    }
}

/// `2476` as the console writes it: `2,476`.
pub fn count(number: u64) -> String {
    let plain = number.to_string();
    let groups: Vec<&str> =
        plain.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}
