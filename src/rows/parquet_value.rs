//! Values of Parquet as values of JSON.

use parquet::basic::{LogicalType, TimeUnit};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Map, Number, Value};

/// What a column says of its values that the values do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Plain,
    /// A moment in UTC (`true`), or on a clock nobody knows the place of.
    Moment(bool),
    /// The same in nanoseconds, which come as plain numbers.
    Nanoseconds(bool),
    /// A time of day in nanoseconds.
    Clock,
}

impl Kind {
    /// What the column `column` says.
    pub fn of(column: &Type) -> Self {
        match column.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(t)) if matches!(t.unit, TimeUnit::NANOS) => Self::Nanoseconds(t.is_adjusted_to_u_t_c),
            Some(LogicalType::Timestamp(t)) => Self::Moment(t.is_adjusted_to_u_t_c),
            Some(LogicalType::Time(t)) if matches!(t.unit, TimeUnit::NANOS) => Self::Clock,
            _ => Self::Plain,
        }
    }

    /// The value of a field: texts, whole numbers, truth values and lists as they are, groups and maps as objects, numbers that JSON does not have as `null`, numbers of
    /// 32 bits with the fewest digits that name them, decimals as texts with all their digits, dates and times as ISO 8601, and bytes that are no text in hexadecimal.
    /// `size` grows by the bytes it takes.
    pub fn value(self, field: Field, size: &mut usize) -> Value {
        *size += 8;
        let text = match (self, field) {
            (Self::Nanoseconds(utc), Field::Long(n)) => moment(n, 1_000_000_000, utc),
            (Self::Moment(utc), Field::TimestampMillis(n)) => moment(n, 1000, utc),
            (Self::Moment(utc), Field::TimestampMicros(n)) => moment(n, 1_000_000, utc),
            (Self::Clock, Field::Long(n)) => clock(n, 1_000_000_000),
            (_, Field::TimestampMillis(n)) => moment(n, 1000, false),
            (_, Field::TimestampMicros(n)) => moment(n, 1_000_000, false),
            (_, Field::TimeMillis(n)) => clock(n.into(), 1000),
            (_, Field::TimeMicros(n)) => clock(n, 1_000_000),
            (_, Field::Date(days)) => date(days.into()),
            (_, Field::Str(text)) => text,
            (_, decimal @ Field::Decimal(_)) => decimal.to_string().trim_end_matches('.').to_owned(),
            (_, Field::Bytes(bytes)) => match std::str::from_utf8(bytes.data()) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.data().iter().map(|b| format!("{b:02x}")).collect(),
            },
            (_, other) => return plain(other, size),
        };
        *size += text.len();
        Value::String(text)
    }
}

/// The value of a field that is no text.
fn plain(field: Field, size: &mut usize) -> Value {
    match field {
        Field::Bool(b) => Value::Bool(b),
        Field::Byte(n) => n.into(),
        Field::Short(n) => n.into(),
        Field::Int(n) => n.into(),
        Field::Long(n) => n.into(),
        Field::UByte(n) => n.into(),
        Field::UShort(n) => n.into(),
        Field::UInt(n) => n.into(),
        Field::ULong(n) => n.into(),
        Field::Float16(n) => number(f64::from(n)),
        // The shortest decimal that names the same 32 bits, not the one that names 64: 0.1, not 0.10000000149011612.
        Field::Float(n) => number(n.to_string().parse().unwrap_or(f64::NAN)),
        Field::Double(n) => number(n),
        Field::Group(row) => Value::Object(object(row, size)),
        Field::ListInternal(list) => list.elements().iter().map(|f| Kind::Plain.value(f.clone(), size)).collect(),
        Field::MapInternal(map) => {
            let entry = |(key, value): &(Field, Field)| {
                let key = match Kind::Plain.value(key.clone(), &mut 0) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                (key, Kind::Plain.value(value.clone(), size))
            };
            Value::Object(map.entries().iter().map(entry).collect())
        }
        _ => Value::Null,
    }
}

fn object(row: Row, size: &mut usize) -> Map<String, Value> {
    let columns = row.into_columns().into_iter();
    columns.map(|(name, field)| (name, Kind::Plain.value(field, size))).collect()
}

fn number(n: f64) -> Value {
    Number::from_f64(n).map_or(Value::Null, Value::Number)
}

/// The year, month and day of a count of days since 1970-01-01, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn date(days: i64) -> String {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, year) = if month < 10 {
        (month + 3, year + era * 400)
    } else {
        (month - 9, year + era * 400 + 1)
    };
    format!("{year:04}-{month:02}-{day:02}")
}

/// The time of day of a count of `unit`ths of a second since midnight.
fn clock(count: i64, unit: i64) -> String {
    let (seconds, rest) = (count.div_euclid(unit), count.rem_euclid(unit));
    let whole = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        return whole;
    }
    let digits = unit.ilog10() as usize;
    let fraction = format!("{rest:0digits$}");
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

/// The moment of a count of `unit`ths of a second since 1970.
fn moment(count: i64, unit: i64, utc: bool) -> String {
    let day = 86_400 * unit;
    let zone = if utc { "Z" } else { "" };
    format!("{}T{}{zone}", date(count.div_euclid(day)), clock(count.rem_euclid(day), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_those_of_the_calendar() {
        assert_eq!(
            [date(0), date(-1), date(19_782), date(11_016)],
            ["1970-01-01", "1969-12-31", "2024-02-29", "2000-02-29"]
        );
        assert_eq!(moment(1_767_225_599_999, 1000, true), "2025-12-31T23:59:59.999Z");
        assert_eq!(moment(-1, 1_000_000_000, false), "1969-12-31T23:59:59.999999999");
        assert_eq!([clock(0, 1000), clock(3_600_500, 1000)], ["00:00:00", "01:00:00.5"]);
        assert_eq!(moment(i64::MIN, 1000, true).chars().last(), Some('Z'));
        assert!(date(i32::MAX.into()).ends_with("-07-11"));
    }

    #[test]
    fn numbers_keep_their_digits_and_those_without_a_name_in_json_are_null() {
        let value = |field| Kind::Plain.value(field, &mut 0);
        assert_eq!(value(Field::Float(0.1)).to_string(), "0.1");
        assert_eq!(value(Field::Double(0.1)).to_string(), "0.1");
        assert_eq!(value(Field::ULong(u64::MAX)).to_string(), "18446744073709551615");
        assert_eq!(
            [value(Field::Double(f64::NAN)), value(Field::Float(f32::INFINITY)), value(Field::Null)],
            [const { Value::Null }; 3]
        );
    }
}
