//! Every published answer is read, and what was read is written as it was published.

use std::{collections::BTreeSet, fs, path::Path};

use purser_api::{Answer, Error, Operation, Timestamp, centrowallet, ctk, decimal, decode::Cursor};
use serde_json::{Map, Value};

use crate::every_operation::{all, reread};

/// The answers, by file, and the operation that reads them.
pub const ANSWERS: &[(&str, Operation)] = &[
    ("centrowallet/user-list.response.json", Operation::UserList),
    ("centrowallet/user-create.response.json", Operation::UserCreate),
    ("centrowallet/user-get.response.json", Operation::UserGet),
    ("centrowallet/user-update.response.json", Operation::UserUpdate),
    ("centrowallet/user-restore.response.json", Operation::UserRestore),
    ("centrowallet/auth-refresh.response.json", Operation::AuthRefresh),
    ("centrowallet/auth.response.json", Operation::AuthAuthorize),
    ("centrowallet/payment-account-list.response.json", Operation::PaymentAccountList),
    ("centrowallet/payment-account-create.response.json", Operation::PaymentAccountCreate),
    ("centrowallet/payment-account-get.response.json", Operation::PaymentAccountGet),
    ("centrowallet/payment-account-update.response.json", Operation::PaymentAccountUpdate),
    ("centrowallet/payment-account-refill.response.json", Operation::PaymentAccountRefill),
    ("centrowallet/payment-account-top-up.response.json", Operation::PaymentAccountTopUp),
    ("centrowallet/payment-account-transfer.response.json", Operation::PaymentAccountTransfer),
    ("centrowallet/payment.response.json", Operation::PaymentCreate),
    ("centrowallet/transaction-list.response.json", Operation::TransactionList),
    ("centrowallet/transaction-get.response.json", Operation::TransactionGet),
    ("centrowallet/transaction-void.response.json", Operation::TransactionVoid),
    ("centrowallet/refill.webhook.json", Operation::RefillWebhook),
    ("centrapay/wallet-create.response.json", Operation::WalletCreateCentrapay),
    ("centrapay/wallet-create-settlement.response.json", Operation::WalletCreateCentrapay),
    ("centrapay/wallet-list.response.json", Operation::WalletListCentrapay),
    ("centrapay/wallet-transactions-payment.response.json", Operation::WalletTransactionsCentrapay),
    ("centrapay/wallet-transactions-received-asset.response.json", Operation::WalletTransactionsCentrapay),
    ("centrapay/wallet-transactions-returned-asset.response.json", Operation::WalletTransactionsCentrapay),
    ("centrapay/wallet-transactions-sent-asset.response.json", Operation::WalletTransactionsCentrapay),
    ("centrapay/wallet-transactions-topup.response.json", Operation::WalletTransactionsCentrapay),
    ("centrapay/wallet-transactions-withdraw.response.json", Operation::WalletTransactionsCentrapay),
    ("ctk/wallet-list.response.json", Operation::CtkWalletList),
    ("ctk/wallet-address.response.json", Operation::CtkWalletAddress),
    ("ctk/wallet-withdraw.response.json", Operation::CtkWithdraw),
    ("ctk/envelope-success.json", Operation::CtkWalletUpdate),
    ("ctk/user-get.response.json", Operation::CtkUserGet),
    ("ctk/user-signup.response.json", Operation::CtkSignup),
    ("ctk/user-signup-verify.response.json", Operation::CtkSignupVerify),
    ("ctk/user-signup-confirm.response.json", Operation::CtkSignupResend),
    ("ctk/user-login.response.json", Operation::CtkLogin),
    ("ctk/user-login-2fa.response.json", Operation::CtkLogin),
    ("ctk/user-login-code.response.json", Operation::CtkLoginCode),
    ("ctk/user-password.response.json", Operation::CtkPasswordForgot),
    ("ctk/user-password-confirm.response.json", Operation::CtkPasswordConfirm),
    ("ctk/user-logout.response.json", Operation::CtkLogout),
    ("ctk/user-update.response.json", Operation::CtkUserUpdate),
    ("ctk/user-signup-step1.response.json", Operation::CtkSignupStep1),
    ("ctk/transaction-by-symbol.response.json", Operation::CtkTransactionBySymbol),
    ("ctk/transaction-list.response.json", Operation::CtkTransactionList),
    ("ctk/transaction-total.response.json", Operation::CtkTransactionTotal),
    ("ctk/symbol-list.response.json", Operation::CtkSymbolList),
    ("ctk/card-list.response.json", Operation::CtkCardList),
    ("ctk/card-issue.response.json", Operation::CtkCardIssue),
    ("ctk/card-info.response.json", Operation::CtkCardInfo),
    ("ctk/card-activate.response.json", Operation::CtkCardActivate),
    ("ctk/card-status.response.json", Operation::CtkCardStatus),
    ("ctk/external-provider-add.response.json", Operation::CtkExternalProviderAdd),
    ("ctk/external-provider-edit.response.json", Operation::CtkExternalProviderEdit),
    ("ctk/external-provider-delete.response.json", Operation::CtkExternalProviderDelete),
    ("ctk/external-provider-get.response.json", Operation::CtkExternalProviderGet),
    ("ctk/exchange-transactions.response.json", Operation::CtkExchangeHistory),
    ("ctk/exchange-pairs.response.json", Operation::CtkExchangePairs),
    ("ctk/exchange-status.response.json", Operation::CtkExchangeStatus),
    ("ctk/exchange-minimum.response.json", Operation::CtkExchangeMinimum),
    ("ctk/exchange-transaction.response.json", Operation::CtkExchangeCreate),
];

