//! Centrapay wallets and what moved in them.

pub mod movements;
pub mod transactions;
pub mod wallets;
