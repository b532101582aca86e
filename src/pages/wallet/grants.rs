//! Promotional money that is left, and when it lapses.

use leptos::prelude::*;
use purser_api::{
    Decimal, Money, Page, Timestamp, WireTime,
    centrowallet::{
        Caller, OrderDirection, PaymentAccountId, TransactionKind,
        transaction::{self, Transaction, TransactionFilter, TransactionOrder},
    },
};

use crate::{
    clock::now,
    gather::LARGE_PAGE,
    messages,
    pages::shared::transactions::purpose,
    paths::Route,
    query::{Query, use_query},
    session::Identity,
    ui::{
        money::{Tone, amount, digits},
        text::foreign,
        time::day,
    },
};

/// A grant of which something is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub id: u64,
    pub account: Option<PaymentAccountId>,
    pub name: String,
    pub given: Money,
    pub left: Money,
    pub lapses: Timestamp,
}

/// The grants of a list that are still to be spent, the next one to lapse first; and whether the list has more.
fn left_of(page: &Page<Transaction>, now: Timestamp) -> (Vec<Grant>, bool) {
    let mut grants: Vec<Grant> = page.rows.iter().filter_map(|row| grant(row, now)).collect();
    grants.sort_by_key(|grant| (grant.lapses, grant.id));
    // They come with the last to lapse first, so that what is not on the page has mostly lapsed.
    let last = page.rows.last().and_then(|row| row.date_expire.as_ref()).and_then(WireTime::instant);
    (grants, page.meta.last_page > page.meta.current_page && last.is_some_and(|last| last > now))
}

fn grant(row: &Transaction, now: Timestamp) -> Option<Grant> {
    let lapses = row.date_expire.as_ref().and_then(WireTime::instant).filter(|lapses| *lapses > now)?;
    let left = row.remaining_money().filter(|left| left.amount() > Decimal::ZERO)?;
    (row.kind == TransactionKind::Income && !row.is_voided()).then(|| Grant {
        id: row.id.0,
        account: row.payment_account_id,
        name: purpose(row),
        given: row.price_money(),
        left,
        lapses,
    })
}

/// What is left of the grants to the customer's accounts, or to one.
#[derive(Clone, Copy, Debug)]
pub struct Grants {
    pub all: Memo<Vec<Grant>>,
    query: Query<Page<Transaction>>,
}

pub fn use_grants(account: Option<PaymentAccountId>) -> Grants {
    let query = use_query(Identity::Customer, move || {
        let filter = TransactionFilter {
            payment_account_id: account,
            only_with_expire_date: Some(true),
            limit: Some(LARGE_PAGE),
            order_column: Some(TransactionOrder::ExpireDate),
            order_direction: Some(OrderDirection::Descending),
            ..TransactionFilter::default()
        };
        Some(transaction::list(Caller::Customer, &filter))
    });
    query.refresh_when_seen();
    let all = Memo::new(move |_| {
        query.data.with(|page| page.as_deref().map(|page| left_of(page, now()).0).unwrap_or_default())
    });
    Grants { all, query }
}

impl Grants {
    /// The section; nothing where there is no such money.
    pub fn section(self) -> AnyView {
        let has_more = Memo::new(move |_| {
            self.query.data.with(|page| page.as_deref().is_some_and(|page| left_of(page, now()).1))
        });
        let section = move || {
            let grants = self.all.get();
            (!grants.is_empty()).then(|| {
                view! {
                    <section class="sec" aria-labelledby="h-promo">
                        <header><h2 id="h-promo">{messages::PROMO_MONEY}</h2></header>
                        {grants.iter().map(one).collect_view()}
                        {move || has_more.get().then(|| view! { <p class="hint in-gutter">{messages::PROMO_MORE}</p> })}
                    </section>
                }
            })
        };
        section.into_any()
    }
}

/// How much of it is left, of a hundred, for the picture.
fn share(grant: &Grant) -> u8 {
    let part = (grant.left.amount() * Decimal::ONE_HUNDRED).checked_div(grant.given.amount());
    part.and_then(|part| u8::try_from(part.trunc()).ok()).unwrap_or(100).clamp(1, 100)
}

fn one(grant: &Grant) -> AnyView {
    let said = messages::left_of(&digits(grant.left, Tone::Plain), &digits(grant.given, Tone::Plain));
    let href = Route::WalletTransaction(grant.id).to_string();
    view! {
        <div class="in-gutter spend">
            <p class="row"><a class="name" href=href>{foreign(grant.name.clone())}</a><span class="push">{amount(grant.left, Tone::Plain)}</span></p>
            <svg class="meter" role="img" aria-label=said width="100%" height="4"><rect class={"rest"} width="100%" height="4"/><rect class={"left"} width=format!("{}%", share(grant)) height="4"/></svg>
            <p class="row cap"><span>{messages::of_it(&digits(grant.given, Tone::Plain))}</span><span class="push">{messages::lapses_on(&day(grant.lapses))}</span></p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use purser_api::Answer;

    use super::*;

    #[test]
    fn what_is_spent_lapsed_or_taken_back_is_not_left() {
        let row = |id: u64, left: &str, lapses: &str, child: &str| {
            format!(
                r#"{{"id":{id},"type":"income","status":"success","price":20,"currency":"USD","remainingAmount":{left},"dateExpire":"{lapses}T10:00:00Z","child":[{child}]}}"#
            )
        };
        let void =
            r#"{"id":9,"type":"outcome","status":"success","mode":"void","price":20,"currency":"USD"}"#;
        let rows = [
            row(1, "13.6", "2027-02-18", ""),
            row(2, "20", "2027-01-01", void),
            row(3, "5", "2026-12-01", ""),
            row(4, "0", "2026-12-01", ""),
            row(5, "5", "2026-11-01", ""),
        ];
        let text = format!(r#"{{"data":[{}]}}"#, rows.join(","));
        let list = transaction::list(Caller::Customer, &TransactionFilter::default());
        let page = list.decode(&Answer::new(200, text.as_bytes())).unwrap();
        let (left, has_more) = left_of(&page, Timestamp::parse("2026-11-20").unwrap());
        assert_eq!(left.iter().map(|grant| grant.id).collect::<Vec<_>>(), [3, 1]);
        assert_eq!((share(&left[0]), share(&left[1]), has_more), (25, 68, false));
    }
}
