//! Dates and times out of text.

use crate::time::{Date, TimeError, Timestamp};

const MICROS_PER_SECOND: i64 = 1_000_000;

/// Reads a date, a time of day if there is one, and an offset if there is one, as the local time and the offset in
/// seconds.
pub(crate) fn parse_local(text: &str) -> Result<(Timestamp, Option<i64>), TimeError> {
    let mut scanner = Scanner::new(text);
    let mut micros = scanner.date()?.midnight().0;
    if !scanner.0.is_empty() {
        if scanner.byte(b'T').is_err() {
            scanner.byte(b' ')?;
        }
        micros += scanner.time_of_day()?;
    }
    let offset = scanner.offset()?;
    scanner.end()?;
    Ok((Timestamp(micros), offset))
}

/// Reads `Z`, `+02:00`, `-0330`: an offset from UTC in seconds.
pub(crate) fn parse_offset(text: &str) -> Option<i64> {
    let mut scanner = Scanner::new(text);
    let offset = scanner.offset().ok()?;
    scanner.end().ok()?;
    offset
}

/// What is left of a text.
pub(crate) struct Scanner<'a>(&'a [u8]);

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self(text.as_bytes())
    }

    pub(crate) fn byte(&mut self, expected: u8) -> Result<(), TimeError> {
        match self.0.split_first() {
            Some((first, rest)) if *first == expected => {
                self.0 = rest;
                Ok(())
            }
            _ => Err(TimeError),
        }
    }

    /// Exactly that many digits.
    pub(crate) fn digits(&mut self, count: usize) -> Result<u32, TimeError> {
        let (digits, rest) = self.0.split_at_checked(count).ok_or(TimeError)?;
        let mut value = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return Err(TimeError);
            }
            value = value * 10 + u32::from(digit - b'0');
        }
        self.0 = rest;
        Ok(value)
    }

    pub(crate) fn end(&self) -> Result<(), TimeError> {
        if self.0.is_empty() { Ok(()) } else { Err(TimeError) }
    }

    pub(crate) fn date(&mut self) -> Result<Date, TimeError> {
        let year = self.digits(4)?;
        self.byte(b'-')?;
        let month = self.digits(2)?;
        self.byte(b'-')?;
        let day = self.digits(2)?;
        Date::from_numbers(year, month, day)
    }

    /// Microseconds since midnight.
    pub(crate) fn time_of_day(&mut self) -> Result<i64, TimeError> {
        let hour = self.digits(2)?;
        self.byte(b':')?;
        let minute = self.digits(2)?;
        let mut second = 0;
        let mut micros = 0;
        if self.byte(b':').is_ok() {
            second = self.digits(2)?;
            if self.byte(b'.').is_ok() {
                micros = self.fraction()?;
            }
        }
        if hour > 23 || minute > 59 || second > 59 {
            return Err(TimeError);
        }
        Ok(i64::from(hour * 3600 + minute * 60 + second) * MICROS_PER_SECOND + micros)
    }

    /// Digits after the point, in microseconds.
    fn fraction(&mut self) -> Result<i64, TimeError> {
        let mut micros = 0;
        let mut place = 100_000;
        let mut any = false;
        while let Some((digit, rest)) = self.0.split_first().filter(|(digit, _)| digit.is_ascii_digit()) {
            if place == 0 && *digit != b'0' {
                return Err(TimeError);
            }
            micros += i64::from(digit - b'0') * place;
            place /= 10;
            any = true;
            self.0 = rest;
        }
        if any { Ok(micros) } else { Err(TimeError) }
    }

    /// `Z`, `+02:00`, `-0330` or nothing.
    fn offset(&mut self) -> Result<Option<i64>, TimeError> {
        if self.byte(b'Z').is_ok() {
            return Ok(Some(0));
        }
        let sign = if self.byte(b'+').is_ok() {
            1
        } else if self.byte(b'-').is_ok() {
            -1
        } else {
            return Ok(None);
        };
        let hours = self.digits(2)?;
        let _colon_may_be_left_out = self.byte(b':');
        let minutes = self.digits(2)?;
        if hours > 23 || minutes > 59 {
            return Err(TimeError);
        }
        Ok(Some(sign * i64::from(hours * 3600 + minutes * 60)))
    }
}
