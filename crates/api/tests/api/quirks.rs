//! What the wire does, and what becomes of it.

use purser_api::{
    Answer, Error, Metadata, Timestamp, WireTime,
    centrowallet::{
        Caller, PaymentAccountKind, Status, TransactionId, UserId, payment_account,
        payment_account::EmailOptions,
        transaction::{self, Transaction},
        user,
    },
    ctk,
    decode::Cursor,
    time::Zone,
};
use serde_json::{Value, json};

fn read(body: &Value) -> Result<Transaction, Error> {
    transaction::get(Caller::Customer, TransactionId(1))
        .decode(&Answer::new(200, body.to_string().as_bytes()))
}

/// A transaction with one field set.
fn with(field: &str, value: Value) -> Transaction {
    read(&changed(field, value)).unwrap()
}

fn changed(field: &str, value: Value) -> Value {
    let mut body = json!({"id": 1, "price": 1, "currency": "USD"});
    body[field] = value;
    body
}

/// A field given as text of JSON, so that every digit is what it is.
fn raw(field: &str, value: &str) -> Result<Transaction, Error> {
    let body = format!(r#"{{"id": 1, "currency": "USD", "price": 1, "{field}": {value}}}"#);
    transaction::get(Caller::Customer, TransactionId(1)).decode(&Answer::new(200, body.as_bytes()))
}

#[test]
fn a_list_comes_as_a_list_or_as_a_numbered_object_in_the_order_of_its_numbers() {
    let child = |id: u64| json!({"id": id, "price": 1, "currency": "USD"});
    let ids = |transaction: Transaction| transaction.child.iter().map(|child| child.id.0).collect::<Vec<_>>();
    assert_eq!(ids(with("child", json!([child(3), child(1)]))), [3, 1]);
    let numbered = json!({"10": child(10), "9": child(9), "2": child(2), "0": child(0)});
    assert_eq!(ids(with("child", numbered)), [0, 2, 9, 10]);
    for none in [json!([]), json!({}), json!(null)] {
        assert!(with("child", none).child.is_empty());
    }
}

#[test]
fn links_come_as_a_list_an_object_of_lists_or_one_alone() {
    let meta = json!({"currentPage": 1, "lastPage": 1, "perPage": "50", "total": "0"});
    let link = json!({"rel": "current", "href": "/api/v1/user?page=1"});
    for (links, count) in [
        (json!([link, link]), 2),
        (json!({"0": link, "1": link}), 2),
        (link.clone(), 1),
        (json!([]), 0),
        (json!(null), 0),
        (json!("odd"), 0),
    ] {
        let body = json!({"data": [], "links": links, "meta": meta}).to_string();
        let page =
            user::list(&user::UserFilter::default()).decode(&Answer::new(200, body.as_bytes())).unwrap();
        assert_eq!(page.links.len(), count);
        assert_eq!(page.meta.per_page, 50);
        assert!(page.unreadable.is_empty());
    }
}

#[test]
fn a_page_without_a_list_is_an_error_and_one_without_numbers_is_counted() {
    let list = user::list(&user::UserFilter::default());
    for body in ["{}", r#"{"data": null}"#, r#"{"data": {"error": 1}}"#, r#"{"data": "x"}"#] {
        let error = list.decode(&Answer::new(200, body.as_bytes())).unwrap_err();
        assert!(matches!(&error, Error::Decode { path, .. } if path == "$.data"), "{error:?}");
    }
    let page = list.decode(&Answer::new(200, br#"{"data": [{"id": 1}, {"id": 2}]}"#)).unwrap();
    assert_eq!((page.meta.total, page.meta.current_page), (2, 1));
    assert_eq!(page.unreadable[0].path, "$.meta.currentPage");
}

#[test]
fn a_number_comes_as_a_number_or_a_text_or_empty() {
    for id in [json!(3), json!("3"), json!("03")] {
        assert_eq!(read(&changed("id", id)).unwrap().id, TransactionId(3));
    }
    for price in [json!("01.23"), json!("1.23"), json!("1.230")] {
        let money = with("price", price).price_money();
        assert_eq!(money.amount(), purser_api::decimal::parse("1.23").unwrap());
    }
    assert_eq!(with("remainingAmount", json!("")).remaining_amount, None);
    assert_eq!(with("remainingAmount", json!(null)).remaining_amount, None);
    for (month, read) in
        [(json!("8"), Some("8")), (json!(8), Some("8")), (json!(""), None), (json!(null), None)]
    {
        assert_eq!(with("expirationMonth", month).expiration_month.as_deref(), read);
    }
    for external in [json!("846814538"), json!(846_814_538)] {
        let body = json!({"id": "1", "externalUserId": external}).to_string();
        let user = user::get(UserId(1)).decode(&Answer::new(200, body.as_bytes())).unwrap();
        assert_eq!(user.external_user_id.as_deref(), Some("846814538"));
    }
}

#[test]
fn rule_1_money_keeps_every_digit() {
    for digits in [
        "0.7249000000000001",
        "0.04677343633793722",
        "0.00000001",
        "92233720368547758.08",
        "9223372036854775808",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "16115.370367239",
        "2.50",
    ] {
        for value in [digits.to_owned(), format!("\"{digits}\"")] {
            assert_eq!(raw("balance", &value).unwrap().balance.unwrap().to_string(), digits);
        }
    }
    assert_eq!(raw("balance", "1e-8").unwrap().balance.unwrap().to_string(), "0.00000001");
    assert_eq!(raw("balance", "12.5E3").unwrap().balance.unwrap().to_string(), "12500");
    assert_eq!(raw("balance", "-0.00").unwrap().balance.unwrap().to_string(), "0.00");
}

#[test]
fn rule_1_what_exceeds_the_decimal_type_names_its_field() {
    for digits in [
        "79228162514264337593543950336",
        "0.00000000000000000000000000001",
        "1.00000000000000000000000000001",
        "1e29",
        "1e-29",
        "1e999999999999",
        "\"123456789012345678901234567890.5\"",
    ] {
        let error = raw("balance", digits).unwrap_err();
        let Error::Decode { path, message } = &error else { panic!("{error:?}") };
        assert_eq!((path.as_str(), message.contains("digits")), ("$.balance", true), "{digits}: {error}");
    }
    for digits in
        ["\"1,5\"", "\"much\"", "\"1.\"", "\".5\"", "\" 1\"", "\"1e\"", "\"+1\"", "\"NaN\"", "[]", "true"]
    {
        let error = raw("balance", digits).unwrap_err();
        assert!(matches!(&error, Error::Decode { path, .. } if path == "$.balance"), "{digits}");
    }
}

#[test]
fn a_time_comes_in_five_ways_or_not_at_all() {
    let expected = Timestamp::parse("2024-03-14T10:43:33Z").unwrap();
    let times = [
        json!({"date": "2024-03-14 10:43:33.000000", "timezone_type": 3, "timezone": "UTC"}),
        json!({"date": "2024-03-14T10:43:33.000Z", "timezone_type": 3, "timezone": "UTC"}),
        json!({"date": "2024-03-14T10:43:33Z", "timezone_type": 0, "timezone": "string"}),
        json!({"date": "2024-03-14 12:43:33.000000", "timezone_type": 1, "timezone": "+02:00"}),
        json!({"date": "2024-03-14 10:43:33.000000", "timezone_type": 2, "timezone": "Z"}),
        json!({"date": "2024-03-14 10:43:33"}),
        json!("2024-03-14T10:43:33.000000Z"),
        json!("2024-03-14T05:43:33-0500"),
        json!("2024-03-14 10:43:33"),
        json!(1_710_413_013),
        json!("1710413013"),
    ];
    for time in times {
        let read = with("date", time.clone()).date.unwrap();
        assert_eq!(read.instant(), Some(expected), "{time}");
    }
    for none in [json!(null), json!(""), json!({"date": null})] {
        assert_eq!(with("date", none).date, None);
    }
    for odd in [
        json!("yesterday"),
        json!("2024-02-30 00:00:00"),
        json!({"date": "0000-00-00 00:00:00"}),
        json!([1]),
        json!(true),
        json!(1_710_413_013_000_000_u64),
        json!("2024-03-14T24:00:00Z"),
    ] {
        let error = read(&changed("date", odd.clone())).unwrap_err();
        assert!(matches!(&error, Error::Decode { path, .. } if path.starts_with("$.date")), "{odd}");
    }
}

#[test]
fn a_local_time_in_a_named_zone_is_kept_and_not_guessed() {
    let time = json!({"date": "2024-03-14 10:43:33.000000", "timezone_type": 3, "timezone": "Europe/Riga"});
    let read = with("date", time.clone()).date.unwrap();
    assert_eq!(read.instant(), None);
    assert_eq!(read.text(), "2024-03-14 10:43:33.000000");
    assert_eq!(*read.zone(), Zone::Named(String::from("Europe/Riga")));
    assert_eq!(serde_json::to_value(&read).unwrap(), time);
}

#[test]
fn a_time_is_written_as_php_writes_it() {
    let time = WireTime::from(Timestamp::parse("2024-03-14T10:43:33Z").unwrap());
    let written = json!({"date": "2024-03-14 10:43:33.000000", "timezone_type": 3, "timezone": "UTC"});
    assert_eq!(serde_json::to_value(&time).unwrap(), written);
}

#[test]
fn metadata_is_an_object_a_text_or_nothing() {
    for none in [json!(null), json!([]), json!({}), json!("")] {
        assert_eq!(with("metadata", none).metadata, Metadata::Empty);
    }
    assert_eq!(
        with("metadata", json!("some metadata")).metadata,
        Metadata::Text(String::from("some metadata"))
    );
    let pairs = json!({"key": "some metadata", "deep": {"list": [1, 2.50]}});
    assert_eq!(with("metadata", pairs.clone()).metadata, Metadata::Object(pairs));
    assert_eq!(with("metadata", json!(7)).metadata, Metadata::Text(String::from("7")));
}

#[test]
fn two_names_are_one_field() {
    for name in ["merchantOrderID", "merchantOrderId"] {
        assert_eq!(with(name, json!("112233")).merchant_order_id.as_deref(), Some("112233"));
    }
    let both =
        json!({"id": 1, "price": 1, "currency": "USD", "merchantOrderID": null, "merchantOrderId": "b"});
    assert_eq!(read(&both).unwrap().merchant_order_id.as_deref(), Some("b"));
    for options in [json!(true), json!({"send": true})] {
        assert_eq!(EmailOptions::read(&Cursor::root(&options)), Ok(EmailOptions { send: Some(true) }));
    }
    for options in [json!(null), json!({"send": null}), json!({})] {
        assert_eq!(EmailOptions::read(&Cursor::root(&options)), Ok(EmailOptions { send: None }));
    }
    for name in ["singupStepsCompleted", "signupStepsCompleted"] {
        let body = json!({"success": true, "data": {"username": "ann", name: "5"}}).to_string();
        let profile = ctk::user::get().decode(&Answer::new(200, body.as_bytes())).unwrap();
        assert_eq!(profile.signup_steps_completed, Some(5));
    }
}

#[test]
fn an_unknown_value_is_kept_as_it_came() {
    assert_eq!(with("status", json!("held")).status, Status::Other(String::from("held")));
    assert_eq!(with("status", json!("success")).status, Status::Success);
    assert_eq!(with("type", json!("swap")).kind.as_str(), "swap");
    assert_eq!(with("mode", json!("wire")).mode.to_string(), "wire");
    assert_eq!(with("action", json!("tip")).action.as_str(), "tip");
    assert_eq!(with("currency", json!("newcoin")).currency.as_str(), "NEWCOIN");
    assert_eq!(
        with("paymentAccountType", json!("bonus")).payment_account_type,
        PaymentAccountKind::Other(String::from("bonus"))
    );
    assert_eq!(with("status", json!(null)).status, Status::default());
}

#[test]
fn fields_may_be_new_null_or_missing() {
    let mut body = json!({"id": 1, "price": 1, "currency": "USD", "surprise": {"deep": [1]}, "uuid": null});
    assert!(read(&body).is_ok());
    for required in ["id", "price", "currency"] {
        let value = body.as_object_mut().unwrap().remove(required).unwrap();
        let error = read(&body).unwrap_err();
        assert!(
            matches!(&error, Error::Decode { path, .. } if *path == format!("$.{required}")),
            "{error:?}"
        );
        body[required] = value;
    }
}

#[test]
fn rule_8_one_unreadable_row_costs_one_row() {
    let body = json!({
        "data": [
            {"id": 1, "price": 1, "currency": "USD"},
            {"id": 2, "price": 1, "currency": "USD"},
            "not a row",
            {"id": 4, "price": {"odd": true}, "currency": "USD"},
            {"id": 5, "price": 1, "currency": "USD"},
        ],
        "links": [],
        "meta": {"currentPage": 1, "lastPage": 1, "perPage": 50, "total": 5},
    })
    .to_string();
    let list = transaction::list(Caller::Customer, &transaction::TransactionFilter::default());
    let page = list.decode(&Answer::new(200, body.as_bytes())).unwrap();
    assert_eq!(page.rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [1, 2, 5]);
    let paths: Vec<&str> = page.unreadable.iter().map(|trouble| trouble.path.as_str()).collect();
    assert_eq!(paths, ["$.data[2]", "$.data[3].price"]);
    assert_eq!(page.unreadable[1].message, "expected a number, found an object");
}

#[test]
fn rule_8_every_list_bears_a_malformed_row() {
    let bodies = [
        (purser_api::Operation::PaymentAccountList, json!([{"id": 1, "currency": "USD"}, 7])),
        (
            purser_api::Operation::WalletListCentrapay,
            json!([{"id": "1", "currency": "NZD", "balance": "1"}, 7]),
        ),
        (
            purser_api::Operation::WalletTransactionsCentrapay,
            json!({"items": [{"activityNumber": 1, "amount": 1, "value": 1}, 7]}),
        ),
    ];
    for (operation, body) in bodies {
        let written = crate::every_operation::reread(operation, body.to_string().as_bytes()).unwrap();
        let rows = written.get("items").unwrap_or(&written);
        assert_eq!(rows.as_array().unwrap().len(), 1, "{operation}");
    }
    let pair = json!({"from": "BTC", "to": "ETH", "amountFrom": 1, "amountTo": 2});
    let body = json!({"success": true, "data": {"0": pair, "1": 7, "2": pair}}).to_string();
    let pairs = ctk::exchange::pairs().decode(&Answer::new(200, body.as_bytes())).unwrap();
    assert_eq!((pairs.rows.len(), pairs.len()), (2, 3));
    assert_eq!(pairs.unreadable[0].path, r#"$.data["1"]"#);
}

#[test]
fn children_and_totals_that_cannot_be_read_are_reported_and_not_lost_in_silence() {
    let transaction = with("child", json!({"0": {}, "1": {"id": 2}, "2": null}));
    assert!(transaction.child.is_empty());
    let paths: Vec<&str> = transaction.unreadable.iter().map(|trouble| trouble.path.as_str()).collect();
    assert_eq!(paths, [r#"$.child["1"].price"#, r#"$.child["2"]"#]);
    let transaction = with("balanceTotal", json!({"USD": "11.01", "EUR": "much", "not a currency": 1}));
    assert_eq!(transaction.balance_total.len(), 1);
    assert_eq!(transaction.unreadable.len(), 2);
    assert!(with("balanceTotal", json!([])).unreadable.is_empty());
}

#[test]
fn centrapay_cents_are_of_any_size_and_whole() {
    let wallet = |balance: &str| {
        let body = format!(r#"[{{"id": "W", "currency": "NZD", "balance": {balance}}}]"#);
        let list = purser_api::centrapay::wallet::list();
        list.decode(&Answer::new(200, body.as_bytes())).unwrap()
    };
    for (balance, money) in [
        ("\"2000\"", "20.00 NZD"),
        ("2000", "20.00 NZD"),
        ("\"-350\"", "-3.50 NZD"),
        ("\"0\"", "0.00 NZD"),
        ("\"18446744073709551616\"", "184467440737095516.16 NZD"),
        ("18446744073709551617", "184467440737095516.17 NZD"),
    ] {
        assert_eq!(wallet(balance).rows[0].balance_money().unwrap().to_string(), money);
    }
    for odd in ["\"1.5\"", "\"\"", "null", "\"99999999999999999999999999999999\"", "\"1e3\""] {
        assert_eq!(wallet(odd).unreadable[0].path, "$[0].balance", "{odd}");
    }
}

#[test]
fn deposit_addresses_come_apart() {
    use ctk::wallet::DepositAddress;
    let split = |text: &str| {
        let symbol = purser_api::Currency::new("XRP").unwrap();
        let address = DepositAddress::split(text, symbol);
        (address.address, address.tag)
    };
    assert_eq!(split("rPujG:156041"), (String::from("rPujG"), Some(String::from("156041"))));
    assert_eq!(split("1LLzN2"), (String::from("1LLzN2"), None));
    assert_eq!(split("bitcoincash:qpm2q"), (String::from("bitcoincash:qpm2q"), None));
    assert_eq!(split("rPujG:"), (String::from("rPujG"), None));
}

#[test]
fn rule_18_card_numbers_are_masked_when_read_and_no_cvv_is_kept() {
    let body =
        br#"{"success": true, "data": {"san": "1", "cardNumber": "4111111111111111", "cardCvv": "123"}}"#;
    let card = ctk::card::info("1").decode(&Answer::new(200, body)).unwrap();
    assert_eq!(card.card_number.as_deref(), Some("************1111"));
    assert!(!serde_json::to_string(&card).unwrap().contains("123"));
    assert_eq!(
        with("accountNumber", json!("4111111111111111")).account_number.as_deref(),
        Some("************1111")
    );
    let body = br#"[{"id": 1, "currency": "USD", "account_number": "5500 0000 0000 0004"}]"#;
    let accounts = payment_account::list(Caller::Customer, &payment_account::PaymentAccountFilter::default());
    let accounts = accounts.decode(&Answer::new(200, body)).unwrap();
    assert_eq!(accounts.rows[0].account_number.as_deref(), Some("**** **** **** 0004"));
}

#[test]
fn no_active_provider_is_none() {
    for body in [
        r#"{"success": true}"#,
        r#"{"success": true, "data": null}"#,
        r#"{"success": true, "data": []}"#,
        r#"{"success": true, "data": {}}"#,
    ] {
        let request = ctk::external_provider::get();
        assert_eq!(request.decode(&Answer::new(200, body.as_bytes())), Ok(None), "{body}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let body = b"\xEF\xBB\xBF {\"id\": 1}";
    assert!(user::get(UserId(1)).decode(&Answer::new(200, body)).is_ok());
}
