//! Coming in to the crypto wallet.

pub const USERNAME: &str = "Username";
pub const USERNAME_MISSING: &str = "Enter your username.";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_MISSING: &str = "Enter your password.";
pub const SECOND_STEP: &str = "One more step";
pub const SMS_CODE_HINT: &str = "Six digits from the text message; each code works once";
pub const SEND_A_NEW_CODE: &str = "Send a new code";
pub const CONFIRM_PHONE: &str = "Confirm your telephone number";
pub const CONFIRM_PHONE_HINT: &str = "A code has been sent to the telephone number of your account.";
pub const UNFINISHED_SIGN_UP: &str =
    "Your sign-up stopped before your telephone number was confirmed. It goes on where it stopped.";
pub const SESSION_ENDED: &str =
    "Your session came to its end. Sign in again, and you are led back to where you were.";

pub fn code_sent(to: Option<&str>) -> String {
    match to {
        Some(to) => format!("A code has been sent to {to}."),
        None => "A code has been sent to your telephone.".to_owned(),
    }
}

pub fn again_in(label: &str, seconds: i64) -> String {
    format!("{label} in {seconds} s")
}
