//! What is written and read again is the same.

use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::rows::{Cell, Column, ColumnType, CsvWriter, ParquetWriter, Records, WriteRows};

const NAMES: [&str; 4] = ["text", "number", "flag", "whole"];

/// A row: a text, a number, a truth value, a whole number; each may be nothing.
type Row = (Option<String>, Option<f64>, Option<bool>, Option<i64>);

fn row() -> impl Strategy<Value = Row> {
    let text = prop_oneof![".{0,12}", "[\\r\\n\\t\",;' =]{0,6}", "\\PC{0,8}"];
    let finite = any::<f64>().prop_filter("JSON has no other numbers", |n| n.is_finite());
    (prop::option::of(text), prop::option::of(finite), any::<Option<bool>>(), any::<Option<i64>>())
}

fn cells((text, number, flag, whole): &Row) -> [(&str, Cell<'_>); 4] {
    [
        (NAMES[0], text.as_deref().map_or(Cell::Null, Cell::text)),
        (NAMES[1], number.map_or(Cell::Null, Cell::Number)),
        (NAMES[2], flag.map_or(Cell::Null, Cell::Bool)),
        (NAMES[3], whole.map_or(Cell::Null, Cell::Int)),
    ]
}

fn written<'a, W: WriteRows>(mut writer: W, rows: impl IntoIterator<Item = &'a Row>) {
    rows.into_iter().for_each(|row| writer.write(&cells(row)).unwrap());
    writer.finish().unwrap();
}

fn read(file: &str, bytes: &[u8]) -> Vec<Map<String, Value>> {
    let mut records = Records::open(file, bytes).unwrap();
    std::iter::from_fn(|| records.next().unwrap()).map(|fields| fields.unwrap().1).collect()
}

fn columns() -> Vec<Column> {
    let holds = [ColumnType::Text, ColumnType::Double, ColumnType::Bool, ColumnType::Int64];
    NAMES.iter().zip(holds).map(|(&name, holds)| Column { name: name.into(), holds }).collect()
}

fn expected(row: &Row) -> Map<String, Value> {
    let (text, number, flag, whole) = row.clone();
    let values = [text.map(Value::from), number.map(Value::from), flag.map(Value::from), whole.map(Value::from)];
    NAMES
        .iter()
        .zip(values)
        .map(|(name, value)| ((*name).to_owned(), value.unwrap_or_default()))
        .collect()
}

/// In a table of texts: nothing is the empty text.
fn as_text(value: &Value) -> Value {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.as_str().into(),
        other => other.to_string().into(),
    }
}

proptest! {
    #[test]
    fn cells_come_back_from_every_format(rows in prop::collection::vec(row(), 0..20)) {
        let wanted: Vec<_> = rows.iter().map(expected).collect();
        let (mut csv, mut parquet) = (Vec::new(), Vec::new());
        written(ParquetWriter::new(&mut parquet, &columns()).unwrap(), &rows);
        prop_assert_eq!(&read("a.parquet", &parquet), &wanted);
        written(CsvWriter::new(&mut csv, b',', &NAMES, false).unwrap(), &rows);
        let texts: Vec<Map<_, _>> = wanted.iter().map(|row| row.iter().map(|(k, v)| (k.clone(), as_text(v))).collect()).collect();
        prop_assert_eq!(&read("a.csv", &csv), &texts);
    }
}

#[test]
fn many_row_groups_come_back_in_order() {
    let rows: Vec<Row> = (0..150_000)
        .map(|i| (Some(format!("answer {i}")), (i % 3 == 0).then_some(0.5), None, Some(i)))
        .collect();
    let (mut parquet, mut again) = (Vec::new(), Vec::new());
    written(ParquetWriter::new(&mut parquet, &columns()).unwrap(), &rows);
    written(ParquetWriter::new(&mut again, &columns()).unwrap(), &rows);
    assert!(parquet == again);
    let read = read("a.parquet", &parquet);
    assert!(
        read.iter()
            .enumerate()
            .all(|(i, row)| row["whole"] == i && row["text"] == format!("answer {i}"))
    );
    assert_eq!(read.len(), rows.len());
}

#[test]
fn a_row_that_a_table_cannot_take_leaves_it_whole() {
    let mut out = Vec::new();
    let mut writer = ParquetWriter::new(&mut out, &columns()).unwrap();
    let refused = writer.write(&[("text", Cell::text("a")), ("flag", Cell::text("yes"))]).unwrap_err().to_string();
    assert!(refused.starts_with("column `flag` does not take Some(Text(\"yes\"))"), "{refused}");
    writer.write(&[("number", Cell::Int(3)), ("text", Cell::Int(4))]).unwrap();
    writer.finish().unwrap();
    let rows = read("a.parquet", &out);
    assert_eq!(
        Value::from(rows[0].clone()).to_string(),
        r#"{"text":"4","number":3.0,"flag":null,"whole":null}"#
    );
    assert_eq!(rows.len(), 1);
}

#[test]
fn a_table_needs_columns_of_different_names() {
    let twice = [columns(), columns()].concat();
    assert!(ParquetWriter::new(Vec::new(), &twice).err().unwrap().to_string().contains("two columns"));
    assert!(ParquetWriter::new(Vec::new(), &[]).is_err());
}
