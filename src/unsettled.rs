//! Money intents whose outcome is not known and that no page looks after any more: left behind by a reload, a
//! closed dialog or another tab. They are looked up by reference until they are settled (rule 3).

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, Status,
    transaction::{self, TransactionFilter},
};

use crate::{
    clock::now_millis,
    journal::{self, Entry, State},
    messages,
    money_action::{ENOUGH_LOOKS, LOOKS, SETTLED_AFTER, row_with},
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
}

impl Unsettled {
    pub fn provide() {
        provide_context(Self {
            entries: RwSignal::new(Vec::new()),
            client: use_client(),
            toasts: use_toasts(),
        });
    }

    /// Takes over everything in the journal that is not settled. What another connection sent is only named: this
    /// one could not see it, and not seeing it would prove nothing.
    pub fn adopt_all(self) {
        for entry in journal::unsettled() {
            self.adopt(entry);
        }
    }

    /// Takes over one intent, unless it is here already.
    pub fn adopt_reference(self, reference: &str) {
        if let Some(entry) = journal::unsettled().into_iter().find(|entry| entry.reference == reference) {
            self.adopt(entry);
        }
    }

    /// Whether an intent was sent over the connection that stands now.
    pub fn is_ours(self, entry: &Entry) -> bool {
        entry.connection == self.client.session.connection()
    }

    fn adopt(self, entry: Entry) {
        let is_here = |entries: &Vec<Entry>| entries.iter().any(|known| known.reference == entry.reference);
        if self.entries.with_untracked(is_here) {
            return;
        }
        self.entries.update(|entries| entries.push(entry.clone()));
        if self.is_ours(&entry) {
            leptos::task::spawn_local(async move {
                self.find_out(&entry).await;
                self.entries.update(|entries| entries.retain(|other| other.reference != entry.reference));
            });
        }
    }

    /// Looks at growing intervals, then at the longest one, until it is settled here or by whoever sent it.
    async fn find_out(self, entry: &Entry) {
        let filter = TransactionFilter::by_reference(&entry.reference);
        let request = transaction::list(Caller::Merchant { client_id: None }, &filter);
        let mut nothing = 0;
        for seconds in [0].into_iter().chain(LOOKS).chain(std::iter::repeat(LONGEST_PAUSE)) {
            pause_for(seconds * 1000).await;
            // Sent again elsewhere it has a new time; settled elsewhere it needs no more looks.
            let known = journal::find(&entry.reference)
                .filter(|known| known.state == State::Sent && self.is_ours(known));
            let Some(known) = known else { return };
            let page = transport::send(self.client, Identity::Merchant, &request, None).await;
            match page.and_then(|page| row_with(page, &entry.reference)) {
                Ok(Some(row)) if row.status == Status::Success => {
                    journal::settle(&entry.reference, State::Confirmed);
                    return self.toasts.say(messages::found_after_all(&entry.kind, row.id.0));
                }
                Ok(Some(row)) if row.status == Status::Fail => {
                    journal::settle(&entry.reference, State::Refused);
                    return self.toasts.warn(messages::found_failed(&entry.kind, row.id.0));
                }
                Ok(Some(_)) => nothing = 0,
                Ok(None) => nothing += 1,
                Err(_) => {}
            }
            if nothing >= ENOUGH_LOOKS && now_millis() - known.at >= SETTLED_AFTER {
                journal::settle(&entry.reference, State::Absent);
                return self.toasts.say(messages::never_arrived(&entry.kind));
            }
        }
    }
}

/// The pause between looks when the growing ones are used up, in seconds.
const LONGEST_PAUSE: u32 = 120;

pub fn use_unsettled() -> Unsettled {
    expect_context::<Unsettled>()
}
