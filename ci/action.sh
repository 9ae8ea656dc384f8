#!/usr/bin/env bash
# The steps of action.yml. Inputs come as environment variables and are never read as shell. `tests/ci/check.sh` runs them without GitHub.
#
# usage: bash ci/action.sh plan|install|check
#
# plan     INPUT_INSTALL                     says whether gradus has to be built, where it goes, and under which key it is kept
# install  PLAN_BUILD PLAN_FOLDER            builds it where it is not there yet, and says where it is
#          INPUT_WORKING_DIRECTORY           and where the grades of earlier runs go, and what their keys begin with,
#          INPUT_CACHE                       if this is `true`
# check    INPUT_ARGS INPUT_WORKING_DIRECTORY INPUT_SARIF INPUT_JUNIT INSTALL_GRADUS
#                                            grades, and ends with the exit code of gradus
#          INSTALL_GRADES INSTALL_GRADES_PREFIX RESTORED_GRADES
#                                            says under which key the grades are kept; nothing where they are kept already
#
# What a step says goes to GITHUB_OUTPUT.
set -euo pipefail

source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
workspace=${GITHUB_WORKSPACE:-$PWD}
temporary=${RUNNER_TEMP:-${TMPDIR:-/tmp}}

# tell NAME VALUE: an output of the step. A value has one line, so that it cannot begin a second output.
tell() {
  printf '%s=%s\n' "$1" "${2//[$'\r\n']/ }" >> "${GITHUB_OUTPUT:-/dev/null}"
}

