//! From a text to rows: what each line asks for, or what is wrong with it, by line and column.

use purser_api::{
    Currency, Money, Timestamp,
    centrowallet::{PaymentAccountId, TransactionId},
};

use super::Kind;
use crate::{csv, messages};

mod cut;

/// The most rows of one run.
pub const MOST_ROWS: usize = 5_000;

/// A text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// Columns that mean nothing here.
    pub unused: Vec<String>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its cells as they came.
    pub cells: Vec<String>,
    pub asked: Result<Asked, Vec<Wrong>>,
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub column: &'static str,
    pub sentence: String,
}

/// A customer, as a row names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    pub id: Option<u64>,
    pub email: Option<String>,
}

/// A transaction, as a row names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    Id(TransactionId),
    Order(String),
}

/// What a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    TopUp(TopUp),
    Customer(Who),
    Void { which: Which, reason: Option<String> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopUp {
    pub account: PaymentAccountId,
    pub who: Who,
    pub amount: Money,
    pub reason: Option<String>,
    pub order: Option<String>,
    pub expires: Option<Timestamp>,
}

impl TopUp {
    /// Everything about it that matters for money, in words that are the same only for the same.
    pub fn key(&self) -> String {
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().replace('\u{1f}', " ");
        [
            "top-up".to_owned(),
            self.account.to_string(),
            self.amount.amount().normalize().to_string(),
            self.amount.currency().to_string(),
            text(&self.reason),
            text(&self.order),
            self.expires.map(|at| at.to_sql()).unwrap_or_default(),
        ]
        .join("\u{1f}")
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Account,
    Customer,
    Email,
    Amount,
    Currency,
    Reason,
    Order,
    Expires,
    Transaction,
}

impl Field {
    fn word(self) -> &'static str {
        match self {
            Self::Account => messages::ACCOUNT,
            Self::Customer => messages::CUSTOMER,
            Self::Email => messages::EMAIL,
            Self::Amount => messages::AMOUNT,
            Self::Currency => messages::CURRENCY,
            Self::Reason => messages::REASON,
            Self::Order => messages::ORDER_ID,
            Self::Expires => messages::LAPSES,
            Self::Transaction => messages::TRANSACTION,
        }
    }

    /// The field that a heading names: as this console writes it, as the API does, as a person might.
    fn of(heading: &str, kind: Kind) -> Option<Self> {
        let letters = |letter: &char| letter.is_alphanumeric();
        let name: String = heading.chars().filter(letters).flat_map(char::to_lowercase).collect();
        Some(match (name.as_str(), kind) {
            ("account" | "accountid" | "paymentaccount" | "paymentaccountid", Kind::TopUp) => Self::Account,
            ("amount", Kind::TopUp) => Self::Amount,
            ("currency", Kind::TopUp) => Self::Currency,
            ("dateexpire" | "expires" | "lapses", Kind::TopUp) => Self::Expires,
            ("email" | "customeremail", Kind::TopUp | Kind::Block | Kind::Unblock) => Self::Email,
            (
                "customer" | "customerid" | "clientid" | "userid",
                Kind::TopUp | Kind::Block | Kind::Unblock,
            )
            | ("id" | "number", Kind::Block | Kind::Unblock) => Self::Customer,
            ("transaction" | "transactionid" | "id" | "number", Kind::Void) => Self::Transaction,
            ("order" | "orderid" | "merchantorderid" | "reference", Kind::TopUp | Kind::Void) => Self::Order,
            ("reason", Kind::TopUp | Kind::Void) => Self::Reason,
            _ => return None,
        })
    }

    /// The fields of a text without headings, in order.
    fn usual(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::TopUp => &[
                Self::Account,
                Self::Customer,
                Self::Amount,
                Self::Currency,
                Self::Reason,
                Self::Order,
                Self::Expires,
            ],
            Kind::Block | Kind::Unblock => &[Self::Customer],
            Kind::Void => &[Self::Transaction, Self::Reason],
        }
    }
}

/// Headings of a file to fill in.
pub fn template(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::TopUp => {
            &["account id", "customer id", "amount", "currency", "reason", "order id", "dateExpire"]
        }
        Kind::Block | Kind::Unblock => &["customer id", "email"],
        Kind::Void => &["transaction id", "order id", "reason"],
    }
}

/// Reads a text.
///
/// # Errors
///
/// What makes the whole text useless, in a sentence.
pub fn read(kind: Kind, text: &str) -> Result<Sheet, String> {
    if text.contains('\u{fffd}') {
        return Err(messages::NOT_UTF_8.to_owned());
    }
    let csv::Sheet { separator, mut records } =
        csv::read(text).map_err(|quote| messages::unclosed_quote(quote.line))?;
    records.retain(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()));
    let headed = records.first().is_some_and(|first| {
        first.cells.iter().any(|cell| Field::of(cell, kind).is_some())
            && !first.cells.iter().any(|cell| is_digits(cell))
    });
    let mut unused = Vec::new();
    let fields: Vec<Option<Field>> = if headed {
        let mut fields: Vec<Option<Field>> = Vec::new();
        for heading in records.remove(0).cells {
            let field = Field::of(&heading, kind);
            match field {
                Some(field) if fields.contains(&Some(field)) => return Err(messages::column_twice(&heading)),
                None if !heading.trim().is_empty() => unused.push(heading),
                _ => {}
            }
            fields.push(field);
        }
        fields
    } else {
        Field::usual(kind).iter().copied().map(Some).collect()
    };
    if records.len() > MOST_ROWS {
        return Err(messages::rows_too_many(records.len(), MOST_ROWS));
    }
    let rows = records
        .into_iter()
        .map(|record| Row {
            line: record.line,
            asked: Reading { separator, fields: &fields, cells: &record.cells, wrong: Vec::new() }.read(kind),
            cells: record.cells,
        })
        .collect();
    Ok(Sheet { rows, unused })
}

