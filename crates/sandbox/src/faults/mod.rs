//! Failures on request, so that tests and developers can see what a client makes of them.
//!
//! A failure is asked for by a word ([`Fault::parse`]) that stands where a person or a script can put it
//! ([`asked`]), or by an order given beforehand ([`orders`]). `docs/sandbox.md` lists both.

pub mod answers;
pub mod asked;
pub mod orders;

use std::time::Duration;

/// The longest delay that can be asked for, in milliseconds.
pub const LONGEST_DELAY: u64 = 60_000;

/// A failure that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The request is done so much later, and then as if nothing had been asked.
    Delay(Duration),
    /// In place of doing the request.
    Before(Failure),
    /// In place of the answer of a request that was done.
    After(Failure),
}

/// What comes in place of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The connection closes.
    Drop,
    /// Nothing, for longer than anybody waits.
    Hang,
    /// This status and body.
    Answer { status: u16, content_type: String, body: String },
    /// The answer up to its middle.
    Truncated,
    /// The answer, a few bytes at a time.
    Slow,
    /// The answer, without its body.
    Empty,
    /// The answer, and blanks behind it up to more than five mebibytes.
    Large,
    /// JSON nested more than 128 deep.
    Nested,
    /// A list whose second row has an object where a number belongs.
    MalformedRow,
}

/// Marks an answer that was stored when the same was asked before. It is given whole: who asks again has
/// seen the failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayed;

/// A webhook whose body has this word is sent twice.
pub const DUPLICATE_DELIVERY: &str = "fault-duplicate-delivery";

const HTML: &str = "<html><head><title>502 Bad Gateway</title></head><body></body></html>\n";

impl Failure {
    fn html() -> Self {
        Self::Answer {
            status: 502,
            content_type: "text/html; charset=utf-8".to_owned(),
            body: HTML.to_owned(),
        }
    }

    fn status(status: u16) -> Self {
        let body = format!("{{\"message\":\"Status {status} was asked for.\"}}");
        Self::Answer { status, content_type: "application/json".to_owned(), body }
    }
}

impl Fault {
    /// The failure that a word asks for.
    ///
    /// ```
    /// use purser_sandbox::faults::{Failure, Fault};
    /// assert_eq!(Fault::parse("fault-drop-before-commit"), Some(Fault::Before(Failure::Drop)));
    /// assert_eq!(Fault::parse("coffee"), None);
    /// ```
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim().strip_prefix("fault-")?;
        let (word, is_after) =
            word.strip_suffix("-after-commit").map_or((word, None), |word| (word, Some(true)));
        let (word, is_after) =
            word.strip_suffix("-before-commit").map_or((word, is_after), |word| (word, Some(false)));
        if let Some(milliseconds) = word.strip_prefix("delay-") {
            let milliseconds = milliseconds.parse().ok().filter(|number| *number <= LONGEST_DELAY)?;
            return is_after.is_none().then(|| Self::Delay(Duration::from_millis(milliseconds)));
        }
        let (failure, usually_after) = match word {
            // After a commit, who waits in vain and who is cut off know as little.
            "drop" | "timeout" => (Failure::Drop, false),
            "hang" => (Failure::Hang, false),
            "html-502" => (Failure::html(), false),
            "truncated" => (Failure::Truncated, true),
            "slow" => (Failure::Slow, true),
            "empty" => (Failure::Empty, true),
            "large" => (Failure::Large, true),
            "nested" => (Failure::Nested, true),
            "malformed-row" => (Failure::MalformedRow, true),
            _ => {
                let status = word.strip_prefix("status-")?.parse().ok()?;
                (Failure::status(Some(status).filter(|status| (200..600).contains(status))?), false)
            }
        };
        let is_after = is_after.unwrap_or(usually_after);
        // What is made of an answer needs one.
        let needs_answer = usually_after && !is_after;
        (!needs_answer).then_some(if is_after { Self::After(failure) } else { Self::Before(failure) })
    }

    /// The failure that an amount asks for: 666 and as many hundredths.
    pub fn of_amount(amount: &str) -> Option<Self> {
        let word = match amount.trim().trim_start_matches('-').strip_prefix("666.")?.trim_end_matches('0') {
            "01" => "fault-drop-before-commit",
            "02" => "fault-drop-after-commit",
            "03" => "fault-html-502",
            "04" => "fault-html-502-after-commit",
            "05" => "fault-truncated",
            "06" => "fault-status-500",
            "07" => "fault-status-429",
            "08" => "fault-slow",
            "09" => "fault-delay-5000",
            "1" => "fault-hang-before-commit",
            "11" => "fault-hang-after-commit",
            "12" => "fault-status-500-after-commit",
            "13" => "fault-empty",
            _ => return None,
        };
        Self::parse(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_make_no_sense_ask_for_nothing() {
        for word in [
            "",
            "fault-",
            "fault-delay-",
            "fault-delay-x",
            "fault-delay-60001",
            "fault-delay-1-after-commit",
            "fault-status-99",
            "fault-status-600",
            "fault-truncated-before-commit",
            "default-drop",
        ] {
            assert_eq!(Fault::parse(word), None, "{word}");
        }
        assert_eq!(Fault::parse(" fault-delay-20 "), Some(Fault::Delay(Duration::from_millis(20))));
        assert_eq!(Fault::parse("fault-timeout-after-commit"), Some(Fault::After(Failure::Drop)));
        assert!(matches!(
            Fault::parse("fault-status-409-after-commit"),
            Some(Fault::After(Failure::Answer { status: 409, .. }))
        ));
        assert_eq!(Fault::of_amount("-666.10"), Fault::parse("fault-hang-before-commit"));
        assert_eq!(Fault::of_amount("666"), None);
        assert_eq!(Fault::of_amount("1666.01"), None);
    }
}
