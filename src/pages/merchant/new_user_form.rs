//! The form of a new customer, with as many accounts as they shall have.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Error,
    centrowallet::user::{self, CreatedUser},
};

use super::{
    new_user::{back, trail},
    user_fields::{AccountFields, Fields, Wrong},
};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    paths::{Route, query_string, with_query},
    query::{Action, use_action, use_changes},
    session::Identity,
    shell::title,
    transport::{self, use_client},
    ui::{
        dialog::next_id,
        field::{CheckField, SelectField, TextField},
        form::Form,
        icon::icon,
        link::is_callable,
    },
};

const CURRENCIES: [&str; 6] = ["USD", "EUR", "GBP", "NZD", "JPY", "BTC"];
/// Accounts that can be opened with a customer.
const MOST_ACCOUNTS: usize = 20;

/// One account on the form.
#[derive(Clone, Copy)]
struct AccountRow {
    key: u32,
    currency: RwSignal<String>,
    name: RwSignal<String>,
    description: RwSignal<String>,
    webhook: RwSignal<String>,
    promo: RwSignal<bool>,
}

impl AccountRow {
    fn new(key: u32) -> Self {
        Self {
            key,
            currency: RwSignal::new("USD".to_owned()),
            name: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            webhook: RwSignal::new(String::new()),
            promo: RwSignal::new(false),
        }
    }

    fn fields(self) -> AccountFields {
        AccountFields {
            currency: self.currency.get_untracked(),
            name: self.name.get_untracked(),
            description: self.description.get_untracked(),
            webhook: self.webhook.get_untracked(),
            promo: self.promo.get_untracked(),
        }
    }
}

/// The accounts on the form, and the places they had when the form was last sent: what is wrong with one is said by
/// that place, and stays with it when others go.
#[derive(Clone, Copy)]
struct AccountRows {
    rows: RwSignal<Vec<AccountRow>>,
    last_key: StoredValue<u32>,
    sent: RwSignal<Vec<u32>>,
    wrong: RwSignal<Wrong>,
    action: Action,
}

impl AccountRows {
    fn new(wrong: RwSignal<Wrong>, action: Action) -> Self {
        Self {
            rows: RwSignal::new(vec![AccountRow::new(0)]),
            last_key: StoredValue::new(0),
            sent: RwSignal::new(vec![0]),
            wrong,
            action,
        }
    }

    fn add(self) {
        self.last_key.update_value(|key| *key += 1);
        self.rows.update(|rows| rows.push(AccountRow::new(self.last_key.get_value())));
    }

    fn remove(self, key: u32) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
    }

    fn read(self) -> Vec<AccountFields> {
        self.rows.with_untracked(|rows| {
            self.sent.set(rows.iter().map(|row| row.key).collect());
            rows.iter().map(|row| row.fields()).collect()
        })
    }

    /// What the system or the form says is wrong with a field of an account.
    fn wrong(self, key: u32, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let place = self.sent.with(|sent| sent.iter().position(|sent| *sent == key))?;
            let here = self.wrong.with(|wrong| match field {
                "currency" => wrong.currencies.get(place).cloned().flatten(),
                "webhookUrl" => wrong.webhooks.get(place).cloned().flatten(),
                _ => None,
            });
            let name = format!("paymentAccounts.{place}.{field}");
            here.or_else(|| self.action.error.with(|error| messages::errors::field(error.as_deref()?, &name)))
        })
    }
}

pub fn form(created: RwSignal<Option<Arc<CreatedUser>>>) -> AnyView {
    title(messages::NEW_CUSTOMER);
    let (client, navigation, changes, action) = (use_client(), use_navigation(), use_changes(), use_action());
    let text = || RwSignal::new(String::new());
    let (email, external_id, kind) = (text(), text(), text());
    let (activated, blocked) = (RwSignal::new(true), RwSignal::new(false));
    let wrong = RwSignal::new(Wrong::default());
    let accounts = AccountRows::new(wrong, action);
    let submit = Callback::new(move |()| {
        let fields = Fields {
            email: email.get_untracked(),
            external_id: external_id.get_untracked(),
            kind: kind.get_untracked(),
            activated: activated.get_untracked(),
            blocked: blocked.get_untracked(),
            accounts: accounts.read(),
        };
        match fields.read(is_callable) {
            Err(found) => {
                action.error.set(None);
                wrong.set(found);
            }
            Ok(body) => {
                wrong.set(Wrong::default());
                let request = user::create(&body);
                action.run(
                    async move { transport::send(client, Identity::Merchant, &request, None).await },
                    move |user| {
                        created.set(Some(Arc::new(user)));
                        changes.happened();
                    },
                );
            }
        }
    });
    let either = move |here: fn(&Wrong) -> &Option<String>, there: Signal<Option<String>>| {
        Signal::derive(move || wrong.with(|wrong| here(wrong).clone()).or_else(|| there.get()))
    };
    view! {
        <div class="page new-user">
            <header class="head"><div>
                {back()}
                <h1>{messages::NEW_CUSTOMER}</h1><p class="sub">{messages::NEW_CUSTOMER_HINT}</p>
            </div>{trail(0)}</header>
            <div class="in-gutter">
                <Form label=messages::NEW_CUSTOMER submit=messages::CREATE_CUSTOMER busy=action.busy on_submit=submit
                    on_cancel=Callback::new(move |()| navigation.go(Route::Users.to_string()))
                    trouble=Signal::derive(move || action.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Changing))))>
                    <TextField label=messages::EMAIL value=email kind="email" inputmode="email" autofocus=true wrong=either(|wrong| &wrong.email, action.wrong("email"))/>
                    <TextField label=messages::EXTERNAL_ID value=external_id hint=messages::EXTERNAL_ID_HINT wrong=either(|wrong| &wrong.external_id, action.wrong("externalUserId"))/>
                    <TextField label=messages::TYPE aside=messages::OPTIONAL value=kind hint=messages::TYPE_HINT wrong=action.wrong("type")/>
                    <CheckField label=messages::ACTIVATE_NOW value=activated hint=messages::ACTIVATE_NOW_HINT/>
                    <CheckField label=messages::BLOCK_AT_ONCE value=blocked hint=messages::BLOCK_AT_ONCE_HINT/>
                    {account_rows(accounts)}
                    {move || may_exist(action, email).map(|address| view! {
                        <p class="note warn"><span>{messages::MAY_EXIST}" "<a class="link" href=address>{messages::LOOK_FOR_THEM}</a></span></p>
                    })}
                </Form>
            </div>
        </div>
    }
    .into_any()
}

