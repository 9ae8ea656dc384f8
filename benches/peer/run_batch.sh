#!/usr/bin/env bash
# Compares `gradus batch` with a script that encodes with sentence-transformers and takes cosines, on the same rows in one run, and prints tables in Markdown.
#
# usage: bash benches/peer/run_batch.sh
#
#   PEER_PYTHON=PYTHON  a Python that has the packages of requirements.txt; run.sh sets one up under .bench/
#   RUNS=3              how often each side is measured; the best counts, which other work disturbs least
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

peer=${PEER_PYTHON:-$PWD/.bench/venv/bin/python}
if ! "$peer" -c 'import sentence_transformers' 2>/dev/null; then
  echo "run_batch.sh: \`$peer\` has no sentence-transformers; run benches/peer/run.sh first, or name another with PEER_PYTHON" >&2
  exit 2
fi
cargo build --locked --release --bin gradus >&2
exec python3 benches/peer/measure_batch.py "${CARGO_TARGET_DIR:-target}/release/gradus" "$peer"
