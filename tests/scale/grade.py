"""Grades answers on a Spark cluster: every partition goes through a `gradus batch -` of its own.

usage: spark-submit grade.py GRADUS ROWS GRADED [OPTION...]

GRADUS  the binary, which Spark copies to the workers
ROWS    a file or a folder of JSONL, an answer on each line, each with an id
GRADED  the folder to write the graded rows to, as JSONL; it must not be there yet
OPTION  what else `gradus batch` shall know, such as --map id=Attempt
"""

import os
import shlex
import sys

from pyspark import SparkContext


def main():
    gradus, rows, graded, *options = sys.argv[1:]
    sc = SparkContext(appName="gradus")
    sc.addFile(gradus)  # into the folder in which each executor runs, and with it the filter
    fixed = ["--input-format", "jsonl", "--format", "jsonl", "--progress", "none", "--jobs", "1"]  # Spark gives a task one core
    command = shlex.join(["./" + os.path.basename(gradus), "batch", "-", *fixed, *options])
    sc.textFile(rows).pipe(command, checkCode=True).saveAsTextFile(graded)
    sc.stop()


main()
