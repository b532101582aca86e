//! Cards (operations 42 to 46).

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    card_number,
    decode::Cursor,
    list::{Rows, Unreadable},
    request::{Authenticated, Operation, Parts, Request},
    secret::Secret,
};

/// A card, as lists have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkCard))]
pub struct Card {
    /// The number it is spoken of by; not the number on its front.
    pub san: String,
    /// `gold` and so on.
    pub card_type: Option<String>,
    /// Whether it can be used.
    pub status: Option<bool>,
    /// Whether there is no plastic.
    #[serde(rename = "virtual")]
    pub is_virtual: Option<bool>,
    /// What it looks like.
    pub image: CardImage,
}

/// Addresses of a card's pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkCardImage))]
pub struct CardImage {
    /// Of the front.
    #[serde(serialize_with = "crate::text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub front: Option<String>,
    /// Of the back.
    #[serde(serialize_with = "crate::text::or_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub back: Option<String>,
}

impl Card {
    /// Reads a card; its `san` must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let image = cursor.field("image");
        let read = Self {
            san: fields.text("san"),
            card_type: fields.optional_text("cardType"),
            status: fields.optional_flag("status"),
            is_virtual: fields.optional_flag("virtual"),
            image: CardImage {
                front: image.field("front").optional_text()?,
                back: image.field("back").optional_text()?,
            },
        };
        fields.finish(read)
    }
}

/// All cards of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkCards))]
pub struct Cards {
    /// The cards.
    #[serde(rename = "cards")]
    pub rows: Vec<Card>,
    /// One entry for each that could not be read.
    #[serde(skip)]
    pub unreadable: Vec<Unreadable>,
}

impl Cards {
    /// Reads `{"cards": […]}`; nothing at all is no cards.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        if !cursor.is_none() {
            cursor.object()?;
        }
        let Rows { rows, unreadable } = cursor.field("cards").optional_rows(Card::read)?;
        Ok(Self { rows, unreadable })
    }
}

/// The number of a card just issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CtkCardIssued))]
pub struct CardIssued {
    /// The number it is spoken of by.
    pub san: String,
}

impl CardIssued {
    /// Reads the number, which must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        Ok(Self { san: cursor.field("san").text()? })
    }
}

/// One card in detail. Its number is masked when it is read, and its CVV is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardInfo {
    /// The number it is spoken of by.
    pub san: String,
    /// Whether it can be used.
    pub status: Option<bool>,
    /// Whether there is no plastic.
    pub is_virtual: Option<bool>,
    /// The number on its front, masked.
    pub card_number: Option<String>,
    /// Until when it works, `04/22`.
    pub card_exp_date: Option<String>,
}

impl CardInfo {
    /// Reads a card; its `san` must be there.
    pub fn read(cursor: &Cursor<'_>) -> Result<Self, Unreadable> {
        let mut fields = cursor.fields()?;
        let read = Self {
            san: fields.text("san"),
            status: fields.optional_flag("status"),
            is_virtual: fields.optional_flag("virtual"),
            card_number: fields.optional_text("cardNumber").map(|number| card_number::mask(&number)),
            card_exp_date: fields.optional_text("cardExpDate"),
        };
        fields.finish(read)
    }
}

impl Serialize for CardInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("CardInfo", 6)?;
        object.serialize_field("san", &self.san)?;
        object.serialize_field("status", &self.status)?;
        object.serialize_field("virtual", &self.is_virtual)?;
        object.serialize_field("cardNumber", &self.card_number.as_deref().map(card_number::mask))?;
        object.serialize_field("cardExpDate", &self.card_exp_date)?;
        object.serialize_field("cardCvv", "***")?;
        object.end()
    }
}

#[derive(Serialize)]
struct San<'a> {
    san: &'a str,
}

#[derive(Serialize)]
struct Activation<'a> {
    san: &'a str,
    cvv: &'a Secret,
}

#[derive(Serialize)]
struct Status {
    status: bool,
}

/// All cards. Operation 42 of CTK.
pub fn list() -> Request<Cards, Authenticated> {
    Request::new(Parts::new(Operation::CtkCardList), Cards::read)
}

/// Issues a card. Operation 43 of CTK.
pub fn issue() -> Request<CardIssued, Authenticated> {
    Request::new(Parts::new(Operation::CtkCardIssue), CardIssued::read)
}

/// One card. Operation 44 of CTK.
pub fn info(san: &str) -> Request<CardInfo, Authenticated> {
    Request::new(Parts::new(Operation::CtkCardInfo).body(&San { san }), CardInfo::read)
}

/// Activates a card with the number and the CVV on its back. Operation 45 of CTK; the field's name `cvv` is assumed.
pub fn activate(san: &str, cvv: &Secret) -> Request<CardInfo, Authenticated> {
    Request::new(Parts::new(Operation::CtkCardActivate).body(&Activation { san, cvv }), CardInfo::read)
}

/// Unlocks a card (`true`) or locks it (`false`). Operation 46 of CTK.
pub fn set_status(san: &str, status: bool) -> Request<CardInfo, Authenticated> {
    let parts = Parts::new(Operation::CtkCardStatus).param("san", san.to_owned()).body(&Status { status });
    Request::new(parts, CardInfo::read)
}
