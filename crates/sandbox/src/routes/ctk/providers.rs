//! External providers: operations 47 to 50.

use axum::extract::State;
use axum::response::Response;
use purser_api::Secret;
use purser_api::ctk::external_provider::ExternalProvider;

use super::answer::{CtkError, CtkResult, data, done};
use super::caller::{Customer, Form, Named};
use super::described::{
    Active, CtkRefusal, NewProvider, ProviderName, ProviderPath, ProviderSettings, ProviderUpdate, Said,
};
use crate::app::Shared;
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::providers as known;
use crate::routes::openapi::refusals::{CtkBody, CtkToken};
use crate::store::ctk::providers::{self, Provider};

/// A key or a secret has so many characters at most.
const LONGEST: usize = 1_000;

/// The name of a provider that can be added; any other is of none.
fn named(name: &str) -> CtkResult<&'static str> {
    known::find(name).ok_or_else(|| CtkError::new(Refused::NoSuchProvider))
}

fn only_name(name: &str) -> ExternalProvider {
    ExternalProvider { provider: Some(name.to_owned()), status: None, api_key: None, api_secret: None }
}

#[utoipa::path(
    post,
    path = "/externalProvider",
    operation_id = "ctk-external-provider-add",
    tag = "CTK external providers",
    summary = "Adds an external provider",
    description = "One is active at a time.",
    request_body = NewProvider,
    responses(
        (status = 200, body = Said<ExternalProvider>, description = "The provider"),
        (status = 409, body = CtkRefusal, description = "602: it has been added already"),
        (status = 422, body = CtkRefusal, description = "101, 102 or 600: a field is missing, or the provider is not authorized"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn add(
    Customer(user): Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let said = fields.required("provider", 64);
    let name = known::find(&said);
    if name.is_none() && !said.is_empty() {
        fields.refuse(Refused::ProviderNotAuthorised, &[("why", &known::AUTHORISED.join(", "))]);
    }
    let provider = Provider {
        name: name.unwrap_or_default().to_owned(),
        is_active: fields.required_boolean("status"),
        api_key: Secret::new(fields.required("apiKey", LONGEST)),
        api_secret: Secret::new(fields.required("apiSecret", LONGEST)),
    };
    fields.check()?;
    let mut write = app.store.write().await?;
    if providers::of(&mut write, user.id, &provider.name).await?.is_some() {
        return Err(CtkError::new(Refused::ProviderAlreadyAdded));
    }
    providers::put(&mut write, user.id, &provider, app.clock.now()).await?;
    write.commit().await?;
    data(&ExternalProvider {
        provider: Some(provider.name),
        status: Some(provider.is_active),
        api_key: Some(provider.api_key),
        api_secret: Some(provider.api_secret),
    })
}

#[utoipa::path(
    put,
    path = "/externalProvider/{provider}",
    operation_id = "ctk-external-provider-edit",
    tag = "CTK external providers",
    summary = "Changes an external provider",
    params(ProviderPath),
    request_body = ProviderUpdate,
    responses(
        (status = 200, body = Said<ProviderSettings>, description = "Its settings as they are now"),
        (status = 404, body = CtkRefusal, description = "601: there is no such provider"),
        (status = 422, body = CtkRefusal, description = "102: a field is not as it must be"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn edit(
    Customer(user): Customer,
    State(app): State<Shared>,
    Named(name): Named,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let name = named(&name)?;
    let status = fields.boolean("status");
    let api_key = fields.text("apiKey", LONGEST);
    let api_secret = fields.text("apiSecret", LONGEST);
    fields.check()?;
    let mut write = app.store.write().await?;
    let found = providers::of(&mut write, user.id, name).await?;
    let found = found.ok_or_else(|| CtkError::new(Refused::NoSuchProvider))?;
    let provider = Provider {
        is_active: status.unwrap_or(found.is_active),
        api_key: api_key.map_or(found.api_key, Secret::from),
        api_secret: api_secret.map_or(found.api_secret, Secret::from),
        name: found.name,
    };
    providers::put(&mut write, user.id, &provider, app.clock.now()).await?;
    write.commit().await?;
    data(&ExternalProvider {
        provider: None,
        status: Some(provider.is_active),
        api_key: Some(provider.api_key),
        api_secret: Some(provider.api_secret),
    })
}

#[utoipa::path(
    delete,
    path = "/externalProvider/{provider}",
    operation_id = "ctk-external-provider-delete",
    tag = "CTK external providers",
    summary = "Deletes an external provider",
    params(ProviderPath),
    responses(
        (status = 200, body = Said<ProviderName>, description = "What has been deleted"),
        (status = 404, body = CtkRefusal, description = "601: there is no such provider"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn delete(
    Customer(user): Customer,
    State(app): State<Shared>,
    Named(name): Named,
) -> CtkResult<Response> {
    let name = named(&name)?;
    let mut write = app.store.write().await?;
    if !providers::delete(&mut write, user.id, name).await? {
        return Err(CtkError::new(Refused::NoSuchProvider));
    }
    write.commit().await?;
    data(&only_name(name))
}

#[utoipa::path(
    get,
    path = "/externalProvider",
    operation_id = "ctk-external-provider-get",
    tag = "CTK external providers",
    summary = "Shows the active external provider",
    description = "Without `data` where there is none.",
    responses(
        (status = 200, body = Active, description = "Its name, if there is one"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn active(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let active = providers::active(&mut *app.store.snapshot().await?, user.id).await?;
    match active {
        Some(provider) => data(&only_name(&provider.name)),
        None => Ok(done()),
    }
}
