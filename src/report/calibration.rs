//! What a calibration is worth, in Markdown, which reads well as it is.

use std::io::{self, Write};

use crate::calibrate::{LineCheck, SignalsCheck};

/// Writes the checks of a calibration: `lines` begins with the whole line, then comes the line without each measurement.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn calibration(lines: &[LineCheck], signals: &[SignalsCheck], out: &mut impl Write) -> io::Result<()> {
    if let Some(whole) = lines.first().filter(|l| !l.pearson.is_empty()) {
        let sets: Vec<&str> = whole.pearson.keys().map(String::as_str).collect();
        writeln!(out, "Pearson's r on data sets not fitted on (the last column: the mean)\n")?;
        writeln!(out, "| measurements | {} | mean |", sets.join(" | "))?;
        writeln!(out, "|---|{}", "---|".repeat(sets.len() + 1))?;
        for line in lines {
            let name = line.without.map_or("all".to_owned(), |w| format!("without {w}"));
            let each: Vec<String> = line.pearson.values().map(|r| format!("{r:.3}")).collect();
            writeln!(out, "| {name} | {} | {:.4} |", each.join(" | "), line.mean)?;
        }
        let rmse: Vec<String> = whole.rmse.values().map(|r| format!("{r:.3}")).collect();
        writeln!(out, "| RMSE of all | {} | |\n", rmse.join(" | "))?;
    }
    for check in signals {
        writeln!(
            out,
            "{}: {} marks in {} questions, each judged by curves fitted on others (area under the curve)\n",
            check.name, check.signals, check.questions
        )?;
        writeln!(
            out,
            "| met against the rest | against missing | against contradicted | strong against wrong | strong against stuffed |"
        )?;
        writeln!(out, "|---|---|---|---|---|")?;
        let figures = [
            check.met_against_rest,
            check.met_against_missing,
            check.met_against_contradicted,
            check.strong_against_wrong,
            check.strong_against_stuffed,
        ];
        let figures: Vec<String> = figures.iter().map(|f| format!("{f:.3}")).collect();
        writeln!(out, "| {} |\n", figures.join(" | "))?;
        let means: Vec<String> = check.means.iter().map(|(kind, mean)| format!("{kind} {:.1}", 100.0 * mean)).collect();
        writeln!(out, "Mean points before gates and caps: {}\n", means.join(", "))?;
    }
    Ok(())
}
