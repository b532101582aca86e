//! Whom coins were sent to: an address book, and what it says about a new destination (rule 16).
//!
//! The book is a secret of its owner: it stands in the vault, sealed, or where there is none open in memory, until the
//! document goes. A name alone makes nobody known: only who was sent to before is.

mod alike;
mod file;
pub mod kept;

use purser_chains::Chain;

pub use self::{
    alike::{Compared, compare},
    file::{Taken, take, write},
};

/// Longer names are cut.
const LONGEST_NAME: usize = 60;

/// Where coins can go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The chain's name as one word; the coin's code where the chain is not known.
    pub network: String,
    pub address: String,
    pub tag: Option<String>,
}

/// A destination that somebody named or sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Empty for one that nobody named.
    pub name: String,
    pub to: Destination,
    /// When coins last went there, in Unix milliseconds.
    pub sent_at: Option<i64>,
}

/// What is known about a destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Coins went there before.
    Known(Recipient),
    /// Coins never went there. It may have a name.
    New(Option<Recipient>),
    /// The address is known, with another tag or none.
    OtherTag(Recipient),
    /// It looks like this one, and is another: it takes a closer look to see where.
    Alike(Recipient, Compared),
}

impl Destination {
    pub fn new(symbol: &str, address: &str, tag: Option<&str>) -> Self {
        let network = Chain::of(symbol).map_or(symbol, |chain| chain.label()).to_owned();
        Self { network, address: address.to_owned(), tag: tag.map(str::to_owned) }
    }

    pub fn chain(&self) -> Option<Chain> {
        Chain::ALL.into_iter().find(|chain| chain.label() == self.network)
    }

    /// The address in the form that all its spellings have in common.
    fn canonical(&self) -> String {
        self.chain().map_or_else(|| self.address.clone(), |chain| chain.canonical(&self.address))
    }

    pub fn is_same(&self, other: &Self) -> bool {
        self.tag == other.tag && self.has_same_address(other)
    }

    fn has_same_address(&self, other: &Self) -> bool {
        self.network == other.network && self.canonical() == other.canonical()
    }
}

/// A name as it is kept: one line, not too long; empty for one that is none.
pub fn name(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect()
}

/// What a book says about a destination.
pub fn standing(book: &[Recipient], to: &Destination) -> Standing {
    let same = book.iter().find(|known| known.to.is_same(to));
    if let Some(known) = same.filter(|known| known.sent_at.is_some()) {
        return Standing::Known(known.clone());
    }
    if let Some(known) = book.iter().find(|known| known.to.has_same_address(to) && known.to.tag != to.tag) {
        return Standing::OtherTag(known.clone());
    }
    // Whoever was sent to is more likely to be meant than a name alone.
    let mut others: Vec<&Recipient> = book.iter().filter(|known| known.to.network == to.network).collect();
    others.sort_by_key(|known| known.sent_at.is_none());
    let alike = others.into_iter().filter(|known| !known.to.has_same_address(to)).find_map(|known| {
        let compared = compare(to.chain(), &to.canonical(), &known.to.canonical());
        compared.is_alike.then(|| (known.clone(), compared))
    });
    match alike {
        Some((known, compared)) => Standing::Alike(known, compared),
        None => Standing::New(same.cloned()),
    }
}

/// Names a destination, or takes its name away.
pub fn put_name(book: &mut Vec<Recipient>, to: &Destination, text: &str) {
    let name = name(text);
    match book.iter_mut().find(|known| known.to.is_same(to)) {
        Some(known) => known.name = name,
        None if name.is_empty() => {}
        None => book.push(Recipient { name, to: to.clone(), sent_at: None }),
    }
}

/// Coins went there.
pub fn put_sent(book: &mut Vec<Recipient>, to: &Destination, at: i64) {
    match book.iter_mut().find(|known| known.to.is_same(to)) {
        Some(known) => known.sent_at = known.sent_at.max(Some(at)),
        None => book.push(Recipient { name: String::new(), to: to.clone(), sent_at: Some(at) }),
    }
}

