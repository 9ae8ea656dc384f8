//! Every attack, by number.

use super::attack::{
    Attack, Case,
    Test::{self, Dir, Inv, Mft},
};
use super::seed::Rng;
use super::subject::Subject;
use super::{
    contradiction, controls, copying, degenerate, encoding, insertion, markdown, negation, noise, numbers, prompts, question, sentences, spelling, style,
    swaps, words,
};

/// The catalogue. A24 (company, order and threads) and A28 (arithmetic at the pass mark) are missing: they are properties of the program and not of a rubric,
/// and `tests/it` holds them.
pub const ATTACKS: &[Attack] = &[
    attack("A1", "random characters", Mft, noise::characters),
    attack("A2", "random words and babble", Mft, noise::babble),
    attack("A3", "shuffled words", Mft, words::shuffled),
    attack("A4", "content burst", Mft, words::burst),
    attack("A5", "keyword stuffing", Mft, words::stuffing),
    attack("A6", "question repeated", Mft, question::repeated),
    attack("A7", "key copied", Mft, copying::key),
    attack("A8", "instructions to the grader", Inv, prompts::instructions),
    attack("A9", "universal triggers", Inv, prompts::triggers),
    attack("A10", "adverbs in wrong answers", Inv, insertion::adverbs),
    attack("A11", "negation", Dir, negation::denied),
    attack("A12", "swapped directions", Dir, swaps::directions),
    attack("A13", "swapped sides", Dir, swaps::sides),
    attack("A14", "numbers", Dir, numbers::changed),
    attack("A15", "denied and quoted claims", Mft, negation::disowned),
    attack("A16", "contradiction and correction", Dir, contradiction::both),
    attack("A17", "off-topic sentences", Inv, insertion::off_topic),
    attack("A18", "repeated and removed sentences", Dir, sentences::repeated),
    attack("A19", "order and manner", Inv, style::changed),
    attack("A20", "typos", Inv, spelling::typos),
    attack("A21", "characters", Inv, encoding::characters),
    attack("A22", "Markdown", Inv, markdown::markup),
    attack("A23", "degenerate texts", Mft, degenerate::texts),
    attack("A25", "moved behind a long text", Inv, sentences::moved),
    attack("A26", "acronyms", Dir, spelling::acronyms),
    attack("A27", "prefixes", Dir, swaps::prefixes),
    attack("A29", "added claims", Dir, sentences::added),
    attack("A30", "negative controls", Mft, controls::negative),
    attack("A31", "positive controls", Mft, controls::positive),
];

const fn attack(id: &'static str, name: &'static str, test: Test, generate: fn(&Subject<'_>, &mut Rng) -> Vec<Case>) -> Attack {
    Attack { id, name, test, generate }
}
