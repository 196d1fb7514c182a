#!/usr/bin/env python3
"""metamorphic.py NEXO FIRST LAST [PROPERTY...]: worlds that differ in one thing, and what their reports must have in common.

Each property is a function that is given the seed and a way to run the program; it yields a line for each way in which the reports
contradict it. Exit 1 when any does."""
import sys

sys.dont_write_bytecode = True

import argparse
import copy
import multiprocessing
import os
import random
import re
import shutil
import signal
import tempfile
from datetime import datetime, timedelta

import runs
from lives import DAY, Lives
from world import AGENTS, CHANNELS, TASK_FIELDS, TASK_TIMES, Batch, World

# What is told of the tasks themselves, whatever was read besides.
FIGURES = ["asOf", "window", "system", "agents", "channels", "daily", "flow", "histograms", "openAges", "pendingApproval", "slowest"]
COUNTS = ["tasksApproved", "tasksRejected", "tasksCompleted", "tasksCancelled", "tasksPending", "tasksApprovedOpen", "tasksInProgress"]
TOTALS = ["totalTasksGenerated"] + ["totalTasks" + c.removeprefix("tasks") for c in COUNTS]
SERIES = ["created", "approved", "rejected", "started", "completed"]
NO_CLOCK_CHANGE = "Asia/Kolkata"


class Runner:
    """Runs the program over batches, each time in a folder of its own; over the same batches once. Keeps what reports say against themselves."""

    def __init__(self, nexo, folder): self.nexo, self.folder, self.number, self.known, self.lines = nexo, folder, 0, {}, []

    def __call__(self, batches, zone="UTC", options=(), configuration=""):
        key = repr(([(b.kind, b.exported, b.rows) for b in batches], zone, options, configuration))
        if key not in self.known: self.known[key] = self.report(batches, zone, options, configuration)
        return copy.deepcopy(self.known[key])

    def report(self, batches, zone, options, configuration):
        self.number += 1
        folder = os.path.join(self.folder, str(self.number))
        os.makedirs(folder)
        runs.put(folder, "nexo.yml", f"timezone: {zone}\n{configuration}".encode())
        runs.plain(folder, batches)
        command = [self.nexo, "report", "in", "-o", "out", "--formats", "json", "--quiet", "--config", "nexo.yml", "--no-input-hash", *options]
        report, done = runs.report(command, folder)
        if "asOf" not in report: raise ValueError(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:300]}")
        shutil.rmtree(folder)
        self.lines += within(report)
        return report


class Base:
    """A world in which an id belongs to one agent and one record at least is sound; its last instant is the as-of time."""

    def __init__(self, seed):
        self.world = World(seed)
        self.r = random.Random(f"nexo metamorphic {seed}")
        self.batches, self.zone, self.end = self.world.batches, self.world.zone, self.world.start + 9 * DAY
        agents = AGENTS + ["bruno", "luna_beta"]
        for row in self.rows(): row["created_by_agent"] = agents[hash_of(row["id"]) % len(agents)]
        self.batches.append(Batch("tasks", [self.task("sound", agent="bruno")], None))
        self.options = ["--as-of", shown(self.end)]

    def rows(self): return [row for b in self.batches if b.kind == "tasks" for row in b.rows]

    def task(self, id, agent="alex", channel="amazon", status="pending", after=DAY):
        return dict.fromkeys(TASK_FIELDS) | {"id": id, "title": id, "status": status, "channel": channel, "created_by_agent": agent, "created_at": self.world.start + after}


def hash_of(text): return sum((text or "x").encode())


def shown(ms): return f"{datetime(1970, 1, 1) + timedelta(milliseconds=ms):%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def figures(report): return {k: report[k] for k in FIGURES}


def row(report, agent): return next((a for a in report["agents"] if a["agentId"] == agent), None)


def by(report, key, list): return {x[key]: x for x in report[list]}


# The properties

