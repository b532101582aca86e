//! What the overview counts: sums over lists that are read once and not kept. Nothing here knows a request or a screen.
//!
//! Every sum is exact, per currency, and the same in whatever order the rows come.

pub mod flow;
pub mod held;
pub mod kept;
pub mod lapsing;
pub mod sum;
