#!/usr/bin/env bash
# Compares gradus with the usual Python script on this machine and prints a table in Markdown.
#
# usage: bash benches/peer/run.sh
#
#   PEER_PYTHON=PYTHON  a Python that has the packages of requirements.txt; without it one is set up under .bench/ (downloads some gigabytes)
#   RUNS=7 PASSES=5     how often each side is measured
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

peer=${PEER_PYTHON:-}
if [[ -z $peer ]]; then
  peer=$PWD/.bench/venv/bin/python
  wanted=benches/peer/requirements.txt
  if ! cmp --silent "$wanted" .bench/venv/installed.txt; then
    python3 -m venv .bench/venv
    "$peer" -m pip install --quiet --requirement "$wanted"
    cp "$wanted" .bench/venv/installed.txt
  fi
fi

cargo build --locked --release --bin gradus --example encode_file >&2
target=${CARGO_TARGET_DIR:-target}/release
exec python3 benches/peer/measure.py "$target/gradus" "$target/examples/encode_file" "$peer"
