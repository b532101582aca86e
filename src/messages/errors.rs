//! What went wrong, said once for the whole console: what happened, what it means, and a detail to copy.

use purser_api::{Error, RetryAfter, Transport};

use crate::ui::state::Trouble;

/// What was being done when it went wrong; the meaning for the person differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading: nothing can have changed.
    Reading,
    /// Changing something that is not money.
    Changing,
    /// Signing in or connecting.
    SigningIn,
    /// Moving money, and it was refused.
    MovingMoney,
}

/// Words for an error.
pub fn trouble(error: &Error, doing: Doing) -> Trouble {
    let (title, meaning) = words(error, doing);
    Trouble { title, meaning, detail: error.to_string() }
}

/// What a system says is wrong with a field of the request, if it said so.
pub fn field(error: &Error, name: &str) -> Option<String> {
    let Error::Status { fields, .. } = error else { return None };
    fields.iter().find(|(field, _)| field == name).and_then(|(_, sentences)| sentences.first().cloned())
}

fn words(error: &Error, doing: Doing) -> (String, String) {
    let say = |title: &str, meaning: &str| (title.to_owned(), meaning.to_owned());
    match error {
        Error::Transport(Transport::Unreachable, _) => match doing {
            Doing::Changing => say(
                "The wallet system does not answer.",
                "The change may or may not have been made. Look before you repeat it.",
            ),
            _ => say(
                "The wallet system does not answer.",
                "Nothing has changed. Check that it is running and that you are online, then try again.",
            ),
        },
        Error::Transport(Transport::Timeout, _) => match doing {
            Doing::Changing => say(
                "No answer in time.",
                "The change may or may not have been made. Look before you repeat it.",
            ),
            _ => say("No answer in time.", "Nothing has changed. The system is slow or cut off; try again."),
        },
        Error::Transport(Transport::TooLarge, _) => {
            say("The answer is too large to read.", "Nothing has changed. Narrow the filters.")
        }
        Error::Transport(Transport::Aborted, _) => {
            say("Stopped.", "The request was stopped before an answer came.")
        }
        Error::Transport(Transport::BadUrl | Transport::NotSent, _) => {
            say("Nothing was sent.", "The address of the wallet system is wrong; see the configuration.")
        }
        Error::Decode { .. } => match doing {
            Doing::Changing => say(
                "The answer cannot be read.",
                "The change may or may not have been made. Look before you repeat it.",
            ),
            _ => say(
                "The answer cannot be read.",
                "Nothing has changed. What came does not look like this wallet system.",
            ),
        },
        Error::Envelope { errors, .. } => {
            let sentence = errors
                .iter()
                .find_map(|error| error.message.clone())
                .unwrap_or_else(|| "No reason was given.".to_owned());
            ("Refused.".to_owned(), sentence)
        }
        Error::Status { status, message, retry_after, .. } => {
            status_words(*status, message.as_deref(), *retry_after, doing)
        }
    }
}

fn status_words(
    status: u16,
    message: Option<&str>,
    retry_after: Option<RetryAfter>,
    doing: Doing,
) -> (String, String) {
    let unmoved = if doing == Doing::MovingMoney { "No money moved." } else { "Nothing has changed." };
    let title = match (status, doing) {
        (401, Doing::SigningIn) => "Not accepted.",
        (401, _) => "You are not signed in any more.",
        (403, _) => "Not allowed.",
        (404, _) => "There is no such thing here.",
        (409, _) => "Already used for something else.",
        (422, _) => "Something in the form is not right.",
        (429, _) => "Too many tries.",
        (500.., _) => "The wallet system failed.",
        _ => "Refused.",
    };
    let said = message.map(|message| format!("It says: {}", ended(message)));
    let meaning = match status {
        429 => format!("{} {unmoved}", wait(retry_after)),
        500.. if doing == Doing::Changing => {
            "The change may or may not have been made. Look before you repeat it.".to_owned()
        }
        500.. => "Nothing has changed. Try again in a moment.".to_owned(),
        _ => format!("{} {unmoved}", said.unwrap_or_default()).trim().to_owned(),
    };
    (title.to_owned(), meaning)
}

fn wait(retry_after: Option<RetryAfter>) -> String {
    match retry_after {
        Some(RetryAfter::Seconds(seconds)) if seconds < 120 => format!("Wait {seconds} seconds."),
        Some(RetryAfter::Seconds(seconds)) => format!("Wait {} minutes.", seconds.div_ceil(60)),
        Some(RetryAfter::At(at)) => format!("Wait until {}.", at.to_iso()),
        None => "Wait a while.".to_owned(),
    }
}

fn ended(sentence: &str) -> String {
    if sentence.ends_with(['.', '!', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Error {
        Error::Status {
            status,
            message: Some("The code is wrong".into()),
            code: None,
            fields: vec![("code".into(), vec!["It is wrong.".into()])],
            retry_after: Some(RetryAfter::Seconds(840)),
        }
    }

    #[test]
    fn a_refusal_says_what_the_system_said_and_that_nothing_moved() {
        let trouble = trouble(&status(422), Doing::MovingMoney);
        assert_eq!(trouble.meaning, "It says: The code is wrong. No money moved.");
        assert_eq!(field(&status(422), "code").as_deref(), Some("It is wrong."));
        assert_eq!(field(&status(422), "email"), None);
    }

    #[test]
    fn a_lock_says_how_long() {
        assert_eq!(trouble(&status(429), Doing::SigningIn).meaning, "Wait 14 minutes. Nothing has changed.");
    }

    #[test]
    fn rule_3_a_change_without_an_answer_is_never_called_failed() {
        for error in [
            Error::transport(Transport::Timeout, ""),
            Error::transport(Transport::Unreachable, ""),
            Error::decode("$", ""),
            status(502),
        ] {
            let said = trouble(&error, Doing::Changing).meaning;
            assert!(said.contains("may or may not"), "{error:?}: {said}");
        }
    }
}
