//! Records of each format as they come, and what is said of those that cannot be.

use std::fs::File;
use std::io::Write as _;

use serde_json::{Map, Value, json};

use crate::rows::{DataError, Format, Records};

/// Columns of every kind, in two row groups; `tests/parquet/write_parquet.py` writes it.
const PYARROW: &[u8] = include_bytes!("../../tests/parquet/pyarrow.parquet");

type Read = Vec<Result<(usize, Map<String, Value>), String>>;

pub(super) fn read(file: &str, bytes: &[u8]) -> Read {
    let mut records = Records::open(file, bytes).unwrap();
    let mut out = Vec::new();
    while let Some(fields) = records.next().unwrap() {
        out.push(fields.map_err(|found| found.to_string()));
    }
    out
}

fn values(read: &Read) -> Vec<Value> {
    read.iter()
        .map(|r| r.as_ref().map_or(Value::Null, |(_, map)| Value::Object(map.clone())))
        .collect()
}

fn lines(read: &Read) -> Vec<usize> {
    read.iter().map(|r| r.as_ref().map_or(0, |(line, _)| *line)).collect()
}

#[track_caller]
fn says(found: &Result<(usize, Map<String, Value>), String>, parts: &[&str]) {
    let message = found.as_ref().unwrap_err();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

fn refused(file: &str, bytes: &[u8]) -> String {
    Records::open(file, bytes).err().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn columns_keep_their_order_in_every_format() {
    let expected = r#"{"z":"1","a":"2","m":"3"}"#;
    for (file, text) in [
        ("a.csv", "z,a,m\n1,2,3\n"),
        ("a.tsv", "z\ta\tm\n1\t2\t3\n"),
        ("a.jsonl", r#"{"z":"1","a":"2","m":"3"}"#),
        ("a.json", r#"[{"z":"1","a":"2","m":"3"}]"#),
    ] {
        let rows = values(&read(file, text.as_bytes()));
        assert_eq!(rows.iter().map(Value::to_string).collect::<Vec<_>>(), [expected], "{file}");
    }
}

#[test]
fn byte_order_marks_line_ends_of_windows_and_blank_lines_pass() {
    assert_eq!(lines(&read("a.jsonl", "\u{FEFF}{\"a\": 1}\r\n\r\n{\"a\": 2}\r\n".as_bytes())), [1, 3]);
    let rows = read("a.csv", "\u{FEFF}a,b\r\n1,\"two\r\nlines\"\r\n3,4\r\n".as_bytes());
    assert_eq!(
        (values(&rows), lines(&rows)),
        (vec![json!({"a": "1", "b": "two\r\nlines"}), json!({"a": "3", "b": "4"})], vec![2, 4])
    );
}

#[test]
fn a_row_that_is_broken_is_named_and_passed_over() {
    let rows = read("a.csv", b"a,b\n1,caf\xe9\n1,2,3\n1,2\n");
    says(&rows[0], &["a.csv:2:", "`b`: is not UTF-8 at byte 3 of the cell"]);
    says(&rows[1], &["a.csv:3:", "has 3 cells under 2 columns", "double quotes"]);
    assert_eq!(values(&rows)[2], json!({"a": "1", "b": "2"}));
    let rows = read("a.jsonl", b"{\"a\": \n[1]\n{}\n");
    says(&rows[0], &["a.jsonl:1:", "is not JSON", "write one object `{…}` on each line"]);
    says(&rows[1], &["a.jsonl:2:1: is JSON but no object [wrong-type]"]);
    assert_eq!(values(&rows)[2], json!({}));
}

#[test]
fn a_list_of_objects_is_read_one_at_a_time() {
    let text = "\u{FEFF}\r\n[ {\"a\": \"}],[{\\\"\", \"b\": [1, {\"c\": 2}]},\n {\"a\": \"two\"}\n,\n\n{} ]\n ";
    let rows = read("a.json", text.as_bytes());
    assert_eq!(values(&rows), [json!({"a": "}],[{\"", "b": [1, {"c": 2}]}), json!({"a": "two"}), json!({})]);
    assert_eq!(lines(&rows), [2, 3, 6]);
    assert_eq!(read("a.json", b"[]"), []);
    assert_eq!(values(&read("-", b"[\n{\"a\": 1}]")), [json!({"a": 1})]);
}

#[test]
fn lines_of_objects_pass_under_the_name_of_json() {
    assert_eq!(lines(&read("a.json", b"{\"a\": 1}\n\n{\"a\": 2}\n")), [1, 3]);
    assert!(refused("a.json", b"{\n  \"rows\": [\n    {}]}").contains("write a list of objects"));
}

#[test]
fn an_element_that_is_no_object_is_named_and_passed_over() {
    let rows = read(
        "a.json",
        b"[1, {\"a\": nul},\n {\n\"a\": 1,}, \"x\", {\"ok\": 1}, {\"a\": \"\xff\"}, {\"b\": \"\\ud800\"}, ]",
    );
    says(&rows[0], &["a.json:1:1:", "is JSON but no object", "[wrong-type]", "write a list of objects"]);
    says(&rows[1], &["a.json:1:14:", "is not JSON", "[syntax]"]);
    says(&rows[2], &["a.json:3:8:", "is not JSON: trailing comma"]);
    says(&rows[3], &["a.json:3:", "no object"]);
    assert_eq!(rows[4].as_ref().unwrap().1["ok"], 1);
    says(&rows[5], &["not UTF-8 at byte 7 of the object"]);
    says(&rows[6], &["is not JSON: ", "hex escape"]);
    says(&rows[7], &["is not JSON: EOF"]);
    assert_eq!(rows.len(), 8);
}

#[test]
fn a_list_that_breaks_off_ends_with_the_mistake() {
    for (text, parts) in [
        ("[{\"a\": 1}", ["a.json:1:10:", "ends before its list does"]),
        ("[{\"a\": 1}, {\"a\": \"never", ["a.json:1:1:", "the file ends within it"]),
        ("[{\"a\": 1}] {\"a\": 2}", ["a.json:1:12:", "goes on after the end"]),
        ("[{\"a\": 1}\n{\"a\": 2}]", ["a.json:2:1:", "not JSON: trailing characters"]),
        ("[{\"a\": 1}}", ["a.json:1:10:", "has something else where `,` or `]` must be"]),
    ] {
        let rows = read("a.json", text.as_bytes());
        says(rows.last().unwrap(), &parts);
    }
}

#[test]
fn columns_without_a_name_are_kept_apart() {
    let rows = read("a.csv", b"a,, \n1,2,3\n");
    assert_eq!(values(&rows), [json!({"a": "1", "column 2": "2", "column 3": "3"})]);
}

#[test]
fn two_columns_of_one_name_are_named() {
    let twice = Records::open("a.csv", &b"a,b,a\n"[..]).unwrap().distinct().unwrap_err().to_string();
    assert!(twice.contains("a.csv:1:1: `a`: is the name of two columns"), "{twice}");
    assert_eq!(Records::open("a.csv", &b"a,b\n"[..]).unwrap().distinct(), Ok(()));
    assert_eq!(Records::open("a.jsonl", &b""[..]).unwrap().distinct(), Ok(()));
}

#[test]
fn a_header_alone_has_no_rows() {
    let mut records = Records::open("a.csv", &b"a,b"[..]).unwrap();
    assert_eq!(records.header().unwrap(), ["a", "b"]);
    assert_eq!(records.next().unwrap(), None);
}

#[test]
fn somebody_may_say_the_format() {
    let mut records = Records::open_as("answers.txt", &b"a\tb\n1\t2\n"[..], Some(Format::Tsv)).unwrap();
    assert_eq!(records.next().unwrap().unwrap().unwrap().1["b"], "2");
}

#[test]
fn what_pyarrow_writes_is_read() {
    let rows = read("a.parquet", PYARROW);
    assert_eq!(lines(&rows), [1, 2, 3, 4]);
    let rows = values(&rows);
    let full = json!({
        "answer": "Größe matters: 日本 🦀", "score": 0.1, "small": 0.1, "count": i64::MIN, "tiny": 255, "passed": true, "day": "2024-02-29",
        "utc": "2025-12-31T23:59:59.123456Z", "local": "1969-12-31T12:00:00", "nanos": "2023-11-14T22:13:20.123456789", "clock": "09:05:00.25",
        "points": "-4.50", "bytes": "ff00", "signals": ["one", null, ""], "pairs": [[1, 2], [], null, [3]], "meta": {"by": "Ann", "round": 2},
        "tally": {"b": 1, "a": null}, "site": "Oslo",
    });
    // As texts: the order of the columns counts.
    assert_eq!(rows[0].to_string(), full.to_string());
    let second = &rows[1];
    assert_eq!(
        [&second["answer"], &second["score"], &second["signals"], &second["meta"], &second["bytes"]],
        [&json!(""), &json!(null), &json!([]), &json!({"by": null, "round": null}), &json!("text")]
    );
    assert!(rows[2].as_object().unwrap().values().all(Value::is_null));
    assert_eq!(
        [&rows[3]["answer"], &rows[3]["score"], &rows[3]["pairs"]],
        [&json!("=1+1\r\nline"), &json!(1e300), &json!([[7]])]
    );
}

#[test]
fn parquet_is_read_from_a_file_a_pipe_and_by_its_mark() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(PYARROW).unwrap();
    let mut file: File = file;
    std::io::Seek::rewind(&mut file).unwrap();
    let mut records = Records::open_file("a.parquet", file, None, |f| Box::new(f)).unwrap();
    assert_eq!(records.header().unwrap().len(), 18);
    assert_eq!(records.next().unwrap().unwrap().unwrap().1["site"], "Oslo");
    assert_eq!(read("-", PYARROW).len(), 4);
}

#[test]
fn parquet_under_a_codec_that_is_left_out_is_named_with_its_mend() {
    let message = refused("a.parquet", include_bytes!("../../tests/parquet/brotli.parquet"));
    assert!(message.contains("it is compressed with Brotli: write it with Snappy or Zstandard"), "{message}");
}

#[test]
fn parquet_that_is_cut_off_cannot_be_read() {
    for length in [0, 4, 11, 100, PYARROW.len() - 1] {
        let found = Records::open("a.parquet", &PYARROW[..length]).err();
        assert!(matches!(found, Some(DataError::Unreadable { .. })), "{length}");
    }
    let message = refused("a.parquet", b"question,answer\n1,2\n");
    assert!(
        message.starts_with("cannot read the data `a.parquet`: it is broken or no Parquet ("),
        "{message}"
    );
}
