//! The refusals that many operations have in common.

use std::collections::BTreeMap;
use utoipa::openapi::{HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Type};
use utoipa::openapi::{content::ContentBuilder, schema::Object};
use utoipa::{IntoResponses, ToSchema};

use super::shape::whole;

/// Why a request was refused.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described only")]
pub(in crate::routes) struct Refusal {
    /// A sentence for a person.
    message: String,
    /// The system's own code, where its document has one.
    #[schema(required = false)]
    code: Option<String>,
    /// What is wrong with each field, in sentences. A field inside of another is `consumer.country`.
    #[schema(required = false)]
    errors: Option<BTreeMap<String, Vec<String>>>,
}

type Responses = BTreeMap<String, RefOr<Response>>;

/// The schema of a refusal of that system.
const CTK: &str = "CtkRefusal";
const OTHERS: &str = "Refusal";

fn refusal(schema: &str, description: &str) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    ResponseBuilder::new().description(description).content("application/json", content)
}

fn challenge() -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["Bearer"])).build()
}

fn later(schema: &str, description: &str) -> ResponseBuilder {
    let seconds = HeaderBuilder::new().schema(Some(whole(1, i64::from(u32::MAX))));
    refusal(schema, description)
        .header("Retry-After", seconds.description(Some("Not before so many seconds.")).build())
}

fn busy(schema: &str) -> ResponseBuilder {
    later(schema, "Too many write at the same time. Nothing was done; ask again.")
}

fn unknown(schema: &str, description: &str) -> ResponseBuilder {
    let header = HeaderBuilder::new().schema(Some(challenge())).build();
    let refusal = refusal(schema, description);
    if schema == CTK { refusal } else { refusal.header("WWW-Authenticate", header) }
}

fn responses<const N: usize>(rows: [(&str, ResponseBuilder); N]) -> Responses {
    rows.into_iter().map(|(status, response)| (status.to_owned(), response.build().into())).collect()
}

macro_rules! common {
    ($($(#[$meta:meta])* $name:ident = $rows:expr;)+) => {
        $(
            $(#[$meta])*
            pub(in crate::routes) struct $name;

            impl IntoResponses for $name {
                fn responses() -> Responses {
                    responses($rows)
                }
            }
        )+
    };
}

common! {
    /// To any request of `CentroWallet` and Centrapay.
    Any = [("503", busy(OTHERS))];
    /// To whoever must say who they are.
    Credential = [
        ("401", unknown(OTHERS, "The credential is missing, unknown or has ended.")),
        ("503", busy(OTHERS)),
    ];
    /// To a body that is none.
    Body = [
        ("400", refusal(OTHERS, "The body is not JSON.")),
        ("413", refusal(OTHERS, "The body is longer than 256 KiB.")),
    ];
    /// To too many wrong codes.
    TooMany = [("429", later(OTHERS, "There were too many wrong codes. Nothing is looked at until then."))];
    /// To any request of CTK.
    CtkAny = [("503", busy(CTK))];
    /// To a customer of CTK whose token is not good.
    CtkToken = [
        ("401", unknown(CTK, "200: the access token is missing, not valid or has ended.")),
        ("503", busy(CTK)),
    ];
    /// To a body of CTK that is none.
    CtkBody = [
        ("400", refusal(CTK, "100: the body is not a JSON object.")),
        ("413", refusal(CTK, "103: the body is longer than 256 KiB.")),
    ];
    /// To too many wrong guesses at CTK.
    CtkTooMany = [("429", later(CTK, "204: there were too many wrong attempts. Nothing is looked at until then."))];
}
