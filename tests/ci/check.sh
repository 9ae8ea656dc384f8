#!/usr/bin/env bash
# Tries what stands around `gradus check` without the services that it is for: the hooks, the action, the job of GitLab, the Dockerfile, docs/ci.md.
#
# usage: bash tests/ci/check.sh [GRADUS]
#
# GRADUS is the binary to try (target/debug/gradus, else target/release/gradus). Prints a line for each check; exits with 1 when one failed. Nothing here needs a
# network: where Python, PyYAML or pre-commit are missing and cannot be installed, their part is skipped, loudly.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
root=$PWD

gradus=${1:-}
if [[ -z $gradus ]]; then
  for gradus in target/debug/gradus target/release/gradus; do [[ -x $gradus ]] && break; done
fi
[[ -x $gradus ]] || { echo "there is no \`$gradus\`: build it, or name one" >&2; exit 2; }
gradus=$(cd "$(dirname "$gradus")" && pwd)/$(basename "$gradus")

work=$(mktemp -d "${TMPDIR:-/tmp}/gradus-ci.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/bin"
ln -s "$gradus" "$work/bin/gradus"

# Nothing of the machine that this runs on, or of the service that runs it, may show.
unset "${!GRADUS_@}" "${!GITHUB_@}" "${!INPUT_@}" "${!RUNNER_@}" "${!PRE_COMMIT_@}" ImageOS CI 2> /dev/null
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t NO_COLOR=1
export RUNNER_TEMP=$work/runner
mkdir "$RUNNER_TEMP"

failed=0 skipped=()

# check NAME COMMAND...: a line for whether COMMAND succeeded; what it printed where it did not.
check() {
  local name=$1
  shift
  if "$@" > "$work/said" 2>&1; then
    printf 'ok      %s\n' "$name"
  else
    printf 'FAILED  %s\n' "$name"
    sed 's/^/          /' "$work/said"
    failed=$((failed + 1))
  fi
}

skip() {
  printf 'SKIPPED %s\n' "$1"
  skipped+=("$1")
}

is() { [[ $1 == "$2" ]] || { printf 'is:     %s\nand not %s\n' "$1" "$2"; return 1; }; }
has() { grep -qF -- "$2" "$1" || { printf '%s has no line with: %s\n' "$1" "$2"; cat "$1"; return 1; }; }
lacks() { ! grep -F -- "$2" "$1"; }

# PATH without any gradus, and with a cargo that builds nothing: only what is tried here may be found.
mkdir "$work/no-cargo"
printf '#!/bin/sh\nexit 101\n' > "$work/no-cargo/cargo"
chmod +x "$work/no-cargo/cargo"
bare=$work/no-cargo
IFS=: read -ra folders <<< "$PATH"
for folder in "${folders[@]}"; do
  if [[ -x $folder/gradus ]]; then
    others=$(mktemp -d "$work/others.XXXXXX")
    ln -s "$folder"/* "$others"
    rm "$others/gradus"
    folder=$others
  fi
  bare=$bare:$folder
done
with=$work/bin:$bare

# repository NAME: a git repository of the sample, in which `gradus check` comes to NAME.
repository() {
  local folder=$work/$1
  rm -rf "$folder"
  cp -R tests/repository "$folder"
  case $1 in
    errs) ;;
    below) rm "$folder/answers/gradients.md" "$folder/answers/lunch.md" ;;
    empty) rm -rf "$folder/answers" && mkdir "$folder/answers" ;;
    passes)
      rm -rf "$folder/answers/gradients.md" "$folder/answers/lunch.md" "$folder/answers/regularisation.md" "$folder/answers/beginners"
      printf '%s\n' 'threshold = 10' 'exclude = ["**/README.md", "answers/drafts"]' '[signals]' 'required = "warn"' > "$folder/gradus.toml"
      ;;
  esac
  (cd "$folder" && git init -q . && git add -A && git commit -qm x)
}
for name in passes below errs empty; do repository "$name"; done

# --- The binary, as the rest takes it to be.

code() { local code=0; (cd "$work/$1" && shift && PATH=$with "$@") > "$work/out" 2> "$work/err" || code=$?; echo "$code"; }
check 'a repository that passes ends with 0' is "$(code passes gradus check)" 0
check 'one below the bar ends with 1' is "$(code below gradus check)" 1
check 'one that could not be graded ends with 2' is "$(code errs gradus check)" 2
check 'an empty one ends with 4' is "$(code empty gradus check)" 4

