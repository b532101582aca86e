//! Passwords are kept as argon2 hashes, each with its own salt.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

/// How much work a hash is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cost {
    /// As OWASP asks for: 19 MiB, two passes.
    #[default]
    Usual,
    /// As little as the algorithm allows, for tests and made-up pasts.
    Least,
}

/// The hash cannot be made.
#[derive(Debug)]
pub struct NoHash;

impl std::fmt::Display for NoHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the password could not be hashed")
    }
}

impl std::error::Error for NoHash {}

/// The hash of a password in the usual text form, which says how it was made. Takes its time: not for a thread that
/// serves others.
pub fn hash(password: &str, salt: [u8; 16], cost: Cost) -> Result<String, NoHash> {
    let params = match cost {
        Cost::Usual => Params::DEFAULT,
        Cost::Least => Params::new(Params::MIN_M_COST, 1, 1, None).map_err(|_| NoHash)?,
    };
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| NoHash)?;
    Ok(hash.to_string())
}

/// Whether that is the password of which this is the hash. Takes its time, too.
pub fn is_right(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_22_a_password_is_kept_as_an_argon2_hash() {
        let hash = hash("Test@1233", [7; 16], Cost::Least).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(!hash.contains("Test"));
        assert!(is_right("Test@1233", &hash));
        assert!(!is_right("Test@1234", &hash));
        assert!(!is_right("Test@1233", "not a hash"));
        assert_ne!(super::hash("Test@1233", [8; 16], Cost::Least).unwrap(), hash, "each has its salt");
    }
}
