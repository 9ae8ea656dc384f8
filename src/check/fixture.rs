//! Runs for tests.

use super::bars::{AnswerBars, Bars};
use super::graded::{CheckedSignal, Graded, Note};
use super::run::{BaselineMark, BaselineState, BaselineUse, CheckRun, CheckedAnswer, Fault};
use crate::grade::{Level, Span, Verdict};

/// A run without anything, held against a threshold of 60.
pub(crate) fn empty() -> CheckRun {
    CheckRun {
        tool: "gradus 0.0.0".to_owned(),
        prefix: String::new(),
        signature: "model tiny 0123abcd · calibration 4567cdef".to_owned(),
        answers: Vec::new(),
        not_graded: Vec::new(),
        untouched: 0,
        bars: Bars::default(),
        baseline: None,
    }
}

/// An answer with one met required signal.
pub(crate) fn answer(id: &str, score: f64) -> CheckedAnswer {
    let text = "A commit is a snapshot.\nIt points to its parents.\n";
    CheckedAnswer {
        path: format!("answers/{id}.md"),
        id: id.to_owned(),
        question: "what-is-a-commit".to_owned(),
        line_offset: 4,
        text: text.to_owned(),
        grade: Graded {
            score,
            level: Level::of(score),
            confidence: 0.9,
            rubric: "89abcdef".to_owned(),
            flags: Vec::new(),
            needs_review: Vec::new(),
            warnings: Vec::new(),
            next: None,
            signals: vec![signal(
                "snapshot",
                "A commit records a snapshot of all files",
                Verdict::Met,
                "A commit is a snapshot.",
                text,
            )],
        },
        bars: AnswerBars::default(),
        baseline: None,
    }
}

/// A required signal of weight 2 whose evidence is `quote` in `text`.
pub(crate) fn signal(id: &str, statement: &str, verdict: Verdict, quote: &str, text: &str) -> CheckedSignal {
    let start = text.find(quote).filter(|_| !quote.is_empty());
    CheckedSignal {
        id: id.to_owned(),
        statement: statement.to_owned(),
        weight: 2.0,
        required: true,
        verdict,
        probability: match verdict {
            Verdict::Met => 0.94,
            Verdict::PartlyMet => 0.5,
            Verdict::NotAddressed => 0.06,
            Verdict::Contradicted => 0.03,
        },
        evidence: start.map(|start| Span {
            start,
            end: start + quote.len(),
        }),
        correction: None,
    }
}

pub(crate) fn note(kind: &str, message: &str) -> Note {
    Note {
        kind: kind.to_owned(),
        message: message.to_owned(),
    }
}

pub(crate) fn fault(path: &str, line: usize) -> Fault {
    Fault {
        path: path.to_owned(),
        line,
        answer: Some("rebase".to_owned()),
        question: Some("what-is-rebase".to_owned()),
        code: "unknown-question".to_owned(),
        message: "the bank has no question `what-is-rebase`".to_owned(),
        help: Some("did you mean `what-is-rebasing`".to_owned()),
    }
}

/// `answer` as it stands to a baseline where it had `score`.
pub(crate) fn held(answer: CheckedAnswer, state: BaselineState, score: Option<f64>) -> CheckedAnswer {
    CheckedAnswer {
        baseline: Some(BaselineMark { state, score }),
        ..answer
    }
}

fn contradicted() -> CheckedAnswer {
    let text = "Branches in Git are cheap — naïve copies.\nA branch copies all files\ninto a new folder, so it is slow.\n\nMerging joins them.\n";
    let statement = |id: &str, s: &str, v, quote: &str| signal(id, s, v, quote, text);
    let mut wrong = statement(
        "pointer",
        "A branch is a pointer to a commit",
        Verdict::Contradicted,
        "A branch copies all files\ninto a new folder, so it is slow.",
    );
    wrong.correction = Some("A branch is a name for a commit; nothing is copied.".to_owned());
    let mut cheap = statement("cheap", "Branching costs next to nothing", Verdict::PartlyMet, "cheap — naïve copies");
    cheap.required = false;
    let mut head = statement("head", "HEAD says which branch is checked out", Verdict::NotAddressed, "");
    head.required = false;
    CheckedAnswer {
        path: "answers/branch.md".to_owned(),
        id: "branch".to_owned(),
        question: "what-is-a-branch".to_owned(),
        text: text.to_owned(),
        grade: Graded {
            level: Level::Weak,
            confidence: 0.71,
            flags: vec![note("copied-from-reference", "long runs of words are those of the reference answer")],
            needs_review: vec![note("length", "it is much shorter than the reference answers")],
            warnings: vec![note("nuls", "1 NUL character was read as a space")],
            next: Some("Put right: A branch is a pointer to a commit".to_owned()),
            signals: vec![wrong, cheap, head],
            ..answer("branch", 31.5).grade
        },
        ..answer("branch", 31.5)
    }
}

