//! What became of the rows that a run sent before and had no answer for: looked up before anything else is decided.

use futures_util::{StreamExt, stream};
use purser_api::{
    Error, Transport,
    centrowallet::{Caller, Status},
};
use web_sys::AbortSignal;

use super::{
    Kind,
    check::Facts,
    kept::{Kept, State},
};
use crate::{
    clock::now_millis,
    journal,
    money_action::{SETTLED_AFTER, send_over, wallet},
    session::Identity,
    transport::Client,
};

const AT_ONCE: usize = 4;

/// Finds out about every row of unknown outcome. One that stays unknown is left to whoever looks after it.
///
/// # Errors
///
/// It was stopped, or nobody is signed in.
pub async fn settle(
    client: Client,
    kept: &mut Kept,
    facts: &Facts,
    abort: Option<&AbortSignal>,
) -> Result<(), Error> {
    let open: Vec<usize> =
        (0..kept.rows.len()).filter(|place| kept.rows[*place].state == State::Sent).collect();
    let (kind, at, connection) = (kept.kind, kept.at, kept.connection.clone());
    let connection = &connection;
    let rows = &kept.rows;
    let looks = stream::iter(open).map(|place| async move {
        let row = &rows[place];
        let state = if kind.is_money() {
            of_money(client, connection, &row.reference, at, abort).await
        } else {
            Ok(of_block(kind, row.target, at, facts))
        };
        state.map(|state| (place, state))
    });
    let found: Vec<Result<(usize, State), Error>> = looks.buffer_unordered(AT_ONCE).collect().await;
    for found in found {
        let (place, state) = found?;
        kept.rows[place].state = state;
    }
    Ok(())
}

async fn of_money(
    client: Client,
    connection: &str,
    reference: &str,
    begun_at: i64,
    abort: Option<&AbortSignal>,
) -> Result<State, Error> {
    let entry = journal::find(reference);
    // What is there was seen not to be what was asked for: a person compares.
    if entry.as_ref().is_some_and(|entry| entry.state == journal::State::Mismatched) {
        return Ok(State::Sent);
    }
    let question = wallet::question(Caller::Merchant { client_id: None }, reference);
    let page = send_over(client, Identity::Merchant, connection, &question, abort).await;
    let rows = match page.and_then(|page| wallet::rows_with(page, reference)) {
        Ok(rows) => rows,
        Err(error @ Error::Transport(Transport::Aborted, _)) => return Err(error),
        Err(error) if error.status() == Some(401) => return Err(error),
        Err(_) => return Ok(State::Sent),
    };
    if let Some(row) = rows.iter().find(|row| row.status == Status::Success) {
        journal::settle(reference, journal::State::Confirmed);
        return Ok(State::Done(row.id.0));
    }
    if let Some(row) = rows.iter().find(|row| row.status == Status::Fail) {
        journal::settle(reference, journal::State::Refused);
        return Ok(State::Failed(row.id.0));
    }
    Ok(if rows.is_empty() {
        not_there(entry.map(|entry| entry.state), begun_at, now_millis())
    } else {
        State::Sent
    })
}

/// What is not there may be on its way, until the journal says that enough looks found nothing. What the journal does
/// not know any more was settled long ago, or never sent: an intent is written down before it is sent.
fn not_there(journal: Option<journal::State>, begun_at: i64, now: i64) -> State {
    match journal {
        Some(journal::State::Absent) => State::Absent,
        Some(journal::State::Refused) => State::Refused,
        None if now - begun_at >= SETTLED_AFTER => State::Absent,
        _ => State::Sent,
    }
}

fn of_block(kind: Kind, customer: u64, begun_at: i64, facts: &Facts) -> State {
    match facts.customers.get(&customer) {
        Some(Ok(found)) if found.is_blocked == (kind == Kind::Block) => State::Done(0),
        Some(Ok(_)) if now_millis() - begun_at >= SETTLED_AFTER => State::Absent,
        _ => State::Sent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_3_what_is_not_there_yet_is_not_absent() {
        for (journal, age, state) in [
            (Some(journal::State::Sent), 600_000, State::Sent),
            (Some(journal::State::Confirmed), 600_000, State::Sent),
            (Some(journal::State::Absent), 0, State::Absent),
            (Some(journal::State::Refused), 0, State::Refused),
            (None, 59_999, State::Sent),
            (None, 60_000, State::Absent),
        ] {
            assert_eq!(not_there(journal, 1_000, 1_000 + age), state, "{journal:?} {age}");
        }
    }
}
