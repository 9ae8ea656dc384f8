#!/usr/bin/env bash
# Refits the shipped calibrations and encodes the bank's phrases anew; run it after a change to what src/score measures, or to the bank (after a change to a
# rubric alone the last command is enough).
#
# usage: bash training/fit.sh [YYYY-MM-DD]
#
# Needs the human-scored answers of ../shared/asag, which are in no repository, and the marked answers of tests/claims. Prints how well it does on data sets and
# questions that it was not fitted on, and without each measurement.
set -euo pipefail
cd "$(dirname "$0")/.."
scored=../shared/asag
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --quiet --locked --release
fit() {
  target/release/gradus calibrate "$scored"/{scientsbank,beetle,saf,digiklausur,sprag_python}.jsonl tests/claims/*.toml \
    --held-out sprag_python --date "${1:-$(date +%F)}" -o "$work/$2" "${@:3}"
}
fit "${1:-}" calibration.json
fit "${1:-}" calibration-static.json --engine static
fit "${1:-}" calibration-keywords.json --model none
mv "$work"/*.json data/
cargo run --quiet --locked --release --example pack_phrases
