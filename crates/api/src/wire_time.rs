//! Times as the systems write them.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    time::{TimeError, Timestamp},
    time_text::{parse_local, parse_offset},
};

/// The zone in which a [`WireTime`] was said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// UTC, said or implied.
    Utc,
    /// An offset from UTC, in seconds.
    Offset(i64),
    /// A name other than UTC (`Europe/Riga`, `EST`). What it means at that time is not known here.
    Named(String),
}

/// A time as a system said it.
///
/// The three systems write times in five ways. Where what was said is an instant, [`instant`](WireTime::instant) has it.
/// A local time in a named zone other than UTC is not one without a table of the zones' rules; it is kept to be shown as
/// it came, [`text`](WireTime::text) and [`zone`](WireTime::zone), and never guessed.
///
/// It serializes as CentroWallet's object of date and zone.
///
/// ```
/// use purser_api::{Timestamp, WireTime};
///
/// let said = WireTime::new("2024-03-14 10:43:33.000000", Some("UTC"))?;
/// assert_eq!(said.instant(), Some(Timestamp::from_unix_seconds(1_710_413_013)));
///
/// let local = WireTime::new("2024-03-14 10:43:33.000000", Some("Europe/Riga"))?;
/// assert_eq!(local.instant(), None);
/// assert_eq!(local.text(), "2024-03-14 10:43:33.000000");
/// # Ok::<(), purser_api::time::TimeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WireTime {
    text: String,
    zone: Zone,
    instant: Option<Timestamp>,
}

impl WireTime {
    /// Reads a date and time with the zone named beside it. An offset or `Z` in the text counts before that zone;
    /// without either it is UTC.
    pub fn new(text: &str, zone: Option<&str>) -> Result<Self, TimeError> {
        let (local, own_offset) = parse_local(text)?;
        let zone = match own_offset {
            Some(0) => Zone::Utc,
            Some(seconds) => Zone::Offset(seconds),
            None => named_zone(zone.unwrap_or("UTC")),
        };
        let instant = match zone {
            Zone::Utc => Some(local),
            Zone::Offset(seconds) => Some(local.minus_seconds(seconds).ok_or(TimeError)?),
            Zone::Named(_) => None,
        };
        Ok(Self { text: text.to_owned(), zone, instant })
    }

    /// Reads seconds since the Unix epoch, or an error when that is beyond the year 9999.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, TimeError> {
        let instant = Timestamp::from_unix_seconds(seconds);
        if instant.unix_seconds() != seconds {
            return Err(TimeError);
        }
        Ok(Self { text: seconds.to_string(), zone: Zone::Utc, instant: Some(instant) })
    }

    /// The instant, where what was said is one.
    pub fn instant(&self) -> Option<Timestamp> {
        self.instant
    }

    /// The text as it came.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The zone it was said in.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// For `#[serde(serialize_with)]`: ISO 8601 with milliseconds, as Centrapay writes it.
    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(crate) fn as_iso<S: Serializer>(time: &Option<Self>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => match time.instant {
                Some(instant) => serializer.serialize_str(&instant.to_iso_millis()),
                None => serializer.serialize_str(&time.text),
            },
            None => serializer.serialize_none(),
        }
    }

    /// For `#[serde(serialize_with)]`: `2018-03-31 09:59:48`, as CTK writes it.
    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(crate) fn as_sql<S: Serializer>(time: &Option<Self>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => match time.instant {
                Some(instant) => serializer.serialize_str(&instant.to_sql()),
                None => serializer.serialize_str(&time.text),
            },
            None => serializer.serialize_none(),
        }
    }

    /// For `#[serde(serialize_with)]`: seconds since the Unix epoch, as the exchanges write it.
    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(crate) fn as_unix<S: Serializer>(time: &Option<Self>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => match time.instant {
                Some(instant) => serializer.serialize_i64(instant.unix_seconds()),
                None => serializer.serialize_str(&time.text),
            },
            None => serializer.serialize_none(),
        }
    }
}

fn named_zone(name: &str) -> Zone {
    if matches!(name, "UTC" | "utc" | "Z" | "GMT" | "Etc/UTC" | "Etc/GMT" | "UCT" | "Etc/UCT") {
        return Zone::Utc;
    }
    match parse_offset(name) {
        Some(0) => Zone::Utc,
        Some(seconds) => Zone::Offset(seconds),
        None => Zone::Named(name.to_owned()),
    }
}

impl From<Timestamp> for WireTime {
    fn from(instant: Timestamp) -> Self {
        Self { text: instant.to_php(), zone: Zone::Utc, instant: Some(instant) }
    }
}

/// `{"date": "2024-03-14 10:43:33.000000", "timezone_type": 3, "timezone": "UTC"}`
impl Serialize for WireTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("WireTime", 3)?;
        match (self.instant, &self.zone) {
            (None, Zone::Named(name)) => {
                object.serialize_field("date", &self.text)?;
                object.serialize_field("timezone_type", &3)?;
                object.serialize_field("timezone", name)?;
            }
            (instant, _) => {
                let date = instant.map_or_else(|| self.text.clone(), |instant| instant.to_php());
                object.serialize_field("date", &date)?;
                object.serialize_field("timezone_type", &3)?;
                object.serialize_field("timezone", "UTC")?;
            }
        }
        object.end()
    }
}
