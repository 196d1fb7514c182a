"""A file of any size in bounded memory: NDJSON in which one record of a hundred is a task of its own.

    python3 Tests/Attacks/stream.py NEXO [MEGABYTES [LIMIT]]      50 MB, and at most 200 MB of memory, unless told

The file is written into a folder for temporary files ($TMPDIR), and deleted however the run ends.
"""
import json
import os
import shutil
import sys
import tempfile
import time

import measure

AGENTS = [("alex", "amazon"), ("marina", "mercadolivre"), ("sunny", "shopee"), ("tren", "shein"), ("viral", "tiktokshop"), ("premium", "kaway")]
STATUSES = ["pending", "awaiting_approval", "approved", "in_progress", "completed"]
BLOCK = 10_000      # records that are made before they are written


def line(i, tasks):
    """The record of a number: the tasks come round a hundred times, each time a little later and further on."""
    task, round_ = i % tasks, i // tasks
    agent, channel = AGENTS[task % len(AGENTS)]
    return (f'{{"id":"{task:08x}-0000-4000-8000-{task:012x}","title":"Revisar a vitrine de inverno número {task}",'
            f'"description":"Rever fotos, tabela de medidas, palavras da busca e o frete de cada anúncio da coleção. Depois comparar com a semana anterior.",'
            f'"status":"{STATUSES[min(round_ * len(STATUSES) // 100, 4)]}","channel":"{channel}","created_by_agent":"{agent}","priority":"high","category":"optimization",'
            f'"created_at":"2026-02-{task % 24 + 1:02}T08:00:00Z","updated_at":"2026-03-{round_ % 28 + 1:02}T{round_ // 28 % 24:02}:{task % 60:02}:00Z",'
            f'"estimated_hours":4,"tags":["inverno","vitrine"]}}\n')


def write(path, size):
    """Writes about so many bytes. Returns how many records, and how many tasks they are of."""
    records = size // len(line(12345, 100_000).encode())
    tasks = max(1, records // 100)
    with open(path, "wb") as out:
        for start in range(0, records, BLOCK):
            out.write("".join(line(i, tasks) for i in range(start, min(start + BLOCK, records))).encode())
    return records, tasks


def main(nexo, megabytes=50, limit=200):
    with tempfile.TemporaryDirectory(prefix="nexo-stream-") as folder:
        if shutil.disk_usage(folder).free < megabytes * 1_300_000:
            print(f"there is no room for {megabytes} MB in {folder}")
            return False
        path = os.path.join(folder, "tasks.ndjson")
        records, tasks = write(path, megabytes * 1_000_000)
        size = os.path.getsize(path)
        began = time.monotonic()
        outcome = measure.run([nexo, "report", path, "-o", "out", "--formats", "json"], folder, 7200)
        seconds = time.monotonic() - began
        print(f"{size / 1e6:.0f} MB, {records} records, {tasks} tasks: {seconds:.1f} s ({size / 1e6 / seconds:.0f} MB/s), {outcome.megabytes} MB of memory")
        problems = []
        if outcome.status != 0:
            problems.append(f"status {outcome.status}: {outcome.said[-500:]}")
        else:
            with open(os.path.join(folder, "out", "report.json")) as file: report = json.load(file)
            found = report["records"]["read"], report["records"]["superseded"], report["system"]["totalTasksGenerated"]
            if found != (records, records - tasks, tasks): problems.append(f"read, superseded and tasks are {found}")
        if outcome.megabytes > limit: problems.append(f"{outcome.megabytes} MB of memory instead of at most {limit}")
    for problem in problems: print(problem)
    if not problems: print("the stream holds")
    return not problems


if __name__ == "__main__":
    sys.exit(0 if main(os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:4])) else 1)
