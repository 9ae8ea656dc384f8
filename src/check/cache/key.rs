//! What a grade depends on, as one hash.

/// Everything that a grade depends on. Two answers with equal parts have equal grades, to the last digit.
///
/// Bars and severities are no part of it: they are laid over a grade. Every hash must be known without loading what it stands for, or a lookup costs as much as
/// a grade.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The answer as it stands in its file; the bytes, since warnings count what was not UTF-8.
    pub text: &'a [u8],
    /// Every text of the question that grading reads: its id, the question as it is asked, its reference answers. The hash of a rubric covers none of them.
    pub question: &'a [&'a str],
    /// Hash of the rubric.
    pub rubric: &'a str,
    /// Hash of the glossary.
    pub glossary: &'a str,
    /// Hash of the model; empty without one.
    pub model: &'a str,
    /// Hash of the calibration.
    pub calibration: &'a str,
    /// The program: its version and, so that a rebuilt program believes nothing of the one before, a hash of its source.
    pub program: &'a str,
}

/// The name of a grade: BLAKE3 over all [`Parts`], 256 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(super) [u8; 32]);

impl Key {
    /// The key of what has these parts.
    #[must_use]
    pub fn of(parts: &Parts<'_>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"gradus grade 1");
        // The lengths keep `ab`, `c` apart from `a`, `bc`.
        let mut add = |part: &[u8]| {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        add(parts.text);
        add(&(parts.question.len() as u64).to_le_bytes());
        parts.question.iter().for_each(|text| add(text.as_bytes()));
        for part in [parts.rubric, parts.glossary, parts.model, parts.calibration, parts.program] {
            add(part.as_bytes());
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// As 64 hex digits.
    #[must_use]
    pub fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: Parts<'static> = Parts {
        text: b"text",
        question: &["id", "question", "reference"],
        rubric: "rubric",
        glossary: "glossary",
        model: "model",
        calibration: "calibration",
        program: "program",
    };

    #[test]
    fn every_part_changes_the_key() {
        let others = [
            Parts { text: b"texts", ..PARTS },
            Parts {
                question: &["id", "question", "another"],
                ..PARTS
            },
            Parts {
                question: &["id", "question"],
                ..PARTS
            },
            Parts { rubric: "x", ..PARTS },
            Parts { model: "x", ..PARTS },
            Parts { calibration: "x", ..PARTS },
            Parts { glossary: "x", ..PARTS },
            Parts { program: "x", ..PARTS },
        ];
        for other in others {
            assert_ne!(Key::of(&other), Key::of(&PARTS), "{other:?}");
        }
        assert_eq!(Key::of(&PARTS.clone()), Key::of(&PARTS));
    }

    #[test]
    fn text_that_moves_from_one_part_to_the_next_changes_the_key() {
        let key = |rubric, model| Key::of(&Parts { rubric, model, ..PARTS });
        assert_ne!(key("ab", "c"), key("a", "bc"));
        assert_ne!(
            Key::of(&Parts { question: &["ab"], ..PARTS }),
            Key::of(&Parts {
                question: &["a", "b"],
                ..PARTS
            })
        );
    }
}
