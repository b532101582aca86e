//! Grants of promotional money that lapse soon.

use purser_api::{Money, Page, Timestamp, centrowallet::transaction::Transaction};
use rust_decimal::Decimal;

/// A grant of which something is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub id: u64,
    pub customer: Option<u64>,
    pub email: Option<String>,
    pub left: Money,
    pub lapses: Timestamp,
}

/// Grants that lapse before an instant, the next one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapsing {
    from: Timestamp,
    until: Timestamp,
    grants: Vec<Grant>,
    /// Whether there were more than are read at most.
    pub cut_short: bool,
    pub left_out: u64,
}

impl Lapsing {
    pub fn between(from: Timestamp, until: Timestamp) -> Self {
        Self { from, until, grants: Vec::new(), cut_short: false, left_out: 0 }
    }

    /// Takes in a page of grants that lapse earlier and earlier. Says whether a further page can have any that are
    /// still to lapse.
    pub fn fold(&mut self, page: &Page<Transaction>) -> bool {
        self.left_out += u64::try_from(page.unreadable.len()).unwrap_or(u64::MAX);
        let mut goes_on = true;
        for row in &page.rows {
            let Some(lapses) = row.date_expire.as_ref().and_then(purser_api::WireTime::instant) else {
                continue;
            };
            goes_on = lapses > self.from;
            let left = row.remaining_money().filter(|left| left.amount() > Decimal::ZERO);
            if let Some(left) = left.filter(|_| goes_on && lapses <= self.until && !row.is_voided()) {
                let (customer, email) = (row.user_id.map(|id| id.0), row.email.clone());
                self.grants.push(Grant { id: row.id.0, customer, email, left, lapses });
            }
        }
        goes_on && page.meta.current_page < page.meta.last_page
    }

    /// The next to lapse first.
    pub fn grants(&self) -> Vec<&Grant> {
        let mut grants: Vec<&Grant> = self.grants.iter().collect();
        grants.sort_by_key(|grant| (grant.lapses, grant.id));
        grants
    }

    pub fn count(&self) -> usize {
        self.grants.len()
    }
}

#[cfg(test)]
mod tests {
    use purser_api::{
        Answer,
        centrowallet::{
            Caller,
            transaction::{self, TransactionFilter},
        },
    };
    use serde_json::{Value, json};

    use super::*;

    fn page(rows: &[Value], number: u64, last: u64) -> Page<Transaction> {
        let body = json!({ "data": rows, "meta": { "currentPage": number, "lastPage": last, "perPage": 3, "total": 9 } });
        let body = body.to_string().into_bytes();
        let answer =
            Answer { status: 200, content_type: Some("application/json"), retry_after: None, body: &body };
        let request = transaction::list(Caller::Merchant { client_id: None }, &TransactionFilter::default());
        request.decode(&answer).unwrap()
    }

    fn grant(id: u64, lapses: &str, left: &str) -> Value {
        json!({ "id": id, "price": 10, "currency": "USD", "type": "income", "status": "success", "dateExpire": lapses, "remainingAmount": left })
    }

    #[test]
    fn only_what_is_left_and_lapses_soon_is_counted() {
        let from = Timestamp::parse("2026-11-20").unwrap();
        let mut lapsing = Lapsing::between(from, Timestamp::parse("2026-12-20").unwrap());
        let voided = json!({ "id": 9, "price": 10, "currency": "USD", "dateExpire": "2026-12-02", "remainingAmount": 5,
            "child": [{ "id": 10, "price": 10, "currency": "USD", "mode": "void", "status": "success" }] });
        assert!(lapsing.fold(&page(
            &[grant(1, "2027-01-01", "5"), grant(2, "2026-12-01", "5"), grant(3, "2026-12-01", "0")],
            1,
            3
        )));
        assert!(!lapsing.fold(&page(
            &[voided, grant(4, "2026-11-21", "0.01"), grant(5, "2026-11-19", "5")],
            2,
            3
        )));
        let ids: Vec<u64> = lapsing.grants().iter().map(|grant| grant.id).collect();
        assert_eq!(ids, [4, 2]);
        assert!(!lapsing.fold(&page(&[grant(6, "2026-12-01", "5")], 3, 3)), "no page after the last");
    }
}
