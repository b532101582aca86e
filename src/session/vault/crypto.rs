//! Sealing and opening by the browser: PBKDF2-SHA-256 makes an AES-256-GCM key from the passphrase (rule 10). No key can be
//! taken out of the browser again; what stays in memory between two writings is the imported passphrase, not its text.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use purser_api::Secret;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::envelope::{Envelope, NONCE, ROUNDS, SALT, bound_to};
use crate::random;

/// A passphrase as the browser holds it.
#[derive(Clone, Debug)]
pub struct Passphrase(CryptoKey);

fn subtle() -> Option<SubtleCrypto> {
    // Outside of a secure context there is no such thing, whatever the type says.
    let subtle = window().crypto().ok()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}

fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

impl Passphrase {
    /// `None` where the browser has no cryptography to offer.
    pub async fn take(text: &Secret) -> Option<Self> {
        let bytes = Uint8Array::from(text.expose().as_bytes());
        let algorithm = object(&[("name", &"PBKDF2".into())]);
        let usages = Array::of1(&"deriveKey".into());
        let key = subtle()?.import_key_with_object("raw", &bytes, &algorithm, false, &usages).ok()?;
        let key = JsFuture::from(key).await;
        bytes.fill(0, 0, bytes.length());
        Some(Self(key.ok()?.dyn_into().ok()?))
    }

    /// Seals a text under a new salt and a new nonce.
    pub async fn seal(&self, text: &str) -> Option<Envelope> {
        let (salt, nonce) = (random::bytes::<SALT>(), random::bytes::<NONCE>());
        let key = self.key(&salt).await?;
        let sealed = subtle()?.encrypt_with_object_and_u8_array(&gcm(&salt, &nonce), &key, text.as_bytes());
        let sealed = Uint8Array::new(&JsFuture::from(sealed.ok()?).await.ok()?).to_vec();
        Some(Envelope { salt, nonce, sealed })
    }

    /// Opens what was sealed. `None`: not with this passphrase, or not what was sealed.
    pub async fn open(&self, envelope: &Envelope) -> Option<String> {
        let key = self.key(&envelope.salt).await?;
        let algorithm = gcm(&envelope.salt, &envelope.nonce);
        let opened = subtle()?.decrypt_with_object_and_u8_array(&algorithm, &key, &envelope.sealed);
        let opened = Uint8Array::new(&JsFuture::from(opened.ok()?).await.ok()?).to_vec();
        String::from_utf8(opened).ok()
    }

    async fn key(&self, salt: &[u8; SALT]) -> Option<CryptoKey> {
        let derivation = object(&[
            ("name", &"PBKDF2".into()),
            ("hash", &"SHA-256".into()),
            ("iterations", &ROUNDS.into()),
            ("salt", &Uint8Array::from(salt.as_slice())),
        ]);
        let derived = object(&[("name", &"AES-GCM".into()), ("length", &256.into())]);
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let key = subtle()?
            .derive_key_with_object_and_object(&derivation, &self.0, &derived, false, &usages)
            .ok()?;
        JsFuture::from(key).await.ok()?.dyn_into().ok()
    }
}

fn gcm(salt: &[u8; SALT], nonce: &[u8; NONCE]) -> Object {
    object(&[
        ("name", &"AES-GCM".into()),
        ("iv", &Uint8Array::from(nonce.as_slice())),
        ("additionalData", &Uint8Array::from(bound_to(salt).as_bytes())),
    ])
}
