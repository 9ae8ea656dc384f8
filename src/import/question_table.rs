//! Tables with a column of questions.

use super::columns::{Column, Record, column};
use super::lines::Line;
use super::plain::plain;

/// A question of a table: its record and its line's index.
pub(super) struct Row {
    /// The line.
    pub line: usize,
    /// What it holds.
    pub record: Record,
}

/// A table of questions.
pub(super) struct QuestionTable {
    /// The lines of its head.
    pub head: [usize; 2],
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The tables in `lines` that have a column of questions.
pub(super) fn find(lines: &[Line], taken: &[bool]) -> Vec<QuestionTable> {
    let mut out = Vec::new();
    let mut i = 0;
    while i + 2 < lines.len() {
        let at = |k: usize| lines[k].facts.table && !taken[k];
        let starts = at(i) && (i == 0 || !lines[i - 1].facts.table) && at(i + 1);
        if !starts {
            i += 1;
            continue;
        }
        let end = (i..lines.len()).find(|k| !lines[*k].facts.table).unwrap_or(lines.len());
        let names = cells(&lines[i].text);
        let columns: Vec<Column> = names.iter().map(|n| column(n)).collect();
        // A second column tells a table of questions from one that only has such a word in its head.
        let whole = columns.contains(&Column::Question) && columns.iter().any(|c| !matches!(c, Column::Question | Column::Other));
        if whole {
            let rows = (i + 2..end).filter_map(|k| row(&names, lines, k)).collect();
            out.push(QuestionTable { head: [i, i + 1], rows });
        }
        i = end;
    }
    out
}

fn row(names: &[String], lines: &[Line], k: usize) -> Option<Row> {
    let mut record = Record::default();
    for (name, cell) in names.iter().zip(cells(&lines[k].text)) {
        let value = cell.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
        let value = if column(name) == Column::Question { plain(&value) } else { value };
        // A value that is none of the known ones is kept as a field.
        if record.add(name, vec![value.clone()]).is_err() {
            record.draft.fields.push((name.to_lowercase(), value));
        }
    }
    let record = record.finish();
    (!record.draft.text.trim().is_empty()).then_some(Row { line: k, record })
}

/// The cells of a table's row; `\|` and bars in code are no borders.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = if row.ends_with('|') && !row.ends_with("\\|") {
        &row[..row.len() - 1]
    } else {
        row
    };
    let mut out = vec![String::new()];
    let mut escaped = false;
    for c in row.chars() {
        let cell = out.last_mut().expect("one cell is there from the start, and none is taken away");
        match c {
            '|' if escaped => {
                cell.pop();
                cell.push('|');
            }
            '|' => out.push(String::new()),
            _ => cell.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    out.into_iter().map(|c| c.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines::lines;

    #[test]
    fn questions_in_a_table() {
        let lines = lines(
            "| # | Question | Answer |\n|---|---|---|\n| 1 | **What** is a\\|b? | This<br>and that |\n| 2 | Why? | So |\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        let tables = find(&lines, &vec![false; lines.len()]);
        assert_eq!(tables.len(), 1);
        let draft = &tables[0].rows[0].record.draft;
        assert_eq!(
            (draft.text.as_str(), draft.answers[0].as_str(), draft.number),
            ("What is a|b?", "This\nand that", Some(1))
        );
    }
}
