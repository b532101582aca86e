//! What the palette knows besides the screens: what a page offers to do, and where one has been. Both in memory.

use leptos::prelude::*;

use super::hits::{Deed, Hit};
use crate::{
    messages,
    paths::{self, Route},
};

const REMEMBERED: usize = 6;

#[derive(Clone, Debug)]
struct Offer {
    id: u64,
    words: String,
    icon: &'static str,
    run: Callback<()>,
}

/// A context, made once by the shell.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    offers: RwSignal<Vec<Offer>>,
    recent: RwSignal<Vec<(String, String)>>,
    last: StoredValue<u64>,
}

impl Known {
    pub fn provide() -> Self {
        let known = Self {
            offers: RwSignal::new(Vec::new()),
            recent: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        provide_context(known);
        known
    }

    /// Remembers one customer, account, transaction or wallet that was looked at.
    pub fn visit(self, route: Route, query: &str) {
        let name = match route {
            Route::User(id) => messages::customer_number(id),
            Route::Account(id) | Route::WalletAccount(id) => messages::account_number(id),
            Route::Transaction(id) => messages::transaction_number(id),
            Route::CentrapayWallet(id) => format!("{} {}", messages::WALLET, id.as_str()),
            _ => return,
        };
        let address = paths::with_query(route, query);
        self.recent.update(|recent| {
            recent.retain(|(known, _)| *known != name);
            recent.insert(0, (name, address));
            recent.truncate(REMEMBERED);
        });
    }

    /// What belongs to another connection is not offered any more.
    pub fn forget(self) {
        self.recent.update(Vec::clear);
    }

    pub fn hits(self) -> Vec<Hit> {
        let offers = self.offers.get().into_iter().map(|offer| Hit {
            words: offer.words,
            aside: messages::ON_THIS_PAGE,
            icon: offer.icon,
            deed: Deed::Do(offer.run),
        });
        let recent = self.recent.get().into_iter().map(|(words, address)| Hit {
            words,
            aside: messages::RECENT,
            icon: "clock",
            deed: Deed::Go(address),
        });
        offers.chain(recent).collect()
    }
}

/// Offers something a page can do, by its words, for as long as the page stands.
pub fn offer(words: impl Into<String>, icon: &'static str, run: Callback<()>) {
    let Some(known) = use_context::<Known>() else { return };
    let id = known.last.with_value(|last| last + 1);
    known.last.set_value(id);
    let offer = Offer { id, words: words.into(), icon, run };
    known.offers.update(|offers| offers.push(offer));
    on_cleanup(move || {
        known.offers.try_update(|offers| offers.retain(|offer| offer.id != id));
    });
}
