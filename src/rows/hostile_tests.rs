//! Any bytes at all: read to the end, with an error or without.

use std::io::{self, Read};

use proptest::prelude::*;

use crate::rows::{Format, LARGEST_ROW, Records};

const PYARROW: &[u8] = include_bytes!("../../tests/parquet/pyarrow.parquet");

/// Reads everything there is, and says how many records that was. A file is a finite number of bytes, of which every record takes one at least, but in Parquet.
fn drain(bytes: &[u8], format: Format) -> usize {
    let Ok(mut records) = Records::open_as("a", bytes, Some(format)) else {
        return 0;
    };
    let mut count = 0;
    while let Ok(Some(_)) = records.next() {
        count += 1;
        if format == Format::Parquet && count > 10_000 {
            break;
        }
    }
    count
}

#[test]
fn a_pipe_that_breaks_off_is_an_error_and_no_row() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    for format in Format::ALL {
        let said = Records::open_as("a", Broken, Some(format)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said.starts_with("cannot read the data `a`: the disk is gone"), "{said}");
    }
}

/// Pieces of which files are made, so that chance gets past the first bytes.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "\t",
            "\"a\"",
            "1",
            "null",
            " ",
            "\u{FEFF}",
            "\\ud800",
            "a,b\n",
            "{\"a\":1}",
            "-1e999",
        ])
        .prop_map(|s| s.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in pieces(), which in 0..Format::ALL.len()) {
        prop_assert!(drain(&bytes, Format::ALL[which]) <= bytes.len());
    }

    #[test]
    fn broken_parquet_is_read_without_a_panic(at in 0..PYARROW.len(), to in any::<u8>(), more in prop::collection::vec((0..PYARROW.len(), any::<u8>()), 0..4)) {
        let mut bytes = PYARROW.to_vec();
        bytes[at] = to;
        for (at, to) in more {
            bytes[at] = to;
        }
        drain(&bytes, Format::Parquet);
    }
}

#[test]
fn an_element_past_all_bounds_is_passed_over_without_being_kept() {
    let huge = io::repeat(b'x').take(LARGEST_ROW as u64 * 2);
    let text = io::Cursor::new("[{\"a\": \"").chain(huge).chain(&b"\"},\n{\"a\": 1}]"[..]);
    let mut records = Records::open("a.json", text).unwrap();
    let first = records.next().unwrap().unwrap().unwrap_err().to_string();
    assert!(first.contains("a.json:1:1:") && first.contains("larger than"), "{first}");
    assert_eq!(records.next().unwrap().unwrap().unwrap().0, 2);
}

#[test]
fn nesting_past_all_bounds_is_a_mistake_of_its_row() {
    let deep = |open: &str, close: &str| format!("{{\"a\": {}{}}}", open.repeat(200_000), close.repeat(200_000));
    let text = format!("[{}, {}, {{\"ok\": 1}}]", deep("[", "]"), deep("{\"a\":", "}").replace(":}", ":1}"));
    let mut records = Records::open("a.json", text.as_bytes()).unwrap();
    for _ in 0..2 {
        assert!(records.next().unwrap().unwrap().unwrap_err().to_string().contains("recursion limit"));
    }
    assert_eq!(records.next().unwrap().unwrap().unwrap().1["ok"], 1);
}

#[test]
fn a_row_of_parquet_past_all_bounds_is_named() {
    use crate::rows::{Cell, Column, ColumnType, ParquetWriter, WriteRows};
    let mut out = Vec::new();
    let column = Column {
        name: "a".into(),
        holds: ColumnType::Text,
    };
    let mut writer = ParquetWriter::new(&mut out, &[column]).unwrap();
    let huge = "x".repeat(LARGEST_ROW + 1);
    writer.write(&[("a", Cell::text(&huge))]).unwrap();
    writer.write(&[("a", Cell::text("short"))]).unwrap();
    writer.finish().unwrap();
    let mut records = Records::open("a.parquet", out.as_slice()).unwrap();
    let first = records.next().unwrap().unwrap().unwrap_err().to_string();
    assert!(first.contains("a.parquet:1:1: is larger than"), "{first}");
    assert_eq!(records.next().unwrap().unwrap().unwrap().1["a"], "short");
}
