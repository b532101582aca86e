//! How two addresses differ, character by character, and whether one may pass for the other.

use purser_chains::Chain;

/// So many characters apart, two are alike whatever they are.
const FEW: usize = 4;
/// So many characters at both ends are what a person compares, and what somebody who wants to be mistaken makes alike.
const END: usize = 3;
/// So many at one end are enough.
const LONG_END: usize = 5;

/// Two addresses side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Places of the characters of the first that the second has not.
    pub of_first: Vec<usize>,
    /// And the other way round.
    pub of_second: Vec<usize>,
    pub is_alike: bool,
}

/// Compares two different addresses of one chain.
pub fn compare(chain: Option<Chain>, first: &str, second: &str) -> Compared {
    let (one, other): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let (of_first, of_second) = differences(&one, &other);
    let begins = chain.map_or(0, |chain| chain.common_start(first));
    let start = one.iter().skip(begins).zip(other.iter().skip(begins)).take_while(|(a, b)| a == b).count();
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let is_alike = of_first.len().max(of_second.len()) <= FEW
        || (start >= END && end >= END)
        || start >= LONG_END
        || end >= LONG_END;
    Compared { of_first, of_second, is_alike }
}

/// What is left of each when their longest common run of characters, in order, is taken away. Of the same length, they
/// are compared place by place.
fn differences(one: &[char], other: &[char]) -> (Vec<usize>, Vec<usize>) {
    if one.len() == other.len() {
        let places: Vec<usize> = (0..one.len()).filter(|place| one[*place] != other[*place]).collect();
        return (places.clone(), places);
    }
    let width = other.len() + 1;
    let mut common = vec![0_usize; (one.len() + 1) * width];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            common[i * width + j] = if one[i] == other[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut of_one, mut of_other) = (Vec::new(), Vec::new());
    while i < one.len() && j < other.len() {
        if one[i] == other[j] {
            (i, j) = (i + 1, j + 1);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            of_one.push(i);
            i += 1;
        } else {
            of_other.push(j);
            j += 1;
        }
    }
    of_one.extend(i..one.len());
    of_other.extend(j..other.len());
    (of_one, of_other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_characters_that_differ_are_named() {
        let compared = compare(None, "abcdefghij", "abcxefghiy");
        assert_eq!((compared.of_first, compared.of_second), (vec![3, 9], vec![3, 9]));
        let compared = compare(None, "abcdefghij", "abdefghij");
        assert_eq!((compared.of_first, compared.of_second, compared.is_alike), (vec![2], vec![], true));
    }

    #[test]
    fn a_start_that_all_share_tells_nothing() {
        let (one, other) = ("bc1qxxxaaaaaaaaaaaaa", "bc1qyyybbbbbbbbbbbbb");
        assert!(!compare(Some(Chain::Bitcoin), one, other).is_alike);
        assert!(compare(Some(Chain::Bitcoin), "bc1qxxxaaaaaaaaaazzz", "bc1qxxxbbbbbbbbbbzzz").is_alike);
    }

    proptest! {
        /// A changed, a missing, an added character: whatever one mistypes is alike.
        #[test]
        fn rule_16_one_change_is_always_noticed(address in "[1-9A-HJ-NP-Za-km-z]{26,95}", place in any::<prop::sample::Index>(), letter in "[1-9A-HJ-NP-Za-km-z]") {
            let place = place.index(address.len());
            let (before, after) = address.split_at(place);
            for other in [format!("{before}{letter}{}", &after[1..]), format!("{before}{}", &after[1..]), format!("{before}{letter}{after}")] {
                let compared = compare(Some(Chain::Bitcoin), &other, &address);
                prop_assert!(compared.is_alike);
                prop_assert_eq!(compared.of_first.is_empty() && compared.of_second.is_empty(), other == address);
            }
        }

        /// What is marked is what is different: without it, both are the same.
        #[test]
        fn without_what_differs_both_are_the_same(one in "[a-c]{0,24}", other in "[a-c]{0,24}") {
            let compared = compare(None, &one, &other);
            let rest = |text: &str, marked: &[usize]| -> String {
                text.chars().enumerate().filter(|(place, _)| !marked.contains(place)).map(|(_, letter)| letter).collect()
            };
            prop_assert_eq!(rest(&one, &compared.of_first), rest(&other, &compared.of_second));
        }
    }
}
