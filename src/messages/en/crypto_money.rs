//! Coins that come in and go out.

use purser_chains::Chain;

pub const RECEIVE: &str = "Receive";
pub const ADDRESS: &str = "Address";
pub const COPY_ADDRESS: &str = "Copy address";
pub const SHARE_ADDRESS: &str = "Share";
pub const CODE_OF_ADDRESS: &str = "QR code of the address";
pub const CODE_HAS_TAG: &str =
    "The code carries both. A wallet that takes only the address from it needs the other typed in.";
pub const CODE_LACKS_NETWORK: &str =
    "The code carries the address alone: choose coin and network in the wallet that sends.";
pub const WHEN_IT_COUNTS: &str = "What arrives counts once the network has confirmed it, and then stands among what happened to this coin.";
pub const SEE_WHAT_ARRIVED: &str = "See what has arrived";
pub const CANNOT_BE_RECEIVED: &str = "This coin cannot be received at the moment";
pub const CANNOT_BE_RECEIVED_HINT: &str =
    "The wallet system takes none of it now. Do not send any to an address that you had before.";
pub const ADDRESS_DOES_NOT_FIT: &str = "This address cannot be right.";
pub const ADDRESS_DOES_NOT_FIT_MEANS: &str = "What the wallet system gave out is no address of this coin’s network, so it is not offered here. Do not send anything to it.";

pub fn receive_coin(coin: &str) -> String {
    format!("Receive {coin}")
}

/// What people call the number beside an address.
pub fn tag_name(chain: Option<Chain>) -> &'static str {
    match chain {
        Some(Chain::Ripple) => "Destination tag",
        Some(Chain::Stellar) => "Memo",
        Some(Chain::Monero) => "Payment ID",
        _ => "Tag",
    }
}

/// The same within a sentence.
pub fn tag_in_words(chain: Option<Chain>) -> &'static str {
    match chain {
        Some(Chain::Ripple) => "destination tag",
        Some(Chain::Stellar) => "memo",
        Some(Chain::Monero) => "payment ID",
        _ => "tag",
    }
}

pub fn copy_tag(name: &str) -> String {
    format!("Copy {name}")
}

pub fn only_over_network(coin: &str, symbol: &str, network: &str) -> String {
    format!("Send only {coin} ({symbol}) here, and only over the {network} network. Anything else is lost.")
}

pub fn only_this_coin(coin: &str, symbol: &str) -> String {
    format!(
        "Send only {coin} ({symbol}) here, over its own network. This console does not know that network’s addresses and has not checked this one. Anything else is lost."
    )
}

pub fn needs_tag(name: &str) -> String {
    format!("Both are needed. Without the {name} nobody knows whose it is, and it is lost.")
}

pub fn shared_address(
    coin: &str,
    symbol: &str,
    network: &str,
    address: &str,
    tag: Option<(&str, &str)>,
) -> String {
    let tag = tag.map(|(name, tag)| format!("\n{name}: {tag}")).unwrap_or_default();
    format!("{coin} ({symbol}), {network} network\nAddress: {address}{tag}")
}
