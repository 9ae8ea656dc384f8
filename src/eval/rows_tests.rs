//! Rows as they come: what is read from them, and what is said of those that cannot be.

use std::io::{self, Read};

use super::{Label, Row, Rows};
use crate::rows::{By, Columns, DataError, Field, LARGEST_ROW, Task};

/// A row that lacks nothing.
const ROW: &str = r#"{"question": "Why?", "reference": "Because.", "answer": "So.", "score": 0.5}"#;

fn read(file: &str, bytes: &[u8]) -> Vec<Result<Row, String>> {
    read_mapped(file, bytes, &[], None)
}

fn read_mapped(file: &str, bytes: &[u8], maps: &[(&str, &str)], most: Option<f64>) -> Vec<Result<Row, String>> {
    let columns = Columns::mapped(maps.iter().copied(), &Field::SCORED).unwrap();
    let mut rows = Rows::open(file, bytes, columns).unwrap();
    let mut out = Vec::new();
    while let Some(row) = rows.next(most).unwrap() {
        out.push(row.map_err(|found| found.to_string()));
    }
    out
}

fn refused(file: &str, bytes: &[u8]) -> String {
    Rows::open(file, bytes, Columns::default()).err().map(|e| e.to_string()).unwrap_or_default()
}

#[track_caller]
fn says(found: &Result<Row, String>, parts: &[&str]) {
    let message = found.as_ref().unwrap_err();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

#[test]
fn a_row_of_each_format() {
    let json = read("a.jsonl", ROW.as_bytes()).remove(0).unwrap();
    assert_eq!((json.task.line, json.score, json.task.answer.as_str(), json.label), (1, 0.5, "So.", None));
    let csv = read("a.csv", b"question,reference,answer,score\nWhy?,Because.,So.,0.5\n").remove(0).unwrap();
    let task = Task { line: 2, ..json.task };
    assert_eq!(csv, Row { task, ..json });
}

#[test]
fn the_content_tells_the_format_where_the_name_does_not() {
    assert!(read("-", format!("\n {ROW}").as_bytes())[0].is_ok());
    assert!(read("-", b"question,reference,answer,score\na,b,c,1")[0].is_ok());
    assert!(read("a.tsv", b"question\treference\tanswer\tscore\na, b\tb\tc\t1")[0].is_ok());
}

#[test]
fn byte_order_marks_line_ends_of_windows_and_blank_lines_pass() {
    let jsonl = format!("\u{FEFF}{ROW}\r\n\r\n{ROW}\r\n");
    let rows = read("a.jsonl", jsonl.as_bytes());
    assert_eq!(rows.iter().map(|r| r.as_ref().unwrap().task.line).collect::<Vec<_>>(), [1, 3]);
    let csv = "\u{FEFF}question,reference,answer,score\r\nq,r,\"two\r\nlines\",1\r\nq,r,a,0\r\n";
    let rows = read("a.csv", csv.as_bytes());
    assert_eq!(rows[0].as_ref().unwrap().task.answer, "two\r\nlines");
    assert_eq!(rows.iter().map(|r| r.as_ref().unwrap().task.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_line_that_is_no_object_is_named_and_passed_over() {
    let data = format!("{{\"question\": \n[1]\n{ROW}\n{{\"score\": NaN}}\n");
    let rows = read("a.jsonl", data.as_bytes());
    says(&rows[0], &["a.jsonl:1:", "is not JSON", "[syntax]", "one object"]);
    says(&rows[1], &["a.jsonl:2:", "no object", "[wrong-type]"]);
    assert!(rows[2].is_ok());
    says(&rows[3], &["a.jsonl:4:", "[syntax]"]);
}

#[test]
fn bytes_that_are_not_utf_8_are_named_with_their_place() {
    let mut jsonl = ROW.as_bytes().to_vec();
    jsonl[15] = 0xff;
    says(&read("a.jsonl", &jsonl)[0], &["a.jsonl:1:", "not UTF-8 at byte 15", "save the file as UTF-8"]);
    let rows = read("a.csv", b"question,reference,answer,score\nq,r,caf\xe9,1\nq,r,a,1\n");
    says(&rows[0], &["a.csv:2:", "`answer`", "not UTF-8 at byte 3"]);
    assert!(rows[1].is_ok());
}

#[test]
fn a_score_that_is_none_is_named_with_its_mend() {
    let with = |score: &str| read("a.csv", format!("question,reference,answer,score\nq,r,a,{score}\n").as_bytes()).remove(0);
    for score in ["NaN", "inf", "-0.1", "5", "1e999", "good"] {
        says(&with(score), &["a.csv:2:", "`score`", "[bad-value]", "--max-score"]);
    }
    says(&with(""), &["`score`: is missing"]);
    assert_eq!(with("-0").unwrap().score.to_bits(), 0);
    assert_eq!(with(" 1 ").unwrap().score, 1.0);
}

#[test]
fn a_highest_score_scales_all_of_them() {
    let data = b"question,reference,answer,score\nq,r,a,4\nq,r,a,0.5\nq,r,a,6\n";
    let rows = read_mapped("a.csv", data, &[], Some(5.0));
    assert_eq!(rows[..2].iter().map(|r| r.as_ref().unwrap().score).collect::<Vec<_>>(), [0.8, 0.1]);
    says(&rows[2], &["6 is not between 0 and 5"]);
}

#[test]
fn a_missing_field_is_named_with_its_mend() {
    for (without, parts) in [
        ("question", ["`question`: is missing", "--map question=NAME"]),
        ("answer", ["`answer`: is missing", "--map answer=NAME"]),
        ("score", ["`score`: is missing", "--map score=NAME"]),
        ("reference", ["`reference`: is missing", "question_id"]),
    ] {
        let row = ROW.replace(&format!("\"{without}\""), "\"other\"");
        says(&read("a.jsonl", row.as_bytes())[0], &parts);
    }
}

#[test]
fn a_header_that_lacks_a_column_stops_at_once() {
    let message = refused("a.csv", b"question,reference,Answer,score\nq,r,a,1\n");
    for part in ["a.csv:1:1", "`answer`", "--map answer=Answer", "question, reference, Answer, score"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(refused("a.csv", b"question,answer,score\n").contains("`reference`"));
    assert!(refused("a.csv", b"answer,answer\n").contains("two columns"));
    let mapped = read_mapped("a.csv", b"question,reference,Answer,score\nq,r,a,1\n", &[("answer", "Answer")], None);
    assert_eq!(mapped[0].as_ref().unwrap().task.answer, "a");
}

#[test]
fn a_record_with_too_many_cells_is_named_and_passed_over() {
    let rows = read("a.csv", b"question,reference,answer,score\nq,r,one, two,1\nq,r,a,1\n");
    says(&rows[0], &["a.csv:2:", "5 cells under 4 columns", "double quotes"]);
    assert!(rows[1].is_ok());
}

#[test]
fn a_row_past_all_bounds_is_passed_over_without_being_kept() {
    let huge = io::repeat(b'x').take(LARGEST_ROW as u64 * 2).chain(&b"\n"[..]).chain(ROW.as_bytes());
    let mut rows = Rows::open("a.jsonl", huge, Columns::default()).unwrap();
    let first = rows.next(None).unwrap().unwrap().map_err(|e| e.to_string());
    says(&first, &["a.jsonl:1:", "larger than"]);
    assert_eq!(rows.next(None).unwrap().unwrap().unwrap().task.line, 2);
    let open_quote = io::Cursor::new("question,reference,answer,score\nq,r,\"").chain(io::repeat(b'x'));
    let mut rows = Rows::open("a.csv", open_quote, Columns::default()).unwrap();
    let first = rows.next(None).unwrap().unwrap().map_err(|e| e.to_string());
    says(&first, &["a.csv:2:", "larger than", "close every quote"]);
    assert!(rows.next(None).unwrap().is_none());
}

#[test]
fn a_file_that_breaks_off_is_an_error_and_no_row() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let found = Rows::open("a.jsonl", Broken, Columns::default()).err();
    assert!(matches!(found, Some(DataError::Unreadable { .. })));
}

#[test]
fn what_a_row_is_graded_by() {
    let by = |more: &str| read("a.jsonl", format!("{{\"question\": \"q\", \"answer\": null, \"score\": 1, {more}}}").as_bytes()).remove(0);
    assert_eq!(
        by(r#""references": ["a", " ", "b"]"#).unwrap().task.by,
        By::References(vec!["a".into(), "b".into()])
    );
    assert_eq!(by(r#""references": [], "reference": "c""#).unwrap().task.by, By::References(vec!["c".into()]));
    assert_eq!(by(r#""reference": null, "question_id": 7"#).unwrap().task.by, By::Bank);
    let By::Signals { signals, references } =
        by(r#""reference": "r", "signals": ["A holds", {"statement": "B holds", "weight": 2, "keywords": ["b", ["c", "d"]]}]"#)
            .unwrap()
            .task
            .by
    else {
        panic!("signals come first");
    };
    assert_eq!((signals[0].id.as_str(), signals[1].id.as_str(), references.len()), ("signal-1", "signal-2", 1));
    assert_eq!((signals[1].weight.get(), signals[1].keywords.len()), (2.0, 2));
    says(&by(r#""references": [1]"#), &["`references`", "list of texts"]);
}

#[test]
fn mistakes_in_signals_are_named_with_their_path() {
    for (signals, parts) in [
        (r#"[{"statment": "A"}]"#, ["`signals[0].statment`", "did you mean `statement`?"]),
        (r#"["A", {"id": "b"}]"#, ["`signals[1].statement`", "is missing or blank"]),
        (r#"[{"statement": "A", "weight": -1}]"#, ["`signals[0].weight`", "from 0 to 1000"]),
        (r#"[{"statement": "A", "weight": 0}]"#, ["`signals`", "every weight is zero"]),
        (r#"[{"statement": "A", "id": "signal-2"}, "B"]"#, ["`signals[1].id`", "two signals"]),
        (r#"[{"statement": "A", "keywords": [[]]}]"#, ["`signals[0].keywords`", "without terms"]),
        (r#"[{"statement": "A", "red_flags": [{}]}]"#, ["`signals[0].red_flags`", "without a statement"]),
        ("[3]", ["`signals[0]`", "a statement or an object"]),
        ("3", ["`signals`", "must be a list"]),
    ] {
        let row = ROW.replacen('{', &format!("{{\"signals\": {signals}, "), 1);
        says(&read("a.jsonl", row.as_bytes())[0], &parts);
    }
}

#[test]
fn lists_in_cells_are_json_or_lines() {
    let data = "question,references,answer,score,signals,label\nq,\"[\"\"a\"\", \"\"b\"\"]\",x,1,,correct\nq,r,x,1,\"one\ntwo\",Contradictory\nq,[,x,1,,\n";
    let rows = read("a.csv", data.as_bytes());
    let (first, second) = (rows[0].as_ref().unwrap(), rows[1].as_ref().unwrap());
    assert_eq!(
        (&first.task.by, first.label),
        (&By::References(vec!["a".into(), "b".into()]), Some(Label::Correct))
    );
    assert!(matches!(&second.task.by, By::Signals { signals, .. } if signals.len() == 2));
    assert_eq!(second.label, Some(Label::Contradictory));
    says(&rows[2], &["`references`", "write it as JSON"]);
}
