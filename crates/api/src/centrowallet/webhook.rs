//! What CentroWallet sends by itself (operation 19).

use super::transaction::Transaction;
use crate::{answer, decode::Cursor, error::Error};

/// Reads the report of a refill, which the system posts to the refill's `webhookUrl`. Operation 19 of CentroWallet.
///
/// # Errors
///
/// [`Error::Decode`] when it is not JSON, too large, or lacks id, price or currency.
///
/// ```
/// use purser_api::centrowallet::{Status, webhook};
///
/// let report = webhook::read_refill(br#"{"id": 491, "price": 2.45, "currency": "USD", "status": "success"}"#)?;
/// assert_eq!(report.status, Status::Success);
/// assert_eq!(report.price_money().to_string(), "2.45 USD");
/// # Ok::<(), purser_api::Error>(())
/// ```
pub fn read_refill(body: &[u8]) -> Result<Transaction, Error> {
    let document = answer::parse(body)?;
    Transaction::read(&Cursor::root(&document)).map_err(Error::from)
}
