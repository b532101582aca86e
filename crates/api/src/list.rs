//! Lists whose unreadable rows cost themselves only.

use std::fmt;

use serde::Serialize;

use crate::{
    decode::{Cursor, Reader},
    error::Error,
};

/// A part of an answer that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where, as a JSON path: `$.data[3].price`.
    pub path: String,
    /// What is wrong there. Values are not repeated.
    pub message: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

impl From<Unreadable> for Error {
    fn from(unreadable: Unreadable) -> Self {
        Self::Decode { path: unreadable.path, message: unreadable.message }
    }
}

/// The rows of a list, and what could not be read of it: one malformed row costs one row.
///
/// It serializes as a plain JSON array of the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Rows<T> {
    /// The rows, in the order they came in.
    pub rows: Vec<T>,
    /// One entry for each row that could not be read.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
}

impl<T> Rows<T> {
    /// How many rows there were, readable or not.
    pub fn len(&self) -> usize {
        self.rows.len() + self.unreadable.len()
    }

    /// Whether there was no row, readable or not.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.unreadable.is_empty()
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), unreadable: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Rows<T> {
    fn from(rows: Vec<T>) -> Self {
        Self { rows, unreadable: Vec::new() }
    }
}

/// Where in a paged list one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageMeta {
    /// This page, from 1.
    pub current_page: u64,
    /// The last page there is.
    pub last_page: u64,
    /// Rows on a full page.
    pub per_page: u64,
    /// Rows on all pages.
    pub total: u64,
}

/// An address of a page, as the system gives it. It is not followed; pages are asked for by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// `current`, `next` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rel: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// One page of a list.
///
/// It serializes as `{"data": […], "links": […], "meta": {…}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows, in the order they came in.
    #[serde(rename = "data")]
    pub rows: Vec<T>,
    /// One entry for each row that could not be read, and for paging information that could not.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
    /// Addresses of pages.
    pub links: Vec<Link>,
    /// Where in the list this page is. When the answer does not say, it is counted from the rows, and
    /// [`unreadable`](Page::unreadable) says so.
    pub meta: PageMeta,
}

impl<T> Page<T> {
    /// Reads `{data, links, meta}`; only `data` must be there and be a list.
    pub(crate) fn read(answer: &Cursor<'_>, row: Reader<T>) -> Result<Self, Unreadable> {
        let Rows { rows, mut unreadable } = answer.field("data").rows(row)?;
        let count = rows.len() + unreadable.len();
        let meta = meta(&answer.field("meta")).unwrap_or_else(|trouble| {
            unreadable.push(trouble);
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            PageMeta { current_page: 1, last_page: 1, per_page: count, total: count }
        });
        Ok(Self { rows, unreadable, links: links(&answer.field("links")), meta })
    }
}

fn meta(meta: &Cursor<'_>) -> Result<PageMeta, Unreadable> {
    Ok(PageMeta {
        current_page: meta.field("currentPage").unsigned()?,
        last_page: meta.field("lastPage").unsigned()?,
        per_page: meta.field("perPage").unsigned()?,
        total: meta.field("total").unsigned()?,
    })
}

/// Links are for show; what cannot be read of them is left out.
fn links(links: &Cursor<'_>) -> Vec<Link> {
    if links.has_field("href") || links.has_field("rel") {
        return vec![link(links)];
    }
    links.items().map(|items| items.iter().map(link).collect()).unwrap_or_default()
}

fn link(link: &Cursor<'_>) -> Link {
    Link {
        rel: link.field("rel").optional_text().unwrap_or_default(),
        href: link.field("href").optional_text().unwrap_or_default(),
    }
}
