//! Recipients as the vault keeps them, and as a file to carry away. What comes from a file is a name and an address and
//! nothing more: that coins went there once is not taken on its word, and no name that is known here changes its address.

use serde_json::{Value, json};

use super::{Destination, Recipient, name};

const FORMAT: &str = "purser-recipients";
/// More are not kept.
const MOST: usize = 1_000;
const LONGEST: usize = 200;

/// What taking recipients from a file came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub added: usize,
    /// Known already.
    pub known: usize,
    /// Not read, not an address of its network, or a known name with another address.
    pub left_out: usize,
}

pub(super) fn to_value(recipient: &Recipient) -> Value {
    json!({
        "name": recipient.name,
        "network": recipient.to.network,
        "address": recipient.to.address,
        "tag": recipient.to.tag,
        "sentAt": recipient.sent_at,
    })
}

pub(super) fn from_value(value: &Value) -> Option<Recipient> {
    let text = |name: &str| {
        value[name].as_str().filter(|text| !text.is_empty() && text.len() <= LONGEST).map(str::to_owned)
    };
    let to = Destination { network: text("network")?, address: text("address")?, tag: text("tag") };
    Some(Recipient {
        name: name(value["name"].as_str().unwrap_or_default()),
        to,
        sent_at: value["sentAt"].as_i64(),
    })
}

/// A book as a file: what has a name, without when it was used.
pub fn write(book: &[Recipient]) -> String {
    let named = book.iter().filter(|known| !known.name.is_empty());
    let entries: Vec<Value> =
        named.map(|known| to_value(&Recipient { sent_at: None, ..known.clone() })).collect();
    json!({ "format": FORMAT, "recipients": entries }).to_string()
}

fn is_good(to: &Destination) -> bool {
    let joined = to.tag.as_ref().map_or_else(|| to.address.clone(), |tag| format!("{}:{tag}", to.address));
    to.chain().is_some_and(|chain| chain.check(&joined).is_ok())
}

/// Takes the recipients of a file; `None` when it is no such file.
pub fn take(book: &mut Vec<Recipient>, text: &str) -> Option<Taken> {
    let file: Value = serde_json::from_str(text).ok()?;
    if file["format"] != FORMAT {
        return None;
    }
    let mut taken = Taken::default();
    for value in file["recipients"].as_array()? {
        let read = from_value(value).filter(|read| !read.name.is_empty() && is_good(&read.to));
        let Some(read) = read else {
            taken.left_out += 1;
            continue;
        };
        if book.iter().any(|known| known.to.is_same(&read.to)) {
            taken.known += 1;
            continue;
        }
        let has_name = |known: &Recipient| known.name == read.name && known.to.network == read.to.network;
        if book.len() >= MOST || book.iter().any(has_name) {
            taken.left_out += 1;
            continue;
        }
        book.push(Recipient { sent_at: None, ..read });
        taken.added += 1;
    }
    Some(taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange::{any_json, changed, replaced};

    fn ann() -> Recipient {
        Recipient {
            name: "Ann".to_owned(),
            to: Destination::new("XRP", "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP", Some("156041")),
            sent_at: Some(7),
        }
    }

    #[test]
    fn what_is_kept_is_read_again_and_a_file_lacks_when() {
        assert_eq!(from_value(&to_value(&ann())), Some(ann()));
        let unnamed = Recipient {
            name: String::new(),
            to: Destination::new("BTC", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", None),
            sent_at: None,
        };
        let mut book = Vec::new();
        let taken = take(&mut book, &write(&[ann(), unnamed])).unwrap();
        assert_eq!(taken, Taken { added: 1, ..Taken::default() });
        assert_eq!(book, [Recipient { sent_at: None, ..ann() }]);
    }

    #[test]
    fn rule_16_a_file_changes_no_address_and_makes_nobody_known() {
        let text = r#"{"format": "purser-recipients", "recipients": [
            {"name": "Ann", "network": "ripple", "address": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "sentAt": 9},
            {"name": "Bob", "network": "ripple", "address": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "sentAt": 9},
            {"name": "Mistyped", "network": "bitcoin", "address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"},
            {"name": "Nowhere", "network": "moon", "address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
            {"name": "", "network": "bitcoin", "address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
            {"name": "Again", "network": "ripple", "address": "rPujGTiw6nKmMvAiUT6UjpFxT9QrDn9kJP", "tag": "156041"},
            7]}"#;
        let mut book = vec![ann()];
        assert_eq!(take(&mut book, text), Some(Taken { added: 1, known: 1, left_out: 5 }));
        assert_eq!(book[0], ann());
        assert_eq!((book[1].name.as_str(), book[1].sent_at), ("Bob", None));
        for other in
            ["", "[]", "{}", r#"{"format": "purser-recipients"}"#, r#"{"format": "x", "recipients": []}"#]
        {
            assert_eq!(take(&mut book, other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_file_is_taken_or_refused(text in any::<String>()) {
            prop_assert_eq!(take(&mut Vec::new(), &text), None);
        }

        /// Whatever a file holds: nobody known gets another address, and nothing is taken that its network would not.
        #[test]
        fn rule_16_no_file_moves_a_known_name(place in 0..12_usize, other in any_json(NAMES), address in changed("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "rHb9CJ:01lO \u{0}"), name in prop_oneof![any::<String>(), Just("Ann".to_owned())]) {
            let entry = |name: &str, address: &str| json!({ "name": name, "network": "ripple", "address": address, "tag": "7", "sentAt": 9 });
            let file = json!({ "format": FORMAT, "recipients": [entry(&name, &address), entry("Bob", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh")] });
            let mut book = vec![ann()];
            if let Some(taken) = take(&mut book, &replaced(file, place, &other).to_string()) {
                prop_assert_eq!(book.len(), 1 + taken.added);
            }
            prop_assert_eq!(&book[0], &ann());
            for known in &book[1..] {
                prop_assert!(is_good(&known.to) && known.name != "Ann" && known.sent_at.is_none());
                prop_assert_eq!(from_value(&to_value(known)), Some(known.clone()));
            }
        }
    }

    const NAMES: &[&str] = &["format", "recipients", "name", "network", "address", "tag", "sentAt"];
}
