//! Money actions whose outcome is not known, found in the journal when the console opens: looked up by
//! reference until they are settled, wherever they were started (rule 3).

use leptos::prelude::*;
use purser_api::{
    Timestamp,
    centrowallet::{
        Caller,
        transaction::{self, TransactionFilter},
    },
};

use crate::{
    clock::now,
    journal::{self, Entry, State},
    messages,
    money_action::{ENOUGH_LOOKS, LOOKS},
    session::Identity,
    transport::{self, Client, pause_for, use_client},
    ui::{
        icon::icon,
        time::clock_with_seconds,
        toast::{Toasts, use_toasts},
    },
};

/// An intent that was sent less than this many milliseconds ago is still in the hands of its own page.
const YOUNG: i64 = 90_000;

/// The notes above the page, one an intent.
pub fn notes() -> AnyView {
    let (client, toasts) = (use_client(), use_toasts());
    let entries = RwSignal::new(
        journal::unsettled()
            .into_iter()
            .filter(|entry| now().unix_millis() - entry.at > YOUNG || entry.at > now().unix_millis())
            .collect::<Vec<_>>(),
    );
    for entry in entries.get_untracked() {
        leptos::task::spawn_local(async move {
            if find_out(client, toasts, &entry).await {
                entries.try_update(|entries| entries.retain(|other| other.reference != entry.reference));
            }
        });
    }
    view! {
        {move || entries.get().into_iter().map(|entry| view! {
            <p class="note warn unsettled" role="status">{icon("alert")}<span>{messages::unsettled(&entry.kind, &clock_with_seconds(Timestamp::from_unix_millis(entry.at)))}" "<span class="code">{entry.reference.clone()}</span></span></p>
        }).collect_view()}
    }
    .into_any()
}

async fn find_out(client: Client, toasts: Toasts, entry: &Entry) -> bool {
    let request = transaction::list(
        Caller::Merchant { client_id: None },
        &TransactionFilter::by_reference(&entry.reference),
    );
    let mut absent = 0;
    for seconds in [0].into_iter().chain(LOOKS) {
        pause_for(seconds * 1000).await;
        match transport::send(client, Identity::Merchant, &request, None).await {
            Ok(page)
                if page
                    .rows
                    .iter()
                    .any(|row| row.merchant_order_id.as_deref() == Some(entry.reference.as_str())) =>
            {
                journal::settle(&entry.reference, State::Confirmed);
                toasts.say(messages::found_after_all(&entry.kind));
                return true;
            }
            Ok(page) if page.unreadable.is_empty() => absent += 1,
            _ => {}
        }
        if absent >= ENOUGH_LOOKS {
            journal::settle(&entry.reference, State::Absent);
            toasts.say(messages::never_arrived(&entry.kind));
            return true;
        }
    }
    false
}