fn lacking(id: &str, score: f64) -> CheckedAnswer {
    let mut out = answer(id, score);
    out.grade.signals.push(signal(
        "parents",
        "A commit knows its parents",
        Verdict::NotAddressed,
        "It points to its parents.",
        &out.text,
    ));
    out
}

/// Passing, warned, failing, known, improved, worse and erring answers.
pub(crate) fn run() -> CheckRun {
    let mut warned = answer("warned", 72.0);
    warned.grade.signals.push(CheckedSignal {
        required: false,
        ..signal("author", "A commit names its author", Verdict::NotAddressed, "", &warned.text)
    });
    CheckRun {
        answers: vec![
            held(warned, BaselineState::New, None),
            held(contradicted(), BaselineState::New, None),
            held(answer("passing", 88.4), BaselineState::Unchanged, Some(88.4)),
            held(lacking("debt", 40.0), BaselineState::Unchanged, Some(40.0)),
            held(lacking("better", 52.3), BaselineState::Improved, Some(41.0)),
            held(lacking("worse", 20.0), BaselineState::Worse, Some(55.0)),
        ],
        not_graded: vec![fault("answers/rebase.md", 3)],
        untouched: 2,
        baseline: Some(BaselineUse {
            path: "gradus-baseline.json".to_owned(),
            outdated: vec!["the baseline knows the answer `tag` to `what-is-a-tag`, and there is none; run `gradus baseline write`".to_owned()],
        }),
        ..empty()
    }
}

/// What a hostile author would write wherever he can.
pub(crate) const HOSTILE: &str = "\u{1b}[31mred\u{7}\0\u{9b}2J]]>&<script>alert(1)</script>%0A::error::x\r\n::stop-commands::y\n##[error]z \u{202e}live\u{2066}\u{200b}\u{feff}\u{ffff}\u{fffe}\u{e0041} |`*a*`| [x](javascript:1) @octocat \u{2028}end";

/// A failing answer and a fault in which every text is hostile and long.
pub(crate) fn hostile() -> CheckRun {
    let long = format!("{HOSTILE}{}", "long ".repeat(20_000));
    let mut out = answer(HOSTILE, 1.0);
    out.path = format!("answers/{HOSTILE}.md");
    out.question = HOSTILE.to_owned();
    out.text = format!("{long}\n{long}");
    out.grade.flags = vec![note(HOSTILE, &long)];
    out.grade.needs_review = vec![note(HOSTILE, &long)];
    out.grade.warnings = vec![note(HOSTILE, &long)];
    let mut wrong = signal(HOSTILE, &long, Verdict::Contradicted, &long, &out.text);
    wrong.correction = Some(long.clone());
    out.grade.next = Some(long.clone());
    // A span that no text has: past the end, and inside a character.
    let mut odd = signal("odd", &long, Verdict::PartlyMet, "", "");
    odd.evidence = Some(Span { start: 33, end: usize::MAX });
    out.grade.signals = vec![wrong, odd];
    let broken = Fault {
        answer: Some(HOSTILE.to_owned()),
        question: Some(HOSTILE.to_owned()),
        code: HOSTILE.to_owned(),
        message: long.clone(),
        help: Some(long),
        ..fault(HOSTILE, 1)
    };
    CheckRun {
        answers: vec![out],
        not_graded: vec![broken],
        ..empty()
    }
}
