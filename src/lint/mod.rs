//! What is wrong with a rubric although it can be read: signals that nothing reaches, terms that add nothing, weights that cannot pass.
//!
//! Every rule has a code, a severity and a section in `docs/lint.md`. Rules look at one question with its files; what grading is made of does not belong here: a
//! rule that needs a grade asks the grader as any caller does.

mod allowance;
mod contrasts;
mod finding;
mod graded;
mod mend;
mod page;
mod rule;
mod run;
mod subject;
mod terms;
mod weights;
mod wording;

pub use finding::{Finding, Lint};
pub use mend::mend;
pub use page::explain;
pub use rule::{RULES, Rule, Severity};
pub use run::{Plan, lint};
