#!/usr/bin/env bash
# How much the cache of `gradus check` saves: the strong and middling samples of the bank, graded for the first time and again.
#
# usage: bash benches/check.sh [GRADUS]     (target/release/gradus)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
gradus=$(realpath "${1:-target/release/gradus}")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
python3 - "$work" tests/samples <<'END'
import pathlib, sys, tomllib
work, samples = map(pathlib.Path, sys.argv[1:])
for count in (30, 200):
    folder = work / str(count) / "answers"
    folder.mkdir(parents=True)
    (work / str(count) / "gradus.toml").touch()
    texts = [
        (s["question"], a["kind"], a["text"])
        for s in (tomllib.loads(p.read_text()) for p in sorted(samples.glob("*.toml")))
        for a in s["answers"]
        if a["kind"] in ("strong", "middling")
    ]
    for question, kind, text in texts[:count]:
        (folder / f"{question}-{kind}.md").write_text(f"---\nquestion: {question}\n---\n\n{text}")
END
timed() {
  local start=$EPOCHREALTIME
  "$gradus" check --exit-zero --format json --progress none > "$1"
  printf '%s' "$(python3 -c "print($EPOCHREALTIME - $start)")"
}
for count in 30 200; do
  cd "$work/$count"
  first=$(timed ../first.json)
  second=$(timed ../second.json)
  cmp ../first.json ../second.json
  python3 -c "print(f'{$count} answers: first run {$first:.2f} s, second {$second:.2f} s, {$first / $second:.0f} times as fast, same bytes')"
done
