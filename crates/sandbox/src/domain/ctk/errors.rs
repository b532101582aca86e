//! Everything that CTK says no to: one table of codes, statuses and messages.
//!
//! The document publishes the envelope and no codes; these are the sandbox's own. `docs/sandbox-ctk.md` shows the same
//! table, and a test holds the two together.

/// A refusal. What stands in braces in its message is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Refused {
    Unreadable,
    Missing,
    Invalid,
    BodyTooLong,
    NoSuchAddress,
    MethodNotAllowed,
    OwnFailure,
    Busy,
    Unauthenticated,
    WrongCredentials,
    NotConfirmed,
    WrongCode,
    TooManyAttempts,
    NoSuchSession,
    UsernameTaken,
    WeakPassword,
    TooYoung,
    AlreadyConfirmed,
    NoSuchUser,
    NoSuchSymbol,
    SymbolNotOffered,
    CannotReceive,
    CannotSend,
    WrongAddress,
    BelowMinimum,
    InsufficientBalance,
    AmountTooLarge,
    NotCardSpendable,
    NoSuchPair,
    BelowExchangeMinimum,
    NoSuchExchange,
    NoSuchCard,
    ProfileIncomplete,
    IdentityNotCleared,
    CardLimitReached,
    WrongCvv,
    AlreadyActivated,
    NotActivated,
    ProviderNotAuthorised,
    NoSuchProvider,
    ProviderAlreadyAdded,
}

impl Refused {
    /// All of them, in the order of their codes.
    pub const ALL: &[Self] = &[
        Self::Unreadable,
        Self::Missing,
        Self::Invalid,
        Self::BodyTooLong,
        Self::NoSuchAddress,
        Self::MethodNotAllowed,
        Self::OwnFailure,
        Self::Busy,
        Self::Unauthenticated,
        Self::WrongCredentials,
        Self::NotConfirmed,
        Self::WrongCode,
        Self::TooManyAttempts,
        Self::NoSuchSession,
        Self::UsernameTaken,
        Self::WeakPassword,
        Self::TooYoung,
        Self::AlreadyConfirmed,
        Self::NoSuchUser,
        Self::NoSuchSymbol,
        Self::SymbolNotOffered,
        Self::CannotReceive,
        Self::CannotSend,
        Self::WrongAddress,
        Self::BelowMinimum,
        Self::InsufficientBalance,
        Self::AmountTooLarge,
        Self::NotCardSpendable,
        Self::NoSuchPair,
        Self::BelowExchangeMinimum,
        Self::NoSuchExchange,
        Self::NoSuchCard,
        Self::ProfileIncomplete,
        Self::IdentityNotCleared,
        Self::CardLimitReached,
        Self::WrongCvv,
        Self::AlreadyActivated,
        Self::NotActivated,
        Self::ProviderNotAuthorised,
        Self::NoSuchProvider,
        Self::ProviderAlreadyAdded,
    ];

