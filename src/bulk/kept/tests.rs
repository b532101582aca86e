use proptest::prelude::*;

use super::*;
use crate::strange::{any_json, changed, replaced};

fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        Just(State::Waiting),
        Just(State::Sent),
        any::<u64>().prop_map(State::Done),
        Just(State::Refused),
        any::<u64>().prop_map(State::Failed),
        Just(State::Absent),
    ]
}

fn kept(states: Vec<State>) -> Kept {
    let row = |(place, state): (usize, State)| KeptRow {
        reference: format!("pr_{place}"),
        digest: format!("d{place}"),
        target: 58,
        customer: 35,
        state,
    };
    Kept {
        id: "pr_run".to_owned(),
        kind: Kind::TopUp,
        connection: "c1".to_owned(),
        at: 7,
        rows: states.into_iter().enumerate().map(row).collect(),
    }
}

#[test]
fn rule_3_states_that_are_not_the_runs_own_count_as_sent() {
    let (run, _) = kept(vec![State::Done(1), State::Waiting]).write();
    for states in ["", "pr_other:d1,", "nonsense", "pr_run:x,y"] {
        let read = Kept::read(&run, states).unwrap();
        assert!(read.rows.iter().all(|row| row.state == State::Sent), "{states}");
    }
    let shorter = Kept::read(&run, "pr_run:d1").unwrap();
    assert_eq!(shorter.rows[1].state, State::Sent, "a row whose state was not written may have been sent");
}

#[test]
fn rule_2_nothing_but_ids_references_digests_and_states_is_kept() {
    let (run, states) = kept(vec![State::Refused]).write();
    assert_eq!(
        run,
        r#"{"id":"pr_run","kind":"top-up","connection":"c1","at":7,"rows":[["pr_0","d0",58,35]]}"#
    );
    assert_eq!(states, "pr_run:r");
}

proptest! {
    #[test]
    fn a_run_is_read_as_it_was_written(states in prop::collection::vec(state(), 1..50)) {
        let run = kept(states);
        let (text, states) = run.write();
        prop_assert_eq!(Kept::read(&text, &states), Some(run));
    }

    /// The rows of a file are found in a run whatever their order and whatever is between them; nothing else is.
    #[test]
    fn rows_are_found_by_digest(order in Just((0..20usize).collect::<Vec<_>>()).prop_shuffle(), strange in 0..5usize) {
        let run = kept(vec![State::Waiting; 15]);
        let digests: Vec<Option<String>> = order
            .iter()
            .map(|place| (*place != strange).then(|| format!("d{place}")))
            .collect();
        let places = run.places(&digests);
        for (place, wanted) in places.iter().zip(&order) {
            prop_assert_eq!(*place, (*wanted < 15 && *wanted != strange).then_some(*wanted));
        }
        prop_assert_eq!(run.left_out(&places), 1);
    }

    /// Whatever became of what is kept: no row is taken for one that was not sent unless it says so.
    #[test]
    fn rule_3_damage_never_makes_a_sent_row_wait(
        states in prop::collection::vec(state(), 1..6),
        damage in changed("pr_run:s,d12,,r,f9,a", "srdfa,:0129é\u{0}"),
        place in 0..30_usize,
        other in any_json(&["id", "kind", "connection", "at", "rows"]),
        text in any::<String>(),
    ) {
        let run = kept(states);
        let (written, _) = run.write();
        if let Some(read) = Kept::read(&written, &damage) {
            let said: Vec<&str> = damage.strip_prefix("pr_run:").map(|said| said.split(',').collect()).unwrap_or_default();
            for (place, row) in read.rows.iter().enumerate() {
                prop_assert!(row.state != State::Waiting || said.get(place) == Some(&""), "{}", damage);
            }
        }
        let changed = replaced(serde_json::from_str(&written).unwrap(), place, &other).to_string();
        if let Some(read) = Kept::read(&changed, &text) {
            let (run, states) = read.write();
            prop_assert_eq!(Kept::read(&run, &states).map(|again| again.rows.len()), Some(read.rows.len()));
        }
    }
}
