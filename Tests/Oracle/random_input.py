#!/usr/bin/env python3
"""random_input.py SEED DIR [answers]: a small, nasty input as a scenario's folder (input/, nexo.yml, options, expected/figures.json).

For comparing nexo with the oracle on inputs that nobody thought of: few ids with many versions, few distinct times so that
everything ties, times before the creation, far away, on days of 23 and 25 hours, explicit events that the machine refuses, and
broken records; with `answers` also what agents said, now and then without any task export. The same seed gives the same folder."""
import sys

sys.dont_write_bytecode = True

import gzip
import json
import os
import random
import sqlite3
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "Fixtures", "generate"))

import configuration
import oracle
from expected import layout, options
from random_answers import STORED, Answers
from records import EVENTS, LIFECYCLE
from writers import csv_text, json_array, ndjson, present, utc, xml

ZONES = ["UTC", "America/Sao_Paulo", "America/New_York", "Europe/Lisbon", "Asia/Kolkata", "Australia/Lord_Howe"]
# Nights on which clocks change somewhere, and plain days.
DAYS = [(2025, 3, 9), (2025, 3, 30), (2025, 4, 6), (2025, 10, 5), (2025, 10, 26), (2025, 11, 2), (2025, 6, 1), (2025, 6, 2)]
AGENTS = ["alex", "Marina", "marketplace-shopee", "tren", "viral", "ALEXALARA", "bruno", "Luna-Beta", None]
CHANNELS = ["amazon", "Mercado Livre", "tiktok_shop", "shein", "shopee", "magalu", None]
STATUSES = ["pending", "todo", "submitted", "Awaiting Approval", "approved", "APPROVED", "in-progress", "doing", "completed", "done",
            "rejected", "cancelled", "canceled"]
FAULTS = [{"status": "dnoe"}, {"status": None}, {"created_at": "2025-02-30"}, {"created_at": None}, {"estimated_hours": "x"}, {"admin_approved": "maybe"},
          {"id": "i" * 201}, {"id": None}, {"channel": None, "created_by_agent": None}]

REGISTERED = """aliases:
  bru: bruno
agents:
  - id: bruno
    name: Bruno Reis
    channel: magalu
channels:
  - id: magalu
    name: Magalu
settings:
  listRows: 7
"""


