"""Measure gradus and the Python peer on this machine, one after the other, and print a Markdown table.

usage: measure.py GRADUS ENCODE_FILE PEER_PYTHON        (run.sh calls it)

Standard library only: it is the interpreter of the machine, not the peer's.
"""

import json
import os
import platform
import re
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".bench"

QUESTION = "bias-variance-tradeoff"
ANSWER = HERE / "answer.txt"
RUNS = int(os.environ.get("RUNS", "7"))
PASSES = int(os.environ.get("PASSES", "5"))
THREADS = 2
SENTENCES = 600
WORDS = range(6, 61)
"""Length of a sentence that takes part in the throughput."""


def section(markdown: str, title: str) -> str:
    """Return the text under the heading `## title`."""
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", markdown, re.DOTALL | re.MULTILINE)[1].strip()


def sentences() -> list[str]:
    """Return sentences of the bank's reference answers, spread evenly over all files; the same for the same bank."""
    found = []
    for file in sorted((ROOT / "content").glob("*.md")):
        prose = re.sub(r"^```.*?^```$", "", section(file.read_text(encoding="utf-8"), "Reference answer"), flags=re.DOTALL | re.MULTILINE)
        for block in re.split(r"\n\s*\n", prose):
            parts = re.split(r"(?<=[.!?]) +", " ".join(block.split()))
            found += [part for part in parts if len(part.split()) in WORDS]
    count = min(SENTENCES, len(found))
    return [found[at * len(found) // count] for at in range(count)]


def cold(command: list[str]) -> tuple[float, float, float]:
    """Run a whole process; return its milliseconds from start to end, its milliseconds on a processor and its peak memory in MB."""
    launch = [sys.executable, "-I", "-S", str(HERE / "launch.py")]
    seconds, busy, memory = map(float, subprocess.run([*launch, *command], env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout.split())
    return seconds * 1e3, busy * 1e3, memory / 1e6


def colds(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    """Run every command once to warm up, then in turn; return the median of each measurement."""
    measured = {name: [] for name in commands}
    for run in range(RUNS + 1):
        for name, command in commands.items():
            one = cold(command)
            if run:
                measured[name].append(one)
    for name, runs in measured.items():
        print(f"{name}: " + " ".join(f"{run[0]:.0f}" for run in runs) + " ms", file=sys.stderr)
    return {name: [statistics.median(values) for values in zip(*runs)] for name, runs in measured.items()}


def throughput(command: list[str]) -> dict:
    """Run one side's encoder; return what it printed, with tokens per second by its quickest pass, which a shared machine disturbs least."""
    environment = ENVIRONMENT | {"RAYON_NUM_THREADS": str(THREADS)}
    printed = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    print(f"{Path(command[0]).name}: " + " ".join(f"{s:.2f}" for s in printed["seconds"]) + " s", file=sys.stderr)
    return printed | {"rate": printed["tokens"] / min(printed["seconds"])}


def processor() -> str:
    """Return the processor's name."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*: (.*)", info.read_text(), re.MULTILINE) if info.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def version(*command: str) -> str:
    """Return the first line that a program prints."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[0]


# The peer must not look for its model on the network either, nor draw progress bars.
ENVIRONMENT = dict(os.environ) | {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1"}


def main() -> None:
    """Measure and print."""
    gradus, encode_file, python = sys.argv[1:4]
    WORK.mkdir(exist_ok=True)
    reference, texts = WORK / "reference.txt", WORK / "sentences.txt"
    reference.write_text(section((ROOT / "content" / f"{QUESTION}.md").read_text(encoding="utf-8"), "Reference answer") + "\n", encoding="utf-8")
    texts.write_text("\n".join(sentences()) + "\n", encoding="utf-8")

    busy = os.getloadavg()[0]
    grade = [gradus, "grade", QUESTION, str(ANSWER), "--score-only"]
    cold_runs = colds({
        "one answer": grade,
        "by keywords alone": [*grade, "--model", "none"],
        "python": [python, str(HERE / "peer_cold.py"), str(reference), str(ANSWER)],
    })
    ours = throughput([encode_file, str(texts), str(PASSES)])
    theirs = throughput([python, str(HERE / "peer_throughput.py"), str(texts), str(PASSES), str(THREADS)])

    peer = cold_runs.pop("python")
    print("| | gradus | sentence-transformers | ratio |")
    print("|---|---:|---:|---:|")
    for name, measured in cold_runs.items():
        for what, unit, mine, other in zip(["time", "processor time", "peak memory"], ["ms", "ms", "MB"], measured, peer):
            ratio = f"{mine / other:.3f} of it" if unit == "MB" else f"{other / mine:.0f} times as fast"
            print(f"| {name}: {what} | {mine:,.0f} {unit} | {other:,.0f} {unit} | {ratio} |")
    print(f"| encoder, {THREADS} threads | {ours['rate']:,.0f} tokens/s | {theirs['rate']:,.0f} tokens/s | {ours['rate'] / theirs['rate']:.2f} times as fast |")
    print()
    packages = ", ".join(f"{name} {number}" for name, number in theirs["versions"].items())
    print(f"Machine: {processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; load before the start {busy:.1f}.")
    print(f"Versions: {version(gradus, '--version')}, {version('rustc', '--version')}; {packages}.")
    print(f"Whole processes: median of {RUNS} alternating runs after one that does not count. ", end="")
    print(f"Encoder: {ours['texts']} sentences, {ours['tokens']:,} tokens (peer: {theirs['tokens']:,}), quickest of {PASSES} passes.")


if __name__ == "__main__":
    main()
