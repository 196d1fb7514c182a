"""Runs whole programs side by side: how long each takes, how much of the processors, and the most memory it has."""
import os
import random
import statistics
import subprocess
import sys
from collections import namedtuple
from dataclasses import dataclass, field

LAUNCHER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.py")

Sample = namedtuple("Sample", "seconds cpu peak")  # seconds of the clock and of the processors; bytes
Ratio = namedtuple("Ratio", "median low high")


@dataclass
class Job:
    """A command, and the files that it reads."""
    name: str
    command: list
    reads: list = field(default_factory=list)
    folder: str = "."

    def size(self): return sum(os.path.getsize(path) for path in self.reads)


def warm(paths):
    """Reads files, so that they lie in memory: systems drop what lies idle."""
    buffer = bytearray(1 << 20)
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            while file.readinto(buffer): pass


def run(job):
    """Runs a job to its end; one that fails ends the comparison."""
    warm(job.reads)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEXO_") and name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run([sys.executable, "-I", "-S", LAUNCHER, *job.command], cwd=job.folder, env=kept, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
    *messages, told = done.stderr.splitlines() or [""]
    if done.returncode or not told.startswith("0 "):
        raise SystemExit(f"{job.name}: {' '.join(job.command)} ended with {told}\n" + "\n".join(messages[-20:]))
    _, duration, cpu, kilobytes = told.split()
    return Sample(float(duration), float(cpu), int(kilobytes) * 1024)


def rounds(jobs, count, seed=1):
    """Samples of each job by its name. Every round runs all jobs, each time in another order; a first one does not count."""
    samples = {job.name: [] for job in jobs}
    for number in range(count + 1):
        order = list(jobs)
        random.Random(f"{seed} {number}").shuffle(order)
        for job in order:
            sample = run(job)
            if number: samples[job.name].append(sample)
    return samples


def seconds(sample): return sample.seconds


def peak(sample): return sample.peak


def ratio(over, under, value, factor=1):
    """How many times as much one takes as the other, round by round."""
    quotients = sorted(factor * value(a) / value(b) for a, b in zip(over, under, strict=True))
    return Ratio(statistics.median(quotients), quotients[0], quotients[-1])
