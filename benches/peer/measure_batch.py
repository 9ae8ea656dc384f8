"""Measure `gradus batch` and the Python peer on the same rows, one after the other, and print Markdown.

usage: measure_batch.py GRADUS PEER_PYTHON        (run_batch.sh calls it)

Standard library only: it is the interpreter of the machine, not the peer's.
"""

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".bench"
THREADS = 2
CLASS = ["30", "28"]
"""Candidates and questions of the class that both sides grade."""
SIZES = [1_000, 10_000, 100_000]
"""Rows of the runs that show whether cost per row is constant."""
RUNS = int(os.environ.get("RUNS", "3"))

GRADUS, PEER = sys.argv[1], sys.argv[2]


def make(name: str, *arguments: str) -> Path:
    """Write a class with `tests/class/make.py`."""
    path = WORK / name
    with path.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, str(ROOT / "tests/class/make.py"), *arguments], stdout=out, check=True)
    return path


def gradus(data: Path, *arguments: str) -> tuple[float, float]:
    """Grade `data` from start to end of the process; return seconds and peak memory in MB."""
    command = [GRADUS, "batch", str(data), "--jobs", str(THREADS), "--progress", "none", "--format", "jsonl", *arguments]
    launch = [sys.executable, "-I", "-S", str(HERE / "launch.py")]
    done = subprocess.run([*launch, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    seconds, _, memory = map(float, done.stdout.split())
    return seconds, memory / 1e6


def rows(data: Path) -> Path:
    """The same rows as JSONL, as the peer reads them."""
    path = data.with_suffix(".jsonl")
    with data.open(encoding="utf-8", newline="") as table, path.open("w", encoding="utf-8") as out:
        for row in csv.DictReader(table):
            out.write(json.dumps({"question_id": row["Question ID"], "answer": row["Response"]}) + "\n")
    return path


def main() -> None:
    WORK.mkdir(exist_ok=True)
    data = rows(make("class.csv", *CLASS))
    count = sum(1 for _ in data.open(encoding="utf-8"))
    many = data.with_name("many.jsonl")
    many.write_text(data.read_text(encoding="utf-8") * 30, encoding="utf-8")
    best: dict[str, float] = {}
    for _ in range(RUNS):
        done = subprocess.run([PEER, str(HERE / "peer_batch.py"), str(data), str(ROOT / "content"), str(THREADS)], stdout=subprocess.PIPE, check=True)
        peer = json.loads(done.stdout)
        best["peer"] = max(best.get("peer", 0.0), peer["rows"] / peer["seconds"])
        for name, of, times, arguments in [("full", data, 1, []), ("static", many, 30, ["--engine", "static"]), ("keywords", many, 30, ["--model", "none"])]:
            best[name] = max(best.get(name, 0.0), count * times / gradus(of, *arguments)[0])
    print("| | answers a second | ratio |\n|---|--:|--:|")
    for name, title in [("peer", "sentence-transformers, model loaded"), ("full", "gradus batch, whole process"), ("static", "with `--engine static`"), ("keywords", "by keywords alone")]:
        print(f"| {title} | {best[name]:,.0f} | {best[name] / best['peer']:.1f} |")
    print("\n| rows, `--engine static` | seconds | rows a second | peak memory |\n|--:|--:|--:|--:|")
    for size in SIZES:
        seconds, memory = gradus(make(f"{size}.csv", "600", "28", str(size)), "--engine", "static")
        print(f"| {size:,} | {seconds:.1f} | {size / seconds:,.0f} | {memory:.0f} MB |")


start = time.monotonic()
main()
print(f"\nMeasured in {time.monotonic() - start:.0f} s, {THREADS} threads on each side.", file=sys.stderr)
