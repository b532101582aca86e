//! Reading an object field by field.

use rust_decimal::Decimal;

use crate::{
    currency::Currency, decode::Cursor, list::Unreadable, money::MinorUnits, secret::Secret, time::WireTime,
};

/// The fields of an object, read one after the other.
///
/// Trouble does not stop the reading: the first is kept, a stand-in goes on in its place, and [`finish`](Fields::finish)
/// throws all of it away. A reader of thirty fields has one way out instead of thirty, which in a browser is about half
/// its size.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    object: Cursor<'a>,
    trouble: Option<Unreadable>,
}

macro_rules! field_readers {
    ($($(#[$meta:meta])* $name:ident -> $type:ty, or $stand_in:expr;)+) => {
        $(
            $(#[$meta])*
            #[inline(never)]
            pub(crate) fn $name(&mut self, name: &str) -> $type {
                let object = self.object;
                let result = object.field(name).$name();
                self.keep(result).unwrap_or_else(|| $stand_in)
            }
        )+
    };
}

impl<'a> Fields<'a> {
    pub(crate) fn new(object: Cursor<'a>) -> Self {
        Self { object, trouble: None }
    }

    field_readers! {
        optional_text -> Option<String>, or None;
        text -> String, or String::new();
        secret -> Secret, or Secret::default();
        optional_decimal -> Option<Decimal>, or None;
        decimal -> Decimal, or Decimal::ZERO;
        optional_minor_units -> Option<MinorUnits>, or None;
        minor_units -> MinorUnits, or MinorUnits::default();
        optional_unsigned -> Option<u64>, or None;
        unsigned -> u64, or 0;
        optional_small -> Option<u32>, or None;
        optional_flag -> Option<bool>, or None;
        currency -> Currency, or Currency::STAND_IN;
        time -> Option<WireTime>, or None;
    }

    /// A text of an open set.
    pub(crate) fn open<T: From<String>>(&mut self, name: &str) -> T {
        T::from(self.optional_text(name).unwrap_or_default())
    }

    /// Takes the value out, or keeps the trouble if it is the first.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Unreadable>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.trouble.get_or_insert(trouble);
                None
            }
        }
    }

    /// What was read, if all of it could be.
    pub(crate) fn finish<T>(self, read: T) -> Result<T, Unreadable> {
        match self.trouble {
            None => Ok(read),
            Some(trouble) => Err(trouble),
        }
    }
}
