//! Card numbers are masked before anything else sees them.

/// The most digits that a shortened number shows: the first six and the last four.
const MOST_DIGITS: usize = 10;
/// The digits left of a number that came whole.
const LEFT_OVER: usize = 4;

/// A number that came shortened, as it came; a whole one with all but its last four digits replaced by `*`.
pub(crate) fn mask(text: &str) -> String {
    let digits = text.chars().filter(|letter| letter.is_numeric()).count();
    if digits <= MOST_DIGITS {
        return text.to_owned();
    }
    let mut seen = 0;
    text.chars()
        .map(|letter| {
            if !letter.is_numeric() {
                return letter;
            }
            seen += 1;
            if seen > digits - LEFT_OVER { letter } else { '*' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn rule_18_whole_card_numbers_are_masked_and_masked_ones_kept() {
        assert_eq!(mask("4111111111111111"), "************1111");
        assert_eq!(mask("4111 1111 1111 1111"), "**** **** **** 1111");
        assert_eq!(mask("223344****6804"), "223344****6804");
        assert_eq!(mask("****************"), "****************");
        assert_eq!(mask(""), "");
    }
}
