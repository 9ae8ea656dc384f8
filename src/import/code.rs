//! Code that lost its fence on the way, recognised by its look.

/// Words that begin a line of code and hardly a sentence, with what must follow somewhere.
const OPENINGS: [(&str, &str); 34] = [
    ("import ", ""),
    ("from ", " import"),
    ("def ", "("),
    ("class ", ":"),
    ("async def ", "("),
    ("@", ""),
    ("print(", ")"),
    ("return ", ""),
    ("for ", ":"),
    ("while ", ":"),
    ("if ", ":"),
    ("elif ", ":"),
    ("else:", ""),
    ("try:", ""),
    ("except", ":"),
    ("finally:", ""),
    ("with ", ":"),
    ("raise ", ""),
    ("assert ", ""),
    ("yield ", ""),
    ("pip install", ""),
    ("public ", "("),
    ("private ", "("),
    ("const ", "="),
    ("let ", "="),
    ("var ", "="),
    ("function ", "("),
    ("#include", ""),
    ("SELECT ", " FROM "),
    ("if (", ")"),
    ("for (", ")"),
    ("plt.", "("),
    ("break", ""),
    ("del ", ""),
];

/// Puts fences around runs of code in `lines`; `None` if there is no code, or it has fences already.
pub(super) fn fence(lines: &[String]) -> Option<Vec<String>> {
    if lines.iter().any(|l| l.trim_start().starts_with("```") || l.trim_start().starts_with("~~~")) {
        return None;
    }
    let looks: Vec<Look> = lines.iter().map(|l| look(l)).collect();
    let mut out = Vec::with_capacity(lines.len() + 2);
    let mut at = 0;
    let mut found = false;
    while at < lines.len() {
        let end = run_end(&looks, at);
        let strong = looks[at..end].iter().filter(|l| **l == Look::Code).count();
        let sure = strong >= 2 || (strong == 1 && end - at == 1 && is_statement(&lines[at]));
        if end > at && sure {
            found = true;
            out.push("```".to_owned());
            out.extend_from_slice(&lines[at..end]);
            out.push("```".to_owned());
            at = end;
        } else {
            let next = end.max(at + 1);
            out.extend_from_slice(&lines[at..next]);
            at = next;
        }
    }
    found.then_some(out)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Code for certain.
    Code,
    /// Code if it stands among code: comments, arguments, brackets.
    Perhaps,
    /// Prose, lists, tables.
    Prose,
}

/// The end of the run of code that begins at `at`; `at` if none does.
fn run_end(looks: &[Look], at: usize) -> usize {
    let end = looks[at..].iter().position(|l| *l == Look::Prose).map_or(looks.len(), |n| at + n);
    // Blank or doubtful lines after the last sure one are not code, unless they close brackets.
    let last = looks[at..end].iter().rposition(|l| *l == Look::Code).map_or(at, |n| at + n + 1);
    if last == at { at } else { end }
}

fn look(line: &str) -> Look {
    let text = line.trim();
    if text.is_empty() {
        return Look::Prose;
    }
    if text.len() > 400 || text.starts_with("- ") || text.starts_with("* ") || text.starts_with('|') || text.starts_with("> ") {
        return Look::Prose;
    }
    let opens = OPENINGS
        .iter()
        .any(|(start, then)| text.starts_with(start) && text[start.len()..].contains(then));
    if opens && !is_sentence(text) || is_assignment(text) || is_call(text) {
        return Look::Code;
    }
    let closes = text.chars().all(|c| matches!(c, ')' | ']' | '}' | ',' | ';' | ':' | '(' | '{' | '['));
    let comment = text.starts_with('#') || text.starts_with("//") || text.starts_with("\"\"\"") || text.starts_with("'''");
    let argument = text.ends_with([',', '(', '[', '{', ';']) && (text.contains(['=', '(', '[', '\'', '"', '_']) || words(text) <= 3);
    let quoted = text.starts_with(['\'', '"', '(', '[', '{']) && text.ends_with(['\'', '"', ')', ']', '}', ',', ':']);
    let keyword_value = words(text) <= 4 && text.split_once('=').is_some_and(|(name, _)| is_name(name.trim()));
    if closes || comment || argument || quoted || keyword_value || (is_name(text) && text.contains(['_', '.', '('])) || text.ends_with("):") {
        Look::Perhaps
    } else {
        Look::Prose
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn is_statement(line: &str) -> bool {
    let text = line.trim();
    text.starts_with("import ") || text.starts_with("from ") || text.starts_with("def ") || text.starts_with("print(") || is_assignment(text)
}

/// Whether a line that begins like code goes on like a sentence.
fn is_sentence(text: &str) -> bool {
    let plain = text
        .split_whitespace()
        .filter(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | '\'')))
        .count();
    (text.ends_with(['.', '?']) && plain > 2 || plain > 5 || text.ends_with(':') && plain > 2 && !text.contains([' ', '('])) && !text.contains(['=', '(', '['])
        || text.starts_with("for ") && !text.contains(" in ") && !text.contains('(')
        || text.starts_with("For ")
}

/// `name = value`, `a, b = f(x)`, `x.y[0] += 1`
fn is_assignment(text: &str) -> bool {
    let Some(at) = text
        .find(" = ")
        .or_else(|| text.find(" += "))
        .or_else(|| text.find(" -= "))
        .or_else(|| text.find(" *= "))
    else {
        return false;
    };
    let left = &text[..at];
    !left.is_empty() && left.split(',').all(|name| is_name(name.trim())) && !text[at..].trim().ends_with('.')
}

/// `x.step()`, `model.fit(X, y)`, `foo(`
fn is_call(text: &str) -> bool {
    let Some(open) = text.find('(') else { return false };
    let name = &text[..open];
    is_name(name)
        && (name.contains(['.', '_'])
            || text.ends_with(["(", ")"][usize::from(text.ends_with(')'))])
                && name.chars().next().is_some_and(char::is_lowercase)
                && open + 1 < text.len()
                && !text[open..].contains(") "))
}

fn is_name(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '*');
    first
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '\'' | '"' | ':' | '*' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fenced(text: &str) -> String {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        fence(&lines).unwrap_or(lines).join("\n")
    }

    #[test]
    fn code_among_prose() {
        let text = "The idea:\nfrom a import b\n# Fit\nmodel = b(\nx=1,\n)\nmodel.fit(X, y)\nWhen to use:\n- for small data";
        assert_eq!(
            fenced(text),
            "The idea:\n```\nfrom a import b\n# Fit\nmodel = b(\nx=1,\n)\nmodel.fit(X, y)\n```\nWhen to use:\n- for small data"
        );
    }

    #[test]
    fn prose_stays() {
        for text in [
            "import taxes matter here.\nfrom here on it is prose.",
            "# Title\n\nfor example this one\nreturn on investment is high.",
            "a (b) c\nWith x = 3 it works.",
        ] {
            assert!(!fenced(text).contains("```"), "{}", fenced(text));
        }
        let already = "```\nx = 1\ny = 2\n```";
        assert_eq!(fenced(already), already);
    }
}
