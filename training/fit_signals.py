#!/usr/bin/env python3
"""Fits data/calibration.json and data/calibration-keywords.json on the marked answers of tests/claims and the bank's reference answers.

usage: bash training/fit.sh     (which makes the measurements, then calls: python3 training/fit_signals.py MEASUREMENTS KEYWORD-MEASUREMENTS)

A window of an answer has two probabilities, each a logistic curve over its measurements (src/score/evidence.rs): that it says what the signal asks for (support), and that
it says the opposite (contradiction). A signal's probability is the greatest support x (1 - contradiction) of any window.

- Support is fitted by logistic regression with signs held (more coverage can only help), in turns with the choice of each answer's best window. Answers that contradict a
  signal take no part: they are about it. The curve is then sharpened by SHARPEN, so that honest full answers come near 100 and off-topic ones near 0.
- Contradiction is rare, and what tells it is weak, so that regression drowns in the noise of other windows. Its four numbers are searched (seeded) for what matters to
  a user: wrong answers below lexical strong, reference and partial ones, and reference answers above 94.

Prints, cross-validated by question (five folds), how the scores of each kind of answer lie and how well met signals are told from the rest.
"""
import collections
import datetime
import json
import pathlib
import sys

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

ROOT = pathlib.Path(__file__).resolve().parent.parent
SUPPORT = ["coverage", "fit", "alignment", "coverage_alignment", "coverage_anywhere", "bare", "bare_overall"]
CONTRADICTION = ["opposition", "red_flag_alignment", "red_flag_words"]
KEYWORD_SUPPORT = ["coverage", "coverage_anywhere", "bare", "bare_overall"]
KEYWORD_CONTRADICTION = ["opposition", "red_flag_words"]
LOWERS = {"bare", "bare_overall"}
KIND_WEIGHT = {"strong-paraphrased": 0.5, "other-reference": 0.3, "off-topic": 0.5, "stuffed": 0.7}
MARK = {"met": 1.0, "partly": 0.5, "missing": 0.0, "contradicted": -1.0}
KINDS = ["reference", "strong-lexical", "strong-paraphrased", "partial", "weak", "wrong", "stuffed", "off-topic", "other-reference"]
SHARPEN = 1.5
TRIALS = 300
FOLDS = 5


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -40, 40)))


def auc(positive, negative):
    return roc_auc_score([1] * len(positive) + [0] * len(negative), np.concatenate([positive, negative]))


class Data:
    def __init__(self, path, support, contradiction):
        self.rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        self.support, self.contradiction = support, contradiction
        self.questions = sorted({r["question"] for r in self.rows})
        self.fold = np.array([self.questions.index(r["question"]) % FOLDS for r in self.rows])
        self.mark = np.array([MARK[r["mark"]] for r in self.rows])
        self.kind = np.array([r["kind"] for r in self.rows])
        self.weight = np.array([r["weight"] for r in self.rows])
        windows = [r["windows"] or [dict.fromkeys(set(support + contradiction) | {"coverage", "alignment"}, 0.0)] for r in self.rows]
        self.first = np.cumsum([0] + [len(w) for w in windows])[:-1]
        self.last = self.first + [len(w) for w in windows]
        flat = [w for ws in windows for w in ws]
        value = lambda w, name: w["coverage"] * w["alignment"] if name == "coverage_alignment" else w[name]
        self.xs = np.array([[value(w, n) for n in support] for w in flat])
        self.xc = np.array([[value(w, n) for n in contradiction] for w in flat])
        keys = [(r["question"], r["kind"]) for r in self.rows]
        self.answers = sorted(set(keys))
        self.answer = np.array([self.answers.index(k) for k in keys])
        self.answer_kind = np.array([k[1] for k in self.answers])
        self.answer_fold = np.array([self.questions.index(k[0]) % FOLDS for k in self.answers])

    def best(self, values):
        return np.array([a + int(np.argmax(values[a:b])) for a, b in zip(self.first, self.last)])

    def met(self, support, contradiction):
        s = sigmoid(self.xs @ support[0] + support[1])
        c = sigmoid(self.xc @ contradiction[0] + contradiction[1])
        return np.maximum.reduceat(s * (1 - c), self.first)

    def scores(self, met):
        return 100 * np.bincount(self.answer, self.weight * met) / np.bincount(self.answer, self.weight)


def logistic(x, y, w, names):
    def loss(b):
        p = sigmoid(x @ b[:-1] + b[-1])
        value = -(w * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum() + 0.5 * (b[:-1] ** 2).sum()
        return value, np.append(x.T @ (w * (p - y)) + b[:-1], (w * (p - y)).sum())

    bounds = [(None, 0) if n in LOWERS else (0, None) for n in names] + [(None, None)]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:-1], found.x[-1]


