//! What is made of the graded rows of a batch: tables, logs and reports, each replaced only when it is whole.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use gradus::Error;
use gradus::batch::{Classroom, Layout, Survey};
use gradus::insight::Summary;
use gradus::report::class::{self, ReportAnswer};
use gradus::rows::{CsvWriter, Format, ParquetWriter, WriteRows};

use super::batch_args::Batch;
use super::files::{Whole, whole};
use super::journal::Journal;

/// Most answers whose text is in a class report: what a browser opens without pain. Those to look at first come first.
const SHOWN: usize = 3_000;

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Graded rows, in a format.
    Rows(PathBuf, Format),
    /// The class report as a page.
    Page(PathBuf),
    /// The class report as a summary in Markdown.
    Markdown(PathBuf),
}

impl Target {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Rows(path, _) | Self::Page(path) | Self::Markdown(path) => path,
        }
    }
}

/// The files that were asked for.
pub fn targets(args: &Batch) -> Result<Vec<Target>, Error> {
    let mut out = Vec::new();
    for path in &args.output {
        let format = Format::of_name(&path.to_string_lossy()).filter(|f| matches!(f, Format::Jsonl | Format::Csv | Format::Tsv | Format::Parquet));
        let Some(format) = format else {
            let message = format!(
                "`{}` does not say how to write the rows; name it `.jsonl`, `.csv`, `.tsv` or `.parquet`",
                path.display()
            );
            return Err(Error::Usage(message));
        };
        out.push(Target::Rows(path.clone(), format));
    }
    for path in &args.report {
        let end = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        out.push(match end.as_deref() {
            Some("html" | "htm") => Target::Page(path.clone()),
            Some("md" | "markdown") => Target::Markdown(path.clone()),
            _ => {
                let message = format!("`{}` does not say how to write the report; name it `.html` or `.md`", path.display());
                return Err(Error::Usage(message));
            }
        });
    }
    for (i, target) in out.iter().enumerate() {
        if out[..i].iter().any(|t| t.path() == target.path()) {
            return Err(Error::Usage(format!("`{}` is to be written twice", target.path().display())));
        }
    }
    Ok(out)
}

/// What a batch shows, read from its rows.
pub fn summary(journal: &mut Journal, threshold: f64) -> Result<Summary, Error> {
    let mut class = Classroom::default();
    journal.rows(&mut |_, outcome| {
        class.add(&outcome);
        Ok(())
    })?;
    Ok(class.into_class().summary(threshold))
}

/// Writes every file that was asked for.
pub fn write(targets: &[Target], args: &Batch, journal: &mut Journal, summary: &Summary) -> Result<(), Error> {
    let reports = targets.iter().any(|t| !matches!(t, Target::Rows(..)));
    let answers = if reports { shown(journal, summary)? } else { Vec::new() };
    for target in targets {
        let mut file = whole(target.path())?;
        match target {
            Target::Rows(_, Format::Jsonl) => lines(journal, &mut file)?,
            Target::Rows(_, format) => table(journal, *format, args, &mut file)?,
            Target::Page(_) => file.with(|out| class::html(summary, &answers, &title(args), out))?,
            Target::Markdown(_) => file.with(|out| class::markdown(summary, &answers, &title(args), out))?,
        }
        file.put()?;
    }
    Ok(())
}

fn title(args: &Batch) -> String {
    let first = args.data.first().and_then(|p| p.file_stem()).unwrap_or_default();
    match first.to_string_lossy().as_ref() {
        "-" | "" => "Graded answers".to_owned(),
        name => name.to_owned(),
    }
}

/// The answers that a report shows: all of a class, and of more the ones to look at first and the typical ones that it quotes.
fn shown(journal: &mut Journal, summary: &Summary) -> Result<Vec<ReportAnswer>, Error> {
    let quoted: Vec<u32> = summary.items.iter().flat_map(|i| &i.mistakes).map(|m| m.typical).collect();
    let mut wanted: Vec<u32> = summary.review.iter().map(|r| r.row).chain(quoted).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut room = SHOWN.saturating_sub(wanted.len());
    let mut out = Vec::new();
    journal.rows(&mut |_, outcome| {
        let answer = ReportAnswer::new(&outcome);
        if wanted.binary_search(&answer.row).is_ok() {
            out.push(answer);
        } else if room > 0 {
            room -= 1;
            out.push(answer);
        }
        Ok(())
    })?;
    Ok(out)
}

fn lines(journal: &mut Journal, file: &mut Whole) -> Result<(), Error> {
    journal.rows(&mut |line, _| file.with(|out| out.write_all(line)))
}

fn table(journal: &mut Journal, format: Format, args: &Batch, file: &mut Whole) -> Result<(), Error> {
    let mut survey = Survey::default();
    journal.rows(&mut |_, outcome| {
        survey.add(&outcome);
        Ok(())
    })?;
    let layout = survey.layout(args.per_signal);
    let columns = layout.columns();
    let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
    let path = file.path().to_owned();
    let failed = |source| Error::Write { path: path.clone(), source };
    let out = BufWriter::new(file.file());
    if format == Format::Parquet {
        fill(journal, &layout, ParquetWriter::new(out, &columns).map_err(failed)?, &failed)
    } else {
        let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
        let writer = CsvWriter::new(out, delimiter, &names, !args.raw_cells).map_err(failed)?;
        fill(journal, &layout, writer, &failed)
    }
}

fn fill(journal: &mut Journal, layout: &Layout, mut writer: impl WriteRows, failed: &dyn Fn(std::io::Error) -> Error) -> Result<(), Error> {
    journal.rows(&mut |_, outcome| layout.rows(&outcome).iter().try_for_each(|row| writer.write(row)).map_err(failed))?;
    writer.finish().map_err(failed)
}
