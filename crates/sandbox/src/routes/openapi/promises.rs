//! What the sandbox promises beyond the types of the client.
//!
//! Those types bear answers in which a field is missing or null, because the systems' own may be like that. The sandbox
//! is stricter: in what it sends, each field is there and is not null, unless this table says otherwise, and there
//! are no others.

use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{Components, Ref, RefOr, Schema, Type, schema::Array, schema::SchemaType};

/// Each schema of an answer, the fields that it may lack, and those that may be null.
#[rustfmt::skip]
pub(super) const ANSWERS: &[(&str, &str, &str)] = &[
    ("Refusal", "code errors", ""),
    ("TokenPair", "", ""),
    ("User", "", "type blockedAt"),
    ("UserPage", "", ""),
    ("CreatedUser", "", "type"),
    ("RestoredUser", "", ""),
    ("FirstPaymentAccount", "webhook_url", "description account_number brand expiration_month expiration_year autoreload_amount autoreload_min_amount notify_amount last_used"),
    ("PaymentAccount", "webhook_url", "name description account_number brand expiration_month expiration_year autoreload_amount autoreload_min_amount notify_amount last_used"),
    ("RefillStarted", "url", "action"),
    ("Transaction", "dateExpire balanceTotal", "paymentMethod remainingAmount fullCovered descriptor merchantOrderID"),
    ("ListedTransaction", "dateExpire balanceTotal", "paymentMethod remainingAmount fullCovered descriptor merchantOrderId"),
    ("TransactionPage", "", ""),
    ("TransferDone", "", "merchantOrderId message"),
    ("PageMeta", "", ""),
    ("Link", "", ""),
    ("CentrapayCreatedWallet", "settlement", ""),
    ("CentrapayListedWallet", "", ""),
    ("CentrapayTransaction", "activityType destWalletId srcWalletId destParty srcParty paymentRequestId topupId assetTransferId withdrawalId", ""),
    ("CentrapayTransactionPage", "nextPageKey", ""),
    ("CtkRefusal", "", ""),
    ("CtkReason", "", ""),
    ("CtkDone", "", ""),
    ("CtkActiveExternalProvider", "data", ""),
    ("CtkWallet", "", ""),
    ("DepositAddress", "", ""),
    ("CtkTransaction", "", ""),
    ("CtkTransactionPage", "", ""),
    ("CtkTransactionGroups", "", ""),
    ("CtkPeriod", "", ""),
    ("CtkTotal", "", ""),
    ("CtkSymbol", "", ""),
    ("CtkRate", "", ""),
    ("CtkCard", "", ""),
    ("CtkCardImage", "", ""),
    ("CtkCards", "", ""),
    ("CtkCardIssued", "", ""),
    ("CtkCardInfo", "", ""),
    ("CtkExchange", "", "payinExtraId payinHash payoutExtraId payoutHash"),
    ("CtkPair", "", ""),
    ("CtkMinimum", "", ""),
    ("CtkExchangeStarted", "", "fromExtraId"),
    ("CtkProfile", "singupStepsCompleted", "birthdateDatetime birthdate country address city state zipcode nin"),
    ("CtkUpdatedProfile", "singupStepsCompleted", "birthdateDatetime birthdate country address city state zipcode nin"),
    ("CtkAccessToken", "", ""),
    ("CtkSignedIn", "", ""),
    ("CtkSecondFactor", "", ""),
    ("CtkDelivery", "", ""),
    ("CtkCodeSent", "", ""),
    ("CtkSignupStarted", "", ""),
    ("CtkSignupStep1Done", "", ""),
    ("CtkExternalProvider", "", ""),
    ("CtkExternalProviderSettings", "", ""),
    ("CtkExternalProviderName", "", ""),
];

/// Holds the schemas of answers to the table.
pub(super) fn keep(components: &mut Components) {
    for (name, lacking, null) in ANSWERS {
        if let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(*name) {
            let is_among = |list: &str, field: &str| list.split(' ').any(|word| word == field);
            object.required =
                object.properties.keys().filter(|field| !is_among(lacking, field)).cloned().collect();
            for (_, schema) in object.properties.iter_mut().filter(|(field, _)| !is_among(null, field)) {
                never_null(schema);
            }
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}

/// Lets an envelope of CTK name what is in it. A type with a parameter is described with its parameter written out.
pub(super) fn name_contents(components: &mut Components) {
    for (name, envelope) in &mut components.schemas {
        let Some(content) = name.strip_prefix("Ctk_") else { continue };
        if let RefOr::T(Schema::Object(envelope)) = envelope {
            let data: RefOr<Schema> = match content.strip_prefix("Vec_") {
                Some(row) => Array::new(Ref::from_schema_name(row)).into(),
                None => Ref::from_schema_name(content).into(),
            };
            envelope.properties.insert("data".to_owned(), data);
            envelope.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}

fn never_null(schema: &mut RefOr<Schema>) {
    let RefOr::T(inner) = schema else { return };
    match inner {
        Schema::Object(object) => not_null(&mut object.schema_type),
        Schema::Array(array) => not_null(&mut array.schema_type),
        Schema::OneOf(either) => {
            either.items.retain(|item| !is_null(item));
            if let [_] = either.items.as_slice()
                && let Some(only) = either.items.pop()
            {
                *schema = only;
            }
        }
        _ => {}
    }
}

fn not_null(schema_type: &mut SchemaType) {
    if let SchemaType::Array(types) = schema_type {
        types.retain(|one| *one != Type::Null);
        if let [one] = types.as_slice() {
            *schema_type = SchemaType::Type(one.clone());
        }
    }
}

fn is_null(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if object.schema_type == SchemaType::Type(Type::Null))
}
