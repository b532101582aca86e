//! What has to come out.

use super::super::harness::{Trouble, thorough};
use super::{Cell, Said};

/// A fault, and what a person does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    In(Trouble),
    /// A connection that was used before closes; the browser sends the same again by itself.
    Reused,
    TabKilled,
    SecondTab,
    DoubleClick,
    BackAndAgain,
}

impl Fault {
    pub const ALL: [Self; 16] = [
        // First, so that there is an earlier answer to mistake for another.
        Self::DoubleClick,
        Self::In(Trouble::Refused),
        Self::In(Trouble::Lost),
        Self::In(Trouble::AnswerLost),
        Self::In(Trouble::NoAnswer),
        Self::In(Trouble::ServerError),
        Self::In(Trouble::HtmlPage),
        Self::In(Trouble::Truncated),
        Self::In(Trouble::AnotherAnswer),
        Self::In(Trouble::SlowBytes),
        Self::In(Trouble::HalfTheBody),
        Self::Reused,
        Self::TabKilled,
        Self::SecondTab,
        Self::BackAndAgain,
        // Last, since it may end the session.
        Self::In(Trouble::SessionExpired),
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::In(Trouble::Refused) => "connection refused",
            Self::In(Trouble::Lost) => "request lost",
            Self::In(Trouble::AnswerLost) => "answer lost after commit",
            Self::In(Trouble::NoAnswer) => "no answer within the deadline",
            Self::In(Trouble::ServerError) => "500",
            Self::In(Trouble::HtmlPage) => "502 with a page, after commit",
            Self::In(Trouble::Truncated) => "half of the JSON",
            Self::In(Trouble::AnotherAnswer) => "200 with another's answer",
            Self::In(Trouble::SlowBytes) => "slow bytes",
            Self::In(Trouble::SessionExpired) => "session expired before it arrives",
            Self::In(Trouble::HalfTheBody) => "offline in the middle of the body",
            Self::In(Trouble::Held) => "answer held back",
            Self::Reused => "used connection closes, browser sends again",
            Self::TabKilled => "tab killed in flight",
            Self::SecondTab => "second tab while in flight",
            Self::DoubleClick => "double click",
            Self::BackAndAgain => "back and forward in flight",
        }
    }
}

/// What is tried of one way of moving money: all of it where that is asked for, else so much that each fault has its turn
/// with two ways. A double click comes always, so that there is an earlier answer.
pub fn tried(kind: &str) -> impl Iterator<Item = Fault> {
    let place = KINDS.iter().position(|known| *known == kind).expect("a way of moving money");
    let all = thorough();
    let is_tried = move |number: usize| all || number == 0 || (number + place).is_multiple_of(4);
    Fault::ALL.into_iter().enumerate().filter(move |(number, _)| is_tried(*number)).map(|(_, fault)| fault)
}

/// What has to come of one way of moving money under one fault.
pub fn expected(kind: &str, fault: Fault) -> Cell {
    use Trouble::{HalfTheBody, Lost, Refused, ServerError, SessionExpired};
    let cell = |effect, said| Cell { effect, said };
    match (fault, kind) {
        (Fault::In(Refused | Lost | ServerError | HalfTheBody | SessionExpired), "bulk row") => {
            cell(0, Said::NotDone)
        }
        // It asks for its newest row first, and finds nobody.
        (Fault::In(Refused), "exchange") => cell(0, Said::NotSent),
        (Fault::In(Refused | Lost | ServerError | HalfTheBody), _) => cell(0, Said::NotArrived),
        // A holder's session ends with its token; a merchant's key may be good again.
        (Fault::In(SessionExpired), "withdrawal" | "exchange") => cell(0, Said::SignedOut),
        (Fault::In(SessionExpired), _) => cell(0, Said::Refused),
        _ => cell(1, Said::Done),
    }
}

/// The ways of moving money, in the order of the columns.
const KINDS: [&str; 8] =
    ["top-up", "refill", "transfer", "payment", "void", "bulk row", "withdrawal", "exchange"];

fn as_markdown() -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = row([""].into_iter().chain(KINDS).map(str::to_owned).collect());
    text.push_str(&row(vec!["---".to_owned(); KINDS.len() + 1]));
    for fault in Fault::ALL {
        let cells = KINDS.iter().map(|kind| expected(kind, fault).to_string());
        text.push_str(&row(std::iter::once(fault.name().to_owned()).chain(cells).collect()));
    }
    text
}

#[test]
fn the_documents_show_this_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/trust.md");
    let document = std::fs::read_to_string(path).expect("the document");
    let shown =
        document.split_once("<!-- faults -->\n").and_then(|(_, rest)| rest.split_once("<!-- /faults -->"));
    assert_eq!(
        shown.map(|(table, _)| table),
        Some(as_markdown().as_str()),
        "docs/trust.md is to hold this:\n{}",
        as_markdown()
    );
}

#[test]
fn each_fault_has_its_turn_with_two_ways_at_least() {
    for fault in Fault::ALL {
        let ways = KINDS.iter().filter(|kind| tried(kind).any(|tried| tried == fault)).count();
        assert!(ways >= 2, "{} has its turn {ways} times", fault.name());
    }
}
