//! What CTK keeps: customers, their coins and cards, and what is under way.

pub mod advance;
pub mod cards;
pub mod codes;
pub mod deposits;
pub mod exchanges;
pub mod movements;
pub mod providers;
pub mod purchases;
pub mod sessions;
pub mod transactions;
pub mod users;
pub mod verify;
pub mod wallets;
