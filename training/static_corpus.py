"""What pack_static.py is made of: sentences, how telling their tokens are, and the vectors that the packed model gives them."""

import json
import os
import pathlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = ROOT / "model/all-MiniLM-L6-v2"
NLI = ROOT.parent / "shared/nli/fit.jsonl"

TOKENS = 480_000
"""Tokens of NLI sentences that are encoded: what two slow cores do in some three minutes."""
ENOUGH = 60
"""A pair of sentences is taken while one of its tokens has been met fewer times than this."""
SCORED = "semeval2013"
"""Sets of student answers that people scored: agreement with those people is measured on them, so nothing is fitted on their texts."""
LONGEST = 48
"""Tokens of a sentence; longer ones are left out."""
HELD_OUT = 5
"""Of so many folds of NLI premises, and of so many questions, one is held out."""
CLS, SEP = 101, 102
"""The markers around a text."""


# --- texts -----------------------------------------------------------------------------------------------------------------------------------------------


def sentences(text: str) -> list[str]:
    """About what gradus takes for sentences."""
    text = unicodedata.normalize("NFKC", text)
    parts = [part.strip(" -*#>") for line in text.splitlines() for part in re.split(r"(?<=[.!?;:])\s+", line)]
    return [part for part in parts if any(c.isalnum() for c in part)]


@dataclass
class Question:
    """A question of the bank: what its rubric says, and what people may answer."""

    phrases: list[str]
    answers: list[str]
    held_out: bool


def bank() -> list[Question]:
    """All questions; one in `HELD_OUT` is held out."""
    questions = []
    for at, path in enumerate(sorted((ROOT / "rubrics").glob("*.toml"))):
        rubric = tomllib.loads(path.read_text(encoding="utf-8"))
        phrases = []
        for signal in rubric["signals"]:
            phrases += [signal["statement"], *signal.get("examples", []), *(flag["statement"] for flag in signal.get("red_flags", []))]
        content = (ROOT / "content" / f"{path.stem}.md").read_text(encoding="utf-8")
        answers = sentences(content.split("## Reference answer")[-1])
        claims = ROOT / "tests/claims" / path.name
        if claims.exists():
            for answer in tomllib.loads(claims.read_text(encoding="utf-8"))["answers"]:
                answers += sentences(answer["text"])
        questions.append(Question([unicodedata.normalize("NFKC", p) for p in phrases], list(dict.fromkeys(answers)), at % HELD_OUT == 0))
    return questions


def tokenizer() -> Tokenizer:
    """The model's tokenizer."""
    return Tokenizer.from_file(str(MODEL / "tokenizer.json"))


def nli_pairs(tokens: Tokenizer) -> list[tuple[str, str, bool, str]]:
    """Sentences with a neighbour of nearly the same content, and whether they are held out: those that show tokens in contexts not met before come first."""
    with open(NLI, encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if not row["dataset"].startswith(SCORED)]
    order = np.random.default_rng(1).permutation(len(rows))
    met = np.zeros(tokens.get_vocab_size(), dtype=int)
    pairs, spent, seen = [], 0, set()
    for row in (rows[at] for at in order):
        pair = (row["premise"].strip(), row["hypothesis"].strip())
        if len(pair[0]) > 6 * LONGEST or pair in seen:
            continue
        ids = [encoding.ids for encoding in tokens.encode_batch(list(pair), add_special_tokens=False)]
        if not all(2 <= len(i) <= LONGEST for i in ids) or met[ids[0] + ids[1]].min() >= ENOUGH:
            continue
        seen.add(pair)
        np.add.at(met, ids[0] + ids[1], 1)
        pairs.append((*pair, row["fold"] % HELD_OUT == HELD_OUT - 1, row["dataset"]))
        spent += len(ids[0]) + len(ids[1])
        if spent > TOKENS:
            break
    return pairs


# --- weights, as src/coverage/term.rs and src/text/frequency.rs have them ------------------------------------------------------------------------------------


