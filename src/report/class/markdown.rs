//! The class in short, as GitHub-flavoured Markdown.

use std::io::{self, Write};

use super::answer::ReportAnswer;
use super::figures::{count, fixed, percent};
use super::lookup::Lookup;
use super::shown::{plain, shortened};
use super::{view, words};
use crate::insight::{CandidateSummary, ItemSummary, Mistake, Summary};

/// Most answers for review that are listed; the page has more.
const MOST_REVIEW: usize = 20;
/// Most candidates listed; of more, those with the lowest totals are.
const MOST_CANDIDATES: usize = 500;
/// Longest statement and title in a table, in characters.
const LONGEST_CELL: usize = 90;

/// Writes a summary of a batch of answers: the figures of the page, and of the answers only those quoted as typical of a mistake.
///
/// `answers` serve those quotes alone and may be empty. What comes from elsewhere is escaped: it cannot become markup, a link or HTML.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn markdown(summary: &Summary, answers: &[ReportAnswer], title: &str, out: &mut impl Write) -> io::Result<()> {
    let lookup = Lookup::new(summary, answers);
    writeln!(out, "# {}\n", plain(title))?;
    figures(summary, out)?;
    review(summary, &lookup, out)?;
    candidates(summary, out)?;
    questions(summary, out)?;
    let (mut any, mut asked) = (false, summary.items.iter().enumerate());
    asked.try_for_each(|(i, item)| mistakes(i + 1, item, &lookup, &mut any, out))
}

fn figures(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    let d = &summary.distribution;
    let of = [
        count(summary.answers, "answer"),
        count(summary.candidates.len(), "candidate"),
        count(summary.items.len(), "question"),
    ];
    writeln!(out, "{}, pass mark {}.\n", of.join(", "), fixed(Some(summary.threshold), 0))?;
    writeln!(out, "- **Mean score {}** {}", fixed(Some(d.mean), 1), words::mean(d))?;
    writeln!(out, "- **{}** {}", percent(d.pass_rate), words::pass_rate(summary))?;
    let alpha = summary
        .reliability
        .as_ref()
        .map_or(String::new(), |r| format!("**{}** ", fixed(Some(r.alpha), 2)));
    writeln!(out, "- {alpha}{}", words::reliability(summary.reliability.as_ref()))?;
    if summary.not_graded > 0 {
        let them = if summary.not_graded == 1 { "it" } else { "them" };
        writeln!(out, "- **{} could not be graded**; no figure counts {them}.", count(summary.not_graded, "row"))?;
    }
    writeln!(out, "\n## Scores\n\n| Points | Answers |\n|---|--:|")?;
    let mut bins = d.bins.iter().enumerate();
    bins.try_for_each(|(i, n)| writeln!(out, "| {} to {} | {n} |", 10 * i, 10 * i + 10))
}

fn review(summary: &Summary, lookup: &Lookup, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n## Read these first\n")?;
    if summary.review.is_empty() {
        return writeln!(out, "None: no answer was flagged, and none was too uncertain to stand as it is.");
    }
    writeln!(out, "{} {}\n", count(words::to_read(summary), "answer"), words::review(summary))?;
    writeln!(out, "| Candidate | Question | Why | Score | Confidence |\n|---|---|---|--:|--:|")?;
    for found in summary.review.iter().take(MOST_REVIEW) {
        let why = if found.flagged { "flagged" } else { "uncertain" };
        let (name, title) = (cell(&found.candidate), cell(lookup.title(&found.item)));
        writeln!(
            out,
            "| {name} | {title} | {why} | {} | {} |",
            fixed(Some(found.score), 0),
            percent(found.confidence)
        )?;
    }
    match words::to_read(summary).saturating_sub(MOST_REVIEW) {
        0 => Ok(()),
        more => writeln!(out, "\n{more} more."),
    }
}

fn candidates(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n## Candidates\n\n| Rank | Candidate | Mean score | Passed | Answers | Study first |\n|--:|---|--:|--:|--:|---|"
    )?;
    let unlisted = summary.candidates.len().saturating_sub(MOST_CANDIDATES);
    summary.candidates[unlisted..].iter().try_for_each(|c: &CandidateSummary| {
        let study = c.study.first().map_or(String::new(), |s| cell(&s.title));
        let (total, passed) = (fixed(Some(c.total), 1), percent(c.pass_rate));
        writeln!(out, "| {} | {} | {total} | {passed} | {} | {study} |", c.rank, cell(&c.name), c.answers)
    })?;
    match unlisted {
        0 => Ok(()),
        more => writeln!(out, "\n{} with higher totals not listed.", count(more, "candidate")),
    }
}

