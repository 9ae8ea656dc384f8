#!/usr/bin/env python3
"""Writes data/word_frequency.tsv: how common English words are, from the sentences of ../shared/nli.

usage: python3 training/word_frequency.py

A row is `word<TAB>frequency`: the natural logarithm of occurrences per million words, rounded to one decimal. Words seen in fewer than four distinct sentences are left
out; sorted by byte, so that the program can search the file as it stands. Counts are facts about the language; no sentence is copied.
"""
import collections
import json
import math
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
LEAST = 4

sentences = set()
with open(ROOT.parent / "shared/nli/fit.jsonl", encoding="utf-8") as rows:
    for row in rows:
        pair = json.loads(row)
        sentences.update((pair["premise"], pair["hypothesis"]))
counts = collections.Counter()
seen_in = collections.Counter()
for sentence in sentences:
    words = WORD.findall(sentence.lower())
    counts.update(words)
    seen_in.update(set(words))
total = sum(counts.values())
kept = sorted(w for w in counts if seen_in[w] >= LEAST and len(w) <= 24)
with open(ROOT / "data/word_frequency.tsv", "w", encoding="utf-8", newline="\n") as out:
    for word in kept:
        out.write(f"{word}\t{math.log(counts[word] / total * 1e6):.1f}\n")
print(f"{len(sentences)} sentences, {total} words, {len(kept)} kept")
