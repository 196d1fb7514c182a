#!/usr/bin/env python3
"""check_spellings.py NEXO FIRST LAST [VARIANTS] [--keep DIR]: writes the world of each seed plainly and in so many other ways (10), and
compares the reports: the same figures and findings, whatever the format, spelling, encoding, packing, order, split and number of jobs.
Exit 1 when any differs. `--keep DIR` leaves the folders there."""
import sys

sys.dont_write_bytecode = True

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
from zoneinfo import ZoneInfo

import forms
import packing
import runs
import spellings
from world import EVENT_FIELDS, TASK_FIELDS, World

WORDS = ["part", "tasks", "lote", "b", "z-last", "0"]
ENDINGS = {"csv": [".csv", ".csv", ".tsv", ".dat"], "json": [".json", ".json", ".txt", ".dat", ""], "ndjson": [".ndjson", ".jsonl"],
           "xml": [".xml", ".xml", ".dat", ""], "sqlite": [".db", ".sqlite", ".dat"], "brazilian": [".br.csv"]}


class Variant:
    """One way to write a world into a folder; number 0 is the plain one."""

    def __init__(self, world, seed, number, folder):
        self.world, self.number, self.folder = world, number, folder
        self.r = random.Random(f"nexo variant {seed} {number}")
        self.speller = spellings.Speller(self.r, world.assumed)
        self.files, self.standard_input = [], None

    def write(self):
        os.makedirs(os.path.join(self.folder, "in"))
        with open(os.path.join(self.folder, "nexo.yml"), "w", encoding="utf-8") as f: f.write(self.world.configuration)
        if self.number == 0: self.files = runs.plain(self.folder, self.world.batches)
        else:
            for i, batch in enumerate(self.world.batches): self.spelled(i, batch)

    def spelled(self, i, batch):
        r, rows = self.r, list(batch.rows)
        r.shuffle(rows)
        places = sorted(r.randrange(1, len(rows)) for _ in range(r.choice((0, 0, 1, 2)))) if len(rows) > 1 else []
        pieces = [rows[a:b] for a, b in zip([0] + places, places + [len(rows)]) if a < b]
        # A file without any id is nothing that can be known.
        name = "task_id" if batch.kind == "events" else "id"
        if not all(any(row[name] for row in piece) for piece in pieces): pieces = [rows]
        for j, piece in enumerate(pieces): self.file(f"{r.choice(WORDS)}{i}{'abc'[j]}", batch, piece)

    def file(self, name, batch, rows):
        r, events = self.r, batch.kind == "events"
        choices = ["csv", "json", "ndjson", "xml", "brazilian"] + ([] if events else ["sqlite"])
        form = r.choice(choices)
        if form == "brazilian" and not all(map(in_windows, rows)): form = "csv"
        layout = spellings.layout(r, EVENT_FIELDS if events else TASK_FIELDS, rows)
        records = [spellings.record(r, self.speller, row, layout, form == "brazilian") for row in rows]
        dated, stated = self.dated(batch, name, form)
        if form == "json": data = forms.json_list(r, records, events, stated)
        elif form == "brazilian": data = forms.csv(r, records).encode("windows-1252")
        else: data = getattr(forms, form)(r, records, events)
        ending, data = packing.packed(r, packing.encoded(r, data))
        if batch.exported is None or stated is not None:
            if self.standard_input is None and form != "brazilian" and r.random() < 0.15:
                self.standard_input = data
                return
        self.files.append(runs.put(self.folder, f"in/{dated}{r.choice(ENDINGS[form])}{ending}", data))

    def dated(self, batch, name, form):
        """The path without its ending, and what stands beside the list."""
        r, at = self.r, batch.exported
        if at is None: return r.choice(("", "folder/")) + name, None
        other = r.choice(("", "2020-01-01/"))
        if form == "json" and r.random() < 0.4:
            local = at.replace(tzinfo=ZoneInfo(self.world.zone))
            return other + name, r.choice((local.isoformat(), spellings.Bare(str(int(local.timestamp()))), f"{at:%Y-%m-%d %H:%M}"))
        texts = [f"{at:%Y-%m-%dT%H%M}", f"{at:%Y%m%dT%H%M}", f"{at:%Y-%m-%dT%H%M%S}", f"{at:%Y%m%d_%H%M%S}", f"{at:%Y-%m-%d %Hh%M}"]
        if f"{at:%H%M}" == "0000": texts += [f"{at:%Y-%m-%d}", f"{at:%Y%m%d}"]
        text = r.choice(texts)
        return r.choice((f"{text}/{name}", f"{text}/x/{name}", f"{other}{name}-{text}", f"{other}{text}_{name}")), None

    def command(self, nexo):
        r, inputs = self.r, ["in"]
        if self.number and r.random() < 0.3 and not any("/20" in f for f in self.files):
            inputs = r.sample(self.files, len(self.files))
        if not self.files: inputs = []
        if self.standard_input is not None: inputs.insert(r.randrange(len(inputs) + 1), "-")
        jobs = r.choice(("1", "2", "8")) if self.number else "1"
        return [nexo, "report", *inputs, "-o", "out", "--formats", "json", "--quiet", "--config", "nexo.yml", "--jobs", jobs, *self.world.options]

    def report(self, nexo): return runs.report(self.command(nexo), self.folder, self.standard_input)


def in_windows(row):
    try: json.dumps(row, ensure_ascii=False).encode("windows-1252")
    except UnicodeEncodeError: return False
    return True


def check(task):
    nexo, top, seed, variants, keep = task
    world, lines, plain = World(seed), [], None
    for number in range(variants + 1):
        folder = os.path.join(top, f"{seed}-{number}")
        variant = Variant(world, seed, number, folder)
        variant.write()
        got, done = variant.report(nexo)
        if number == 0: plain = got
        found = list(runs.differences(plain, got))
        if number == 0 and done.returncode not in (0, 65): found = [f"exit {done.returncode}: {done.stderr.decode()[:300]}"]
        if found:
            lines.append(f"seed {seed} variant {number} differs; to see it: check_spellings.py NEXO {seed} {seed} {variants} --keep DIR, then in DIR/{seed}-{number}:\n  "
                         + " ".join(["nexo", *variant.command("nexo")[1:]]) + "\n  " + "\n  ".join(found[:8]))
        if not keep: shutil.rmtree(folder)
    return lines


def main():
    # A program that runs tests may block signals and hand that on: a pool could not end its workers.
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("nexo")
    p.add_argument("first", type=int)
    p.add_argument("last", type=int)
    p.add_argument("variants", type=int, nargs="?", default=10)
    p.add_argument("--keep", metavar="DIR")
    a = p.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as temporary, multiprocessing.Pool() as pool:
        tasks = [(os.path.abspath(a.nexo), a.keep or temporary, seed, a.variants, a.keep) for seed in range(a.first, a.last + 1)]
        for lines in pool.imap(check, tasks):
            bad += len(lines)
            for line in lines: print(line, flush=True)
    total = len(tasks) * a.variants
    print(f"{total - bad} of {total} agree")
    sys.exit(bool(bad))


if __name__ == "__main__": main()
