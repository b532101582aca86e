//! Whether a webhook was signed with a secret: HMAC-SHA-256 of the seconds, a point and the body, compared by the browser in
//! constant time. The answer says what exactly is wrong.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use purser_api::Secret;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use crate::digest::unhex;

/// Older ones may have been caught and sent again, in seconds.
pub const OLDEST: i64 = 300;
/// How far ahead the sender's clock may be, in seconds.
const AHEAD: i64 = 60;

/// What a header says: when, and one signature or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub seconds: i64,
    pub signatures: Vec<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right, and so many seconds old.
    Good(i64),
    /// Right, but too old: so many seconds.
    Old(i64),
    /// Right, but from so many seconds in the future.
    Early(i64),
    Differs,
    NoHeader,
    NoTime,
    NoSignature,
    CannotTell,
}

impl Header {
    /// Reads a header, with its name before it or without.
    pub fn read(text: &str) -> Result<Self, Verdict> {
        let text = text.trim();
        let value = match text.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("x-webhook-signature") => value,
            _ => text,
        };
        if value.trim().is_empty() {
            return Err(Verdict::NoHeader);
        }
        let parts = || value.split(',').filter_map(|part| part.trim().split_once('='));
        let seconds = parts().find(|(name, _)| *name == "t").and_then(|(_, seconds)| seconds.parse().ok());
        let signatures: Vec<Vec<u8>> = parts()
            .filter(|(name, _)| *name == "v1")
            .filter_map(|(_, signature)| unhex(signature).filter(|signature| signature.len() == 32))
            .collect();
        match (seconds, signatures.is_empty()) {
            (None, _) => Err(Verdict::NoTime),
            (Some(_), true) => Err(Verdict::NoSignature),
            (Some(seconds), false) => Ok(Self { seconds, signatures }),
        }
    }

    /// What a right signature is worth at this second.
    fn worth(&self, now: i64) -> Verdict {
        match now.saturating_sub(self.seconds) {
            age if age > OLDEST => Verdict::Old(age),
            age if age < -AHEAD => Verdict::Early(age.saturating_neg()),
            age => Verdict::Good(age.max(0)),
        }
    }
}

/// The bytes a secret may stand for: its text, and what it is in hexadecimal, as systems show theirs.
fn keys(secret: &str) -> Vec<Vec<u8>> {
    let mut keys = vec![secret.as_bytes().to_vec()];
    keys.extend(unhex(secret).filter(|bytes| bytes.len() >= 16));
    keys
}

/// Compares a body and its header with a secret, at this second since 1970.
pub async fn verify(secret: &Secret, header: &str, body: &str, now: i64) -> Verdict {
    let header = match Header::read(header) {
        Ok(header) => header,
        Err(verdict) => return verdict,
    };
    let signed = format!("{}.{body}", header.seconds);
    for key in keys(secret.expose()) {
        for signature in &header.signatures {
            match is_signed(&key, signature, signed.as_bytes()).await {
                Some(true) => return header.worth(now),
                Some(false) => {}
                None => return Verdict::CannotTell,
            }
        }
    }
    Verdict::Differs
}

async fn is_signed(key: &[u8], signature: &[u8], signed: &[u8]) -> Option<bool> {
    let subtle = window().crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let algorithm = Object::new();
    for (name, value) in [("name", "HMAC"), ("hash", "SHA-256")] {
        Reflect::set(&algorithm, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    let bytes = Uint8Array::from(key);
    let usages = Array::of1(&"verify".into());
    let key = subtle.import_key_with_object("raw", &bytes, &algorithm, false, &usages).ok()?;
    let key: CryptoKey = JsFuture::from(key).await.ok()?.dyn_into().ok()?;
    let verified = subtle.verify_with_str_and_u8_array_and_u8_array("HMAC", &key, signature, signed).ok()?;
    JsFuture::from(verified).await.ok()?.as_bool()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{digest::hex, strange::changed};

    #[test]
    fn a_header_is_read_with_and_without_its_name() {
        let digits = "ab".repeat(32);
        let header = Header { seconds: 1_700_000_000, signatures: vec![vec![0xab; 32]] };
        for text in [
            format!("t=1700000000,v1={digits}"),
            format!("X-Webhook-Signature: t=1700000000, v1={digits}"),
            format!("x-webhook-signature:v1={digits},t=1700000000,v0=old"),
        ] {
            assert_eq!(Header::read(&text), Ok(header.clone()), "{text}");
        }
    }

    #[test]
    fn what_a_header_lacks_is_named() {
        let digits = "ab".repeat(32);
        for (text, verdict) in [
            (String::new(), Verdict::NoHeader),
            ("X-Webhook-Signature: ".to_owned(), Verdict::NoHeader),
            (format!("v1={digits}"), Verdict::NoTime),
            (format!("t=soon,v1={digits}"), Verdict::NoTime),
            ("t=1".to_owned(), Verdict::NoSignature),
            ("t=1,v1=abab".to_owned(), Verdict::NoSignature),
            (format!("t=1,v2={digits}"), Verdict::NoSignature),
        ] {
            assert_eq!(Header::read(&text), Err(verdict), "{text}");
        }
    }

    #[test]
    fn a_right_one_may_be_too_old_or_too_early() {
        let header = Header { seconds: 1_000, signatures: Vec::new() };
        assert_eq!(header.worth(1_000), Verdict::Good(0));
        assert_eq!(header.worth(1_300), Verdict::Good(300));
        assert_eq!(header.worth(1_301), Verdict::Old(301));
        assert_eq!(header.worth(950), Verdict::Good(0), "clocks are a little apart");
        assert_eq!(header.worth(900), Verdict::Early(100));
        assert_eq!(header.worth(i64::MIN), Verdict::Early(i64::MAX));
    }

    #[test]
    fn a_secret_in_hexadecimal_is_tried_as_its_bytes_too() {
        assert_eq!(keys("whsec_x"), [b"whsec_x".to_vec()]);
        assert_eq!(keys(&"0f".repeat(16)), ["0f".repeat(16).into_bytes(), vec![15; 16]]);
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_says_what_is_missing(
            text in prop_oneof![
                any::<String>(),
                changed(&format!("X-Webhook-Signature: t=1700000000, v1={}", "ab".repeat(32)), "tv01=,: -+xyzé\u{0}"),
            ],
            seconds in any::<i64>(),
            signatures in prop::collection::vec(any::<[u8; 32]>(), 1..4),
            now in any::<i64>(),
        ) {
            if let Ok(header) = Header::read(&text) {
                prop_assert!(!header.signatures.is_empty() && header.signatures.iter().all(|signature| signature.len() == 32));
            }
            let written = signatures.iter().fold(format!("t={seconds}"), |text, signature| text + ",v1=" + &hex(signature));
            let signatures = signatures.iter().map(|signature| signature.to_vec()).collect();
            let header = Header { seconds, signatures };
            let worth = header.worth(now);
            prop_assert_eq!(Header::read(&written), Ok(header));
            let is_near = now.checked_sub(seconds).is_some_and(|age| (-AHEAD..=OLDEST).contains(&age));
            prop_assert_eq!(matches!(worth, Verdict::Good(_)), is_near);
        }
    }
}
