//! What is said in other shapes than the types of the client have, and what a request may hold. For the description
//! alone: nothing here is ever made.

mod bodies;
mod queries;
mod refill;

use purser_api::centrowallet::Action;
use purser_api::centrowallet::payment_account::PaymentAccount;
use purser_api::centrowallet::transaction::Transaction;
use purser_api::centrowallet::user;
use purser_api::{Link, PageMeta};
use utoipa::openapi::{Object, ObjectBuilder, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub(super) use bodies::*;
pub(super) use queries::*;
pub(super) use refill::Refill;

use crate::routes::openapi::shape::{numbered, of, one_of, renamed, text, with};
use crate::store::promo::EXPIRE;

type Schemas = Vec<(String, RefOr<Schema>)>;

fn add<T: ToSchema>(schemas: &mut Schemas) {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
}

/// What a transaction does. Promotional money that lapses is in no document.
pub(in crate::routes) fn actions() -> Object {
    one_of(Action::KNOWN.iter().map(Action::as_str).chain([EXPIRE]))
}

/// A page of users, which are a map.
pub(super) struct UserPage;

impl PartialSchema for UserPage {
    fn schema() -> RefOr<Schema> {
        let page = ObjectBuilder::new()
            .property("data", numbered("User"))
            .property("links", Ref::from_schema_name("Link"))
            .property("meta", Ref::from_schema_name("PageMeta"));
        page.description(Some("One page of users.")).into()
    }
}

impl ToSchema for UserPage {
    fn schemas(schemas: &mut Schemas) {
        add::<user::User>(schemas);
        add::<Link>(schemas);
        add::<PageMeta>(schemas);
    }
}

/// A page of transactions.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described only")]
pub(super) struct TransactionPage {
    /// The transactions, in the order that was asked for.
    data: Vec<ListedTransaction>,
    /// `current`, `first`, `last`, and `prev` and `next` where there are such pages.
    links: Vec<Link>,
    /// Where the page stands in the list.
    meta: PageMeta,
}

/// A transaction as a list has it: the reference is spelled another way, and voids are a map.
pub(super) struct ListedTransaction;

impl PartialSchema for ListedTransaction {
    fn schema() -> RefOr<Schema> {
        let listed = renamed(of::<Transaction>(), "merchantOrderID", "merchantOrderId");
        with(listed, "child", numbered("ListedTransaction")).into()
    }
}

impl ToSchema for ListedTransaction {
    fn schemas(schemas: &mut Schemas) {
        Transaction::schemas(schemas);
    }
}

/// A user that has just been made.
pub(super) struct CreatedUser;

impl PartialSchema for CreatedUser {
    fn schema() -> RefOr<Schema> {
        with(of::<user::CreatedUser>(), "paymentAccounts", numbered("FirstPaymentAccount")).into()
    }
}

impl ToSchema for CreatedUser {
    fn schemas(schemas: &mut Schemas) {
        user::CreatedUser::schemas(schemas);
        add::<FirstPaymentAccount>(schemas);
    }
}

/// An account among those of a user that has just been made: its times are plain texts.
struct FirstPaymentAccount;

impl PartialSchema for FirstPaymentAccount {
    fn schema() -> RefOr<Schema> {
        let time = || {
            text(
                r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
                "2026-03-31T09:59:48.000000Z",
                "A time in UTC, plainly.",
            )
        };
        with(with(of::<PaymentAccount>(), "created_at", time()), "updated_at", time()).into()
    }
}

impl ToSchema for FirstPaymentAccount {
    fn schemas(schemas: &mut Schemas) {
        PaymentAccount::schemas(schemas);
    }
}

/// An account in a list or alone, which does not say how many decimals its currency has.
pub(super) struct Account;

impl PartialSchema for Account {
    fn schema() -> RefOr<Schema> {
        let mut account = of::<PaymentAccount>();
        account.properties.shift_remove("decimals");
        account.into()
    }
}

impl ToSchema for Account {
    fn name() -> std::borrow::Cow<'static, str> {
        "PaymentAccount".into()
    }

    fn schemas(schemas: &mut Schemas) {
        PaymentAccount::schemas(schemas);
    }
}
