//! Transfer to another account: choose who receives, fill in, review, result.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Metadata, Money,
    centrowallet::{
        Caller, PaymentAccountId, UserId,
        payment_account::{self, PaymentAccount, Transfer},
    },
};

use super::transfer_recipient::{Recipient, RecipientPicker};
use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::name,
        customer_picker::chosen_row,
        metadata_fields::{MetadataFields, in_words, use_metadata},
        money_dialog::{Change, MoneyDialog, Review},
        spending::{check, what_follows},
        wrongs::{Found, filled, use_wrongs},
    },
    query::{Query, use_query},
    session::Identity,
    transport::use_client,
    ui::{
        field::TextField,
        form::Form,
        money::words,
        text::{foreign, is_mixed},
    },
};

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    amount: Money,
    reason: Option<String>,
    metadata: Metadata,
}

#[component]
pub fn TransferForm(
    customer: UserId,
    /// The customer in words.
    who: Signal<String>,
    account: Query<PaymentAccount>,
    on_close: Callback<()>,
) -> impl IntoView {
    let client = use_client();
    let caller = Caller::merchant_for(customer);
    let action = use_money_action();
    let sum = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let metadata = use_metadata();
    let typed = RwSignal::new(None::<Typed>);
    let recipient = RwSignal::new(None::<Recipient>);
    let wrongs = use_wrongs(action.refusal);
    // What the recipient has is asked again as long as it is shown.
    let receiving = use_query(Identity::Merchant, move || {
        recipient.get().map(|to| payment_account::get(Caller::merchant_for(to.customer), to.account))
    });
    receiving.refresh_when_seen();
    let to_account = move || {
        let id = recipient.get()?.account;
        receiving.data.get().filter(|account| account.id == id)
    };
    let (id, currency) = account.data.with_untracked(|account| {
        account.as_ref().map_or((PaymentAccountId(0), String::new()), |account| {
            (account.id, account.currency.to_string())
        })
    });
    let review = Memo::new(move |_| {
        let from = account.data.get()?;
        let (to, to_account) = (recipient.get()?, to_account()?);
        review_of(who.get(), &from, &to, &to_account, &typed.get()?)
    });
    let submit = Callback::new(move |()| {
        let Some(from) = account.data.get_untracked() else { return };
        let mut found = Found::new();
        let amount = check(&from, &sum.get_untracked());
        let attached = metadata.read();
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        found.extend(attached.as_ref().err().map(|said| ("metadata", said.clone())));
        if recipient.with_untracked(Option::is_none) {
            found.push(("recipientPaymentAccountId", messages::CHOOSE_RECIPIENT.to_owned()));
        }
        if let (true, Ok(amount), Ok(metadata)) = (wrongs.say(found), amount, attached) {
            typed.set(Some(Typed { amount, reason: filled(reason), metadata }));
            action.review();
        }
    });
    let plan = Callback::new(move |review: Review| {
        let typed = typed.get_untracked();
        let to = recipient.with_untracked(|to| to.as_ref().map(|to| to.account));
        let transfer = Transfer {
            recipient_payment_account_id: to.unwrap_or(PaymentAccountId(0)),
            amount: review.amount.amount(),
            reason: typed.as_ref().and_then(|typed| typed.reason.clone()),
            merchant_order_id: Some(action.reference()),
            metadata: typed.map_or(Metadata::Empty, |typed| typed.metadata),
        };
        wallet::transfer(client, caller, id, review.amount.currency(), &transfer)
    });
    let choose = Callback::new(move |chosen: Recipient| {
        wrongs.say(Found::new());
        recipient.set(Some(chosen));
    });
    view! {
        <Form label=messages::TRANSFER submit=messages::REVIEW busy=Signal::stored(false) trouble=wrongs.trouble(Doing::MovingMoney) on_submit=submit on_cancel=on_close>
            {move || match recipient.get() {
                None => view! { <RecipientPicker from=account on_choose=choose wrong=wrongs.at("recipientPaymentAccountId")/> }.into_any(),
                Some(to) => {
                    let words = view! { {foreign(to.email.clone())}" "<span class="cap">{foreign(to.words.clone())}</span> }.into_any();
                    let row = chosen_row(messages::RECIPIENT, words, Callback::new(move |()| recipient.set(None)));
                    let wrong = wrongs.at("recipientPaymentAccountId");
                    view! { {row}{move || wrong.get().map(|said| view! { <p class="wrong" role="alert">{foreign(said)}</p> })} }.into_any()
                }
            }}
            <TextField label=messages::AMOUNT value=sum inputmode="decimal" wrong=wrongs.at("amount") unit=currency/>
            <TextField label=messages::REASON aside=messages::OPTIONAL value=reason maxlength=200 wrong=wrongs.at("reason")/>
            <MetadataFields lines=metadata wrong=wrongs.at("metadata")/>
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_close.run(()); })/>
    }
}

/// Rule 16: the whole destination, and what becomes of both balances.
fn review_of(
    who: String,
    from: &Arc<PaymentAccount>,
    to: &Recipient,
    to_account: &PaymentAccount,
    typed: &Typed,
) -> Option<Review> {
    let before = from.balance_money()?;
    let after = before.checked_sub(typed.amount).ok()?;
    let mut facts = vec![
        (messages::RECIPIENT, to.email.clone()),
        (messages::RECIPIENT_ACCOUNT, name(to_account)),
        (messages::RECIPIENT_NUMBER, to.account.to_string()),
        (messages::FROM, who),
        (messages::SENT_FROM, format!("{} #{}", name(from), from.id)),
    ];
    facts.extend(typed.reason.clone().map(|reason| (messages::REASON, reason)));
    facts.extend(in_words(&typed.metadata).map(|attached| (messages::METADATA, attached)));
    let mut balances = vec![Change { name: messages::SENDERS_BALANCE, before, after }];
    if let Some(before) = to_account.balance_money() {
        let after = before.checked_add(typed.amount).ok()?;
        balances.push(Change { name: messages::RECIPIENTS_BALANCE, before, after });
    }
    let mut notes = Vec::new();
    if is_mixed(&to.email) || is_mixed(&name(to_account)) {
        notes.push(messages::MIXED_SCRIPTS.to_owned());
    }
    notes.extend(what_follows(from, before, after));
    Some(Review {
        title: messages::REVIEW_TRANSFER,
        amount: typed.amount,
        facts,
        sums: Vec::new(),
        total: (messages::RECIPIENT_GETS, typed.amount),
        balances,
        notes,
        order_id: None,
        button: messages::transfer_sum(&words(typed.amount)),
        is_grave: false,
    })
}
