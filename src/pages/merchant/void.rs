//! Void a transaction: what that reverses and what follows, then fill in, review, result.

use std::sync::Arc;

use leptos::prelude::*;
use purser_api::{
    Metadata,
    centrowallet::{
        Action, Caller, Mode, PaymentAccountKind, Status, TransactionId, TransactionKind, UserId,
        payment_account::{self, PaymentAccount},
        transaction::{Transaction, Void},
    },
};

use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        metadata_fields::{MetadataFields, in_words, use_metadata},
        money_dialog::{Change, MoneyDialog, Review},
        order_id::use_order_id,
        transactions::{moved, purpose},
        wrongs::{Found, filled, use_wrongs},
    },
    query::{Query, use_query},
    session::Identity,
    transport::use_client,
    ui::{field::TextField, form::Form, money::words, text::foreign},
};

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    reason: Option<String>,
    order_id: Option<String>,
    metadata: Metadata,
}

/// Why a transaction cannot be voided; `None` when it can.
pub fn hindrance(transaction: &Transaction) -> Option<&'static str> {
    match transaction.status {
        _ if transaction.is_voided() => Some(messages::VOIDED),
        Status::Success => None,
        Status::Fail => Some(messages::CANNOT_VOID_FAILED),
        _ => Some(messages::CANNOT_VOID_PENDING),
    }
}

#[component]
pub fn VoidForm(customer: UserId, transaction: Query<Transaction>, on_close: Callback<()>) -> impl IntoView {
    let client = use_client();
    let caller = Caller::merchant_for(customer);
    let action = use_money_action();
    let reason = RwSignal::new(String::new());
    let order_id = RwSignal::new(String::new());
    let metadata = use_metadata();
    let typed = RwSignal::new(None::<Typed>);
    let wrongs = use_wrongs(action.refusal);
    let asking = use_order_id(caller, wrongs);
    let account = use_query(Identity::Merchant, move || {
        let id = transaction.data.with(|transaction| transaction.as_ref()?.payment_account_id)?;
        Some(payment_account::get(caller, id))
    });
    account.refresh_when_seen();
    let review = Memo::new(move |_| {
        let transaction = transaction.data.get()?;
        Some(review_of(&transaction, account.data.get().as_deref(), &typed.get()?))
    });
    let submit = Callback::new(move |()| {
        let attached = metadata.read();
        let found: Found =
            attached.as_ref().err().map(|said| ("metadata", said.clone())).into_iter().collect();
        let (true, Ok(metadata)) = (wrongs.say(found), attached) else { return };
        let next = Typed { reason: filled(reason), order_id: filled(order_id), metadata };
        asking.when_free(next.order_id.clone(), move || {
            typed.set(Some(next));
            action.review();
        });
    });
    let plan = Callback::new(move |review: Review| {
        let typed = typed.get_untracked();
        let id = transaction.data.with_untracked(|transaction| transaction.as_ref().map(|found| found.id));
        let void = Void {
            reason: typed.as_ref().and_then(|typed| typed.reason.clone()),
            merchant_order_id: Some(review.order_id.unwrap_or_else(|| action.reference())),
            metadata: typed.map_or(Metadata::Empty, |typed| typed.metadata),
        };
        wallet::void(client, caller, id.unwrap_or(TransactionId(0)), review.amount, &void)
    });
    view! {
        <section class="sec doing" aria-labelledby="h-void">
            <header><h2 id="h-void">{messages::VOID_TITLE}</h2></header>
            <div class="in-gutter">
                {move || transaction.data.get().map(|found| consequences(&found, account.data.get().as_deref()))}
                <Form label=messages::VOID_IT submit=messages::REVIEW busy=asking.busy() trouble=asking.trouble(Doing::MovingMoney) on_submit=submit on_cancel=on_close>
                    <TextField label=messages::REASON aside=messages::OPTIONAL value=reason maxlength=200 wrong=wrongs.at("reason") autofocus=true/>
                    <TextField label=messages::ORDER_ID aside=messages::OPTIONAL value=order_id maxlength=200 hint=messages::ORDER_ID_HINT wrong=wrongs.at("merchantOrderId")/>
                    <MetadataFields lines=metadata wrong=wrongs.at("metadata")/>
                </Form>
            </div>
            <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_close.run(()); })/>
        </section>
    }
}

