//! What the wallet system finds: customers by a part of their e-mail address or by their external id, transactions by their
//! order id. Nothing is asked before something is typed, nor with every letter.

use leptos::prelude::*;
use purser_api::{
    Page,
    centrowallet::{
        Caller,
        transaction::{self, Transaction, TransactionFilter},
        user::{self, User, UserFilter},
    },
};

use super::hits::{Deed, Hit};
use crate::{
    messages,
    paths::{Area, Route, with_query},
    query::{Query, use_query},
    session::Identity,
};

const SHOWN: u64 = 6;
/// Shorter ones would find too much.
const SHORTEST: usize = 2;
const SHORTEST_ID: usize = 4;

/// What was found for the text that stands.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    emails: Query<Page<User>>,
    external_ids: Query<Page<User>>,
    order_ids: Query<Page<Transaction>>,
}

/// Asks whenever what is typed has stood for a moment.
pub fn use_found(area: Area, typed: RwSignal<String>) -> Found {
    let settled = settled(typed);
    let asked = move |shortest: usize| {
        let text = settled.get();
        (area == Area::Merchant && text.len() >= shortest && !text.contains(char::is_whitespace))
            .then_some(text)
    };
    let is_number = |text: &String| text.trim_start_matches('#').parse::<u64>().is_ok();
    let page = UserFilter { limit: Some(SHOWN), ..UserFilter::default() };
    let other = page.clone();
    Found {
        emails: use_query(Identity::Merchant, move || {
            let email = asked(SHORTEST).filter(|text| !is_number(text))?;
            Some(user::list(&UserFilter { email: Some(email), ..page.clone() }))
        }),
        external_ids: use_query(Identity::Merchant, move || {
            let id = asked(SHORTEST_ID).filter(|text| !text.contains('@'))?;
            Some(user::list(&UserFilter { external_user_id: Some(id), ..other.clone() }))
        }),
        order_ids: use_query(Identity::Merchant, move || {
            let id = asked(SHORTEST_ID).filter(|text| !text.contains('@'))?;
            let filter = TransactionFilter { limit: Some(SHOWN), ..TransactionFilter::by_reference(&id) };
            Some(transaction::list(Caller::Merchant { client_id: None }, &filter))
        }),
    }
}

impl Found {
    pub fn is_loading(self) -> bool {
        self.emails.loading.get() || self.external_ids.loading.get() || self.order_ids.loading.get()
    }

    /// What answers to the text as it stands now; an answer to an older one that does not fit is left out.
    pub fn hits(self, asked: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if asked.len() < SHORTEST {
            return hits;
        }
        let customer = |id: u64, words: String| Hit {
            words,
            aside: messages::CUSTOMER,
            icon: "user",
            deed: Deed::Go(Route::User(id).to_string()),
        };
        self.order_ids.data.with(|page| {
            let fits = |row: &&Transaction| {
                row.merchant_order_id.as_deref().is_some_and(|id| id.to_lowercase() == asked)
            };
            hits.extend(page.iter().flat_map(|page| &page.rows).filter(fits).map(|row| {
                let query = row.user_id.map(|id| format!("customer={id}")).unwrap_or_default();
                Hit {
                    words: format!(
                        "{} {}",
                        messages::transaction_number(row.id.0),
                        row.merchant_order_id.clone().unwrap_or_default()
                    ),
                    aside: messages::TRANSACTION,
                    icon: "flows",
                    deed: Deed::Go(with_query(Route::Transaction(row.id.0), &query)),
                }
            }));
        });
        self.external_ids.data.with(|page| {
            let fits =
                |row: &&User| row.external_user_id.as_deref().is_some_and(|id| id.to_lowercase() == asked);
            hits.extend(page.iter().flat_map(|page| &page.rows).filter(fits).map(|row| {
                let who = row.email.clone().unwrap_or_else(|| messages::customer_number(row.id.0));
                customer(row.id.0, format!("{who}, {}", row.external_user_id.clone().unwrap_or_default()))
            }));
        });
        self.emails.data.with(|page| {
            hits.extend(page.iter().flat_map(|page| &page.rows).filter_map(|row| {
                let email = row.email.clone().filter(|email| email.to_lowercase().contains(asked))?;
                Some(customer(row.id.0, email))
            }));
        });
        hits
    }
}

/// What is typed, once it has stood for a moment: a keystroke is not a question.
fn settled(typed: RwSignal<String>) -> RwSignal<String> {
    let settled = RwSignal::new(String::new());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let now = typed.get().trim().to_owned();
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let handle = set_timeout_with_handle(
            move || {
                settled.try_set(now);
            },
            std::time::Duration::from_millis(150),
        )
        .ok();
        waiting.set_value(handle);
    });
    settled
}
