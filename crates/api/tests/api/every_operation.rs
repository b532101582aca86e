//! One request for each operation, with its type erased.

use std::fmt::Debug;

use purser_api::{
    Answer, Currency, Date, Error, Operation, Parts, Request, Secret, System, centrapay,
    centrowallet::{
        Caller, PaymentAccountId, TransactionId, UserId, auth, payment, payment_account, transaction, user,
        webhook,
    },
    ctk, decimal,
};
use serde::Serialize;
use serde_json::{Value, json};

/// Reads a body and writes back what was read, as the system would send it.
type Reread = Box<dyn Fn(&Answer<'_>) -> Result<Value, Error>>;

pub struct Erased {
    pub operation: Operation,
    pub parts: Option<Parts>,
    pub reread: Reread,
}

pub fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

pub fn coin(code: &str) -> Currency {
    Currency::new(code).unwrap()
}

fn erase<T: Serialize + PartialEq + Debug + 'static, A: 'static>(request: Request<T, A>) -> Erased {
    let operation = request.operation();
    Erased {
        operation,
        parts: Some(request.parts().clone()),
        reread: Box::new(move |answer| {
            let read = request.decode(answer)?;
            let mut written = serde_json::to_value(&read).unwrap();
            if operation.system() == System::Ctk {
                written = json!({"success": true, "data": written});
            }
            Ok(written)
        }),
    }
}

/// A request for every operation, with plain arguments.
pub fn all() -> Vec<Erased> {
    let caller = Caller::merchant_for(UserId(35));
    let account = PaymentAccountId(58);
    let transaction = TransactionId(414);
    let one = decimal::parse("1").unwrap();
    let secret = Secret::new("secret");
    let date = Date::new(1988, 12, 14).unwrap();
    let text = || String::from("text");
    let mut all = vec![
        erase(user::list(&user::UserFilter::default())),
        erase(user::create(&user::NewUser::default())),
        erase(user::get(UserId(1))),
        erase(user::update(UserId(1), &user::UserUpdate::default())),
        erase(user::restore(UserId(1))),
        erase(auth::refresh(UserId(1), &secret)),
        erase(auth::authorize("ann@example.org", "123456")),
        erase(payment_account::list(caller, &payment_account::PaymentAccountFilter::default())),
        erase(payment_account::create(
            caller,
            &payment_account::NewPaymentAccount {
                method: text(),
                system: text(),
                currency: usd(),
                name: None,
                description: None,
                kind: None,
                webhook_url: None,
            },
        )),
        erase(payment_account::get(caller, account)),
        erase(payment_account::update(caller, account, &payment_account::PaymentAccountUpdate::default())),
        erase(payment_account::refill(caller, account, &payment_account::Refill::default())),
        erase(payment_account::top_up(caller, account, &payment_account::TopUp::default())),
        erase(payment_account::transfer(
            caller,
            account,
            &payment_account::Transfer {
                recipient_payment_account_id: PaymentAccountId(59),
                amount: one,
                reason: None,
                merchant_order_id: None,
                metadata: purser_api::Metadata::Empty,
            },
        )),
        erase(payment::create(
            caller,
            &payment::NewPayment {
                payment_account_id: account,
                amount: one,
                currency: usd(),
                name: text(),
                merchant_order_id: text(),
                metadata: purser_api::Metadata::Empty,
                webhook_url: None,
            },
        )),
        erase(transaction::list(caller, &transaction::TransactionFilter::default())),
        erase(transaction::get(caller, transaction)),
        erase(transaction::void(caller, transaction, &transaction::Void::default())),
        Erased {
            operation: Operation::RefillWebhook,
            parts: None,
            reread: Box::new(|answer| {
                let read = webhook::read_refill(answer.body)?;
                Ok(serde_json::to_value(&read).unwrap())
            }),
        },
        erase(centrapay::wallet::create(&centrapay::wallet::NewWallet::default())),
        erase(centrapay::wallet::list()),
        erase(centrapay::transaction::list("W1", None)),
    ];
    all.extend(ctk_operations(one, &secret, date));
    all
}

fn ctk_operations(one: purser_api::Decimal, secret: &Secret, date: Date) -> Vec<Erased> {
    use ctk::{card, exchange, external_provider, symbol, transaction, user, wallet};
    let text = || String::from("text");
    vec![
        erase(wallet::list()),
        erase(wallet::address(coin("BTC"))),
        erase(wallet::withdraw(coin("CTR"), &wallet::Withdrawal { address: text(), amount: one })),
        erase(wallet::set_default(coin("BTC"), true)),
        erase(user::get()),
        erase(user::signup(&user::Signup {
            username: text(),
            password: secret.clone(),
            first_name: text(),
            last_name: text(),
            country: text(),
            address: text(),
            city: text(),
            state: text(),
            zipcode: text(),
            nin: secret.clone(),
            email: text(),
            phone: text(),
            birthdate: date,
            override_confirmation: None,
        })),
        erase(user::signup_verify("ann", "123456")),
        erase(user::signup_resend("ann")),
        erase(user::login("ann", secret)),
        erase(user::login_code("ann", "123456", secret)),
        erase(user::forgot_password("ann")),
        erase(user::confirm_password("ann", "123456", secret)),
        erase(user::logout()),
        erase(user::update(&user::ProfileUpdate::default())),
        erase(user::signup_step1(&user::SignupStep1::default())),
        erase(transaction::by_symbol(&transaction::TransactionQuery::default())),
        erase(transaction::list(&transaction::TransactionQuery::default())),
        erase(transaction::total(&transaction::TotalQuery::default())),
        erase(symbol::list()),
        erase(card::list()),
        erase(card::issue()),
        erase(card::info("123")),
        erase(card::activate("123", secret)),
        erase(card::set_status("123", true)),
        erase(external_provider::add(&external_provider::NewExternalProvider::default())),
        erase(external_provider::edit("x", &external_provider::ExternalProviderUpdate::default())),
        erase(external_provider::delete("x")),
        erase(external_provider::get()),
        erase(exchange::history()),
        erase(exchange::pairs()),
        erase(exchange::status("3bb09c8a2054")),
        erase(exchange::minimum(coin("BTC"), coin("ETH"))),
        erase(exchange::create(&exchange::NewExchange { from: coin("XRP"), to: coin("ETH"), amount: one })),
    ]
}

#[test]
fn every_operation_has_a_request_in_order() {
    let operations: Vec<Operation> = all().iter().map(|erased| erased.operation).collect();
    assert_eq!(operations, Operation::all().collect::<Vec<_>>());
    assert_eq!(operations.len(), 55);
}

/// The operation's reader.
pub fn reread(operation: Operation, body: &[u8]) -> Result<Value, Error> {
    let all = all();
    let erased = all.iter().find(|erased| erased.operation == operation).unwrap();
    (erased.reread)(&Answer::new(200, body))
}
