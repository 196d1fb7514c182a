#!/usr/bin/env python3
"""expected.py [NAME...]: writes expected/figures.json of each scenario (and `postgres`) by the oracle, and compares it with the scenario's
ledger (expected/ledger.json: what the generator knows to be true without any replay) where there is one."""
import sys

sys.dont_write_bytecode = True

import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIOS = os.path.join(os.path.dirname(HERE), "scenarios")
POSTGRES = os.path.join(os.path.dirname(HERE), "postgres")
sys.path.insert(0, os.path.join(HERE, "..", "..", "Tests", "Oracle"))

import configuration
import oracle
import responses


def options(folder):
    """The options file: one option a line, as on the command line."""
    path = os.path.join(folder, "options")
    if not os.path.exists(path): return {}
    with open(path, encoding="utf-8") as f: pairs = dict(line.split() for line in f if line.strip())
    names = {"--as-of": "as_of", "--from": "start", "--to": "end"}
    # What a role may see changes no figure.
    return {names[k]: v for k, v in pairs.items() if k != "--role"}


def configured(folder):
    """The scenario's config, and what its texts hold once repaired."""
    c, readings = configuration.Configuration(), os.path.join(folder, "readings.json")
    if os.path.exists(os.path.join(folder, "nexo.yml")): c = configuration.load(os.path.join(folder, "nexo.yml"))
    if os.path.exists(readings): c.readings = responses.by_hand(readings)
    return c


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


def agreed(folder, figures, name):
    """Stops where the ledger and the oracle differ."""
    path = os.path.join(folder, "expected", "ledger.json")
    if not os.path.exists(path): return
    with open(path, encoding="utf-8") as f: ledger = json.load(f)
    days = ledger.pop("days", None)
    wrong = list(differences(ledger, figures)) + (list(daily_differences(days, figures)) if days else [])
    if wrong: sys.exit(f"{name}:\n" + "\n".join(wrong))


def write(folder, figures):
    with open(os.path.join(folder, "expected", "figures.json"), "w", encoding="utf-8") as f: f.write(layout(figures) + "\n")


def expect(name):
    folder = os.path.join(SCENARIOS, name)
    os.chdir(folder)
    os.makedirs("expected", exist_ok=True)
    figures = oracle.run(["input"], configured(folder), **options(folder))
    agreed(folder, figures, name)
    r, s = figures["records"], figures["system"]
    if os.path.exists("expected/exit"): return print(f"{name}: no report is due; {r['read']} records, {r['quarantined']} quarantined")
    write(folder, figures)
    print(f"{name}: {r}, {s['totalTasksGenerated']} tasks, {s['systemHealth']}")


def expect_postgres():
    """Two variants in four forms: one set of figures for all eight, but for the inputs."""
    os.chdir(POSTGRES)
    forms = [f"{variant}/tasks.{form}" for variant in ("timestamp", "timestamptz") for form in ("csv", "json", "ndjson", "xml")]
    every = {form: oracle.run([form], configuration.Configuration()) for form in forms}
    for figures in every.values(): del figures["inputs"]
    for form in forms[1:]:
        if every[form] != every[forms[0]]: sys.exit(f"postgres: {form} and {forms[0]} give different figures")
    agreed(POSTGRES, every[forms[0]], "postgres")
    write(POSTGRES, every[forms[0]])
    print(f"postgres: {len(forms)} exports agree")


if __name__ == "__main__":
    for name in sys.argv[1:] or [*sorted(os.listdir(SCENARIOS)), "postgres"]:
        if name == "postgres": expect_postgres()
        else: expect(name)