def database(columns, rows):
    """The rows as a table of SQLite, in which a column holds values of several types."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(os.path.join(folder, "t.db"))
        connection.execute("create table tasks (" + ", ".join(columns) + ")")
        plain = lambda v: json.dumps(v) if isinstance(v, dict) else v
        connection.executemany(f"insert into tasks values ({', '.join('?' * len(columns))})", [[plain(row.get(c)) for c in columns] for row in rows])
        connection.commit()
        connection.close()
        with open(os.path.join(folder, "t.db"), "rb") as f: return f.read()


class Input:
    def __init__(self, seed, answers=False):
        self.titles = STORED if answers else ["a", "b", "ç \"x\"; y"]
        self.agents = ["alex", "ALEXALARA", "marketplace-amazon", "Marina", "viral", "sunny", "bruno"] if answers else AGENTS
        self.r = random.Random(f"nexo random input {seed}")
        self.seed, self.answers = seed, answers
        self.zone = self.r.choice(ZONES)
        day = self.r.choice(DAYS)
        # Some twenty instants around midnight and the change of the clocks; all times are drawn from them.
        start = datetime(*day, tzinfo=timezone.utc) - timedelta(hours=12)
        self.times = [start + timedelta(minutes=self.r.choice((0, 30, 60)) + 60 * self.r.randrange(72), milliseconds=self.r.choice((0, 0, 1, 999))) for _ in range(22)]
        self.ids = [f"t-{i}" for i in range(self.r.randrange(3, 20))]

    def time(self, far=0.01):
        if self.r.random() < far: return self.r.choice((datetime(2031, 5, 6, tzinfo=timezone.utc), datetime(1999, 1, 1, tzinfo=timezone.utc)))
        return self.r.choice(self.times)

    def written(self, moment):
        """One of the ways in which exports write a time."""
        way = self.r.randrange(4)
        if way == 0: return int(moment.timestamp() * 1000 + 0.5)
        if way == 1: return f"{moment.astimezone(ZoneInfo('Asia/Kolkata')):%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03d}+05:30"
        if way == 2: return f"{moment:%Y-%m-%dT%H:%M:%S},{moment.microsecond // 1000:03d}Z"
        return utc(moment)

    def record(self):
        r = self.r
        row = {"id": r.choice(self.ids), "title": r.choice(self.titles), "status": r.choice(STATUSES), "channel": r.choice(CHANNELS),
               "created_by_agent": r.choice(self.agents), "admin_approved": r.choice((True, False, None))}
        if row["channel"] is None and row["created_by_agent"] in (None, "bruno", "Luna-Beta"): row["channel"] = "kaway"
        row["created_at"] = self.written(min(self.time(), self.time(), self.time()))
        for kind in LIFECYCLE[1:]:
            row[f"{kind}_at"] = self.written(self.time()) if r.random() < 0.35 else None
        row["updated_at"] = self.written(r.choice(self.times[:3])) if r.random() < 0.5 else None
        row["estimated_hours"] = r.choice((None, 2, 2.5, "1e1", 0))
        row["actual_hours"] = r.choice((None, 3, 0.25))
        row["metadata"] = r.choice((None, None, {"planId": "p"}))
        if r.random() < 0.06: row |= r.choice(FAULTS)
        return row

    def event(self):
        row = {"task_id": self.r.choice(self.ids + ["unknown"]), "event": self.r.choice(EVENTS[1:]), "at": self.written(self.time()),
               "actual_hours": self.r.choice((None, None, 1.5, 4))}
        if self.r.random() < 0.03: row |= self.r.choice(({"event": "archived"}, {"at": "2025-13-01"}, {"task_id": None}))
        return row

    def write(self, folder):
        r, said = self.r, random.Random(f"nexo random answers {self.seed}")
        def put(path, text):
            full = os.path.join(folder, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            data = text if isinstance(text, bytes) else text.encode()
            way = said.random() if self.answers and path.startswith("input") else 1
            # A packed file may come in several members or frames.
            cut = len(data) // 3
            if way < 0.08: full, data = full + ".gz", gzip.compress(data[:cut], mtime=0) + gzip.compress(data[cut:], mtime=0)
            elif way < 0.14: full, data = full + ".zst", b"".join(subprocess.run(["zstd", "-q"], input=d, capture_output=True, check=True).stdout for d in (data[:cut], data[cut:]))
            with open(full, "wb") as f: f.write(data)
        for i in range(0 if self.answers and said.random() < 0.15 else r.randrange(1, 5)):
            rows = [self.record() for _ in range(r.randrange(1, 25))]
            place = r.choice(("", "", "2025-06-03/", "2025-03-09T0230/", "2025-11-02T0130/")) + f"part{i}"
            form = r.choice(("csv", "json", "ndjson", "xml"))
            columns = list(rows[0])
            if self.answers and said.random() < 0.12: form = put(f"input/{place}.db", database(columns, rows))
            if form == "csv": put(f"input/{place}.csv", csv_text(columns, rows, r.choice(",;\t")))
            if form == "json": put(f"input/{place}.json", json_array(rows) + "\n")
            if form == "ndjson": put(f"input/{place}.ndjson", ndjson(rows))
            if form == "xml": put(f"input/{place}.xml", xml(rows))
        if r.random() < 0.7:
            rows = [self.event() for _ in range(r.randrange(1, 40))]
            if r.random() < 0.5: put("input/z-events.ndjson", ndjson(rows))
            else: put("input/z-events.csv", csv_text(["task_id", "event", "at", "actual_hours"], rows))
        put("nexo.yml", f"timezone: {self.zone}\nassume_timezone: {r.choice(ZONES)}\n")
        chosen = []
        if r.random() < 0.5: chosen.append("--as-of " + r.choice((utc(self.time(0)), f"{self.time(0):%Y-%m-%d}")))
        if r.random() < 0.3: chosen.append(f"--from {min(self.times):%Y-%m-%d}")
        if r.random() < 0.3: chosen.append("--to " + utc(self.time(0)))
        if self.answers:
            if said.random() < 0.25: put("nexo.yml", f"timezone: {self.zone}\nassume_timezone: {said.choice(ZONES)}\n" + REGISTERED)
            Answers(said, self.times, self.written).write(put)
            if said.random() < 0.3: put("input/z-proposed.ndjson", ndjson(self.of_proposed(folder, said)))
        if chosen: put("options", "".join(c + "\n" for c in chosen))

    def of_proposed(self, folder, r):
        """Events of proposed tasks, by the ids that they get."""
        run = oracle.Run(configuration.load(os.path.join(folder, "nexo.yml")))
        run.read([os.path.join(folder, "input")])
        run.settle()
        ids = sorted(o.id for o in run.outputs) or ["unknown"]
        return [{"task_id": r.choice(ids), "event": r.choice(EVENTS[1:]), "at": utc(r.choice(self.times)), "actual_hours": r.choice((None, 2))} for _ in range(8)]


def make(seed, folder, answers=False):
    """Writes the folder, with the oracle's figures; works from within it, as its paths are written from there."""
    Input(seed, answers).write(folder)
    before = os.getcwd()
    os.chdir(folder)
    try: figures = oracle.run(["input"], configuration.load("nexo.yml"), **options("."))
    finally: os.chdir(before)
    os.makedirs(os.path.join(folder, "expected"), exist_ok=True)
    with open(os.path.join(folder, "expected", "figures.json"), "w", encoding="utf-8") as f: f.write(layout(figures) + "\n")


if __name__ == "__main__":
    seed, folder, *more = sys.argv[1:]
    make(seed, folder, more == ["answers"])
