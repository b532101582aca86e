//! Double entry, as the database enforces it and as `verify` proves it.

use crate::harness::{Sandbox, now, store};
use proptest::prelude::*;
use purser_sandbox::domain::ledger::{Account, AccountKind, Book, Refusal};
use purser_sandbox::domain::units::{ONE, Units};
use purser_sandbox::store::ledger::{self, Entry, House, Shown};
use purser_sandbox::store::transactions::{self, NewTransaction};
use purser_sandbox::store::verify::{self, Fault};
use purser_sandbox::store::{Connection, Dialect, Store, StoreError, accounts, query};
use serde_json::json;

/// A store in which a customer's account, the first, has had 5 USD, by transaction and entry 1.
async fn five() -> Sandbox {
    let sandbox = Sandbox::empty().await;
    let ada = sandbox.user("ada").await;
    let account = sandbox.account(ada, "USD", "fiat").await;
    sandbox.top_up(ada, account, json!({ "amount": 5 })).await.ok();
    sandbox
}

async fn execute(connection: &mut Connection, sql: &str) -> Result<(), StoreError> {
    connection.script(sql).await
}

/// Takes away what the database does by itself about entries.
async fn without_triggers(write: &mut Connection) {
    let names: &[&str] = match write.dialect() {
        Dialect::Sqlite => &["is_never_changed", "is_never_deleted", "is_never_replaced", "moves_money"],
        Dialect::Postgres => &["is_never_changed", "is_never_deleted", "is_never_emptied", "moves_money"],
    };
    for name in names {
        let on = if write.dialect() == Dialect::Postgres { " ON ledger_entry" } else { "" };
        execute(write, &format!("DROP TRIGGER ledger_entry_{name}{on}")).await.unwrap();
    }
}