# --- The steps of the action.

export GITHUB_OUTPUT=$work/output GITHUB_STEP_SUMMARY=$work/summary.md

# step FOLDER STEP [NAME=VALUE...]: runs a step of the action in FOLDER and prints its exit code; what it said is in $work/log, $work/output and $work/summary.md.
step() {
  local folder=$1 name=$2 code=0
  shift 2
  : > "$GITHUB_OUTPUT"
  printf 'of another step\n' > "$GITHUB_STEP_SUMMARY"
  env PATH="$with" GITHUB_ACTIONS=true GITHUB_WORKSPACE="$work/$folder" "$@" bash "$root/ci/action.sh" "$name" > "$work/log" 2>&1 || code=$?
  echo "$code"
}
output() { sed -n "s/^$1=//p" "$GITHUB_OUTPUT"; }

for case in passes:0:passed below:1:below errs:2:could-not-grade empty:4:nothing-to-grade; do
  IFS=: read -r folder want outcome <<< "$case"
  got=$(step "$folder" check)
  check "action: $folder: exit code" is "$got" "$want"
  check "action: $folder: output exit-code" is "$(output exit-code)" "$want"
  check "action: $folder: output outcome" is "$(output outcome)" "$outcome"
  check "action: $folder: the page of the step is added to" has "$GITHUB_STEP_SUMMARY" 'of another step'
  check "action: $folder: the page of the step" has "$GITHUB_STEP_SUMMARY" 'gradus check'
  check "action: $folder: the log has the report" has "$work/log" 'answer'
done
step below check > /dev/null
check 'action: annotations name the file' has "$work/log" '::error file=answers/regularisation.md,'
check 'action: one report of each kind' is "$(grep -c '· exit code 1$' "$work/log") $(grep -c 'gradus check: ' "$GITHUB_STEP_SUMMARY")" '1 1'

got=$(step below check INPUT_SARIF=reports/a.sarif INPUT_JUNIT="reports/b c.xml")
check 'action: with files of reports: exit code' is "$got" 1
check 'action: with files of reports: SARIF, seen from the workspace' has "$work/below/reports/a.sarif" '"version": "2.1.0"'
check 'action: with files of reports: JUnit, in a folder with a blank' has "$work/below/reports/b c.xml" '<testsuites'
check 'action: with files of reports: the log as without' has "$work/log" '::error file=answers/regularisation.md,'
rm -r "$work/below/reports"
got=$(step below check INPUT_WORKING_DIRECTORY=answers/beginners INPUT_SARIF=a.sarif)
check 'action: working-directory: exit code' is "$got" 1
check 'action: working-directory: SARIF, seen from the workspace' test -s "$work/below/a.sarif"
rm "$work/below/a.sarif"

got=$(step below check INPUT_ARGS=--exit-zero)
check 'action: --exit-zero: the step passes, and what it came to is said' is "$got $(output exit-code) $(output outcome)" '0 0 below'
got=$(step empty check INPUT_ARGS=--allow-empty)
check 'action: --allow-empty' is "$got $(output outcome)" '0 nothing-to-grade'
got=$(step passes check INPUT_ARGS='--threshold nonsense')
check 'action: settings that are wrong are told from a bar' is "$got $(output exit-code) $(output outcome)" '2 2 could-not-grade'
got=$(step passes check INPUT_ARGS='--no-such-flag')
check 'action: a flag that is none' is "$got $(output outcome)" '2 could-not-grade'
printf '#!/bin/sh\nexit 137\n' > "$work/killed" && chmod +x "$work/killed"
got=$(step passes check INSTALL_GRADUS="$work/killed")
check 'action: a gradus that is killed is told from a bar' is "$got $(output exit-code) $(output outcome)" '137 137 could-not-grade'
got=$(step passes check INPUT_WORKING_DIRECTORY=nowhere)
check 'action: a working-directory that is none' is "$got" 2
got=$(step below check INPUT_ARGS='--format jsonl')
check 'action: a format of the caller is the only one: exit code' is "$got $(output outcome)" '1 below'
check 'action: a format of the caller is the only one: the log' has "$work/log" '"type":"verdict"'
check 'action: a format of the caller is the only one: no annotation' lacks "$work/log" '::error'
got=$(step below check INPUT_ARGS=$'--exit-zero\n-- answers/dropout.md\n\n  answers/regularisation.md')
check 'action: args over several lines, with --' is "$got" 0
check 'action: args over several lines, with --: both files, and no other' has "$work/log" '2 answers graded'
cp "$work/below/answers/dropout.md" "$work/below/answers/with blank.md"
got=$(step below check INPUT_ARGS="--isolated --exit-zero --answers 'answers/with blank.md'")
check 'action: args: quotes keep blanks together' has "$work/log" 'answers/with blank.md'
rm "$work/below/answers/with blank.md"

