//! Promotional money is spent in order of expiry and lapses when its time is over.

use super::units::Units;

/// What is left of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The transaction that gave it.
    pub transaction_id: i64,
    /// When it lapses, in microseconds since 1970; none: never.
    pub expires_at: Option<i64>,
    /// What has been neither spent nor lapsed.
    pub remaining: Units,
}

/// Which grants pay for `amount`: those that lapse first, first; none where all together do not.
pub fn spend(grants: &[Grant], amount: Units) -> Option<Vec<(i64, Units)>> {
    let mut ordered: Vec<&Grant> = grants.iter().filter(|grant| grant.remaining.is_positive()).collect();
    ordered.sort_by_key(|grant| (grant.expires_at.unwrap_or(i64::MAX), grant.transaction_id));
    let mut missing = amount;
    let mut parts = Vec::new();
    for grant in ordered {
        if !missing.is_positive() {
            break;
        }
        let part = missing.min(grant.remaining);
        parts.push((grant.transaction_id, part));
        missing = missing.checked_sub(part)?;
    }
    missing.is_zero().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(transaction_id: i64, expires_at: Option<i64>, remaining: i128) -> Grant {
        Grant { transaction_id, expires_at, remaining: Units::new(remaining).unwrap() }
    }

    #[test]
    fn what_lapses_first_is_spent_first() {
        let grants = [grant(1, None, 5), grant(2, Some(30), 5), grant(3, Some(20), 5), grant(4, Some(20), 1)];
        let parts = |amount| {
            spend(&grants, Units::new(amount).unwrap())
                .map(|parts| parts.into_iter().map(|(id, part)| (id, part.get())).collect::<Vec<_>>())
        };
        assert_eq!(parts(7), Some(vec![(3, 5), (4, 1), (2, 1)]));
        assert_eq!(parts(16), Some(vec![(3, 5), (4, 1), (2, 5), (1, 5)]));
        assert_eq!(parts(17), None);
    }
}
