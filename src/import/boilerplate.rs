//! Words at the end of every question of a page that are none of its own.

use std::collections::BTreeMap;

use super::draft::Draft;

/// Cuts the end that most questions of a document share (` - Company Interview Question`) and keeps it as a field.
pub(super) fn cut(drafts: &mut [&mut Draft]) {
    let last_words = |text: &str| {
        let mut all = text.split_whitespace().rev();
        let (last, before) = (all.next()?, all.next()?);
        text.contains(" - ").then(|| format!("{before} {last}"))
    };
    let name = |d: &Draft| d.heading.clone().unwrap_or_else(|| d.text.clone());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for d in drafts.iter() {
        if let Some(end) = last_words(&name(d)) {
            *counts.entry(end).or_default() += 1;
        }
    }
    let Some((end, count)) = counts.into_iter().max_by_key(|(_, n)| *n) else {
        return;
    };
    if count < 5 || count * 5 < drafts.len() * 3 {
        return;
    }
    for d in drafts {
        let text = name(d);
        let cut = text.rsplit_once(" - ").filter(|(_, tail)| tail.ends_with(&end));
        if let Some((kept, tail)) = cut {
            d.fields.push(("title ends with".to_owned(), tail.to_owned()));
            let place = d.heading.as_mut().unwrap_or(&mut d.text);
            kept.trim_end().clone_into(place);
        }
    }
}
