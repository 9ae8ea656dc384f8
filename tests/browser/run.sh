#!/bin/sh
# Opens a class report in headless Chromium and clicks through it.
#
#   run.sh PAGE.html OUTDIR [FOLDER]
#
# Screenshots, the PDF and report.json are written to OUTDIR. What is needed is installed into FOLDER (OUTDIR/browser where none is given),
# at the versions of package-lock.json: the browser comes inside a package. CHROMIUM=/path/to/chromium uses another one.
# Ends with 0 where every check held, with 1 where one failed, with 2 where the test could not run.
set -eu

if [ "$#" -lt 2 ] || [ ! -f "$1" ]; then
    echo "usage: run.sh PAGE.html OUTDIR [FOLDER]" >&2
    exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
page=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
mkdir -p "$2" "${3:-$2/browser}/tmp"
out=$(CDPATH='' cd -- "$2" && pwd)
folder=$(CDPATH='' cd -- "${3:-$2/browser}" && pwd)

cp "$here/package.json" "$here/package-lock.json" "$folder/"
cp "$here"/*.mjs "$folder/"
if ! cmp -s "$folder/package-lock.json" "$folder/installed.json"; then
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >&2 || exit 2
    cp "$folder/package-lock.json" "$folder/installed.json"
fi

# The browser is unpacked into the folder for temporary files: keep it beside the packages.
export TMPDIR="$folder/tmp"
exec node "$folder/main.mjs" "$page" "$out"