/// What is reversed, each sum, and what that means.
fn consequences(transaction: &Arc<Transaction>, account: Option<&PaymentAccount>) -> AnyView {
    let direction =
        if transaction.kind == TransactionKind::Income { messages::TAKEN_BACK } else { messages::GIVEN_BACK };
    let parts = parts(transaction)
        .into_iter()
        .map(|part| {
            view! { <li><span>{foreign(purpose(part))}" "<span class="faint">{format!("#{}", part.id)}</span></span>{moved(part)}</li> }
        })
        .collect_view();
    view! {
        <div class="reverses">
            <h3 class="cap">{messages::WHAT_IT_REVERSES}</h3>
            <ul class="sums-list">{parts}</ul>
            <p class="hint">{direction}</p>
            <ul class="hint notes">{notes(transaction, account).into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// The transaction and everything that hangs on it and moved money, as deep as it goes.
fn parts(transaction: &Transaction) -> Vec<&Transaction> {
    let mut all = Vec::new();
    if transaction.status == Status::Success {
        all.push(transaction);
    }
    all.extend(transaction.child.iter().flat_map(parts));
    all
}

fn notes(transaction: &Transaction, account: Option<&PaymentAccount>) -> Vec<String> {
    let is_income = transaction.kind == TransactionKind::Income;
    let is_promo = transaction.payment_account_type == PaymentAccountKind::Promo
        || account.is_some_and(|account| account.kind == PaymentAccountKind::Promo);
    let after = balances(transaction, account).map(|change| change.after);
    let mut notes: Vec<&str> = Vec::new();
    if is_income {
        let is_gone = after.is_some_and(|after| after.is_negative());
        notes.push(if is_gone { messages::VOID_SURELY_GONE } else { messages::VOID_GONE });
    }
    if transaction.action == Action::Deposit && !is_promo {
        notes.push(messages::VOID_OTHER_SIDE);
    }
    if is_promo {
        notes.push(if is_income { messages::VOID_GRANT } else { messages::VOID_PROMO });
    }
    if transaction.mode == Mode::Card {
        notes.push(messages::VOID_FEES);
    }
    notes.push(messages::VOID_ONCE);
    if account.is_some_and(|account| account.is_active == Some(false)) {
        notes.push(messages::ACCOUNT_INACTIVE);
    }
    notes.into_iter().map(str::to_owned).collect()
}

/// What becomes of the account's balance.
fn balances(transaction: &Transaction, account: Option<&PaymentAccount>) -> Option<Change> {
    let before = account?.balance_money()?;
    let after = before.checked_sub(transaction.signed_money()?).ok()?;
    Some(Change { name: messages::BALANCE, before, after })
}

fn review_of(transaction: &Transaction, account: Option<&PaymentAccount>, typed: &Typed) -> Review {
    let amount = transaction.price_money();
    let is_income = transaction.kind == TransactionKind::Income;
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let mut facts = vec![(messages::TRANSACTION, format!("#{} {}", transaction.id, purpose(transaction)))];
    facts.extend(said(&transaction.email).map(|email| (messages::CUSTOMER, email)));
    facts.extend(transaction.payment_account_id.map(|id| (messages::ACCOUNT, format!("#{id}"))));
    let children = parts(transaction).into_iter().filter(|part| part.id != transaction.id);
    let with_it: Vec<String> = children.map(|child| messages::void_child(child.id.0)).collect();
    facts.extend(typed.reason.clone().map(|reason| (messages::REASON, reason)));
    facts.extend(in_words(&typed.metadata).map(|attached| (messages::METADATA, attached)));
    // A balance that cannot be is not shown as one: the notes say that it will be refused.
    let change = balances(transaction, account).filter(|change| !change.after.is_negative());
    Review {
        title: messages::REVIEW_VOID,
        amount,
        facts,
        sums: Vec::new(),
        total: (if is_income { messages::TAKEN_BACK } else { messages::GIVEN_BACK }, amount),
        balances: change.into_iter().collect(),
        notes: with_it.into_iter().chain(notes(transaction, account)).collect(),
        order_id: typed.order_id.clone(),
        button: messages::void_sum(&words(amount)),
        is_grave: true,
    }
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Money, centrowallet::transaction};

    use super::*;

    fn sample() -> Transaction {
        let text =
            include_str!("../../../crates/api/tests/fixtures/centrowallet/transaction-void.response.json");
        transaction::get(Caller::Customer, TransactionId(414))
            .decode(&Answer::new(200, text.as_bytes()))
            .unwrap()
    }

    fn account(balance: &str) -> PaymentAccount {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        let read = payment_account::get(Caller::Customer, purser_api::centrowallet::PaymentAccountId(58));
        let account = read.decode(&Answer::new(200, body)).unwrap();
        let balance = Money::parse(balance, account.currency).unwrap().amount();
        PaymentAccount { balance: Some(balance), ..account }
    }

    #[test]
    fn what_cannot_be_voided_says_why() {
        let voided = sample();
        assert_eq!(hindrance(&voided), Some(messages::VOIDED));
        let whole = Transaction { child: Vec::new(), ..voided };
        assert_eq!(hindrance(&whole), None);
        assert_eq!(
            hindrance(&Transaction { status: Status::Fail, ..whole.clone() }),
            Some(messages::CANNOT_VOID_FAILED)
        );
        assert_eq!(
            hindrance(&Transaction { status: Status::Processing, ..whole }),
            Some(messages::CANNOT_VOID_PENDING)
        );
    }

    #[test]
    fn a_void_says_what_becomes_of_the_balance() {
        let outcome = Transaction { child: Vec::new(), ..sample() };
        let typed = Typed { reason: None, order_id: None, metadata: Metadata::Empty };
        let review = review_of(&outcome, Some(&account("5.00")), &typed);
        assert_eq!(review.balances[0].after.to_plain(), "5.01");
        assert_eq!(review.total.0, messages::GIVEN_BACK);
        let income = Transaction { kind: TransactionKind::Income, ..outcome };
        let review = review_of(&income, Some(&account("0.01")), &typed);
        assert_eq!(
            (review.total.0, review.balances[0].after.to_plain()),
            (messages::TAKEN_BACK, "0.00".to_owned())
        );
        assert!(review.notes.contains(&messages::VOID_GONE.to_owned()));
        let review = review_of(&income, Some(&account("0.00")), &typed);
        assert!(review.balances.is_empty() && review.notes.contains(&messages::VOID_SURELY_GONE.to_owned()));
    }

    #[test]
    fn everything_that_hangs_on_it_is_counted() {
        let ids: Vec<u64> = parts(&sample()).into_iter().map(|part| part.id.0).collect();
        assert_eq!(ids, [414, 430]);
    }
}