/// After an answer that says nothing, the customer may be there: where to look.
fn may_exist(action: Action, email: RwSignal<String>) -> Option<String> {
    let is_refused =
        |error: &Error| matches!(error, Error::Status { status: ..500, .. } | Error::Envelope { .. });
    let in_doubt = action.error.with(|error| error.as_deref().is_some_and(|error| !is_refused(error)));
    let email = email.get_untracked();
    in_doubt.then(|| with_query(Route::Users, &query_string([("email", email.trim())])))
}

fn account_rows(accounts: AccountRows) -> AnyView {
    let rows = accounts.rows;
    let place =
        move |key: u32| rows.with(|rows| rows.iter().position(|row| row.key == key).map_or(0, |at| at + 1));
    view! {
        <fieldset class="rows">
            <legend>{messages::ACCOUNTS}</legend>
            <For each=move || rows.get() key=|row| row.key let:row>
                {account_row(accounts, row, Signal::derive(move || place(row.key)))}
            </For>
            {move || rows.with(Vec::is_empty).then(|| view! { <p class="hint">{messages::NO_ACCOUNT_YET}</p> })}
            // Always the same button: what a press makes lives as long as what the button stands in.
            <button class="btn" type="button" disabled=move || rows.with(|rows| rows.len() >= MOST_ACCOUNTS) on:click=move |_| accounts.add()>{icon("plus")}{messages::ADD_ACCOUNT}</button>
            {move || accounts.action.wrong("paymentAccounts").get().map(|sentence| view! { <p class="wrong">{icon("alert")}<span>{sentence}</span></p> })}
        </fieldset>
    }
    .into_any()
}

fn account_row(accounts: AccountRows, row: AccountRow, place: Signal<usize>) -> AnyView {
    let currencies = CURRENCIES.iter().map(|code| ((*code).to_owned(), (*code).to_owned())).collect();
    let heading = next_id("account");
    let labelled = heading.clone();
    let told = |field| {
        let wrong = accounts.wrong(row.key, field);
        move || {
            wrong.get().map(|sentence| view! { <p class="wrong">{icon("alert")}<span>{sentence}</span></p> })
        }
    };
    view! {
        <div class="account-row" role="group" aria-labelledby=labelled>
            <p class="row"><span class="label" id=heading>{move || messages::account_at(place.get())}</span>
                <button class="btn bare sm push" type="button" aria-label=move || messages::remove_account(place.get()) on:click=move |_| accounts.remove(row.key)>{icon("x")}{messages::REMOVE}</button>
            </p>
            <div class="account-pair">
                <div><SelectField label=messages::CURRENCY value=row.currency options=currencies/>{told("currency")}</div>
                <TextField label=messages::ACCOUNT_NAME aside=messages::OPTIONAL value=row.name wrong=accounts.wrong(row.key, "name")/>
            </div>
            <TextField label=messages::WHAT_IT_IS_FOR aside=messages::OPTIONAL value=row.description wrong=accounts.wrong(row.key, "description")/>
            <TextField label=messages::WEBHOOK_ADDRESS aside=messages::OPTIONAL value=row.webhook kind="url" hint=messages::WEBHOOK_ADDRESS_HINT wrong=accounts.wrong(row.key, "webhookUrl")/>
            <CheckField label=messages::PROMO_ACCOUNT value=row.promo hint=messages::PROMO_ACCOUNT_HINT/>
            {told("type")}{told("method")}{told("system")}
        </div>
    }
    .into_any()
}
