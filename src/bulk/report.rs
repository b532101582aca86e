//! The result of every row, as a file: what was asked for, what became of it, under which id and reference.

use super::{
    Kind,
    check::{Job, Outlook},
    desk::Checked,
    kept::Kept,
    rows::{Asked, Row, Which},
    run::Progress,
};
use crate::{csv, messages};

/// How a row stands, in one word that programs can rely on.
pub fn word(outlook: &Outlook, progress: &Progress) -> &'static str {
    match (progress, outlook) {
        (Progress::Sending | Progress::Unknown, _) => "unknown",
        (Progress::Done(_), _) => "done",
        (Progress::Refused { .. }, _) => "refused",
        (Progress::Failed(_), _) => "failed",
        (Progress::Absent, _) => "not there",
        (Progress::NotSent, _) => "not sent",
        (Progress::Waiting, Outlook::Will(_)) => "not begun",
        (Progress::Waiting, Outlook::Skip(_)) => "skipped",
        (Progress::Waiting, Outlook::Cannot(_)) => "cannot",
    }
}

/// The sentence that goes with it.
pub fn sentence(outlook: &Outlook, progress: &Progress) -> String {
    match (progress, outlook) {
        (Progress::Refused { said, .. }, _) => said.clone(),
        (Progress::Unknown, _) => messages::ROW_UNKNOWN.to_owned(),
        (Progress::Failed(_), _) => messages::FAILED_MEANS.to_owned(),
        (Progress::Absent, _) => messages::ROW_ABSENT.to_owned(),
        (Progress::NotSent, _) => messages::ROW_NOT_SENT.to_owned(),
        (Progress::Waiting, Outlook::Skip(why) | Outlook::Cannot(why)) => why.clone(),
        _ => String::new(),
    }
}

/// The whole file.
pub fn file(
    checked: &Checked,
    progress: &[Progress],
    kept: Option<&Kept>,
    places: &[Option<usize>],
    mut each: impl FnMut(&str),
) {
    let mut text = String::new();
    csv::push_row(&mut text, headings(checked.kind));
    for (place, row) in checked.rows.iter().enumerate() {
        let waiting = Progress::Waiting;
        let (outlook, progress) = (&checked.outlooks[place], progress.get(place).unwrap_or(&waiting));
        let kept = places.get(place).copied().flatten().and_then(|place| kept?.rows.get(place));
        let id = match progress {
            Progress::Done(id) | Progress::Failed(id) if *id > 0 => id.to_string(),
            _ => String::new(),
        };
        // A block has no reference that the system knows.
        let reference = kept.filter(|_| checked.kind.is_money()).map(|row| row.reference.clone());
        let mut cells = vec![row.line.to_string()];
        cells.extend(asked(checked.kind, row, outlook));
        cells.extend([
            word(outlook, progress).to_owned(),
            id,
            reference.unwrap_or_default(),
            sentence(outlook, progress),
        ]);
        csv::push_row(&mut text, cells);
        if text.len() > PIECE {
            each(&text);
            text.clear();
        }
    }
    each(&text);
}

/// Text is handed on in pieces of this size.
const PIECE: usize = 64 * 1024;

fn headings(kind: Kind) -> Vec<&'static str> {
    let asked: &[&str] = match kind {
        Kind::TopUp => &["account id", "customer", "amount", "currency", "reason", "order id", "dateExpire"],
        Kind::Block | Kind::Unblock => &["customer id", "email"],
        Kind::Void => &["transaction id", "order id", "reason"],
    };
    [&["line"], asked, &["outcome", "result id", "reference", "detail"]].concat()
}

/// What a row asks for; the cells of one that cannot be read as they came, in the first of them.
fn asked(kind: Kind, row: &Row, outlook: &Outlook) -> Vec<String> {
    let columns = headings(kind).len() - 5;
    let customer = |id: Option<u64>| match outlook {
        Outlook::Will(job) => job.customer().to_string(),
        _ => id.map(|id| id.to_string()).unwrap_or_default(),
    };
    let mut cells = match &row.asked {
        Ok(Asked::TopUp(top_up)) => {
            let who = customer(top_up.who.id);
            vec![
                top_up.account.to_string(),
                if who.is_empty() { top_up.who.email.clone().unwrap_or_default() } else { who },
                top_up.amount.to_plain(),
                top_up.amount.currency().to_string(),
                top_up.reason.clone().unwrap_or_default(),
                top_up.order.clone().unwrap_or_default(),
                top_up.expires.map(|at| at.to_sql()).unwrap_or_default(),
            ]
        }
        Ok(Asked::Customer(who)) => vec![customer(who.id), who.email.clone().unwrap_or_default()],
        Ok(Asked::Void { which, reason }) => {
            let (id, order) = match which {
                Which::Id(id) => (id.to_string(), String::new()),
                Which::Order(order) => (String::new(), order.clone()),
            };
            let id = match outlook {
                Outlook::Will(Job::Void { transaction, .. }) => transaction.to_string(),
                _ => id,
            };
            vec![id, order, reason.clone().unwrap_or_default()]
        }
        Err(_) => vec![row.cells.join(" | ")],
    };
    cells.resize(columns, String::new());
    cells
}