/// The cells of a row by what they hold, and what is wrong with them so far.
struct Reading<'a> {
    separator: char,
    fields: &'a [Option<Field>],
    cells: &'a [String],
    wrong: Vec<Wrong>,
}

impl Reading<'_> {
    fn text(&self, field: Field) -> Option<&str> {
        let place = self.fields.iter().position(|known| *known == Some(field))?;
        self.cells.get(place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    fn refuse(&mut self, field: Field, sentence: impl Into<String>) {
        self.wrong.push(Wrong { column: field.word(), sentence: sentence.into() });
    }

    /// A number above zero; people write `#58` too.
    fn number(&mut self, field: Field) -> Option<u64> {
        let text = self.text(field)?;
        let number = text.trim_start_matches('#').parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.refuse(field, messages::NOT_A_NUMBER);
        }
        number
    }

    fn required<T>(&mut self, field: Field, value: Option<T>) -> Option<T> {
        if value.is_none() && self.text(field).is_none() {
            self.refuse(field, messages::CELL_MISSING);
        }
        value
    }

    /// A customer by id, by address, or by both; what stands under the one may be the other.
    fn who(&mut self) -> Who {
        let mut who = Who { id: None, email: self.owned(Field::Email) };
        match self.text(Field::Customer) {
            Some(text) if text.contains('@') => who.email = Some(text.to_owned()),
            Some(_) => who.id = self.number(Field::Customer),
            None => {}
        }
        if who.email.as_ref().is_some_and(|email| !is_address(email)) {
            let field = if self.text(Field::Email).is_some() { Field::Email } else { Field::Customer };
            self.refuse(field, messages::NOT_AN_ADDRESS);
        }
        who
    }

    fn amount(&mut self) -> Option<Money> {
        let currency = self.text(Field::Currency).map(|code| Currency::new(&code.to_ascii_uppercase()));
        let currency = match currency {
            Some(Ok(currency)) => Some(currency),
            Some(Err(_)) => {
                self.refuse(Field::Currency, messages::CURRENCY_WRONG);
                None
            }
            None => self.required(Field::Currency, None),
        };
        let typed = self.text(Field::Amount).map(|text| text.replace('\u{2212}', "-"));
        let typed = self.required(Field::Amount, typed)?;
        if self.is_cut() {
            self.refuse(Field::Amount, messages::AMOUNT_CUT);
            return None;
        }
        match Money::parse(&typed, currency?) {
            Ok(money) if money.is_zero() => self.refuse(Field::Amount, messages::AMOUNT_ZERO),
            Ok(money) => return Some(money),
            Err(error) => self.refuse(Field::Amount, messages::amount_wrong(&error)),
        }
        None
    }

    fn expires(&mut self) -> Option<Timestamp> {
        let at = Timestamp::parse(self.text(Field::Expires)?).ok();
        if at.is_none() {
            self.refuse(Field::Expires, messages::NOT_A_TIME);
        }
        at
    }

    fn read(mut self, kind: Kind) -> Result<Asked, Vec<Wrong>> {
        let asked = match kind {
            Kind::TopUp => self.top_up().map(Asked::TopUp),
            Kind::Block | Kind::Unblock => {
                let who = self.who();
                if who == Who::default() && self.wrong.is_empty() {
                    self.refuse(Field::Customer, messages::CELL_MISSING);
                }
                Some(Asked::Customer(who))
            }
            Kind::Void => self.void(),
        };
        if self.cells.len() > self.fields.len()
            && self.cells[self.fields.len()..].iter().any(|cell| !cell.trim().is_empty())
        {
            self.wrong.push(Wrong {
                column: messages::COLUMNS,
                sentence: messages::too_many_cells(self.cells.len(), self.fields.len()),
            });
        }
        match asked {
            Some(asked) if self.wrong.is_empty() => Ok(asked),
            _ => Err(self.wrong),
        }
    }

    fn top_up(&mut self) -> Option<TopUp> {
        let account = self.number(Field::Account);
        let account = self.required(Field::Account, account);
        let (who, amount, expires) = (self.who(), self.amount(), self.expires());
        let (reason, order) = (self.owned(Field::Reason), self.owned(Field::Order));
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
            self.refuse(Field::Reason, messages::too_long(LONGEST_REASON));
        }
        Some(TopUp { account: PaymentAccountId(account?), who, amount: amount?, reason, order, expires })
    }

    fn void(&mut self) -> Option<Asked> {
        let id = self.number(Field::Transaction).map(|id| Which::Id(TransactionId(id)));
        let order = self.owned(Field::Order).map(Which::Order);
        let which = id.or_else(|| order.filter(|_| self.text(Field::Transaction).is_none()));
        if which.is_none() && self.wrong.is_empty() {
            self.refuse(Field::Transaction, messages::CELL_MISSING);
        }
        Some(Asked::Void { which: which?, reason: self.owned(Field::Reason) })
    }
}

/// The longest reason, in characters, as the form for one top-up has it.
const LONGEST_REASON: usize = 200;

/// Whether a cell holds a value for sure: no heading is a number.
fn is_digits(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_address(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

/// The ids of an address as a text of rows; what is no id stays, so that it is seen.
pub fn from_ids(ids: &str) -> String {
    ids.split(',').map(str::trim).filter(|id| !id.is_empty()).fold(String::new(), |text, id| text + id + "\n")
}

#[cfg(test)]
mod tests;