    /// Code, HTTP status and message.
    pub const fn row(self) -> (u16, u16, &'static str) {
        match self {
            Self::Unreadable => (100, 400, "The body is not a JSON object."),
            Self::Missing => (101, 422, "The {field} field is required."),
            Self::Invalid => (102, 422, "The {field} {why}."),
            Self::BodyTooLong => (103, 413, "The body is too long."),
            Self::NoSuchAddress => (104, 404, "There is nothing at this address."),
            Self::MethodNotAllowed => (105, 405, "The method is not allowed here."),
            Self::OwnFailure => (106, 500, "Something failed on this side."),
            Self::Busy => (107, 503, "Too much is written at the same time; nothing was done."),
            Self::Unauthenticated => (200, 401, "The access token is missing, not valid or has ended."),
            Self::WrongCredentials => (201, 401, "The username or the password is not right."),
            Self::NotConfirmed => (202, 403, "The account has not been confirmed yet."),
            Self::WrongCode => (203, 422, "The code is not right or has expired."),
            Self::TooManyAttempts => {
                (204, 429, "There were too many wrong attempts. Try again in {seconds} seconds.")
            }
            Self::NoSuchSession => (205, 422, "The session is not valid or has ended. Sign in again."),
            Self::UsernameTaken => (210, 409, "The username is taken."),
            Self::WeakPassword => (211, 422, "The password needs {why}."),
            Self::TooYoung => (212, 422, "The birthdate must be 18 years ago or more."),
            Self::AlreadyConfirmed => (213, 409, "The account has been confirmed already."),
            Self::NoSuchUser => (214, 404, "There is no such username."),
            Self::NoSuchSymbol => (300, 404, "There is no such symbol."),
            Self::SymbolNotOffered => (301, 422, "The symbol {symbol} is not active."),
            Self::CannotReceive => (302, 422, "{symbol} cannot be received at the moment."),
            Self::CannotSend => (303, 422, "{symbol} cannot be sent at the moment."),
            Self::WrongAddress => (304, 422, "The address {why}."),
            Self::BelowMinimum => (305, 422, "The amount must be at least {least} {symbol}."),
            Self::InsufficientBalance => {
                (306, 422, "The amount is more than the balance: {needed} {symbol} are needed, fee included.")
            }
            Self::AmountTooLarge => (307, 422, "The amount is too large."),
            Self::NotCardSpendable => (308, 422, "A card cannot spend {symbol}."),
            Self::NoSuchPair => (400, 404, "{from} cannot be exchanged for {to}."),
            Self::BelowExchangeMinimum => (401, 422, "The amount must be at least {least} {symbol}."),
            Self::NoSuchExchange => (402, 404, "There is no such exchange."),
            Self::NoSuchCard => (500, 404, "There is no such card."),
            Self::ProfileIncomplete => (501, 403, "The profile lacks {why}."),
            Self::IdentityNotCleared => (502, 403, "The identity has not been cleared for a card."),
            Self::CardLimitReached => (503, 409, "There cannot be more cards."),
            Self::WrongCvv => (504, 422, "The CVV is not right."),
            Self::AlreadyActivated => (505, 409, "The card has been activated already."),
            Self::NotActivated => (506, 409, "The card has not been activated yet."),
            Self::ProviderNotAuthorised => (600, 422, "The provider is not one of the authorized: {why}."),
            Self::NoSuchProvider => (601, 404, "There is no such external provider."),
            Self::ProviderAlreadyAdded => (602, 409, "The external provider has been added already."),
        }
    }

    /// The number in the envelope.
    pub const fn code(self) -> u16 {
        self.row().0
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        self.row().1
    }

    /// The message, with `{name}` replaced by each value.
    pub fn message(self, values: &[(&str, &str)]) -> String {
        let mut message = self.row().2.to_owned();
        for (name, value) in values {
            message = message.replace(&format!("{{{name}}}"), value);
        }
        message
    }

    /// The table of the documentation.
    pub fn table() -> String {
        let rows = Self::ALL.iter().map(|refused| {
            let (code, status, message) = refused.row();
            format!("| {code} | {status} | {message} |\n")
        });
        std::iter::once("| code | status | message |\n|---|---|---|\n".to_owned()).chain(rows).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_and_the_document_shows_the_same_table() {
        assert!(Refused::ALL.is_sorted_by(|one, next| one.code() < next.code()));
        for refused in Refused::ALL {
            assert!((400..=503).contains(&refused.status()));
        }
        let document = include_str!("../../../../../docs/sandbox-ctk.md");
        assert!(
            document.contains(&Refused::table()),
            "docs/sandbox-ctk.md must contain:\n{}",
            Refused::table()
        );
    }

    #[test]
    fn a_message_is_filled_in() {
        let message = Refused::BelowMinimum.message(&[("least", "0.1"), ("symbol", "LTC")]);
        assert_eq!(message, "The amount must be at least 0.1 LTC.");
    }
}
