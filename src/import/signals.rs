//! Signals: given ones cleaned, missing ones taken from the answer.

use super::items::{is_labelled, items, paragraphs, sentences, shortened};
use super::plain::plain;
use super::words::content_words;

/// Most signals taken from an answer.
const MOST: usize = 8;

/// Longest statement taken from an answer, in characters.
const LONGEST: usize = 200;

/// The signals that `lines` list: items, or what stands between semicolons, or one a line.
pub(super) fn listed(lines: &[String]) -> Vec<String> {
    let listed = items(lines);
    // Text before the first item, and all of it where there are no items.
    let first_item = lines.iter().position(|l| super::items::bulleted(l).is_some()).unwrap_or(lines.len());
    let loose = lines[..first_item].iter().map(|l| plain(l)).filter(|l| l.chars().any(char::is_alphanumeric));
    let mut out: Vec<String> = Vec::new();
    for line in loose {
        let cut: Vec<&str> = if line.contains(';') { line.split(';').collect() } else { vec![line.as_str()] };
        out.extend(cut.into_iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()));
    }
    // `Must mention:` above a list is its heading.
    if !listed.is_empty() && out.len() == 1 && out[0].ends_with(':') {
        out.clear();
    }
    out.extend(listed);
    dedup(out)
}

/// Whether `lines` are key points, not an answer: one list of short items without sentences.
pub(super) fn are_key_points(lines: &[String]) -> bool {
    let filled: Vec<&String> = lines.iter().filter(|l| !l.trim().is_empty()).collect();
    if filled.len() < 2 || !filled.iter().all(|l| super::items::bulleted(l).is_some()) {
        return false;
    }
    let short = filled
        .iter()
        .filter(|l| l.split_whitespace().count() <= 13 && !l.trim_end().ends_with('.'))
        .count();
    short * 4 >= filled.len() * 3
}

/// Four to eight signals from an answer in Markdown: its list items, its labelled paragraphs, or its sentences; for code the comments and names in it. One
/// made of `question` if the answer has nothing of these.
pub(super) fn from_answer(answer: &str, question: &str) -> Vec<String> {
    let lines: Vec<String> = answer.lines().map(str::to_owned).collect();
    let listed = items(&lines);
    let paragraphs: Vec<String> = paragraphs(&lines).iter().map(|p| plain(p)).collect();
    let labelled: Vec<String> = paragraphs
        .iter()
        .filter(|p| is_labelled(p))
        .map(|p| sentences(p).into_iter().next().unwrap_or_else(|| p.clone()))
        .collect();
    let prose: Vec<String> = paragraphs
        .iter()
        .filter(|p| super::items::bulleted(p).is_none())
        .flat_map(|p| said(p))
        .collect();
    let mut found = if listed.len() >= 3 {
        listed.iter().map(|i| first_sentences(i)).collect()
    } else if labelled.len() >= 3 {
        labelled
    } else {
        // A short list supplements the prose around it.
        let mut all = prose;
        all.extend(listed.iter().map(|i| first_sentences(i)));
        all
    };
    if found.len() < 2 {
        found.extend(from_code(&lines));
    }
    if found.is_empty() {
        found = content_cells(&lines);
    }
    let mut found = pick(
        dedup(found.into_iter().map(|s| shortened(s.trim_end_matches(':').trim(), LONGEST)).collect()),
        MOST,
    );
    if found.is_empty() {
        found.push(shortened(&format!("Answers: {}", plain(question)), LONGEST));
    }
    found
}

/// The sentences of a paragraph that say something: no questions, no announcements of lists.
fn said(paragraph: &str) -> Vec<String> {
    // `Explanation: …` labels the whole answer; the claim is what follows.
    let paragraph = super::label::find(paragraph, false).map_or_else(|| paragraph.to_owned(), |f| f.rest);
    // Of a right option its words count, not its letter.
    let paragraph = super::options::option(&paragraph).map_or(paragraph, |o| o.text);
    let paragraph = paragraph.as_str();
    let mut all = sentences(paragraph);
    if all.is_empty() && paragraph.split_whitespace().next().is_some() {
        all.push(paragraph.to_owned());
    }
    all.retain(|s| !s.ends_with([':', '?']) && !content_words(s).is_empty());
    all
}

