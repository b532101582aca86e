//! What can be done with an account, each behind a button above it and a form beside its transactions. Which form is
//! open stands in the address.

use leptos::prelude::*;
use purser_api::centrowallet::{Caller, PaymentAccountKind, UserId, payment_account::PaymentAccount};

use super::{payment::PaymentForm, refill::RefillForm, top_up::TopUpForm, transfer::TransferForm};
use crate::{
    messages,
    navigation::{Navigation, use_navigation},
    pages::shared::{account_settings::AccountSettings, listing::changed},
    paths::{query_pairs, query_string, query_value},
    query::Query,
    shell::palette::offer,
    ui::icon::icon,
};

/// One of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountForm {
    Pay,
    TopUp,
    Transfer,
    Refill,
    Settings,
}

const DO: &str = "do";

impl AccountForm {
    const ALL: [Self; 5] = [Self::Pay, Self::TopUp, Self::Transfer, Self::Refill, Self::Settings];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pay => "pay",
            Self::TopUp => "top-up",
            Self::Transfer => "transfer",
            Self::Refill => "refill",
            Self::Settings => "settings",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Pay => ("take", messages::PAY),
            Self::TopUp => ("plus", messages::TOP_UP),
            Self::Transfer => ("swap", messages::TRANSFER),
            Self::Refill => ("card", messages::REFILL),
            Self::Settings => ("set", messages::SETTINGS_OF_ACCOUNT),
        }
    }

    /// Whether the account is one for which it makes sense.
    fn suits(self, account: &PaymentAccount) -> bool {
        account.kind != PaymentAccountKind::Promo || !matches!(self, Self::Transfer | Self::Refill)
    }
}

/// Which form is open, kept in the address.
#[derive(Clone, Copy, Debug)]
pub struct OpenForm {
    navigation: Navigation,
    pub form: Memo<Option<AccountForm>>,
}

pub fn use_open_form() -> OpenForm {
    let navigation = use_navigation();
    let form = Memo::new(move |_| {
        let name = navigation.location.with(|location| query_value(&location.query, DO))?;
        AccountForm::ALL.into_iter().find(|form| form.name() == name)
    });
    OpenForm { navigation, form }
}

impl OpenForm {
    fn show(self, form: Option<AccountForm>) {
        let (path, query) = self
            .navigation
            .location
            .with_untracked(|location| (location.path.clone(), location.query.clone()));
        let pairs = changed(&query_pairs(&query), DO, form.map_or("", AccountForm::name));
        let query = query_string(pairs.iter().map(|(name, value)| (name, value)));
        self.navigation.replace(if query.is_empty() { path } else { format!("{path}?{query}") });
    }

    pub fn close(self) {
        self.show(None);
    }

    fn toggle(self, form: AccountForm) {
        let is_open = self.form.get_untracked() == Some(form);
        self.show((!is_open).then_some(form));
    }
}

/// The buttons.
pub fn buttons(open: OpenForm, account: Query<PaymentAccount>) -> AnyView {
    // Which of them there are changes with the account's kind only: a button that is pressed stays where it is.
    let suited = Memo::new(move |_| {
        account.data.with(|account| {
            let suits = |form: &AccountForm| account.as_ref().is_none_or(|account| form.suits(account));
            AccountForm::ALL.into_iter().filter(suits).collect::<Vec<_>>()
        })
    });
    let all = move || {
        suited
            .get()
            .into_iter()
            .map(|form| {
                let (symbol, words) = form.words();
                offer(words, symbol, Callback::new(move |()| open.show(Some(form))));
                let class = if form == AccountForm::Pay { "btn lead" } else { "btn" };
                view! {
                    <button class=class type="button" aria-expanded=move || (open.form.get() == Some(form)).to_string()
                        disabled=move || account.data.with(Option::is_none) on:click=move |_| open.toggle(form)>
                        {icon(symbol)}{words}
                    </button>
                }
            })
            .collect_view()
    };
    all.into_any()
}

/// The form that is open, if one is and the account is there.
pub fn form(
    open: OpenForm,
    customer: UserId,
    who: Signal<String>,
    account: Query<PaymentAccount>,
) -> AnyView {
    let ready = Memo::new(move |_| {
        account.data.with(|account| {
            let account = account.as_ref()?;
            open.form.get().filter(|form| form.suits(account))
        })
    });
    let close = Callback::new(move |()| open.close());
    let shown = move || match ready.get() {
        None => ().into_any(),
        Some(AccountForm::Pay) => {
            let body = view! { <PaymentForm customer=customer who=who account=account on_close=close/> };
            section(messages::PAY, body.into_any())
        }
        Some(AccountForm::TopUp) => {
            let body = view! { <TopUpForm customer=customer who=who account=account on_close=close/> };
            section(messages::TOP_UP, body.into_any())
        }
        Some(AccountForm::Transfer) => {
            let body = view! { <TransferForm customer=customer who=who account=account on_close=close/> };
            section(messages::TRANSFER, body.into_any())
        }
        Some(AccountForm::Refill) => {
            let body = view! { <RefillForm customer=customer who=who account=account on_close=close/> };
            section(messages::REFILL, body.into_any())
        }
        Some(AccountForm::Settings) => {
            let body = view! { <AccountSettings caller=Caller::merchant_for(customer) account=account on_close=close/> };
            section(messages::SETTINGS_OF_ACCOUNT, body.into_any())
        }
    };
    shown.into_any()
}

fn section(title: &'static str, body: AnyView) -> AnyView {
    view! {
        <section class="sec doing" aria-labelledby="h-doing">
            <header><h2 id="h-doing">{title}</h2></header>
            <div class="in-gutter">{body}</div>
        </section>
    }
    .into_any()
}
