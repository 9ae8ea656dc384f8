//! The page: its parts, one after the other.

use std::io::{self, Write};

use minijinja::{Environment, context};
use serde::Serialize;

use super::answer::ReportAnswer;
use super::lookup::Lookup;
use super::policy::{Inline, policy};
use super::template::{environment, failed};
use super::{charts, heat, view, words};
use crate::insight::Summary;

/// Writes a page about a batch of answers: one self-contained file that asks nothing of any network.
///
/// `answers` are those whose text is shown, in that order; the figures are those of `summary`, whatever is shown.
/// Every text that comes from elsewhere is escaped, and the page's policy runs no script but its own.
/// The same arguments make the same bytes.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn html(summary: &Summary, answers: &[ReportAnswer], title: &str, out: &mut impl Write) -> io::Result<()> {
    let env = environment()?;
    let lookup = Lookup::new(summary, answers);
    let (script, style) = (Inline::new(include_str!("report.js")), Inline::new(include_str!("report.css")));
    let head = context! { to_read => words::to_read(summary), title, policy => policy(&script, &style), script => script.text, style => style.text, summary };
    part(&env, "head", head, out)?;
    let said = context! {
        mean => words::mean(&summary.distribution),
        pass_rate => words::pass_rate(summary),
        reliability => words::reliability(summary.reliability.as_ref()),
        review => words::review(summary),
        to_read => words::to_read(summary),
    };
    let (bars, doubts) = (charts::histogram(summary), view::doubts(summary, &lookup));
    part(&env, "summary", context! { summary, said, histogram => bars, doubts }, out)?;
    let (candidates, questions) = (view::candidates(summary, &lookup), view::questions(summary, &lookup));
    let heat = heat::heat(summary, answers, &lookup);
    part(&env, "candidates", context! { candidates, heat, summary }, out)?;
    part(&env, "questions", context! { questions, scatter => charts::scatter(summary) }, out)?;
    part(&env, "answers", context! { candidates, questions, shown => answers.len(), summary }, out)?;
    // One at a time: the texts of a large batch are not held twice.
    answers
        .iter()
        .try_for_each(|a| part(&env, "answer", context! { answer => view::answer(a, &lookup) }, out))?;
    part(&env, "end", context! { version => env!("CARGO_PKG_VERSION") }, out)
}

