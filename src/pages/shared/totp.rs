//! Trying a TOTP code in the browser: RFC 6238 over `WebCrypto`. Nothing is sent, so the code stays good.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use purser_api::otpauth::{Algorithm, Otpauth};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

/// How a code that was typed compares to the ones that are good now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right, and this many steps away: the other clock is ahead (positive) or behind.
    Right(i64),
    Wrong,
    /// This browser cannot compute it (no secure context).
    CannotTell,
}

/// Compares a code with those of the steps around now.
pub async fn try_code(enrolment: &Otpauth, code: &str, unix_seconds: i64) -> Verdict {
    let step = unix_seconds.div_euclid(i64::from(enrolment.period));
    for drift in [0, -1, 1] {
        match code_at(enrolment, step + drift).await {
            Some(good) if good == code => return Verdict::Right(drift),
            Some(_) => {}
            None => return Verdict::CannotTell,
        }
    }
    Verdict::Wrong
}

async fn code_at(enrolment: &Otpauth, step: i64) -> Option<String> {
    let subtle = window().crypto().ok()?.subtle();
    let algorithm = Object::new();
    let set = |object: &Object, name: &str, value: &JsValue| {
        Reflect::set(object, &JsValue::from_str(name), value).ok()
    };
    set(&algorithm, "name", &"HMAC".into())?;
    let hash = match enrolment.algorithm {
        Algorithm::Sha1 => "SHA-1",
        Algorithm::Sha256 => "SHA-256",
        Algorithm::Sha512 => "SHA-512",
    };
    set(&algorithm, "hash", &hash.into())?;
    let secret = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, enrolment.secret.expose())?;
    let secret = Uint8Array::from(secret.as_slice());
    let key: CryptoKey = JsFuture::from(
        subtle.import_key_with_object("raw", &secret, &algorithm, false, &Array::of1(&"sign".into())).ok()?,
    )
    .await
    .ok()?
    .dyn_into()
    .ok()?;
    let signature =
        JsFuture::from(subtle.sign_with_str_and_u8_array("HMAC", &key, &step.to_be_bytes()).ok()?)
            .await
            .ok()?;
    truncate(&Uint8Array::new(&signature).to_vec(), enrolment.digits)
}

/// The digits that an HMAC stands for (RFC 4226, 5.3).
fn truncate(hmac: &[u8], digits: u8) -> Option<String> {
    let offset = usize::from(hmac.last()? & 0x0f);
    let bytes: [u8; 4] = hmac.get(offset..offset + 4)?.try_into().ok()?;
    let number = u64::from(u32::from_be_bytes(bytes) & 0x7fff_ffff) % 10u64.pow(u32::from(digits));
    Some(format!("{number:0width$}", width = usize::from(digits)))
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use proptest::prelude::*;
    use sha1::Sha1;

    use super::truncate;

    #[test]
    fn digits_are_those_of_rfc_4226() {
        // The HMAC of the worked example in RFC 4226, 5.4.
        let hmac = [
            0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca, 0x16, 0x61, 0x85, 0x50, 0xef, 0x7f, 0x19, 0xda, 0x8e,
            0x94, 0x5b, 0x55, 0x5a,
        ];
        assert_eq!(truncate(&hmac, 6).as_deref(), Some("872921"));
        assert_eq!(truncate(&hmac, 8).as_deref(), Some("57872921"));
        assert_eq!(truncate(&[], 6), None);
    }

    proptest! {
        /// Against an implementation of its own, on whole hashes; of anything shorter there is no code.
        #[test]
        fn rule_10_a_code_is_that_of_rfc_4226(secret in prop::collection::vec(any::<u8>(), 1..64), counter in any::<u64>(), digits in 6_u8..=8, short in prop::collection::vec(any::<u8>(), 0..24)) {
            let mut mac = Hmac::<Sha1>::new_from_slice(&secret).unwrap();
            mac.update(&counter.to_be_bytes());
            let hash = mac.finalize().into_bytes();
            let offset = usize::from(hash[19] % 16);
            let number = hash[offset..offset + 4].iter().fold(0_u64, |number, byte| number * 256 + u64::from(*byte)) % (1 << 31);
            let all = format!("{number:010}");
            prop_assert_eq!(truncate(&hash, digits), Some(all[all.len() - usize::from(digits)..].to_owned()));
            if let Some(code) = truncate(&short, digits) {
                prop_assert!(code.len() == usize::from(digits) && code.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
