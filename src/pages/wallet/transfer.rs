//! `/wallet/transfer`: from an account of one's own to another of the same currency, one's own or somebody else's.

use leptos::prelude::*;
use purser_api::{
    Decimal, Metadata, Money, Rows,
    centrowallet::{
        Caller, PaymentAccountId,
        payment_account::{PaymentAccount, Transfer},
    },
};

use super::own_account::{self, Doings, is_own_money};
use crate::{
    messages::{self, errors::Doing},
    money_action::{use_money_action, wallet},
    pages::shared::{
        accounts::name,
        money_dialog::{Change, MoneyDialog, Review},
        spending::{check, what_follows},
        wrongs::{Found, filled, use_wrongs},
    },
    paths::Route,
    query::Query,
    transport::use_client,
    ui::{
        field::{SelectField, TextField},
        form::Form,
        money::words,
    },
};

fn can_transfer(account: &PaymentAccount) -> bool {
    is_own_money(account) && account.balance.is_some_and(|balance| balance > Decimal::ZERO)
}

pub fn page() -> AnyView {
    let doing = Doings {
        here: Route::WalletTransfer,
        title: messages::TRANSFER,
        hint: messages::TRANSFER_OWN_HINT,
        label: messages::PAYING_ACCOUNT,
        suits: can_transfer,
        none: (messages::NONE_TO_TRANSFER_FROM, messages::NONE_TO_TRANSFER_FROM_HINT),
    };
    own_account::page(doing, |account, owned, done| {
        view! { <TransferForm account=account owned=owned on_done=done/> }.into_any()
    })
}

/// What the form says, once it is right.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    amount: Money,
    to: PaymentAccountId,
    reason: Option<String>,
}

/// The choice that is no account of one's own.
const ANOTHER: &str = "";

/// The number of an account as it was typed, with or without its mark.
fn number(typed: &str) -> Option<PaymentAccountId> {
    typed.trim().trim_start_matches('#').trim().parse().ok().filter(|id| *id > 0).map(PaymentAccountId)
}

