//! What the rows of a run come to, before it is begun.

use std::collections::{BTreeMap, BTreeSet};

use purser_api::Money;

use super::check::{Job, Outlook};

/// What the rows come to. Currencies stand apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub will: usize,
    pub skip: usize,
    pub cannot: usize,
    pub sums: Vec<Sum>,
}

/// What goes into and out of customers' accounts in one currency; nothing where it is too large to be said exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub rows: usize,
    pub accounts: usize,
    pub into: Option<Money>,
    pub out_of: Option<Money>,
}

/// Sums up what would be done.
pub fn summary<'a>(outlooks: impl IntoIterator<Item = &'a Outlook>) -> Summary {
    let mut summary = Summary::default();
    let mut sums: BTreeMap<String, (Sum, BTreeSet<u64>)> = BTreeMap::new();
    for outlook in outlooks {
        let job = match outlook {
            Outlook::Skip(_) => {
                summary.skip += 1;
                continue;
            }
            Outlook::Cannot(_) => {
                summary.cannot += 1;
                continue;
            }
            Outlook::Will(job) => job,
        };
        summary.will += 1;
        let Some(change) = job.change() else { continue };
        let zero = Money::zero(change.currency());
        let (sum, accounts) = sums.entry(change.currency().to_string()).or_insert_with(|| {
            (Sum { rows: 0, accounts: 0, into: Some(zero), out_of: Some(zero) }, BTreeSet::new())
        });
        sum.rows += 1;
        let side = if change.is_negative() { &mut sum.out_of } else { &mut sum.into };
        let magnitude = if change.is_negative() { change.negate() } else { change };
        *side = side.and_then(|side| side.checked_add(magnitude).ok());
        if let Job::TopUp { top_up, .. } = job {
            accounts.insert(top_up.account.0);
        }
    }
    summary.sums =
        sums.into_values().map(|(sum, accounts)| Sum { accounts: accounts.len(), ..sum }).collect();
    summary
}
