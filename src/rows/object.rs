//! One JSON object, out of its bytes.

use serde_json::{Map, Value};

use super::source::Place;
use crate::rubric::{Code, Diagnostic};

/// What an object is called, and how objects are told apart, where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// What its bytes are counted in.
    pub unit: &'static str,
    /// The mend for something else.
    pub help: &'static str,
}

/// The object that `bytes` hold, whose first one stands in `column` (from 1) of the line of `place`.
pub(super) fn object(bytes: &[u8], place: Place<'_>, column: usize, manner: Manner) -> Result<Map<String, Value>, Diagnostic> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let message = format!("is not UTF-8 at byte {} of the {}", e.valid_up_to(), manner.unit);
        place.fault(Code::Unreadable, "", message).with_help("save the file as UTF-8")
    })?;
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(place.fault(Code::WrongType, "", "is JSON but no object").with_help(manner.help)),
        Err(e) => {
            // serde_json counts lines within the row.
            let message = e.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let mut found = place.fault(Code::Syntax, "", format!("is not JSON: {message}")).with_help(manner.help);
            found.line += e.line().saturating_sub(1);
            found.column = e.column() + if e.line() > 1 { 0 } else { column - 1 };
            Err(found)
        }
    }
}
