#!/usr/bin/env bash
# Refits the calibrations on the marked answers; run it after a change to what src/score measures, or to the bank.
# Needs a Python with numpy, scipy and scikit-learn: name it in PYTHON.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --quiet --release --example pack_phrases
cargo run --quiet --release --example evidence -- tests/claims >"$work/evidence.jsonl"
cargo run --quiet --release --example evidence -- tests/claims none >"$work/keywords.jsonl"
"${PYTHON:-python3}" training/fit_signals.py "$work/evidence.jsonl" "$work/keywords.jsonl"
