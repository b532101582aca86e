//! The sandbox, asked through its router: status and body, no socket unless the socket is the point.

mod accounts;
mod centrapay;
mod clock;
mod ctk;
mod durability;
mod faults;
mod harness;
mod kill;
mod ledger;
mod program;
mod seed;
mod serving;
mod sign_in;
mod top_up;
mod transactions;
mod users;
mod webhooks;