def fit_support(data, train):
    curve = np.array([-1.0 if n in LOWERS else 2.0 for n in data.support]), -3.0
    use = train & (data.mark >= 0)
    weight = np.array([KIND_WEIGHT.get(k, 1.0) for k in data.kind])
    for _ in range(6):
        windows = data.best(sigmoid(data.xs @ curve[0] + curve[1]))
        curve = logistic(data.xs[windows][use], data.mark[use], weight[use], data.support)
    return curve[0] * SHARPEN, curve[1] * SHARPEN


def fit_contradiction(data, train, support):
    rng = np.random.default_rng(0)
    folds = np.unique(data.fold[train])
    answers = np.isin(data.answer_fold, folds)
    best = None
    for _ in range(TRIALS):
        curve = rng.uniform(0, 14 if len(data.contradiction) == 3 else 18, len(data.contradiction)) / [1, 2, 2][: len(data.contradiction)], rng.uniform(-4, -0.5)
        scores = data.scores(data.met(support, curve))
        of = lambda kind: scores[answers & (data.answer_kind == kind)]
        value = auc(of("strong-lexical"), of("wrong")) + auc(of("reference"), of("wrong")) + 0.5 * auc(of("partial"), of("wrong"))
        value -= max(0.0, 94 - np.quantile(of("reference"), 0.1)) / 20
        if best is None or value > best[0]:
            best = value, curve
    return best[1]


def fit(data, train):
    support = fit_support(data, train)
    return support, fit_contradiction(data, train, support)


def report(data, met, title):
    print(f"\n{title}\n")
    claims = ~np.isin(data.kind, ["reference", "other-reference"])
    of = lambda condition: met[claims & condition]
    print(f"met against the rest: AUC {auc(of(data.mark == 1), of(data.mark != 1)):.3f}; against missing {auc(of(data.mark == 1), of(data.mark == 0)):.3f}; against contradicted {auc(of(data.mark == 1), of(data.mark == -1)):.3f}")
    scores = data.scores(met)
    kind = lambda *names: scores[np.isin(data.answer_kind, names)]
    strong = kind("strong-lexical", "strong-paraphrased")
    print(f"strong against wrong {auc(strong, kind('wrong')):.3f}, against stuffed {auc(strong, kind('stuffed')):.3f}, against weak {auc(strong, kind('weak')):.3f}; in the field's words alone: against wrong {auc(kind('strong-lexical'), kind('wrong')):.3f}")
    print("\n| answers | n | least | 10 % | median | 90 % | most |\n|---|---|---|---|---|---|---|")
    for name in KINDS:
        q = np.quantile(kind(name), [0, 0.1, 0.5, 0.9, 1])
        print(f"| {name} | {len(kind(name))} | " + " | ".join(f"{v:.0f}" for v in q) + " |")


def main():
    date = datetime.date.today().isoformat() if "--date" not in sys.argv else sys.argv[sys.argv.index("--date") + 1]
    for path, support, contradiction, target in [
        (sys.argv[1], SUPPORT, CONTRADICTION, "calibration.json"),
        (sys.argv[2], KEYWORD_SUPPORT, KEYWORD_CONTRADICTION, "calibration-keywords.json"),
    ]:
        data = Data(path, support, contradiction)
        held_out = np.zeros(len(data.rows))
        for fold in range(FOLDS):
            curves = fit(data, data.fold != fold)
            held_out[data.fold == fold] = data.met(*curves)[data.fold == fold]
        report(data, held_out, f"{target}, each question graded by curves fitted on other questions")
        curves = fit(data, np.ones(len(data.rows), bool))
        report(data, data.met(*curves), f"{target}, as shipped (fitted on these very questions)")
        marked = int((~np.isin(data.kind, ["reference", "other-reference"])).sum())
        named = lambda names, curve: {"intercept": round(float(curve[1]), 4), "weights": [[n, round(float(w), 4)] for n, w in zip(names, curve[0])]}
        shipped = {
            "made_from": f"training/fit_signals.py, {date}: {marked} marked signals in {len(set(a for a, k in zip(data.answers, data.answer_kind) if k == 'wrong'))} questions of tests/claims, {int((data.kind == 'reference').sum())} of reference answers, seed 0",
            "support": named(support, curves[0]),
            "contradiction": named(contradiction, curves[1]),
        }
        (ROOT / "data" / target).write_text(json.dumps(shipped, indent=2) + "\n", encoding="utf-8")
        print(json.dumps(shipped, indent=2))


main()
