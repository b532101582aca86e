//! Bodies of requests.

use purser_api::Secret;
use purser_api::openapi::Decimal;
use utoipa::ToSchema;
use utoipa::openapi::{ObjectBuilder, SchemaFormat, Type, schema::OneOfBuilder};

use super::queries::{ProviderCode, SymbolCode};
use crate::routes::openapi::shape::{stands_for, text};

stands_for! {
    LoginName = text(r"^\S+$", "mira", "A name to sign in with, without blanks.").max_length(Some(255));
    SmsCode = text("^[0-9]{6}$", "123456", "Six digits.");
    Password = text(".", "Tide-and-41-oars", "A small and a capital letter, a digit and a sign.")
        .min_length(Some(8))
        .max_length(Some(1_000));
    Phone = text(r"^\+[0-9 ().-]+$", "+17865552739", "A telephone number with its country code.")
        .max_length(Some(40));
    Email = text("@", "mira@example.org", "An e-mail address.")
        .format(Some(SchemaFormat::Custom("email".to_owned())))
        .max_length(Some(254));
    Birthdate = text("^[0-9]{2}/[0-9]{2}/[0-9]{4}$", "12/31/1990", "Month, day, year.");
    ShortText = text(r"\S", "Mira", "A text that is not blank.").max_length(Some(100));
    CoinAmount = OneOfBuilder::new()
        .item(ObjectBuilder::new().schema_type(Type::Number))
        .item(text(r"^[0-9]+(\.[0-9]+)?$", "0.05", "As a text, so that nobody rounds it."));
}

/// Coins to send away.
#[derive(ToSchema)]
#[schema(as = CtkWithdrawalBody)]
pub(in crate::routes::ctk) struct Withdrawal {
    /// Where to: an address of the coin's chain, with its tag as `address:tag` where it has one.
    #[schema(max_length = 255, min_length = 1, examples("LZTdhATrYHdFQwjVyPxHqmFoFBQZtiCEyD"))]
    address: String,
    /// How much, in whole coins.
    amount: Decimal,
}

/// Whether a wallet is the one that the card spends.
#[derive(ToSchema)]
#[schema(as = CtkDefaultBody, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct Default {
    /// True makes it so; false lets the card spend the largest.
    #[schema(examples(true))]
    is_default: bool,
}

/// A name and a password.
#[derive(ToSchema)]
#[schema(as = CtkLoginBody)]
pub(in crate::routes::ctk) struct Credentials {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
    /// The password.
    #[schema(max_length = 1000, min_length = 1, examples("Tide-and-41-oars"))]
    password: String,
}

/// The code of the second factor.
#[derive(ToSchema)]
#[schema(as = CtkLoginCodeBody)]
pub(in crate::routes::ctk) struct SignInCode {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
    /// The six digits from the text message.
    #[schema(value_type = SmsCode)]
    code: String,
    /// What signing in answered.
    #[schema(max_length = 4000, min_length = 1, examples("Zm9yLWEtc2Vzc2lvbg"))]
    session: String,
}

/// Who is meant.
#[derive(ToSchema)]
#[schema(as = CtkUsernameBody)]
pub(in crate::routes::ctk) struct Username {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
}

/// The code that confirms a sign-up.
#[derive(ToSchema)]
#[schema(as = CtkVerifyBody)]
pub(in crate::routes::ctk) struct Verify {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
    /// The six digits from the text message.
    #[schema(value_type = SmsCode)]
    code: String,
}

/// A new password, and the code that allows it.
#[derive(ToSchema)]
#[schema(as = CtkNewPasswordBody)]
pub(in crate::routes::ctk) struct NewPassword {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
    /// The six digits from the text message.
    #[schema(value_type = SmsCode)]
    code: String,
    /// The password that is to be.
    #[schema(value_type = Password)]
    password: String,
}

/// Who signs up.
#[derive(ToSchema)]
#[schema(as = CtkSignupBody, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct Signup {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
    /// The password that is to be.
    #[schema(value_type = Password)]
    password: String,
    /// The e-mail address.
    #[schema(value_type = Email)]
    email: String,
    /// The telephone number; a code is sent there.
    #[schema(value_type = Phone)]
    phone: String,
    /// First name.
    #[schema(value_type = ShortText)]
    first_name: String,
    /// Last name.
    #[schema(value_type = ShortText)]
    last_name: String,
    /// Country.
    #[schema(value_type = ShortText)]
    country: String,
    /// Street and house.
    #[schema(value_type = ShortText)]
    address: String,
    /// City.
    #[schema(value_type = ShortText)]
    city: String,
    /// State or province.
    #[schema(value_type = ShortText)]
    state: String,
    /// Postal code.
    #[schema(max_length = 20, min_length = 1, examples("33101"))]
    zipcode: String,
    /// National identity number.
    #[schema(value_type = ShortText)]
    nin: String,
    /// The birthday, 18 years ago or more.
    #[schema(value_type = Birthdate)]
    birthdate: String,
    /// Whether to do without the code.
    override_confirmation: Option<bool>,
}

