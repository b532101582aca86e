//! The kinds of money actions that CTK knows. It takes no reference for any of them: nothing is ever sent again, and what
//! became of one is read in the history, where it is told by what stands there.

mod exchange;
mod history;
mod withdrawal;

use purser_api::Error;

pub use self::{
    exchange::exchange,
    history::{Newest, Seen, mark, newest},
    withdrawal::withdrawal,
};
use crate::{journal::Entry, transport::Client};

/// Looks for an intent whose page is gone, and answers the system's own id of it.
///
/// # Errors
///
/// Where the history cannot be read as far as it would have to be: then it proves nothing.
pub async fn look(client: Client, entry: &Entry) -> Result<Seen<String>, Error> {
    let (over, reference) = (&entry.connection, &entry.reference);
    if entry.kind == exchange::EXCHANGE {
        return Ok(exchange::look(client, over, reference).await?.map(|row| row.id));
    }
    Ok(history::look(client, over, reference).await?.map(|row| row.id))
}
