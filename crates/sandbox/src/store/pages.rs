//! Pages of a list.

/// Which part of a list is asked for, and in what order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest<Order> {
    pub order: Order,
    pub descending: bool,
    pub limit: i64,
    /// From one.
    pub page: i64,
}

/// A part of a list, and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: i64,
}

impl<Order> PageRequest<Order> {
    /// How many rows come before the page.
    pub const fn offset(&self) -> i64 {
        (self.page - 1).saturating_mul(self.limit)
    }
}

/// How to walk to a page: from the end of the list that is nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    pub offset: i64,
    pub limit: i64,
    /// Whether to go the other way and turn the rows round.
    pub backwards: bool,
}

impl Walk {
    /// The way to `limit` rows after `offset` of `total`; none where there are no such rows.
    pub const fn to(offset: i64, limit: i64, total: i64) -> Option<Self> {
        if offset >= total || limit <= 0 {
            return None;
        }
        let length = if total - offset < limit { total - offset } else { limit };
        let after = total - offset - length;
        if after < offset {
            Some(Self { offset: after, limit: length, backwards: true })
        } else {
            Some(Self { offset, limit: length, backwards: false })
        }
    }
}

/// What stands behind a column by which a list is ordered. What is not there comes first, or last: one database
/// would have it the other way round. Only of what may be missing is it said, else `PostgreSQL` does not go
/// along the index.
pub(super) const fn direction(descending: bool, may_be_missing: bool) -> &'static str {
    match (descending, may_be_missing) {
        (false, false) => " ASC",
        (true, false) => " DESC",
        (false, true) => " ASC NULLS FIRST",
        (true, true) => " DESC NULLS LAST",
    }
}
