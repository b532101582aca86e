//! An authenticator app: reads the address in a QR code and tells codes, after RFC 6238.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

#[derive(Debug)]
pub struct Authenticator {
    /// What the app shows above the code.
    pub label: String,
    pub issuer: Option<String>,
    key: String,
    secret: Vec<u8>,
    digits: u32,
    period: u64,
}

impl Authenticator {
    /// From `otpauth://totp/label?secret=…`.
    pub fn scan(address: &str) -> Self {
        let address: reqwest::Url = address.parse().expect("the code holds an address");
        assert_eq!((address.scheme(), address.host_str()), ("otpauth", Some("totp")), "{address}");
        let parameter = |name: &str| {
            let mut pairs = address.query_pairs();
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let algorithm = parameter("algorithm");
        assert!(algorithm.as_deref().is_none_or(|name| name == "SHA1"), "{algorithm:?} is not for most apps");
        let number = |name, usual| parameter(name).map_or(usual, |text| text.parse().expect(name));
        let key = parameter("secret").expect("a secret");
        Self {
            label: decoded(address.path().trim_start_matches('/')),
            issuer: parameter("issuer"),
            secret: base32(&key),
            key,
            digits: u32::try_from(number("digits", 6)).expect("digits"),
            period: number("period", 30),
        }
    }

    /// The code it shows now.
    pub fn code(&self) -> String {
        self.code_at(now())
    }

    /// The code it shows next; a server that allows for a slow clock takes it already.
    pub fn next_code(&self) -> String {
        self.code_at(now() + self.period)
    }

    /// A code that it shows neither now nor within some minutes of now.
    pub fn wrong_code(&self) -> String {
        self.wrong_codes(1).remove(0)
    }

    /// So many of them, no two the same.
    pub fn wrong_codes(&self, count: usize) -> Vec<String> {
        let near: Vec<String> = (-10..=10_i64)
            .map(|steps| self.code_at(now().saturating_add_signed(steps * self.period.cast_signed())))
            .collect();
        let codes = (123_456..999_999).map(|code| format!("{code:06}"));
        codes.filter(|code| !near.contains(code)).take(count).collect()
    }

    /// Its key as it is typed by hand: base 32, as in the address.
    pub fn key(&self) -> &str {
        &self.key
    }

    fn code_at(&self, seconds: u64) -> String {
        let mut hmac = Hmac::<Sha1>::new_from_slice(&self.secret).expect("any length will do");
        hmac.update(&(seconds / self.period).to_be_bytes());
        let digest = hmac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 15);
        let word = digest[offset..offset + 4].iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let digits = self.digits as usize;
        format!("{:0digits$}", (word & 0x7fff_ffff) % 10_u32.pow(self.digits))
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs()
}

/// `%40` is `@`.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two hexadecimal digits"));
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("a text")
}

fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for letter in text.trim_end_matches('=').chars() {
        let value = match letter.to_ascii_uppercase() {
            upper @ 'A'..='Z' => u32::from(upper) - u32::from('A'),
            digit @ '2'..='7' => u32::from(digit) - u32::from('2') + 26,
            other => panic!("{other:?} is not base 32"),
        };
        (held, bits) = ((held << 5 | value) & 0xfff, bits + 5);
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 255).expect("eight bits"));
        }
    }
    bytes
}

/// The examples of RFC 6238, appendix B.
#[test]
fn codes_are_those_of_the_standard() {
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let app =
        Authenticator::scan(&format!("otpauth://totp/Shop:ada%40x?secret={secret}&issuer=Shop&digits=8"));
    assert_eq!((app.label.as_str(), app.issuer.as_deref()), ("Shop:ada@x", Some("Shop")));
    for (seconds, code) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        assert_eq!(app.code_at(seconds), code);
    }
    assert_ne!(app.code(), app.next_code());
}