/// Read by a test of its own.
const ERRORS: &[&str] = &["ctk/envelope-error.json"];

fn directory() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
}

pub fn body(file: &str) -> Vec<u8> {
    fs::read(directory().join(file)).unwrap()
}

pub fn json(file: &str) -> Value {
    serde_json::from_slice(&body(file)).unwrap()
}

#[test]
fn every_fixture_is_in_a_table() {
    let mut found = BTreeSet::new();
    for system in fs::read_dir(directory()).unwrap() {
        let system = system.unwrap().path();
        for file in fs::read_dir(&system).unwrap() {
            let file = file.unwrap().path();
            found.insert(file.strip_prefix(directory()).unwrap().to_str().unwrap().to_owned());
        }
    }
    let requests = crate::encode::requests();
    let known: BTreeSet<String> = ANSWERS
        .iter()
        .map(|(file, _)| *file)
        .chain(ERRORS.iter().copied())
        .chain(requests.iter().map(|(file, _)| *file))
        .map(str::to_owned)
        .collect();
    assert_eq!(found, known);
    assert_eq!(found.len(), 74);
}

#[test]
fn every_answer_is_read_and_read_again_from_what_was_written() {
    for (file, operation) in ANSWERS {
        let once = reread(*operation, &body(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let twice = reread(*operation, once.to_string().as_bytes()).unwrap();
        assert_eq!(once, twice, "{file}");
    }
}

#[test]
fn rule_1_what_was_read_is_written_as_published_digit_for_digit() {
    for (file, operation) in ANSWERS {
        let written = reread(*operation, &body(file)).unwrap();
        assert_eq!(normal(None, &written), normal(None, &json(file)), "{file}");
    }
}

#[test]
fn every_published_operation_but_one_has_an_answer_among_the_fixtures() {
    let covered: BTreeSet<Operation> = ANSWERS.iter().map(|(_, operation)| *operation).collect();
    assert_eq!(covered.len(), all().len());
}

/// What a JSON document says, whichever of its shapes it comes in: an absent, null and empty value are one, numbers and
/// texts of numbers are one, lists and numbered objects are one, all ways to write a time are one.
fn normal(name: Option<&str>, value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(number) => {
            Value::String(decimal::parse(&number.to_string()).unwrap().normalize().to_string())
        }
        Value::String(text) if text.is_empty() => Value::Null,
        Value::String(text) if name.is_some_and(is_currency) => Value::String(text.to_ascii_uppercase()),
        Value::String(text) => match (decimal::parse(text), Timestamp::parse(text)) {
            (Ok(number), _) => Value::String(number.normalize().to_string()),
            (_, Ok(time)) if text.len() > 10 => Value::String(time.to_iso()),
            _ => value.clone(),
        },
        Value::Array(items) => {
            let items: Vec<Value> =
                items.iter().map(|item| normal(None, item)).filter(|item| !item.is_null()).collect();
            if items.is_empty() { Value::Null } else { Value::Array(items) }
        }
        Value::Object(object) => {
            if object.contains_key("timezone") {
                let time = Cursor::root(value).time().unwrap().unwrap();
                return Value::String(time.instant().unwrap().to_iso());
            }
            if object.keys().all(|key| key.parse::<u64>().is_ok()) {
                return normal(name, &Value::Array(object.values().cloned().collect()));
            }
            let fields: Map<String, Value> = object
                .iter()
                // Links are made a list; a total called "currency" of amount "string" is a placeholder.
                .filter(|(key, value)| {
                    *key != "links" && **value != serde_json::json!({"currency": "string"})
                })
                .map(|(key, value)| (key.replace("OrderID", "OrderId"), normal(Some(key), value)))
                .filter(|(_, value)| !value.is_null())
                .collect();
            if fields.is_empty() { Value::Null } else { Value::Object(fields) }
        }
    }
}

fn is_currency(name: &str) -> bool {
    matches!(name, "currency" | "currencyFrom" | "currencyTo" | "symbol" | "from" | "to")
}

#[test]
fn the_published_error_is_an_error_with_http_200() {
    let request = ctk::wallet::list();
    let error = request.decode(&Answer::new(200, &body("ctk/envelope-error.json"))).unwrap_err();
    let Error::Envelope { status: 200, errors, .. } = &error else { panic!("{error:?}") };
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].code.as_deref(), Some("100"));
    assert_eq!(errors[0].message.as_deref(), Some("This is an error message"));
}

