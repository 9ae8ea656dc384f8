#!/usr/bin/env python3
"""Distils model/static/: one vector for each token, whatever stands around it, from the model in model/all-MiniLM-L6-v2/.

usage: python3 training/pack_static.py

Fitted on sentences alone: pairs of ../shared/nli, the bank and the answers of tests/claims, none with its label or mark. Prints how well alignment by the table
follows alignment by the model on pairs that were held out, fits again on all, writes the table and its card. One thread, so that the bytes depend on nothing
but the data and the versions in requirements.txt; some minutes.
"""

import hashlib
import time
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from static_corpus import ENOUGH, HELD_OUT, ROOT, Model, Weights, bank, nli_pairs, rounded, tokenizer, unit

TARGET = ROOT / "model/static"

SHRINK = 2.0
"""How many contexts the guess for an unseen token counts as."""
RIDGE = 100.0
"""Of the regression that guesses the vectors of tokens."""
BANK = 4
"""How many times a sentence of the bank or of an answer to it counts among the contexts: the words of the field are used there as graded answers use them."""
OF_NLI, ACROSS, AMONG = 8_000, 800, 200
"""Pairs the table is refined on: of NLI, and for each question of rubric and answer, and of two places of the rubric."""
EPOCHS, BATCH, RATE, OF_TEXTS, STAY = 2, 64, 1e-3, 4.0, 0.01
"""Of the refinement; the last two weigh the means of best similarities, and staying near the start, against the best similarities of single tokens."""

CARD = """# all-MiniLM-L6-v2-static

One 64-dimensional vector for each of the {tokens:,} tokens of all-MiniLM-L6-v2, the same in every text: what gradus compares tokens by where encoding must cost
next to nothing. It is no sentence-embedding model, and only gradus reads it.

| | |
|---|---|
| Derived from | `model/all-MiniLM-L6-v2` of this repository: all-MiniLM-L6-v2 of the sentence-transformers project, Apache-2.0 |
| Licence | Apache-2.0 (`../all-MiniLM-L6-v2/LICENSE`) |
| Made by | `training/pack_static.py`; sha256 of `tokens.safetensors`, {size:,} bytes, `{sha}` |
| Fitted on | {sentences:,} sentences, {met:,} tokens: pairs of NLI sets whose licences allow it, this repository's questions, rubrics and answers of `tests/claims`. No label and no mark of any of them was used, and no answer of a set that agreement with people is measured on |

The sentences of NLI come from {sets}; several of these sets are CC BY-SA, and none of their rows is in this repository.

`vectors` (I8) has a row for each token, its largest magnitude 127; `vocabulary` (U8) has their spellings in the same order, one to a line.

## How it was made

1. The packed model encodes every sentence; tokens are projected and rounded as `src/embed/alignment.rs` does it.
2. A token's vector is the mean over its contexts, and {shrink:g} of a guess: a ridge regression on its input embedding and on what the model makes of it alone
   between its markers. {unmet:,} tokens were not met at all and have the guess.
3. The table is refined by gradient descent, so that best similarities and their weighted means (alignment) follow those under the model on a line.

## What it keeps

Alignment (recall, weights as in `src/score`) under the table against alignment under the model, on pairs that a table fitted without them had not seen: one in
{held_out} NLI premises, one in {held_out} questions with their rubric and all answers. What is shipped is fitted on all.

| pairs | count | correlation (Pearson) | (Spearman) | before step 3 |
|---|---|---|---|---|
{rows}
"""


# --- the table ------------------------------------------------------------------------------------------------------------------------------------------------


@dataclass
class Corpus:
    """Texts read once: their tokens, how telling each is, and its unit vector under the model."""

    at: dict[str, int]
    ids: list[np.ndarray]
    weights: list[np.ndarray]
    vectors: list[np.ndarray]


