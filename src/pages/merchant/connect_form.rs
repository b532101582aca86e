//! The form of a connection: filled in, tried at its wallet systems, then taken. Nothing of it is kept before that.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Error, Secret, System,
    centrapay::wallet,
    centrowallet::user::{self, UserFilter},
};

use crate::{
    config::{Config, Environment, use_config},
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::vault::{NewPassphrase, words},
    query::use_action,
    session::{
        CentrapayKey, Merchant,
        connection::COLOURS,
        use_session,
        vault::{State, Vault, use_vault},
    },
    transport,
    ui::{
        dialog::next_id,
        field::{CheckField, SECRET, SelectField, TextField},
        form::Form,
        state::Trouble,
    },
};

/// What a person has filled in so far.
#[derive(Clone, Copy, Debug)]
struct Draft {
    name: RwSignal<String>,
    colour: RwSignal<String>,
    environment: RwSignal<String>,
    key: RwSignal<String>,
    centrapay_key: RwSignal<String>,
    account: RwSignal<String>,
    keep: RwSignal<bool>,
    passphrase: NewPassphrase,
    /// Whether it was asked for: from then on fields say what is missing.
    asked: RwSignal<bool>,
}

/// The form. `edited` is a connection that is changed rather than made.
pub fn connection_form(
    edited: Option<Arc<Merchant>>,
    submit: &'static str,
    done: Callback<Merchant>,
) -> AnyView {
    let (config, session, vault) = (use_config(), use_session(), use_vault());
    let environments = config.with_value(|config| config.environments.clone());
    let draft = draft(edited.as_deref(), &config.with_value(Config::first));
    // A key is for the environment it was entered for, and not taken along to another (rule 12).
    Effect::new(move |before: Option<()>| {
        draft.environment.track();
        if before.is_some() {
            draft.key.set(String::new());
            draft.centrapay_key.set(String::new());
        }
    });
    let edited = StoredValue::new(edited);
    let action = use_action();
    let (keeping, refused_by) = (RwSignal::new(false), RwSignal::new(System::CentroWallet));
    let vault_trouble = RwSignal::new(None::<Trouble>);
    let stays = move || {
        edited.with_value(|edited| {
            edited.as_ref().filter(|edited| edited.environment.name == draft.environment.get()).cloned()
        })
    };
    let submitted = Callback::new(move |()| {
        draft.asked.set(true);
        vault_trouble.set(None);
        let environment =
            config.with_value(|config| draft.environment.with_untracked(|name| config.named(name)));
        let Some(environment) = environment else { return };
        if untrack(|| is_incomplete(draft, stays().as_deref())) {
            return;
        }
        let makes_vault = draft.keep.get_untracked() && vault.state.get_untracked() == State::Absent;
        let passphrase = if makes_vault { draft.passphrase.take() } else { None };
        if makes_vault && passphrase.is_none() {
            return;
        }
        let merchant = untrack(|| merchant(draft, stays().as_deref(), environment));
        let attempt = async move {
            refused_by.set(System::CentroWallet);
            let request = user::list(&UserFilter { limit: Some(1), ..UserFilter::default() });
            transport::send_with_key(&merchant.environment, &merchant.key, &request).await?;
            if let Some(centrapay) = &merchant.centrapay {
                refused_by.try_set(System::Centrapay);
                transport::send_with_key(&merchant.environment, &centrapay.key, &wallet::list()).await?;
            }
            let fingerprint = transport::fingerprint(&merchant.environment, &merchant.key).await;
            Ok::<_, Error>(Merchant { fingerprint, ..merchant })
        };
        action.run(attempt, move |merchant| {
            keeping.set(true);
            leptos::task::spawn_local(async move {
                let kept = keep(vault, &merchant, passphrase).await;
                keeping.try_set(false);
                match kept {
                    Ok(()) => {
                        for field in [draft.key, draft.centrapay_key] {
                            field.try_set(String::new());
                        }
                        session.remember(Arc::new(merchant.clone()));
                        done.run(merchant);
                    }
                    Err(trouble) => {
                        vault_trouble.try_set(Some(trouble));
                    }
                }
            });
        });
    });
    let busy = Signal::derive(move || action.busy.get() || keeping.get());
    let wrong = Signal::derive(move || {
        vault_trouble.get().or_else(|| {
            action.error.with(|error| {
                error.as_deref().map(|error| {
                    let trouble = trouble(error, Doing::SigningIn);
                    match refused_by.get() {
                        System::Centrapay => {
                            Trouble { title: messages::of_centrapay(&trouble.title), ..trouble }
                        }
                        _ => trouble,
                    }
                })
            })
        })
    });
    let key_hint = move || if stays().is_some() { messages::KEY_UNCHANGED } else { messages::API_KEY_HINT };
    let several = (environments.len() > 1).then(|| {
        let options = environments.iter().map(|known| (known.name.clone(), known.name.clone())).collect();
        view! { <SelectField label=messages::ENVIRONMENT value=draft.environment options=options hint=messages::ENVIRONMENT_CHOICE_HINT/> }
    });
    view! {
        <Form label=submit submit=submit busy=busy on_submit=submitted trouble=wrong>
            {several}
            <TextField label=messages::API_KEY value=draft.key kind=SECRET hint=untrack(key_hint)
                wrong=needs(draft, messages::API_KEY_MISSING, move || stays().is_none() && draft.key.with(|key| key.trim().is_empty()))/>
            <TextField label=messages::CONNECTION_NAME aside=messages::OPTIONAL value=draft.name hint=messages::CONNECTION_NAME_HINT maxlength=60/>
            {colours(draft.colour)}
            <details class="more" open=untrack(|| !draft.account.with(String::is_empty))>
                <summary>{crate::ui::icon::icon("right")}{messages::CENTRAPAY}</summary>
                <div class="fields">
                    <TextField label=messages::CENTRAPAY_KEY aside=messages::OPTIONAL value=draft.centrapay_key kind=SECRET
                        wrong=needs(draft, messages::CENTRAPAY_KEY_MISSING, move || lacks_centrapay_key(draft, stays().as_deref()))/>
                    <TextField label=messages::CENTRAPAY_ACCOUNT aside=messages::OPTIONAL value=draft.account maxlength=64
                        wrong=needs(draft, messages::CENTRAPAY_ACCOUNT_MISSING, move || draft.account.with(|account| account.trim().is_empty()) && !draft.centrapay_key.with(|key| key.trim().is_empty()))/>
                </div>
            </details>
            {move || match vault.state.get() {
                State::Locked => view! { <p class="hint">{messages::KEEP_UNLOCK_FIRST}</p> }.into_any(),
                State::Unreadable(_) => ().into_any(),
                State::Absent | State::Open => view! { <CheckField label=messages::KEEP_IN_VAULT value=draft.keep hint=messages::KEEP_HINT/> }.into_any(),
            }}
            {move || (draft.keep.get() && vault.state.get() == State::Absent).then(|| draft.passphrase.fields(messages::PASSPHRASE))}
        </Form>
    }
    .into_any()
}

