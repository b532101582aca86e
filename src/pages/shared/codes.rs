//! Codes from an authenticator or a text message, as people type them.

/// Six digits, however they were typed or pasted.
pub fn code_of(typed: &str) -> Option<String> {
    let digits: String =
        typed.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn a_code_is_six_digits_however_it_is_written() {
        for (typed, code) in [
            ("123456", Some("123456")),
            (" 123 456 ", Some("123456")),
            ("123-456", Some("123456")),
            ("12345", None),
            ("1234567", None),
            ("12345a", None),
            ("１２３４５６", None),
        ] {
            assert_eq!(code_of(typed).as_deref(), code, "{typed}");
        }
    }
}
