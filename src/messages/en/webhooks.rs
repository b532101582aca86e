//! Webhooks.

pub const WEBHOOKS_MEANS: &str = "Paste what arrived at your address: it is read, checked against its signature, and compared with what the system says now. Nothing of it is kept.";
pub const PAYLOAD: &str = "Payload";
pub const PAYLOAD_HINT: &str = "The body exactly as it came: the signature is over its bytes";
pub const SIGNATURE_HEADER: &str = "Signature header";
pub const SIGNATURE_HEADER_HINT: &str = "X-Webhook-Signature: t=…,v1=…";
pub const SIGNING_SECRET: &str = "Signing secret";
pub const SIGNING_SECRET_HINT: &str = "Stays in this field, and is gone with the page";
pub const CHECK_SIGNATURE: &str = "Check the signature";
pub const SIGNATURE: &str = "Signature";
pub const SIGNATURE_GOOD: &str = "The signature is right.";
pub const SIGNATURE_OLD: &str = "The signature is right, but old.";
pub const SIGNATURE_EARLY: &str = "The signature is right, but from the future.";
pub const SIGNATURE_DIFFERS: &str = "The signature does not match.";
pub const SIGNATURE_DIFFERS_MEANS: &str = "The secret is another one, the body is not the one that was signed, or somebody made this up. Line ends and spaces count.";
pub const NO_SIGNATURE_HEADER: &str = "There is no signature header.";
pub const NO_SIGNATURE_HEADER_MEANS: &str = "Without it nobody can tell who sent this. Do not act on it.";
pub const NO_SIGNATURE_TIME: &str = "The header has no time.";
pub const NO_SIGNATURE_TIME_MEANS: &str = "It must say t= and the seconds since 1970, which are signed too.";
pub const NO_SIGNATURE_IN_HEADER: &str = "The header has no signature.";
pub const NO_SIGNATURE_IN_HEADER_MEANS: &str = "It must say v1= and 64 hexadecimal digits.";
pub const NO_SIGNING_SECRET: &str = "Enter the signing secret.";
pub const NO_PAYLOAD: &str = "Paste a payload.";
pub const CANNOT_CHECK: &str = "This browser cannot check it here.";
pub const CANNOT_CHECK_MEANS: &str = "It offers its cryptography only over https or on this machine.";
pub const WHAT_IT_SAYS: &str = "What it says";
pub const NOT_A_TRANSACTION: &str = "This is not a transaction.";
pub const COMPARED: &str = "Compared with now";
pub const FIELD: &str = "Field";
pub const IT_SAYS: &str = "It says";
pub const SYSTEM_SAYS: &str = "The system says now";
pub const ALL_THE_SAME: &str = "Every field is the same as now.";
pub const ANOTHER_NOW: &str = "another now";
pub const THE_SAME: &str = "the same";
pub const NOT_KNOWN_HERE: &str = "The system does not know this transaction";
pub const NOT_KNOWN_HERE_HINT: &str = "It may be another merchant’s, or from another environment.";
pub const ONLY_CHANGED: &str = "Only what is another now";
pub const DELIVERIES: &str = "Deliveries of this sandbox";
pub const NO_DELIVERIES: &str = "Nothing has been sent yet";
pub const NO_DELIVERIES_HINT: &str = "A refill with a webhook address sends one.";
pub const DELIVERED: &str = "Delivered";
pub const TRIED_AGAIN: &str = "Tried again";
pub const GIVEN_UP: &str = "Given up";
pub const READ_IT: &str = "Read it";
pub const RESEND: &str = "Send again";
pub const SENDING_AGAIN: &str = "It is sent again.";
pub const RECEIVER_SILENT: &str = "no answer";

pub fn signed_ago(seconds: i64) -> String {
    format!("It was signed {} ago.", span(seconds))
}

pub fn signed_too_long_ago(seconds: i64) -> String {
    format!(
        "It was signed {} ago. What is older than five minutes may be one that was caught and sent again.",
        span(seconds)
    )
}

pub fn signed_ahead(seconds: i64) -> String {
    format!("It says it was signed in {}. One of the two clocks is wrong.", span(seconds))
}

fn span(seconds: i64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

pub fn fields_differ(count: usize) -> String {
    if count == 1 { "1 field is another now.".to_owned() } else { format!("{count} fields are others now.") }
}

pub fn attempts(count: usize) -> String {
    if count == 1 { "1 attempt".to_owned() } else { format!("{count} attempts") }
}

pub fn webhook_number(id: u64) -> String {
    format!("webhook {id}")
}
