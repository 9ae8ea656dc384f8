//! How far a rubric agrees with its author, for people.

use std::io::{self, Write};

use super::human::{one_line, wrapped};
use super::style::{Look, Styles};
use super::table::Table;
use crate::marking::{Comparison, Cut, MistakeKind, SignalAgreement, mark_name};

/// Most mistakes that are shown; JSON has them all.
const MOST_SHOWN: usize = 20;
/// What stands for a figure that is not defined.
const NONE: &str = "–";

/// Writes `found`.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn comparison(found: &Comparison, look: Look, out: &mut impl Write) -> io::Result<()> {
    let (head, dim) = (Styles::HEAD, Styles::DIM);
    let answers = if found.answers == 1 {
        "1 answer".to_owned()
    } else {
        format!("{} answers", found.answers)
    };
    writeln!(out, "{head}{answers} to {}{head:#}", found.questions.join(", "))?;
    if let Some(s) = &found.scores {
        writeln!(
            out,
            "  scores of {}: Pearson {}, Spearman {}; mean {:.1}, of gradus {:.1}; {:.1} points apart on average",
            s.answers,
            figure(s.pearson),
            figure(s.spearman),
            s.mean_author,
            s.mean_gradus,
            s.mean_error
        )?;
    }
    if let Some(cut) = &found.pass_mark {
        writeln!(out, "  pass mark: {}", in_words(cut, 0))?;
    }
    if let Some(overall) = &found.overall {
        writeln!(out, "\n{head}Signals, the most misleading first{head:#}")?;
        let mut table = Table::new([
            "signal",
            "met",
            "partly",
            "missing",
            "contradicted",
            "missed",
            "false",
            "precision",
            "recall",
            "AUC",
        ]);
        let several = found.questions.len() > 1;
        for signal in &found.signals {
            let name = if several {
                format!("{}/{}", signal.question, signal.signal)
            } else {
                signal.signal.clone()
            };
            table.row(row(&name, signal));
        }
        table.row(row("all", overall));
        table.lines(out)?;
    }
    for signal in found.signals.iter().filter(|s| s.missed + s.false_met > 0) {
        advice(signal, look, out)?;
    }
    for mistake in found.mistakes.iter().take(MOST_SHOWN) {
        let (word, style) = match mistake.kind {
            MistakeKind::Missed => ("missed", Styles::PART),
            MistakeKind::FalseMet => ("false", Styles::BAD),
        };
        writeln!(
            out,
            "\n{style}{word}{style:#} {}/{} {dim}{}: marked {}, found {} ({:.2}){dim:#}",
            mistake.question,
            mistake.signal,
            one_line(&mistake.answer),
            mark_name(mistake.mark),
            mistake.verdict,
            mistake.probability
        )?;
        if !mistake.text.is_empty() {
            wrapped(out, look, dim, "  ", "  ", &format!("“{}”", mistake.text))?;
        }
    }
    match found.mistakes.len().saturating_sub(MOST_SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "\n{dim}{more} more; `--format json` has them all{dim:#}"),
    }
}

/// What might help a signal.
fn advice(signal: &SignalAgreement, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mut lines = Vec::new();
    if let Some(cut) = signal.threshold.filter(|c| c.agreement_best > c.agreement_now) {
        lines.push(format!("probability: {}", in_words(&cut, 2)));
    }
    if !signal.keywords.is_empty() {
        let words = signal.keywords.iter().map(|k| format!("{} ({})", k.word, k.missed_answers));
        lines.push(format!("keywords that the missed answers have: {}", words.collect::<Vec<_>>().join(", ")));
    }
    if lines.is_empty() {
        return Ok(());
    }
    let head = Styles::HEAD;
    writeln!(out, "\n{head}{}/{}{head:#}", signal.question, signal.signal)?;
    lines.iter().try_for_each(|line| wrapped(out, look, anstyle::Style::new(), "  ", "    ", line))
}

fn row(name: &str, s: &SignalAgreement) -> [String; 10] {
    let m = &s.marks;
    let counts = [m.met, m.partly, m.missing, m.contradicted, s.missed, s.false_met].map(|n| n.to_string());
    let [met, partly, missing, contradicted, missed, false_met] = counts;
    let [precision, recall, auc] = [s.precision, s.recall, s.auc].map(figure);
    [name.into(), met, partly, missing, contradicted, missed, false_met, precision, recall, auc]
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |v| format!("{v:.2}"))
}

/// "60 tells 75 % rightly; 52 would tell 88 %".
fn in_words(cut: &Cut, decimals: usize) -> String {
    let now = format!("{:.decimals$} tells {:.0} % rightly", cut.now, 100.0 * cut.agreement_now);
    if cut.agreement_best > cut.agreement_now {
        format!("{now}; {:.decimals$} would tell {:.0} %", cut.best, 100.0 * cut.agreement_best)
    } else {
        format!("{now}, and none tells more")
    }
}
