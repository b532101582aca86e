//! The last balances of a wallet, for when there is no network: only where somebody chose it, and only in the vault.
//!
//! They are a record of what was shown, with its time. Nothing is worked out from them.

use leptos::prelude::*;
use purser_api::{Currency, Money, Timestamp, decimal};
use serde_json::{Map, Value, json};

use crate::{
    clock::now_millis,
    session::vault::{Trouble, Vault},
};

const SECTION: &str = "balances";

/// Whose balances: a wallet of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wallet {
    Centro,
    Crypto,
}

impl Wallet {
    fn name(self) -> &'static str {
        match self {
            Self::Centro => "centro",
            Self::Crypto => "crypto",
        }
    }
}

/// The balances of a wallet as they were shown last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balances {
    pub who: String,
    pub at: Timestamp,
    /// By the name of the account or the coin.
    pub rows: Vec<(String, Money)>,
}

impl Balances {
    fn write(&self) -> Value {
        let rows = self.rows.iter().map(|(name, money)| {
            json!({ "name": name, "amount": money.amount().to_string(), "currency": money.currency().as_str() })
        });
        json!({ "who": self.who, "at": self.at.unix_millis(), "rows": rows.collect::<Vec<_>>() })
    }

    fn read(value: &Value) -> Option<Self> {
        let rows = value["rows"].as_array()?.iter().map(|row| {
            let currency = Currency::new(row["currency"].as_str()?).ok()?;
            let amount = decimal::parse(row["amount"].as_str()?).ok()?;
            Some((row["name"].as_str()?.to_owned(), Money::new(amount, currency)))
        });
        Some(Self {
            who: value["who"].as_str()?.to_owned(),
            at: Timestamp::from_unix_millis(value["at"].as_i64()?),
            rows: rows.collect::<Option<_>>()?,
        })
    }
}

/// Whether somebody chose that they are kept; unknown while the vault is locked.
pub fn is_chosen(vault: Vault) -> bool {
    vault.section(SECTION).is_object()
}

/// Keeps them from now on, or removes them.
///
/// # Errors
///
/// As for every change of the vault.
pub async fn choose(vault: Vault, is_chosen: bool) -> Result<(), Trouble> {
    vault
        .change(|document| {
            if is_chosen {
                document.entry(SECTION).or_insert_with(|| Value::Object(Map::new()));
            } else {
                document.remove(SECTION);
            }
        })
        .await
}

/// What is kept of a wallet.
pub fn kept(vault: Vault, wallet: Wallet) -> Option<Balances> {
    Balances::read(&vault.section(SECTION)[wallet.name()])
}

/// Keeps what a screen shows, whenever it changes and as long as it was chosen.
pub fn follow(
    vault: Vault,
    wallet: Wallet,
    who: String,
    shown: impl Fn() -> Option<Vec<(String, Money)>> + 'static,
) {
    Effect::new(move |_| {
        let Some(rows) = shown().filter(|_| vault.is_open() && is_chosen(vault)) else { return };
        let balances = Balances { who: who.clone(), at: Timestamp::from_unix_millis(now_millis()), rows };
        if kept(vault, wallet).is_some_and(|kept| kept.is_still(&balances)) {
            return;
        }
        leptos::task::spawn_local(async move {
            let entry = balances.write();
            // What is not kept now is kept the next time.
            let _ = vault
                .change(|document| {
                    if let Some(Value::Object(all)) = document.get_mut(SECTION) {
                        all.insert(wallet.name().to_owned(), entry.clone());
                    }
                })
                .await;
        });
    });
}

/// For so long the same balances need no new time.
const SAME_FOR: i64 = 60_000;

impl Balances {
    fn is_still(&self, now: &Self) -> bool {
        self.who == now.who
            && self.rows == now.rows
            && now.at.unix_millis() - self.at.unix_millis() < SAME_FOR
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn balances(rows: Vec<(String, Money)>) -> Balances {
        Balances { who: "amelia".to_owned(), at: Timestamp::from_unix_millis(1_790_000_000_000), rows }
    }

    proptest! {
        #[test]
        fn rule_1_what_is_kept_comes_back_to_the_last_digit(mantissa in any::<i64>(), scale in 0_u32..=18, name in ".*") {
            let amount = purser_api::Decimal::new(mantissa, scale);
            let kept = balances(vec![(name, Money::new(amount, Currency::new("ETH").unwrap()))]);
            prop_assert_eq!(Balances::read(&kept.write()), Some(kept));
        }
    }

    #[test]
    fn what_is_damaged_is_not_shown_in_part() {
        let kept = balances(vec![("USD".to_owned(), Money::new(purser_api::Decimal::ONE, Currency::USD))]);
        for (name, wrong) in
            [("amount", json!("one")), ("amount", json!(1)), ("currency", json!(7)), ("name", json!(null))]
        {
            let mut value = kept.write();
            value["rows"][0][name] = wrong;
            assert_eq!(Balances::read(&value), None, "{name}");
        }
        assert_eq!(Balances::read(&Value::Null), None);
    }

    #[test]
    fn the_same_balances_are_kept_again_only_after_a_while() {
        let (before, mut now) = (balances(Vec::new()), balances(Vec::new()));
        assert!(before.is_still(&now));
        now.at = Timestamp::from_unix_millis(before.at.unix_millis() + SAME_FOR);
        assert!(!before.is_still(&now));
        now.who = "kenji".to_owned();
        assert!(!balances(Vec::new()).is_still(&Balances { at: before.at, ..now }));
    }
}
