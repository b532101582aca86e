//! Centrapay wallets of a merchant, with a past of some months.

use super::random::Random;
use crate::domain::centrapay::{Kind, Ledger, public_id};
use crate::domain::clock::DAY;
use crate::domain::units::Units;
use crate::store::centrapay::movements::{self, Movement, Party};
use crate::store::centrapay::wallets::{self, NewWallet};
use crate::store::{Connection, StoreError};

const WALLETS: &[(Ledger, bool, usize)] =
    &[(Ledger::Main, false, 130), (Ledger::Main, true, 60), (Ledger::Test, false, 12)];

const SHOPS: &[&str] = &["Centrapay Cafe", "Kererū Books", "Harbour Bakery", "Tui Cycles"];

const PEOPLE: &[&str] = &["+6422*****36", "+6421*****18", "m***@example.org", "+6427*****04"];

const BANKS: &[&str] = &["12-4000-100001-00", "12-3546-2544786-00", "02-0500-0412345-00"];

fn id(random: &mut Random) -> String {
    let mut bytes = [0; 22];
    bytes[..16].copy_from_slice(&random.bytes16());
    bytes[16..].copy_from_slice(&random.bytes16()[..6]);
    public_id(bytes)
}

/// Adds the wallets and what moved in them up to `now`.
pub async fn add(
    connection: &mut Connection,
    random: &mut Random,
    merchant_id: i64,
    now: i64,
) -> Result<(), StoreError> {
    let account_id = id(random);
    for (ledger, is_settlement, count) in WALLETS {
        let public_id = id(random);
        let step = 200 * DAY / i64::try_from(*count).unwrap_or(1);
        let mut time = now - 200 * DAY;
        let new = NewWallet {
            public_id: public_id.clone(),
            merchant_id,
            account_id: account_id.clone(),
            ledger: *ledger,
            is_settlement: *is_settlement,
            created_at: time - DAY,
        };
        wallets::create(connection, new).await?;
        let last = now - DAY / 24;
        for _ in 0..*count {
            let wallet = wallets::by_public_id(connection, &public_id).await?;
            let wallet = wallet.ok_or(StoreError::Missing("a wallet"))?;
            let movement = movement(random, *is_settlement, wallet.balance);
            // What a wallet does not have does not leave it.
            let _ = movements::post(connection, &wallet, movement, time).await?;
            time = (time + random.between(step / 2, step * 3 / 2)).min(last);
        }
    }
    Ok(())
}

fn movement(random: &mut Random, is_settlement: bool, balance: Units) -> Movement {
    let cents = |cents: i64| Units::with_scale(i128::from(cents), 2).unwrap_or_default();
    let chance = random.below(100);
    let is_low = balance < cents(3_000);
    let (kind, value, name) = match chance {
        _ if is_settlement && (is_low || chance < 92) => {
            (Kind::Payment, cents(random.between(350, 6_000)), *random.pick(PEOPLE))
        }
        _ if is_settlement => (Kind::Payment, -cents(random.between(350, 2_500)), *random.pick(PEOPLE)),
        _ if is_low => (Kind::Topup, cents(random.between(20, 200) * 100), *random.pick(BANKS)),
        0..62 => (Kind::Payment, -cents(random.between(350, 2_900)), *random.pick(SHOPS)),
        62..74 => (Kind::Topup, cents(random.between(20, 200) * 100), *random.pick(BANKS)),
        74..84 => (Kind::Sent, -cents(random.between(500, 2_900)), *random.pick(PEOPLE)),
        84..92 => (Kind::Received, cents(random.between(500, 4_000)), *random.pick(PEOPLE)),
        92..95 => (Kind::Returned, cents(random.between(500, 2_900)), *random.pick(PEOPLE)),
        _ => (Kind::Withdrawal, -cents(random.between(1_000, 2_900)), *random.pick(BANKS)),
    };
    let other = Party { name: Some(name.to_owned()), wallet: (kind == Kind::Payment).then(|| id(random)) };
    Movement { kind, value, other, related_id: id(random) }
}
