"""Writes a class of mock interviews as CSV: candidates times questions, each answer put together from the marked answers of tests/claims.

usage: python3 tests/class/make.py [--hostile] [CANDIDATES] [QUESTIONS] [ROWS] > class.csv

The same arguments make the same bytes. Each candidate has an ability; the better, the more of an answer comes from the strong ones of the question, and the weaker, the more
from weak, wrong and stuffed ones. Names are made up of syllables. ROWS repeats the class under further names until so many rows are written, for measurements of speed and memory. With --hostile some answers, and one name, try to be more than text.
"""

import csv
import pathlib
import random
import re
import sys
import tomllib

CLAIMS = pathlib.Path(__file__).resolve().parent.parent / "claims"
FIRST = ["Ada", "Bo", "Cleo", "Dara", "Eno", "Fay", "Gus", "Hana", "Ivo", "Jun", "Kai", "Lea", "Milo", "Nia", "Ode", "Pia", "Quin", "Rae", "Sol", "Tia"]
LAST = ["Arno", "Birk", "Cass", "Dunn", "Ekes", "Fane", "Goss", "Hurd", "Ince", "Juhl", "Kerr", "Lund"]
HOSTILE = [
    "<script>window.pwned = 1</script> Dropout is off at inference.",
    "\"><img src=x onerror=\"window.pwned = 2\"> The variance falls.",
    "</textarea></details></script><svg onload=window.pwned=3> It overfits.",
    "javascript:alert(1) [x](javascript:alert(1)) {{ title }} {% include 'head' %}",
    "\u202eturned round\u202c \u2066and back\u2069, bell\u0007 and escape\u001b[31m",
    "| pipe || `code` **bold** @team #12 https://example.org ![x](http://example.org/x.png)",
]
GOOD, MIDDLING, POOR = ["strong-lexical", "strong-lexical", "strong-lexical", "strong-paraphrased"], ["partial"], ["weak", "wrong", "stuffed"]


def questions(count):
    """The first questions by name, each with its answers by kind, cut into sentences."""
    found = []
    for path in sorted(CLAIMS.glob("*.toml"))[:count]:
        marked = tomllib.loads(path.read_text(encoding="utf-8"))
        cut = {a["kind"]: re.split(r"(?<=[.!?])\s+", a["text"].strip()) for a in marked["answers"]}
        found.append((marked["question"], cut))
    return found


def answer(draw, ability, by_kind):
    """Sentences of one or two answers, in their order."""
    if draw.random() < 0.03:
        return ""
    level = ability + draw.gauss(0, 0.18)
    kind = draw.choice(GOOD if level > 0.62 else MIDDLING if level > 0.4 else POOR)
    sentences = by_kind[kind]
    keep = max(1, round(len(sentences) * min(1.0, 0.55 + 0.5 * max(level, 0.0))))
    kept = sorted(draw.sample(range(len(sentences)), min(keep, len(sentences))))
    text = " ".join(sentences[i] for i in kept)
    if level < 0.5 and draw.random() < 0.3:
        text += " " + draw.choice(by_kind["wrong"])
    return text


def main():
    numbers = [a for a in sys.argv[1:] if a != "--hostile"]
    hostile = iter(HOSTILE if "--hostile" in sys.argv else [])
    candidates, asked, rows = (int(a) for a in (numbers + ["30", "20", "0"][len(numbers) :])[:3])
    names = [f"{first} {last}" for last in LAST for first in FIRST]
    bank = questions(asked)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["Attempt", "Candidate", "Group", "Question ID", "Response", "Minutes"])
    written, term = 0, 0
    while written < max(rows, candidates * len(bank)):
        draw = random.Random(20261122 + term)
        for i in range(candidates):
            ability = draw.betavariate(4, 2.2)
            name = names[i % len(names)] + (f" {term}" if term else "") + (f" {i // len(names)}" if i >= len(names) else "")
            for question, by_kind in bank:
                written += 1
                text = answer(draw, ability, by_kind)
                if written % 40 == 7:
                    text = next(hostile, text)
                out.writerow([f"a{written}", name, "AB"[i % 2], question, text, draw.randint(3, 12)])
                if rows and written == rows:
                    return
        term += 1


main()
