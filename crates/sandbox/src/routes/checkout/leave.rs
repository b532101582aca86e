//! The way back to the merchant.

use reqwest::Url;

use crate::store::checkout::Checkout;
use crate::store::transactions::Transaction;

/// The merchant's address with the outcome in it, where the merchant gave one.
pub(super) fn address(checkout: &Checkout, transaction: &Transaction) -> Option<Url> {
    let mut url = merchants(checkout)?;
    let mut query = url.query_pairs_mut();
    query.append_pair("result", &transaction.status);
    query.append_pair("transactionId", &transaction.id.to_string());
    if let Some(merchant_order_id) = &transaction.merchant_order_id {
        query.append_pair("merchantOrderId", merchant_order_id);
    }
    drop(query);
    Some(url)
}

fn merchants(checkout: &Checkout) -> Option<Url> {
    let url = Url::parse(checkout.redirect_url.as_deref()?).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && is_plain).then_some(url)
}

/// Whether an address is one of this machine, to which a browser is sent without asking.
pub(super) fn is_on_this_machine(url: &Url) -> bool {
    // A policy cannot name an address of the newer kind.
    let is_loopback =
        |host: &str| host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    url.host_str().is_some_and(|host| host == "localhost" || is_loopback(host))
}

/// Where a form on the page may lead, beside the page itself.
pub(super) fn origin(checkout: &Checkout) -> Option<String> {
    let url = merchants(checkout).filter(is_on_this_machine)?;
    Some(url.origin().ascii_serialization())
}
