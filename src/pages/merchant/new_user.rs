//! `/merchant/users/new`: create a customer, then hand them their sign-in codes.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::centrowallet::user::{self, CreatedUser};

use super::user_fields::{Fields, Wrong};
use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    navigation::use_navigation,
    pages::shared::{
        accounts,
        enrolment::{Enrolment, closing},
    },
    paths::Route,
    query::{use_action, use_changes},
    session::Identity,
    shell::title,
    transport::{self, use_client},
    ui::text::foreign,
    ui::{
        field::{CheckField, SelectField, TextField},
        form::Form,
        icon::icon,
    },
};

const CURRENCIES: [&str; 6] = ["USD", "EUR", "GBP", "NZD", "JPY", "BTC"];

pub fn page() -> AnyView {
    let created = RwSignal::new(None::<Arc<CreatedUser>>);
    view! {
        {move || match created.get() {
            None => form(created),
            Some(user) => enrol(&user),
        }}
    }
    .into_any()
}

fn form(created: RwSignal<Option<Arc<CreatedUser>>>) -> AnyView {
    title(messages::NEW_CUSTOMER);
    let (client, navigation, changes, action) = (use_client(), use_navigation(), use_changes(), use_action());
    let email = RwSignal::new(String::new());
    let external_id = RwSignal::new(String::new());
    let currency = RwSignal::new("USD".to_owned());
    let account_name = RwSignal::new(String::new());
    let promo = RwSignal::new(false);
    let activated = RwSignal::new(true);
    let wrong = RwSignal::new(Wrong::default());
    let submit = Callback::new(move |()| {
        let fields = Fields {
            email: email.get_untracked(),
            external_id: external_id.get_untracked(),
            currency: currency.get_untracked(),
            account_name: account_name.get_untracked(),
            promo: promo.get_untracked(),
            activated: activated.get_untracked(),
        };
        match fields.read() {
            Err(found) => wrong.set(found),
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
    let currencies = CURRENCIES
        .iter()
        .map(|code| ((*code).to_owned(), (*code).to_owned()))
        .chain([(String::new(), messages::NO_ACCOUNT_YET.to_owned())])
        .collect();
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
                    <TextField label=messages::EMAIL value=email kind="email" inputmode="email" wrong=either(|wrong| &wrong.email, action.wrong("email"))/>
                    <TextField label=messages::EXTERNAL_ID value=external_id hint=messages::EXTERNAL_ID_HINT wrong=either(|wrong| &wrong.external_id, action.wrong("externalUserId"))/>
                    <SelectField label=messages::FIRST_ACCOUNT value=currency options=currencies/>
                    <TextField label=messages::ACCOUNT_NAME aside=messages::OPTIONAL value=account_name wrong=either(|wrong| &wrong.currency, action.wrong("paymentAccounts.0.currency"))/>
                    <CheckField label=messages::PROMO_ACCOUNT value=promo hint=messages::PROMO_ACCOUNT_HINT/>
                    <CheckField label=messages::ACTIVATE_NOW value=activated hint=messages::ACTIVATE_NOW_HINT/>
                </Form>
            </div>
        </div>
    }
    .into_any()
}

fn enrol(user: &CreatedUser) -> AnyView {
    title(messages::SET_UP_CODES);
    let navigation = use_navigation();
    let id = user.user_id.0;
    let names: Vec<String> = user.payment_accounts.rows.iter().map(accounts::name).collect();
    let about = messages::enrolling(id, &names.join(", "));
    view! {
        <div class="page enrol">
            <header class="head"><div>
                {back()}
                <h1>{messages::SET_UP_CODES}</h1>
                <p class="sub">{foreign(user.email.clone().unwrap_or_default())}", "{about}</p>
            </div>{trail(1)}</header>
            <Enrolment secret=user.oauth_url.clone()/>
            {closing(move || navigation.go(Route::User(id).to_string()))}
        </div>
    }
    .into_any()
}

fn back() -> AnyView {
    view! { <a class="back" href=Route::Users.to_string()>{icon("left")}{messages::CUSTOMERS}</a> }.into_any()
}

fn trail(at: usize) -> AnyView {
    let steps = [messages::STEP_CREATE, messages::STEP_SCAN, messages::STEP_HAND_OVER];
    view! {
        <ol class="trail end row" aria-label={messages::STEPS}>
            {steps.into_iter().enumerate().map(|(index, step)| view! {
                <li class=if index < at { "done" } else { "" } aria-current=(index == at).then_some("step")>{(index < at).then(|| icon("check"))}{step}</li>
            }).collect_view()}
        </ol>
    }
    .into_any()
}
