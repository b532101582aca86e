//! CTK's customers of the demonstration, and what they did until now: through the same functions as any request.

use super::random::Random;
use super::{Options, PAST, SeedError};
use crate::domain::clock::{DAY, SECOND};
use crate::domain::ctk::assets::{self, Asset};
use crate::domain::ctk::exchanges as rules;
use crate::domain::ctk::passwords::{self, Cost};
use crate::domain::ctk::value::{self, Dollars};
use crate::domain::units::Units;
use crate::rails::chains::Chain;
use crate::rails::rates;
use crate::store::ctk::exchanges::{self, Parties};
use crate::store::ctk::movements::{self, Outgoing, next_chance};
use crate::store::ctk::providers::{self, Provider};
use crate::store::ctk::purchases::{self, Purchase};
use crate::store::ctk::transactions::Kind;
use crate::store::ctk::users::{self, NewUser, Profile, User};
use crate::store::ctk::{advance, cards, deposits, wallets};
use crate::store::{Connection, Store, StoreError};
use purser_api::Secret;

/// Somebody who is shown in the demonstration.
struct Person {
    username: &'static str,
    password: &'static str,
    first_name: &'static str,
    last_name: &'static str,
    phone: &'static str,
    has_second_factor: bool,
    /// Whether the sign-up was left in the middle.
    is_unfinished: bool,
    default_symbol: Option<&'static str>,
    card_is_locked: bool,
    /// The coins that are held; most of the first.
    coins: &'static [&'static str],
    /// Hours between two things that happen, at most.
    pause: i64,
}

const PEOPLE: &[Person] = &[
    Person {
        username: "amelia",
        password: "Harbour@2026",
        first_name: "Amelia",
        last_name: "Lindqvist",
        phone: "+12025550143",
        has_second_factor: false,
        is_unfinished: false,
        default_symbol: Some("BTC"),
        card_is_locked: false,
        coins: &["BTC", "ETH", "LTC", "XRP", "CTR", "DASH", "XMR"],
        pause: 80,
    },
    Person {
        username: "kenji",
        password: "Lantern@2026",
        first_name: "Kenji",
        last_name: "Nakamura",
        phone: "+12025550178",
        has_second_factor: true,
        is_unfinished: false,
        default_symbol: None,
        card_is_locked: true,
        coins: &["ETH", "XLM", "USDC", "BTC", "ZEC"],
        pause: 140,
    },
    Person {
        username: "paloma",
        password: "Orchard@2026",
        first_name: "Paloma",
        last_name: "Castro",
        phone: "+12025550116",
        has_second_factor: false,
        is_unfinished: true,
        default_symbol: None,
        card_is_locked: false,
        coins: &["XRP"],
        pause: 1_500,
    },
];

/// Where cards are used.
const SHOPS: &[&str] = &[
    "Pier Coffee",
    "Cablecar Books",
    "Harbour Grocers",
    "Northline Rail",
    "Tui Cinema",
    "Saltworks Kitchen",
    "Lantern Hardware",
    "PAYPAL",
];

/// What happens by request at once, at most.
const AT_ONCE: i64 = 1_000;

fn chance(random: &mut Random) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&random.bytes16());
    bytes[16..].copy_from_slice(&random.bytes16());
    bytes
}

/// Fills in CTK's customers and their past.
pub(super) async fn fill(store: &Store, options: Options) -> Result<(), SeedError> {
    let mut random = Random::new(options.seed ^ 0x0063_746b);
    let mut write = store.write().await?;
    for person in PEOPLE {
        let start = options.now - PAST + random.between(0, 20 * DAY);
        let user = sign_up(&mut write, &mut random, person, start).await?;
        live(&mut write, &mut random, person, &user, start, options.now).await?;
    }
    under_way(&mut write, &mut random, options.now).await?;
    write.commit().await?;
    Ok(())
}

async fn sign_up(
    connection: &mut Connection,
    random: &mut Random,
    person: &Person,
    now: i64,
) -> Result<User, StoreError> {
    let hash = passwords::hash(person.password, random.bytes16(), Cost::Least);
    let hash = hash.map_err(|_| StoreError::Missing("the hash of a password"))?;
    let said = |text: &str| Some(text.to_owned());
    let later = |text: &str| Some(text.to_owned()).filter(|_| !person.is_unfinished);
    let new = NewUser {
        record_id: users::record_id(chance(random)),
        username: person.username.to_owned(),
        password_hash: Secret::new(hash),
        email: format!("{}@example.org", person.username),
        phone: person.phone.to_owned(),
        first_name: person.first_name.to_owned(),
        last_name: person.last_name.to_owned(),
        profile: Profile {
            birthdate: said("1988-12-14"),
            country: said("US"),
            address: said("55 Washington Ave"),
            city: later("Miami Beach"),
            state: later("FL"),
            zipcode: later("33139"),
            nin: later("481-20-7735").map(Secret::from),
            ..Profile::default()
        },
        is_confirmed: true,
        is_stepwise: person.is_unfinished,
        created_at: now,
    };
    let id = users::create(connection, new).await?;
    wallets::create_all(connection, id).await?;
    let change = Profile { mfa: Some(person.has_second_factor), ..Profile::default() };
    users::change(connection, id, change, now).await?;
    users::change_default(connection, id, person.default_symbol).await?;
    users::show_in_demo(connection, id, person.password).await?;
    if !person.is_unfinished {
        let san = cards::issue(connection, id, random.bytes16(), now + DAY).await?;
        let card = cards::of(connection, id, &san).await?.ok_or(StoreError::Missing("a card"))?;
        cards::activate(connection, card.id, now + 6 * DAY).await?;
    }
    if person.has_second_factor {
        let provider = Provider {
            name: "bitstamp".to_owned(),
            is_active: false,
            api_key: Secret::new("demonstration-key"),
            api_secret: Secret::new("demonstration-secret"),
        };
        providers::put(connection, id, &provider, now + 9 * DAY).await?;
    }
    users::by_id(connection, id).await?.ok_or(StoreError::Missing("a customer"))
}