/// An item's subject with its first sentence: what follows elaborates.
fn first_sentences(item: &str) -> String {
    let mut all = sentences(item).into_iter();
    all.next().unwrap_or_else(|| item.to_owned())
}

/// What code says of itself: comments, and what it defines.
fn from_code(lines: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut in_code = false;
    for line in lines {
        let text = line.trim();
        if text.starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            let comment = text
                .strip_prefix("# ")
                .or_else(|| text.strip_prefix("// "))
                .filter(|c| c.split_whitespace().count() > 1 && !is_usage(c));
            let named = |keyword: &str, what: &str| {
                let rest = text.strip_prefix(keyword)?;
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                (!name.is_empty() && !name.starts_with("__")).then(|| format!("Defines the {what} {name}"))
            };
            out.extend(
                named("class ", "class")
                    .or_else(|| named("def ", "function"))
                    .or_else(|| named("fn ", "function")),
            );
            out.extend(comment.map(|c| c.trim_end_matches(':').to_owned()));
        }
    }
    out
}

/// Whether a comment only announces how the code is called.
fn is_usage(comment: &str) -> bool {
    let lower = comment.to_lowercase();
    ["usage", "example", "output"].iter().any(|w| lower.starts_with(w))
}

/// The rows of tables, as text.
fn content_cells(lines: &[String]) -> Vec<String> {
    let rows = lines.iter().filter(|l| l.trim_start().starts_with('|') && !l.contains("---")).skip(1);
    rows.map(|l| l.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>().join(", "))
        .collect()
}

/// Texts without repetitions and without those that say nothing.
fn dedup(all: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    all.into_iter()
        .filter(|s| s.chars().any(char::is_alphanumeric) && seen.insert(s.to_lowercase()))
        .collect()
}

/// At most `most` of `all`, spread evenly and in order: an answer's later half counts like its first.
fn pick(all: Vec<String>, most: usize) -> Vec<String> {
    if all.len() <= most {
        return all;
    }
    let count = all.len();
    all.into_iter()
        .enumerate()
        .filter(|(i, _)| *i == 0 || (i * most) / count != ((i - 1) * most) / count)
        .map(|(_, s)| s)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_lists_labels_sentences_code() {
        assert_eq!(
            from_answer("So:\n\n1. A: one. More.\n2. B: two\n3. C is three", "q"),
            ["A: one.", "B: two", "C is three"]
        );
        assert_eq!(
            from_answer(
                "Splitting: cut the data. Then go.\n\nTraining: fit it on one part.\n\nTesting: use the rest of it.",
                "q"
            )
            .len(),
            3
        );
        assert_eq!(
            from_answer("It drops units. This helps.\nIt is cheap.", "q"),
            ["It drops units.", "This helps.", "It is cheap."]
        );
        assert_eq!(
            from_answer("```\nclass Net:\n    # Forward pass here\n```", "q"),
            ["Defines the class Net", "Forward pass here"]
        );
        assert_eq!(from_answer("$$?$$", "Why x?"), ["Answers: Why x?"]);
        let many = (0..30).map(|i| format!("- item number {i}")).collect::<Vec<_>>().join("\n");
        assert_eq!(from_answer(&many, "q").len(), 8);
    }

    #[test]
    fn key_points() {
        let lines = |t: &str| -> Vec<String> { t.lines().map(str::to_owned).collect() };
        assert!(are_key_points(&lines("- Forward pass\n- Chain rule\n")));
        assert!(!are_key_points(&lines("- Forward pass\nprose\n")));
        assert_eq!(listed(&lines("chain rule; forward pass")), ["chain rule", "forward pass"]);
    }
}