fn questions(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n## Questions\n")?;
    writeln!(
        out,
        "| No. | Question | Topic | Difficulty | Discrimination | Passed | Most missed |\n|--:|---|---|--:|--:|--:|---|"
    )?;
    summary.items.iter().enumerate().try_for_each(|(i, q)| {
        let (ease, tells) = (words::difficulty(q.difficulty), words::discrimination(q.discrimination));
        let (p, r) = (fixed(Some(q.difficulty), 2), fixed(q.discrimination, 2));
        let missed = most_missed(q).map_or(String::new(), cell);
        let (title, topic) = (cell(if q.title.trim().is_empty() { &q.id } else { &q.title }), cell(&q.topic));
        writeln!(
            out,
            "| {} | {title} | {topic} | {p} {ease} | {r} {tells} | {} | {missed} |",
            i + 1,
            percent(q.pass_rate)
        )
    })
}

/// The statement of the signal that is missed most, whether it is named by id or by statement.
fn most_missed(item: &ItemSummary) -> Option<&str> {
    let named = item.most_missed.as_deref()?;
    Some(item.signals.iter().find(|s| s.id == named).map_or(named, |s| &s.statement))
}

fn mistakes(number: usize, item: &ItemSummary, lookup: &Lookup, any: &mut bool, out: &mut impl Write) -> io::Result<()> {
    if item.mistakes.is_empty() {
        return Ok(());
    }
    if !std::mem::replace(any, true) {
        writeln!(out, "\n## Common mistakes")?;
    }
    let title = if item.title.trim().is_empty() { &item.id } else { &item.title };
    writeln!(out, "\n### {number}\\. {}\n", plain(title))?;
    for mistake in &item.mistakes {
        writeln!(out, "- **{}**{}", count(mistake.answers, "answer"), what(mistake))?;
        if let Some(quote) = view::quote(mistake, lookup) {
            writeln!(out, "\n  > “{}” ({})\n", plain(&quote.text), plain(quote.candidate))?;
        }
    }
    Ok(())
}

/// " without “…”, against “…”".
fn what(mistake: &Mistake) -> String {
    let quoted = |signals: &[String]| signals.iter().map(|s| format!("“{}”", plain(s))).collect::<Vec<_>>().join(", ");
    let parts = [("without", &mistake.missing), ("against", &mistake.contradicted)].into_iter();
    let parts: Vec<String> = parts.filter(|(_, s)| !s.is_empty()).map(|(word, s)| format!("{word} {}", quoted(s))).collect();
    if parts.is_empty() { String::new() } else { format!(" {}", parts.join(", ")) }
}

fn cell(text: &str) -> String {
    plain(&shortened(text, LONGEST_CELL))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::super::fixture::{HOSTILE, class};
    use super::*;

    fn written(text: &str) -> String {
        let (summary, answers) = class(text);
        let mut out = Vec::new();
        markdown(&summary, &answers, text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What a reader of Markdown takes for markup, in order, without the words.
    fn markup(markdown: &str) -> Vec<String> {
        let events = Parser::new_ext(
            markdown,
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM,
        );
        events.filter(|e| !matches!(e, Event::Text(_))).map(|e| format!("{e:?}")).collect()
    }

    #[test]
    fn no_text_adds_markup_to_the_summary() {
        let innocent = markup(&written("an innocent text"));
        assert!(innocent.len() > 100);
        for text in HOSTILE {
            assert_eq!(markup(&written(text)), innocent, "{text}");
        }
    }

    #[test]
    fn no_text_becomes_a_link_or_html() {
        for text in HOSTILE {
            let text = written(text);
            for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
                assert!(
                    !matches!(
                        event,
                        Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
                    ),
                    "{event:?}"
                );
            }
            assert!(!text.contains("https:") && !text.contains("www.") && !text.contains("@team"), "{text}");
        }
    }

    #[test]
    fn a_typical_answer_is_quoted_and_no_other() {
        let (summary, mut answers) = class("a text");
        answers[0].text = "the typical answer".into();
        answers[1].text = "another answer".into();
        let mut out = Vec::new();
        markdown(&summary, &answers, "title", &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("  > “the typical answer”") && !text.contains("another answer"));
    }

    #[test]
    fn without_answers_the_figures_stand_alone() {
        let (summary, _) = class("a text");
        let mut out = Vec::new();
        markdown(&summary, &[], "title", &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("**Mean score 55.0**") && text.contains("| 50 to 60 | 1 |") && !text.contains("  >"));
    }
}
