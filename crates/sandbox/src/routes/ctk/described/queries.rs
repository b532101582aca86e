//! Queries and addresses of requests, out of the tables and limits that they are read with.

use utoipa::IntoParams;

use crate::domain::ctk::assets::ASSETS;
use crate::domain::ctk::periods::Period;
use crate::domain::ctk::providers::AUTHORISED;
use crate::routes::ctk::fields::{HIGHEST_LIMIT, LAST_PAGE};
use crate::routes::ctk::transactions::KINDS;
use crate::routes::openapi::shape::{one_of, stands_for, whole, words};

stands_for! {
    PageNumber = whole(1, LAST_PAGE);
    Limit = whole(1, HIGHEST_LIMIT);
    SymbolCode = one_of(ASSETS.iter().map(|asset| asset.symbol));
    ProviderCode = one_of(AUTHORISED.iter().copied());
    Kind = words(KINDS);
    PeriodName = words(Period::ALL);
}

/// A coin in the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::routes::ctk) struct SymbolPath {
    /// The coin, in upper or lower case.
    #[param(inline, value_type = SymbolCode)]
    symbol: String,
}

/// A provider in the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub(in crate::routes::ctk) struct ProviderPath {
    /// The provider, in upper or lower case.
    #[param(inline, value_type = ProviderCode)]
    provider: String,
}

/// Which page.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct PageQuery {
    /// The page, from 1.
    #[param(inline, value_type = Option<PageNumber>)]
    page: Option<i64>,
    /// Rows on a page; 100, if not said.
    #[param(inline, value_type = Option<Limit>)]
    limit: Option<i64>,
    /// Of this coin; of all, if not said.
    #[param(inline, value_type = Option<SymbolCode>)]
    symbol: Option<String>,
}

/// What to add up.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(in crate::routes::ctk) struct TotalQuery {
    /// What; everything, if not said.
    #[param(inline, value_type = Option<Kind>)]
    r#type: Option<String>,
    /// Over which time; this month, if not said. An interval needs both dates.
    #[param(inline, value_type = Option<PeriodName>)]
    period: Option<String>,
    /// The first day of an interval, UTC.
    #[param(format = "date")]
    start_date: Option<String>,
    /// The last day of an interval, UTC. `endData`, as the document spells it once, is taken too.
    #[param(format = "date")]
    end_date: Option<String>,
}
