//! The usual names of what a column holds, for `gradus batch`.

use super::columns::Field;

impl Field {
    /// Whether one of several columns may be taken without asking: it names a row or a person, and grades are the same with any.
    pub(super) fn ranked(self) -> bool {
        matches!(self, Self::Candidate | Self::Id)
    }

    /// How telling a folded name is for the field: 0 is best; `None` where it is no usual name.
    pub(super) fn rank(self, folded: &str) -> Option<usize> {
        self.usual().iter().position(|name| *name == folded)
    }

    /// Usual names, folded, the most telling first. No name stands under two fields.
    fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Answer => &[
                "answer",
                "answertext",
                "response",
                "responsetext",
                "studentanswer",
                "studentresponse",
                "candidateanswer",
                "candidateresponse",
                "learneranswer",
                "learnerresponse",
                "applicantanswer",
                "applicantresponse",
                "useranswer",
                "userresponse",
                "youranswer",
                "yourresponse",
                "answerbody",
                "writtenanswer",
                "writtenresponse",
                "submission",
                "submittedanswer",
                "freetextanswer",
                "freetextresponse",
                "openanswer",
                "openresponse",
                "reply",
            ],
            Self::Question => &[
                "question",
                "questiontext",
                "prompt",
                "prompttext",
                "questionprompt",
                "questionbody",
                "questionstem",
                "stem",
                "problem",
                "problemtext",
            ],
            Self::QuestionId => &[
                "questionid",
                "qid",
                "questionkey",
                "questioncode",
                "questionslug",
                "questionref",
                "questionno",
                "questionnr",
                "questionnumber",
                "questionnum",
                "itemid",
                "item",
                "promptid",
                "problemid",
                "taskid",
            ],
            Self::Candidate => &[
                "candidate",
                "candidateid",
                "studentid",
                "learnerid",
                "applicantid",
                "participantid",
                "respondentid",
                "examineeid",
                "userid",
                "student",
                "learner",
                "applicant",
                "participant",
                "respondent",
                "examinee",
                "user",
                "email",
                "emailaddress",
                "candidateemail",
                "studentemail",
                "username",
                "candidatename",
                "studentname",
                "learnername",
                "applicantname",
                "participantname",
                "fullname",
                "name",
            ],
            Self::Id => &[
                "id",
                "rowid",
                "answerid",
                "responseid",
                "submissionid",
                "recordid",
                "attemptid",
                "entryid",
                "uuid",
                "guid",
            ],
            Self::Reference => &[
                "reference",
                "referenceanswer",
                "modelanswer",
                "expectedanswer",
                "correctanswer",
                "goldanswer",
                "goldenanswer",
                "idealanswer",
                "sampleanswer",
                "modelsolution",
                "solution",
                "answerkey",
                "referenceresponse",
                "expectedresponse",
                "modelresponse",
            ],
            Self::References => &[
                "references",
                "referenceanswers",
                "modelanswers",
                "expectedanswers",
                "correctanswers",
                "goldanswers",
                "sampleanswers",
                "solutions",
            ],
            Self::Score | Self::Label | Self::Dataset => &[],
            Self::Signals => &["signals", "rubric", "rubricsignals", "criteria", "keypoints", "markingpoints", "markscheme"],
        }
    }
}

/// A name without case, and without anything but letters and digits.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_under_two_fields() {
        let mut all: Vec<&str> = Field::BATCH.iter().flat_map(|r| r.usual()).copied().collect();
        assert!(all.iter().all(|name| fold(name) == *name));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn every_field_has_its_own_name_first() {
        let first = |f: Field| f.rank(&fold(f.name())) == Some(0) && Field::named(f.name(), &Field::BATCH) == Ok(f);
        assert!(Field::BATCH.into_iter().all(first));
    }
}
