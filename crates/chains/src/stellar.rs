//! Stellar's account ids: a version, a public key and a CRC, in base 32 (SEP 23).

use crc::{CRC_16_XMODEM, Crc};
use data_encoding::BASE32_NOPAD;

use super::Problem;
#[cfg(feature = "make")]
use super::public_key;

const CRC16: Crc<u16> = Crc::<u16>::new(&CRC_16_XMODEM);

/// The version of an account id; it makes the first letter a `G`.
const ACCOUNT: u8 = 6 << 3;

/// A version, a key and a checksum.
const BYTES: usize = 1 + 32 + 2;

#[cfg(feature = "make")]
pub(super) fn address(seed: [u8; 32]) -> String {
    let mut bytes = vec![ACCOUNT];
    bytes.extend(public_key(seed));
    bytes.extend(CRC16.checksum(&bytes).to_le_bytes());
    BASE32_NOPAD.encode(&bytes)
}

pub(super) fn check(address: &str) -> Result<(), Problem> {
    let bytes = BASE32_NOPAD.decode(address.as_bytes()).map_err(|_| Problem::Form)?;
    let bytes: [u8; BYTES] = bytes.try_into().map_err(|_| Problem::Form)?;
    let (body, checksum) = bytes.split_at(BYTES - 2);
    if CRC16.checksum(body).to_le_bytes() != *checksum {
        return Err(Problem::Checksum);
    }
    if body.first() == Some(&ACCOUNT) { Ok(()) } else { Err(Problem::OtherChain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_sep_23_are_judged_as_published() {
        let good = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ";
        assert_eq!(check(good), Ok(()));
        for bad in [
            "GAAAAAAAACGC6",
            "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSG",
            "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGA",
            "ga7qynf7sowq3glr2bgmzehxavirza4kvwltjjfc7mgxua74p7ujvsgz",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
