//! What people and programs see of one grade. Hashes are replaced at equal width and numbers rounded, so that the snapshots change when the output does and
//! not with the last bit of a product.

use serde_json::Value;

use crate::support::run;

/// An answer with something met, something missing, a slip of the pen and something the wrong way round.
const ANSWER: &str = "\
Lasso adds the absolute values of the weights to the loss and drives some of them to exactly zero. Ridge makes all weights smaller, but keeps them non-zero. \
With **correlated** features lasso spreads the weight evenly over them, and ridge picks just one.

I tune lambda with crossvalidation.
";

fn grade(more: &[&str]) -> String {
    run(&[&["grade", "l1-vs-l2-regularization", "--text", ANSWER][..], more].concat()).ok()
}

/// Replaces each hash, sixteen hexadecimal digits, by sixteen dots.
pub fn redacted(text: &str) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        if word.len() == 16 {
            out.push_str(&"·".repeat(16));
            out.push_str(&piece[16..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// Rounds every number with a fraction to two decimals, as most are printed.
pub fn round(value: &mut Value) {
    match value {
        Value::Number(n) if n.is_f64() => {
            let rounded = n.as_f64().map(|x| (x * 100.0).round() / 100.0).map(|x| if x == 0.0 { 0.0 } else { x });
            *value = rounded.into();
        }
        Value::Array(items) => items.iter_mut().for_each(round),
        Value::Object(fields) => fields.values_mut().for_each(round),
        _ => {}
    }
}

#[test]
fn a_grade_for_people() {
    insta::assert_snapshot!("human", redacted(&grade(&["--width", "80"])));
}

#[test]
fn a_grade_in_colour() {
    let coloured = grade(&["--width", "80", "--color", "always"]).replace('\u{1b}', "␛");
    insta::assert_snapshot!("colour", redacted(&coloured));
}

#[test]
fn a_grade_for_programs() {
    let mut json: Value = serde_json::from_str(&grade(&["--format", "json"])).expect("it is JSON");
    round(&mut json);
    let pretty = serde_json::to_string_pretty(&json).expect("it is JSON");
    insta::assert_snapshot!("json", redacted(&pretty));
}

#[test]
fn redaction_keeps_the_width_and_touches_nothing_else() {
    assert_eq!(
        redacted("model 0123456789abcdef ·\nrubric deadbeef, 0123456789abcdef0"),
        "model ················ ·\nrubric deadbeef, 0123456789abcdef0"
    );
    assert_eq!(redacted("0123456789abcdef").chars().count(), 16);
}
