//! The settings of an account, its merchant's or its owner's. Only what was changed is sent.

use leptos::prelude::*;
use purser_api::{
    Decimal, Money,
    centrowallet::{
        Caller,
        payment_account::{self, PaymentAccount, PaymentAccountUpdate},
    },
};

use crate::{
    messages::{self, errors::Doing},
    pages::shared::wrongs::{Found, use_wrongs},
    query::{Query, use_action, use_changes},
    session::Identity,
    transport::{self, use_client},
    ui::{
        field::{CheckField, TextField},
        form::Form,
        icon::icon,
        link::is_callable,
        toast::use_toasts,
    },
};

/// The form as it stands on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fields {
    name: String,
    description: String,
    active: bool,
    reloads: bool,
    reload_amount: String,
    reload_below: String,
    notifies: bool,
    notify_below: String,
    webhook: String,
}

#[component]
pub fn AccountSettings(
    caller: Caller,
    account: Query<PaymentAccount>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (client, changes, toasts, action) = (use_client(), use_changes(), use_toasts(), use_action());
    let is_merchant = caller != Caller::Customer;
    let Some(before) = account.data.get_untracked() else { return ().into_any() };
    let stands = Fields::of(&before);
    let text = |value: &str| RwSignal::new(value.to_owned());
    let (name, description) = (text(&stands.name), text(&stands.description));
    let (active, reloads, notifies) =
        (RwSignal::new(stands.active), RwSignal::new(stands.reloads), RwSignal::new(stands.notifies));
    let (reload_amount, reload_below, notify_below) =
        (text(&stands.reload_amount), text(&stands.reload_below), text(&stands.notify_below));
    let webhook = text(&stands.webhook);
    let wrongs = use_wrongs(action.error);
    let nothing = RwSignal::new(false);
    let deactivates = Memo::new(move |_| stands.active && !active.get());
    let id = before.id;
    let currency = before.currency.to_string();
    let submit = Callback::new(move |()| {
        let fields = Fields {
            name: name.get_untracked().trim().to_owned(),
            description: description.get_untracked().trim().to_owned(),
            active: active.get_untracked(),
            reloads: reloads.get_untracked(),
            reload_amount: reload_amount.get_untracked(),
            reload_below: reload_below.get_untracked(),
            notifies: notifies.get_untracked(),
            notify_below: notify_below.get_untracked(),
            webhook: webhook.get_untracked().trim().to_owned(),
        };
        let read = fields.read(&before, is_callable);
        let found = read.as_ref().err().cloned().unwrap_or_default();
        let (true, Ok(change)) = (wrongs.say(found), read) else { return };
        nothing.set(change == PaymentAccountUpdate::default());
        if nothing.get_untracked() {
            return;
        }
        let request = payment_account::update(caller, id, &change);
        action.run(
            async move { transport::send(client, Identity::of(caller), &request, None).await },
            move |_| {
                changes.happened();
                toasts.say(messages::SAVED);
                on_close.run(());
            },
        );
    });
    let label = Signal::derive(move || {
        if deactivates.get() { messages::SAVE_AND_DEACTIVATE } else { messages::SAVE }.to_owned()
    });
    let (unit_a, unit_b, unit_c) = (currency.clone(), currency.clone(), currency);
    view! {
        <Form label=messages::SETTINGS_OF_ACCOUNT submit=label busy=action.busy trouble=wrongs.trouble(Doing::Changing) on_submit=submit on_cancel=on_close>
            <TextField label=messages::NAME value=name maxlength=200 wrong=wrongs.at("name") autofocus=true/>
            <TextField label=messages::DESCRIPTION aside=messages::OPTIONAL value=description maxlength=1000 wrong=wrongs.at("description")/>
            <CheckField label=messages::RELOAD_ON value=reloads hint=messages::RELOAD_HINT/>
            <div class="pair-of-fields" hidden=move || !reloads.get()>
                <TextField label=messages::RELOAD_BELOW value=reload_below inputmode="decimal" unit=unit_a wrong=wrongs.at("autoReloadMinAmount")/>
                <TextField label=messages::RELOAD_AMOUNT value=reload_amount inputmode="decimal" unit=unit_b wrong=wrongs.at("autoReloadAmount")/>
            </div>
            <CheckField label=messages::NOTIFY_ON value=notifies hint=if is_merchant { messages::NOTIFY_HINT } else { messages::NOTIFY_OWN_HINT }/>
            <div class="pair-of-fields" hidden=move || !notifies.get()>
                <TextField label=messages::NOTIFY_BELOW value=notify_below inputmode="decimal" unit=unit_c wrong=wrongs.at("notifyAmount")/>
            </div>
            {is_merchant.then(|| view! { <TextField label=messages::WEBHOOK_ADDRESS aside=messages::OPTIONAL value=webhook kind="url" hint=messages::WEBHOOK_ADDRESS_HINT wrong=wrongs.at("webhookUrl")/> })}
            <CheckField label=messages::IS_ACTIVE value=active hint=messages::IS_ACTIVE_HINT/>
            {move || deactivates.get().then(|| view! { <p class="note warn" role="status">{icon("alert")}<span>{if is_merchant { messages::DEACTIVATING_MEANS } else { messages::DEACTIVATING_OWN_MEANS }}</span></p> })}
            {move || nothing.get().then(|| view! { <p class="hint" role="status">{messages::NOTHING_CHANGED}</p> })}
        </Form>
    }
    .into_any()
}

