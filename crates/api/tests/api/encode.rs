//! Every published request is built, and its body is the published one.

use purser_api::{
    Date, Metadata, Parts, Secret, Timestamp,
    centrowallet::{
        Caller, PaymentAccountId, PaymentAccountKind, TransactionId, UserId, auth, payment, payment_account,
        payment_account::{AmountMod, Consumer, EmailOptions, RefillMetadata, RefillPayment},
        transaction, user,
    },
    ctk, decimal,
};
use serde_json::{Value, json};

use crate::{
    every_operation::{coin, usd},
    fixtures,
};

#[expect(clippy::unnecessary_wraps, reason = "it fills optional fields")]
fn text() -> Option<String> {
    Some(String::from("string"))
}

/// The published requests, by file, and the same ones built.
pub fn requests() -> Vec<(&'static str, Parts)> {
    let zero = Caller::merchant_for(UserId(0));
    let client = Caller::merchant_for(UserId(35));
    let account = PaymentAccountId(58);
    let key = || Metadata::pair("key", "some metadata");
    vec![
        (
            "centrowallet/user-create.request.json",
            user::create(&user::NewUser {
                email: String::from("user@example.com"),
                external_user_id: String::from("string"),
                kind: text(),
                is_activated: Some(true),
                is_blocked: Some(true),
                payment_accounts: vec![user::FirstPaymentAccount {
                    name: text(),
                    description: text(),
                    currency: coin("string"),
                    system: String::from("centrobill"),
                    method: String::from("string"),
                    kind: Some(PaymentAccountKind::Fiat),
                    webhook_url: None,
                }],
            })
            .parts()
            .clone(),
        ),
        (
            "centrowallet/user-update.request.json",
            user::update(
                UserId(1),
                &user::UserUpdate {
                    is_activated: true,
                    is_blocked: Some(true),
                    kind: text(),
                    external_user_id: text(),
                },
            )
            .parts()
            .clone(),
        ),
        (
            "centrowallet/auth-refresh.request.json",
            auth::refresh(UserId(1), &Secret::new("string")).parts().clone(),
        ),
        ("centrowallet/auth.request.json", auth::authorize("user@example.com", "string").parts().clone()),
        (
            "centrowallet/payment-account-create.request.json",
            payment_account::create(
                zero,
                &payment_account::NewPaymentAccount {
                    method: String::from("string"),
                    system: String::from("string"),
                    currency: coin("string"),
                    name: text(),
                    description: text(),
                    kind: Some(PaymentAccountKind::Fiat),
                    webhook_url: text(),
                },
            )
            .parts()
            .clone(),
        ),
        (
            "centrowallet/payment-account-update.request.json",
            payment_account::update(
                zero,
                account,
                &payment_account::PaymentAccountUpdate {
                    name: text(),
                    description: text(),
                    is_active: Some(true),
                    is_auto_reload: Some(true),
                    auto_reload_amount: decimal::parse("0").ok(),
                    auto_reload_min_amount: decimal::parse("0").ok(),
                    is_notify: Some(true),
                    notify_amount: decimal::parse("0").ok(),
                    webhook_url: text(),
                },
            )
            .parts()
            .clone(),
        ),
        ("centrowallet/payment-account-refill.request.json", refill(zero)),
        (
            "centrowallet/payment-account-top-up.request.json",
            payment_account::top_up(
                client,
                account,
                &payment_account::TopUp {
                    reason: Some(String::from("test income")),
                    amount: decimal::parse("2.45").unwrap(),
                    merchant_order_id: Some(String::from("112233")),
                    metadata: key(),
                    date_expire: None,
                },
            )
            .parts()
            .clone(),
        ),
        (
            "centrowallet/payment-account-transfer.request.json",
            payment_account::transfer(
                client,
                account,
                &payment_account::Transfer {
                    recipient_payment_account_id: PaymentAccountId(59),
                    amount: decimal::parse("0.11").unwrap(),
                    reason: Some(String::from("test transfer")),
                    merchant_order_id: Some(String::from("some order id 123")),
                    metadata: key(),
                },
            )
            .parts()
            .clone(),
        ),
        (
            "centrowallet/payment.request.json",
            payment::create(
                client,
                &payment::NewPayment {
                    payment_account_id: account,
                    amount: decimal::parse("0.01").unwrap(),
                    currency: usd(),
                    name: String::from("test name"),
                    merchant_order_id: String::from("some order id 123"),
                    metadata: key(),
                    webhook_url: None,
                },
            )
            .parts()
            .clone(),
        ),
        (
            "centrowallet/transaction-void.request.json",
            transaction::void(
                client,
                TransactionId(414),
                &transaction::Void {
                    reason: Some(String::from("some void reason")),
                    merchant_order_id: Some(String::from("void12345")),
                    metadata: key(),
                },
            )
            .parts()
            .clone(),
        ),
    ]
}