class Weights:
    """How telling each token of a text is."""

    def __init__(self) -> None:
        rows = (ROOT / "data/word_frequency.tsv").read_text(encoding="utf-8").splitlines()
        self.frequency = {word: float(log) for word, log in (row.split("\t") for row in rows)}
        source = (ROOT / "src/text/stop.rs").read_text(encoding="utf-8")
        self.grammar = set(re.findall(r'"([^"]+)"', source.split("FUNCTION_WORDS", 1)[1].split("];", 1)[0]))
        source = (ROOT / "src/text/frequency.rs").read_text(encoding="utf-8")
        constant = lambda name: float(re.search(rf"const {name}: f64 = ([\d.]+);", source)[1])
        self.least, self.rarest, self.commonest = constant("LEAST"), constant("RAREST"), constant("COMMONEST")

    def of_word(self, word: str) -> float:
        """0 for a word of grammar, 0.5 for a number, else the rarer the more."""
        if word in self.grammar:
            return 0.0
        if word[0].isdigit():
            return 0.5
        log = min(max(self.frequency.get(word, self.rarest), self.rarest), self.commonest)
        return self.least + (1 - self.least) * (self.commonest - log) / (self.commonest - self.rarest)

    def of_tokens(self, text: str, spans: list[tuple[int, int]]) -> np.ndarray:
        """The weight of the word that each token is a piece of, in equal parts."""
        weights = np.zeros(len(spans), dtype=np.float32)
        for word in re.finditer(r"[^\W_]+(?:'[^\W_]+)*", text):
            pieces = [i for i, (start, end) in enumerate(spans) if start < word.end() and word.start() < end]
            if pieces:
                weights[pieces] = self.of_word(word.group().lower()) / len(pieces)
        return weights


# --- the model, as src/embed/bert.rs and src/embed/alignment.rs run it ----------------------------------------------------------------------------------------


def rounded(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to a largest magnitude of 127 and rounded half away from zero: `Vector::from_f32`."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    scaled = vectors.astype(np.float64) * (127 / np.where(largest > 0, largest, 1))
    return np.trunc(scaled + np.copysign(0.5, scaled))


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows at length one."""
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)).astype(np.float32)


class Model:
    """The packed model and the directions its tokens are compared in."""

    def __init__(self) -> None:
        packed = load_file(MODEL / "model.safetensors")
        floats = {
            name: torch.from_numpy(value.astype(np.float32) * packed[f"{name}.scale"][:, None] if value.dtype == np.int8 else value)
            for name, value in packed.items()
            if not name.endswith(".scale")
        }
        self.words = floats["embeddings.word_embeddings.weight"].numpy()
        self.bert = BertModel(BertConfig.from_pretrained(MODEL), add_pooling_layer=False).eval()
        missing, unexpected = self.bert.load_state_dict(floats, strict=False)
        if unexpected or any("position_ids" not in name for name in missing):
            raise ValueError(f"the packed weights do not fit: missing {missing}, unexpected {unexpected}")
        self.directions = load_file(MODEL / "alignment.safetensors")["directions"].astype(np.float64)

    def states(self, ids: list[list[int]], batch: int = 64) -> list[np.ndarray]:
        """The last layer's vectors of each text's tokens, without markers; texts of one length share a pass, so nothing is padded."""
        states: list[np.ndarray] = [np.empty(0)] * len(ids)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        start = 0
        while start < len(order):
            length = len(ids[order[start]])
            group = [i for i in order[start : start + batch] if len(ids[i]) == length]
            with torch.inference_mode():
                rows = self.bert(torch.tensor([[CLS, *ids[i], SEP] for i in group])).last_hidden_state[:, 1:-1].numpy()
            for i, row in zip(group, rows, strict=True):
                states[i] = row
            start += len(group)
        return states

    def projected(self, states: np.ndarray) -> np.ndarray:
        """Unit vectors of what the engine compares."""
        return unit(rounded(rounded(states) @ self.directions.T))
