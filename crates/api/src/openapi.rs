//! What a description in `OpenAPI` says of the values that serialize by rules of their own.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, Schema, Type,
        schema::{AdditionalProperties, Array, OneOfBuilder, SchemaFormat, SchemaType},
    },
};

use crate::{currency::Currency, metadata::Metadata, money::MinorUnits, secret::Secret, time::WireTime};

/// The name of a schema: two systems have things of one name.
pub(crate) fn name(module: &str, name: &'static str) -> Cow<'static, str> {
    match module.split("::").nth(1) {
        Some("ctk") => Cow::Owned(format!("Ctk{name}")),
        Some("centrapay") => Cow::Owned(format!("Centrapay{name}")),
        _ => Cow::Borrowed(name),
    }
}

/// A schema of one of these texts.
pub(crate) fn one_of(texts: &[&str]) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(texts.iter().copied())).into()
}

fn text(pattern: &str, example: &str, description: &str) -> RefOr<Schema> {
    let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern));
    text.description(Some(description)).examples([example]).into()
}

macro_rules! described {
    ($($(#[$meta:meta])* $name:ident = $schema:expr;)+) => {
        $(
            $(#[$meta])*
            #[derive(Debug)]
            pub struct $name;

            impl ToSchema for $name {}

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    $schema
                }
            }
        )+
    };
}

described! {
    /// A decimal that is a JSON number.
    Decimal = ObjectBuilder::new()
        .schema_type(Type::Number)
        .description(Some("An exact decimal. Read it from its text: a float loses digits."))
        .into();
    /// A decimal that is a text.
    DecimalText = text(
        r"^-?[0-9]+(\.[0-9]+)?$",
        "0.04677343633793722",
        "An exact decimal, as a text so that no reader rounds it.",
    );
    /// A time as Centrapay writes it.
    IsoTime = text(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$",
        "2026-03-31T09:59:48.000Z",
        "A time in UTC with milliseconds.",
    );
    /// A time as CTK writes it.
    PlainTime = text(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$",
        "2026-03-31 09:59:48",
        "A time in UTC.",
    );
    /// A time as exchanges have it.
    UnixTime = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .description(Some("Seconds since 1970, UTC."))
        .into();
    /// A payment system's code.
    Code = OneOfBuilder::new()
        .item(ObjectBuilder::new().schema_type(Type::Integer))
        .item(ObjectBuilder::new().schema_type(Type::String))
        .description(Some("A number where the code is one, else a text."))
        .into();
}

macro_rules! described_as {
    ($($name:ident = $schema:expr;)+) => {
        $(
            impl ToSchema for $name {}

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    $schema
                }
            }
        )+
    };
}

described_as! {
    Currency = text("^[!-`{-~]{1,12}$", "USD", "The code of a currency or a coin, in upper case.");
    MinorUnits = text("^-?[0-9]+$", "1250", "Whole cents, as many digits as it takes.");
    Secret = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Password)))
        .description(Some("Not to be logged, stored or shown."))
        .into();
    WireTime = ObjectBuilder::new()
        .schema_type(Type::Object)
        .property(
            "date",
            text(
                r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}$",
                "2026-03-31 09:59:48.000000",
                "The local time there.",
            ),
        )
        .property("timezone_type", ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some([3])))
        .property("timezone", one_of(&["UTC"]))
        .required("date")
        .required("timezone_type")
        .required("timezone")
        .description(Some("A time and the zone it is said in."))
        .into();
    Metadata = OneOfBuilder::new()
        .item(ObjectBuilder::new().schema_type(Type::Object).additional_properties(Some(AdditionalProperties::FreeForm(true))))
        .item(ObjectBuilder::new().schema_type(Type::String))
        .item(Array::new(ObjectBuilder::new().schema_type(SchemaType::AnyValue)))
        .description(Some("What was attached, as it was attached: names and values, a text, or a list."))
        .into();
}
