//! The rules of CTK v3. Knows neither HTTP nor SQL.

pub mod assets;
pub mod cards;
pub mod codes;
pub mod deposits;
pub mod errors;
pub mod exchanges;
pub mod kyc;
pub mod passwords;
pub mod periods;
pub mod profiles;
pub mod providers;
pub mod value;