def rejected(seed, run):
    """A rejected task more never raises a rate of approval, and counts once."""
    base = Base(seed)
    agent, channel = base.r.choice(AGENTS + ["bruno"]), base.r.choice(list(CHANNELS.values()))
    more = base.task("rejected-one", agent, channel, "rejected") | {"rejected_at": base.world.start + 2 * DAY, "admin_approved": base.r.choice((None, True, False))}
    a, b = (run(x, base.zone, base.options) for x in (base.batches, base.batches + [Batch("tasks", [more], None)]))
    for name, old, new in [("system", a["system"]["overallApprovalRate"], b["system"]["overallApprovalRate"])] + [
            (key, by(a, id, list)[key]["approvalRate"] if key in by(a, id, list) else None, by(b, id, list)[key]["approvalRate"])
            for key, id, list in ((agent, "agentId", "agents"), (channel, "channel", "channels"))]:
        if (new or 0) > (old if old is not None else 100): yield f"{name}: the approval rate rose from {old} to {new}"
        if old is None and new != 0: yield f"{name}: the only task is rejected, and the approval rate is {new}"
    for key, by_one in (("totalTasksGenerated", 1), ("totalTasksRejected", 1), ("totalTasksApproved", 0), ("totalTasksCompleted", 0)):
        if b["system"][key] != a["system"][key] + by_one: yield f"{key}: {a['system'][key]}, then {b['system'][key]}"
    for other in by(a, "agentId", "agents").keys() - {agent}:
        yield from runs.differences(row(a, other), row(b, other), f".agents[{other}]")


def split(seed, run):
    """A file in two, with the same export time, changes nothing."""
    base = Base(seed)
    parts = []
    for b in base.batches:
        cut = base.r.randrange(len(b.rows) + 1)
        parts += [Batch(b.kind, rows, b.exported) for rows in (b.rows[:cut], b.rows[cut:]) if any(x.get("id") or x.get("task_id") for x in rows)]
    if sum(len(p.rows) for p in parts) != sum(len(b.rows) for b in base.batches): parts = [Batch(b.kind, b.rows[::-1], b.exported) for b in base.batches[::-1]]
    yield from runs.differences(run(base.batches, base.zone, base.options), run(parts, base.zone, base.options))


def duplicate(seed, run):
    """A file twice changes no figure; its sound records are superseded, its broken ones are broken again."""
    base = Base(seed)
    twice = base.r.choice(base.batches)
    a, alone, b = (run(x, base.zone, base.options) for x in (base.batches, [twice, base.batches[-1]], base.batches + [twice]))
    yield from runs.differences(figures(a), figures(b))
    broken = alone["records"]["quarantined"]
    want = {"read": len(twice.rows), "accepted": 0, "superseded": len(twice.rows) - broken, "quarantined": broken}
    yield from runs.differences({k: a["records"][k] + n for k, n in want.items()}, b["records"], ".records")


def rename(seed, run):
    """Another name of an unregistered agent is another name in its own row, and nothing else."""
    base = Base(seed)
    name = base.r.choice(("bruno2", "brv", "zeca", "0"))
    renamed = copy.deepcopy(base.batches)
    for b in renamed:
        for x in b.rows:
            if x.get("created_by_agent") == "bruno": x["created_by_agent"] = name
    a, b = (run(x, base.zone, base.options) for x in (base.batches, renamed))
    a = replaced(a, "bruno", name)
    if name in ("zeca", "0"):
        # The order of the ids decides between equals.
        for report in (a, b):
            report["agents"].sort(key=lambda x: x["agentId"])
            report["system"]["bottlenecks"].sort()
            for channel in report["channels"]: channel["topAgent"] = None
    yield from runs.differences(a, b)


def display_name(seed, run):
    """The name that the config file gives to an agent or a channel is shown, and counts nowhere."""
    base = Base(seed)
    a = run(base.batches, base.zone, base.options)
    b = run(base.batches, base.zone, base.options, "agents:\n  - {id: alex, name: Alexandra, channel: amazon}\nchannels:\n  - {id: shein, name: Moda}\n")
    row(a, "alex")["agentName"] = "Alexandra"
    by(a, "channel", "channels")["shein"]["channelName"] = "Moda"
    a["settings"]["config"] = ["agents", "channels"]
    yield from runs.differences(a, b)


