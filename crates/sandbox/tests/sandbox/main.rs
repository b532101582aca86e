//! The sandbox, asked through its router: status and body, no socket unless the socket is the point.

mod accounts;
mod auto_reload;
mod checkout;
mod clock;
mod durability;
mod faults;
mod harness;
mod ledger;
mod payments;
mod refill;
mod seed;
mod serving;
mod sign_in;
mod top_up;
mod transactions;
mod transfers;
mod users;
mod voids;
mod wallet;
mod webhooks;
