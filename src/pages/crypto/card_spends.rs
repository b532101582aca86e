//! Which coin a card spends, and how another one is chosen (operation 26).

use leptos::prelude::*;
use purser_api::{
    Currency, Error, Rows,
    ctk::{
        symbol::Symbol,
        wallet::{self, Wallet},
    },
};

use super::worth::{can_be_spent, name, spent_by_card};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    query::{Query, use_action, use_changes},
    session::Identity,
    transport::{self, Client, use_client},
    ui::{
        dialog::Dialog,
        field::SelectField,
        form::{Form, plain_button},
        text::foreign,
        toast::use_toasts,
    },
};

/// What stands for "none chosen".
const NONE_CHOSEN: &str = "";

/// Makes a coin the one that a card spends; `None` takes the choice back.
pub async fn choose(client: Client, chosen: Option<Currency>, before: Option<Currency>) -> Result<(), Error> {
    let request = match (chosen, before) {
        (Some(symbol), _) => wallet::set_default(symbol, true),
        (None, Some(symbol)) => wallet::set_default(symbol, false),
        (None, None) => return Ok(()),
    };
    transport::send(client, Identity::Holder, &request, None).await
}

pub fn section(wallets: Query<Rows<Wallet>>, symbols: Query<Rows<Symbol>>) -> AnyView {
    let open = RwSignal::new(false);
    let known = move || wallets.data.get().zip(symbols.data.get());
    let said = move || {
        let (list, coins) = known()?;
        let spent = spent_by_card(&list.rows, &coins.rows);
        let title = |symbol| list.rows.iter().find(|wallet| wallet.symbol == symbol).map(name);
        Some(match spent.and_then(|(symbol, is_chosen)| Some((title(symbol)?, is_chosen))) {
            Some((title, true)) => view! { <p>{messages::CARD_SPENDS}" "<b>{foreign(title)}</b>". "{messages::CARD_SPENDS_CHOSEN}</p> }.into_any(),
            Some((title, false)) => view! { <p>{messages::CARD_SPENDS}" "<b>{foreign(title)}</b>". "{messages::CARD_SPENDS_MOST}</p> }.into_any(),
            None => view! { <p>{messages::CARD_SPENDS_NOTHING}</p> }.into_any(),
        })
    };
    view! {
        <section class="sec" aria-labelledby="h-card-spends">
            <header><h2 id="h-card-spends">{messages::CARD_SPENDS_TITLE}</h2></header>
            <div class="in-gutter card-spends">
                {said}
                {move || known().map(|_| plain_button(messages::CHOOSE_ANOTHER_COIN, Some("card"), move || open.set(true)))}
            </div>
            {move || open.get().then(|| known().map(|(list, coins)| dialog(&list.rows, &coins.rows, open)))}
        </section>
    }
    .into_any()
}

fn dialog(wallets: &[Wallet], symbols: &[Symbol], open: RwSignal<bool>) -> AnyView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let before = wallets.iter().find(|wallet| wallet.is_active == Some(true)).map(|wallet| wallet.symbol);
    let chosen = RwSignal::new(before.map_or_else(|| NONE_CHOSEN.to_owned(), |symbol| symbol.to_string()));
    let coins = wallets.iter().filter(|wallet| can_be_spent(symbols, wallet.symbol));
    let options = std::iter::once((NONE_CHOSEN.to_owned(), messages::WORTH_MOST.to_owned()))
        .chain(coins.map(|wallet| (wallet.symbol.to_string(), name(wallet))))
        .collect::<Vec<_>>();
    let submit = Callback::new(move |()| {
        let symbol = Currency::new(&chosen.get_untracked()).ok();
        action.run(async move { choose(client, symbol, before).await }, move |()| {
            open.set(false);
            changes.happened();
            toasts.say(messages::CARD_SPENDS_CHANGED);
        });
    });
    view! {
        <Dialog title=messages::CARD_SPENDS_TITLE on_close=Callback::new(move |()| open.set(false)) locked=action.busy>
            <div class="body">
                <Form label=messages::CARD_SPENDS_TITLE submit=messages::SAVE busy=action.busy on_submit=submit on_cancel=Callback::new(move |()| open.set(false))
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing))))>
                    <SelectField label=messages::COIN value=chosen options=options hint=messages::CARD_SPENDS_HINT/>
                </Form>
            </div>
        </Dialog>
    }
    .into_any()
}
