//! What went wrong, said once for the whole console: what happened, what it means, and a detail to copy.

use purser_api::{EnvelopeError, Error, RetryAfter, Transport};

use crate::ui::{state::Trouble, text::visible};

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
    Trouble { title, meaning, detail: visible(&error.to_string()) }
}

/// What a system says is wrong with a field of the request, if it said so.
pub fn field(error: &Error, name: &str) -> Option<String> {
    match error {
        Error::Status { fields, .. } => fields
            .iter()
            .find(|(field, _)| field == name)
            .and_then(|(_, sentences)| sentences.first())
            .map(|said| visible(said)),
        // CTK names no field but in its sentences: `The zipcode field is required.`
        Error::Envelope { errors, .. } => sentences(errors)
            .find(|said| {
                said.strip_prefix("The ")
                    .and_then(|rest| rest.strip_prefix(name))
                    .is_some_and(|rest| rest.starts_with(' '))
            })
            .map(visible),
        Error::Transport(..) | Error::Decode { .. } => None,
    }
}

fn sentences(errors: &[EnvelopeError]) -> impl Iterator<Item = &str> {
    errors.iter().filter_map(|error| error.message.as_deref())
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
        Error::Transport(Transport::BadUrl, _) => {
            say("Nothing was sent.", "The address of the wallet system is wrong; see the configuration.")
        }
        Error::Transport(Transport::NotSent, _) => {
            say("Nothing was sent.", "This connection does not fit what was asked. Connect or sign in again.")
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
        Error::Envelope { status, errors, retry_after } => {
            let said = sentences(errors).map(ended).collect::<Vec<_>>().join(" ");
            let said = if said.is_empty() { "No reason was given.".to_owned() } else { said };
            status_words(*status, Some(&said), *retry_after, doing)
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
        // What moved nothing may be sent again: by now the session is a new one, or the page is the sign-in.
        (401, Doing::MovingMoney) => "The session had run out.",
        (401, _) => "You are not signed in any more.",
        (403, _) => "Not allowed.",
        (404, _) => "There is no such thing here.",
        (409, _) => "Already used for something else.",
        (422, _) => "Something in the form is not right.",
        (429, _) => "Too many tries.",
        (500.., _) => "The wallet system failed.",
        _ => "Refused.",
    };
    let said = message.map(|message| format!("It says: {}", ended(&visible(message))));
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
    fn rule_15_what_cannot_be_seen_in_a_refusal_is_written_out() {
        let refusal = Error::Status {
            status: 422,
            message: Some("\u{202E}gassem".into()),
            code: None,
            fields: vec![("email".into(), vec!["a\u{200B}b".into()])],
            retry_after: None,
        };
        let said = trouble(&refusal, Doing::Changing);
        assert_eq!(said.meaning, "It says: U+202Egassem. Nothing has changed.");
        assert!(!said.detail.contains('\u{202E}'), "{}", said.detail);
        assert_eq!(field(&refusal, "email").as_deref(), Some("aU+200Bb"));
    }

    #[test]
    fn a_lock_says_how_long() {
        assert_eq!(trouble(&status(429), Doing::SigningIn).meaning, "Wait 14 minutes. Nothing has changed.");
    }

    #[test]
    fn a_no_of_the_crypto_wallet_says_all_that_is_wrong_and_where() {
        let no = |status, sentences: &[&str]| Error::Envelope {
            status,
            errors: sentences
                .iter()
                .map(|said| EnvelopeError { code: None, message: Some((*said).to_owned()) })
                .collect(),
            retry_after: Some(RetryAfter::Seconds(300)),
        };
        let wrong = no(422, &["The zipcode field is required.", "The email is not an address"]);
        let said = trouble(&wrong, Doing::Changing).meaning;
        assert_eq!(
            said,
            "It says: The zipcode field is required. The email is not an address. Nothing has changed."
        );
        assert_eq!(field(&wrong, "zipcode").as_deref(), Some("The zipcode field is required."));
        assert_eq!(field(&wrong, "zip"), None);
        assert_eq!(trouble(&no(200, &["Not now"]), Doing::MovingMoney).title, "Refused.");
        assert_eq!(
            trouble(&no(429, &["Try again in 300 seconds."]), Doing::SigningIn).meaning,
            "Wait 5 minutes. Nothing has changed."
        );
        assert!(trouble(&no(503, &["Busy"]), Doing::Changing).meaning.contains("may or may not"));
        assert!(trouble(&no(200, &[]), Doing::Reading).meaning.contains("No reason was given."));
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
