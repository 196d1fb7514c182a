#!/usr/bin/env python3
"""Writes exports of any number of tasks; the same numbers make the same bytes, on any machine.

    Benchmarks/generate.py 1000000 tasks.csv
    Benchmarks/generate.py 1000000 tasks.xml --form xml-attributes
    Benchmarks/generate.py 50000 messy.ndjson --messy
    Benchmarks/generate.py 50000 messy.ndjson --messy --counts     # only what Nexo must count in it, as JSON
"""
import argparse
import itertools
import json
import multiprocessing
import os
import signal

from forms import CLEAN
from messy import MESSY
from tasks import BLOCK, Tasks, counts

_writer = None


def prepare(seed, form, is_messy):
    """In each process: the pools of the seed."""
    global _writer
    tasks = Tasks(seed)
    _writer = tasks, (MESSY if is_messy else CLEAN)[form](tasks)


def block(number, total):
    """The bytes of one block of rows."""
    tasks, form = _writer
    return form.between.join(form.write(tasks.rows(number, total))).encode()


def generate(path, form, total, seed, is_messy, processes):
    """Writes the file; its name appears when it is whole."""
    kind = (MESSY if is_messy else CLEAN)[form]
    # A program that runs tests may block signals and hand that on: a pool could not end its processes.
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    partial = f"{path}.partial"
    arguments = zip(range(-(-total // BLOCK)), itertools.repeat(total))
    with open(partial, "wb") as file, multiprocessing.Pool(processes, prepare, (seed, form, is_messy)) as pool:
        file.write(kind.head.encode())
        for number, data in enumerate(pool.imap(unpacked, arguments)):
            if number: file.write(kind.between.encode())
            file.write(data)
        file.write(kind.foot.encode())
    os.replace(partial, path)


def unpacked(arguments): return block(*arguments)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=int, help="how many rows; one in 200 has the id of an earlier one")
    parser.add_argument("path")
    parser.add_argument("--form", choices=list(CLEAN), help="default: by the name's ending")
    parser.add_argument("--messy", action="store_true", help="as many systems together would write them; 1%% cannot be used")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--counts", action="store_true", help="write no file, print what comes of it")
    given = parser.parse_args()
    form = given.form or os.path.splitext(given.path)[1].lstrip(".")
    known = MESSY if given.messy else CLEAN
    if form not in known: parser.error(f"no form {form!r} of these tasks, but: {', '.join(known)}")
    if given.tasks < 1: parser.error("at least one task")
    if given.counts: print(json.dumps(counts(given.tasks, given.messy)))
    else: generate(given.path, form, given.tasks, given.seed, given.messy, given.processes)


if __name__ == "__main__": main()
