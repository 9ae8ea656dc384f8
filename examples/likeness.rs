use gradus::{
    embed,
    grade::{Engine, ReferenceGrader},
    score::Trait,
};
use rayon::prelude::*;
use std::io::{BufRead, Write};
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = embed::builtin()?;
    let engine = Engine::new(Some(&model), true);
    let path = std::env::args().nth(1).unwrap();
    let rows: Vec<serde_json::Value> = std::io::BufReader::new(std::fs::File::open(path)?)
        .lines()
        .map(|l| serde_json::from_str(&l.unwrap()).unwrap())
        .collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut groups: std::collections::BTreeMap<String, Vec<usize>> = Default::default();
    for (i, r) in rows.iter().enumerate() {
        groups
            .entry(format!("{}{}{}", r["question"], r["reference"], r["references"]))
            .or_default()
            .push(i);
    }
    let mut done: Vec<(usize, String)> = groups
        .into_values()
        .collect::<Vec<_>>()
        .into_par_iter()
        .flat_map(|ids| {
            let r = &rows[ids[0]];
            let refs: Vec<String> = match r["references"].as_array() {
                Some(a) if !a.is_empty() => a.iter().map(|x| x.as_str().unwrap().to_owned()).collect(),
                _ => vec![r["reference"].as_str().unwrap().to_owned()],
            };
            let g = ReferenceGrader::new(r["question"].as_str().unwrap(), &refs, &engine).unwrap();
            ids.into_par_iter()
                .map(|i| {
                    let (l, flags) = g.likeness(rows[i]["answer"].as_str().unwrap()).unwrap();
                    let v: Vec<Vec<f64>> = l.iter().map(|l| Trait::ALL.iter().map(|t| t.of(l)).collect()).collect();
                    (i, serde_json::json!({"id": rows[i]["id"], "x": v, "flags": flags}).to_string())
                })
                .collect::<Vec<_>>()
        })
        .collect();
    done.sort();
    for (_, l) in done {
        writeln!(out, "{l}")?;
    }
    Ok(())
}
