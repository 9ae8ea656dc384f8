//! A baseline as the text of its file.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq as _, SerializeStruct as _, Serializer};

use super::{Baseline, Entry, Id, VERSION};
use crate::grade::Verdict;

impl Baseline {
    /// Writes the file: the same bytes for the same baseline, one line for each thing that can change, a line break at the end.
    ///
    /// # Errors
    /// When `to` does not take it.
    pub fn write(&self, mut to: impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut to, self)?;
        to.write_all(b"\n")
    }
}

impl Serialize for Baseline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut file = serializer.serialize_struct("Baseline", 3)?;
        file.serialize_field("version", &VERSION)?;
        file.serialize_field("grader", &self.grader)?;
        file.serialize_field("answers", &Answers(self))?;
        file.end()
    }
}

struct Answers<'b>(&'b Baseline);

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut answers = serializer.serialize_seq(Some(self.0.entries.len()))?;
        for (id, entry) in &self.0.entries {
            answers.serialize_element(&Line::of(id, entry))?;
        }
        answers.end()
    }
}

#[derive(Serialize)]
struct Line<'b> {
    question: &'b str,
    answer: &'b str,
    rubric: &'b str,
    score: f64,
    signals: &'b std::collections::BTreeMap<String, Verdict>,
}

impl<'b> Line<'b> {
    fn of(id: &'b Id, entry: &'b Entry) -> Self {
        Self {
            question: &id.question,
            answer: &id.answer,
            rubric: &entry.rubric,
            score: entry.score,
            signals: &entry.signals,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::{answer, baseline};
    use super::*;

    #[test]
    fn the_file_is_sorted_and_pretty_whatever_the_order_of_the_answers() {
        let one = answer("b.md", 41.5, &[("z", Verdict::NotAddressed), ("a", Verdict::Met)]);
        let two = answer("a.md", 100.0, &[]);
        let text = |answers: &[_]| {
            let mut text = Vec::new();
            baseline(answers).write(&mut text).unwrap();
            String::from_utf8(text).unwrap()
        };
        let expected = r#"{
  "version": 1,
  "grader": "m",
  "answers": [
    {
      "question": "q",
      "answer": "a.md",
      "rubric": "r1",
      "score": 100.0,
      "signals": {}
    },
    {
      "question": "q",
      "answer": "b.md",
      "rubric": "r1",
      "score": 41.5,
      "signals": {
        "a": "met",
        "z": "not-addressed"
      }
    }
  ]
}
"#;
        assert_eq!(text(&[one.clone(), two.clone()]), expected);
        assert_eq!(text(&[two, one]), expected);
    }
}