# What comes from outside is no shell, and no second output.
for hostile in '$(touch HERE/pwned)' '`touch HERE/pwned`' '; touch HERE/pwned' '&& touch HERE/pwned' "'; touch HERE/pwned; '" '| tee HERE/pwned' '> HERE/pwned' '${IFS}touch${IFS}HERE/pwned' '*'; do
  hostile=${hostile//HERE/$work}
  for input in INPUT_ARGS INPUT_WORKING_DIRECTORY INPUT_SARIF INPUT_JUNIT; do
    step passes check "$input=$hostile" > /dev/null
    [[ -e $work/pwned ]] && break 2
  done
  step passes plan "INPUT_INSTALL=$hostile" > /dev/null
done
check 'action: no input is read as shell' test ! -e "$work/pwned"
repository passes
step passes check INPUT_ARGS="--threshold 'x" > /dev/null
check 'action: a quote that does not end' has "$work/log" 'has a quote that does not end'
for input in INPUT_WORKING_DIRECTORY INPUT_INSTALL; do
  name=check && [[ $input == INPUT_INSTALL ]] && name=plan
  got=$(step passes "$name" "$input"=$'x\noutcome=passed\n::error::y')
  check "action: $input over several lines makes no output" lacks "$GITHUB_OUTPUT" 'outcome=passed'
  check "action: $input over several lines makes no command" is "$(grep -c '^::' "$work/log") $got" '1 2'
done

# Finding and building.
step passes plan > /dev/null
check 'action: the gradus on PATH is taken' is "$(output build)" false
step passes plan INPUT_INSTALL=always > /dev/null
check 'action: `always` builds' is "$(output build)" true
got=$(step passes plan PATH="$bare" INPUT_INSTALL=never)
check 'action: `never` without a gradus' is "$got" 2
got=$(step passes plan INPUT_INSTALL=sometimes)
check 'action: a way to install that is none' is "$got" 2
step passes plan PATH="$bare" > /dev/null
check 'action: without a gradus, one is built' is "$(output build)" true
key=$(output key) target=$(output folder)
check 'action: the key is not empty' test -n "$key"
step passes plan PATH="$bare" > /dev/null
check 'action: the key stays' is "$(output key)" "$key"
step passes plan PATH="$bare" RUNNER_OS=other > /dev/null
check 'action: another system, another key' test "$(output key)" != "$key"

mkdir "$work/cargo"
printf '#!/bin/sh\nprintf "%%s\\n" "$@" > "%s/asked"\nwhile [ "$1" != --root ]; do shift; done\nmkdir -p "$2/bin" && cp "%s" "$2/bin/gradus"\n' "$work" "$gradus" > "$work/cargo/cargo"
chmod +x "$work/cargo/cargo"
build=(PLAN_BUILD=true PLAN_FOLDER="$target" INPUT_CACHE=false)
got=$(step passes install PATH="$work/cargo:$bare" "${build[@]}")
check 'action: it builds' is "$got $(output built) $(output gradus)" "0 true $target/bin/gradus"
check 'action: it builds with the versions of Cargo.lock' has "$work/asked" --locked
check 'action: it builds its own checkout' has "$work/asked" "$root"
check 'action: without a cache, there is none' is "$(output grades)" ''
got=$(step passes install PATH="$bare" "${build[@]}")
check 'action: what was built is taken' is "$got $(output built)" '0 false'
printf 'damaged' > "$target/bin/gradus"
got=$(step passes install PATH="$work/cargo:$bare" "${build[@]}")
check 'action: what does not start is built anew' is "$got $(output built)" '0 true'
rm -r "$target"
got=$(step passes install PATH="$bare" "${build[@]}")
check 'action: what cannot be built is no bar' is "$got $(grep -c '^::error' "$work/log")" '2 1'
mkdir "$work/few"
for tool in bash dirname; do ln -s "$(command -v "$tool")" "$work/few/$tool"; done
got=$(step passes install PATH="$work/few" "${build[@]}")
check 'action: without cargo it says so' has "$work/log" 'install Rust before this step'
check 'action: without cargo: exit code' is "$got" 2

# Grades of earlier runs.
got=$(step below install INPUT_CACHE=true)
grades=$(output grades) prefix=$(output grades-prefix)
check 'action: grades: the folder' is "$got $grades" "0 $work/below/.gradus-cache"
keep=(INSTALL_GRADES="$grades" INSTALL_GRADES_PREFIX="$prefix")
step below check "${keep[@]}" > /dev/null
first=$(output grades-key)
check 'action: grades: the key begins with what makes them' is "${first:0:${#prefix}}" "$prefix"
step below check "${keep[@]}" RESTORED_GRADES="$first" > /dev/null
check 'action: grades: nothing new, nothing kept' is "$(output grades-key)" ''
printf '\nOne more sentence.\n' >> "$work/below/answers/dropout.md"
step below check "${keep[@]}" RESTORED_GRADES="$first" > /dev/null
check 'action: grades: a new one has another key' test -n "$(output grades-key)" -a "$(output grades-key)" != "$first"
got=$(step below install INPUT_CACHE=true GRADUS_CACHE=none)
check 'action: grades: none where `cache` is "none"' is "$got $(output grades)" '0 '
got=$(step below install INPUT_CACHE=true GRADUS_THRESHOLD=x)
check 'action: grades: wrong settings are left to the check' is "$got $(output grades)" '0 '
repository below
unset GITHUB_OUTPUT GITHUB_STEP_SUMMARY

# --- The files in YAML.

python=''
if command -v python3 > /dev/null; then
  if python3 -c 'import yaml' 2> /dev/null; then
    python=python3
  elif python3 -m venv "$work/yaml" > /dev/null 2>&1 && "$work/yaml/bin/pip" install -q pyyaml > /dev/null 2>&1; then
    python=$work/yaml/bin/python
  fi
fi

cat > "$work/manifests.py" <<'PYTHON'
"""Reads the files in YAML, says what is wrong with them, and prints what the shell needs of them."""
import json
import re
import sys
from pathlib import Path

import yaml

OUTPUT = Path(sys.argv[1])
read = lambda path: yaml.safe_load(Path(path).read_text(encoding="utf-8"))
script = Path("ci/action.sh").read_text(encoding="utf-8")
wrong = []


def must(holds, message):
    if not holds:
        wrong.append(message)


hooks = read(".pre-commit-hooks.yaml")
must({h["id"]: h["language"] for h in hooks} == {"gradus-check": "rust", "gradus-check-system": "system", "gradus-check-docker": "docker"}, "the hooks are others")
for hook in hooks:
    must(hook["types"] == ["markdown"] and hook["pass_filenames"] is True and hook["require_serial"] is True, f"{hook['id']}: files")
    must(hook["name"] and hook["description"], f"{hook['id']}: no name")
    (OUTPUT / hook["id"]).write_text(hook["entry"], encoding="utf-8")

action = read("action.yml")
must(action["runs"]["using"] == "composite", "action.yml: not composite")
for key in ("name", "description"):
    must(action.get(key), f"action.yml: no {key}")
for name, value in {**action["inputs"], **action["outputs"]}.items():
    must(value.get("description"), f"action.yml: {name} has no description")
for name, value in action["inputs"].items():
    must(isinstance(value.get("default"), str), f"action.yml: the default of {name} is no text")
must(set(action["outputs"]) >= {"exit-code", "outcome"}, "action.yml: outputs")
before = set()
told = set(re.findall(r"^ *tell ([a-z-]+) ", script, re.M))
for step in action["runs"]["steps"]:
    must(("run" in step) != ("uses" in step), f"action.yml: {step['name']}: run or uses")
    if "run" in step:
        must(step.get("shell") == "bash", f"action.yml: {step['name']}: no shell")
        must("${{" not in step["run"], f"action.yml: {step['name']}: an expression in shell")
    else:
        must(re.search(r"@v\d+$|@[0-9a-f]{40}$", step["uses"]), f"action.yml: {step['name']}: not pinned")
    texts = [str(step.get("if", "")), *map(str, {**step.get("env", {}), **step.get("with", {})}.values())]
    for text in texts:
        for used in re.findall(r"inputs\.([\w-]+)", text):
            must(used in action["inputs"], f"action.yml: {step['name']}: no input {used}")
        for used, output in re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", text):
            must(used in before, f"action.yml: {step['name']}: no step {used} before it")
            must(output in told | {"cache-matched-key"}, f"action.yml: {step['name']}: no output {output}")
    before.add(step.get("id"))
for value in action["outputs"].values():
    used, output = re.search(r"steps\.([\w-]+)\.outputs\.([\w-]+)", value["value"]).groups()
    must(used in before and output in told, f"action.yml: the output {value['value']}")
given = {name for step in action["runs"]["steps"] for name in step.get("env", {})}
wanted = set(re.findall(r"\$\{?((?:INPUT|PLAN|INSTALL|RESTORED)_[A-Z_]+)", script))
must(given == wanted, f"action.yml and ci/action.sh: only one of them has {sorted(given ^ wanted)}")

jobs = read("ci/gitlab.yml")
job = jobs["gradus"]
must(set(jobs) == {"gradus"}, "ci/gitlab.yml: the jobs")
for key in ("stage", "image", "rules", "script", "cache", "artifacts"):
    must(job.get(key), f"ci/gitlab.yml: no {key}")
reports = job["artifacts"]["reports"]
must(set(reports) == {"codequality", "junit"} and set(reports.values()) <= set(job["artifacts"]["paths"]), "ci/gitlab.yml: the reports")
must(job["artifacts"]["when"] == "always" and job["cache"]["when"] == "always", "ci/gitlab.yml: not kept after a failure")
must("allow_failure" in job, "ci/gitlab.yml: no allow_failure")
(OUTPUT / "gitlab.sh").write_text("\n".join(["set -eo pipefail", *job["script"]]) + "\n", encoding="utf-8")
(OUTPUT / "gitlab.json").write_text(json.dumps({"reports": reports, "cache": job["cache"]["paths"]}), encoding="utf-8")

sys.exit("\n".join(wrong) or None)
PYTHON

cat > "$work/reports.py" <<'PYTHON'
"""What the job of GitLab left behind: the reports as GitLab reads them, and the cache where it looks."""
import json
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

about = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
found = json.loads(Path(about["reports"]["codequality"]).read_text(encoding="utf-8"))
assert found, "no finding"
for finding in found:
    assert finding["description"] and finding["check_name"] and finding["fingerprint"], finding
    assert finding["severity"] in {"info", "minor", "major", "critical", "blocker"}, finding
    assert Path(finding["location"]["path"]).is_file() and finding["location"]["lines"]["begin"] >= 1, finding
assert len({f["fingerprint"] for f in found}) == len(found), "a fingerprint stands twice"
suites = tree.parse(about["reports"]["junit"]).getroot()
cases = list(suites.iter("testcase"))
assert len(cases) == int(suites.get("tests")) == 3, "tests"
assert len(list(suites.iter("failure"))) == int(suites.get("failures")) > 0, "failures"
for path in about["cache"]:
    assert any(Path(path).rglob("*")), path
PYTHON

cat > "$work/runner.py" <<'PYTHON'
"""Runs action.yml as a runner would, with folders for actions/cache: usage runner.py WORKSPACE CACHES INPUT=VALUE...; prints the outputs, and which steps ran."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

workspace, caches = Path(sys.argv[1]), Path(sys.argv[2])
action = yaml.safe_load(Path("action.yml").read_text(encoding="utf-8"))
inputs = {name: value["default"] for name, value in action["inputs"].items()} | dict(a.split("=", 1) for a in sys.argv[3:])
outputs, ran, failure = {}, [], 0


def value(term):
    if m := re.fullmatch(r"'([^']*)'", term):
        return m[1]
    if m := re.fullmatch(r"inputs\.([\w-]+)", term):
        return inputs[m[1]]
    m = re.fullmatch(r"steps\.([\w-]+)\.outputs\.([\w-]+)", term)
    return outputs.get(m[1], {}).get(m[2], "")


def filled(text):
    """The text with its expressions put in: a term, or terms with `||`."""
    return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda m: next((v for t in m[1].split(" || ") if (v := value(t))), ""), str(text))


def runs(condition):
    parts = re.sub(r"^\$\{\{ *| *\}\}$", "", condition).split(" && ") if condition else []
    if "!cancelled()" not in parts and failure:
        return False
    for part in parts:
        if part != "!cancelled()":
            left, sign, right = re.fullmatch(r"(\S+) (==|!=) (\S+)", part).groups()
            if (value(left) == value(right)) != (sign == "=="):
                return False
    return True


def cache(kind, path, key, prefix):
    """actions/cache: what is kept under a key never changes; the newest that begins with the prefix is taken where there is no such key."""
    place = lambda key: caches / re.sub(r"\W", "_", key)
    assert path and key, (path, key)
    if kind == "save":
        assert not place(key).exists(), f"{key} is kept already"
        shutil.copytree(path, place(key), symlinks=True)
        (caches / "keys").open("a").write(key + "\n")
        return {}
    keys = (caches / "keys").read_text().split("\n")[:-1] if (caches / "keys").exists() else []
    hit = key if key in keys else next((k for k in reversed(keys) if prefix and k.startswith(prefix)), "")
    if hit:
        shutil.copytree(place(hit), path, symlinks=True, dirs_exist_ok=True)
    return {"cache-matched-key": hit}


for step in action["runs"]["steps"]:
    if not runs(step.get("if")):
        continue
    ran.append(step["name"])
    name = step.get("id", "")
    if "uses" in step:
        given = {k: filled(v) for k, v in step["with"].items()}
        kind = re.fullmatch(r"actions/cache/(\w+)@v\d+", step["uses"])[1]
        outputs[name] = cache(kind, given["path"], given["key"], given.get("restore-keys"))
        continue
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        output.touch()
        env = os.environ | {k: filled(v) for k, v in step["env"].items()}
        env |= {"GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": os.getcwd() + "/.", "GITHUB_WORKSPACE": str(workspace), "GITHUB_OUTPUT": str(output)}
        code = subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=env, cwd=workspace, stdout=sys.stderr).returncode
        failure = failure or code
        outputs[name] = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
for name, output in action["outputs"].items():
    print(f"{name}={filled(output['value'])}")
print("ran=" + ", ".join(ran))
sys.exit(failure)
PYTHON

if [[ -z $python ]]; then
  skip 'the files in YAML, the hooks, the job of GitLab and the steps of the action together: there is no Python with PyYAML'
else
  check 'the files in YAML are read and have what they need' "$python" "$work/manifests.py" "$work"

  # The whole action, twice, with a cargo that gives what it is asked for.
  printf '#!/bin/sh\nwhile [ "$1" != --root ]; do shift; done\nmkdir -p "$2/bin" && cp "%s" "$2/bin/gradus"\n' "$gradus" > "$work/cargo/cargo"
  mkdir "$work/caches"
  rm -rf "$work/below/.gradus-cache"
  whole() {
    local code=0
    PATH=$1 "$python" "$work/runner.py" "$work/below" "$work/caches" "${@:2}" > "$work/whole" 2> "$work/log" || code=$?
    echo "$code"
  }
  got=$(whole "$work/cargo:$bare")
  check 'action, whole: exit code' is "$got" 1
  check 'action, whole: outputs' has "$work/whole" 'outcome=below'
  check 'action, whole: it builds, grades, and keeps both, below the bar too' has "$work/whole" \
    'ran=Find gradus, Take a gradus that was built before, Install gradus, Keep gradus for the next run, Take the grades of earlier runs, Check the answers, Keep the grades for the next run'
  rm -rf "$work/below/.gradus-cache" "${RUNNER_TEMP:?}"/*
  got=$(whole "$bare")
  check 'action, whole, again, where nothing can be built: exit code' is "$got" 1
  check 'action, whole, again: nothing is built, nothing is kept anew' has "$work/whole" \
    'ran=Find gradus, Take a gradus that was built before, Install gradus, Take the grades of earlier runs, Check the answers'
  check 'action, whole, again: every grade was there' is "$(cd "$work/below" && "$gradus" cache stats --format json | grep -E '"(hits|misses)"' | tr -d ' \n')" '"hits":3,"misses":0,'
  got=$(whole "$with" cache=false)
  check 'action, whole, with gradus on PATH and no cache' has "$work/whole" 'ran=Find gradus, Install gradus, Check the answers'
  rm -rf "${RUNNER_TEMP:?}"/*
  got=$(whole "$bare" cache=false)
  check 'action, whole, where nothing can be built' is "$got $(sed -n 1,2p "$work/whole" | tr '\n' ' ')" '2 exit-code=2 outcome=could-not-grade '

  # --- The hooks, as pre-commit runs them: the entry, and the names of files behind it.

  read -ra entry < "$work/gradus-check"
  check 'hook: the binary is one of the package' is "${entry[0]}" "$(sed -n 's/^name = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
  check 'hook: the installed one is called the same' is "$(cat "$work/gradus-check-system")" "${entry[*]}"
  check 'hook: the one in the container is where the Dockerfile puts it' has Dockerfile "ENTRYPOINT [\"$(cut -d ' ' -f 1 "$work/gradus-check-docker")\"]"
  check 'hook: an answer that passes' is "$(code passes "${entry[@]}" answers/dropout.md)" 0
  check 'hook: an answer below the bar' is "$(code below "${entry[@]}" answers/dropout.md answers/regularisation.md)" 1
  check 'hook: an answer that cannot be graded' is "$(code errs "${entry[@]}" answers/gradients.md)" 2
  check 'hook: only the answers that are named' is "$(code below "${entry[@]}" answers/beginners/week-1.md && grep -c '^1 answer graded' "$work/out")" $'1\n1'
  check 'hook: Markdown that is no answer passes' is "$(code errs "${entry[@]}" notes/minutes.md answers/README.md)" 0
  check 'hook: and is told' has "$work/err" 'notes/minutes.md'
  printf -- '---\nquestion: dropout\n---\n' | cat - "$work/passes/answers/dropout.md" > "$work/passes/answers/a b.md"
  check 'hook: a blank in a name' is "$(code passes "${entry[@]}" 'answers/a b.md')" 0
  repository passes

  # --- pre-commit itself.

  precommit=''
  if command -v pre-commit > /dev/null; then
    precommit=pre-commit
  elif python3 -m venv "$work/pre-commit" > /dev/null 2>&1 && "$work/pre-commit/bin/pip" install -q pre-commit > /dev/null 2>&1; then
    precommit=$work/pre-commit/bin/pre-commit
  fi
  if [[ -z $precommit ]]; then
    skip 'pre-commit is not here and cannot be installed: the manifest was not validated by it, and the hook not run by it'
  else
    export PRE_COMMIT_HOME=$work/pre-commit-home
    check 'pre-commit validates the manifest' "$precommit" validate-manifest .pre-commit-hooks.yaml
    mkdir "$work/hooks" && cp .pre-commit-hooks.yaml "$work/hooks/"
    (cd "$work/hooks" && git init -q . && git add -A && git commit -qm x)
    for folder in passes below; do
      printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: gradus-check-system\n' "$work/hooks" "$(git -C "$work/hooks" rev-parse HEAD)" > "$work/$folder/.pre-commit-config.yaml"
      git -C "$work/$folder" add -A
      printf '\nMore of it.\n' >> "$work/$folder/answers/dropout.md"
      git -C "$work/$folder" add -A
    done
    check 'pre-commit runs the hook: passes' is "$(code passes "$precommit" run)" 0
    check 'pre-commit runs the hook: passes: it ran' has "$work/out" Passed
    check 'pre-commit runs the hook: leaves nothing to commit' is "$(git -C "$work/passes" status --porcelain | grep -v '^[AM] ')" ''
    check 'pre-commit runs the hook: fails' is "$(code below "$precommit" run --all-files)" 1
    check 'pre-commit runs the hook: fails: it says where' has "$work/out" 'answers/regularisation.md'
    for folder in passes below; do repository "$folder"; done
  fi

  # --- The job of GitLab.

  check 'GitLab: exit code' is "$(code below bash "$work/gitlab.sh")" 1
  check 'GitLab: the log is for people' has "$work/out" '· exit code 1'
  check 'GitLab: the reports and the cache are where the job says' bash -c "cd '$work/below' && '$python' '$work/reports.py' '$work/gitlab.json'"
  check 'GitLab: a run that could not grade has another code' is "$(code errs bash "$work/gitlab.sh")" 2
  check 'GitLab: a run without answers has another code' is "$(code empty bash "$work/gitlab.sh")" 4
  check 'GitLab: a run that passes' is "$(code passes bash "$work/gitlab.sh")" 0
fi

# --- The Dockerfile.

# What .dockerignore lets in.
sed -n 's/^!//p' .dockerignore | while IFS= read -r pattern; do
  # shellcheck disable=SC2086  # stars are meant
  find $pattern -type f
done > "$work/sent.list"
rust_is_enough() {
  local wanted have
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  have=$(sed -n 's/^FROM rust:\([0-9.]*\)-alpine[0-9.]* AS build$/\1/p' Dockerfile)
  [[ -n $have ]] && is "$(printf '%s\n' "$wanted" "$have" | sort -V | head -n 1)" "$wanted"
}
copied_exist() {
  local path missing=0
  while IFS= read -r path; do
    [[ $path == target/release/gradus ]] && continue
    grep -qxF -- "$path" "$work/sent.list" || { echo "not sent: $path"; missing=1; }
  done < <(grep '^COPY --from=build' Dockerfile | grep -o '/source/[^ ]*' | sed 's,^/source/,,')
  return $missing
}
included_are_sent() {
  local path missing=0
  while IFS= read -r path; do
    # Only tests are made of those.
    [[ $path == tests/* ]] && continue
    grep -qxF -- "$path" "$work/sent.list" || { echo "not sent: $path"; missing=1; }
  done < <(
    grep -rnoE 'include_(str|bytes)!\("(\.\./)+[^"]+"' src | sed -E 's/.*"(\.\.\/)+//; s/"$//'
    grep -rnoE 'env!\("CARGO_MANIFEST_DIR"\), "/[^"]+\.[a-z]+"' src | sed -E 's/.*"\///; s/"$//'
  )
  return $missing
}
check 'Dockerfile: a Rust that is enough' rust_is_enough
check 'Dockerfile: builds the binary of the package' has Dockerfile "--bin $(sed -n 's/^name = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
check 'Dockerfile: with the versions of Cargo.lock' has Dockerfile 'cargo build --release --locked'
check 'Dockerfile: on Alpine, where Rust links musl statically, with a C compiler' has Dockerfile 'apk add --no-cache build-base'
check 'Dockerfile: what it copies is there, licences too' copied_exist
check 'Dockerfile: licences' is "$(grep -c 'LICENSE-MIT /source/LICENSE-APACHE' Dockerfile)" 2
check 'Dockerfile: the last image is empty but for that' is "$(grep '^FROM' Dockerfile | tail -n 1)" 'FROM scratch'
check 'Dockerfile: nobody runs it' is "$(sed -n '/^FROM scratch/,$s/^USER //p' Dockerfile)" 65532:65532
check 'Dockerfile: it starts what was copied' is "$(sed -n '/^FROM scratch/,$s/^COPY .*gradus //p' Dockerfile)" "$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]/\1/p' Dockerfile)"
check 'Dockerfile: in /work' is "$(sed -n '/^FROM scratch/,$s/^WORKDIR //p' Dockerfile)" /work
check '.dockerignore: what is compiled in is let in' included_are_sent
if command -v cargo > /dev/null; then
  mkdir "$work/sent" && tar -cf - -T "$work/sent.list" | tar -C "$work/sent" -xf -
  check '.dockerignore: what is let in is a whole package' cargo metadata --manifest-path "$work/sent/Cargo.toml" --no-deps --offline --format-version 1
else
  skip '.dockerignore: there is no cargo to read the package with'
fi

# --- docs/ci.md: every setting with its flag, its variable and its default, as `gradus init` writes them.

settings_are_told() {
  local table='' line key value row missing=0
  "$gradus" init "$work/init" > /dev/null || return
  while IFS= read -r line; do
    case $line in
      '[signals]') table=signals. ;;
      '# [[override]]') break ;;
    esac
    [[ $line =~ ^(# )?([a-z_]+)\ =\ (.*)$ ]] || continue
    key=$table${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    [[ -n ${BASH_REMATCH[1]} ]] && value=''
    row="| \`$key\` | \`--$(tr '._' '--' <<< "$key")\` | \`GRADUS_$(tr 'a-z.' 'A-Z_' <<< "$key")\` | ${value:+\`$value\`}"
    grep -qF -- "$row" docs/ci.md || { echo "no row: $row"; missing=1; }
  done < "$work/init/gradus.toml"
  return $missing
}
mkdir "$work/init"
check 'docs/ci.md: every setting of `gradus init`' settings_are_told
formats_are_told() {
  local name missing=0
  for name in $("$gradus" check --help | tr '\n' ' ' | sed 's/  */ /g; s/.*What to write, and where: \([^;]*\);.*/\1/; s/,//g; s/ or / /'); do
    grep -qE "^\| \`$name\` \|" docs/ci.md || { echo "no row: $name"; missing=1; }
  done
  return $missing
}
check 'docs/ci.md: every format' formats_are_told

echo
((${#skipped[@]})) && printf 'SKIPPED: %s\n' "${skipped[@]}"
if ((failed)); then
  echo "$failed failed"
  exit 1
fi
echo 'all passed'
