//! What a table on the screen holds.

use std::panic::Location;

use thirtyfour::WebElement;

use super::locator::Locator;

impl Locator<'_> {
    /// The texts of a table, or of any part of one, row by row and cell by cell, headings first.
    #[track_caller]
    pub fn rows(&self) -> impl Future<Output = Vec<Vec<String>>> {
        let caller = Location::caller();
        let read =
            "return [...arguments[0].querySelectorAll('tr, [role=row]')].filter(row => row.checkVisibility())
            .map(row => [...row.querySelectorAll('th, td, [role=cell], [role=gridcell], [role=columnheader]')]
            .map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()));";
        async move {
            let rows = async |element: WebElement| {
                self.page.driver().execute(read, vec![element.to_json()?]).await?.convert()
            };
            self.act(caller, rows).await
        }
    }

    /// Where the links inside lead, in the order of the page: path and query of each.
    #[track_caller]
    pub fn addresses(&self) -> impl Future<Output = Vec<String>> {
        let caller = Location::caller();
        let read =
            "return [...arguments[0].querySelectorAll('a[href]')].map(link => link.pathname + link.search);";
        async move {
            let addresses = async |element: WebElement| {
                self.page.driver().execute(read, vec![element.to_json()?]).await?.convert()
            };
            self.act(caller, addresses).await
        }
    }
}
