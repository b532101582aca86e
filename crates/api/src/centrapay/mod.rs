//! Centrapay wallets, for merchants with an API key (operations 20 to 22).
//!
//! Amounts are whole cents of any size, as [`MinorUnits`](crate::money::MinorUnits); a wallet knows its currency and has
//! them as [`Money`](crate::Money) too.
//!
//! ```
//! use purser_api::{Answer, centrapay::wallet};
//!
//! let request = wallet::list();
//! let body = br#"[{"id": "W1", "currency": "NZD", "balance": "2000", "availableBalance": "6000"}]"#;
//! let wallets = request.decode(&Answer::new(200, body))?;
//! assert_eq!(wallets.rows[0].balance_money().unwrap().to_string(), "20.00 NZD");
//! # Ok::<(), purser_api::Error>(())
//! ```

pub mod transaction;
pub mod wallet;
