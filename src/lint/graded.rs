//! What grading the key itself shows: reference answers, statements, examples, red flags and the question, each as an answer.

use super::finding::{At, Found};
use super::subject::Subject;
use crate::embed::{EncodeError, Memory};
use crate::grade::{Engine, FlagKind, Grade, Grader, Verdict};
use crate::text::decode;

/// Fewest points for a reference answer, which the guide for authors asks for and `rubric audit` holds.
const FULL: f64 = 90.0;

pub(super) fn check(subject: &Subject<'_>, engine: &Engine<'_>, out: &mut Vec<Found>) -> Result<(), EncodeError> {
    let Some(encoder) = engine.encoder else { return Ok(()) };
    // The key's own texts are graded as answers, so that each is asked for twice.
    let memory = Memory::new(encoder);
    let engine = Engine {
        encoder: Some(&memory),
        ..engine.clone()
    };
    let grader = Grader::new(subject.entry, &engine)?;
    let grade = |text: &str| grader.grade(&decode(text.as_bytes()));
    let references: Vec<Grade> = subject.entry.references.iter().map(|r| grade(r)).collect::<Result<_, _>>()?;
    for (i, found) in references.iter().enumerate() {
        reference(i, found, out);
    }
    question(&grade(&subject.entry.question)?, out);
    let signals = &subject.entry.rubric.signals;
    // For each signal what each of its positives, as an answer, meets.
    let mut meets: Vec<Vec<Vec<bool>>> = Vec::new();
    for (i, signal) in signals.iter().enumerate() {
        let at = |field: String| format!("signals[{i}].{field}");
        let positives: Vec<Grade> = signal.positives().map(grade).collect::<Result<_, _>>()?;
        for (p, found) in positives.iter().map(|g| &g.signals[i]).enumerate() {
            if found.verdict != Verdict::Met {
                let field = if p == 0 { "statement".to_owned() } else { format!("examples[{}]", p - 1) };
                let message = format!("as an answer it is read as {} ({:.2})", found.verdict, found.probability);
                let help = "say it as a claim of its own, or add what it calls the idea to the keywords";
                out.push(Found::field("unmet-example", at(field), message).help(help));
            }
        }
        if !positives.iter().any(|g| g.signals[i].verdict == Verdict::Met) {
            let message = "neither the statement nor an example, as an answer, meets the signal: no answer will";
            let help = "look at it with `gradus grade … --explain`; keywords that the statement has, and a plainer statement, help";
            out.push(Found::field("unreachable-signal", at("statement".into()), message).help(help));
        }
        if !references.iter().any(|r| r.signals[i].verdict == Verdict::Met) {
            let message = format!("no reference answer shows `{}`", signal.id);
            out.push(Found::field("unreachable-signal", at("id".into()), message).help("show it in the reference answer, or drop the signal"));
        }
        for (f, flag) in signal.red_flags.iter().enumerate() {
            let found = &grade(&flag.statement)?.signals[i];
            if found.verdict == Verdict::Met {
                let message = format!("as an answer it meets the signal that it contradicts ({:.2})", found.probability);
                let help = "write it in words that turn the statement round, and give a contrast where two things are swapped";
                out.push(Found::field("red-flag-passes", at(format!("red_flags[{f}].statement")), message).help(help));
            }
        }
        let met = |g: &Grade| g.signals.iter().map(|s| s.verdict == Verdict::Met).collect();
        meets.push(positives.iter().map(met).collect());
    }
    duplicates(subject, &meets, out);
    Ok(())
}

/// Two signals are one where most of what meets either meets both.
fn duplicates(subject: &Subject<'_>, meets: &[Vec<Vec<bool>>], out: &mut Vec<Found>) {
    let signals = &subject.entry.rubric.signals;
    let mostly = |from: usize, to: usize| 2 * meets[from].iter().filter(|met| met[to]).count() > meets[from].len();
    for i in 0..signals.len() {
        for j in (i + 1)..signals.len() {
            if mostly(i, j) && mostly(j, i) {
                let message = format!(
                    "most of what meets `{}` meets `{}` too, and the other way round: an answer that shows one earns both",
                    signals[i].id, signals[j].id
                );
                let help = "make one signal of them, or say in each what the other lacks";
                out.push(Found::field("duplicate-signal", format!("signals[{j}].statement"), message).help(help));
            }
        }
    }
}

fn reference(i: usize, found: &Grade, out: &mut Vec<Found>) {
    for (s, signal) in found.signals.iter().enumerate() {
        if signal.verdict == Verdict::Contradicted {
            let text = signal.evidence.as_ref().map_or("", |e| e.text.as_str());
            let message = format!("reference answer {} is read as contradicting `{}` in “{}”", i + 1, signal.id, excerpt(text));
            let help = "make the red flags and contrasts unlike what is right, or say it plainer in the reference answer";
            out.push(Found::field("contradicted-by-reference", format!("signals[{s}].id"), message).help(help));
        }
    }
    if found.score >= FULL {
        return;
    }
    let mut why: Vec<String> = found
        .flags
        .iter()
        .filter(|f| f.kind != FlagKind::CopiedFromReference)
        .map(|f| f.message.clone())
        .collect();
    let least = found.signals.iter().filter(|s| s.probability < 0.9);
    why.extend(least.map(|s| format!("`{}` is {} at {:.2}", s.id, s.verdict, s.probability)));
    let message = format!("earns {:.1} points; a reference answer earns {FULL} or more: {}", found.score, why.join(", "));
    out.push(Found::new("reference-falls-short", At::Reference(i), message).help("show each signal in a sentence that makes its claim"));
}

fn question(found: &Grade, out: &mut Vec<Found>) {
    for (s, signal) in found.signals.iter().enumerate() {
        if signal.verdict == Verdict::Met {
            let message = format!(
                "the question as an answer meets it ({:.2}): whoever repeats the question earns it",
                signal.probability
            );
            let help = "ask without giving it away, or claim more than the question says";
            out.push(Found::field("answered-by-question", format!("signals[{s}].statement"), message).help(help));
        }
    }
}

/// The first words of a text on one line.
fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
