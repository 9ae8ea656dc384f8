//! Words, numbers and symbols of a folded text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::frequency::tellingness;
use super::lexeme::Lexeme;
use super::number;
use super::stop::is_function_word;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, with or without digits ("variance", "L1").
    Term,
    /// A number, by value.
    Number,
    /// A word of grammar ("the", "not").
    Function,
    /// A mathematical sign.
    Symbol,
}

/// A token with its place in the folded text and the key it is compared by.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Bytes in the folded text.
    pub span: Range<usize>,
    /// The folded spelling.
    pub norm: String,
    /// The comparison key: the stem of a word, the value of a number, the name of a symbol.
    pub stem: String,
    /// What it is.
    pub kind: WordKind,
    /// The parts of an identifier ("zero_grad", "crossEntropyLoss"), folded; empty for a plain word.
    pub parts: Vec<String>,
    /// The [`tellingness`] of the spelling, looked up once.
    pub telling: f64,
    /// Whether the spelling is an ordinary English word; not asked of numbers and signs.
    pub known: bool,
}

impl Word {
    /// Whether the token carries content, so that it can be evidence.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.kind != WordKind::Function
    }
}

/// The words of `text`, which is folded; `humps` are the offsets at which camel case starts a new part. Offsets are those of `text` plus `base`.
pub(super) fn words(text: &str, base: usize, humps: &[usize]) -> Vec<Word> {
    let mut out = Vec::new();
    let mut skip_to = 0;
    for (at, piece) in text.split_word_bound_indices() {
        if at < skip_to {
            continue;
        }
        let first = piece.chars().next().unwrap_or(' ');
        if first.is_whitespace() {
            continue;
        }
        if first.is_ascii_digit()
            && let Some(n) = number::read(&text[at..])
        {
            let negative = is_minus_before(text, at);
            let value = if negative { -n.value } else { n.value };
            let start = at - usize::from(negative);
            out.push(token(
                base + start..base + at + n.len,
                &text[start..at + n.len],
                number::key(value),
                WordKind::Number,
            ));
            skip_to = at + n.len;
        } else if first.is_alphanumeric() || first == '_' {
            for (offset, part) in split_dots(piece) {
                push_word(&mut out, part, base + at + offset, humps);
            }
        } else if let Some((name, len)) = symbol(&text[at..]) {
            out.push(token(base + at..base + at + len, &text[at..at + len], name.to_owned(), WordKind::Symbol));
            skip_to = at + len;
        }
    }
    out
}

/// A minus that belongs to the number behind it, and not to a range or a difference ("5-10", "a -1").
fn is_minus_before(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.ends_with('-') && before[..before.len() - 1].ends_with([' ', '(', '[', '=', ',', '^', '{']) | (before.len() == 1)
}

/// UAX 29 keeps "optimizer.step" in one word; for us it is two.
fn split_dots(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = piece.as_ptr() as usize;
    piece
        .split(['.', ':', '·'])
        .filter(|p| !p.is_empty())
        .map(move |p| (p.as_ptr() as usize - base, p))
}

fn push_word(out: &mut Vec<Word>, text: &str, at: usize, humps: &[usize]) {
    let name = text.trim_matches('_');
    if name.is_empty() {
        return;
    }
    let at = at + (text.len() - text.trim_start_matches('_').len());
    let span = at..at + name.len();
    if let Some(value) = number::in_words(name) {
        out.push(token(span, name, number::key(value), WordKind::Number));
        return;
    }
    let kind = if is_function_word(name) { WordKind::Function } else { WordKind::Term };
    let first_hump = humps.partition_point(|h| *h <= at);
    let mut parts = Vec::new();
    let mut start = at;
    for cut in humps[first_hump..].iter().copied().take_while(|h| *h < span.end).chain([span.end]) {
        parts.extend(name[start - at..cut - at].split('_').filter(|p| !p.is_empty()).map(str::to_owned));
        start = cut;
    }
    // A single letter is no word: "AdamW" is a name, and means the same in small letters.
    if parts.len() < 2 || parts.iter().any(|p| p.chars().count() < 2) {
        parts.clear();
    }
    let norm: String = name.chars().filter(|c| *c != '_').collect();
    let Lexeme { stem, telling, known } = Lexeme::of(&norm);
    out.push(Word {
        span,
        stem: greek(&norm).map_or(stem, str::to_owned),
        telling,
        known,
        norm,
        kind,
        parts,
    });
}

