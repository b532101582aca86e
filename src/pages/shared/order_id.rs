//! A merchant's own order id in the place of the console's reference. It is what the action is looked up by, so it has to
//! be free: before the review this browser's journal and the customer's transactions are asked whether it was used. The
//! wallet system holds it unique too.

use leptos::prelude::*;
use purser_api::centrowallet::Caller;

use super::wrongs::Wrongs;
use crate::{
    journal,
    messages::{
        self,
        errors::{Doing, trouble},
    },
    money_action::wallet::{question, rows_with},
    query::{Action, use_action},
    session::Identity,
    transport::{self, Client, use_client},
    ui::state::Trouble,
};

/// Asks whether an order id is free.
#[derive(Clone, Copy, Debug)]
pub struct OrderId {
    client: Client,
    caller: Caller,
    wrongs: Wrongs,
    action: Action,
}

pub fn use_order_id(caller: Caller, wrongs: Wrongs) -> OrderId {
    OrderId { client: use_client(), caller, wrongs, action: use_action() }
}

impl OrderId {
    /// Goes on where there is no order id of the merchant's own, or a free one; else the field says why not.
    pub fn when_free(self, order: Option<String>, go_on: impl FnOnce() + 'static) {
        self.action.error.set(None);
        let Some(order) = order else { return go_on() };
        if journal::find(&order).is_some_and(|entry| entry.state.is_open()) {
            self.say(messages::ORDER_IN_DOUBT.to_owned());
            return;
        }
        let asked = question(self.caller, &order);
        let (client, identity) = (self.client, Identity::of(self.caller));
        self.action.run(
            async move {
                let page = transport::send(client, identity, &asked, None).await?;
                rows_with(page, &order)
            },
            move |rows| match rows.first() {
                Some(row) => self.say(messages::order_used(row.id.0)),
                None => go_on(),
            },
        );
    }

    fn say(self, sentence: String) {
        self.wrongs.say(vec![("merchantOrderId", sentence)]);
    }

    pub fn busy(self) -> Signal<bool> {
        self.action.busy.into()
    }

    /// What went wrong with asking, or else with the action itself.
    pub fn trouble(self, doing: Doing) -> Signal<Option<Trouble>> {
        let theirs = self.wrongs.trouble(doing);
        Signal::derive(move || {
            let asking =
                self.action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading)));
            asking.or_else(|| theirs.get())
        })
    }
}
