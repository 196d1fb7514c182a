#!/usr/bin/env python3
"""Writes the tasks of the scenario worked-example in every other form that nexo reads them in, into this folder.

Needs zstd. Run from anywhere: python3 Fixtures/formats/make.py
"""
import csv
import gzip
import io
import json
import os
import pathlib
import sqlite3
import subprocess
from datetime import datetime

here = pathlib.Path(__file__).parent
tasks = json.loads((here.parent / "scenarios/worked-example/input/tasks.json").read_text())
columns = list(dict.fromkeys(key for task in tasks for key in task))


def plain(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


lines = "".join(json.dumps(task, ensure_ascii=False) + "\n" for task in tasks).encode()
table = io.StringIO()
writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
writer.writerow(columns)
for task in tasks:
    writer.writerow([plain(task.get(column)) for column in columns])

# Two members, and zeros behind them, as tapes leave them.
half = lines.index(b"\n", len(lines) // 2) + 1
members = gzip.compress(lines[:half], 9, mtime=0) + gzip.compress(lines[half:], 9, mtime=0)
(here / "tasks.ndjson.gz").write_bytes(members + bytes(100))
# UTF-16 within gzip.
(here / "tasks.csv.gz").write_bytes(gzip.compress(table.getvalue().encode("utf-16"), 9, mtime=0))
zstd = subprocess.run(["zstd", "-19", "--check", "-c"], input=json.dumps(tasks).encode(), stdout=subprocess.PIPE, check=True)
(here / "tasks.json.zst").write_bytes(zstd.stdout)

for path in here.glob("tasks.sqlite*"):
    path.unlink()
database = sqlite3.connect(here / "tasks.sqlite")
database.execute("pragma page_size = 1024")
database.execute("create table Tasks (%s, picture blob)" % ", ".join(f'"{c.replace("_", " ").title()}"' for c in columns))
for task in tasks:
    row = [task.get(column) for column in columns]
    # Times as Unix time, in milliseconds.
    for i, column in enumerate(columns):
        if column.endswith("_at") and row[i] is not None:
            row[i] = round(datetime.fromisoformat(row[i].replace("Z", "+00:00")).timestamp() * 1000)
    database.execute("insert into Tasks values (%s)" % ",".join("?" * (len(row) + 1)), [*row, b"\x00\xff"])
database.commit()
database.close()
os.chmod(here / "tasks.sqlite", 0o644)
