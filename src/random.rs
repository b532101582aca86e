//! Random bytes by the browser.

use leptos::prelude::window;

/// So many random bytes.
///
/// # Panics
///
/// In a browser without a source of random numbers: nothing that rests on them may be made then.
pub fn bytes<const COUNT: usize>() -> [u8; COUNT] {
    let mut bytes = [0; COUNT];
    let random =
        window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    assert!(random, "this browser has no source of random numbers");
    bytes
}

/// An id that nothing else has.
pub fn id() -> String {
    u64::from_le_bytes(bytes()).to_string()
}
