//! Top up an account: fill in, review, result. A negative amount is a deduction and is worded as one.

use std::rc::Rc;

use leptos::prelude::*;
use purser_api::{
    Metadata, Money, Request,
    centrowallet::{
        Caller, PaymentAccountId, Status, TransactionKind, UserId,
        payment_account::{self, PaymentAccount, TopUp},
        transaction::{self, Transaction, TransactionFilter},
    },
};

use crate::{
    messages,
    money_action::{Plan, Verdict, row_with, use_money_action},
    pages::shared::{
        accounts::name,
        money_dialog::{MoneyDialog, Review},
    },
    query::Query,
    session::{Identity, use_session},
    transport::{self, Client, use_client},
    ui::{field::TextField, form::Form, money::words},
};

#[component]
pub fn TopUpForm(
    customer: UserId,
    /// The customer in words.
    who: Signal<String>,
    account: Query<PaymentAccount>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (client, session) = (use_client(), use_session());
    let action = use_money_action();
    let sum = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let currency =
        move || account.data.with_untracked(|account| account.as_ref().map(|account| account.currency));
    let review = Memo::new(move |_| {
        let account = account.data.get()?;
        let merchant = session.merchant.get()?;
        review_of(who.get(), &account, &sum.get(), reason.get().trim(), &merchant.name)
    });
    let submit = Callback::new(move |()| {
        let Some(account) = account.data.get_untracked() else { return };
        match check(&account, &sum.get_untracked()) {
            Ok(_) => {
                wrong.set(None);
                action.review();
            }
            Err(sentence) => wrong.set(Some(sentence)),
        }
    });
    let plan = Callback::new(move |review: Review| {
        let caller = Caller::merchant_for(customer);
        let id = account.data.get_untracked().map_or(PaymentAccountId(0), |account| account.id);
        let top_up = TopUp {
            reason: Some(reason.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty()),
            amount: review.amount.amount(),
            merchant_order_id: Some(action.reference()),
            metadata: Metadata::Empty,
            date_expire: None,
        };
        plan_of(
            client,
            caller,
            id,
            review.amount,
            action.reference(),
            payment_account::top_up(caller, id, &top_up),
        )
    });
    view! {
        <section class="sec top-up" aria-labelledby="h-top-up">
            <header><h2 id="h-top-up">{messages::TOP_UP}</h2></header>
            <div class="in-gutter">
                <Form label=messages::TOP_UP submit=messages::REVIEW busy=Signal::stored(false) trouble=Signal::stored(None) on_submit=submit
                    on_cancel=Callback::new(move |()| open.set(false))>
                    <TextField label=messages::AMOUNT value=sum inputmode="decimal" hint=messages::TOP_UP_HINT wrong=wrong autofocus=true
                        unit=currency().map(|currency| currency.to_string()).unwrap_or_default()/>
                    <TextField label=messages::REASON aside=messages::OPTIONAL value=reason maxlength=200/>
                </Form>
            </div>
            <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); open.set(false); })/>
        </section>
    }
}

/// The amount that was typed, or what is wrong with it.
fn check(account: &PaymentAccount, typed: &str) -> Result<Money, String> {
    let money = Money::parse(&typed.trim().replace('\u{2212}', "-"), account.currency)
        .map_err(|error| messages::amount_wrong(&error))?;
    if money.is_zero() {
        return Err(messages::AMOUNT_ZERO.to_owned());
    }
    let after = account
        .balance_money()
        .and_then(|balance| balance.checked_add(money).ok())
        .ok_or(messages::BALANCE_UNKNOWN)?;
    if after.is_negative() {
        return Err(messages::NOT_ENOUGH.to_owned());
    }
    Ok(money)
}

fn review_of(
    who: String,
    account: &PaymentAccount,
    typed: &str,
    reason: &str,
    merchant: &str,
) -> Option<Review> {
    let amount = check(account, typed).ok()?;
    let before = account.balance_money()?;
    let after = before.checked_add(amount).ok()?;
    let deducted = amount.is_negative();
    let mut facts = vec![
        (messages::CUSTOMER, who),
        (messages::ACCOUNT, format!("{} #{}", name(account), account.id)),
        (messages::FROM, merchant.to_owned()),
    ];
    if !reason.is_empty() {
        facts.push((messages::REASON, reason.to_owned()));
    }
    Some(Review {
        title: if deducted { messages::REVIEW_DEDUCTION } else { messages::REVIEW_TOP_UP },
        amount,
        facts,
        total_name: if deducted { messages::CUSTOMER_LOSES } else { messages::CUSTOMER_GETS },
        before,
        after,
        button: if deducted {
            messages::deduct(&words(amount.negate()))
        } else {
            messages::top_up(&words(amount))
        },
    })
}

