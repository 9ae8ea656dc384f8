//! Many texts on all cores: the only user of rayon here.

use rayon::prelude::*;

use super::{EncodeError, Encoder, Encoding};

/// Text per task, in bytes: about two forward passes of the built-in model, enough to fill its
/// matrix products and little enough to keep the cores evenly busy.
const TASK_BYTES: usize = 2048;

/// Encodes `texts` on the threads of the current rayon pool; the result is in input order, and
/// the same bits as [`Encoder::encode`] gives one text at a time.
///
/// # Errors
///
/// An error of some text; when several fail, which one is reported is not defined.
pub fn encode_all(encoder: &dyn Encoder, texts: &[&str]) -> Result<Vec<Encoding>, EncodeError> {
    let total: usize = texts.iter().map(|text| text.len()).sum();
    let share = total / rayon::current_num_threads().max(1);
    let tasks = tasks(texts, TASK_BYTES.min(share));
    let encodings: Vec<_> = tasks.into_par_iter().map(|task| encoder.encode_many(task)).collect::<Result<_, _>>()?;
    Ok(encodings.into_iter().flatten().collect())
}

/// Cuts `texts` into runs of at least `bytes` bytes, the last one maybe shorter.
fn tasks<'a, 'b>(texts: &'a [&'b str], bytes: usize) -> Vec<&'a [&'b str]> {
    let mut tasks = Vec::new();
    let mut start = 0;
    let mut size = 0;
    for (at, text) in texts.iter().enumerate() {
        size += text.len();
        if size >= bytes {
            tasks.push(&texts[start..=at]);
            (start, size) = (at + 1, 0);
        }
    }
    if start < texts.len() {
        tasks.push(&texts[start..]);
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_cover_the_texts_in_order() {
        let texts = ["aaaa", "b", "", "cc", "d"];
        assert_eq!(tasks(&texts, 3), [&texts[..1], &texts[1..4], &texts[4..]]);
        assert_eq!(tasks(&texts, 0).len(), 5);
        assert!(tasks(&[], 3).is_empty());
    }
}
