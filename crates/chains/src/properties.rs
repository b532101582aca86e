//! What holds for every address, whoever it belongs to and whatever is done to it.

use proptest::prelude::*;

use super::{COINS, Chain};

proptest! {
    #[test]
    fn an_address_that_was_given_out_is_taken_by_its_chain_alone(owner in ".{0,40}") {
        for chain in Chain::ALL {
            let address = chain.deposit_address(&owner);
            prop_assert_eq!(&chain.deposit_address(&owner), &address);
            prop_assert_eq!(chain.check(&address), Ok(()), "{}", address);
            for other in Chain::ALL {
                let is_same_form = matches!(
                    (chain, other),
                    (Chain::Ethereum | Chain::EthereumClassic, Chain::Ethereum | Chain::EthereumClassic)
                );
                if chain != other && !is_same_form {
                    prop_assert!(other.check(&address).is_err(), "{:?} took {}", other, address);
                }
            }
        }
    }

    #[test]
    fn a_mistyped_character_is_found(owner in "[a-z]{1,9}", place in 0..200_usize, letter in "[2-9A-HJ-NP-Za-km-z]") {
        for chain in Chain::ALL {
            let address = chain.deposit_address(&owner);
            let address = address.split(':').next().unwrap();
            let place = place % address.len();
            let mut letters: Vec<char> = address.chars().collect();
            let letter = letter.chars().next().unwrap();
            // Ethereum's checksum is in the case of its letters: of one in digits it says nothing.
            if letters[place] == letter || address.starts_with("0x") {
                continue;
            }
            letters[place] = letter;
            let mistyped: String = letters.into_iter().collect();
            prop_assert!(chain.check(&mistyped).is_err(), "{:?} took {}", chain, mistyped);
        }
    }

    /// A link that this code writes is read as the same address and tag.
    #[test]
    fn a_link_of_any_address_is_read_again(owner in "[a-z]{1,9}") {
        for chain in Chain::ALL {
            let given = chain.deposit_address(&owner);
            let (address, tag) = given.split_once(':').map_or((given.as_str(), None), |(address, tag)| (address, Some(tag)));
            let symbol = COINS.iter().find(|(known, _)| *known == chain).map_or("", |(_, coins)| coins[0]);
            if let Some(link) = chain.uri(symbol, address, tag) {
                prop_assert_eq!(chain.read(&link), (address.to_owned(), tag.map(str::to_owned)), "{}", link);
            }
            prop_assert_eq!(chain.read(&given), (address.to_owned(), tag.map(str::to_owned)));
            prop_assert_eq!(chain.check(&chain.canonical(address)), Ok(()));
        }
    }

    /// Two neighbours swapped, a character doubled or left out, and a piece of something else: none of it is taken.
    #[test]
    fn rule_16_a_mangled_address_is_not_taken(owner in "[a-z]{1,9}", place in 0..200_usize, kind in 0..4_u8, piece in "[0-9A-Za-z]{2,5}") {
        for chain in Chain::ALL {
            let given = chain.deposit_address(&owner);
            let address = given.split(':').next().unwrap_or_default();
            let mut letters: Vec<char> = address.chars().collect();
            let place = place % (letters.len() - 1);
            match kind {
                0 => letters.swap(place, place + 1),
                1 => letters.insert(place, letters[place]),
                2 => drop(letters.remove(place)),
                _ => drop(letters.splice(place..=place, piece.chars())),
            }
            let mangled: String = letters.into_iter().collect();
            // Of two neighbours in its digits Ethereum's checksum says nothing where it has no letters beside.
            let is_same = chain.canonical(&mangled) == chain.canonical(address);
            let is_unprotected = kind == 0 && address.starts_with("0x");
            prop_assert!(is_same || is_unprotected || chain.check(&mangled).is_err(), "{:?} took {}", chain, mangled);
        }
    }

    #[test]
    fn rule_24_no_text_is_too_strange(text in "\\PC{0,120}", tag in "\\PC{0,80}") {
        for chain in Chain::ALL {
            let (address, _) = chain.read(&text);
            let _ = (chain.canonical(&address), chain.common_start(&text), chain.is_protected(&text));
            let _ = chain.check(&text);
            let _ = chain.check(&format!("{text}:{tag}"));
        }
    }
}