fn plan_of(
    client: Client,
    caller: Caller,
    account: PaymentAccountId,
    amount: Money,
    reference: String,
    request: Request<Transaction, purser_api::Authenticated>,
) -> Plan {
    let look = transaction::list(caller, &TransactionFilter::by_reference(&reference));
    Plan {
        kind: "top-up",
        body: request.parts().body.clone().unwrap_or_default(),
        send: Rc::new(move || {
            let request = request.clone();
            Box::pin(async move { transport::send(client, Identity::Merchant, &request, None).await })
        }),
        look: {
            let reference = reference.clone();
            Rc::new(move || {
                let (look, reference) = (look.clone(), reference.clone());
                Box::pin(async move {
                    let page = transport::send(client, Identity::Merchant, &look, None).await?;
                    row_with(page, &reference)
                })
            })
        },
        judge: Rc::new(move |transaction| judge(transaction, account, amount, &reference)),
    }
}

/// Rule 6: done only when direction, amount, currency, account, reference and status are those that were asked for.
fn judge(transaction: &Transaction, account: PaymentAccountId, amount: Money, reference: &str) -> Verdict {
    let direction = if amount.is_negative() { TransactionKind::Outcome } else { TransactionKind::Income };
    let is_it = transaction.kind == direction
        && transaction.signed_money() == Some(amount)
        && transaction.payment_account_id == Some(account)
        && transaction.merchant_order_id.as_deref() == Some(reference);
    match transaction.status {
        Status::Success if is_it => Verdict::Done,
        Status::Fail if is_it => Verdict::Failed,
        _ => Verdict::Otherwise,
    }
}

#[cfg(test)]
mod tests {
    use purser_api::Answer;

    use super::*;

    fn account() -> PaymentAccount {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        payment_account::get(Caller::Customer, PaymentAccountId(3)).decode(&Answer::new(200, body)).unwrap()
    }

    fn transaction(changed: &str, to: &str) -> Transaction {
        let text = include_str!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-top-up.response.json"
        )
        .replacen(changed, to, 1);
        payment_account::top_up(Caller::Customer, PaymentAccountId(58), &TopUp::default())
            .decode(&Answer::new(200, text.as_bytes()))
            .unwrap()
    }

    #[test]
    fn an_amount_is_checked_against_currency_and_balance() {
        let account = account();
        assert_eq!(check(&account, "25.00").unwrap().to_plain(), "25.00");
        assert_eq!(check(&account, "\u{2212}5.33").unwrap().to_plain(), "-5.33");
        assert_eq!(check(&account, "0").unwrap_err(), messages::AMOUNT_ZERO);
        assert_eq!(check(&account, "-5.34").unwrap_err(), messages::NOT_ENOUGH);
        for typed in ["", "1.234", "1,5", "1e3", "abc", "NaN"] {
            assert!(check(&account, typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_deduction_is_worded_as_one() {
        let review = review_of("maia@example.org".to_owned(), &account(), "-1.33", "too much", "Halyard");
        let review = review.map(|review| (review.title, review.after.to_plain()));
        assert_eq!(review, Some((messages::REVIEW_DEDUCTION, "4.00".to_owned())));
    }

    #[test]
    fn rule_6_success_needs_every_part_to_match() {
        let account = PaymentAccountId(58);
        let amount = Money::parse("-0.01", purser_api::Currency::new("USD").unwrap()).unwrap();
        assert_eq!(judge(&transaction("x", "x"), account, amount, "112233"), Verdict::Done);
        let failed = transaction("\"success\"", "\"fail\"");
        assert_eq!(judge(&failed, account, amount, "112233"), Verdict::Failed);
        for (changed, to) in [
            ("0.01", "0.02"),
            ("\"paymentAccountId\": 58", "\"paymentAccountId\": 59"),
            ("\"USD\"", "\"EUR\""),
            ("\"outcome\"", "\"income\""),
            ("\"success\"", "\"processing\""),
            ("112233", "112234"),
        ] {
            assert_eq!(
                judge(&transaction(changed, to), account, amount, "112233"),
                Verdict::Otherwise,
                "{changed} -> {to}"
            );
        }
    }
}
