//! Contrasts and red flags that cannot tell apart what they should.

use std::collections::HashMap;

use super::finding::Found;
use super::subject::Subject;
use super::terms::stems;

pub(super) fn check(subject: &Subject<'_>, out: &mut Vec<Found>) {
    for (c, contrast) in subject.entry.rubric.contrasts.iter().enumerate() {
        let mut seen: HashMap<Vec<String>, (usize, &str)> = HashMap::new();
        for (s, side) in contrast.sides.iter().enumerate() {
            for (n, name) in side.iter().enumerate() {
                match seen.insert(stems(name), (s, name)) {
                    Some((other, first)) if other != s => {
                        let message = format!("`{name}` is read as `{first}` of another side, so that neither tells the sides apart");
                        let field = format!("contrasts[{c}].sides[{s}][{n}]");
                        out.push(Found::field("shared-side-name", field, message).help("name each side by what the other is never called"));
                    }
                    _ => {}
                }
            }
        }
    }
    for (i, signal) in subject.entry.rubric.signals.iter().enumerate() {
        for (f, flag) in signal.red_flags.iter().enumerate() {
            if stems(&flag.statement) == stems(&flag.feedback) {
                let field = format!("signals[{i}].red_flags[{f}].feedback");
                let message = "repeats the wrong statement: a candidate who makes it learns nothing";
                out.push(Found::field("red-flag-without-feedback", field, message).help("say what is right, in one or two sentences"));
            }
        }
    }
}
