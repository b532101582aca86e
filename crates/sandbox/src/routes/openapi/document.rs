//! The whole description, put together.

use utoipa::openapi::path::{HttpMethod, OperationBuilder, Paths};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, OpenApi, PathItem, Ref, ResponseBuilder, request_body::RequestBodyBuilder,
};
use utoipa::{Modify, OpenApi as _};

use super::{plain, promises};
use crate::routes::ctk::described::CtkRefusal;
use crate::routes::openapi::refusals::Refusal;
use crate::routes::{centrapay, centrowallet, ctk};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Purser sandbox",
        description = "Three wallet systems over one double-entry ledger: CentroWallet, Centrapay wallets and CTK. \
            Amounts are exact: read them from their text, never as a float. None of the money is real.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/", description = "Where this is served")),
    components(schemas(Refusal, CtkRefusal)),
    modifiers(&Security),
    tags(
        (name = "CentroWallet users", description = "A merchant's customers."),
        (name = "CentroWallet sign-in", description = "How a customer gets a token, and another."),
        (name = "CentroWallet payment accounts", description = "Accounts, and what fills and empties them."),
        (name = "CentroWallet payments", description = "Payments, transactions and voids."),
        (name = "Centrapay wallets", description = "Balances in whole cents, and what moved them."),
        (name = "CTK wallets", description = "Coins: balances, addresses, withdrawals."),
        (name = "CTK customers", description = "Sign-up, sign-in and profile."),
        (name = "CTK transactions", description = "What moved coins, and what it adds up to."),
        (name = "CTK cards", description = "Cards that spend coins."),
        (name = "CTK external providers", description = "Wallets elsewhere."),
        (name = "CTK exchange", description = "One coin for another.")
    )
)]
struct Description;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut OpenApi) {
        let header = |name: &str, description: &str| {
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(name, description)))
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "merchantKey",
            header("Authorization", "A merchant's key, without a word before it. `clientId` says for whom."),
        );
        let mut bearer = Http::new(HttpAuthScheme::Bearer);
        bearer.description = Some("A customer's access token.".to_owned());
        components.add_security_scheme("customerToken", SecurityScheme::Http(bearer));
        components.add_security_scheme("centrapayKey", header("X-Api-Key", "A merchant's key."));
        components.add_security_scheme(
            "ctkToken",
            header("Authorization", "A customer's token, without a word before it."),
        );
    }
}

/// What the sandbox sends by itself, to the address that a refill or its account names.
fn webhooks() -> Paths {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("Transaction"))).build();
    let operation = OperationBuilder::new()
        .operation_id(Some("refill-webhook"))
        .tag("CentroWallet payment accounts")
        .summary(Some("Tells how a refill ended"))
        .description(Some(
            "Signed in `X-Webhook-Signature`, with the same `X-Webhook-Id` for every attempt, and sent again with \
             growing pauses until a 2xx comes back.",
        ))
        .request_body(Some(RequestBodyBuilder::new().content("application/json", body).build()))
        .response("200", ResponseBuilder::new().description("Any 2xx: it has arrived"));
    let mut hooks = Paths::new();
    hooks.paths.insert("refill".to_owned(), PathItem::new(HttpMethod::Post, operation));
    hooks
}

/// The description of everything under `/api`.
pub(in crate::routes) fn document() -> OpenApi {
    let under = |base: &str, path: &str| format!("{base}{path}");
    let mut document = Description::openapi()
        .nest_with_path_composer("/api/v1", centrowallet::open_router().into_openapi(), under)
        .nest_with_path_composer("/api/wallets", centrapay::open_router().into_openapi(), under)
        .nest_with_path_composer("/api/v3", ctk::open_router().into_openapi(), under);
    document.webhooks = Some(webhooks());
    if let Some(components) = &mut document.components {
        components.schemas.insert("Action".to_owned(), centrowallet::described::actions().into());
        promises::name_contents(components);
        promises::keep(components);
        plain::descriptions(components);
    }
    document
}
