#!/usr/bin/env python3
"""check_nexo.py NEXO [FIRST LAST [answers]]: runs the executable over every scenario and the database's exports, or over the random
inputs of the seeds FIRST to LAST (with what agents said), and compares each report.json with the oracle's figures. As many at a time as
there are processors. Exit 1 when any differs."""
import sys

sys.dont_write_bytecode = True

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import tempfile

import random_input
from compare import compare

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "..", "..", "Fixtures")


def report(nexo, folder, argument, target):
    """The exit status and the report of one run inside `folder`."""
    command = [nexo, "report", argument, "-o", target, "--formats", "json", "--quiet"]
    if os.path.exists(os.path.join(folder, "nexo.yml")): command += ["--config", "nexo.yml"]
    extra = os.path.join(folder, "options")
    if os.path.exists(extra):
        # Figures are for those who may see them: a role is left out.
        with open(extra, encoding="utf-8") as f: command += [word for line in f if not line.startswith("--role") for word in line.split()]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("NEXO_") and k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True)
    path = os.path.join(target, "report.json")
    if not os.path.exists(path): return done.returncode, None, done.stderr
    with open(path, encoding="utf-8") as f: return done.returncode, json.load(f), done.stderr


def verdict(nexo, folder, argument="input"):
    """Differences of one folder, as lines."""
    def stated(name):
        path = os.path.join(folder, "expected", name)
        if not os.path.exists(path): path = os.path.join(folder, "..", "expected", name)
        if not os.path.exists(path): return None
        with open(path, encoding="utf-8") as f: return json.load(f)
    figures, status = stated("figures.json"), stated("exit") or 0
    # Records that are all quarantined are no input to report on.
    if figures and 0 < figures["records"]["read"] == figures["records"]["quarantined"]: status, figures = 65, None
    with tempfile.TemporaryDirectory() as temporary:
        code, got, said = report(nexo, folder, argument, os.path.join(temporary, "out"))
    lines = [] if code == status else [f"exit {code}, want {status}: {said.strip()[:300]}"]
    if figures is None: return lines + (["a report was published"] if got is not None else [])
    return lines + (["no report was published"] if got is None else compare(figures, got))


def fixtures():
    """(name, folder, argument) of everything that is kept in the project."""
    scenarios = os.path.join(FIXTURES, "scenarios")
    return [(name, os.path.join(scenarios, name), "input") for name in sorted(os.listdir(scenarios))] + [
        (f"postgres {v} {f}", os.path.join(FIXTURES, "postgres", v), f"tasks.{f}")
        for v in ("timestamp", "timestamptz") for f in ("csv", "json", "ndjson", "xml")]


def of_fixture(run):
    nexo, name, folder, argument = run
    return name, verdict(nexo, folder, argument)


def of_seed(run):
    nexo, temporary, seed, answers = run
    folder = os.path.join(temporary, str(seed))
    random_input.make(str(seed), folder, answers)
    lines = verdict(nexo, folder)
    shutil.rmtree(folder)
    return f"seed {seed}", lines


def main():
    # A program that runs tests may block signals and hand that on: a pool could not end its workers.
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    nexo, bad = os.path.abspath(sys.argv[1]), 0
    with tempfile.TemporaryDirectory() as temporary, multiprocessing.Pool() as pool:
        if len(sys.argv) > 2:
            check = of_seed
            runs = [(nexo, temporary, seed, sys.argv[4:] == ["answers"]) for seed in range(int(sys.argv[2]), int(sys.argv[3]) + 1)]
        else: check, runs = of_fixture, [(nexo, *f) for f in fixtures()]
        for name, lines in pool.imap(check, runs):
            bad += bool(lines)
            print(f"{name}: " + ("agrees" if not lines else f"{len(lines)} differences\n  " + "\n  ".join(lines[:12])))
    print(f"{len(runs) - bad} of {len(runs)} agree")
    sys.exit(bool(bad))


if __name__ == "__main__": main()