#[test]
fn a_transaction_is_read_with_its_void() {
    let request =
        centrowallet::transaction::get(centrowallet::Caller::Customer, centrowallet::TransactionId(414));
    let transaction =
        request.decode(&Answer::new(200, &body("centrowallet/transaction-get.response.json"))).unwrap();
    assert_eq!(transaction.price_money().to_string(), "0.01 USD");
    assert_eq!(transaction.signed_money().unwrap().to_string(), "-0.01 USD");
    assert_eq!(transaction.remaining_money().unwrap().to_string(), "1.23 USD");
    assert_eq!(transaction.merchant_order_id.as_deref(), Some("112233"));
    assert_eq!(transaction.child.len(), 1);
    assert_eq!(transaction.child[0].mode, centrowallet::Mode::Void);
    assert!(transaction.is_voided());
    assert!(transaction.unreadable.is_empty());
    let bitcoin = transaction.balance_total.iter().find(|(currency, _)| currency.as_str() == "BTC").unwrap();
    assert_eq!(bitcoin.1.to_string(), "0.00000001");
}

#[test]
fn the_six_kinds_of_centrapay_transactions_are_told_apart() {
    use purser_api::centrapay::transaction::{TransactionKind, list};
    let kinds = [
        ("payment", TransactionKind::Payment),
        ("topup", TransactionKind::Topup),
        ("sent-asset", TransactionKind::SentAsset),
        ("received-asset", TransactionKind::ReceivedAsset),
        ("returned-asset", TransactionKind::ReturnedAsset),
        ("withdraw", TransactionKind::Withdrawal),
    ];
    for (name, kind) in kinds {
        let body = body(&format!("centrapay/wallet-transactions-{name}.response.json"));
        let page = list("W", None).decode(&Answer::new(200, &body)).unwrap();
        assert_eq!(page.rows[0].kind(), kind);
    }
}
