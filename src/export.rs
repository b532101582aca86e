//! A list as a file: every row, every field, amounts as the wire had them. Made piece by piece while the list is read.

use std::fmt::Write as _;

use purser_api::{
    Page, WireTime,
    centrowallet::{transaction::Transaction, user::User},
    ctk::transaction::Transaction as CoinTransaction,
};
use serde::Serialize;

use crate::{
    csv,
    whole::{Id, Whole},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => csv::MEDIA_TYPE,
            Self::Json => "application/json",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// A column of a file: its heading, which is the API's own name, and what a row has there.
pub type Field<T> = (&'static str, fn(&T) -> String);

/// What a list is as a file.
pub struct Listed<T: 'static> {
    /// The start of the file's name.
    pub name: &'static str,
    pub id: Id<T>,
    pub fields: &'static [Field<T>],
}

impl<T> Clone for Listed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Listed<T> {}

impl<T> std::fmt::Debug for Listed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listed").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<T: Serialize> Listed<T> {
    /// What a file begins with. In JSON, the filters it was made with stand first.
    pub fn begin(self, format: Format, filters: &[(String, String)]) -> String {
        match format {
            Format::Csv => {
                let mut out = String::new();
                csv::push_row(&mut out, self.fields.iter().map(|(name, _)| *name));
                out
            }
            Format::Json => {
                format!("{{\"list\":{},\"filters\":{},\"rows\":[", json(&self.name), json(&filters))
            }
        }
    }

    /// The rows of a page as a piece of the file.
    pub fn piece(self, format: Format, whole: &mut Whole, page: Page<T>) -> String {
        let mut out = String::new();
        let before = whole.rows;
        let rows = whole.take_by(page, self.id);
        for (place, row) in (before..).zip(&rows) {
            match format {
                Format::Csv => csv::push_row(&mut out, self.fields.iter().map(|(_, cell)| cell(row))),
                Format::Json => {
                    out.push_str(if place == 0 { "\n" } else { ",\n" });
                    out.push_str(&json(row));
                }
            }
        }
        out
    }

    /// What a file ends with: in JSON, how many rows it has and whether that is all.
    pub fn end(self, format: Format, whole: &Whole) -> String {
        match format {
            Format::Csv => String::new(),
            Format::Json => format!(
                "\n],\"count\":{},\"unreadable\":{},\"changedMeanwhile\":{}}}\n",
                whole.rows,
                whole.unreadable,
                whole.has_changed()
            ),
        }
    }

    /// The file's name: what, when, how many rows, and how many could not be read.
    pub fn file_name(self, format: Format, whole: &Whole, day: &str) -> String {
        let mut name = format!("{}-{day}-{}-rows", self.name, whole.rows);
        if whole.unreadable > 0 {
            let _ = write!(name, "-{}-unreadable", whole.unreadable);
        }
        format!("{name}.{}", format.ending())
    }
}

fn json<V: Serialize + ?Sized>(value: &V) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

