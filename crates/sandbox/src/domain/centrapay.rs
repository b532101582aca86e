//! Centrapay wallets: which ledgers there are, and what a wallet may take part in.

/// How many wallets of one ledger an account can have.
pub const MOST_WALLETS: i64 = 5;

/// What the money of a wallet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ledger {
    /// New Zealand dollars.
    Main,
    /// New Zealand dollars that are worth nothing.
    Test,
}

impl Ledger {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Main, Self::Test];

    /// The id on the wire.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Main => "centrapay.nzd.main",
            Self::Test => "centrapay.nzd.test",
        }
    }

    /// The ledger of that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ledger| ledger.id() == id)
    }

    /// `main` or `test`.
    pub const fn liveness(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Test => "test",
        }
    }

    /// The currency that the double-entry ledger keeps it in: money that is worth nothing is never mixed with
    /// money.
    pub const fn currency(self) -> &'static str {
        match self {
            Self::Main => "NZD",
            Self::Test => "NZD.test",
        }
    }
}

/// Why money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To pay a payment request, or from having been paid one.
    Payment,
    /// From a bank.
    Topup,
    /// To another person.
    Sent,
    /// From another person.
    Received,
    /// What was sent came back.
    Returned,
    /// To a bank.
    Withdrawal,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Payment, Self::Topup, Self::Sent, Self::Received, Self::Returned, Self::Withdrawal];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Topup => "topup",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Returned => "returned",
            Self::Withdrawal => "withdrawal",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether a settlement wallet takes part: it is paid payment requests and refunds them, and nothing else.
    pub const fn is_for_settlement(self) -> bool {
        matches!(self, Self::Payment)
    }
}

/// An id like `WRhAxxWpTKb5U7pXyxQjjY`: twenty-two characters that nobody mistakes for another.
pub fn public_id(bytes: [u8; 22]) -> String {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect()
}
