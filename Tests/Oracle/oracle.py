#!/usr/bin/env python3
"""oracle.py [--config nexo.yml] [--as-of T] [--from D] [--to D] [--timezone Z] [-o FILE] INPUT...

The figures of report.json once more, computed from the specification alone: plain code over plain records that shares
nothing with Nexo. Slow and short on purpose. What is no figure (messages, hashes, evidence) is left out."""
import sys

sys.dont_write_bytecode = True

import argparse
import json
import os
from collections import Counter

import calendar_days
import exports
import metrics
import orchestration
import records
import undated
import values
from configuration import Configuration, load, zone
from reconciliation import World
from replay import FOREVER, Life
from responses import Response, by_hand, outputs, settled


class Run:
    def __init__(self, configuration):
        self.configuration = configuration
        self.sources, self.inputs, self.findings = [], [], Counter()
        # (path, position, source, record) and (path, position, source, event) of what could be read; (path, position, row, response)
        self.tasks, self.events, self.answers = [], [], []

    def read(self, arguments):
        for path, dated in exports.find(arguments):
            source = exports.read(path, dated, self.configuration)
            if source is None:
                self.findings["skipped-file"] += 1
                continue
            self.sources.append(source)
            row = {"path": path, "kind": source.kind, "format": source.format, "exportTime": values.shown(source.exported),
                   "records": len(source.raws), "accepted": 0, "superseded": 0, "quarantined": 0, "complete": True}
            if source.kind == "agent-output" and path.endswith((".md", ".txt")): del row["format"]
            self.inputs.append(row)
            if not source.raws: self.findings["empty-input"] += 1
            reader = records.Reader(source, self.configuration)
            for position, raw in enumerate(source.raws):
                try:
                    if isinstance(raw, str): raise records.Fault(raw)
                    if source.kind == "agent-output":
                        reading = self.configuration.readings.get(path)
                        self.answers.append((os.fsencode(path), position, row, Response(raw, source, self.configuration, reading)))
                    elif source.kind == "events": self.events.append((os.fsencode(path), position, row, reader.event(raw)))
                    else: self.tasks.append((os.fsencode(path), position, row, source, reader.task(raw)))
                except records.Fault as fault:
                    row["quarantined"] += 1
                    self.findings[fault.args[0]] += 1
            self.findings["invalid-text-field"] += reader.text_faults
        self.inputs.sort(key=lambda r: os.fsencode(r["path"]))

    def settle(self):
        """One life a task; the other versions and the repeated events are superseded."""
        winners = {}
        for path, position, row, source, record in sorted(self.tasks, key=lambda x: (x[0], x[1])):
            rank = (records.keys(record, source.exported), records.fields(record, records.FIGURES),
                    records.fields(record, [f for f in records.FIELDS if f not in records.FIGURES]))
            held = winners.setdefault(record["id"], [])
            held.append((rank, row, record, source.exported))
        explicit, seen = {}, set()
        # Of the same event in several places the one with the most hours counts, then the first.
        for path, position, row, event in sorted(self.events, key=lambda x: (-1 if x[3][3] is None else -x[3][3] - 2, x[0], x[1])):
            if event[:3] in seen: row["superseded"] += 1
            else:
                seen.add(event[:3])
                row["accepted"] += 1
                explicit.setdefault(event[0], []).append(event[1:])
        self.lives, self.explicit = [], explicit
        for id, versions in winners.items():
            best = max(rank for rank, *_ in versions)
            # The first by path and position of identical ones.
            at = next(i for i, v in enumerate(versions) if v[0] == best)
            for i, (rank, row, record, exported) in enumerate(versions):
                row["accepted" if i == at else "superseded"] += 1
                if i != at and rank[0] == best[0] and rank[1] != best[1]: self.findings["version-tie"] += 1
            _, _, record, exported = versions[at]
            observed = max(records.keys(record, exported)[0], records.latest_own(record))
            self.lives.append(Life(record, observed, explicit.get(id, [])))
        self.answers.sort(key=lambda x: x[:2])
        self.responses = settled([(row, response) for _, _, row, response in self.answers])
        self.outputs = list(outputs(self.responses).values())
        self.compares = any(s.kind == "tasks" for s in self.sources)

    def world(self, t, last):
        """Outputs and stored tasks that exist as of `last`; what has no time exists since `t`."""
        def life(output, t):
            agent = self.configuration.agents.get(output.agent)
            record = records.proposed(output.id, output, agent[1] if agent else None, output.created(t))
            return Life(record, record["created_at"], self.explicit.get(output.id, []))
        return World([o for o in self.outputs if o.created(t) <= last], [x for x in self.lives if x.created <= last],
                     self.compares, t, life)

    def horizon(self):
        """The default as-of time; far values are counted and left out."""
        every = [r[4][f] for r in self.tasks for f in records.TIMES if r[4][f] is not None]
        every += [e[3][1] for e in self.events] + [s.exported for s in self.sources if s.exported is not None]
        every += [x[3].own for x in self.answers if x[3].own is not None]
        created = sorted(x.created for x in self.lives) or sorted(r.own for r in self.responses if r.own is not None)
        if created:
            gap = self.configuration.thresholds["farGapDays"] * values.DAY
            middle = (len(created) - 1) // 2
            low = high = created[middle]
            for c in created[middle:]:
                if c - high > gap: break
                high = c
            for c in reversed(created[:middle + 1]):
                if low - c > gap: break
                low = c
            near = [v for v in every if low - gap <= v <= high + gap]
            self.findings["far-timestamp"] += len(every) - len(near)
            every = near
        if every: return max(every)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return int(epoch) * 1000 if epoch else None

    def note(self, t):
        """Findings of the replay and of agent output, over the whole input."""
        c, f = self.configuration, self.findings
        every = self.world(t, FOREVER)
        lives = self.every_life = self.lives + list(every.own.values())
        f["superseded"] += sum(r["superseded"] for r in self.inputs)
        f["orphan-event"] += sum(len(events) for id, events in self.explicit.items() if id not in {x.id for x in lives})
        f["unsaved"] += len(every.unsaved)
        f["ambiguous-match"] += len(every.ambiguous)
        for r in self.responses:
            if r.failure: f[r.failure] += 1
            f["truncated-output"] += r.truncated
            f["repaired-json"] += r.repaired
            f["defaulted-field"] += sum(p.defaulted for p in r.proposals)
            f["clipped-text"] += sum(p.clipped for p in r.proposals)
        for x in lives:
            f["illegal-transition"] += x.refused
            f["time-order"] += x.disorder
            f["status-mismatch"] += x.mismatch
            f["status-without-timestamp"] += x.without_timestamp
            f["agent-channel-mismatch"] += x.agent in c.agents and c.agents[x.agent][1] not in (None, x.channel)
        f["unregistered-agent"] += len({x.agent for x in lives + self.responses} - {None, *c.agents})
        f["unregistered-channel"] += len({x.channel for x in lives} - {None, *c.channels})

    def figures(self, as_of=None, start=None, end=None, channels=None):
        c = self.configuration
        self.settle()
        default = self.horizon()
        t = values.argument(as_of, c.zone, end_of_day=True) if as_of else default
        if t is None and self.responses: return undated.figures(self.figures_at(0, start, end, channels))
        return self.figures_at(t, start, end, channels)

    def figures_at(self, t, start, end, channels):
        c, th = self.configuration, self.configuration.thresholds
        self.note(t)
        window = (values.argument(start, c.zone) if start else None, values.argument(end, c.zone) if end else None)
        bounds = (-FOREVER if window[0] is None else window[0], FOREVER if window[1] is None else window[1])
        inside = lambda time: time <= t and bounds[0] <= time < bounds[1]
        found = self.world(t, t) if t is not None else None
        world = [x for x in self.lives if x.created <= t] + list(found.own.values()) if found else []
        cohort = [x for x in world if inside(x.created)]
        given = [(path, r) for path, r in self.located() if inside(r.time(t))]
        responses = [r for _, r in given]

        agent_order = list(c.agents) + sorted({x.agent for x in cohort + responses} - {None, *c.agents}, key=str.encode)
        channel_order = list(c.channels) + sorted({x.channel for x in cohort} - {None, *c.channels}, key=str.encode)
        if max(len(agent_order) - len(c.agents), len(channel_order) - len(c.channels)) > th["unregisteredRows"]:
            raise ValueError("the row (other) is not the oracle's")
        agents = [orchestration.agent(metrics.agent(a, *(c.agents[a] if a in c.agents else (a, None)), a in c.agents,
                                                    [x for x in cohort if x.agent == a], t, th), responses, t) for a in agent_order]
        by_channel = [metrics.channel(k, c.channels.get(k, k), k in c.channels, [x for x in cohort if x.channel == k],
                                      agent_order, t, th) for k in channel_order]
        events = list(calendar_days.events(world, t, bounds, c.zone))
        listed = calendar_days.days(events, th["dailyDays"])
        every_channel = list(c.channels) + sorted({x.channel for x in world} - {None, *c.channels}, key=str.encode)
        totals = {k: sum(r[k] for r in self.inputs) for k in ("records", "accepted", "superseded", "quarantined")}
        figures = {
            "asOf": values.shown(t), "window": {"from": values.shown(window[0]), "to": values.shown(window[1])},
            "timezone": str(c.zone), "inputs": self.inputs,
            "records": {"read": totals.pop("records"), **totals},
            "findings": [{"code": k, "count": n} for k, n in sorted(self.findings.items()) if n],
            "system": metrics.system(cohort, agents, t, th), "agents": agents, "channels": by_channel,
            "daily": calendar_days.daily(self.every_life, events, listed, every_channel, t),
            "flow": calendar_days.flow(cohort, listed, t, c.zone),
            "histograms": {"executionTime": metrics.histogram(cohort, t)}, "openAges": metrics.open_ages(cohort, t),
            "pendingApproval": metrics.pending_approval(cohort, t, th["listRows"]),
            "slowest": metrics.slowest(cohort, t, th["listRows"])}
        if not self.responses: return figures
        chosen = [k for k in c.channels if channels is None or k in channels]
        return figures | {
            "plans": orchestration.plans(responses, found, c, chosen, t), "agentErrors": orchestration.errors(given, t, th["listRows"]),
            "usage": orchestration.usage(responses, agent_order),
            "reconciliation": found.figures(agent_order, self.compares, inside, t,
                                            lambda lives: metrics.listed(lives, t, th["listRows"]))}

    def located(self):
        """The responses that count, with the files in which they stand."""
        kept = set(map(id, self.responses))
        return [(row["path"], r) for _, _, row, r in self.answers if id(r) in kept]