/// The first of nine steps, the only one that is published.
#[derive(ToSchema)]
#[schema(as = CtkSignupStep1Body, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct SignupStep1 {
    /// The name to sign in with.
    #[schema(value_type = LoginName)]
    username: String,
    /// The password that is to be.
    #[schema(value_type = Password)]
    password: String,
    /// The e-mail address.
    #[schema(value_type = Email)]
    email: String,
    /// The telephone number; a code is sent there.
    #[schema(value_type = Phone)]
    phone: String,
    /// First name.
    #[schema(value_type = ShortText)]
    first_name: String,
    /// Last name.
    #[schema(value_type = ShortText)]
    last_name: String,
}

/// What to change about a profile; what is not said stays.
#[derive(ToSchema)]
#[schema(as = CtkProfileBody, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct ProfileUpdate {
    /// The name to sign in with.
    #[schema(value_type = Option<LoginName>)]
    username: Option<String>,
    /// The e-mail address.
    #[schema(value_type = Option<Email>)]
    email: Option<String>,
    /// The telephone number; a code is sent there.
    #[schema(value_type = Option<Phone>)]
    phone: Option<String>,
    /// First name.
    #[schema(value_type = Option<ShortText>)]
    first_name: Option<String>,
    /// Last name.
    #[schema(value_type = Option<ShortText>)]
    last_name: Option<String>,
    /// Country.
    #[schema(value_type = Option<ShortText>)]
    country: Option<String>,
    /// Street and house.
    #[schema(value_type = Option<ShortText>)]
    address: Option<String>,
    /// City.
    #[schema(value_type = Option<ShortText>)]
    city: Option<String>,
    /// State or province.
    #[schema(value_type = Option<ShortText>)]
    state: Option<String>,
    /// Postal code.
    #[schema(max_length = 20)]
    zipcode: Option<String>,
    /// National identity number.
    #[schema(value_type = Option<ShortText>)]
    nin: Option<String>,
    /// The birthday, 18 years ago or more.
    #[schema(value_type = Option<Birthdate>)]
    birthdate: Option<String>,
    /// Whether signing in takes a code.
    mfa: Option<bool>,
}

/// Which card.
#[derive(ToSchema)]
#[schema(as = CtkCardBody)]
pub(in crate::routes::ctk) struct San {
    /// The number it is spoken of by.
    #[schema(max_length = 20, min_length = 1, examples("10000001"))]
    san: String,
}

/// A card, and what stands on its back.
#[derive(ToSchema)]
#[schema(as = CtkActivationBody)]
pub(in crate::routes::ctk) struct Activation {
    /// The number it is spoken of by.
    #[schema(max_length = 20, min_length = 1, examples("10000001"))]
    san: String,
    /// Three digits. Five wrong ones lock for a while.
    #[schema(max_length = 20, min_length = 1, examples("123"))]
    cvv: String,
}

/// Whether a card can be used.
#[derive(ToSchema)]
#[schema(as = CtkCardStatusBody)]
pub(in crate::routes::ctk) struct CardStatus {
    /// True unlocks, false locks.
    #[schema(examples(false))]
    status: bool,
}

/// A provider to add.
#[derive(ToSchema)]
#[schema(as = CtkNewExternalProviderBody, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct NewProvider {
    /// One that is authorized.
    #[schema(value_type = ProviderCode)]
    provider: String,
    /// Whether it is the active one; any other is then none.
    #[schema(examples(true))]
    status: bool,
    /// The key made there.
    #[schema(max_length = 1000, min_length = 1, examples("key-made-there"))]
    api_key: String,
    /// The secret made there.
    #[schema(max_length = 1000, min_length = 1, examples("secret-made-there"))]
    api_secret: Secret,
}

/// What to change about a provider; what is not said stays.
#[derive(ToSchema)]
#[schema(as = CtkExternalProviderBody, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct ProviderUpdate {
    /// Whether it is the active one; any other is then none.
    #[schema(examples(false))]
    status: Option<bool>,
    /// The key made there.
    #[schema(max_length = 1000)]
    api_key: Option<String>,
    /// The secret made there.
    #[schema(max_length = 1000)]
    api_secret: Option<String>,
}

/// Two coins.
#[derive(ToSchema)]
#[schema(as = CtkPairBody)]
pub(in crate::routes::ctk) struct Pair {
    /// The coin given.
    #[schema(value_type = SymbolCode)]
    from: String,
    /// The coin wanted.
    #[schema(value_type = SymbolCode)]
    to: String,
}

/// An exchange to make.
#[derive(ToSchema)]
#[schema(as = CtkNewExchangeBody)]
pub(in crate::routes::ctk) struct NewExchange {
    /// The coin given.
    #[schema(value_type = SymbolCode)]
    from: String,
    /// The coin wanted.
    #[schema(value_type = SymbolCode)]
    to: String,
    /// How much, in whole coins, with no more decimals than the coin has.
    #[schema(value_type = CoinAmount)]
    amount: String,
}
