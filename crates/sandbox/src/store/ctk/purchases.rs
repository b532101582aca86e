//! Purchases by card: a shop asks for US dollars, and the customer's coins pay.

use std::fmt;

use super::super::{Connection, StoreError};
use super::cards::{self, Card};
use super::movements::{self, Outgoing, next_chance};
use super::transactions::{self, Kind};
use super::users::User;
use super::wallets::{self, Wallet};
use crate::domain::ctk::assets::Asset;
use crate::domain::ctk::cards::works_at;
use crate::domain::ctk::value::{Dollars, coins_for, worth};
use crate::domain::units::Units;
use crate::rails::rates;

/// What a shop asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// The card; none: one that works.
    pub san: Option<String>,
    pub price: Dollars,
    pub merchant: String,
    pub chance: [u8; 32],
}

/// What has been paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// The id on the wire.
    pub transaction_id: String,
    pub san: String,
    pub asset: &'static Asset,
    pub amount: Units,
}

/// Why a shop is told no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declined {
    NoCard,
    NotActivated,
    Locked,
    Expired,
    InsufficientFunds,
}

impl fmt::Display for Declined {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoCard => "There is no such card.",
            Self::NotActivated => "The card has not been activated.",
            Self::Locked => "The card is locked.",
            Self::Expired => "The card has expired.",
            Self::InsufficientFunds => "The balance is not sufficient.",
        })
    }
}

/// Why that card does not pay at `now`, if it does not.
fn problem(card: &Card, now: i64) -> Option<Declined> {
    if card.activated_at.is_none() {
        Some(Declined::NotActivated)
    } else if !card.is_unlocked {
        Some(Declined::Locked)
    } else if !works_at(card.created_at, now) {
        Some(Declined::Expired)
    } else {
        None
    }
}

/// The wallet that the card spends: the one that was chosen, whatever is in it, or else the one of most worth.
async fn spent(connection: &mut Connection, user: &User, now: i64) -> Result<Option<Wallet>, StoreError> {
    let wallets = wallets::list(connection, user.id).await?;
    let spendable =
        wallets.into_iter().filter(|wallet| wallet.asset.is_offered && wallet.asset.is_card_spendable);
    Ok(match &user.default_symbol {
        Some(symbol) => spendable.into_iter().find(|wallet| wallet.asset.symbol == symbol),
        None => spendable.max_by_key(|wallet| worth(wallet.balance, rates::usd(wallet.asset, now))),
    })
}

/// Pays, or says why not and changes nothing.
pub async fn purchase(
    connection: &mut Connection,
    user: &User,
    purchase: Purchase,
    now: i64,
) -> Result<Result<Paid, Declined>, StoreError> {
    let cards = cards::list(connection, user.id).await?;
    let card = match &purchase.san {
        Some(san) => cards.iter().find(|card| card.san == *san),
        None => cards.iter().find(|card| problem(card, now).is_none()).or(cards.first()),
    };
    let Some(card) = card else { return Ok(Err(Declined::NoCard)) };
    if let Some(declined) = problem(card, now) {
        return Ok(Err(declined));
    }
    let Some(wallet) = spent(connection, user, now).await? else {
        return Ok(Err(Declined::InsufficientFunds));
    };
    let asset = wallet.asset;
    let Some(amount) = coins_for(purchase.price, rates::usd(asset, now), asset.decimals) else {
        return Ok(Err(Declined::InsufficientFunds));
    };
    let outgoing = Outgoing {
        kind: Kind::CardPurchase,
        title: purchase.merchant,
        address: None,
        txhash: asset.chain.transaction_hash(next_chance(purchase.chance, "hash")),
        amount,
        fee: Units::ZERO,
        chance: purchase.chance,
    };
    let Ok(id) = movements::take(connection, &wallet, outgoing, now).await? else {
        return Ok(Err(Declined::InsufficientFunds));
    };
    let transaction_id = transactions::by_id(connection, id).await?.external_id;
    Ok(Ok(Paid { transaction_id, san: card.san.clone(), asset, amount }))
}
