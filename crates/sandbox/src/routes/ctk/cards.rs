//! Cards: operations 42 to 46.

use axum::extract::State;
use axum::response::Response;
use purser_api::ctk::card::{Card as SaidCard, CardImage, CardInfo, CardIssued, Cards};

use super::answer::{CtkError, CtkResult, data};
use super::caller::{Customer, Form, Named};
use super::described::{self, Activation, CardStatus, CtkRefusal, Said, San};
use crate::app::{App, Shared};
use crate::domain::ctk::cards::{expiry, is_cvv, masked, san};
use crate::domain::ctk::codes::Verdict;
use crate::domain::ctk::errors::Refused;
use crate::domain::ctk::kyc::Tier;
use crate::domain::secret;
use crate::routes::openapi::refusals::{CtkBody, CtkToken, CtkTooMany};
use crate::store::Connection;
use crate::store::ctk::cards::{self, Card};
use crate::store::ctk::users;

/// What CVVs are worked out with.
pub(in crate::routes) fn card_key(app: &App) -> [u8; 32] {
    secret::derived(app.store.access_token_key(), "CTK card")
}

fn said(card: &Card) -> SaidCard {
    SaidCard {
        san: card.san.clone(),
        card_type: Some(card.kind.clone()),
        status: Some(card.status()),
        is_virtual: Some(card.is_virtual),
        image: CardImage {
            front: Some(format!("https://images.example/cards/{}-front.png", card.kind)),
            back: Some(format!("https://images.example/cards/{}-back.png", card.kind)),
        },
    }
}

fn in_detail(card: &Card) -> CtkResult<Response> {
    data(&CardInfo {
        san: card.san.clone(),
        status: Some(card.status()),
        is_virtual: Some(card.is_virtual),
        card_number: Some(masked(&card.last_four)),
        card_exp_date: Some(expiry(card.created_at)),
    })
}

async fn card_of(connection: &mut Connection, user_id: i64, san: &str) -> CtkResult<Card> {
    let card = cards::of(connection, user_id, san).await?;
    card.ok_or_else(|| CtkError::new(Refused::NoSuchCard))
}

