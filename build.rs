//! Lists the files of the question bank, so that they are compiled in and a change to any of them rebuilds.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("bank.rs");
    let mut text = String::new();
    for (name, folder, extension) in [("CONTENT", "content", "md"), ("RUBRICS", "rubrics", "toml")] {
        println!("cargo::rerun-if-changed={folder}");
        writeln!(text, "pub const {name}: &[(&str, &str)] = &[").expect("a string takes it");
        for path in listed(&root.join(folder), extension)? {
            println!("cargo::rerun-if-changed={}", path.display());
            let id = path.file_stem().unwrap_or_default().to_string_lossy();
            writeln!(text, "    ({id:?}, include_str!({:?})),", path.display().to_string()).expect("a string takes it");
        }
        text.push_str("];\n");
    }
    let glossary = root.join("glossary.toml");
    println!("cargo::rerun-if-changed={}", glossary.display());
    writeln!(text, "pub const GLOSSARY: &str = include_str!({:?});", glossary.display().to_string()).expect("a string takes it");
    fs::write(out, text)?;
    println!("cargo::rustc-env=GRADUS_SOURCE={:016x}", source(&root)?);
    Ok(())
}

/// A hash of everything that the program is made of: what it kept of an earlier build is not believed.
fn source(root: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for part in ["src", "data", "Cargo.lock"] {
        let part = root.join(part);
        println!("cargo::rerun-if-changed={}", part.display());
        hash(&part, &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut paths: Vec<PathBuf> = fs::read_dir(path)?.map(|item| item.map(|i| i.path())).collect::<io::Result<_>>()?;
        paths.sort();
        return paths.iter().try_for_each(|p| hash(p, hasher));
    }
    path.file_name().hash(hasher);
    fs::read(path)?.hash(hasher);
    Ok(())
}

fn listed(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|item| item.map(|i| i.path())).collect::<io::Result<_>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| e == extension));
    paths.sort();
    Ok(paths)
}
