//! What people paste: an address, an address with its tag, or the link behind a QR code.

use super::Chain;

/// Names under which links carry a tag.
const TAGS: [&str; 4] = ["dt", "memo", "tag", "tx_payment_id"];

impl Chain {
    /// The address and, where there is one, the tag of a pasted text. Nothing is corrected: what is wrong stays so.
    ///
    /// ```
    /// use purser_chains::Chain;
    ///
    /// let (address, tag) = Chain::Ripple.read(" ripple:rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP?dt=156041 ");
    /// assert_eq!(address, "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP");
    /// assert_eq!(tag.as_deref(), Some("156041"));
    /// ```
    pub fn read(self, pasted: &str) -> (String, Option<String>) {
        let text: String = pasted.chars().filter(|letter| !letter.is_whitespace()).collect();
        let (text, query) = match text.split_once('?') {
            Some((text, query)) => (text.to_owned(), query.to_owned()),
            None => (text, String::new()),
        };
        let parameter = |names: &[&str]| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut found = pairs.filter(|(name, value)| names.contains(name) && !value.is_empty());
            found.next().map(|(_, value)| decoded(value))
        };
        let (scheme, rest) = text.split_once(':').unwrap_or(("", text.as_str()));
        let is_link = self.schemes().iter().any(|known| known.eq_ignore_ascii_case(scheme));
        let tag = parameter(&TAGS).filter(|_| self.has_tags());
        if !is_link {
            return match rest_of_tagged(&text).filter(|_| self.has_tags()) {
                Some((address, said)) => (address.to_owned(), Some(said.to_owned())),
                None => (text, tag),
            };
        }
        if rest == "pay" {
            return (parameter(&["destination"]).unwrap_or_default(), tag);
        }
        let rest = rest.trim_start_matches('/');
        // A link of Ethereum's names its network behind the address.
        (rest.split('@').next().unwrap_or(rest).to_owned(), tag)
    }
}

/// `%20` is a blank; what is no text then stays as it came.
fn decoded(value: &str) -> String {
    let mut parts = value.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some((byte, rest)) = digits.zip(part.get(2..)) else { return value.to_owned() };
        bytes.push(byte);
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}

fn rest_of_tagged(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(':').filter(|(address, tag)| !address.is_empty() && !tag.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_comes_apart() {
        for (chain, pasted, address, tag) in [
            (Chain::Bitcoin, "bitcoin:1A1z?amount=0.5&label=x", "1A1z", None),
            (Chain::Bitcoin, "BITCOIN:BC1Q", "BC1Q", None),
            (Chain::Bitcoin, "1A1z P5QG\n", "1A1zP5QG", None),
            (Chain::Bitcoin, "litecoin:L1", "litecoin:L1", None),
            (Chain::Bitcoin, "1A1z:7", "1A1z:7", None),
            (Chain::Ethereum, "ethereum:0xAb@1?value=1", "0xAb", None),
            (Chain::Ripple, "rPuj:156041", "rPuj", Some("156041")),
            (Chain::Ripple, "rPuj?dt=7", "rPuj", Some("7")),
            (Chain::Stellar, "web+stellar:pay?destination=GA7&memo=9", "GA7", Some("9")),
            (Chain::Monero, "monero:44AF?tx_payment_id=ab", "44AF", Some("ab")),
            (Chain::Stellar, "GA7?memo=a%20b", "GA7", Some("a b")),
            (Chain::Stellar, "GA7?memo=100%", "GA7", Some("100%")),
            (Chain::Monero, "", "", None),
        ] {
            let (read, said) = chain.read(pasted);
            assert_eq!((read.as_str(), said.as_deref()), (address, tag), "{pasted}");
        }
    }
}
