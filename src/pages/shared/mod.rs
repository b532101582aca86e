//! What several screens say the same way about the same things. It knows the systems, but no screen.

pub mod accounts;
pub mod enrolment;
pub mod listing;
pub mod money_dialog;
pub mod totp;
pub mod transaction_filters;
pub mod transaction_list;
pub mod transactions;
