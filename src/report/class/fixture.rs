//! A small class in which every text that comes from elsewhere is an attack.

use super::answer::{ReportAnswer, ReportSignal};
use crate::grade::Verdict;
use crate::insight::{CandidateSummary, Distribution, ItemSummary, Mistake, Reliability, ReviewItem, SignalRef, SignalSummary, StudyStep, Summary, TopicScore};

/// Texts that try to be more than text.
pub(super) const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)' autofocus x='",
    "</textarea></details></style></script><svg onload=alert(1)>",
    "javascript:alert(1) [x](javascript:alert(1)) <javascript:alert(1)>",
    "a & b &amp; &lt;b&gt; &#60;i&#62;",
    "\u{202E}turned\u{202C} \u{2066}round\u{2069}",
    "NUL\0 bell\u{7} escape\u{1B}[31m \u{85}",
    "| pipe || ``code`` **bold** ~~gone~~ # head",
    "@team #12 https://example.org www.example.org a@example.org ![x](http://example.org/x.png)",
    "{{ title }} {% include 'head' %} ${x} --> ]]> <!--",
    "line\n\n# head\n\n- list\n\n    code\n\n<b>raw</b>\n\n```\nfence\n| a | b |\n|---|---|",
];

/// A class of two candidates and two questions, one of each named `text`; `text` stands wherever words can.
pub(super) fn class(text: &str) -> (Summary, Vec<ReportAnswer>) {
    let s = || text.to_owned();
    let reference = |item: String| SignalRef {
        item,
        id: "s1".into(),
        statement: s(),
        verdict: Verdict::PartlyMet,
        points: 12.5,
    };
    let signal = SignalSummary {
        id: "s1".into(),
        statement: s(),
        met: 1,
        partly_met: 1,
        not_addressed: 1,
        contradicted: 1,
    };
    let item = |id: String, discrimination| ItemSummary {
        id,
        title: s(),
        topic: s(),
        kind: s(),
        answers: 4,
        difficulty: 0.5,
        sd: 20.0,
        pass_rate: 0.5,
        discrimination,
        signals: vec![signal.clone()],
        most_missed: Some("s1".into()),
        mistakes: vec![Mistake {
            answers: 2,
            missing: vec![s()],
            contradicted: vec![s()],
            typical: 1,
        }],
    };
    let candidate = |name: String, rank| CandidateSummary {
        name,
        answers: 2,
        total: 55.0,
        rank,
        pass_rate: 0.5,
        topics: vec![TopicScore {
            topic: s(),
            answers: 2,
            score: 55.0,
        }],
        strongest: vec![reference(s())],
        weakest: vec![reference("q2".into())],
        study: vec![StudyStep {
            item: s(),
            title: s(),
            topic: s(),
            signals: vec![s()],
            why: s(),
            loss: 12.5,
        }],
    };
    let doubt = |row| ReviewItem {
        row,
        candidate: s(),
        item: s(),
        score: 50.0,
        confidence: 0.4,
        flagged: row == 1,
        review: true,
    };
    let distribution = Distribution {
        count: 2,
        mean: 55.0,
        sd: 7.1,
        min: 50.0,
        quartiles: [51.0, 55.0, 58.0],
        max: 60.0,
        pass_rate: 0.5,
        bins: [0, 0, 0, 0, 0, 1, 1, 0, 0, 0],
    };
    let summary = Summary {
        schema_version: 1,
        answers: 2,
        not_graded: 1,
        threshold: 60.0,
        distribution,
        reliability: Some(Reliability {
            alpha: 0.81,
            candidates: 2,
            items: 2,
            note: s(),
        }),
        items: vec![item(s(), Some(0.45)), item("q2".into(), None)],
        candidates: vec![candidate(s(), 1), candidate("Ada".into(), 2)],
        candidates_detailed: 2,
        review: vec![doubt(1), doubt(99)],
        review_total: 2,
    };
    (summary, vec![answer(1, text, None), answer(2, text, Some(s()))])
}

fn answer(row: u32, text: &str, error: Option<String>) -> ReportAnswer {
    let s = || text.to_owned();
    let verdicts = [Verdict::Met, Verdict::PartlyMet, Verdict::NotAddressed, Verdict::Contradicted];
    let signal = |(i, verdict): (usize, Verdict)| ReportSignal {
        id: s(),
        statement: s(),
        verdict,
        probability: 0.5,
        // Each begins and ends inside another, some of them inside a character or a tag.
        evidence: Some((i, i + 9)),
        correction: Some(s()),
    };
    ReportAnswer {
        row,
        candidate: s(),
        item: s(),
        score: 50.0,
        level: s(),
        confidence: 0.4,
        passed: false,
        flags: vec![s()],
        review: vec![s()],
        text: s(),
        signals: verdicts.into_iter().enumerate().map(signal).collect(),
        feedback: vec![(s(), s())],
        next: Some(s()),
        error,
    }
}
