//! Take a payment from an account: fill in, review, result.

use leptos::prelude::*;
use purser_api::{
    Metadata, Money,
    centrowallet::{Caller, PaymentAccountId, UserId, payment::NewPayment, payment_account::PaymentAccount},
};

use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::name,
        metadata_fields::{MetadataFields, in_words, use_metadata},
        money_dialog::{Change, MoneyDialog, Review},
        order_id::use_order_id,
        spending::{check, what_follows},
        wrongs::{Found, filled, use_wrongs},
    },
    query::Query,
    session::use_session,
    transport::use_client,
    ui::{field::TextField, form::Form, link::is_callable, money::words},
};

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    amount: Money,
    purpose: String,
    order_id: Option<String>,
    metadata: Metadata,
    webhook: Option<String>,
}

#[component]
pub fn PaymentForm(
    customer: UserId,
    /// The customer in words.
    who: Signal<String>,
    account: Query<PaymentAccount>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (client, session) = (use_client(), use_session());
    let caller = Caller::merchant_for(customer);
    let action = use_money_action();
    let empty = || RwSignal::new(String::new());
    let (sum, purpose, order_id, webhook) = (empty(), empty(), empty(), empty());
    let metadata = use_metadata();
    let typed = RwSignal::new(None::<Typed>);
    let wrongs = use_wrongs(action.refusal);
    let asking = use_order_id(caller, wrongs);
    let currency = account
        .data
        .with_untracked(|account| account.as_ref().map(|account| account.currency.to_string()))
        .unwrap_or_default();
    let review = Memo::new(move |_| {
        let account = account.data.get()?;
        let merchant = session.merchant.get()?;
        review_of(who.get(), &account, &typed.get()?, &merchant.name)
    });
    let read = move |account: &PaymentAccount| -> Result<Typed, Found> {
        let mut found = Found::new();
        let amount = check(account, &sum.get_untracked());
        let attached = metadata.read();
        let (purpose, webhook) = (filled(purpose), filled(webhook));
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        found.extend(attached.as_ref().err().map(|said| ("metadata", said.clone())));
        if purpose.is_none() {
            found.push(("name", messages::PURPOSE_MISSING.to_owned()));
        }
        if webhook.as_deref().is_some_and(|address| !is_callable(address)) {
            found.push(("webhookUrl", messages::WEBHOOK_ADDRESS_WRONG.to_owned()));
        }
        let order_id = filled(order_id);
        match (amount, purpose, attached) {
            (Ok(amount), Some(purpose), Ok(metadata)) if found.is_empty() => {
                Ok(Typed { amount, purpose, order_id, metadata, webhook })
            }
            _ => Err(found),
        }
    };
    let submit = Callback::new(move |()| {
        let Some(account) = account.data.get_untracked() else { return };
        let read = read(&account);
        let found = read.as_ref().err().cloned().unwrap_or_default();
        let (true, Ok(next)) = (wrongs.say(found), read) else { return };
        asking.when_free(next.order_id.clone(), move || {
            typed.set(Some(next));
            action.review();
        });
    });
    let plan = Callback::new(move |review: Review| {
        let typed = typed.get_untracked();
        let id = account.data.with_untracked(|account| account.as_ref().map(|account| account.id));
        let payment = NewPayment {
            payment_account_id: id.unwrap_or(PaymentAccountId(0)),
            amount: review.amount.amount(),
            currency: review.amount.currency(),
            name: typed.as_ref().map(|typed| typed.purpose.clone()).unwrap_or_default(),
            merchant_order_id: review.order_id.unwrap_or_else(|| action.reference()),
            webhook_url: typed.as_ref().and_then(|typed| typed.webhook.clone()),
            metadata: typed.map_or(Metadata::Empty, |typed| typed.metadata),
        };
        wallet::payment(client, caller, &payment)
    });
    view! {
        <Form label=messages::PAY submit=messages::REVIEW busy=asking.busy() trouble=asking.trouble(Doing::MovingMoney) on_submit=submit on_cancel=on_close>
            <TextField label=messages::AMOUNT value=sum inputmode="decimal" wrong=wrongs.at("amount") autofocus=true unit=currency/>
            <TextField label=messages::FOR value=purpose maxlength=200 wrong=wrongs.at("name")/>
            <TextField label=messages::ORDER_ID aside=messages::OPTIONAL value=order_id maxlength=200 hint=messages::ORDER_ID_HINT wrong=wrongs.at("merchantOrderId")/>
            <TextField label=messages::WEBHOOK_ADDRESS aside=messages::OPTIONAL value=webhook kind="url" hint=messages::WEBHOOK_ADDRESS_HINT wrong=wrongs.at("webhookUrl")/>
            <MetadataFields lines=metadata wrong=wrongs.at("metadata")/>
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_close.run(()); })/>
    }
}

fn review_of(who: String, account: &PaymentAccount, typed: &Typed, merchant: &str) -> Option<Review> {
    let before = account.balance_money()?;
    let after = before.checked_sub(typed.amount).ok()?;
    let mut facts = vec![
        (messages::FROM, who),
        (messages::ACCOUNT, format!("{} #{}", name(account), account.id)),
        (messages::TO, merchant.to_owned()),
        (messages::FOR, typed.purpose.clone()),
    ];
    facts.extend(in_words(&typed.metadata).map(|attached| (messages::METADATA, attached)));
    facts.extend(typed.webhook.clone().map(|webhook| (messages::WEBHOOK_ADDRESS, webhook)));
    Some(Review {
        title: messages::REVIEW_PAYMENT,
        amount: typed.amount,
        facts,
        sums: Vec::new(),
        total: (messages::CUSTOMER_PAYS, typed.amount),
        balances: vec![Change { name: messages::BALANCE, before, after }],
        notes: what_follows(account, before, after),
        order_id: typed.order_id.clone(),
        button: messages::take(&words(typed.amount)),
        is_grave: false,
    })
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, centrowallet::payment_account};

    use super::*;

    #[test]
    fn a_payment_takes_what_is_there_and_no_more() {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        let account = payment_account::get(Caller::Customer, PaymentAccountId(3))
            .decode(&Answer::new(200, body))
            .unwrap();
        assert_eq!(check(&account, " 5.33 ").unwrap().to_plain(), "5.33");
        assert_eq!(check(&account, "5.34").unwrap_err(), messages::NOT_ENOUGH);
        assert_eq!(check(&account, "-1").unwrap_err(), messages::AMOUNT_NOT_POSITIVE);
        assert!(check(&account, "1.001").is_err());
        let typed = Typed {
            amount: check(&account, "5").unwrap(),
            purpose: "Room".to_owned(),
            order_id: Some("HW-1".to_owned()),
            metadata: Metadata::pair("a", "b"),
            webhook: None,
        };
        let review = review_of("maia@example.org".to_owned(), &account, &typed, "Halyard").unwrap();
        assert_eq!(review.balances[0].after.to_plain(), "0.33");
        assert_eq!(review.order_id.as_deref(), Some("HW-1"));
        assert!(review.facts.contains(&(messages::METADATA, "a: b".to_owned())));
    }
}
