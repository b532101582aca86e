//! Know your customer: how far somebody's identity is known, and what that allows.

/// What is asked for step by step, in order; the first two are the first step and its confirmation.
pub const STEPS: u32 = 9;

/// The parts of a profile that an identity rests on; none where they have not been said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Identity<'a> {
    pub is_confirmed: bool,
    pub birthdate: Option<&'a str>,
    pub country: Option<&'a str>,
    pub address: Option<&'a str>,
    pub city: Option<&'a str>,
    pub state: Option<&'a str>,
    pub zipcode: Option<&'a str>,
    pub nin: Option<&'a str>,
}

/// How far an identity is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The telephone number has not been confirmed.
    Unconfirmed,
    /// It has.
    Confirmed,
    /// The profile is complete and was cleared: may have a card.
    Cleared,
}

impl Tier {
    /// The number on the wire.
    pub const fn level(self) -> u32 {
        match self {
            Self::Unconfirmed => 0,
            Self::Confirmed => 1,
            Self::Cleared => 2,
        }
    }

    /// How many virtual cards somebody may have.
    pub const fn card_limit(self) -> i64 {
        match self {
            Self::Unconfirmed | Self::Confirmed => 0,
            Self::Cleared => 1,
        }
    }
}

impl<'a> Identity<'a> {
    fn parts(&self) -> [(&'static str, Option<&'a str>); 7] {
        [
            ("birthdate", self.birthdate),
            ("country", self.country),
            ("address", self.address),
            ("city", self.city),
            ("state", self.state),
            ("zipcode", self.zipcode),
            ("nin", self.nin),
        ]
    }

    /// The fields that are missing, in the order of the steps.
    pub fn missing(&self) -> Vec<&'static str> {
        self.parts().into_iter().filter(|(_, part)| part.is_none()).map(|(name, _)| name).collect()
    }

    /// How many of the nine steps have been taken without leaving one out.
    pub fn steps_completed(&self) -> u32 {
        if !self.is_confirmed {
            return 1;
        }
        let taken = self.parts().into_iter().take_while(|(_, part)| part.is_some()).count();
        2 + u32::try_from(taken).unwrap_or_default()
    }

    /// Whether the identity number could be somebody's: one letter over and over is nobody's.
    fn has_plausible_nin(&self) -> bool {
        let Some(nin) = self.nin else { return false };
        let mut letters = nin.chars().filter(|letter| letter.is_alphanumeric());
        let first = letters.next();
        let count = nin.chars().filter(|letter| letter.is_alphanumeric()).count();
        count >= 4 && letters.any(|letter| Some(letter) != first)
    }

    /// How far the identity is known.
    pub fn tier(&self) -> Tier {
        if !self.is_confirmed {
            Tier::Unconfirmed
        } else if self.missing().is_empty() && self.has_plausible_nin() {
            Tier::Cleared
        } else {
            Tier::Confirmed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Identity<'static> {
        Identity {
            is_confirmed: true,
            birthdate: Some("1988-12-14"),
            country: Some("USA"),
            address: Some("55 wash"),
            city: Some("Miami Beach"),
            state: Some("FL"),
            zipcode: Some("33139"),
            nin: Some("23rfdqw32"),
        }
    }

    #[test]
    fn an_identity_is_known_step_by_step() {
        let mut identity = Identity::default();
        assert_eq!((identity.steps_completed(), identity.tier()), (1, Tier::Unconfirmed));
        identity.is_confirmed = true;
        assert_eq!((identity.steps_completed(), identity.tier()), (2, Tier::Confirmed));
        identity.country = Some("USA");
        assert_eq!(identity.steps_completed(), 2, "the third step is the birthdate");
        assert_eq!((complete().steps_completed(), complete().tier()), (STEPS, Tier::Cleared));
    }

    #[test]
    fn an_identity_number_of_one_letter_is_not_cleared() {
        for nin in ["000000000", "111-11-1111", "x", ""] {
            let identity = Identity { nin: Some(nin), ..complete() };
            assert_eq!(identity.tier(), Tier::Confirmed, "{nin}");
            assert_eq!(identity.tier().card_limit(), 0);
        }
    }
}