def swap(seed, run):
    """Two agents that change their tasks change their rows."""
    base = Base(seed)
    swapped, other = copy.deepcopy(base.batches), {"alex": "viral", "viral": "alex"}
    for b in swapped:
        for x in b.rows:
            if b.kind == "tasks": x["created_by_agent"] = other.get(x["created_by_agent"], x["created_by_agent"])
    a, b = (run(x, base.zone, base.options) for x in (base.batches, swapped))
    own = ("agentId", "agentName", "channel")
    for agent in by(a, "agentId", "agents"):
        want, got = ({k: v for k, v in x.items() if k not in own} for x in (row(a, agent), row(b, other.get(agent, agent))))
        yield from runs.differences(want, got, f".agents[{agent}]")
    yield from runs.differences({k: v for k, v in a["system"].items() if k != "bottlenecks"}, {k: v for k, v in b["system"].items() if k != "bottlenecks"}, ".system")
    yield from runs.differences(a["daily"], b["daily"], ".daily")


def shift(seed, run):
    """Every time later by some days makes every day later by as many."""
    base = Base(seed)
    days = base.r.choice((1, 1, 7, 30, 365, 4000))
    later = copy.deepcopy(base.batches)
    for b in later:
        if b.exported: b.exported += timedelta(days=days)
        for x in b.rows:
            for field in TASK_TIMES + ["at"]:
                if isinstance(x.get(field), int): x[field] += days * DAY
    a = run(base.batches, NO_CLOCK_CHANGE, base.options)
    b = run(later, NO_CLOCK_CHANGE, ["--as-of", shown(base.end + days * DAY)])
    yield from runs.differences(moved(a, days), b)


def union(seed, run):
    """Two worlds without a task in common: what counts, adds up."""
    first, second = Base(seed), Base(seed + 1_000_000)
    for b in second.batches:
        if b.exported: b.exported = first.world.first + timedelta(days=2)
        for x in b.rows:
            for field in ("id", "task_id"):
                if x.get(field): x[field] = "w2-" + x[field]
            for field in TASK_TIMES + ["at"]:
                if isinstance(x.get(field), int): x[field] += first.world.start - second.world.start
    a, b, c = (run(x, first.zone, first.options) for x in (first.batches, second.batches, first.batches + second.batches))
    yield from added(a, b, c)
    yield from runs.differences({k: a["records"][k] + b["records"][k] for k in a["records"]}, c["records"], ".records")
    events = lambda report, k: {(d["date"], d["channel"]): d[k] for d in report["daily"] if d[k]}
    for k in SERIES:
        want = events(a, k)
        for key, n in events(b, k).items(): want[key] = want.get(key, 0) + n
        yield from runs.differences({str(k): v for k, v in want.items()}, {str(k): v for k, v in events(c, k).items()}, f".daily {k}")


