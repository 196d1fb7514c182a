#!/usr/bin/env python3
"""expected.py [NAME...]: writes expected/figures.json of each scenario by the oracle, and compares it with the scenario's
ledger (expected/ledger.json: what the generator knows to be true without any replay) where there is one."""
import sys

sys.dont_write_bytecode = True

import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIOS = os.path.join(os.path.dirname(HERE), "scenarios")
sys.path.insert(0, os.path.join(HERE, "..", "..", "Tests", "Oracle"))

import configuration
import oracle


def options(folder):
    """The options file: one option a line, as on the command line."""
    path = os.path.join(folder, "options")
    if not os.path.exists(path): return {}
    with open(path, encoding="utf-8") as f: pairs = dict(line.split() for line in f if line.strip())
    names = {"--as-of": "as_of", "--from": "start", "--to": "end"}
    return {names[k]: v for k, v in pairs.items()}


def differences(want, got, at=""):
    """Whatever the ledger states and the figures do not."""
    if isinstance(want, dict):
        for k, v in want.items():
            if isinstance(got, list): found = next((g for g in got if k in (g.get("agentId"), g.get("channel"), g.get("code"), g.get("date"), g.get("id"))), None)
            else: found = (got or {}).get(k)
            yield from differences(v, found, f"{at}.{k}")
    elif isinstance(want, float) and isinstance(got, (int, float)):
        if abs(want - got) > 1e-9 * max(1, abs(want)): yield f"{at}: the ledger says {want!r}, the oracle {got!r}"
    elif want != got: yield f"{at}: the ledger says {want!r}, the oracle {got!r}"


def daily_differences(days, figures):
    """The ledger's list of [date, channel, created, approved, rejected, started, completed], every day and channel."""
    kinds = ("date", "channel", "created", "approved", "rejected", "started", "completed")
    got = [[r[k] for k in kinds] for r in figures["daily"]]
    if got != days: yield f".daily: {sum(a != b for a, b in zip(got, days))} rows differ, {len(got)} for {len(days)}"


def layout(value, indent=""):
    """JSON with flat objects and lists on one line each, so that a difference shows as the row that differs."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    if not any(isinstance(v, (dict, list)) for v in inner): return json.dumps(value, ensure_ascii=False)
    deeper = indent + " "
    if isinstance(value, dict): parts = [f"{json.dumps(k, ensure_ascii=False)}: {layout(v, deeper)}" for k, v in value.items()]
    else: parts = [layout(v, deeper) for v in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{closing}"


def expect(name):
    folder = os.path.join(SCENARIOS, name)
    os.chdir(folder)
    c = configuration.load("nexo.yml") if os.path.exists("nexo.yml") else configuration.Configuration()
    figures = oracle.run(["input"], c, **options(folder))
    if os.path.exists("expected/ledger.json"):
        with open("expected/ledger.json", encoding="utf-8") as f: ledger = json.load(f)
        days = ledger.pop("days", None)
        wrong = list(differences(ledger, figures)) + (list(daily_differences(days, figures)) if days else [])
        if wrong: sys.exit(f"{name}:\n" + "\n".join(wrong))
    if os.path.exists("expected/exit"):
        r = figures["records"]
        print(f"{name}: no report is due; {r['read']} records, {r['quarantined']} quarantined")
        return
    with open("expected/figures.json", "w", encoding="utf-8") as f:
        f.write(layout(figures) + "\n")
    s = figures["system"]
    print(f"{name}: {figures['records']}, {s['totalTasksGenerated']} tasks, {s['systemHealth']}")


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(os.listdir(SCENARIOS)):
        os.makedirs(os.path.join(SCENARIOS, name, "expected"), exist_ok=True)
        expect(name)