/// Takes another book's entries into this one, where they say more.
pub fn merge(book: &mut Vec<Recipient>, other: &[Recipient]) {
    for entry in other {
        match book.iter_mut().find(|known| known.to.is_same(&entry.to)) {
            Some(known) => {
                if !entry.name.is_empty() {
                    known.name.clone_from(&entry.name);
                }
                known.sent_at = known.sent_at.max(entry.sent_at);
            }
            None => book.push(entry.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENESIS: &str = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    const ETHER: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    fn sent_to(symbol: &str, address: &str, tag: Option<&str>) -> Recipient {
        Recipient { name: "Ann".to_owned(), to: Destination::new(symbol, address, tag), sent_at: Some(1) }
    }

    fn said(book: &[Recipient], symbol: &str, address: &str, tag: Option<&str>) -> &'static str {
        match standing(book, &Destination::new(symbol, address, tag)) {
            Standing::Known(_) => "known",
            Standing::New(None) => "new",
            Standing::New(Some(_)) => "named",
            Standing::OtherTag(_) => "tag",
            Standing::Alike(..) => "alike",
        }
    }

    #[test]
    fn rule_16_only_who_was_sent_to_is_known() {
        let mut book = vec![sent_to("BTC", GENESIS, None), sent_to("ETH", ETHER, None)];
        assert_eq!(said(&book, "BTC", GENESIS, None), "known");
        assert_eq!(said(&book, "USDT", &ETHER.to_ascii_lowercase(), None), "known", "one address, one chain");
        assert_eq!(said(&book, "ETC", ETHER, None), "new", "of another chain");
        assert_eq!(said(&book, "BTC", "1LLzN2ffsY1AdvswuGLMDnBro5FA8uwDZN", None), "new");
        book[0].sent_at = None;
        assert_eq!(said(&book, "BTC", GENESIS, None), "named");
    }

    #[test]
    fn rule_16_what_shares_its_ends_with_a_known_one_is_noticed() {
        let book = [sent_to("BTC", GENESIS, None), sent_to("ETH", ETHER, None)];
        for (symbol, address) in [
            ("BTC", "1A1zP1xxxxxxxxxxxxxxxxxxxxxxDivfNa"),
            ("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"),
            ("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divfa"),
            ("ETH", "0x5aae000000000000000000000000000000001aed"),
            ("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Be000"),
        ] {
            assert_eq!(said(&book, symbol, address, None), "alike", "{address}");
        }
    }

    #[test]
    fn rule_16_a_known_address_with_another_tag_is_another_recipient() {
        let ripple = "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP";
        let book = [sent_to("XRP", ripple, Some("156041"))];
        assert_eq!(said(&book, "XRP", ripple, Some("156041")), "known");
        assert_eq!(said(&book, "XRP", ripple, Some("156042")), "tag");
        assert_eq!(said(&book, "XRP", ripple, None), "tag");
    }

    #[test]
    fn a_book_keeps_one_entry_for_each_destination() {
        let to = Destination::new("ETH", ETHER, None);
        let mut book = Vec::new();
        put_name(&mut book, &to, " ");
        assert!(book.is_empty());
        put_name(&mut book, &to, "  Ann\n Other ");
        put_sent(&mut book, &Destination::new("DAI", &ETHER.to_ascii_lowercase(), None), 7);
        put_sent(&mut book, &to, 5);
        assert_eq!(book.len(), 1);
        assert_eq!((book[0].name.as_str(), book[0].sent_at), ("Ann Other", Some(7)));
        let mut other = vec![Recipient { name: String::new(), to: to.clone(), sent_at: Some(9) }];
        merge(&mut other, &book);
        assert_eq!((other[0].name.as_str(), other[0].sent_at, other.len()), ("Ann Other", Some(9), 1));
    }
}
