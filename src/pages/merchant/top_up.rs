//! Top up an account: fill in, review, result. A negative amount is a deduction and is worded as one.

use leptos::prelude::*;
use purser_api::{
    Metadata, Money, Timestamp,
    centrowallet::{
        Caller, PaymentAccountId, PaymentAccountKind, UserId,
        payment_account::{PaymentAccount, TopUp},
    },
};

use crate::{
    clock::now,
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::name,
        metadata_fields::{MetadataFields, in_words, use_metadata},
        money_dialog::{Change, MoneyDialog, Review},
        wrongs::{Found, filled, use_wrongs},
    },
    query::Query,
    session::use_session,
    transport::use_client,
    ui::{field::TextField, form::Form, money::words},
};

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    amount: Money,
    reason: Option<String>,
    expires: Option<Timestamp>,
    metadata: Metadata,
}

#[component]
pub fn TopUpForm(
    customer: UserId,
    /// The customer in words.
    who: Signal<String>,
    account: Query<PaymentAccount>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (client, session) = (use_client(), use_session());
    let action = use_money_action();
    let sum = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let expires = RwSignal::new(String::new());
    let metadata = use_metadata();
    let typed = RwSignal::new(None::<Typed>);
    let wrongs = use_wrongs(action.refusal);
    let (currency, is_promo) = account.data.with_untracked(|account| {
        account.as_ref().map_or((String::new(), false), |account| {
            (account.currency.to_string(), account.kind == PaymentAccountKind::Promo)
        })
    });
    let review = Memo::new(move |_| {
        let account = account.data.get()?;
        let merchant = session.merchant.get()?;
        review_of(who.get(), &account, &typed.get()?, &merchant.name)
    });
    let submit = Callback::new(move |()| {
        let Some(account) = account.data.get_untracked() else { return };
        let mut found = Found::new();
        let amount = check(&account, &sum.get_untracked());
        let lapses = check_expiry(&expires.get_untracked(), amount.as_ref().ok(), now());
        let attached = metadata.read();
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        found.extend(lapses.as_ref().err().map(|said| ("dateExpire", said.clone())));
        found.extend(attached.as_ref().err().map(|said| ("metadata", said.clone())));
        if let (true, Ok(amount), Ok(expires), Ok(metadata)) = (wrongs.say(found), amount, lapses, attached) {
            typed.set(Some(Typed { amount, reason: filled(reason), expires, metadata }));
            action.review();
        }
    });
    let plan = Callback::new(move |review: Review| {
        let typed = typed.get_untracked();
        let id = account.data.with_untracked(|account| account.as_ref().map(|account| account.id));
        let top_up = TopUp {
            amount: review.amount.amount(),
            reason: typed.as_ref().and_then(|typed| typed.reason.clone()),
            merchant_order_id: Some(action.reference()),
            date_expire: typed.as_ref().and_then(|typed| typed.expires),
            metadata: typed.map_or(Metadata::Empty, |typed| typed.metadata),
        };
        let caller = Caller::merchant_for(customer);
        let id = id.unwrap_or(PaymentAccountId(0));
        wallet::top_up(client, caller, id, review.amount.currency(), &top_up)
    });
    view! {
        <Form label=messages::TOP_UP submit=messages::REVIEW busy=Signal::stored(false) trouble=wrongs.trouble(Doing::MovingMoney) on_submit=submit on_cancel=on_close>
            <TextField label=messages::AMOUNT value=sum inputmode="decimal" hint=messages::TOP_UP_HINT wrong=wrongs.at("amount") autofocus=true unit=currency/>
            <TextField label=messages::REASON aside=messages::OPTIONAL value=reason maxlength=200 wrong=wrongs.at("reason")/>
            {is_promo.then(|| view! { <TextField label=messages::EXPIRES aside=messages::OPTIONAL value=expires kind="datetime-local" hint=messages::EXPIRES_HINT wrong=wrongs.at("dateExpire")/> })}
            <MetadataFields lines=metadata wrong=wrongs.at("metadata")/>
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_close.run(()); })/>
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

