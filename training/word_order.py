#!/usr/bin/env python3
"""Writes data/word_order.tsv: which kinds of words follow each other in English, from the sentences of ../shared/nli.

usage: python3 training/word_order.py [--check]

A word's class is itself for the function words of src/text/stop.rs that are common enough, else its ending. A row is `before<TAB>after<TAB>score`, where the score is ten
times the pointwise mutual information (natural log; add-one smoothed) of the two classes being neighbours; pairs within half a unit of zero are left out, as zero is what
the program takes for a pair that is not listed. Text in its natural order has a mean well above zero, its shuffle one near zero. --check prints both for a sample.
"""
import collections
import json
import math
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9][0-9.,]*|[,.;:()]")
ENDINGS = ["ing", "ed", "ly", "tion", "ment", "ness", "ity", "ous", "ive", "al", "ic", "able", "er", "est", "s"]
LEAST = 400

stop = re.search(r"FUNCTION_WORDS: &\[&str\] = &\[(.*?)\];", (ROOT / "src/text/stop.rs").read_text(), re.S)[1]
function_words = set(re.findall(r'"([^"]+)"', stop))
sentences = set()
with open(ROOT.parent / "shared/nli/fit.jsonl", encoding="utf-8") as rows:
    for row in rows:
        pair = json.loads(row)
        sentences.update((pair["premise"], pair["hypothesis"]))
counts = collections.Counter(w for s in sentences for w in set(TOKEN.findall(s.lower())))
common = {w for w in function_words if counts[w] >= LEAST}


def word_class(token):
    if token in common:
        return token
    if token in function_words:
        return "<function>"
    if not token[0].isalpha():
        return "<number>" if token[0].isdigit() else token if token in ",." else "<mark>"
    return next((f"-{e}" for e in ENDINGS if token.endswith(e) and len(token) > len(e) + 2), "-")


pairs, left, right = collections.Counter(), collections.Counter(), collections.Counter()
held_out = []
for i, sentence in enumerate(sorted(sentences)):
    tokens = TOKEN.findall(sentence.lower())
    if i % 50 == 0:
        held_out.append(tokens)
        continue
    classes = [word_class(t) for t in tokens]
    for a, b in zip(classes, classes[1:]):
        pairs[a, b] += 1
        left[a] += 1
        right[b] += 1
total = sum(pairs.values())
table = {}
for a in sorted(left):
    for b in sorted(right):
        expected = left[a] * right[b] / total
        score = round(10 * math.log((pairs[a, b] + 1) / (expected + 1)))
        if abs(score) >= 5:
            table[a, b] = max(-40, min(40, score))
with open(ROOT / "data/word_order.tsv", "w", encoding="utf-8", newline="\n") as out:
    for (a, b), score in sorted(table.items()):
        out.write(f"{a}\t{b}\t{score}\n")
print(f"{len(table)} pairs of classes")
if "--check" in sys.argv:
    rng = random.Random(1)

    def mean(tokens):
        classes = [word_class(t) for t in tokens]
        return sum(table.get(p, 0) for p in zip(classes, classes[1:])) / max(1, len(tokens) - 1)

    wrong = total = 0
    natural_means, shuffled_means = [], []
    texts = [sum(held_out[i : i + 4], []) for i in range(0, len(held_out), 4)]
    for tokens in texts:
        if len(tokens) < 20:
            continue
        shuffled = [t for t in tokens if t[0].isalnum()]
        natural = mean([t for t in tokens if t[0].isalnum()])
        rng.shuffle(shuffled)
        natural_means.append(natural)
        shuffled_means.append(mean(shuffled))
    natural_means.sort()
    shuffled_means.sort()
    q = lambda xs: [round(xs[int(len(xs) * p)], 2) for p in (0.01, 0.05, 0.5, 0.95, 0.99)]
    print("natural", q(natural_means), "shuffled", q(shuffled_means), len(natural_means))