/// Lets somebody do something every few hours until `end`.
async fn live(
    connection: &mut Connection,
    random: &mut Random,
    person: &Person,
    user: &User,
    start: i64,
    end: i64,
) -> Result<(), StoreError> {
    let mut now = start + 7 * DAY;
    let coins: Vec<&'static Asset> = person.coins.iter().filter_map(|symbol| assets::find(symbol)).collect();
    for coin in &coins {
        deposit(connection, random, user, coin, Dollars::from_cents(250_000), now).await?;
        now += random.between(3_600, 9_000) * SECOND;
    }
    while now < end - 3_600 * SECOND {
        advance::advance(connection, now, AT_ONCE).await?;
        let coin = *random.pick(&coins);
        let cents = random.between(1_500, 40_000);
        match random.below(100) {
            0..35 => deposit(connection, random, user, coin, Dollars::from_cents(cents * 3), now).await?,
            35..50 => withdraw(connection, random, user, coin, Dollars::from_cents(cents), now).await?,
            50..65 => {
                let other = *random.pick(&coins);
                exchange(connection, random, user, coin, other, Dollars::from_cents(cents), now).await?;
            }
            _ if person.is_unfinished => {}
            _ => {
                let purchase = Purchase {
                    san: None,
                    price: Dollars::from_cents(cents / 4),
                    merchant: (*random.pick(SHOPS)).to_owned(),
                    chance: chance(random),
                };
                // Declined or not: a shop takes no for an answer.
                let _ = purchases::purchase(connection, user, purchase, now).await?;
            }
        }
        now += random.between(3_600, person.pause * 3_600) * SECOND;
    }
    advance::advance(connection, end, AT_ONCE).await?;
    if person.card_is_locked {
        for card in cards::list(connection, user.id).await? {
            cards::change_lock(connection, card.id, false).await?;
        }
    }
    Ok(())
}

/// So many dollars in a coin, rounded as people round.
fn coins_worth(dollars: Dollars, asset: &Asset, now: i64) -> Option<Units> {
    value::coins_for(dollars, rates::usd(asset, now), asset.decimals.min(6))
}

async fn deposit(
    connection: &mut Connection,
    random: &mut Random,
    user: &User,
    asset: &Asset,
    worth: Dollars,
    now: i64,
) -> Result<(), StoreError> {
    let Some(amount) = coins_worth(worth, asset, now) else { return Ok(()) };
    let wallet = wallets::of(connection, user.id, asset).await?;
    let txhash = asset.chain.transaction_hash(chance(random));
    deposits::notice(connection, &wallet, amount, &txhash, 0, now).await?;
    Ok(())
}

/// Somebody else's address.
fn destination(chain: Chain, random: &mut Random) -> String {
    chain.deposit_address(&format!("somebody {}", random.below(6)))
}

async fn withdraw(
    connection: &mut Connection,
    random: &mut Random,
    user: &User,
    asset: &Asset,
    worth: Dollars,
    now: i64,
) -> Result<(), StoreError> {
    let rate = rates::usd(asset, now);
    let fee = value::coins_for(asset.fee(), rate, asset.decimals);
    let (Some(amount), Some(fee)) = (coins_worth(worth, asset, now), fee) else { return Ok(()) };
    let wallet = wallets::of(connection, user.id, asset).await?;
    let chance = chance(random);
    let outgoing = Outgoing {
        kind: Kind::Sent,
        title: "Withdraw".to_owned(),
        address: Some(destination(asset.chain, random)),
        txhash: asset.chain.transaction_hash(next_chance(chance, "hash")),
        amount,
        fee,
        chance,
    };
    // Who has not enough sends nothing.
    let _ = movements::take(connection, &wallet, outgoing, now).await?;
    Ok(())
}

async fn exchange(
    connection: &mut Connection,
    random: &mut Random,
    user: &User,
    from: &'static Asset,
    to: &'static Asset,
    worth: Dollars,
    now: i64,
) -> Result<(), StoreError> {
    let (from_rate, to_rate) = (rates::usd(from, now), rates::usd(to, now));
    let chance = chance(random);
    if !rules::is_pair(from, to) {
        return Ok(());
    }
    let Some(amount) = coins_worth(worth, from, now) else { return Ok(()) };
    let Some(quote) = rules::quote(amount, from_rate, to, to_rate) else { return Ok(()) };
    if rules::minimum(from, from_rate, to).is_none_or(|least| amount < least) {
        return Ok(());
    }
    let from = wallets::of(connection, user.id, from).await?;
    let to = wallets::of(connection, user.id, to).await?;
    let parties = Parties { from: &from, to: &to, record_id: &user.record_id };
    let _ = exchanges::begin(connection, parties, amount, quote, chance, now).await?;
    Ok(())
}

/// What has begun and not ended when the past does.
async fn under_way(connection: &mut Connection, random: &mut Random, now: i64) -> Result<(), StoreError> {
    let Some(person) = PEOPLE.first() else { return Ok(()) };
    let user = users::by_username(connection, person.username).await?;
    let user = user.ok_or(StoreError::Missing("a customer"))?;
    let coin = |symbol| assets::find(symbol).ok_or(StoreError::Missing("a coin"));
    let worth = Dollars::from_cents(12_000);
    exchange(connection, random, &user, coin("BTC")?, coin("LTC")?, worth, now - 40 * SECOND).await?;
    deposit(connection, random, &user, coin("BTC")?, worth, now - 30 * SECOND).await
}