fn draft(edited: Option<&Merchant>, first: &Environment) -> Draft {
    let environment = edited.map_or(&first.name, |edited| &edited.environment.name).clone();
    let account = edited.and_then(|edited| edited.centrapay.as_ref()).map(|known| known.account_id.clone());
    Draft {
        name: RwSignal::new(edited.map(|edited| edited.name.clone()).unwrap_or_default()),
        colour: RwSignal::new(edited.map_or(COLOURS[0], |edited| edited.colour).to_owned()),
        environment: RwSignal::new(environment),
        key: RwSignal::new(String::new()),
        centrapay_key: RwSignal::new(String::new()),
        account: RwSignal::new(account.unwrap_or_default()),
        keep: RwSignal::new(edited.is_some_and(|edited| edited.is_kept)),
        passphrase: NewPassphrase::new(),
        asked: RwSignal::new(false),
    }
}

fn needs(
    draft: Draft,
    sentence: &'static str,
    is_missing: impl Fn() -> bool + Send + Sync + 'static,
) -> Signal<Option<String>> {
    Signal::derive(move || (draft.asked.get() && is_missing()).then(|| sentence.to_owned()))
}

fn lacks_centrapay_key(draft: Draft, stays: Option<&Merchant>) -> bool {
    let has_account = draft.account.with(|account| !account.trim().is_empty());
    let has_key = draft.centrapay_key.with(|key| !key.trim().is_empty());
    has_account && !has_key && stays.is_none_or(|stays| stays.centrapay.is_none())
}

fn is_incomplete(draft: Draft, stays: Option<&Merchant>) -> bool {
    let lacks_account = draft.account.with(|account| account.trim().is_empty())
        && draft.centrapay_key.with(|key| !key.trim().is_empty());
    let lacks_key = stays.is_none() && draft.key.with(|key| key.trim().is_empty());
    lacks_key || lacks_account || lacks_centrapay_key(draft, stays)
}

/// The connection that was filled in; what was left empty stays as it was.
fn merchant(draft: Draft, stays: Option<&Merchant>, environment: Arc<Environment>) -> Merchant {
    let typed =
        |field: RwSignal<String>| Some(field.get().trim().to_owned()).filter(|typed| !typed.is_empty());
    let key = typed(draft.key).map(Secret::new).or_else(|| stays.map(|stays| stays.key.clone()));
    let centrapay_key = typed(draft.centrapay_key)
        .map(Secret::new)
        .or_else(|| stays.and_then(|stays| stays.centrapay.as_ref()).map(|known| known.key.clone()));
    let centrapay =
        typed(draft.account).zip(centrapay_key).map(|(account_id, key)| CentrapayKey { key, account_id });
    let name = typed(draft.name).unwrap_or_else(|| messages::MERCHANT.to_owned());
    let merchant = Merchant::new(name, environment, key.unwrap_or_default(), String::new());
    let id = stays.map_or_else(crate::random::id, |stays| stays.id.clone());
    let colour = draft.colour.with(|colour| crate::session::connection::colour(colour));
    Merchant { id, colour, centrapay, is_kept: draft.keep.get(), ..merchant }
}

/// Does with the vault what the form says.
async fn keep(vault: Vault, merchant: &Merchant, passphrase: Option<Secret>) -> Result<(), Trouble> {
    if merchant.is_kept {
        if let Some(passphrase) = passphrase {
            vault.create(passphrase).await.map_err(words)?;
        }
        vault.keep(merchant).await.map_err(words)
    } else if vault.state.get_untracked() == State::Open {
        vault.drop_connection(&merchant.id).await.map_err(words)
    } else {
        Ok(())
    }
}

/// The colours to choose from, as the browser's own radio buttons.
fn colours(chosen: RwSignal<String>) -> AnyView {
    let group = next_id("colour");
    view! {
        <fieldset class="field colours">
            <legend class="label">{messages::COLOUR}</legend>
            <div class="row">
                {COLOURS.into_iter().map(|colour| view! {
                    <label class="pick-colour">
                        <input type="radio" name=group.clone() value=colour prop:checked=move || chosen.with(|chosen| chosen == colour) on:change=move |_| chosen.set(colour.to_owned())/>
                        <span class={"swatch"} data-colour=colour></span><span class="hide">{messages::colour_name(colour)}</span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
    .into_any()
}