impl Fields {
    fn of(account: &PaymentAccount) -> Self {
        let amount = |amount: Option<Decimal>| {
            amount
                .filter(|amount| !amount.is_zero())
                .map(|amount| Money::new(amount, account.currency).to_plain())
                .unwrap_or_default()
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: text(&account.name),
            description: text(&account.description),
            active: account.is_active != Some(false),
            reloads: account.autoreload == Some(true),
            reload_amount: amount(account.autoreload_amount),
            reload_below: amount(account.autoreload_min_amount),
            notifies: account.is_notify == Some(true),
            notify_below: amount(account.notify_amount),
            webhook: text(&account.webhook_url),
        }
    }

    /// What is to be changed, or what is wrong. What is switched off keeps the amounts that the system has.
    fn read(
        &self,
        account: &PaymentAccount,
        is_callable: fn(&str) -> bool,
    ) -> Result<PaymentAccountUpdate, Found> {
        let mut found = Found::new();
        let stood = Self::of(account);
        let mut amount = |field: &'static str, on: bool, typed: &str| {
            if !on {
                return None;
            }
            match Money::parse(typed.trim(), account.currency) {
                Ok(money) if money.is_zero() || money.is_negative() => {
                    found.push((field, messages::AMOUNT_NOT_POSITIVE.to_owned()));
                    None
                }
                Ok(money) => Some(money),
                Err(error) => {
                    found.push((field, messages::amount_wrong(&error)));
                    None
                }
            }
        };
        let below = amount("autoReloadMinAmount", self.reloads, &self.reload_below);
        let brings = amount("autoReloadAmount", self.reloads, &self.reload_amount);
        let notify = amount("notifyAmount", self.notifies, &self.notify_below);
        if let (Some(below), Some(brings)) = (below, brings)
            && brings.compare(&below) == Some(std::cmp::Ordering::Less)
        {
            found.push(("autoReloadAmount", messages::RELOAD_TOO_SMALL.to_owned()));
        }
        if !self.webhook.is_empty() && self.webhook != stood.webhook && !is_callable(&self.webhook) {
            found.push(("webhookUrl", messages::WEBHOOK_ADDRESS_WRONG.to_owned()));
        }
        if !found.is_empty() {
            return Err(found);
        }
        let text = |now: &String, before: &String| (now != before).then(|| now.clone());
        let flag = |now: bool, before: bool| (now != before).then_some(now);
        let sum = |money: Option<Money>, before: Option<Decimal>| {
            money.map(|money| money.amount()).filter(|amount| Some(*amount) != before)
        };
        Ok(PaymentAccountUpdate {
            name: text(&self.name, &stood.name),
            description: text(&self.description, &stood.description),
            is_active: flag(self.active, stood.active),
            is_auto_reload: flag(self.reloads, stood.reloads),
            auto_reload_amount: sum(brings, account.autoreload_amount),
            auto_reload_min_amount: sum(below, account.autoreload_min_amount),
            is_notify: flag(self.notifies, stood.notifies),
            notify_amount: sum(notify, account.notify_amount),
            webhook_url: text(&self.webhook, &stood.webhook),
        })
    }
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, centrowallet::PaymentAccountId};

    use super::*;

    fn account() -> PaymentAccount {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        payment_account::get(Caller::Customer, PaymentAccountId(3)).decode(&Answer::new(200, body)).unwrap()
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let account = account();
        let stands = Fields::of(&account);
        assert_eq!(stands.read(&account, |_| false), Ok(PaymentAccountUpdate::default()));
        let renamed = Fields { name: "Main".to_owned(), ..stands };
        let change = renamed.read(&account, |_| false).unwrap();
        assert_eq!(change, PaymentAccountUpdate { name: Some("Main".to_owned()), ..Default::default() });
    }

    #[test]
    fn amounts_are_checked_against_each_other_and_the_currency() {
        let account = account();
        let with = |below: &str, brings: &str| Fields {
            reloads: true,
            reload_below: below.to_owned(),
            reload_amount: brings.to_owned(),
            ..Fields::of(&account)
        };
        let wrong = |below: &str, brings: &str| with(below, brings).read(&account, |_| true).unwrap_err();
        assert_eq!(wrong("20", "0"), [("autoReloadAmount", messages::AMOUNT_NOT_POSITIVE.to_owned())]);
        assert_eq!(wrong("-1", "5").len(), 1);
        assert_eq!(wrong("20", "19.99"), [("autoReloadAmount", messages::RELOAD_TOO_SMALL.to_owned())]);
        assert_eq!(wrong("1.234", "x").len(), 2);
        let change = with("20", "20.00").read(&account, |_| true).unwrap();
        assert_eq!(change.auto_reload_amount.map(|amount| amount.to_string()), Some("20.00".to_owned()));
        let off = Fields { reloads: false, ..with("nonsense", "") };
        assert!(off.read(&account, |_| true).is_ok(), "what is switched off is not read");
    }

    #[test]
    fn rule_15_a_webhook_address_is_checked_when_it_is_changed() {
        let account = account();
        let hook = Fields { webhook: "http://evil.example".to_owned(), ..Fields::of(&account) };
        assert_eq!(hook.read(&account, |_| false).unwrap_err()[0].0, "webhookUrl");
        assert_eq!(
            hook.read(&account, |_| true).unwrap().webhook_url,
            Some("http://evil.example".to_owned())
        );
    }
}
