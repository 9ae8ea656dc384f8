#!/usr/bin/env python3
"""Writes data/antonyms.tsv: the single-word antonyms made by a prefix ("stable", "unstable") of Open English WordNet (CC BY 4.0) that ../shared/nli/antonyms.tsv lists.

usage: python3 training/antonyms.py

Other antonyms of a dictionary ("give", "take") mostly stand in texts by chance, and data/opposites.tsv has those that matter. Pairs of which neither word is in
data/word_frequency.tsv are left out too: nobody writes them.
"""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
known = {row.split("\t")[0] for row in open(ROOT / "data/word_frequency.tsv", encoding="utf-8")}
pairs = set()
for row in open(ROOT.parent / "shared/nli/antonyms.tsv", encoding="utf-8"):
    a, b, source, _ = row.rstrip("\n").split("\t")
    if "oewn" in source and a.isalpha() and b.isalpha() and a.islower() and b.islower() and (a in known or b in known) and min(len(a), len(b)) >= 5 and (a.endswith(b) or b.endswith(a)):
        pairs.add(tuple(sorted((a, b))))
with open(ROOT / "data/antonyms.tsv", "w", encoding="utf-8", newline="\n") as out:
    out.writelines(f"{a}\t{b}\n" for a, b in sorted(pairs))
print(f"{len(pairs)} pairs")
