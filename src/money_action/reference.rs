//! References: what an action is known by before anybody has answered.

use crate::{digest::hex, random};

/// 128 random bits, as text that every system takes.
///
/// # Panics
///
/// In a browser without a source of random numbers: a reference that could repeat must not be used.
pub fn new_reference() -> String {
    reference_from(random::bytes())
}

fn reference_from(bytes: [u8; 16]) -> String {
    format!("pr_{}", hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_2_a_reference_is_128_bits() {
        assert_eq!(reference_from([0xab; 16]), format!("pr_{}", "ab".repeat(16)));
    }
}
