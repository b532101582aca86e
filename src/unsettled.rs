//! Money intents whose outcome is not known and that no page looks after any more: left behind by a reload, a
//! closed dialog or another tab. They are looked up by reference until they are settled (rule 3).

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller,
    transaction::{self, TransactionFilter},
};

use crate::{
    clock::now_millis,
    journal::{self, Entry, State},
    messages,
    money_action::{ENOUGH_LOOKS, LOOKS, SETTLED_AFTER},
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

    /// Takes over everything in the journal that is not settled.
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

    fn adopt(self, entry: Entry) {
        let is_here = |entries: &Vec<Entry>| entries.iter().any(|known| known.reference == entry.reference);
        if self.entries.with_untracked(is_here) {
            return;
        }
        self.entries.update(|entries| entries.push(entry.clone()));
        leptos::task::spawn_local(async move {
            if self.find_out(&entry).await {
                self.entries.update(|entries| entries.retain(|other| other.reference != entry.reference));
            }
        });
    }

    /// Looks at growing intervals. `true` when it is settled, here or by whoever sent it.
    async fn find_out(self, entry: &Entry) -> bool {
        let filter = TransactionFilter::by_reference(&entry.reference);
        let request = transaction::list(Caller::Merchant { client_id: None }, &filter);
        let mut nothing = 0;
        for seconds in [0].into_iter().chain(LOOKS) {
            pause_for(seconds * 1000).await;
            if journal::unsettled().iter().all(|known| known.reference != entry.reference) {
                return true;
            }
            match transport::send(self.client, Identity::Merchant, &request, None).await {
                Ok(page)
                    if page
                        .rows
                        .iter()
                        .any(|row| row.merchant_order_id.as_deref() == Some(entry.reference.as_str())) =>
                {
                    journal::settle(&entry.reference, State::Confirmed);
                    self.toasts.say(messages::found_after_all(&entry.kind));
                    return true;
                }
                Ok(page) if page.unreadable.is_empty() => nothing += 1,
                _ => {}
            }
            if nothing >= ENOUGH_LOOKS && now_millis() - entry.at >= SETTLED_AFTER {
                journal::settle(&entry.reference, State::Absent);
                self.toasts.say(messages::never_arrived(&entry.kind));
                return true;
            }
        }
        false
    }
}

pub fn use_unsettled() -> Unsettled {
    expect_context::<Unsettled>()
}