#[component]
fn TransferForm(
    account: Query<PaymentAccount>,
    owned: Query<Rows<PaymentAccount>>,
    on_done: Callback<()>,
) -> impl IntoView {
    let client = use_client();
    let action = use_money_action();
    let empty = || RwSignal::new(String::new());
    let (sum, reason, chosen, typed_number) = (empty(), empty(), empty(), empty());
    let typed = RwSignal::new(None::<Typed>);
    let wrongs = use_wrongs(action.refusal);
    let Some(from) = account.data.get_untracked() else { return ().into_any() };
    let (id, currency) = (from.id, from.currency);
    let own: Vec<(String, String)> = owned.data.with_untracked(|rows| {
        let can =
            |other: &&PaymentAccount| is_own_money(other) && other.currency == currency && other.id != id;
        let rows = rows.iter().flat_map(|rows| &rows.rows).filter(can);
        rows.map(|other| (other.id.to_string(), format!("{} #{}", name(other), other.id))).collect()
    });
    if let Some((first, _)) = own.first() {
        chosen.set(first.clone());
    }
    let find = move |to: PaymentAccountId| {
        owned.data.with(|rows| rows.as_ref()?.rows.iter().find(|other| other.id == to).cloned())
    };
    let review = Memo::new(move |_| {
        let typed = typed.get()?;
        review_of(&*account.data.get()?, find(typed.to).as_ref(), &typed)
    });
    let submit = Callback::new(move |()| {
        let Some(from) = account.data.get_untracked() else { return };
        let mut found = Found::new();
        let amount = check(&from, &sum.get_untracked());
        found.extend(amount.as_ref().err().map(|said| ("amount", said.clone())));
        let to = match chosen.get_untracked().as_str() {
            ANOTHER => number(&typed_number.get_untracked()),
            own => number(own),
        };
        match to {
            None => found.push(("recipientPaymentAccountId", messages::RECIPIENT_NUMBER_WRONG.to_owned())),
            Some(to) if to == id => {
                found.push(("recipientPaymentAccountId", messages::RECIPIENT_IS_SENDER.to_owned()));
            }
            Some(_) => {}
        }
        if let (true, Ok(amount), Some(to)) = (wrongs.say(found), amount, to) {
            typed.set(Some(Typed { amount, to, reason: filled(reason) }));
            action.review();
        }
    });
    let plan = Callback::new(move |review: Review| {
        let typed = typed.get_untracked();
        let transfer = Transfer {
            recipient_payment_account_id: typed.as_ref().map_or(PaymentAccountId(0), |typed| typed.to),
            amount: review.amount.amount(),
            reason: typed.and_then(|typed| typed.reason),
            merchant_order_id: Some(action.reference()),
            metadata: Metadata::Empty,
        };
        wallet::transfer(client, Caller::Customer, id, review.amount.currency(), &transfer)
    });
    let has_own = !own.is_empty();
    let mut options = own;
    options.push((ANOTHER.to_owned(), messages::ANOTHER_ACCOUNT.to_owned()));
    let options = StoredValue::new(options);
    let is_another = move || chosen.with(|chosen| chosen == ANOTHER);
    let wrong = wrongs.at("recipientPaymentAccountId");
    view! {
        <Form label=messages::TRANSFER submit=messages::REVIEW busy=Signal::stored(false) trouble=wrongs.trouble(Doing::MovingMoney) on_submit=submit>
            {has_own.then(|| view! { <SelectField label=messages::TO_ACCOUNT value=chosen options=options.get_value()/> })}
            {move || if is_another() {
                view! { <TextField label=messages::RECIPIENT_ACCOUNT_NUMBER value=typed_number inputmode="numeric" maxlength=20 hint=messages::RECIPIENT_ACCOUNT_HINT wrong=wrong/> }.into_any()
            } else {
                view! { {move || wrong.get().map(|said| view! { <p class="wrong" role="alert">{crate::ui::text::foreign(said)}</p> })} }.into_any()
            }}
            <TextField label=messages::AMOUNT value=sum inputmode="decimal" wrong=wrongs.at("amount") unit=currency.to_string()/>
            <TextField label=messages::REASON aside=messages::OPTIONAL value=reason maxlength=200 wrong=wrongs.at("reason")/>
        </Form>
        <MoneyDialog action=action review=review plan=plan on_done=Callback::new(move |()| { action.start_over(); on_done.run(()); })/>
    }
    .into_any()
}

/// Rule 16: the whole destination. Of somebody else's account nothing more is known than its number.
fn review_of(from: &PaymentAccount, own: Option<&PaymentAccount>, typed: &Typed) -> Option<Review> {
    let before = from.balance_money()?;
    let after = before.checked_sub(typed.amount).ok()?;
    let mut facts = vec![(messages::RECIPIENT_NUMBER, typed.to.to_string())];
    facts.push((
        messages::WHOSE,
        if own.is_some() { messages::YOUR_OWN } else { messages::SOMEBODY_ELSE }.to_owned(),
    ));
    facts.extend(own.map(|own| (messages::RECIPIENT_ACCOUNT, name(own))));
    facts.push((messages::SENT_FROM, format!("{} #{}", name(from), from.id)));
    facts.extend(typed.reason.clone().map(|reason| (messages::REASON, reason)));
    let mut balances = vec![Change { name: messages::SENDERS_BALANCE, before, after }];
    if let Some(before) = own.and_then(PaymentAccount::balance_money) {
        let after = before.checked_add(typed.amount).ok()?;
        balances.push(Change { name: messages::RECIPIENTS_BALANCE, before, after });
    }
    let mut notes: Vec<String> =
        own.is_none().then(|| messages::RECIPIENT_UNKNOWN.to_owned()).into_iter().collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_named_by_its_number_alone() {
        for (typed, id) in
            [("58", Some(58)), (" #58 ", Some(58)), ("0", None), ("", None), ("58x", None), ("-58", None)]
        {
            assert_eq!(number(typed).map(|id| id.0), id, "{typed}");
        }
    }
}
