//! Who receives a transfer: an account by its number, or one of a customer's accounts. Accounts that cannot receive are
//! shown with the reason.

use leptos::prelude::*;
use purser_api::centrowallet::{
    Caller, PaymentAccountId, PaymentAccountKind, UserId,
    payment_account::{self, PaymentAccount, PaymentAccountFilter},
    transaction::{self, TransactionFilter},
    user,
};

use crate::{
    messages::{
        self,
        errors::{Doing, trouble},
    },
    pages::shared::{
        accounts::name,
        customer_picker::{Chosen, CustomerPicker, chosen_row},
    },
    query::{Query, use_query},
    session::Identity,
    ui::{
        icon::icon,
        money::{Tone, amount},
        text::foreign,
    },
};

/// The account that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub customer: UserId,
    pub account: PaymentAccountId,
    pub email: String,
    /// The account in words.
    pub words: String,
}

/// Why an account cannot receive from another; `None` when it can.
fn hindrance(from: &PaymentAccount, to: &PaymentAccount) -> Option<&'static str> {
    if to.id == from.id {
        Some(messages::SAME_ACCOUNT)
    } else if to.currency != from.currency {
        Some(messages::OTHER_CURRENCY)
    } else if to.kind == PaymentAccountKind::Promo {
        Some(messages::IS_PROMO)
    } else if to.is_active == Some(false) {
        Some(messages::IS_INACTIVE)
    } else {
        None
    }
}

#[component]
pub fn RecipientPicker(
    from: Query<PaymentAccount>,
    on_choose: Callback<Recipient>,
    #[prop(into)] wrong: Signal<Option<String>>,
) -> impl IntoView {
    let customer = RwSignal::new(None::<Chosen>);
    let number = RwSignal::new(None::<PaymentAccountId>);
    // Only its transactions say whose an account is.
    let newest = use_query(Identity::Merchant, move || {
        let filter = TransactionFilter {
            payment_account_id: Some(number.get()?),
            limit: Some(1),
            ..Default::default()
        };
        Some(transaction::list(Caller::Merchant { client_id: None }, &filter))
    });
    let owner = Memo::new(move |_| {
        let id = number.get()?;
        newest.data.with(|page| {
            let row = page.as_ref()?.rows.first()?;
            (row.payment_account_id == Some(id)).then_some(row.user_id?)
        })
    });
    let owned_by = use_query(Identity::Merchant, move || owner.get().map(user::get));
    let by_number = use_query(Identity::Merchant, move || {
        Some(payment_account::get(Caller::merchant_for(owner.get()?), number.get()?))
    });
    let accounts = use_query(Identity::Merchant, move || {
        let chosen = customer.get()?;
        Some(payment_account::list(Caller::merchant_for(chosen.id), &PaymentAccountFilter::default()))
    });
    let offer = move |account: &PaymentAccount, owner: Chosen| -> AnyView {
        let why_not = from.data.with(|from| from.as_ref().and_then(|from| hindrance(from, account)));
        let why_not = owner.is_blocked.then_some(messages::BLOCKED).or(why_not);
        let balance = account.balance_money().map(|balance| amount(balance, Tone::Plain));
        let recipient = Recipient {
            customer: owner.id,
            account: account.id,
            email: owner.email,
            words: format!("{} #{}", name(account), account.id),
        };
        let words = format!("{}, {}", recipient.email, recipient.words);
        view! {
            <li><button class="opt-row" type="button" disabled=why_not.is_some() on:click=move |_| on_choose.run(recipient.clone())>
                {icon("layers")}<span>{foreign(words)}</span><span class="cap">{why_not}</span>{balance}
            </button></li>
        }
        .into_any()
    };
    let also = Callback::new(move |typed: String| {
        let id = typed.trim_start_matches('#').parse().ok().map(PaymentAccountId);
        if number.get_untracked() != id {
            number.set(id);
        }
        id?;
        Some(view! {
            <ul class="picks" aria-label={messages::ACCOUNTS}>
                {move || {
                    let account = by_number.data.get().filter(|account| Some(account.id) == number.get())?;
                    let user = owned_by.data.get()?;
                    Some(offer(&account, Chosen::of(&user)))
                }}
            </ul>
            {move || (newest.data.with(Option::is_some) && !newest.loading.get() && owner.get().is_none()).then(|| view! { <p class="hint" role="status">{messages::NO_SUCH_RECIPIENT}</p> })}
        }.into_any())
    });
    let again = Callback::new(move |()| customer.set(None));
    let choose_customer = Callback::new(move |chosen| customer.set(Some(chosen)));
    move || {
        match customer.get() {
        None => view! { <CustomerPicker label=messages::RECIPIENT hint=messages::RECIPIENT_HINT wrong=wrong on_choose=choose_customer also=also/> }.into_any(),
        Some(chosen) => {
            let row = chosen_row(messages::RECIPIENT, foreign(chosen.email.clone()), again);
            view! {
                {row}
                <ul class="picks" aria-label={messages::ACCOUNTS}>
                    {move || accounts.data.get().map(|accounts| accounts.rows.iter().filter(|account| account.user_id.is_none_or(|id| id == chosen.id)).map(|account| offer(account, chosen.clone())).collect_view())}
                </ul>
                {move || accounts.error.with(|error| error.as_deref().map(|error| trouble(error, Doing::Reading).note()))}
                {move || wrong.get().map(|said| view! { <p class="wrong" role="alert">{foreign(said)}</p> })}
            }
            .into_any()
        }
    }
    }
}

#[cfg(test)]
mod tests {
    use purser_api::{Answer, Currency};

    use super::*;

    #[test]
    fn what_cannot_receive_says_why() {
        let body = include_bytes!(
            "../../../crates/api/tests/fixtures/centrowallet/payment-account-get.response.json"
        );
        let read = payment_account::get(Caller::Customer, PaymentAccountId(3));
        let from = read.decode(&Answer::new(200, body)).unwrap();
        let to = PaymentAccount {
            id: PaymentAccountId(99),
            is_active: Some(true),
            kind: PaymentAccountKind::Fiat,
            ..from.clone()
        };
        assert_eq!(hindrance(&from, &to), None);
        assert_eq!(hindrance(&from, &from), Some(messages::SAME_ACCOUNT));
        let euro = Currency::new("EUR").unwrap();
        assert_eq!(
            hindrance(&from, &PaymentAccount { currency: euro, ..to.clone() }),
            Some(messages::OTHER_CURRENCY)
        );
        let promo = PaymentAccount { kind: PaymentAccountKind::Promo, ..to.clone() };
        assert_eq!(hindrance(&from, &promo), Some(messages::IS_PROMO));
        let inactive = PaymentAccount { is_active: Some(false), ..to };
        assert_eq!(hindrance(&from, &inactive), Some(messages::IS_INACTIVE));
    }
}
