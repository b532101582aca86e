//! Deposits: a chain confirms them block by block, and only then do they count.

use super::assets::Asset;
use crate::domain::clock::SECOND;

/// How often a deposit that came at `created_at` with `confirmations` has been confirmed at `now`.
pub fn confirmations_at(asset: &Asset, created_at: i64, confirmations: i64, now: i64) -> i64 {
    let blocks = (now - created_at).max(0) / (asset.block_seconds * SECOND);
    confirmations.saturating_add(blocks).clamp(0, asset.confirmations)
}

/// When a deposit that came at `created_at` with `confirmations` counts.
pub fn credited_at(asset: &Asset, created_at: i64, confirmations: i64) -> i64 {
    let missing = (asset.confirmations - confirmations).max(0);
    created_at + missing * asset.block_seconds * SECOND
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ctk::assets::ASSETS;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_deposit_counts_when_its_last_confirmation_comes(
            place in 0..ASSETS.len(), had in 0..30_i64, elapsed in 0..1_000_i64,
        ) {
            let asset = &ASSETS[place];
            let credited = credited_at(asset, 0, had);
            let is_confirmed = confirmations_at(asset, 0, had, elapsed * SECOND) == asset.confirmations;
            prop_assert_eq!(is_confirmed, elapsed * SECOND >= credited);
        }
    }
}
