//! What the vault looks like on the outside: one line of JSON with everything that opening it takes but the passphrase.

use serde_json::{Value, json};

use crate::digest::{hex, unhex};

/// The only version there is. A change of what follows is another one.
pub const VERSION: u64 = 1;
/// How often PBKDF2 goes round.
pub const ROUNDS: u32 = 600_000;
pub const SALT: usize = 16;
pub const NONCE: usize = 12;

/// A ciphertext with its salt and its nonce, both new with each writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub salt: [u8; SALT],
    pub nonce: [u8; NONCE],
    pub sealed: Vec<u8>,
}

/// Why something that was kept is no vault that can be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is cut off, or was written by something else.
    Damaged,
    /// Another version wrote it.
    Version(u64),
}

impl Envelope {
    /// Reads what was kept.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        match value["vault"].as_u64() {
            Some(VERSION) => {}
            Some(version) => return Err(Unreadable::Version(version)),
            None => return Err(Unreadable::Damaged),
        }
        let bytes = |name: &str| value[name].as_str().and_then(unhex).ok_or(Unreadable::Damaged);
        let sealed = bytes("sealed")?;
        Ok(Self {
            salt: bytes("salt")?.try_into().map_err(|_| Unreadable::Damaged)?,
            nonce: bytes("nonce")?.try_into().map_err(|_| Unreadable::Damaged)?,
            sealed,
        })
    }

    pub fn write(&self) -> String {
        json!({ "vault": VERSION, "salt": hex(&self.salt), "nonce": hex(&self.nonce), "sealed": hex(&self.sealed) })
            .to_string()
    }
}

/// What the ciphertext is bound to besides its key: it opens only as the version it was written as, with its own salt.
pub fn bound_to(salt: &[u8; SALT]) -> String {
    format!("purser vault {VERSION}, PBKDF2-SHA-256 {ROUNDS}, AES-256-GCM, {}", hex(salt))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::strange::{any_json, replaced};

    #[test]
    fn an_envelope_is_read_as_it_was_written() {
        let envelope = Envelope { salt: [7; SALT], nonce: [8; NONCE], sealed: vec![1, 2, 255] };
        assert_eq!(Envelope::read(&envelope.write()), Ok(envelope));
    }

    #[test]
    fn what_is_no_vault_of_this_version_says_so() {
        let good = Envelope { salt: [7; SALT], nonce: [8; NONCE], sealed: vec![1] }.write();
        for (text, why) in [
            (good.replace("\"vault\":1", "\"vault\":2"), Unreadable::Version(2)),
            (good.replace("\"vault\":1", "\"vault\":0"), Unreadable::Version(0)),
            (good.replace("0808", "08"), Unreadable::Damaged),
            (good.replace("\"sealed\":\"01\"", "\"sealed\":\"0\""), Unreadable::Damaged),
            (good[..good.len() / 2].to_owned(), Unreadable::Damaged),
            ("{}".to_owned(), Unreadable::Damaged),
            (String::new(), Unreadable::Damaged),
        ] {
            assert_eq!(Envelope::read(&text), Err(why), "{text}");
        }
    }

    proptest! {
        /// A vault that was changed anywhere is refused, or differs where it was changed; nothing of it is made up.
        #[test]
        fn rule_10_any_vault_is_read_or_refused(
            salt in any::<[u8; SALT]>(),
            nonce in any::<[u8; NONCE]>(),
            sealed in prop::collection::vec(any::<u8>(), 0..60),
            place in 0..6_usize,
            other in any_json(&["vault", "salt", "nonce", "sealed"]),
            text in any::<String>(),
        ) {
            let envelope = Envelope { salt, nonce, sealed };
            prop_assert_eq!(Envelope::read(&envelope.write()), Ok(envelope.clone()));
            let changed = replaced(serde_json::from_str(&envelope.write()).unwrap(), place, &other).to_string();
            for text in [changed, text] {
                if let Ok(read) = Envelope::read(&text) {
                    prop_assert_eq!(Envelope::read(&read.write()), Ok(read));
                }
            }
        }
    }
}