def plain(value):
    if isinstance(value, dict): return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)): return [plain(v) for v in value]
    return metrics.number(value)


def run(inputs, configuration, as_of=None, start=None, end=None, channels=None):
    """The figures as plain JSON values."""
    r = Run(configuration)
    r.read(inputs)
    return plain(r.figures(as_of, start, end, channels))


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("inputs", nargs="+")
    p.add_argument("--config")
    p.add_argument("--as-of")
    p.add_argument("--from", dest="start")
    p.add_argument("--to", dest="end")
    p.add_argument("--timezone")
    p.add_argument("--channels", help="of plans")
    p.add_argument("--readings", help="what repaired texts hold, by hand")
    p.add_argument("-o", dest="output")
    a = p.parse_args()
    configuration = load(a.config) if a.config else Configuration()
    if a.timezone: configuration.zone = zone(a.timezone)
    if a.readings: configuration.readings = by_hand(a.readings)
    chosen = a.channels.split(",") if a.channels else None
    text = json.dumps(run(a.inputs, configuration, a.as_of, a.start, a.end, chosen), ensure_ascii=False, indent=1) + "\n"
    if a.output:
        with open(a.output, "w", encoding="utf-8") as f: f.write(text)
    else: sys.stdout.write(text)


if __name__ == "__main__": main()
