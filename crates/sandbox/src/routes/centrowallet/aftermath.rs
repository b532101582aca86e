//! What follows from spending: a notice of a low balance, and a refill.

use super::{report, wire};
use crate::domain::secret;
use crate::error::ApiResult;
use crate::store::accounts::{self, Account};
use crate::store::checkout::{self, State};
use crate::store::refill::{self, Presence, Refill};
use crate::store::{Connection, StoreError};

/// Looks at an account after money has left it; `before` is how it was. Answers whether more may have been
/// moved.
pub(super) async fn of_spending(connection: &mut Connection, before: &Account, now: i64) -> ApiResult<bool> {
    if !before.is_notify && !before.is_auto_reload {
        return Ok(false);
    }
    let account = accounts::by_id(connection, before.id).await?;
    let account = account.ok_or(StoreError::Missing("an account that was there"))?;
    let is_low = |limit| account.balance < limit && before.balance >= limit;
    if account.is_notify && account.notify_amount.is_some_and(is_low) {
        let body = wire::text(&wire::account(&account)?)?;
        report::about(connection, &account, "lowBalance", None, body, now).await?;
    }
    reload(connection, &account, now).await?;
    Ok(account.is_auto_reload)
}

/// Starts the refill that an account wants when it runs low, where it remembers a card. One at a time.
async fn reload(connection: &mut Connection, account: &Account, now: i64) -> ApiResult<()> {
    let (Some(amount), Some(least), Some(card)) =
        (account.auto_reload_amount, account.auto_reload_min_amount, account.card())
    else {
        return Ok(());
    };
    let is_wanted = account.is_auto_reload && !account.is_promo && amount.is_positive();
    if !is_wanted || account.balance >= least || checkout::is_settling(connection, account.id).await? {
        return Ok(());
    }
    let wanted = Refill { amount, descriptor: "Auto reload".into(), ..Refill::default() };
    let token = secret::token()?;
    let mut checkout = refill::begin(connection, account, wanted, &token, now).await?;
    refill::charge(connection, &mut checkout, &card, Presence::Absent, now).await?;
    if checkout.state == State::Done {
        report::refill(connection, &checkout, now).await?;
    }
    Ok(())
}
