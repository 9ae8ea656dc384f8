"""Writes `pyarrow.parquet`, which the tests read: every kind of column there is, with nothing in some cells, in two row groups.

    python3 -m venv venv && venv/bin/pip install pyarrow==26.0.1 && venv/bin/python write_parquet.py FOLDER [CODEC]
"""

import datetime as dt
import decimal
import sys

import pyarrow as pa
import pyarrow.parquet as pq

UTC = dt.timezone.utc
schema = pa.schema([
    ("answer", pa.string()), ("score", pa.float64()), ("small", pa.float32()), ("count", pa.int64()), ("tiny", pa.uint8()), ("passed", pa.bool_()),
    ("day", pa.date32()), ("utc", pa.timestamp("us", tz="UTC")), ("local", pa.timestamp("ms")), ("nanos", pa.timestamp("ns")), ("clock", pa.time64("us")),
    ("points", pa.decimal128(9, 2)), ("bytes", pa.binary()), ("signals", pa.list_(pa.string())), ("pairs", pa.list_(pa.list_(pa.int32()))),
    ("meta", pa.struct([("by", pa.string()), ("round", pa.int16())])), ("tally", pa.map_(pa.string(), pa.int32())), ("site", pa.dictionary(pa.int8(), pa.string())),
])
rows = [
    {
        "answer": "Größe matters: 日本 🦀", "score": 0.1, "small": 0.1, "count": -(2**63), "tiny": 255, "passed": True, "day": dt.date(2024, 2, 29),
        "utc": dt.datetime(2025, 12, 31, 23, 59, 59, 123456, UTC), "local": dt.datetime(1969, 12, 31, 12), "nanos": 1_700_000_000_123_456_789,
        "clock": dt.time(9, 5, 0, 250000), "points": decimal.Decimal("-4.50"), "bytes": b"\xff\x00", "signals": ["one", None, ""], "pairs": [[1, 2], [], None, [3]],
        "meta": {"by": "Ann", "round": 2}, "tally": [("b", 1), ("a", None)], "site": "Oslo",
    },
    {"answer": "", "score": float("nan"), "signals": [], "pairs": [], "meta": {"by": None, "round": None}, "tally": [], "bytes": b"text"},
    {},
    {"answer": "=1+1\r\nline", "score": 1e300, "signals": ["x"], "pairs": [[7]], "meta": {"by": "B", "round": -1}, "site": "Bergen"},
]
table = pa.Table.from_pylist(rows, schema=schema)
folder, codec = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "zstd"
pq.write_table(table, f"{folder}/pyarrow.parquet", compression=codec, row_group_size=2, write_statistics=False, store_schema=False, use_dictionary=["site"])
pq.write_table(pa.table({"answer": ["a"]}), f"{folder}/brotli.parquet", compression="brotli", write_statistics=False, store_schema=False)
