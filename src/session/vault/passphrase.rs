//! How good a passphrase is, roughly: a hint for the person, not a gate beyond the shortest length.

use std::collections::BTreeSet;

/// Fewer characters are not taken.
pub const SHORTEST: usize = 8;

/// How long a passphrase might hold against someone who has the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    TooShort,
    Weak,
    Fair,
    Good,
}

/// Guesses by length, kinds of characters and repetition. It knows no dictionary, so that it praises sparingly.
pub fn quality(passphrase: &str) -> Quality {
    let characters: Vec<char> = passphrase.chars().collect();
    if characters.len() < SHORTEST {
        return Quality::TooShort;
    }
    let has = |is: fn(char) -> bool| u32::from(characters.iter().any(|character| is(*character)));
    let kinds = has(char::is_lowercase)
        + has(char::is_uppercase)
        + has(char::is_numeric)
        + has(|character| !character.is_alphanumeric());
    // What repeats or counts on from its neighbour adds little.
    let steps = characters.windows(2).filter(|pair| {
        let step = i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
        !(-1..=1).contains(&step)
    });
    let telling = steps.count() + 1;
    let distinct = characters.iter().collect::<BTreeSet<_>>().len();
    let bits = telling.min(distinct * 2) * (2 + kinds as usize) / 2;
    match bits {
        0..24 => Quality::Weak,
        24..38 => Quality::Fair,
        _ => Quality::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::{Quality, quality};

    #[test]
    fn length_counts_more_than_signs() {
        for (passphrase, expected) in [
            ("", Quality::TooShort),
            ("Ab1!xyz", Quality::TooShort),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", Quality::Weak),
            ("abcdefghijklmnopqrst", Quality::Weak),
            ("12345678", Quality::Weak),
            ("password", Quality::Weak),
            ("quiet-41-boat", Quality::Fair),
            ("harbour quiet lantern sevenfold", Quality::Good),
        ] {
            assert_eq!(quality(passphrase), expected, "{passphrase:?}");
        }
    }
}