#[utoipa::path(
    get,
    path = "/card",
    operation_id = "ctk-card-list",
    tag = "CTK cards",
    summary = "Lists cards",
    responses(
        (status = 200, body = Said<Cards>, description = "The cards"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn list(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let cards = cards::list(&mut *app.store.snapshot().await?, user.id).await?;
    data(&Cards { rows: cards.iter().map(said).collect(), unreadable: Vec::new() })
}

#[utoipa::path(
    post,
    path = "/card/issue",
    operation_id = "ctk-card-issue",
    tag = "CTK cards",
    summary = "Issues a card",
    description = "Without a body. It comes by post and has to be activated.",
    responses(
        (status = 200, body = Said<CardIssued>, description = "The number it is spoken of by"),
        (status = 403, body = CtkRefusal, description = "501 or 502: the profile is not complete, or the identity is not cleared"),
        (status = 409, body = CtkRefusal, description = "503: there cannot be more cards"),
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn issue(Customer(user): Customer, State(app): State<Shared>) -> CtkResult<Response> {
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let user = users::by_id(&mut write, user.id).await?;
    let user = user.ok_or_else(|| CtkError::new(Refused::Unauthenticated))?;
    let identity = user.identity();
    let missing = identity.missing();
    if !missing.is_empty() {
        return Err(CtkError::with(Refused::ProfileIncomplete, &[("why", &missing.join(", "))]));
    }
    if identity.tier() < Tier::Cleared {
        return Err(CtkError::new(Refused::IdentityNotCleared));
    }
    let count = cards::list(&mut write, user.id).await?.len();
    if i64::try_from(count).unwrap_or(i64::MAX) >= identity.tier().card_limit() {
        return Err(CtkError::new(Refused::CardLimitReached));
    }
    let mut chance = secret::random()?;
    while cards::is_taken(&mut write, &san(chance)).await? {
        chance = secret::random()?;
    }
    let san = cards::issue(&mut write, user.id, chance, now).await?;
    write.commit().await?;
    data(&CardIssued { san })
}

#[utoipa::path(
    post,
    path = "/card/info",
    operation_id = "ctk-card-info",
    tag = "CTK cards",
    summary = "Shows one card",
    description = "Its number comes masked.",
    request_body = San,
    responses(
        (status = 200, body = Said<described::CardInfo>, description = "The card"),
        (status = 404, body = CtkRefusal, description = "500: there is no such card"),
        (status = 422, body = CtkRefusal, description = "101 or 102: the san is missing or not as it must be"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn info(
    Customer(user): Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let san = fields.required("san", 20);
    fields.check()?;
    let mut connection = app.store.read().await?;
    in_detail(&card_of(&mut connection, user.id, &san).await?)
}

#[utoipa::path(
    post,
    path = "/card/activate",
    operation_id = "ctk-card-activate",
    tag = "CTK cards",
    summary = "Activates a card",
    description = "With the number on its back.",
    request_body = Activation,
    responses(
        (status = 200, body = Said<described::CardInfo>, description = "The card, which can be used now"),
        (status = 404, body = CtkRefusal, description = "500: there is no such card"),
        (status = 409, body = CtkRefusal, description = "505: it has been activated already"),
        (status = 422, body = CtkRefusal, description = "101, 102 or 504: a field is missing, or the CVV is not right"),
        CtkTooMany,
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn activate(
    Customer(user): Customer,
    State(app): State<Shared>,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let san = fields.required("san", 20);
    let cvv = fields.required("cvv", 20);
    fields.check()?;
    let now = app.clock.now();
    let mut write = app.store.write().await?;
    let card = card_of(&mut write, user.id, &san).await?;
    if card.activated_at.is_some() {
        return Err(CtkError::new(Refused::AlreadyActivated));
    }
    let mut attempts = card.attempts;
    let verdict = attempts.judge(is_cvv(&card_key(&app), &san, &cvv), now);
    cards::change_attempts(&mut write, card.id, attempts).await?;
    let answer = match verdict {
        Verdict::Right => {
            cards::activate(&mut write, card.id, now).await?;
            in_detail(&card_of(&mut write, user.id, &san).await?)
        }
        Verdict::Wrong => Err(CtkError::new(Refused::WrongCvv)),
        Verdict::Locked { seconds } => Err(CtkError::too_many(seconds)),
    };
    write.commit().await?;
    answer
}

#[utoipa::path(
    put,
    path = "/card/status/{san}",
    operation_id = "ctk-card-status",
    tag = "CTK cards",
    summary = "Locks or unlocks a card",
    params(("san" = String, Path, description = "The number it is spoken of by", max_length = 255)),
    request_body = CardStatus,
    responses(
        (status = 200, body = Said<described::CardInfo>, description = "The card as it is now"),
        (status = 404, body = CtkRefusal, description = "500: there is no such card"),
        (status = 409, body = CtkRefusal, description = "506: it has not been activated yet"),
        (status = 422, body = CtkRefusal, description = "101 or 102: the status is missing or not as it must be"),
        CtkBody,
        CtkToken,
    ),
    security(("ctkToken" = []))
)]
pub(super) async fn change_status(
    Customer(user): Customer,
    State(app): State<Shared>,
    Named(san): Named,
    Form(mut fields): Form,
) -> CtkResult<Response> {
    let status = fields.required_boolean("status");
    fields.check()?;
    let mut write = app.store.write().await?;
    let card = card_of(&mut write, user.id, &san).await?;
    if card.activated_at.is_none() {
        return Err(CtkError::new(Refused::NotActivated));
    }
    cards::change_lock(&mut write, card.id, status).await?;
    let card = card_of(&mut write, user.id, &san).await?;
    write.commit().await?;
    in_detail(&card)
}