fn part(env: &Environment, name: &str, view: impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let text = env.get_template(name).and_then(|t| t.render(view)).map_err(failed)?;
    out.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::fixture::{HOSTILE, class};
    use super::*;

    fn page(summary: &Summary, answers: &[ReportAnswer], title: &str) -> String {
        let mut out = Vec::new();
        html(summary, answers, title, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn hostile(text: &str) -> String {
        let (summary, answers) = class(text);
        page(&summary, &answers, text)
    }

    /// The page without what stands in its one style and its one script.
    fn without_inline(page: &str) -> String {
        ["style", "script"].iter().fold(page.to_owned(), |page, tag| {
            let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
            let (before, rest) = page.split_once(&open).unwrap();
            format!("{before}{}", rest.split_once(&close).unwrap().1)
        })
    }

    /// Every tag with the names and values of its attributes, as a browser reads them from text that is escaped rightly.
    fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
        let mut found = Vec::new();
        for rest in page.split('<').skip(1) {
            let (tag, _) = rest.split_once('>').expect("what opens with < is a tag");
            let (name, mut rest) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
            let mut attributes = Vec::new();
            while !rest.trim().is_empty() {
                let (key, after) = rest.trim_start().split_once(['=', ' ']).unwrap_or((rest.trim(), ""));
                match after.strip_prefix('"') {
                    Some(quoted) => {
                        let (value, after) = quoted.split_once('"').expect("a quote is closed");
                        attributes.push((key.to_owned(), value.to_owned()));
                        rest = after;
                    }
                    None => {
                        attributes.push((key.to_owned(), String::new()));
                        rest = after;
                    }
                }
            }
            found.push((name.trim_end_matches('/').to_owned(), attributes));
        }
        found
    }

    #[test]
    fn no_text_adds_a_tag_or_an_attribute_to_the_page() {
        let shape = |page: &str| -> Vec<(String, Vec<String>)> {
            let tags = tags(&without_inline(page)).into_iter().filter(|t| !matches!(t.0.as_str(), "mark" | "/mark"));
            tags.map(|(name, attributes)| (name, attributes.into_iter().map(|a| a.0).collect())).collect()
        };
        let innocent = shape(&hostile("an innocent text"));
        assert!(innocent.len() > 300);
        for text in HOSTILE {
            assert_eq!(shape(&hostile(text)), innocent, "{text}");
        }
    }

    #[test]
    fn attributes_hold_no_text_that_acts() {
        for text in HOSTILE {
            for (tag, attributes) in tags(&without_inline(&hostile(text))) {
                for (key, value) in attributes {
                    assert!(!key.starts_with("on") && !matches!(key.as_str(), "src" | "style" | "action"), "{tag} {key}");
                    assert!(key != "href" || value.starts_with('#'), "{tag} {key}={value}");
                    assert!(
                        !matches!(key.as_str(), "id" | "class") || value.bytes().all(|b| b.is_ascii_alphanumeric() || b"- ".contains(&b)),
                        "{value}"
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_invisible_reaches_the_page_and_what_is_written_can_be_read() {
        let page = hostile(HOSTILE[6]) + &hostile(HOSTILE[7]);
        assert!(
            !page
                .chars()
                .any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        );
        assert!(page.contains("⟨U+202E⟩turned⟨U+202C⟩") && page.contains("NUL␀ bell␇ escape␛[31m"));
        assert!(hostile(HOSTILE[5]).contains("a &amp; b &amp;amp; &amp;lt;b&amp;gt; &amp;#60;i&amp;#62;"));
    }

    #[test]
    fn the_policy_names_the_script_and_the_style_that_are_in_the_page() {
        let page = hostile(HOSTILE[0]);
        let inner = |tag: &str| {
            page.split_once(&format!("<{tag}>"))
                .unwrap()
                .1
                .split_once(&format!("</{tag}>"))
                .unwrap()
                .0
                .to_owned()
        };
        let expected = policy(&Inline::new(&inner("script")), &Inline::new(&inner("style")))
            .replace('\'', "&#x27;")
            .replace('/', "&#x2f;");
        assert!(page.contains(&format!("content=\"{expected}\"")), "{expected}");
        assert!(!page.contains("unsafe-inline"));
    }

    #[test]
    fn every_link_leads_somewhere_and_every_id_is_there_once() {
        let tags = tags(&without_inline(&hostile("an innocent text")));
        let all = |key: &str| tags.iter().flat_map(|t| &t.1).filter(|a| a.0 == key).map(|a| a.1.clone()).collect::<Vec<_>>();
        let ids = all("id");
        let once: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(once.len(), ids.len());
        let links = all("href");
        assert!(links.len() > 8);
        for link in links {
            assert!(once.contains(&link[1..].to_owned()), "{link}");
        }
        for label in all("aria-labelledby").iter().flat_map(|l| l.split(' ')) {
            assert!(once.contains(&label.to_owned()), "{label}");
        }
    }

    #[test]
    fn an_empty_class_makes_a_page() {
        let page = page(&Summary::default(), &[], "nothing");
        assert!(page.contains("No answer was graded.") && page.ends_with("</html>\n"));
    }

    #[test]
    fn the_same_class_makes_the_same_bytes() {
        assert_eq!(hostile(HOSTILE[11]), hostile(HOSTILE[11]));
    }

    #[test]
    fn a_writer_that_fails_is_an_error() {
        let (summary, answers) = class("text");
        let mut full: &mut [u8] = &mut [0; 100];
        assert_eq!(html(&summary, &answers, "title", &mut full).unwrap_err().kind(), io::ErrorKind::WriteZero);
    }
}