async fn check(store: &Store) -> Result<verify::Proof, Fault> {
    verify::run(&mut store.snapshot().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn rule_19_the_database_itself_refuses() {
    let sandbox = five().await;
    let insert = |columns: &str| {
        format!(
            "INSERT INTO ledger_entry (id, transaction_id, debit_account_id, credit_account_id, currency, whole,
                 fraction, created_at) VALUES {columns}"
        )
    };
    for (sql, reason) in [
        ("UPDATE ledger_entry SET whole = 6".to_owned(), "the ledger is append-only"),
        ("DELETE FROM ledger_entry".to_owned(), "the ledger is append-only"),
        (insert("(9, 1, 1, 2, 'USD', 5, 1, 0)"), "ledger_account_overdraft"),
        (insert("(9, 1, 1, 2, 'USD', 6, 0, 0)"), "ledger_account_overdraft"),
        (insert("(9, 1, 1, 2, 'EUR', 1, 0, 0)"), "foreign key"),
        (insert("(9, 1, 1, 99, 'USD', 1, 0, 0)"), "foreign key"),
        (insert("(9, 1, 1, 1, 'USD', 1, 0, 0)"), "ledger_entry_two_accounts"),
        (insert("(9, 1, 1, 2, 'USD', 0, 0, 0)"), "ledger_entry_positive"),
        (insert("(9, 1, 1, 2, 'USD', -1, 0, 0)"), "check constraint"),
        (insert("(9, 1, 1, 2, 'USD', 1, 1000000000000000000, 0)"), "check constraint"),
        (insert("(9, 99, 2, 1, 'USD', 1, 0, 0)"), "foreign key"),
        (
            insert("(9, 1, 2, 1, 'USD', 9223372036854775807, 0, 0)"),
            match sandbox.app.store.dialect() {
                Dialect::Sqlite => "cannot store real value",
                Dialect::Postgres => "bigint out of range",
            },
        ),
        ("UPDATE ledger_account SET kind = 'outside' WHERE id = 1".to_owned(), "keeps its kind"),
        ("UPDATE ledger_account SET currency = 'EUR' WHERE id = 1".to_owned(), "keeps its kind"),
        ("DELETE FROM ledger_account WHERE id = 1".to_owned(), "foreign key"),
        (
            "INSERT INTO ledger_account (merchant_id, kind, currency, whole) VALUES (1, 'fees', 'USD', 1)"
                .to_owned(),
            "begins at zero",
        ),
        ("DELETE FROM wallet_transaction".to_owned(), "never deleted"),
        ("UPDATE wallet_transaction SET user_id = 2".to_owned(), "keeps its owner, currency and time"),
        ("UPDATE wallet_transaction SET status = 'fail'".to_owned(), "the facet of its values"),
    ] {
        let mut write = sandbox.app.store.write().await.unwrap();
        // What an entry belongs to is looked at when it is to be kept.
        let outcome = match execute(&mut write, &sql).await {
            Ok(()) => write.commit().await,
            Err(error) => Err(error),
        };
        let error = outcome.expect_err(&sql);
        assert!(error.to_string().to_lowercase().contains(reason), "{sql}: {error}");
    }
    if sandbox.app.store.dialect() == Dialect::Sqlite {
        let mut write = sandbox.app.store.write().await.unwrap();
        let sql = insert("(1, 1, 2, 1, 'USD', 9, 0, 0)").replace("INSERT", "INSERT OR REPLACE");
        let error = execute(&mut write, &sql).await.unwrap_err();
        assert!(error.is_refusal("the ledger is append-only"), "a deletion in disguise: {error}");
    }
    assert_eq!(check(&sandbox.app.store).await.unwrap().entries, 1);
}

/// Whether it is the right fault that was found.
type Expectation = Box<dyn Fn(&Fault) -> bool>;

#[tokio::test]
async fn rule_19_verify_names_what_was_tampered_with() {
    let entry =
        |id: i64| move |fault: &Fault| matches!(fault, Fault::Entry { id: found, .. } if *found == id);
    let cases: Vec<(&str, Expectation)> = vec![
        ("UPDATE ledger_entry SET whole = 4 WHERE id = 2", Box::new(entry(2))),
        (
            "UPDATE ledger_entry SET debit_account_id = credit_account_id, credit_account_id = debit_account_id
             WHERE id = 1",
            Box::new(entry(1)),
        ),
        ("DELETE FROM ledger_entry WHERE id = 2", Box::new(entry(3))),
        (
            "INSERT INTO ledger_entry (transaction_id, debit_account_id, credit_account_id, currency, whole, fraction,
                 created_at) VALUES (3, 2, 1, 'USD', 1, 0, 0)",
            Box::new(entry(4)),
        ),
        (
            "UPDATE ledger_account SET fraction = fraction + 1 WHERE id = 1",
            Box::new(|fault| matches!(fault, Fault::Account { id: 1, .. })),
        ),
        ("UPDATE wallet_transaction SET price_whole = 9 WHERE id = 2", Box::new(entry(2))),
        ("UPDATE wallet_transaction SET balance_fraction = 9 WHERE id = 3", Box::new(entry(3))),
        (
            "UPDATE ledger_account SET whole = whole - 1 WHERE id = 1;
             UPDATE ledger_account SET whole = whole + 1
             WHERE id = (SELECT debit_account_id FROM ledger_entry WHERE id = 3);
             DELETE FROM ledger_entry WHERE id = 3",
            Box::new(|fault| matches!(fault, Fault::Transaction { id: 3, .. })),
        ),
        (
            "UPDATE transaction_total SET count = 7 WHERE facet_id = 1",
            Box::new(|fault| matches!(fault, Fault::Transaction { id: 1, .. })),
        ),
    ];
    for (sql, fits) in cases {
        let sandbox = five().await;
        for amount in [2, 1] {
            sandbox.top_up(1, 1, json!({ "amount": amount })).await.ok();
        }
        assert_eq!(check(&sandbox.app.store).await.unwrap().entries, 3);
        let mut write = sandbox.app.store.write().await.unwrap();
        without_triggers(&mut write).await;
        execute(&mut write, sql).await.unwrap();
        write.commit().await.unwrap();
        let fault = check(&sandbox.app.store).await.expect_err(sql);
        assert!(fits(&fault), "{sql}: {fault}");
    }
}

#[tokio::test]
async fn rule_19_verify_finds_an_overdraft_of_the_past() {
    let sandbox = five().await;
    let mut write = sandbox.app.store.write().await.unwrap();
    without_triggers(&mut write).await;
    execute(
        &mut write,
        "INSERT INTO ledger_entry (transaction_id, debit_account_id, credit_account_id, currency, whole, fraction,
             created_at) VALUES (1, 1, 2, 'USD', 6, 0, 0), (1, 2, 1, 'USD', 6, 0, 0);",
    )
    .await
    .unwrap();
    write.commit().await.unwrap();
    let fault = check(&sandbox.app.store).await.unwrap_err();
    assert!(matches!(&fault, Fault::Entry { id: 2, reason } if reason.contains("not sufficient")), "{fault}");
}

/// What is asked of both the database and the plain model.
#[derive(Debug, Clone)]
struct Move {
    debit: usize,
    credit: usize,
    amount: i128,
}

fn amounts() -> impl Strategy<Value = i128> {
    prop_oneof![
        Just(0),
        1..10_i128,
        1..2 * ONE,
        (0..1_000_i128).prop_map(|whole| whole * ONE),
        (ONE - 3)..(ONE + 3),
        Just(i128::from(i64::MAX) * ONE),
        (0..i128::from(i64::MAX)).prop_map(|whole| whole * ONE + ONE / 3),
    ]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0..6_usize, 0..6_usize, amounts()).prop_map(|(debit, credit, amount)| Move {
        debit,
        credit,
        amount,
    });
    proptest::collection::vec(one, 150)
}

