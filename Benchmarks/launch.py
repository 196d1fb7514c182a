"""Runs a command and tells, as the last line of standard error, its status, seconds, seconds of processors and most kilobytes.

    python3 -I -S launch.py COMMAND...

Until a child has become the command, it shares the memory of the process that started it, and the system counts that as its own. So
this one loads next to nothing, and no figure of memory is below the few megabytes that it has.
"""
import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
os.write(2, f"\n{os.waitstatus_to_exitcode(status)} {seconds!r} {usage.ru_utime + usage.ru_stime!r} {usage.ru_maxrss}\n".encode())