fn token(span: Range<usize>, norm: &str, stem: String, kind: WordKind) -> Word {
    Word {
        span,
        norm: norm.to_owned(),
        stem,
        kind,
        parts: Vec::new(),
        telling: tellingness(norm),
        known: false,
    }
}

/// The stem of a Greek letter's name.
fn greek(letter: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("α", "alpha"),
        ("β", "beta"),
        ("γ", "gamma"),
        ("δ", "delta"),
        ("ε", "epsilon"),
        ("ζ", "zeta"),
        ("η", "eta"),
        ("θ", "theta"),
        ("ι", "iota"),
        ("κ", "kappa"),
        ("λ", "lambda"),
        ("μ", "mu"),
        ("ν", "nu"),
        ("ξ", "xi"),
        ("π", "pi"),
        ("ρ", "rho"),
        ("σ", "sigma"),
        ("τ", "tau"),
        ("φ", "phi"),
        ("χ", "chi"),
        ("ψ", "psi"),
        ("ω", "omega"),
    ];
    NAMES.iter().find(|(l, _)| *l == letter).map(|(_, n)| *n)
}

/// A sign that means something in an argument: its key and length.
fn symbol(rest: &str) -> Option<(&'static str, usize)> {
    const SIGNS: &[(&str, &str)] = &[
        ("**2", "squar"),
        ("^2", "squar"),
        ("^{2}", "squar"),
        ("**3", "cube"),
        ("^3", "cube"),
        (">=", ">="),
        ("<=", "<="),
        ("!=", "!="),
        ("≥", ">="),
        ("≤", "<="),
        ("≠", "!="),
        ("=", "="),
        (">", ">"),
        ("<", "<"),
        ("+", "+"),
        ("%", "%"),
        ("∝", "proport"),
        ("∞", "infin"),
        ("√", "sqrt"),
        ("∂", "deriv"),
        ("∇", "gradient"),
        ("∑", "sum"),
        ("∏", "product"),
        ("∫", "integr"),
        ("×", "×"),
        ("||", "norm"),
        ("‖", "norm"),
    ];
    SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)).map(|(sign, name)| (*name, sign.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::Folded;

    fn stems(text: &str) -> Vec<String> {
        let mut folded = Folded::default();
        folded.push(text, 0);
        words(&folded.text, 0, &folded.humps).into_iter().map(|w| w.stem).collect()
    }

    #[test]
    fn words_numbers_and_signs() {
        assert_eq!(stems("λ = 0.05, σ²!"), ["lambda", "=", "#5e-2", "sigma", "squar"]);
        assert_eq!(stems("x^2 x**2 x²"), ["x", "squar", "x", "squar", "x", "squar"]);
        assert_eq!(stems("from -1 to 1, 5-10"), ["from", "#-1e0", "to", "#1e0", "#5e0", "#1e1"]);
        assert_eq!(stems("two CNNs"), ["#2e0", "cnn"]);
    }

    #[test]
    fn identifiers_keep_their_parts() {
        let mut folded = Folded::default();
        folded.push("optimizer.zero_grad() crossEntropyLoss __init__", 0);
        let words = words(&folded.text, 0, &folded.humps);
        let parts: Vec<_> = words.iter().map(|w| (w.norm.as_str(), w.parts.join("+"))).collect();
        assert_eq!(
            parts,
            [
                ("optimizer", String::new()),
                ("zerograd", "zero+grad".into()),
                ("crossentropyloss", "cross+entropy+loss".into()),
                ("init", String::new())
            ]
        );
    }
}
