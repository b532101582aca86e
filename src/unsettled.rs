//! Money intents whose outcome is not known and that no page looks after any more: left behind by a reload, a
//! closed dialog or another tab. They are looked up by reference until they are settled (rule 3).

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, Mode, Status, UserId, transaction::Transaction};

use crate::{
    clock::now_millis,
    journal::{self, Entry, State},
    messages,
    money_action::{
        ENOUGH_LOOKS, LOOKS, SETTLED_AFTER,
        coins::{self, Seen},
        wallet::{question, rows_with},
    },
    query::{Changes, use_changes},
    session::Identity,
    transport::{self, Client, pause_for, use_client},
    ui::toast::{Toasts, use_toasts},
};

/// The intents that are looked after here. A context, made once by the app.
#[derive(Clone, Copy, Debug)]
pub struct Unsettled {
    pub entries: RwSignal<Vec<Entry>>,
    client: Client,
    toasts: Toasts,
    changes: Changes,
    /// Grows when another connection stands: what is looked up then is another's.
    turn: StoredValue<u64>,
}

impl Unsettled {
    pub fn provide() {
        let unsettled = Self {
            entries: RwSignal::new(Vec::new()),
            client: use_client(),
            toasts: use_toasts(),
            changes: use_changes(),
            turn: StoredValue::new(0),
        };
        provide_context(unsettled);
        let session = unsettled.client.session;
        Effect::new(move |before: Option<[String; 3]>| {
            session.merchant.track();
            session.customer.track();
            session.holder().track();
            let now = SENDERS.map(|identity| session.connection_of(identity));
            if before.is_some_and(|before| before != now) {
                unsettled.start_over();
            }
            now
        });
    }

    /// Takes over everything in the journal that is not settled. What another connection sent is only named: this
    /// one could not see it, and not seeing it would prove nothing.
    pub fn adopt_all(self) {
        for entry in journal::unsettled() {
            self.adopt(entry);
        }
    }

    /// Other connections stand: what belongs to them is looked up, the rest is named.
    fn start_over(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.entries.set(Vec::new());
        self.adopt_all();
    }

    /// A person has compared what does not match, and knows.
    pub fn compared(self, reference: &str) {
        journal::settle(reference, State::Confirmed);
        self.entries.update(|entries| entries.retain(|entry| entry.reference != reference));
    }

    /// Takes over one intent, unless it is here already.
    pub fn adopt_reference(self, reference: &str) {
        if let Some(entry) = journal::unsettled().into_iter().find(|entry| entry.reference == reference) {
            self.adopt(entry);
        }
    }

    /// Whether an intent was sent over a connection that stands now.
    pub fn is_ours(self, entry: &Entry) -> bool {
        self.identity_of(entry).is_some()
    }

    /// Over whose connection an intent was sent, if that connection stands now.
    fn identity_of(self, entry: &Entry) -> Option<Identity> {
        SENDERS.into_iter().find(|identity| {
            let connection = self.client.session.connection_of(*identity);
            !connection.is_empty() && connection == entry.connection
        })
    }

    fn adopt(self, entry: Entry) {
        let is_here = |entries: &Vec<Entry>| entries.iter().any(|known| known.reference == entry.reference);
        if self.entries.with_untracked(is_here) {
            return;
        }
        self.entries.update(|entries| entries.push(entry.clone()));
        if self.is_ours(&entry) && entry.state != State::Mismatched {
            let turn = self.turn.get_value();
            leptos::task::spawn_local(async move {
                self.find_out(&entry, turn).await;
                if self.turn.get_value() == turn {
                    self.put_away(&entry.reference);
                }
            });
        }
    }

    /// Nothing more is looked up; what has to be compared stays named.
    fn put_away(self, reference: &str) {
        let mismatched = journal::find(reference).filter(|known| known.state == State::Mismatched);
        self.entries.update(|entries| {
            entries.retain(|entry| entry.reference != reference);
            entries.extend(mismatched);
        });
    }