fn refill(caller: Caller) -> Parts {
    let refill = payment_account::Refill {
        name: String::from("string"),
        amount: decimal::parse("0").unwrap(),
        consumer: Consumer {
            first_name: text(),
            last_name: text(),
            ip: text(),
            user_agent: text(),
            browser_accept_header: text(),
            browser_java_enabled: Some(true),
            browser_language: text(),
            browser_color_depth: Some(0),
            browser_screen_height: Some(0),
            browser_screen_width: Some(0),
            browser_timezone: text(),
            phone: text(),
            country: Some(String::from("str")),
            state: text(),
            city: text(),
            zip: text(),
            address: text(),
            birthday: Date::new(2019, 8, 24).ok(),
        },
        email_options: Some(EmailOptions { send: None }),
        redirect_url: None,
        webhook_url: None,
        secure: Some(true),
        test: Some(true),
        merchant_order_id: text(),
        metadata: Some(RefillMetadata {
            is_cover: None,
            amount_mods: vec![AmountMod { amount: decimal::parse("0").unwrap(), title: Vec::new() }],
        }),
        force_checkout: Some(true),
        payment: Some(RefillPayment { domain: String::from("string") }),
    };
    payment_account::refill(caller, PaymentAccountId(58), &refill).parts().clone()
}

fn body(parts: &Parts) -> Value {
    serde_json::from_str(parts.body.as_deref().unwrap()).unwrap()
}

/// Currency codes are sent in upper case; the samples' placeholder is not.
fn upper_case_currencies(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(text) if key == "currency" => *text = text.to_ascii_uppercase(),
                    value => upper_case_currencies(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(upper_case_currencies),
        _ => {}
    }
}

#[test]
fn every_published_request_is_built_digit_for_digit() {
    for (file, parts) in requests() {
        let mut published = fixtures::json(file);
        upper_case_currencies(&mut published);
        // Numbers are compared as their digits.
        assert_eq!(body(&parts), published, "{file}");
    }
}

