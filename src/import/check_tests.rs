//! What must hold of every import, whatever was imported.

use super::{Fate, Import, Part, Question, plan};

/// Each line has one fate by the type of the list; here: it is one that fits, and no word of a question's line is lost.
pub(super) fn check_fates(import: &Import, sources: &[(&str, String)]) {
    for (file, (name, text)) in import.files.iter().zip(sources) {
        let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
        assert_eq!(file.fates.len(), lines.len(), "{name}");
        let mut bags: Vec<Option<String>> = vec![None; import.questions.len()];
        for (i, (fate, line)) in file.fates.iter().zip(&lines).enumerate() {
            assert!(
                !matches!(fate, Fate::LeftOut { .. }) || !line.trim().is_empty(),
                "{name}:{}: blank and left out",
                i + 1
            );
            let Fate::Question { question, part } = fate else { continue };
            let q = &import.questions[*question];
            assert_eq!(&q.file, name);
            if matches!(part, Part::Text | Part::Answer | Part::Signals | Part::Notes) {
                let bag = bags[*question].get_or_insert_with(|| words_of(q));
                let lost: Vec<String> = super::words::words(line)
                    .filter(|w| w.len() > 1 && !LABEL_WORDS.contains(&w.as_str()) && !bag.contains(&format!(" {w} ")))
                    .collect();
                assert!(lost.is_empty(), "{name}:{}: {lost:?} of `{line}` are lost", i + 1);
            }
        }
    }
}

/// Words that only label what follows, and numbers of questions.
const LABEL_WORDS: [&str; 17] = [
    "answer",
    "ans",
    "question",
    "challenge",
    "explanation",
    "correct",
    "approach",
    "summary",
    "details",
    "sample",
    "q1",
    "q2",
    "11",
    "10",
    "hashing",
    "key",
    "12",
];

fn words_of(q: &Question) -> String {
    let all = [
        vec![
            q.text.clone(),
            q.heading.clone().unwrap_or_default(),
            q.number.map(|n| n.to_string()).unwrap_or_default(),
            q.difficulty.name().to_owned(),
        ],
        q.answers.clone(),
        q.signals.clone(),
        q.red_flags.clone(),
        q.notes.clone(),
    ]
    .concat();
    let fields = q.fields.iter().map(|(_, v)| v.clone());
    let text = all.into_iter().chain(fields).collect::<Vec<_>>().join(" ");
    format!(" {} ", super::words::words(&text).collect::<Vec<_>>().join(" "))
}

/// Every question that a bank can hold is written, and its files load.
pub(super) fn check_files(import: &Import) {
    let plan = plan(import);
    assert!(plan.refused.is_empty(), "{:#?}", plan.refused);
    assert_eq!(plan.entries.len(), import.importable().count());
}