fn shown<V: ToString>(value: Option<V>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A time in UTC; as it was told, where its zone is known by name only.
fn time(value: Option<&WireTime>) -> String {
    let said = |time: &WireTime| {
        time.instant().map_or_else(|| time.text().to_owned(), |instant| instant.to_string())
    };
    value.map(said).unwrap_or_default()
}

pub const TRANSACTIONS: Listed<Transaction> = Listed {
    name: "transactions",
    id: Id::Number(|row| row.id.0),
    fields: &[
        ("id", |row| row.id.to_string()),
        ("uuid", |row| text(row.uuid.as_ref())),
        ("date", |row| time(row.date.as_ref())),
        ("userId", |row| shown(row.user_id)),
        ("email", |row| text(row.email.as_ref())),
        ("paymentAccountId", |row| shown(row.payment_account_id)),
        ("paymentAccountType", |row| row.payment_account_type.to_string()),
        ("type", |row| row.kind.to_string()),
        ("status", |row| row.status.to_string()),
        ("mode", |row| row.mode.to_string()),
        ("action", |row| row.action.to_string()),
        ("price", |row| row.price.to_string()),
        ("currency", |row| row.currency.to_string()),
        ("balance", |row| shown(row.balance)),
        ("remainingAmount", |row| shown(row.remaining_amount)),
        ("fullCovered", |row| shown(row.full_covered)),
        ("dateExpire", |row| time(row.date_expire.as_ref())),
        ("isVirtual", |row| shown(row.is_virtual)),
        ("billing", |row| text(row.billing.as_ref())),
        ("paymentMethod", |row| text(row.payment_method.as_ref())),
        ("subtype", |row| text(row.subtype.as_ref())),
        ("descriptor", |row| text(row.descriptor.as_ref())),
        ("merchantOrderId", |row| text(row.merchant_order_id.as_ref())),
        ("message", |row| text(row.message.as_ref())),
        ("code", |row| text(row.code.as_ref())),
        ("accountNumber", |row| text(row.account_number.as_ref())),
        ("brand", |row| text(row.brand.as_ref())),
        ("expirationMonth", |row| text(row.expiration_month.as_ref())),
        ("expirationYear", |row| text(row.expiration_year.as_ref())),
        ("firstname", |row| text(row.firstname.as_ref())),
        ("lastname", |row| text(row.lastname.as_ref())),
        ("country", |row| text(row.country.as_ref())),
        ("zip", |row| text(row.zip.as_ref())),
        ("metadata", |row| if row.metadata.is_empty() { String::new() } else { json(&row.metadata) }),
        ("balanceTotal", |row| {
            let totals = row.balance_total.iter().map(|(currency, amount)| format!("{amount} {currency}"));
            totals.collect::<Vec<_>>().join("; ")
        }),
        ("voids", |row| row.child.iter().map(|child| child.id.to_string()).collect::<Vec<_>>().join(" ")),
    ],
};

pub const CUSTOMERS: Listed<User> = Listed {
    name: "customers",
    id: Id::Number(|row| row.id.0),
    fields: &[
        ("id", |row| row.id.to_string()),
        ("uuid", |row| text(row.uuid.as_ref())),
        ("email", |row| text(row.email.as_ref())),
        ("externalUserId", |row| text(row.external_user_id.as_ref())),
        ("type", |row| text(row.kind.as_ref())),
        ("isActivated", |row| shown(row.is_activated)),
        ("isBlocked", |row| shown(row.is_blocked)),
        ("createdAt", |row| time(row.created_at.as_ref())),
        ("updatedAt", |row| time(row.updated_at.as_ref())),
        ("blockedAt", |row| time(row.blocked_at.as_ref())),
    ],
};

/// What happened to coins, as the system tells it; its own roundings are left out.
pub const COINS: Listed<CoinTransaction> = Listed {
    name: "coin-transactions",
    id: Id::Name(|row| &row.id),
    fields: &[
        ("id", |row| row.id.clone()),
        ("dateTime", |row| time(row.date_time.as_ref())),
        ("type", |row| row.kind.to_string()),
        ("title", |row| text(row.title.as_ref())),
        ("symbol", |row| row.symbol.to_string()),
        ("amount", |row| row.amount.to_string()),
        ("conversionRateAtTransaction", |row| shown(row.conversion_rate_at_transaction)),
        ("usdAmountAtTransaction", |row| shown(row.usd_amount_at_transaction)),
        ("conversionRateNow", |row| shown(row.conversion_rate_now)),
        ("usdAmountNow", |row| shown(row.usd_amount_now)),
        ("txhash", |row| text(row.txhash.as_ref())),
    ],
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use purser_api::{
        centrowallet::{Caller, transaction, transaction::TransactionFilter, user, user::UserFilter},
        ctk::transaction as coins,
    };

    use super::*;

    const ROWS: &str = r#"{"data":[
        {"id":"7","price":"01.23","balance":0.7249000000000001,"currency":"USD","type":"income","status":"success",
         "date":{"date":"2024-03-14 10:43:33.000000","timezone_type":3,"timezone":"UTC"},"metadata":{"desk":"akl-03"},
         "email":"=cmd@example.org","firstname":"Zoë, \"Z\"","child":[{"id":8,"price":1,"currency":"USD"}]},
        {"id":9,"price":2.50,"currency":"BTC"},
        {"id":10,"price":{},"currency":"USD"}],
        "meta":{"currentPage":1,"lastPage":1,"perPage":50,"total":3}}"#;

    fn file(format: Format) -> (String, Whole) {
        let list = transaction::list(Caller::Merchant { client_id: None }, &TransactionFilter::default());
        let page = list.decode(&purser_api::Answer::new(200, ROWS.as_bytes())).unwrap();
        let mut whole = Whole::default();
        let filters = [("status".to_owned(), "success".to_owned())];
        let mut text = TRANSACTIONS.begin(format, &filters);
        text += &TRANSACTIONS.piece(format, &mut whole, page);
        text += &TRANSACTIONS.end(format, &whole);
        (text, whole)
    }

    #[test]
    fn rule_1_a_csv_file_has_every_digit_and_rule_17_no_formula() {
        let (text, whole) = file(Format::Csv);
        let sheet = csv::read(&text).unwrap();
        let at = |name: &str| sheet.records[0].cells.iter().position(|cell| cell == name).unwrap();
        let row = &sheet.records[1].cells;
        for (name, wanted) in [
            ("id", "7"),
            ("price", "1.23"),
            ("balance", "0.7249000000000001"),
            ("currency", "USD"),
            ("firstname", "Zoë, \"Z\""),
            ("email", "=cmd@example.org"),
            ("metadata", "{\"desk\":\"akl-03\"}"),
            ("voids", "8"),
            ("remainingAmount", ""),
        ] {
            assert_eq!(row[at(name)], wanted, "{name}");
        }
        assert!(row[at("date")].starts_with("2024-03-14"), "{}", row[at("date")]);
        assert!(text.contains(",'=cmd@example.org,"));
        assert_eq!(sheet.records[2].cells[at("price")], "2.50");
        assert_eq!(sheet.records.len(), 3);
        assert_eq!(whole.unreadable, 1);
        let name = TRANSACTIONS.file_name(Format::Csv, &whole, "2026-11-21");
        assert_eq!(name, "transactions-2026-11-21-2-rows-1-unreadable.csv");
    }

    #[test]
    fn rule_1_a_json_file_has_every_digit_and_says_what_it_lacks() {
        let (text, _) = file(Format::Json);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["count"], 2);
        assert_eq!(read["unreadable"], 1);
        assert_eq!(read["changedMeanwhile"], false);
        assert_eq!(read["filters"][0][1], "success");
        assert_eq!(read["rows"][0]["balance"].to_string(), "0.7249000000000001");
        assert_eq!(read["rows"][1]["price"].to_string(), "2.50");
    }

    #[test]
    fn an_empty_list_is_a_file_all_the_same() {
        let none = Whole::default();
        let text = CUSTOMERS.begin(Format::Csv, &[]) + &CUSTOMERS.end(Format::Csv, &none);
        assert!(text.starts_with("id,uuid,email,") && text.lines().count() == 1);
        let text = CUSTOMERS.begin(Format::Json, &[]) + &CUSTOMERS.end(Format::Json, &none);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["rows"], serde_json::json!([]));
    }

    /// Rule 9: the file has all that the list's rows have; a field that is added to a row is added here.
    #[test]
    fn rule_9_every_field_of_a_row_has_its_column() {
        fn names<T>(listed: Listed<T>) -> Vec<String> {
            listed.fields.iter().map(|(name, _)| (*name).to_owned()).collect()
        }
        let fields =
            |row: &serde_json::Value| -> Vec<String> { row.as_object().unwrap().keys().cloned().collect() };
        // Under another name: the children by their numbers, the reference as the list spells it.
        let known = ["child", "merchantOrderID"];
        let (json, _) = file(Format::Json);
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        for field in fields(&read["rows"][0]).iter().filter(|field| !known.contains(&field.as_str())) {
            assert!(names(TRANSACTIONS).contains(field), "{field}");
        }
        let coin = include_str!("../crates/api/tests/fixtures/ctk/transaction-total.response.json");
        let total = coins::total(&coins::TotalQuery::default());
        let coin = total.decode(&purser_api::Answer::new(200, coin.as_bytes())).unwrap();
        let row = serde_json::to_value(&coin.rows[0]).unwrap();
        for field in fields(&row).iter().filter(|field| !field.ends_with("Formatted")) {
            assert!(names(COINS).contains(field), "{field}");
        }
        let answer = br#"{"data":[{"id":1,"email":"a@example.org"}]}"#;
        let page = user::list(&UserFilter::default()).decode(&purser_api::Answer::new(200, answer)).unwrap();
        let row = serde_json::to_value(&page.rows[0]).unwrap();
        for field in fields(&row) {
            assert!(names(CUSTOMERS).contains(&field), "{field}");
        }
    }

    proptest! {
        /// Whatever a system says of a transaction: its cells come back as they were, and the amount with every digit.
        #[test]
        fn rule_17_any_row_comes_back_from_its_file(
            texts in prop::collection::vec(prop_oneof![any::<String>(), "[-=+@|%'\"\t\r\n,;0-9a. ]{0,8}"], 5),
            mantissa in any::<i64>(),
            scale in 0_u32..=18,
        ) {
            let price = purser_api::Decimal::new(mantissa, scale);
            let texts: Vec<String> = texts.iter().map(|text| text.replace('\u{1}', "")).collect();
            let row = serde_json::json!({
                "id": 7, "price": price.to_string(), "currency": "USD", "email": texts[0], "firstname": texts[1],
                "message": texts[2], "merchantOrderId": texts[3], "metadata": { &texts[4]: texts[0] },
            });
            let body = serde_json::json!({ "data": [row], "meta": { "currentPage": 1, "lastPage": 1, "perPage": 50, "total": 1 } });
            let list = transaction::list(Caller::Merchant { client_id: None }, &TransactionFilter::default());
            let page = list.decode(&purser_api::Answer::new(200, body.to_string().as_bytes())).unwrap();
            let row = page.rows[0].clone();
            let text = TRANSACTIONS.begin(Format::Csv, &[]) + &TRANSACTIONS.piece(Format::Csv, &mut Whole::default(), page);
            let sheet = csv::read(&text).unwrap();
            prop_assert_eq!(sheet.records.len(), 2);
            let said: Vec<String> = TRANSACTIONS.fields.iter().map(|(_, cell)| cell(&row)).collect();
            prop_assert_eq!(&sheet.records[1].cells, &said);
            let place = TRANSACTIONS.fields.iter().position(|(name, _)| *name == "price").unwrap();
            prop_assert_eq!(sheet.records[1].cells[place].as_str(), price.to_string());
        }
    }
}
