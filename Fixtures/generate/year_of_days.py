#!/usr/bin/env python3
"""2025 in New York: 365 days, one of 23 hours (9 March) and one of 25 (2 November), few tasks a day.

The ledger is kept while generating: the local day of each event is chosen first, its instant follows from it."""
import sys

sys.dont_write_bytecode = True

from collections import Counter
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from expected import layout
from writers import ndjson, new_id, put, rng, utc

ZONE = ZoneInfo("America/New_York")
AGENTS = [("alex", "amazon"), ("marina", "mercadolivre"), ("sunny", "shopee"), ("tren", "shein"), ("viral", "tiktokshop"), ("premium", "kaway")]
EDGES = [  # created as written, its instant in UTC, its local day
    ("2025-03-09T01:59:59.999", "2025-03-09T06:59:59.999Z", "2025-03-09"),
    ("2025-03-09T02:30:00", "2025-03-09T07:30:00.000Z", "2025-03-09"),  # does not exist: read with the offset before
    ("2025-03-09T03:00:00", "2025-03-09T07:00:00.000Z", "2025-03-09"),
    ("2025-03-09T23:59:59.999", "2025-03-10T03:59:59.999Z", "2025-03-09"),
    ("2025-03-10T00:00:00", "2025-03-10T04:00:00.000Z", "2025-03-10"),
    ("2025-11-02T00:00:00", "2025-11-02T04:00:00.000Z", "2025-11-02"),
    ("2025-11-02T01:30:00", "2025-11-02T05:30:00.000Z", "2025-11-02"),  # twice: the earlier
    ("2025-11-02T01:30:00-05:00", "2025-11-02T06:30:00.000Z", "2025-11-02"),  # the later, by its offset
    ("2025-11-02T23:59:59.999", "2025-11-03T04:59:59.999Z", "2025-11-02"),
    ("2025-11-03T00:00:00", "2025-11-03T05:00:00.000Z", "2025-11-03"),
]


class Year:
    def __init__(self):
        self.rng, self.rows, self.count = rng("year"), [], Counter()
        self.minutes, self.agents = [], {a: Counter() for a, _ in AGENTS}

    def note(self, day, channel, kind):
        self.count[day, channel, kind] += 1

    def row(self, agent, channel, created, status, **more):
        self.rows.append({"id": new_id(self.rng), "title": f"Tarefa {len(self.rows) + 1}", "status": status, "channel": channel,
                          "created_by_agent": agent, "admin_approved": status in ("approved", "in_progress", "completed"),
                          "created_at": created, **more})
        self.agents[agent]["tasksGenerated"] += 1
        if status in ("approved", "in_progress", "completed"): self.agents[agent]["tasksApproved"] += 1
        key = {"completed": "tasksCompleted", "rejected": "tasksRejected", "pending": "tasksPending", "approved": "tasksApprovedOpen",
               "in_progress": "tasksInProgress"}[status]
        self.agents[agent][key] += 1

    def day(self, day):
        r = self.rng
        for _ in range(r.choice((1, 1, 2, 2, 3))):
            agent, channel = r.choice(AGENTS)
            # Working hours: no clock is changed then, so that local and elapsed time agree within the day.
            start = datetime(day.year, day.month, day.day, r.randrange(8, 12), r.randrange(60), r.randrange(60), tzinfo=ZONE)
            at = lambda minutes: utc(start + timedelta(minutes=minutes))
            self.note(day, channel, "created")
            fate = r.random()
            if fate < 0.12: self.row(agent, channel, at(0), "pending")
            elif fate < 0.27:
                self.row(agent, channel, at(0), "rejected", rejected_at=at(90))
                self.note(day, channel, "rejected")
            else:
                self.note(day, channel, "approved")
                if fate < 0.4: self.row(agent, channel, at(0), "approved", approved_at=at(45))
                else:
                    self.note(day, channel, "started")
                    if fate < 0.5: self.row(agent, channel, at(0), "in_progress", approved_at=at(45), started_at=at(60))
                    else:
                        span = r.randrange(90, 480)
                        self.row(agent, channel, at(0), "completed", approved_at=at(45), started_at=at(60), completed_at=at(span))
                        self.note(day, channel, "completed")
                        self.minutes.append(span)

    def edges(self):
        for written, instant, day in EDGES:
            self.row("alex", "amazon", written, "pending")
            self.note(date.fromisoformat(day), "amazon", "created")
        # Through the night of the clock: 22:00 to 10:00 by the wall is 11 hours in March, 13 in November.
        for first, second, elapsed in (("2025-03-08", "2025-03-09", 11), ("2025-11-01", "2025-11-02", 13)):
            self.row("premium", "kaway", f"{first}T22:00:00", "completed", approved_at=f"{first}T22:30:00",
                     started_at=f"{first}T23:00:00", completed_at=f"{second}T10:00:00")
            for kind in ("created", "approved", "started"): self.note(date.fromisoformat(first), "kaway", kind)
            self.note(date.fromisoformat(second), "kaway", "completed")
            self.minutes.append(elapsed * 60)

    def ledger(self):
        channels = [c for _, c in AGENTS]
        days = [date(2025, 1, 1) + timedelta(days=i) for i in range(365)]
        kinds = ("created", "approved", "rejected", "started", "completed")
        totals = sum(self.agents.values(), Counter())
        return {"system": {"totalTasksGenerated": len(self.rows), "totalTasksApproved": totals["tasksApproved"],
                           "totalTasksCompleted": totals["tasksCompleted"], "totalTasksRejected": totals["tasksRejected"],
                           "executionTime": {"count": len(self.minutes), "meanMinutes": sum(self.minutes) / len(self.minutes)}},
                "agents": {a: dict(c) for a, c in self.agents.items()},
                "findings": [],
                "days": [[d.isoformat(), c, *(self.count[d, c, k] for k in kinds)] for d in days for c in channels]}


if __name__ == "__main__":
    year = Year()
    for i in range(365): year.day(date(2025, 1, 1) + timedelta(days=i))
    year.edges()
    quarter = len(year.rows) // 4 + 1
    for k in range(4): put("year-of-days", f"input/part-{k + 1}.ndjson", ndjson(year.rows[k * quarter:(k + 1) * quarter]))
    put("year-of-days", "expected/ledger.json", layout(year.ledger()) + "\n")