/// When a grant lapses, as the browser's field writes it, taken as UTC.
fn check_expiry(typed: &str, amount: Option<&Money>, now: Timestamp) -> Result<Option<Timestamp>, String> {
    let typed = typed.trim().replace('T', " ");
    if typed.is_empty() {
        return Ok(None);
    }
    let whole = if typed.matches(':').count() == 1 { format!("{typed}:00") } else { typed };
    let at = Timestamp::parse(&whole).map_err(|_| messages::EXPIRES_WRONG.to_owned())?;
    if amount.is_some_and(Money::is_negative) {
        return Err(messages::EXPIRES_TAKEN.to_owned());
    }
    if at <= now {
        return Err(messages::EXPIRES_PAST.to_owned());
    }
    Ok(Some(at))
}

fn review_of(who: String, account: &PaymentAccount, typed: &Typed, merchant: &str) -> Option<Review> {
    let amount = typed.amount;
    let before = account.balance_money()?;
    let after = before.checked_add(amount).ok()?;
    let deducted = amount.is_negative();
    let mut facts = vec![
        (messages::CUSTOMER, who),
        (messages::ACCOUNT, format!("{} #{}", name(account), account.id)),
        (messages::FROM, merchant.to_owned()),
    ];
    facts.extend(typed.reason.clone().map(|reason| (messages::REASON, reason)));
    facts.extend(in_words(&typed.metadata).map(|attached| (messages::METADATA, attached)));
    Some(Review {
        title: if deducted { messages::REVIEW_DEDUCTION } else { messages::REVIEW_TOP_UP },
        amount,
        facts,
        sums: Vec::new(),
        total: (if deducted { messages::CUSTOMER_LOSES } else { messages::CUSTOMER_GETS }, amount),
        balances: vec![Change { name: messages::BALANCE, before, after }],
        notes: typed.expires.map(|at| messages::lapses_at(&at.to_sql())).into_iter().collect(),
        order_id: None,
        is_grave: false,
        button: if deducted {
            messages::deduct(&words(amount.negate()))
        } else {
            messages::top_up(&words(amount))
        },
    })
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, centrowallet::payment_account};

    use super::*;

    fn account() -> PaymentAccount {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        payment_account::get(Caller::Customer, PaymentAccountId(3)).decode(&Answer::new(200, body)).unwrap()
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
        let account = account();
        let amount = check(&account, "-1.33").unwrap();
        let typed = Typed { amount, reason: None, expires: None, metadata: Metadata::Empty };
        let review = review_of("maia@example.org".to_owned(), &account, &typed, "Halyard");
        let review = review.map(|review| (review.title, review.balances[0].after.to_plain()));
        assert_eq!(review, Some((messages::REVIEW_DEDUCTION, "4.00".to_owned())));
    }

    #[test]
    fn a_grant_lapses_in_coordinated_universal_time() {
        let now = Timestamp::parse("2026-03-01 12:00:00").unwrap();
        let at = |typed: &str| check_expiry(typed, None, now).map(|at| at.map(|at| at.to_sql()));
        assert_eq!(at(""), Ok(None));
        assert_eq!(at("2026-03-31T10:00"), Ok(Some("2026-03-31 10:00:00".to_owned())));
        assert_eq!(at("2026-03-31T10:00:07"), Ok(Some("2026-03-31 10:00:07".to_owned())));
        assert_eq!(at("2026-03-01T12:00"), Err(messages::EXPIRES_PAST.to_owned()));
        assert_eq!(at("tomorrow"), Err(messages::EXPIRES_WRONG.to_owned()));
        let taken = check(&account(), "-1").unwrap();
        let refused = check_expiry("2026-03-31T10:00", Some(&taken), now);
        assert_eq!(refused, Err(messages::EXPIRES_TAKEN.to_owned()));
    }
}
