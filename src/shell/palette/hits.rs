//! The lines of the palette, and which of them a few letters mean.

use leptos::prelude::Callback;

/// What choosing a line does.
#[derive(Clone, Debug)]
pub enum Deed {
    Go(String),
    Do(Callback<()>),
}

impl PartialEq for Deed {
    /// Two ways to one place are the same; of what is done nobody can tell.
    fn eq(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Go(one), Self::Go(other)) if one == other)
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub words: String,
    pub aside: &'static str,
    pub icon: &'static str,
    pub deed: Deed,
}

/// How well words answer to what was typed, the best first; `None`: not at all.
pub fn rank(words: &str, asked: &str) -> Option<u8> {
    let (words, asked) = (words.to_lowercase(), asked.trim().to_lowercase());
    if asked.is_empty() || words == asked {
        return Some(0);
    }
    if words.starts_with(&asked) {
        return Some(1);
    }
    let starts = |word: &str, part: &str| word.starts_with(part);
    let has_word = words.split([' ', '-', ',', '.']).any(|word| starts(word, &asked));
    if has_word {
        return Some(2);
    }
    if words.contains(&asked) {
        return Some(3);
    }
    // Each word that was typed begins one of the line, in whatever order: `wallet new`.
    let mut parts = asked.split_whitespace().peekable();
    let all = parts.peek().is_some() && parts.all(|part| words.split(' ').any(|word| starts(word, part)));
    all.then_some(4)
}

/// The lines that answer, the best first; among equals in the order they came.
pub fn ranked(hits: Vec<Hit>, asked: &str) -> Vec<Hit> {
    let mut found: Vec<(u8, Hit)> =
        hits.into_iter().filter_map(|hit| Some((rank(&hit.words, asked)?, hit))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_comes_before_what_only_contains_it() {
        let hit = |words: &str| Hit {
            words: words.to_owned(),
            aside: "",
            icon: "",
            deed: Deed::Go(words.to_owned()),
        };
        let hits = ["Lock the vault", "New customer", "Customers", "Accustomed", "Sign out"].map(hit);
        let found =
            |asked: &str| ranked(hits.to_vec(), asked).into_iter().map(|hit| hit.words).collect::<Vec<_>>();
        assert_eq!(found("cust"), ["Customers", "New customer", "Accustomed"]);
        assert_eq!(found("vault lock"), ["Lock the vault"]);
        assert_eq!(found("SIGN"), ["Sign out"]);
        assert_eq!(found("zzz"), [""; 0]);
        assert_eq!(found(" ").len(), 5);
    }
}
