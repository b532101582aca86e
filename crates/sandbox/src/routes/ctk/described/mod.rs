//! What is said in other shapes than the types of the client have, and what a request may hold. For the description
//! alone: nothing here is ever made.

#![expect(dead_code, reason = "described only")]

mod bodies;
mod queries;

use purser_api::Secret;
use purser_api::ctk::exchange::Exchange as PlainExchange;
use purser_api::ctk::external_provider::ExternalProvider;
use purser_api::ctk::user::Profile as PlainProfile;
use std::borrow::Cow;
use utoipa::openapi::{Object, ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

pub(super) use bodies::*;
pub(super) use queries::*;

use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::exchanges::State;
use crate::domain::ctk::providers::AUTHORISED;
use crate::routes::openapi::shape::{always, of, one_of, only, text, with};

type Schemas = Vec<(String, RefOr<Schema>)>;

fn yes() -> Object {
    always(true)
}

fn no() -> Object {
    always(false)
}

fn codes() -> Object {
    let codes: Vec<u16> = Refused::ALL.iter().map(|refused| refused.code()).collect();
    ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some(codes)).build()
}

/// Yes, and here it is.
#[derive(ToSchema)]
#[schema(as = Ctk)]
pub(super) struct Said<T> {
    /// Always true here.
    #[schema(schema_with = yes)]
    success: bool,
    /// What was asked for.
    data: T,
}

/// Yes, and nothing more.
#[derive(ToSchema)]
#[schema(as = CtkDone)]
pub(super) struct Done {
    /// Always true here.
    #[schema(schema_with = yes)]
    success: bool,
}

/// Yes, and who it is, if anybody.
#[derive(ToSchema)]
#[schema(as = CtkActiveExternalProvider)]
pub(super) struct Active {
    /// Always true here.
    #[schema(schema_with = yes)]
    success: bool,
    /// Left away where none is active.
    #[schema(value_type = ProviderName, required = false)]
    data: Option<ProviderName>,
}

/// No, and why.
#[derive(ToSchema)]
pub(in crate::routes) struct CtkRefusal {
    /// Always false here.
    #[schema(schema_with = no)]
    success: bool,
    /// Each thing that is wrong.
    #[schema(min_items = 1)]
    error: Vec<Reason>,
}

/// One thing that is wrong.
#[derive(ToSchema)]
#[schema(as = CtkReason)]
struct Reason {
    /// Its number in the table of refusals.
    #[schema(schema_with = codes)]
    code: u16,
    /// A sentence for a person.
    message: String,
}

fn until() -> ObjectBuilder {
    text("^[0-9]{2}/[0-9]{2}$", "04/30", "Until when it works: month and year.")
}

fn masked_number() -> ObjectBuilder {
    text(r"^[0-9*]+$", "************1234", "The number on its front, masked.")
}

fn hidden() -> Object {
    one_of(["***"])
}

/// One card in detail.
#[derive(ToSchema)]
#[schema(as = CtkCardInfo, rename_all = "camelCase")]
pub(super) struct CardInfo {
    /// The number it is spoken of by; not the number on its front.
    san: String,
    /// Whether it can be used.
    status: bool,
    /// Whether there is no plastic.
    r#virtual: bool,
    /// The number on its front, masked.
    #[schema(schema_with = masked_number)]
    card_number: String,
    /// Until when it works: month and year.
    #[schema(schema_with = until)]
    card_exp_date: String,
    /// Never said.
    #[schema(schema_with = hidden)]
    card_cvv: String,
}

/// What signing in answers.
#[derive(ToSchema)]
#[schema(as = CtkLogin)]
#[serde(untagged)]
pub(super) enum Login {
    /// Signed in.
    Done(SignedIn),
    /// A code is wanted too.
    SecondFactor(SecondFactor),
}

/// Signed in.
#[derive(ToSchema)]
#[schema(as = CtkSignedIn, rename_all = "camelCase")]
pub(super) struct SignedIn {
    /// False: no code is wanted.
    #[schema(schema_with = no)]
    two_factor_auth: bool,
    /// For the `Authorization` header, without a word before it. It lives an hour.
    access_token: Secret,
}

/// A code is wanted too.
#[derive(ToSchema)]
#[schema(as = CtkSecondFactor, rename_all = "camelCase")]
pub(super) struct SecondFactor {
    /// True: a code went out.
    #[schema(schema_with = yes)]
    two_factor_auth: bool,
    /// Where it went.
    two_factor_data: Delivery,
    /// To be sent back with the code.
    session: Secret,
}

/// Where a code went.
#[derive(ToSchema)]
#[schema(as = CtkDelivery, rename_all = "SCREAMING_SNAKE_CASE")]
struct Delivery {
    /// `SMS`.
    code_delivery_delivery_medium: String,
    /// The telephone number, masked.
    code_delivery_destination: String,
    /// The username.
    user_id_for_srp: String,
}

fn digits(description: &str) -> ObjectBuilder {
    text("^[0-9]+$", "2", description)
}

macro_rules! reshaped {
    ($($(#[$meta:meta])* $name:ident = $wire:literal of $source:ty => $schema:expr;)+) => {
        $(
            $(#[$meta])*
            pub(super) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    $schema.into()
                }
            }

            impl ToSchema for $name {
                fn name() -> Cow<'static, str> {
                    $wire.into()
                }

                fn schemas(schemas: &mut Schemas) {
                    <$source>::schemas(schemas);
                }
            }
        )+
    };
}

fn profile() -> Object {
    with(of::<PlainProfile>(), "tierLevel", digits("How far the identity has been checked, as a text."))
}

/// Exchanges, newest first.
#[derive(ToSchema)]
#[schema(as = CtkExchanges)]
pub(super) struct Exchanges(Vec<Exchange>);

reshaped! {
    /// A profile as it is shown: its numbers are texts.
    Profile = "CtkProfile" of PlainProfile =>
        with(profile(), "vcLimit", digits("How many cards there can be, as a text."));
    /// A profile that was changed: one of its numbers is one.
    UpdatedProfile = "CtkUpdatedProfile" of PlainProfile => profile();
    /// An exchange, whose confirmations are a text.
    Exchange = "CtkExchange" of PlainExchange =>
        with(of::<PlainExchange>(), "payinConfirmations", digits("How often the chain has confirmed what came in."));
    /// How far an exchange is.
    Progress = "CtkProgress" of PlainExchange => one_of(State::ALL.iter().map(|state| state.as_str()));
    /// A provider's settings; its name is in the address.
    ProviderSettings = "CtkExternalProviderSettings" of ExternalProvider =>
        only(of::<ExternalProvider>(), &["status", "apiKey", "apiSecret"]);
    /// A provider's name alone.
    ProviderName = "CtkExternalProviderName" of ExternalProvider =>
        only(with(of::<ExternalProvider>(), "provider", one_of(AUTHORISED.iter().copied())), &["provider"]);
}
