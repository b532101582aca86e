//! What a coin costs: a walk that looks random and is the same wherever and whenever it is asked.
//!
//! The walk is a sum of waves, each through points that depend on the seed, the coin and their place alone. So the
//! rate of any instant is found without walking there, and two processes agree without speaking.

use crate::domain::clock::SECOND;
use crate::domain::ctk::assets::Asset;
use crate::domain::ctk::value::Rate;

/// Another seed is another market.
pub const SEED: u64 = 2_018;

/// Rates change once in so many seconds.
pub const STEP_SECONDS: i64 = 60;

/// Waves by their length in steps and their height in parts of a million. Together they stay below one half.
const WAVES: &[(i64, i64)] = &[
    (1, 400),
    (10, 1_500),
    (60, 4_000),
    (360, 9_000),
    (1_440, 20_000),
    (10_080, 50_000),
    (43_200, 100_000),
    (259_200, 180_000),
];

const MILLION: i64 = 1_000_000;

/// What one `asset` costs at `now` (microseconds since 1970).
///
/// ```
/// use purser_sandbox::domain::ctk::assets;
/// use purser_sandbox::rails::rates;
///
/// let bitcoin = assets::find("BTC").unwrap();
/// let noon = 1_774_958_400_000_000;
/// assert_eq!(rates::usd(bitcoin, noon), rates::usd(bitcoin, noon + 59_999_999));
/// assert_ne!(rates::usd(bitcoin, noon), rates::usd(bitcoin, noon + 60_000_000));
/// ```
pub fn usd(asset: &Asset, now: i64) -> Rate {
    usd_in(SEED, asset, now)
}

/// What one `asset` costs at `now` in the market of that seed.
pub fn usd_in(seed: u64, asset: &Asset, now: i64) -> Rate {
    let step = now.div_euclid(SECOND * STEP_SECONDS);
    let name = asset.symbol.bytes().fold(seed, |hash, byte| mixed(hash ^ u64::from(byte)));
    let mut deviation = 0;
    for (wave, (length, height)) in (0_u64..).zip(WAVES) {
        deviation += wave_at(mixed(name ^ wave), step, *length, *height / asset.calm);
    }
    let rate = i128::from(asset.usual_rate.get()) * i128::from(MILLION + deviation) / i128::from(MILLION);
    Rate::new(i64::try_from(rate).unwrap_or(i64::MAX))
}

/// The height of a wave between its two nearest points, in parts of a million.
fn wave_at(seed: u64, step: i64, length: i64, height: i64) -> i64 {
    let (place, past) = (step.div_euclid(length), step.rem_euclid(length));
    let left = point(seed, place, height);
    let right = point(seed, place.wrapping_add(1), height);
    left + (right - left) * past / length
}

fn point(seed: u64, place: i64, height: i64) -> i64 {
    let hash = mixed(seed ^ mixed(place.cast_unsigned()));
    let width = i128::from(height) * 2 + 1;
    let value = (i128::from(hash) * width) >> 64;
    i64::try_from(value).unwrap_or_default() - height
}

/// The last step of `SplitMix64`: one bit in turns about half of those out.
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::DAY;
    use crate::domain::ctk::assets::ASSETS;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rule_1_a_rate_depends_on_seed_coin_and_minute_alone(
            seed: u64,
            now in 0..4_000_000_000_000_000_i64,
            place in 0..ASSETS.len(),
        ) {
            let asset = &ASSETS[place];
            let rate = usd_in(seed, asset, now);
            prop_assert_eq!(usd_in(seed, asset, now), rate);
            let usual = asset.usual_rate.get();
            prop_assert!(rate.get() > usual / 2 && rate.get() < usual * 3 / 2, "{}", rate.get());
            let next = usd_in(seed, asset, now + 60 * SECOND);
            prop_assert!((next.get() - rate.get()).abs() <= usual / 500 + 1, "a little every minute");
        }
    }

    #[test]
    fn rates_move_and_those_of_stable_coins_hardly() {
        let start = 1_774_958_400 * SECOND;
        for asset in ASSETS {
            let seen: Vec<i64> = (0..200).map(|day| usd(asset, start + day * DAY).get()).collect();
            let (least, most) = (seen.iter().min().unwrap(), seen.iter().max().unwrap());
            assert!(least < most, "{} moves", asset.symbol);
            if asset.calm > 1 {
                assert!((most - least) * 50 < asset.usual_rate.get(), "{} hardly moves", asset.symbol);
            }
        }
    }

    #[test]
    fn a_rate_stays_as_it_is() {
        let bitcoin = crate::domain::ctk::assets::find("BTC").unwrap();
        let rates: Vec<i64> =
            (0..3).map(|day| usd(bitcoin, 1_774_958_400 * SECOND + day * DAY).get()).collect();
        assert_eq!(rates, RECORDED, "seeded pasts and every balance's value change with it");
    }

    const RECORDED: [i64; 3] = [752_814_855_144, 753_990_758_928, 762_294_894_372];
}