# fail MESSAGE: an annotation, and the code for "could not grade".
fail() {
  local message=${1//'%'/%25}
  message=${message//$'\r'/%0D}
  printf '::error title=gradus check::%s\n' "${message//$'\n'/%0A}"
  exit 2
}

# The sum of what comes in.
sum() {
  if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-32
}

# in_workspace PATH: seen from the workspace.
in_workspace() {
  case $1 in
    /* | [A-Za-z]:[\\/]*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$workspace/$1" ;;
  esac
}

enter_working_directory() {
  local folder
  folder=$(in_workspace "${INPUT_WORKING_DIRECTORY:-.}")
  cd -- "$folder" 2> /dev/null || fail "the input \`working-directory\` names no folder: ${INPUT_WORKING_DIRECTORY:-.}"
}

# What gradus is built from: the list in .dockerignore.
sources() {
  local pattern
  (
    cd "$source_folder"
    sed -n 's/^!//p' .dockerignore | while IFS= read -r pattern; do
      # The patterns are ours, and stars in them are meant.
      # shellcheck disable=SC2086
      find $pattern -type f
    done | LC_ALL=C sort | while IFS= read -r file; do
      printf '%s ' "$file"
      sum < "$file"
    done
  )
}

plan() {
  local build=false
  case ${INPUT_INSTALL:-auto} in
    auto) command -v gradus > /dev/null || build=true ;;
    always) build=true ;;
    never) command -v gradus > /dev/null || fail 'there is no `gradus` on PATH, and the input `install` is `never`' ;;
    *) fail "the input \`install\` is \`$INPUT_INSTALL\`, and can be \`auto\`, \`always\` or \`never\`" ;;
  esac
  tell build "$build"
  if [[ $build == true ]]; then
    local what
    what=$(sources | sum)
    tell folder "$temporary/gradus-$what"
    # An image of the runner with an older C library could not start what a newer one built.
    tell key "gradus-${RUNNER_OS:-$(uname -s)}-${RUNNER_ARCH:-$(uname -m)}-${ImageOS:-any}-$what"
  fi
}

install() {
  local gradus built=false
  if [[ ${PLAN_BUILD:-false} == true ]]; then
    gradus=$PLAN_FOLDER/bin/gradus
    if ! "$gradus" --version > /dev/null 2>&1; then
      build "$PLAN_FOLDER"
      built=true
    fi
  else
    gradus=$(command -v gradus) || fail 'there is no `gradus` on PATH'
  fi
  "$gradus" --version || fail "\`$gradus\` does not start"
  tell gradus "$gradus"
  tell built "$built"
  if [[ ${INPUT_CACHE:-true} == true ]]; then
    enter_working_directory
    local folder
    # None where `cache = "none"`, and where the settings are wrong, which the check will say.
    folder=$("$gradus" cache stats --format json 2> /dev/null | sed -n 's/^  "folder": "\([^"\\]*\)",$/\1/p') || folder=''
    if [[ -n $folder ]]; then
      case $folder in /* | [A-Za-z]:*) ;; *) folder=$PWD/$folder ;; esac
      tell grades "$folder"
      tell grades-prefix "gradus-grades-${RUNNER_OS:-$(uname -s)}-${RUNNER_ARCH:-$(uname -m)}-$(sum < "$gradus")-"
    fi
  fi
}

# build FOLDER: gradus from the checkout of the action, with the versions of its Cargo.lock.
build() {
  command -v cargo > /dev/null || fail 'there is no `gradus` on PATH, and no `cargo` to build it with: install Rust before this step'
  echo '::group::cargo install gradus'
  if ! cargo install --locked --path "$source_folder" --root "$1" --target-dir "$1.target" --bin gradus; then
    echo '::endgroup::'
    fail 'gradus could not be built; the log above says why'
  fi
  rm -rf -- "$1.target"
  echo '::endgroup::'
}

check() {
  local gradus=${INSTALL_GRADUS:-gradus}
  scratch=$(mktemp -d "$temporary/gradus-check.XXXXXX")
  trap 'rm -rf -- "$scratch"' EXIT
  enter_working_directory

  # For the outputs, whatever is printed.
  local -a words=(--format "json=$scratch/run.json")
  local name file
  for name in sarif junit; do
    if [[ $name == sarif ]]; then file=${INPUT_SARIF:-}; else file=${INPUT_JUNIT:-}; fi
    if [[ -n $file ]]; then
      file=$(in_workspace "$file")
      mkdir -p -- "$(dirname -- "$file")"
      words+=(--format "$name=$file")
    fi
  done
  add_args

  local code=0
  "$gradus" check "${words[@]}" || code=$?

  if [[ -f $scratch/summary.md && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
    cat -- "$scratch/summary.md" >> "$GITHUB_STEP_SUMMARY"
  fi
  tell exit-code "$code"
  tell outcome "$(outcome "$code" "$scratch/run.json")"
  tell grades-key "$(grades_key)"
  exit "$code"
}

# Puts INPUT_ARGS behind `words`, split at blanks and lines, with quotes heeded and nothing else; and what a log of GitHub shows, unless they name a format.
add_args() {
  local word own=true
  local -a given=()
  if [[ ${INPUT_ARGS:-} == *[![:space:]]* ]]; then
    # xargs knows quotes and is no shell: nothing is expanded or run.
    printf '%s\n' "$INPUT_ARGS" | xargs printf '%s\0' > "$scratch/words" || fail 'the input `args` has a quote that does not end'
    while IFS= read -r -d '' word; do
      given+=("$word")
      if [[ $word == --format || $word == --format=* ]]; then own=false; fi
    done < "$scratch/words"
  fi
  if [[ $own == true ]]; then
    words+=(--format human --format github --format "summary=$scratch/summary.md")
  fi
  # Last, since a `--` may stand in it.
  words+=(${given[@]+"${given[@]}"})
}

# outcome CODE FILE: what gradus says of the run; without a run, what the code says.
outcome() {
  local said=''
  if [[ -f $2 ]]; then
    said=$(sed -n '/^  "outcome": /{s/^  "outcome": "\([a-z-]*\)",$/\1/p;q;}' "$2")
  fi
  case ${said:-$1} in
    pass | 0) echo passed ;;
    below | 1) echo below ;;
    nothing-to-grade | 4) echo nothing-to-grade ;;
    *) echo could-not-grade ;;
  esac
}

# The name of a grade says what it is of, so the names are the key.
grades_key() {
  local key
  [[ -n ${INSTALL_GRADES:-} && -d ${INSTALL_GRADES:-} ]] || return 0
  key=$INSTALL_GRADES_PREFIX$(cd -- "$INSTALL_GRADES" && find . -path './entries-*' -type f | LC_ALL=C sort | sum)
  [[ $key == "${RESTORED_GRADES:-}" ]] || printf '%s\n' "$key"
}

case ${1:-} in
  plan | install | check) "$1" ;;
  *)
    echo 'usage: bash ci/action.sh plan|install|check' >&2
    exit 2
    ;;
esac
