#!/usr/bin/env bash
# Grades a class with hostile answers in it, makes its report, and clicks through that in headless Chromium.
#
# usage: bash tests/browser/check.sh [OUTDIR]
#
# OUTDIR (.browser) gets the page, screenshots in light and dark, and a PDF. Without Node or without a package registry the check is skipped, loudly.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

out=${1:-.browser}
mkdir -p "$out"
for tool in node npm python3; do
  if ! command -v "$tool" >/dev/null; then
    echo "SKIPPED: there is no \`$tool\` here; the class report was NOT opened in a browser" >&2
    exit 0
  fi
done
python3 tests/class/make.py --hostile > "$out/class.csv"
cargo run --quiet --locked -- batch "$out/class.csv" --engine static --report "$out/class.html" --report "$out/class.md" --progress none > "$out/summary.txt"
status=0
sh tests/browser/run.sh "$out/class.html" "$out" "$out/browser" || status=$?
if [[ $status == 2 ]]; then
  echo "SKIPPED: the browser could not be installed or started; the class report was NOT opened in a browser" >&2
  exit 0
fi
exit "$status"
