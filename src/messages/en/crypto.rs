//! The crypto wallet: what one has.

pub const PORTFOLIO: &str = "Portfolio";
pub const YOU: &str = "You";
pub const YOUR_ACCOUNT: &str = "Your account";
pub const ASSET: &str = "Asset";
pub const ASSETS: &str = "Assets";
pub const BY_ASSET: &str = "By asset";
pub const PRICE: &str = "Price";
pub const PRICE_IN_DOLLARS: &str = "Price, USD";
pub const SHARE: &str = "Share";
pub const VALUE: &str = "Value";
pub const COIN: &str = "Coin";
pub const NO_WHOLE_VALUE: &str = "One of the coins has no value, so there is none of all.";
pub const NO_ASSETS: &str = "No coins are offered";
pub const NO_ASSETS_HINT: &str = "The coins that you can hold would stand here.";
pub const HIDE_EMPTY_COINS: &str = "Hide coins without a balance";
pub const CARD_SPENDS_THIS: &str = "Card spends this";
pub const CARD_SPENDS_TITLE: &str = "What your card spends";
pub const CARD_SPENDS: &str = "Your card spends";
pub const CARD_SPENDS_CHOSEN: &str = "You chose it. When there is not enough of it, a purchase is declined.";
pub const CARD_SPENDS_MOST: &str = "Nothing is chosen: it is the coin worth most.";
pub const CARD_SPENDS_NOTHING: &str = "There is no coin yet that a card can spend.";
pub const CHOOSE_ANOTHER_COIN: &str = "Choose another coin";
pub const CARD_SPENDS_HINT: &str = "Only coins that a card can spend are offered";
pub const WORTH_MOST: &str = "Whichever is worth most";
pub const CARD_SPENDS_CHANGED: &str = "Your card’s coin is changed.";
pub const LET_CARD_SPEND: &str = "Let the card spend this";
pub const LET_CARD_CHOOSE: &str = "Take the choice back";
pub const CARD_CANNOT_SPEND: &str = "A card cannot spend it";
pub const NO_SUCH_COIN: &str = "Your wallet has no such coin.";
pub const CAN_BE_RECEIVED: &str = "Can be received";
pub const CAN_BE_SENT: &str = "Can be sent";
pub const SENDING_COSTS: &str = "costs";
pub const BY_CARD: &str = "By card";
pub const NOT_NOW: &str = "not at the moment";
pub const COINS_SENT: &str = "Sent";
pub const COINS_RECEIVED: &str = "Received";
pub const PAID_BY_CARD: &str = "Paid by card";
pub const WORTH_THEN: &str = "Worth then";
pub const WORTH_NOW: &str = "Worth now";
pub const CHAIN_TRANSACTION: &str = "On the chain";
pub const NO_COIN_ACTIVITY: &str = "Nothing happened yet";
pub const NO_COIN_ACTIVITY_HINT: &str = "What comes in and goes out of this coin stands here.";
pub const IN_AND_OUT_30: &str = "In and out, 30 days";
pub const IN_AND_OUT_TITLE: &str = "What came in and went out each day, in US dollars";
pub const IN_AND_OUT_MEANS: &str =
    "In US dollars at the rate of each transaction. Days are counted in UTC; both ends of an exchange count.";
pub const NO_COINS_MOVED: &str = "Nothing moved in 30 days";
pub const NO_COINS_MOVED_HINT: &str = "What comes in and goes out stands here, day by day.";
pub const SECOND_FACTOR: &str = "Second factor";
pub const SECOND_FACTOR_ON: &str = "on, by text message";
pub const SECOND_FACTOR_OFF: &str = "off";
pub const SIGN_OUT_MEANS: &str = "Signing out here forgets everything in this browser. On all devices, nobody who was signed in to your wallet stays so.";
pub const SIGN_OUT_HERE: &str = "Sign out here";
pub const SIGN_OUT_EVERYWHERE: &str = "Sign out on all devices";

pub fn percent(whole: u32, tenths: u32) -> String {
    format!("{whole}.{tenths} %")
}

pub fn rates_of(clock: &str, ago: &str) -> String {
    format!("at rates of {clock}, {ago}")
}

pub fn at_rate(rate: &str) -> String {
    format!("at {rate} each")
}

pub fn dollars_each(price: &str) -> String {
    format!("{price} USD")
}

pub fn show_empty_coins(count: usize) -> String {
    if count == 1 {
        "Show the coin without a balance".to_owned()
    } else {
        format!("Show {count} coins without a balance")
    }
}

pub fn transactions_left_out(count: usize) -> String {
    if count == 1 {
        "One transaction is left out: it has no value, no time or no direction.".to_owned()
    } else {
        format!("{count} transactions are left out: they have no value, no time or no direction.")
    }
}
