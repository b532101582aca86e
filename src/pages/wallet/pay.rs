//! `/wallet/pay`: from an account of one's own to the merchant: fill in, review, result.

use leptos::prelude::*;
use purser_api::{
    Decimal, Metadata, Money,
    centrowallet::{Caller, PaymentAccountId, payment::NewPayment, payment_account::PaymentAccount},
};

use super::own_account::{self, Doings};
use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::name,
        money_dialog::{Change, MoneyDialog, Review},
        order_id::use_order_id,
        spending::{check, what_follows},
        wrongs::{Found, filled, use_wrongs},
    },
    paths::Route,
    query::Query,
    transport::use_client,
    ui::{field::TextField, form::Form, money::words},
};

fn can_pay(account: &PaymentAccount) -> bool {
    account.is_active != Some(false) && account.balance.is_some_and(|balance| balance > Decimal::ZERO)
}

pub fn page() -> AnyView {
    let doing = Doings {
        here: Route::WalletPay,
        title: messages::PAY,
        hint: messages::PAY_HINT,
        label: messages::PAYING_ACCOUNT,
        suits: can_pay,
        none: (messages::NONE_TO_PAY_FROM, messages::NONE_TO_PAY_FROM_HINT),
    };
    own_account::page(doing, |account, _, done| view! { <PayForm account=account on_done=done/> }.into_any())
}

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    amount: Money,
    purpose: String,
    order_id: Option<String>,
}

#[component]
fn PayForm(account: Query<PaymentAccount>, on_done: Callback<()>) -> impl IntoView {
    let client = use_client();
    let action = use_money_action();
    let empty = || RwSignal::new(String::new());
    let (sum, purpose, order_id) = (empty(), empty(), empty());
    let typed = RwSignal::new(None::<Typed>);
    let wrongs = use_wrongs(action.refusal);
    let asking = use_order_id(Caller::Customer, wrongs);
    let (id, currency) = account.data.with_untracked(|account| {
        account.as_ref().map_or((PaymentAccountId(0), String::new()), |account| {
            (account.id, account.currency.to_string())
        })
    });
    let review = Memo::new(move |_| review_of(&*account.data.get()?, &typed.get()?));
    let submit = Callback::new(move |()| {
        let Some(account) = account.data.get_untracked() else { return };
        let mut found = Found::new();
        let amount = check(&account, &sum.get_untracked());
        let purpose = filled(purpose);
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        if purpose.is_none() {
            found.push(("name", messages::PURPOSE_OWN_MISSING.to_owned()));
        }
        let (true, Ok(amount), Some(purpose)) = (wrongs.say(found), amount, purpose) else { return };
        let order_id = filled(order_id);
        asking.when_free(order_id.clone(), move || {
            typed.set(Some(Typed { amount, purpose, order_id }));
            action.review();
        });
    });
    let plan = Callback::new(move |review: Review| {
        let payment = NewPayment {
            payment_account_id: id,
            amount: review.amount.amount(),
            currency: review.amount.currency(),
            name: typed
                .with_untracked(|typed| typed.as_ref().map(|typed| typed.purpose.clone()))
                .unwrap_or_default(),
            merchant_order_id: review.order_id.unwrap_or_else(|| action.reference()),
            webhook_url: None,
            metadata: Metadata::Empty,
        };
        wallet::payment(client, Caller::Customer, &payment)
    });
    view! {
        <Form label=messages::PAY submit=messages::REVIEW busy=asking.busy() trouble=asking.trouble(Doing::MovingMoney) on_submit=submit>
            <TextField label=messages::AMOUNT value=sum inputmode="decimal" wrong=wrongs.at("amount") autofocus=true unit=currency/>
            <TextField label=messages::FOR value=purpose maxlength=200 wrong=wrongs.at("name")/>
            <TextField label=messages::ORDER_NUMBER aside=messages::OPTIONAL value=order_id maxlength=200 hint=messages::ORDER_NUMBER_HINT wrong=wrongs.at("merchantOrderId")/>
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_done.run(()); })/>
    }
}

fn review_of(account: &PaymentAccount, typed: &Typed) -> Option<Review> {
    let before = account.balance_money()?;
    let after = before.checked_sub(typed.amount).ok()?;
    Some(Review {
        title: messages::REVIEW_PAYMENT,
        amount: typed.amount,
        facts: vec![
            (messages::TO, messages::THE_MERCHANT.to_owned()),
            (messages::FOR, typed.purpose.clone()),
            (messages::PAYING_ACCOUNT, format!("{} #{}", name(account), account.id)),
        ],
        sums: Vec::new(),
        total: (messages::YOU_PAY, typed.amount),
        balances: vec![Change { name: messages::YOUR_BALANCE, before, after }],
        notes: what_follows(account, before, after),
        order_id: typed.order_id.clone(),
        button: messages::pay_sum(&words(typed.amount)),
        is_grave: false,
    })
}
