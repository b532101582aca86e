//! A new crypto wallet, a new password, and who one is.

pub const CREATE_A_WALLET: &str = "Create a wallet";
pub const FORGOT_PASSWORD: &str = "Forgot your password?";
pub const I_HAVE_A_CODE: &str = "I have a code";
pub const DEMO_HOLDERS: &str = "Demo customers of this sandbox";
pub const FIRST_STEP_HINT: &str =
    "The first of nine short steps. You can stop after the second and go on another day.";
pub const ALL_AT_ONCE: &str = "All at once instead";
pub const ALL_AT_ONCE_HINT: &str = "Everything the wallet asks for, in one form.";
pub const STEP_BY_STEP: &str = "Step by step instead";
pub const GO_ON: &str = "Go on";
pub const LATER: &str = "Later";
pub const FINISH_SIGN_UP: &str = "Finish your sign-up";
pub const SIGN_UP_FINISHED: &str = "Your sign-up is finished. A card can be issued to you now.";
pub const TO_PORTFOLIO: &str = "To your portfolio";
pub const VERIFY_HINT: &str = "With your username and the code from the text message.";
pub const PHONE_CONFIRMED: &str = "Your telephone number is confirmed. Sign in.";
pub const NEW_CODE_SENT: &str = "A new code is on its way.";
pub const NEW_PASSWORD: &str = "New password";
pub const FORGOT_HINT: &str =
    "A code is sent to the telephone number of your account. With it you set a new password.";
pub const SEND_A_CODE: &str = "Send a code";
pub const SET_PASSWORD: &str = "Set the new password";
pub const PASSWORD_CHANGED: &str = "Your new password is set. Sign in with it.";
pub const NEW_PASSWORD_MEANS: &str = "Everybody who is signed in to your wallet is signed out by it.";
pub const TELEPHONE: &str = "Telephone";
pub const STREET_AND_HOUSE: &str = "Street and house";
pub const STATE_OR_PROVINCE: &str = "State or province";
pub const NATIONAL_ID: &str = "National identity number";
pub const RULE_MET: &str = ": met";
pub const RULE_OPEN: &str = ": not yet";
pub const RULE_USERNAME: &str = "without blanks";
pub const RULE_EMAIL: &str = "like name@example.org";
pub const RULE_PHONE: &str = "with its country code, like +1 202 555 0143";
pub const RULE_AGE: &str = "18 years ago or more";
pub const RULE_LENGTH: &str = "8 characters or more";
pub const RULE_UPPER: &str = "an upper-case letter";
pub const RULE_LOWER: &str = "a lower-case letter";
pub const RULE_DIGIT: &str = "a digit";
pub const RULE_SYMBOL: &str = "a symbol";
pub const IS_NEEDED: &str = "This is needed.";
pub const USERNAME_WRONG: &str = "A username has no blanks.";
pub const PHONE_WRONG: &str = "Enter the number with + and its country code.";
pub const TOO_YOUNG: &str = "The wallet is for people of 18 years or more.";
pub const PASSWORD_WRONG: &str = "The password does not keep every rule below.";

pub fn sign_in_as(name: &str) -> String {
    format!("Sign in as {name}")
}

pub fn step_of(step: u32, all: u32) -> String {
    format!("Step {step} of {all}")
}

pub fn steps_left(done: u32, all: u32) -> String {
    format!(
        "Your sign-up is not finished: {done} of {all} steps are done. Until it is, no card can be issued to you."
    )
}

pub const FULL_NAME: &str = "Full name";
pub const LIVES_AT: &str = "Lives at";
pub const KNOWN_NOT_SHOWN: &str = "known, not shown";
pub const IDENTITY_TIER: &str = "Identity tier";
pub const CHANGE_DETAILS: &str = "Change your details";
pub const DETAILS_CHANGED: &str = "Your details are changed.";
pub const NATIONAL_ID_HINT: &str = "The identity number is never shown. Leave it empty to keep it.";
pub const SECOND_FACTOR_MEANS: &str =
    "With a second factor, signing in takes a code from a text message as well as your password.";
pub const TURN_ON: &str = "Turn on";
pub const TURN_OFF: &str = "Turn off";
pub const TURN_ON_QUESTION: &str = "Turn the second factor on";
pub const TURN_OFF_QUESTION: &str = "Turn the second factor off";
pub const TURN_ON_MEANS: &str =
    "From the next sign-in on, a code is sent to this number. Without the telephone you cannot sign in.";
pub const TURN_OFF_MEANS: &str = "Whoever has your password can sign in with nothing else.";
pub const TURNED_ON: &str = "The second factor is on.";
pub const TURNED_OFF: &str = "The second factor is off.";
