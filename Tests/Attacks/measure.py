"""Runs the program: how it ends, what it says, how much memory it takes, how many instructions."""
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass


@dataclass
class Outcome:
    status: int      # the exit status; negative for a signal
    megabytes: int   # the most memory that it had
    seconds: float   # of the processors
    said: str        # standard output and standard error


def run(command, folder, seconds=3600):
    """Runs a command to its end. The memory is its own: what runs it here is smaller."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                   env={"PATH": os.environ["PATH"], "SWIFT_BACKTRACE": "enable=no"})
        try:
            usage = wait(process, seconds)
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
        said.seek(0)
        text = said.read(1 << 20).decode(errors="replace")
    return Outcome(process.returncode, usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime, text)


def wait(process, seconds):
    """Waits for a process, and returns what it used."""
    timer = subprocess.Popen(["sleep", str(seconds)])
    try:
        while True:
            pid, status, usage = os.wait3(0)
            if pid == process.pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return usage
            if pid == timer.pid:
                timer.returncode = 0
                raise TimeoutError(f"{process.args[0]} did not end within {seconds} s")
    finally:
        if timer.returncode is None:
            timer.kill()
            timer.wait()


def can_count():
    """Whether instructions can be counted here."""
    return shutil.which("valgrind") is not None


def instructions(command, folder):
    """How many instructions a command takes, all threads together."""
    counter = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    outcome = run(counter + command, folder)
    found = re.search(r"Collected : (\d+)", outcome.said)
    if not found: raise RuntimeError(f"valgrind counted nothing: {outcome.said[-500:]}")
    return int(found[1])