/// Two customers' accounts and a house account in each of two currencies, in the database and in a book.
async fn twins(store: &Store) -> (Vec<i64>, Book, i64, i64) {
    let sandbox = Sandbox::over(store.clone());
    let mut write = store.write().await.unwrap();
    purser_sandbox::store::merchants::create(&mut write, "Halyard", crate::harness::KEY, 0).await.unwrap();
    write.commit().await.unwrap();
    let ada = sandbox.user("ada").await;
    let (mut ids, mut book, mut first) = (Vec::new(), Book::default(), 0);
    for currency in ["USD", "BTC"] {
        for _ in 0..2 {
            let id = sandbox.account(ada, currency, "fiat").await;
            first = if first == 0 { id } else { first };
            let mut connection = store.read().await.unwrap();
            ids.push(accounts::by_id(&mut connection, id).await.unwrap().unwrap().ledger_account_id);
        }
        let mut write = store.write().await.unwrap();
        ids.push(
            ledger::house_account(
                &mut write,
                House::CentroWallet { merchant_id: 1 },
                AccountKind::Outside,
                currency,
            )
            .await
            .unwrap(),
        );
        write.commit().await.unwrap();
    }
    for (place, id) in ids.iter().enumerate() {
        let kind = if place % 3 == 2 { AccountKind::Outside } else { AccountKind::Customer };
        let currency = if place < 3 { "USD" } else { "BTC" }.to_owned();
        book.accounts.insert(*id, Account { kind, currency, balance: Units::ZERO });
    }
    // Entries need a transaction to speak of; here it is always the same.
    let mut write = store.write().await.unwrap();
    let account = accounts::by_id(&mut write, first).await.unwrap().unwrap();
    let transaction = NewTransaction { kind: "test", ..NewTransaction::of(&account) };
    let transaction_id = transactions::insert(&mut write, transaction).await.unwrap();
    write.commit().await.unwrap();
    (ids, book, transaction_id, ada)
}

async fn both_agree(store: &Store, moves: Vec<Move>) -> usize {
    let (ids, mut book, transaction_id, _) = twins(store).await;
    let mut done = 0;
    for Move { debit, credit, amount } in moves {
        let amount = Units::new(amount).unwrap();
        let (debit_account_id, credit_account_id) = (ids[debit], ids[credit]);
        let currency = if debit < 3 { "USD" } else { "BTC" };
        let entry = Entry {
            shown: Shown::CentroWallet { id: transaction_id, recipient_id: None },
            debit_account_id,
            credit_account_id,
            currency,
            amount,
            created_at: now(),
        };
        let expected = book.post(debit_account_id, credit_account_id, amount);
        let mut write = store.write().await.unwrap();
        let found = ledger::post(&mut write, entry).await;
        match (&expected, &found) {
            (Ok(()), Ok(_)) => done += 1,
            (Err(refusal), Err(error)) => {
                // Where several things are wrong, the two need not name the same one.
                let reason = if *refusal == Refusal::Overdraft { "ledger_account_overdraft" } else { "" };
                assert!(error.is_refusal(reason), "{refusal:?}: {error}");
            }
            _ => panic!("{amount} from {debit} to {credit}: {expected:?} and {found:?}"),
        }
        if found.is_ok() {
            write.commit().await.unwrap();
        }
    }
    let mut connection = store.read().await.unwrap();
    for (id, account) in &book.accounts {
        assert_eq!(ledger::balance(&mut connection, *id).await.unwrap(), account.balance, "account {id}");
    }
    let rows = query(
        "SELECT currency, CAST(SUM(whole) AS BIGINT) AS whole,
             CAST(SUM(fraction / 1000000000) AS BIGINT) AS coarse,
             CAST(SUM(fraction % 1000000000) AS BIGINT) AS fine FROM ledger_account GROUP BY currency",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    for row in rows {
        let part = |name: &str| i128::from(row.get::<i64>(name).unwrap());
        let sum = part("whole") * ONE + part("coarse") * 1_000_000_000 + part("fine");
        assert_eq!(sum, 0, "the database alone comes to zero");
    }
    assert!(book.sums().values().all(|sum| *sum == 0));
    done
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rule_19_the_database_and_a_plain_book_agree(moves in moves()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let done = runtime.block_on(async {
            both_agree(&store().await, moves).await
        });
        prop_assert!(done > 0);
    }

    #[test]
    fn rule_1_units_and_texts_are_the_same(units in -i128::from(i64::MAX) * ONE..i128::from(i64::MAX) * ONE) {
        let units = Units::new(units).unwrap();
        prop_assert_eq!(units.to_string().parse::<Units>(), Ok(units));
        let (whole, fraction) = units.parts();
        prop_assert_eq!(Units::from_parts(whole, fraction), units);
        if let Some(decimal) = units.to_decimal() {
            prop_assert_eq!(Units::from_decimal(decimal), Ok(units));
            prop_assert_eq!(decimal.to_string(), units.to_string());
        }
    }
}
