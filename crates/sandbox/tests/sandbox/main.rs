//! The sandbox, asked through its router: status and body, no socket unless the socket is the point.

mod accounts;
mod auto_reload;
mod centrapay;
mod checkout;
mod clock;
mod durability;
mod faults;
mod harness;
mod kill;
mod ledger;
mod payments;
mod program;
mod refill;
mod refill_refusals;
mod seed;
mod serving;
mod sign_in;
mod top_up;
mod transaction_filters;
mod transactions;
mod transfers;
mod users;
mod verify;
mod voids;
mod wallet;
mod webhooks;
