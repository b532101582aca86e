//! How far an exchange is, and when each of its five states came. The system says only the state it is in now, so the
//! others are known as far as somebody was looking.

use purser_api::{Timestamp, ctk::exchange::ExchangeStatus};

use crate::messages;

/// The five states in their order, each with its word and what it means.
pub const STATES: [(ExchangeStatus, &str, &str); 5] = [
    (ExchangeStatus::Waiting, messages::STATE_WAITING, messages::STATE_WAITING_MEANS),
    (ExchangeStatus::Confirming, messages::STATE_CONFIRMING, messages::STATE_CONFIRMING_MEANS),
    (ExchangeStatus::Exchanging, messages::STATE_EXCHANGING, messages::STATE_EXCHANGING_MEANS),
    (ExchangeStatus::Sending, messages::STATE_SENDING, messages::STATE_SENDING_MEANS),
    (ExchangeStatus::Finished, messages::STATE_FINISHED, messages::STATE_FINISHED_MEANS),
];

/// The place of a state among the five; one that no document names has none.
pub fn place(status: &ExchangeStatus) -> Option<usize> {
    STATES.iter().position(|(known, _, _)| known == status)
}

/// The word for a state; one that no document names, as it came.
pub fn word(status: &ExchangeStatus) -> String {
    place(status).map_or_else(|| status.to_string(), |place| STATES[place].1.to_owned())
}

/// When a state came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    At(Timestamp),
    /// It was passed already when somebody looked.
    Before(Timestamp),
    NotYet,
}

/// What was seen of an exchange's way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    came: Vec<Came>,
}

impl Progress {
    /// Takes in what a look found. A state never goes back: an older answer says nothing.
    pub fn seen(&mut self, status: &ExchangeStatus, at: Timestamp) {
        let Some(place) = place(status) else { return };
        let is_first = self.came.is_empty();
        while self.came.len() <= place {
            // The first look finds it somewhere on its way; later ones see a state as it comes.
            let is_now = self.came.len() == place && !is_first;
            self.came.push(if is_now { Came::At(at) } else { Came::Before(at) });
        }
    }

    /// How many states have come.
    pub fn passed(&self) -> usize {
        self.came.len()
    }

    /// When a state came; the first came when the exchange began.
    pub fn came(&self, place: usize, began: Option<Timestamp>) -> Came {
        match (place, began, self.came.get(place)) {
            (_, _, None) => Came::NotYet,
            (0, Some(began), Some(_)) => Came::At(began),
            (_, _, Some(came)) => *came,
        }
    }

    pub fn is_finished(&self) -> bool {
        self.came.len() == STATES.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_came_when_it_was_seen_or_before() {
        use ExchangeStatus::{Confirming, Exchanging, Finished, Other, Waiting};
        let at = Timestamp::from_unix_seconds;
        let mut progress = Progress::default();
        progress.seen(&Confirming, at(30));
        let of =
            |progress: &Progress| (0..5).map(|place| progress.came(place, Some(at(10)))).collect::<Vec<_>>();
        assert_eq!(
            of(&progress),
            [Came::At(at(10)), Came::Before(at(30)), Came::NotYet, Came::NotYet, Came::NotYet]
        );
        progress.seen(&Exchanging, at(40));
        progress.seen(&Waiting, at(41));
        progress.seen(&Other("refunded".to_owned()), at(42));
        assert_eq!(progress.passed(), 3);
        progress.seen(&Finished, at(50));
        assert_eq!(
            of(&progress),
            [
                Came::At(at(10)),
                Came::Before(at(30)),
                Came::At(at(40)),
                Came::Before(at(50)),
                Came::At(at(50))
            ]
        );
        assert!(progress.is_finished());
        assert_eq!(progress.came(0, None), Came::Before(at(30)));
    }
}