    /// Looks at growing intervals, then at the longest one, until it is settled here or by whoever sent it.
    async fn find_out(self, entry: &Entry, turn: u64) {
        let Some(identity) = self.identity_of(entry) else { return };
        let caller = match identity {
            Identity::Merchant | Identity::Centrapay => {
                Caller::Merchant { client_id: entry.customer.map(UserId) }
            }
            Identity::Customer => Caller::Customer,
            Identity::Holder => return self.find_in_history(entry, turn).await,
        };
        let request = question(caller, &entry.reference);
        let mut nothing = 0;
        for seconds in [0].into_iter().chain(LOOKS).chain(std::iter::repeat(LONGEST_PAUSE)) {
            // What is under way is waited for by somebody.
            let underway =
                journal::find(&entry.reference).is_some_and(|known| known.state == State::Underway);
            pause_for(if underway { seconds.min(WAIT) } else { seconds } * 1000).await;
            // Sent again elsewhere it has a new time; settled elsewhere it needs no more looks.
            let known =
                journal::find(&entry.reference).filter(|known| known.state.is_open() && self.is_ours(known));
            let Some(known) = known else { return };
            if known.state == State::Mismatched || self.turn.get_value() != turn {
                return;
            }
            let page = transport::send(self.client, identity, &request, None).await;
            let row = page.and_then(|page| rows_with(page, &entry.reference)).map(|rows| {
                let is_kind = |row: &Transaction| (row.mode == Mode::Void) == (entry.kind == "void");
                rows.into_iter().filter(is_kind).min_by_key(|row| row.id)
            });
            // Whoever sent it may have seen meanwhile that what is there is not what was asked for.
            if journal::find(&entry.reference).is_some_and(|known| known.state == State::Mismatched) {
                return;
            }
            match row {
                Ok(Some(row)) if row.status == Status::Success => {
                    journal::settle(&entry.reference, State::Confirmed);
                    self.changes.happened();
                    return self.toasts.say(messages::found_after_all(&entry.kind, row.id.0));
                }
                Ok(Some(row)) if row.status == Status::Fail => {
                    journal::settle(&entry.reference, State::Refused);
                    self.changes.happened();
                    return self.toasts.warn(messages::found_failed(&entry.kind, row.id.0));
                }
                Ok(Some(row)) => {
                    nothing = 0;
                    if row.status == Status::Processing {
                        self.is_underway(&entry.reference);
                    }
                }
                Ok(None) if known.state == State::Sent => nothing += 1,
                Ok(None) | Err(_) => {}
            }
            if nothing >= ENOUGH_LOOKS && now_millis() - known.at >= SETTLED_AFTER {
                journal::settle(&entry.reference, State::Absent);
                return self.toasts.say(messages::never_arrived(&entry.kind));
            }
        }
    }

    /// The same where the system takes no reference: nothing is said to be absent or done that somebody else may have
    /// done.
    async fn find_in_history(self, entry: &Entry, turn: u64) {
        let mut nothing = 0;
        for seconds in [0].into_iter().chain(LOOKS).chain(std::iter::repeat(LONGEST_PAUSE)) {
            pause_for(seconds * 1000).await;
            let known =
                journal::find(&entry.reference).filter(|known| known.state.is_open() && self.is_ours(known));
            let Some(known) = known else { return };
            if known.state == State::Mismatched || self.turn.get_value() != turn {
                return;
            }
            match coins::look(self.client, entry).await {
                Ok(Seen::This(id)) => {
                    journal::settle(&entry.reference, State::Confirmed);
                    self.changes.happened();
                    return self.toasts.say(messages::found_after_all(&entry.kind, id));
                }
                Ok(Seen::Unclear(_)) => return journal::settle(&entry.reference, State::Mismatched),
                Ok(Seen::Nothing) if known.state == State::Sent => nothing += 1,
                Ok(Seen::Nothing) | Err(_) => {}
            }
            if nothing >= ENOUGH_LOOKS && now_millis() - known.at >= SETTLED_AFTER {
                journal::settle(&entry.reference, State::Absent);
                return self.toasts.say(messages::never_arrived(&entry.kind));
            }
        }
    }

    /// The system has it: it is not unknown any more, and the note above the page says so.
    fn is_underway(self, reference: &str) {
        journal::settle(reference, State::Underway);
        let is_it = |entry: &&mut Entry| entry.reference == reference && entry.state == State::Sent;
        if self.entries.with_untracked(|entries| {
            entries.iter().any(|entry| entry.reference == reference && entry.state == State::Sent)
        }) {
            self.entries.update(|entries| {
                if let Some(entry) = entries.iter_mut().find(is_it) {
                    entry.state = State::Underway;
                }
            });
        }
    }
}

/// Whose intents are looked after.
const SENDERS: [Identity; 3] = [Identity::Merchant, Identity::Customer, Identity::Holder];
/// The pause between looks when the growing ones are used up, in seconds.
const LONGEST_PAUSE: u32 = 120;
/// The longest pause between looks at what is under way, in seconds.
const WAIT: u32 = 15;

pub fn use_unsettled() -> Unsettled {
    expect_context::<Unsettled>()
}