#[test]
fn rule_1_no_float_touches_an_amount_on_its_way_out() {
    for digits in
        ["0.7249000000000001", "0.04677343633793722", "0.00000001", "25.00", "9223372036854775808.01"]
    {
        let withdrawal = ctk::wallet::Withdrawal {
            address: String::from("0x533584114A1cE143318858BAB997DC00DA575faA"),
            amount: decimal::parse(digits).unwrap(),
        };
        let request = ctk::wallet::withdraw(coin("CTR"), &withdrawal);
        let body = request.parts().body.as_deref().unwrap();
        let expected =
            format!(r#"{{"address":"0x533584114A1cE143318858BAB997DC00DA575faA","amount":{digits}}}"#);
        assert_eq!(body, expected);
    }
}

#[test]
fn an_exchange_sends_its_amount_as_a_text() {
    let exchange = ctk::exchange::NewExchange {
        from: coin("XRP"),
        to: coin("ETH"),
        amount: decimal::parse("50").unwrap(),
    };
    let request = ctk::exchange::create(&exchange);
    assert_eq!(body(request.parts()), json!({"from": "XRP", "to": "ETH", "amount": "50"}));
}

#[test]
fn a_signup_sends_the_birthday_month_first() {
    let signup = ctk::user::Signup {
        username: String::from("johndoe05013"),
        password: Secret::new("Test@1233"),
        first_name: String::from("John"),
        last_name: String::from("Doe"),
        country: String::from("USA"),
        address: String::from("55 wash"),
        city: String::from("Miami Beach"),
        state: String::from("FL"),
        zipcode: String::from("33139"),
        nin: Secret::new("23rfdqw32"),
        email: String::from("johndoe05013@centra.tech"),
        phone: String::from("+17865552739"),
        birthdate: Date::new(1988, 12, 14).unwrap(),
        override_confirmation: None,
    };
    let published = json!({
        "username": "johndoe05013", "password": "Test@1233", "firstName": "John", "lastName": "Doe",
        "country": "USA", "address": "55 wash", "city": "Miami Beach", "state": "FL", "zipcode": "33139",
        "nin": "23rfdqw32", "email": "johndoe05013@centra.tech", "phone": "+17865552739", "birthdate": "12/14/1988"
    });
    assert_eq!(body(ctk::user::signup(&signup).parts()), published);
}

#[test]
fn the_bodies_that_ctk_publishes_in_its_text() {
    let secret = Secret::new("s");
    let cases = [
        (ctk::wallet::set_default(coin("BTC"), true).parts().clone(), json!({"isDefault": true})),
        (
            ctk::user::signup_verify("johndoe0501", "493982").parts().clone(),
            json!({"username": "johndoe0501", "code": "493982"}),
        ),
        (ctk::user::signup_resend("johndoe0501").parts().clone(), json!({"username": "johndoe0501"})),
        (
            ctk::user::login("johndoe0501", &secret).parts().clone(),
            json!({"username": "johndoe0501", "password": "s"}),
        ),
        (
            ctk::user::login_code("johndoe0501", "332112", &secret).parts().clone(),
            json!({"username": "johndoe0501", "code": "332112", "session": "s"}),
        ),
        (ctk::user::forgot_password("johndoe0501").parts().clone(), json!({"username": "johndoe0501"})),
        (
            ctk::user::confirm_password("johndoe0501", "662624", &secret).parts().clone(),
            json!({"username": "johndoe0501", "code": "662624", "password": "s"}),
        ),
        (
            ctk::user::update(&ctk::user::ProfileUpdate { mfa: Some(true), ..Default::default() })
                .parts()
                .clone(),
            json!({"mfa": true}),
        ),
        (
            ctk::exchange::minimum(coin("BTC"), coin("ETH")).parts().clone(),
            json!({"from": "BTC", "to": "ETH"}),
        ),
        (ctk::card::set_status("123456789", true).parts().clone(), json!({"status": true})),
        (ctk::card::activate("123456789", &secret).parts().clone(), json!({"san": "123456789", "cvv": "s"})),
    ];
    for (parts, published) in cases {
        assert_eq!(body(&parts), published, "{:?}", parts.operation);
    }
    assert_eq!(ctk::card::issue().parts().body, None);
}

#[test]
fn a_customer_names_no_client_and_a_merchant_names_one() {
    let filter = transaction::TransactionFilter::default();
    let void = transaction::Void::default();
    let id = TransactionId(1);
    assert!(transaction::list(Caller::Customer, &filter).parts().query.is_empty());
    assert_eq!(transaction::void(Caller::Customer, id, &void).parts().body.as_deref(), Some("{}"));
    let merchant = Caller::merchant_for(UserId(35));
    assert_eq!(transaction::list(merchant, &filter).parts().query, [("clientId", String::from("35"))]);
    assert_eq!(transaction::void(merchant, id, &void).parts().body.as_deref(), Some(r#"{"clientId":35}"#));
    let anyone = Caller::Merchant { client_id: None };
    assert!(transaction::list(anyone, &filter).parts().query.is_empty());
}

#[test]
fn promotional_money_expires_at_a_time_in_utc() {
    let top_up = payment_account::TopUp {
        amount: decimal::parse("-5.50").unwrap(),
        date_expire: Timestamp::parse("2030-01-02T05:04:05+02:00").ok(),
        ..Default::default()
    };
    let request = payment_account::top_up(Caller::Customer, PaymentAccountId(1), &top_up);
    assert_eq!(
        request.parts().body.as_deref(),
        Some(r#"{"amount":-5.50,"dateExpire":"2030-01-02 03:04:05"}"#)
    );
}

#[test]
fn rule_10_secrets_do_not_show_in_debug_texts() {
    let secret = Secret::new("hunter2");
    let login = ctk::user::login("ann", &secret);
    let refresh = auth::refresh(UserId(1), &secret);
    let provider = ctk::external_provider::NewExternalProvider {
        provider: String::from("x"),
        status: true,
        api_key: secret.clone(),
        api_secret: secret.clone(),
    };
    for text in [format!("{login:?}"), format!("{refresh:?}"), format!("{provider:?}"), format!("{secret:?}")]
    {
        assert!(!text.contains("hunter2"), "{text}");
    }
}