def windows(seed, run):
    """The tasks made before an instant and those made from it on are all tasks."""
    base = Base(seed)
    edge = shown(base.world.start + base.r.randrange(6 * 24) * DAY // 24)
    whole, before, after = (run(base.batches, base.zone, base.options + x) for x in ([], ["--to", edge], ["--from", edge]))
    yield from added(before, after, whole)


def zones(seed, run):
    """Where a day begins changes days, and no other figure."""
    base = Base(seed)
    for b in base.batches: b.exported = None
    a, b = (run(base.batches, zone, base.options) for zone in base.r.sample(["UTC", "America/Sao_Paulo", "Pacific/Auckland", "Asia/Kolkata"], 2))
    keep = [k for k in a if k not in ("timezone", "daily", "flow")]
    yield from runs.differences({k: a[k] for k in keep}, {k: b[k] for k in keep})
    for k in SERIES:
        sums = [sum(d[k] or 0 for d in report["daily"]) for report in (a, b)]
        if sums[0] != sums[1]: yield f"{k} on all days: {sums[0]} and {sums[1]}"


def alone(seed, run):
    """An agent's row is of its own tasks: without those of the others it is the same."""
    base = Base(seed)
    agent = base.r.choice(["bruno", *AGENTS])
    own = [Batch(b.kind, [x for x in b.rows if b.kind == "events" or x["created_by_agent"] == agent], b.exported) for b in base.batches]
    own = [b for b in own if b.rows] + [Batch("tasks", [base.task("one-more", agent="luna_beta")], None)]
    a, b = (run(x, base.zone, base.options) for x in (base.batches, own))
    want, got = row(a, agent), row(b, agent)
    if want is None or got is None: yield from [] if want is got else [f"{agent}: only one report has a row"]
    else: yield from runs.differences(want, got, f".agents[{agent}]")


def as_of(seed, run):
    """The world as of T is the world that was exported at T; and what is completed stays so."""
    lives = Lives(seed)
    r = random.Random(f"nexo as of {seed}")
    everything = lives.exports(lives.nights[-1])
    instants = sorted(r.choice([at for x in lives.lives for _, at in x[-1]]) + r.choice((0, -1, 1, 3_600_000)) for _ in range(2))
    reports = [run(everything, options=["--as-of", shown(t)]) for t in instants]
    for t, report in zip(instants, reports):
        then = lives.exports(t)
        if not then: continue
        a, b = figures(run(then, options=["--as-of", shown(t)])), figures(report)
        for x in (a, b):
            # A series that nobody states is unknown; at T nobody may have stated it yet.
            for d in x["daily"]:
                for k in SERIES: d[k] = d[k] or 0
        yield from runs.differences(a, b, f"as of {shown(t)}")
    for a, b in zip(reports, reports[1:]):
        if a["system"]["totalTasksCompleted"] > b["system"]["totalTasksCompleted"]: yield "a later instant lost a completed task"
        for list, id in (("agents", "agentId"), ("channels", "channel")):
            for key, x in by(a, id, list).items():
                if x["tasksCompleted"] > by(b, id, list)[key]["tasksCompleted"]: yield f"a later instant lost a completed task of {key}"
    last = run(everything)
    if last["asOf"] != shown(max(at for x in lives.lives for _, at in x[-1])): yield f"the last instant is {last['asOf']}"


PROPERTIES = [rejected, split, duplicate, rename, display_name, swap, shift, union, windows, zones, alone, as_of]


# What they need

def added(a, b, c):
    """What of the reports a and b adds up to that of c."""
    yield from runs.differences({k: a["system"][k] + b["system"][k] for k in TOTALS}, {k: c["system"][k] for k in TOTALS}, ".system")
    for list, id, total in (("agents", "agentId", "tasksGenerated"), ("channels", "channel", "totalTasks")):
        rows = [by(x, id, list) for x in (a, b, c)]
        for key in rows[0] | rows[1] | rows[2]:
            of = lambda report, k: report[key][k] if key in report else 0
            for k in [total, *COUNTS]:
                if of(rows[0], k) + of(rows[1], k) != of(rows[2], k): yield f".{list}[{key}].{k}: {of(rows[0], k)} + {of(rows[1], k)} is not {of(rows[2], k)}"
        for key, x in rows[2].items():
            spans = [y[key]["executionTime"] for y in rows[:2] if key in y and y[key]["executionTime"]["count"]]
            whole = x["executionTime"]
            if sum(s["count"] for s in spans) != whole["count"]: yield f".{list}[{key}].executionTime.count"
            elif spans and abs(sum(s["count"] * s["meanMinutes"] for s in spans) - whole["count"] * whole["meanMinutes"]) > 1e-6 * max(1, whole["count"] * whole["meanMinutes"]): yield f".{list}[{key}].executionTime.meanMinutes"
            elif spans and max(s["maxMinutes"] for s in spans) != whole["maxMinutes"]: yield f".{list}[{key}].executionTime.maxMinutes"
    for key in rows_of(c, "agentId"):
        parts = [x["estimate"]["tasks"] for report in (a, b) for x in report["agents"] if x["agentId"] == key]
        if sum(parts) != row(c, key)["estimate"]["tasks"]: yield f".agents[{key}].estimate.tasks"
    for x, y, z in zip(a["openAges"], b["openAges"], c["openAges"]):
        if x["count"] + y["count"] != z["count"]: yield f".openAges {z}"
    for x, y, z in zip(*(report["histograms"]["executionTime"] for report in (a, b, c))):
        if x["count"] + y["count"] != z["count"]: yield f".histograms {z}"
    for k in ("pendingApproval", "slowest"):
        if a[k]["total"] + b[k]["total"] != c[k]["total"]: yield f".{k}.total"


def rows_of(report, id): return [x[id] for x in report["agents"]]


def within(report):
    """What holds inside any report."""
    system, records = report["system"], report["records"]
    statuses = [k for k in TOTALS if k not in ("totalTasksGenerated", "totalTasksApproved")]
    if sum(system[k] for k in statuses) != system["totalTasksGenerated"]: yield "the statuses do not sum to all tasks"
    if sum(x["totalTasks"] for x in report["channels"]) != system["totalTasksGenerated"]: yield "the channels do not sum to all tasks"
    if sum(x["tasksGenerated"] for x in report["agents"]) > system["totalTasksGenerated"]: yield "agents have more than all tasks"
    if records["accepted"] + records["superseded"] + records["quarantined"] != records["read"]: yield "a record was lost"
    if sum(x["count"] for x in report["histograms"]["executionTime"]) != system["executionTime"]["count"]: yield "the histogram lacks some"
    open_tasks = {s: sum(x["count"] for x in report["openAges"] if x["status"] == s) for s in ("approved", "in_progress")}
    if open_tasks != {"approved": system["totalTasksApprovedOpen"], "in_progress": system["totalTasksInProgress"]}: yield f"open ages: {open_tasks}"
    for x in report["agents"] + report["channels"]:
        for rate, interval in (("approvalRate", "approvalInterval"), ("completionRate", "completionInterval")):
            if (x[rate] is None) != (x[interval] is None): yield f"{rate} without {interval}, or the other way round"
            elif x[rate] is not None and not x[interval][0] - 1e-9 <= x[rate] <= x[interval][1] + 1e-9: yield f"{rate} {x[rate]} is outside of {x[interval]}"
        t = x["executionTime"]
        if t["count"] and not t["p50Minutes"] <= t["p90Minutes"] <= t["p95Minutes"] <= t["maxMinutes"]: yield f"percentiles {t}"


def replaced(value, old, new):
    if isinstance(value, dict): return {k: replaced(v, old, new) for k, v in value.items()}
    if isinstance(value, list): return [replaced(v, old, new) for v in value]
    return new if value == old else value


def moved(value, days):
    """A report with every date and instant later by some days."""
    if isinstance(value, dict): return {k: moved(v, days) for k, v in value.items()}
    if isinstance(value, list): return [moved(v, days) for v in value]
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?", value): return value
    return (datetime.fromisoformat(value[:10]) + timedelta(days=days)).date().isoformat() + value[10:]


def check(task):
    """(property, lines) of one seed."""
    nexo, top, seed, chosen = task
    found = []
    with tempfile.TemporaryDirectory(dir=top) as folder:
        run = Runner(nexo, folder)
        for name in chosen:
            try: lines = list(globals()[name](seed, run))
            except ValueError as error: lines = [str(error)]
            found.append((name, lines + run.lines))
            run.lines = []
    return seed, found


def main():
    # A program that runs tests may block signals and hand that on: a pool could not end its workers.
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("nexo")
    p.add_argument("first", type=int)
    p.add_argument("last", type=int)
    p.add_argument("properties", nargs="*", metavar="PROPERTY", help=", ".join(f.__name__ for f in PROPERTIES))
    a = p.parse_args()
    chosen = a.properties or [f.__name__ for f in PROPERTIES]
    held = dict.fromkeys(chosen, 0)
    with tempfile.TemporaryDirectory() as top, multiprocessing.Pool() as pool:
        tasks = [(os.path.abspath(a.nexo), top, seed, chosen) for seed in range(a.first, a.last + 1)]
        for seed, found in pool.imap(check, tasks):
            for name, lines in found:
                held[name] += not lines
                if lines: print(f"{name}, seed {seed}; to see it again: metamorphic.py NEXO {seed} {seed} {name}\n  " + "\n  ".join(lines[:8]), flush=True)
    for name in chosen: print(f"{name}: holds for {held[name]} of {a.last - a.first + 1} seeds")
    sys.exit(any(n != a.last - a.first + 1 for n in held.values()))


if __name__ == "__main__": main()
