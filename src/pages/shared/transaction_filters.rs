//! The filters of a list of transactions: in the address under the API's own names.

use purser_api::{
    Date,
    centrowallet::{
        OrderDirection, PaymentAccountId, TransactionId, UserId,
        transaction::{TransactionFilter, TransactionOrder},
    },
};

use super::listing::{page_of, per_page, sort_of, value};
use crate::{
    messages,
    ui::filters::{Filter, Kind},
};

pub const DEFAULT_ORDER: &str = "id";

const DIRECTIONS: &[(&str, &str)] = &[("income", messages::MONEY_IN), ("outcome", messages::MONEY_OUT)];
const STATUSES: &[(&str, &str)] =
    &[("success", messages::SUCCESS), ("fail", messages::FAILED), ("processing", messages::PENDING)];
const MODES: &[(&str, &str)] = &[
    ("wallet", messages::MODE_WALLET),
    ("card", messages::CARD),
    ("void", messages::VOID),
    ("test", messages::MODE_TEST),
];
const ACTIONS: &[(&str, &str)] = &[
    ("charge", messages::ACTION_CHARGE),
    ("refund", messages::ACTION_REFUND),
    ("deposit", messages::ACTION_DEPOSIT),
];
const YES_NO: &[(&str, &str)] = &[("true", messages::YES), ("false", messages::NO)];

/// What a merchant's list can be narrowed by.
pub const OF_ALL: &[Filter] = &[
    Filter { name: "clientId", label: messages::CUSTOMER_NUMBER, kind: Kind::Number },
    Filter { name: "status", label: messages::STATUS, kind: Kind::Choice(STATUSES) },
    Filter { name: "type", label: messages::DIRECTION, kind: Kind::Choice(DIRECTIONS) },
    Filter { name: "dateFrom", label: messages::FROM_DAY, kind: Kind::Date },
    Filter { name: "dateTo", label: messages::TO_DAY, kind: Kind::Date },
    Filter { name: "merchantOrderId", label: messages::ORDER_ID, kind: Kind::Text },
    Filter { name: "mode", label: messages::MODE, kind: Kind::Choice(MODES) },
    Filter { name: "action", label: messages::ACTION, kind: Kind::Choice(ACTIONS) },
    Filter { name: "paymentMethod", label: messages::PAYMENT_METHOD, kind: Kind::Text },
    Filter { name: "descriptor", label: messages::DESCRIPTOR, kind: Kind::Text },
    Filter { name: "virtual", label: messages::VIRTUAL, kind: Kind::Choice(YES_NO) },
    Filter { name: "onlyWithExpireDate", label: messages::LAPSES, kind: Kind::Choice(YES_NO) },
    Filter { name: "paymentAccountId", label: messages::ACCOUNT_NUMBER, kind: Kind::Number },
    Filter { name: "lastTransactionId", label: messages::NEWER_THAN, kind: Kind::Number },
    Filter { name: "idList", label: messages::NUMBERS, kind: Kind::Numbers },
];

/// The same without the customer, where the list is of one.
pub const FILTERS: &[Filter] = OF_ALL.split_at(1).1;

/// The customer that an address narrows the merchant's list to.
pub fn customer(pairs: &[(String, String)]) -> Option<UserId> {
    value(pairs, "clientId").and_then(|id| id.parse().ok()).map(UserId)
}

/// The filter that an address asks for. What the API cannot take is left to the server to refuse.
pub fn read(pairs: &[(String, String)]) -> TransactionFilter {
    let text = |name: &str| value(pairs, name).map(str::to_owned);
    let flag = |name: &str| value(pairs, name).map(|value| value == "true");
    let number = |name: &str| value(pairs, name).and_then(|value| value.parse::<u64>().ok());
    let day = |name: &str| value(pairs, name).and_then(|value| Date::parse(value).ok());
    let sort = sort_of(pairs, DEFAULT_ORDER);
    TransactionFilter {
        limit: Some(per_page(pairs)),
        page: Some(page_of(pairs)),
        order_column: TransactionOrder::from_text(&sort.column),
        order_direction: Some(if sort.descending {
            OrderDirection::Descending
        } else {
            OrderDirection::Ascending
        }),
        payment_account_id: number("paymentAccountId").map(PaymentAccountId),
        kind: value(pairs, "type").map(Into::into),
        payment_method: text("paymentMethod"),
        is_virtual: flag("virtual"),
        action: value(pairs, "action").map(Into::into),
        mode: value(pairs, "mode").map(Into::into),
        status: value(pairs, "status").map(Into::into),
        descriptor: text("descriptor"),
        merchant_order_id: text("merchantOrderId"),
        date_from: day("dateFrom"),
        date_to: day("dateTo"),
        only_with_expire_date: flag("onlyWithExpireDate").filter(|only| *only),
        last_transaction_id: number("lastTransactionId").map(TransactionId),
        id_list: value(pairs, "idList")
            .map(|list| list.split(',').filter_map(|id| id.trim().parse().ok().map(TransactionId)).collect())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::centrowallet::{Caller, transaction};

    use super::*;
    use crate::paths::query_pairs;

    /// Rule 9: what the address says is what is asked, name by name.
    #[test]
    fn rule_9_every_filter_reaches_the_request_under_its_own_name() {
        let address = "status=fail&type=income&dateFrom=2026-11-01&dateTo=2026-11-20&merchantOrderId=HW-1&mode=card&action=charge\
            &paymentMethod=card&descriptor=Coffee&virtual=false&onlyWithExpireDate=true&paymentAccountId=58&lastTransactionId=414\
            &idList=17&clientId=5&page=3&orderColumn=price&orderDirection=asc";
        let request = transaction::list(
            Caller::Merchant { client_id: customer(&query_pairs(address)) },
            &read(&query_pairs(address)),
        );
        let asked = &request.parts().query;
        for (name, value) in query_pairs(address) {
            assert!(
                asked
                    .iter()
                    .any(|(known, sent)| known.trim_end_matches("[]") == name
                        && sent.eq_ignore_ascii_case(&value)),
                "{name}={value} in {asked:?}"
            );
        }
        for filter in OF_ALL {
            assert!(address.contains(&format!("{}=", filter.name)), "{} is tried here", filter.name);
        }
    }

    proptest! {
        /// Rule 9: whatever an address says, nothing is asked for under a name it does not have.
        #[test]
        fn rule_9_any_address_asks_for_what_it_says(query in prop_oneof![
            any::<String>(),
            "((status|type|dateFrom|dateTo|idList|clientId|page|perPage|virtual|orderColumn|orderDirection)=[0-9a-z,%-]{0,12}&){0,6}",
        ]) {
            let pairs = query_pairs(&query);
            let request = transaction::list(Caller::Merchant { client_id: customer(&pairs) }, &read(&pairs));
            let own = ["limit", "page", "orderColumn", "orderDirection"];
            for (name, _) in &request.parts().query {
                let name = name.trim_end_matches("[]");
                prop_assert!(own.contains(&name) || pairs.iter().any(|(known, _)| known == name), "{} of {}", name, query);
            }
            prop_assert!(purser_api::Endpoints::default().resolve(request.parts()).is_ok());
        }
    }
}