def corpus(texts: list[str], tokens: Tokenizer, model: Model) -> Corpus:
    """Encodes `texts`, each cut at 64 tokens."""
    encodings = tokens.encode_batch(texts, add_special_tokens=False)
    weights = Weights()
    ids = [np.array(e.ids[:64]) for e in encodings]
    states = model.states([i.tolist() for i in ids])
    return Corpus(
        at={text: at for at, text in enumerate(texts)},
        ids=ids,
        weights=[weights.of_tokens(t, e.offsets[:64]) for t, e in zip(texts, encodings, strict=True)],
        vectors=[model.projected(s).astype(np.float16) for s in states],
    )


def guesses(sums: np.ndarray, counts: np.ndarray, features: np.ndarray) -> np.ndarray:
    """What the mean over contexts probably is, by a ridge regression on features that every token has, fitted on tokens that were met often."""
    known = counts >= 5
    x = np.hstack([features, np.ones((len(features), 1))]).astype(np.float64)
    weight = np.minimum(counts[known], ENOUGH)[:, None]
    y = sums[known] / counts[known][:, None]
    gram = x[known].T @ (weight * x[known]) + RIDGE * np.eye(x.shape[1])
    return x @ np.linalg.solve(gram, x[known].T @ (weight * y))


def means(corpus: Corpus, texts: list[int], features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean of each token's vectors over `texts`, drawn towards its guess, and how often it was met."""
    ids = np.concatenate([corpus.ids[t] for t in texts])
    vectors = np.concatenate([corpus.vectors[t] for t in texts]).astype(np.float64)
    order = np.argsort(ids, kind="stable")
    first = np.flatnonzero(np.diff(ids[order], prepend=-1))
    sums, counts = np.zeros((len(features), vectors.shape[1])), np.bincount(ids, minlength=len(features)).astype(np.float64)
    sums[ids[order][first]] = np.add.reduceat(vectors[order], first, axis=0)
    guess = guesses(sums, counts, features)
    return (sums + SHRINK * guess) / (counts + SHRINK)[:, None], counts


# --- alignment, as src/score/alignment.rs has it ----------------------------------------------------------------------------------------------------------------


@dataclass
class Pairs:
    """Pairs of texts, padded: tokens, weights, and the best similarity of each token in the other text under the model."""

    ids: torch.Tensor
    weights: torch.Tensor
    best: torch.Tensor

    def __len__(self) -> int:
        return len(self.ids)


def best(left: torch.Tensor, right: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
    """For both texts of each pair, each token's best cosine in the other one, at least 0; padding, which is token -1, is like nothing."""
    cosines = left @ right.transpose(1, 2)
    nothing = (ids[:, 0, :, None] < 0) | (ids[:, 1, None, :] < 0)
    cosines = cosines.masked_fill(nothing, 0.0)
    return torch.stack([cosines.amax(2), cosines.amax(1)], 1).clamp(min=0)


def recall(best: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """The mean of best similarities by weight, for both texts of each pair."""
    return (best * weights).sum(-1) / weights.sum(-1).clamp(min=1e-6)


def pairs(corpus: Corpus, texts: list[tuple[int, int]]) -> Pairs:
    """The pairs with what the model makes of them."""
    length = max(len(corpus.ids[i]) for pair in texts for i in pair)
    ids = np.full((len(texts), 2, length), -1, dtype=np.int64)
    weights = np.zeros(ids.shape, dtype=np.float32)
    for row, pair in enumerate(texts):
        for side, text in enumerate(pair):
            ids[row, side, : len(corpus.ids[text])] = corpus.ids[text]
            weights[row, side, : len(corpus.ids[text])] = corpus.weights[text]
    ids, found = torch.from_numpy(ids), []
    for start in range(0, len(texts), 256):
        vectors = np.zeros((len(texts[start : start + 256]), 2, length, corpus.vectors[0].shape[1]), dtype=np.float32)
        for row, pair in enumerate(texts[start : start + 256]):
            for side, text in enumerate(pair):
                vectors[row, side, : len(corpus.ids[text])] = corpus.vectors[text]
        vectors = torch.from_numpy(vectors)
        found.append(best(vectors[:, 0], vectors[:, 1], ids[start : start + 256]))
    return Pairs(ids, torch.from_numpy(weights), torch.cat(found))


def batches(lengths: torch.Tensor) -> list[torch.Tensor]:
    """Rows of about one length together, in an order by chance, so that little is padded."""
    rows = torch.randperm(len(lengths))
    together = rows[torch.argsort(lengths[rows], stable=True)].split(BATCH)
    return [together[i] for i in torch.randperm(len(together))]


def refine(table: np.ndarray, shown: Pairs) -> np.ndarray:
    """Moves the vectors so that best similarities, and their means, under the table follow those under the model on a line."""
    torch.manual_seed(1)
    base = torch.from_numpy(table.astype(np.float32))
    turn = torch.eye(base.shape[1], requires_grad=True)
    shift = torch.zeros_like(base, requires_grad=True)
    line = torch.tensor([0.8, 0.0], requires_grad=True)
    optimizer = torch.optim.Adam([{"params": [turn], "lr": 1e-3}, {"params": [shift], "lr": RATE}, {"params": [line], "lr": 1e-2}])
    lengths = (shown.ids >= 0).sum(-1).amax(-1)
    rest = [batch for _ in range(EPOCHS) for batch in batches(lengths)]
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / len(rest))
    for rows in rest:
        length = int(lengths[rows].max())
        ids, weights, target = (values[rows, :, :length] for values in (shown.ids, shown.weights, shown.best))
        known, places = torch.unique(ids.clamp(min=0), return_inverse=True)
        moved = torch.nn.functional.normalize(base[known] @ turn + shift[known], dim=-1)
        vectors = moved[places]
        mine = line[0] * best(vectors[:, 0], vectors[:, 1], ids) + line[1]
        of_tokens = (weights * (mine - target) ** 2).sum() / weights.sum()
        of_texts = ((recall(mine, weights) - recall(target, weights)) ** 2).mean()
        loss = of_tokens + OF_TEXTS * of_texts + STAY * (shift[known] ** 2).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        decay.step()
    with torch.no_grad():
        return (base @ turn + shift).numpy()


# --- putting it together ------------------------------------------------------------------------------------------------------------------------------------------


class Data:
    """All texts, encoded once, and the pairs that are made of them."""

    def __init__(self) -> None:
        self.tokens, self.model, self.questions = tokenizer(), Model(), bank()
        self.nli = nli_pairs(self.tokens)
        nli = [text for row in self.nli for text in row[:2]]
        texts = list(dict.fromkeys(nli + [text for q in self.questions for text in q.phrases + q.answers]))
        self.corpus = corpus(texts, self.tokens, self.model)
        alone = np.concatenate(self.model.states([[token] for token in range(self.tokens.get_vocab_size())]))
        self.features = np.hstack([unit(alone), unit(self.model.words)])

    def of_nli(self, held_out: bool) -> list[tuple[int, int]]:
        """Each premise with its hypothesis, and every second with another one."""
        at = self.corpus.at
        rows = [(at[left], at[right]) for left, right, held, _ in self.nli if held == held_out]
        return rows + [(rows[i][0], rows[(i + 1) % len(rows)][1]) for i in range(0, len(rows), 2)]

    def of_bank(self, held_out: bool) -> list[tuple[int, int]]:
        """Of each question: places of its rubric with sentences of answers, and with each other."""
        chance, found = np.random.default_rng(2), []
        for question in (q for q in self.questions if q.held_out == held_out):
            phrases, answers = ([self.corpus.at[text] for text in texts] for texts in (question.phrases, question.answers))
            across = [(left, right) for left in phrases for right in answers if left != right]
            among = [(left, right) for left in phrases for right in phrases if left < right]
            for every, count in ((across, ACROSS), (among, AMONG)):
                found += [every[i] for i in chance.permutation(len(every))[:count]]
        return found

    def contexts(self, held_out: list[bool]) -> list[int]:
        """The texts whose tokens are averaged, some several times."""
        nli = dict.fromkeys(text for row in self.nli if row[2] in held_out for text in row[:2])
        mine = dict.fromkeys(text for q in self.questions if q.held_out in held_out for text in q.phrases + q.answers)
        return [self.corpus.at[text] for text in [*nli, *list(mine) * BANK]]

    def fit(self, held_out: list[bool]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The table before and after refinement, and how often each token was met; made of what is held out, of what is not, or of both."""
        start, counts = means(self.corpus, self.contexts(held_out), self.features)
        nli = [pair for held in held_out for pair in self.of_nli(held)]
        shown = [nli[i] for i in np.random.default_rng(3).permutation(len(nli))[:OF_NLI]]
        shown += [pair for held in held_out for pair in self.of_bank(held)]
        return start, refine(start, pairs(self.corpus, shown)), counts


def agreement(table: np.ndarray, shown: Pairs) -> tuple[float, float]:
    """Pearson's and Spearman's correlation of recall under the packed table with recall under the model."""
    rows, mine = torch.from_numpy(unit(rounded(table))), []
    for start in range(0, len(shown), 256):
        ids = shown.ids[start : start + 256]
        vectors = rows[ids.clamp(min=0)]
        mine.append(best(vectors[:, 0], vectors[:, 1], ids))
    ours = recall(torch.cat(mine), shown.weights)[:, 0].double().numpy()
    theirs = recall(shown.best, shown.weights)[:, 0].double().numpy()
    ranks = [np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (ours, theirs)]
    return float(np.corrcoef(ours, theirs)[0, 1]), float(np.corrcoef(*ranks)[0, 1])


def measure(data: Data) -> str:
    """Rows of the card: a table fitted without what is held out, on what is held out."""
    before, after, _ = data.fit([False])
    rows = []
    for name, texts in (("NLI", data.of_nli(held_out=True)), ("questions", data.of_bank(held_out=True))):
        shown = pairs(data.corpus, texts)
        pearson, spearman = agreement(after, shown)
        rows.append(f"| {name} | {len(texts):,} | {pearson:.3f} | {spearman:.3f} | {agreement(before, shown)[0]:.3f} |")
    return "\n".join(rows)


def write(data: Data, rows: str) -> None:
    """The table fitted on all, and its card."""
    _, table, counts = data.fit([False, True])
    pieces = sorted(data.tokens.get_vocab().items(), key=lambda item: item[1])
    vocabulary = "\n".join(piece for piece, _ in pieces).encode()
    TARGET.mkdir(parents=True, exist_ok=True)
    file = TARGET / "tokens.safetensors"
    save_file({"vectors": rounded(table).astype(np.int8), "vocabulary": np.frombuffer(vocabulary, dtype=np.uint8).copy()}, file)
    file.chmod(0o644)
    card = CARD.format(
        tokens=len(pieces),
        size=file.stat().st_size,
        sha=hashlib.sha256(file.read_bytes()).hexdigest(),
        sentences=len(data.corpus.ids),
        met=sum(map(len, data.corpus.ids)),
        sets=", ".join(f"`{name}`" for name in sorted({row[3] for row in data.nli})),
        shrink=SHRINK,
        unmet=int((counts == 0).sum()),
        held_out=HELD_OUT,
        rows=rows,
    )
    (TARGET / "README.md").write_text(card, encoding="utf-8")


def main() -> None:
    """Encode, measure, fit, write."""
    torch.set_num_threads(1)
    start = time.time()
    data = Data()
    print(f"{len(data.corpus.ids)} sentences encoded: {time.time() - start:.0f} s", flush=True)
    rows = measure(data)
    print(f"{rows}\nmeasured: {time.time() - start:.0f} s", flush=True)
    write(data, rows)
    print(f"written: {time.time() - start:.0f} s, {time.process_time():.0f} s of processor time")


if __name__ == "__main__":
    main()
