"""What the files say: records of tasks and events as plain values, in batches that were exported at the same time.

A time is an integer (milliseconds since 1970 UTC), hours are text, tags a list, metadata a dict; what cannot be read is `Raw`."""
import random
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONES = ["UTC", "America/Sao_Paulo", "Europe/Lisbon", "Asia/Kolkata", "America/New_York"]
AGENTS = ["alex", "marina", "sunny", "tren", "viral", "premium"]
CHANNELS = dict(zip(AGENTS, ["amazon", "mercadolivre", "shopee", "shein", "tiktokshop", "kaway"]))
STATUSES = ["pending", "awaiting_approval", "approved", "in_progress", "completed", "rejected", "cancelled"]
TASK_TIMES = ["created_at", "submitted_at", "approved_at", "rejected_at", "started_at", "completed_at", "cancelled_at", "updated_at"]
TASK_FIELDS = ["id", "title", "description", "status", "channel", "priority", "category", "created_by_agent", "admin_approved", "source_type",
               *TASK_TIMES, "assigned_to", "assigned_by", "approved_by", "estimated_hours", "actual_hours", "rejection_reason", "tags",
               "plan_id", "metadata"]
EVENT_FIELDS = ["task_id", "event", "at", "actor", "reason", "actual_hours"]
EVENTS = ["created", "submitted", "approved", "rejected", "assigned", "started", "completed", "cancelled", "reopened"]
TITLES = ["Fotos do romper", "a,b;c\td|e", 'diz "oi" e \'tchau\'', "duas\nlinhas", "três\r\nlinhas", "ção <b>&amp;</b> ]]> x", "17", "true", "null",
          "=1+1", "\\N \\\" \\u0041 /", "日本語 😀 e\u0301", "<task><id>x</id></task>", '{"id":"x","status":"open"},', "-- # // /*", "NULL", None]
ODD_IDS = ["a,b", 'q"q', "ç-1", "0017", "1e3", "x y", "i" * 200, "null", "id"]


class Raw(str):
    """A text that stands where something else belongs; written as it is."""


class Batch:
    """Records of one kind; `exported` is the local time of their export in the report's zone, or nothing."""

    def __init__(self, kind, rows, exported): self.kind, self.rows, self.exported = kind, rows, exported


class World:
    def __init__(self, seed):
        r = self.r = random.Random(f"nexo world {seed}")
        self.zone, self.assumed = r.choice(ZONES), r.choice(ZONES)
        self.first = datetime(2025, r.randrange(1, 13), r.randrange(1, 29))
        self.start = int(self.first.replace(tzinfo=ZoneInfo("UTC")).timestamp()) * 1000
        kind = r.randrange(4)
        self.ids = [str(uuid.UUID(int=r.getrandbits(128), version=4)) if kind == 0 else f"{17 + i}" if kind == 1 else f"t-{i}" for i in range(r.randrange(2, 14))]
        if kind == 3: self.ids += r.sample(ODD_IDS, 3)
        self.agents = AGENTS + r.choice(([], ["bruno", "luna_beta"]))
        self.channels = list(CHANNELS.values()) + r.choice(([], ["feira_livre"]))
        self.batches = []
        for _ in range(r.randrange(1, 4)):
            self.batches.append(Batch("tasks", [self.task() for _ in range(r.randrange(1, 14))], self.moment() if r.random() < 0.5 else None))
        if r.random() < 0.6: self.batches.append(Batch("events", [self.event() for _ in range(r.randrange(1, 16))], None))
        for batch in self.batches:
            first = batch.rows[0]
            name = "id" if batch.kind == "tasks" else "task_id"
            if first[name] is None: first[name] = self.ids[0]
        self.options = []
        if r.random() < 0.3: self.options += ["--as-of", self.day(r.randrange(2, 8))]
        if r.random() < 0.2: self.options += ["--from", self.day(r.randrange(0, 4))]
        if r.random() < 0.2: self.options += ["--to", self.day(r.randrange(4, 9))]
        self.configuration = f"""timezone: {self.zone}
assume_timezone: {self.assumed}
status_map:
  Concluído: completed
inputs:
  - path: "*.br.csv*"
    encoding: windows-1252
    decimal: ","
    dates: dmy
"""

    def day(self, after): return f"{self.first + timedelta(days=after):%Y-%m-%d}"

    def moment(self): return self.first + timedelta(days=self.r.randrange(1, 6), hours=self.r.choice((0, 0, 12, 15)))

    def time(self):
        """Often a whole second, minute or midnight, so that every spelling has its turn."""
        r = self.r
        at = self.start + r.randrange(6 * 24) * 3_600_000
        way = r.randrange(8)
        if way == 0: return self.start + r.randrange(6) * 86_400_000
        if way < 3: return at
        if way < 5: return at + r.randrange(3600) * 1000
        if way == 5: return at + r.randrange(60) * 60_000 + 59_999
        return at + r.randrange(3_600_000)

    def task(self):
        r = self.r
        row = dict.fromkeys(TASK_FIELDS)
        row |= {"id": r.choice(self.ids), "title": r.choice(TITLES), "description": r.choice((None, None, *TITLES)), "status": r.choice(STATUSES),
                "channel": r.choice(self.channels), "created_by_agent": r.choice((None, *self.agents, *AGENTS)), "priority": r.choice((None, "high", "média")),
                "category": r.choice((None, "scaling")), "admin_approved": r.choice((None, True, False)), "source_type": r.choice((None, "user")),
                "created_at": min(self.time(), self.time()), "estimated_hours": r.choice((None, "2", "2.5", "0", "0.25", "100")),
                "actual_hours": r.choice((None, "3", "0.0001", "1.3333")), "assigned_to": r.choice((None, "Ana", "17")),
                "tags": r.choice((None, [], ["verão"], ["a", "b c", "17"])), "metadata": r.choice((None, {}, {"planId": "p-1"}, {"a": "b", "planId": "p 2"})),
                "plan_id": r.choice((None, None, "p-1")), "rejection_reason": r.choice((None, None, "caro; demais"))}
        for name in TASK_TIMES[1:]:
            if r.random() < 0.3: row[name] = self.time()
        if r.random() < 0.05: row |= self.fault()
        return row

    def fault(self):
        return self.r.choice(({"status": Raw("dnoe")}, {"status": None}, {"created_at": Raw("2025-02-30")}, {"created_at": None}, {"id": None}, {"id": Raw("j" * 201)},
                              {"estimated_hours": Raw("1,000.5")}, {"actual_hours": Raw("-1")}, {"admin_approved": Raw("maybe")}, {"metadata": Raw("[1]")},
                              {"approved_at": Raw("99999999")}, {"started_at": Raw("2025-01-01T24:00")}, {"actual_hours": Raw("NaN")}, {"updated_at": Raw("soon")}))

    def event(self):
        r = self.r
        row = {"task_id": r.choice(self.ids + ["unknown"]), "event": r.choice(EVENTS[1:]), "at": self.time(), "actor": r.choice((None, "ana")),
               "reason": r.choice((None, *TITLES)), "actual_hours": r.choice((None, None, "1.5", "4"))}
        if r.random() < 0.04: row |= r.choice(({"event": Raw("archived")}, {"at": Raw("2025-13-01")}, {"task_id": None}, {"actual_hours": Raw("x")}))
        return row
