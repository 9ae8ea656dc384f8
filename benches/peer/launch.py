"""Run a program; print its seconds from start to end, its seconds on a processor and its peak memory in bytes.

usage: python3 -I -S launch.py PROGRAM ARGUMENT...

A process of its own, and one that imports next to nothing, because Linux counts the memory of whoever starts a program (here 8 MB) to that program's peak.
"""

import posix
import sys
import time

command = sys.argv[1:]
silent = [(posix.POSIX_SPAWN_OPEN, 1, "/dev/null", posix.O_WRONLY, 0)]
start = time.perf_counter()
child = posix.posix_spawn(command[0], command, posix.environ, file_actions=silent)
_, status, usage = posix.wait4(child, 0)
seconds = time.perf_counter() - start
print(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
sys.exit(status != 0)
