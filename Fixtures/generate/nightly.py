#!/usr/bin/env python3
"""Three weeks of six agents: nights that export what changed in the last days, in three formats, with the faults that
real exports have. What each task went through is decided first and counted in the ledger; the exports are snapshots."""
import sys

sys.dont_write_bytecode = True

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import nightly_answers
from expected import layout
from nightly_texts import ACTIONS, DETAILS, PRODUCTS, REASONS
from writers import BOM, csv_text, json_array, new_id, present, put, rng, utc, xml, xml_fields

ZONE = ZoneInfo("America/Sao_Paulo")
FIRST, LAST = date(2026, 2, 2), date(2026, 2, 23)
CHANNEL = {"alex": "amazon", "marina": "mercadolivre", "sunny": "shopee", "tren": "shein", "viral": "tiktokshop",
           "bruno": "mercadolivre", "luna_beta": "magalu", None: "kaway"}
# Tasks; shares that are approved, and of those started and completed; hours of work; whether the work waits for the next day.
PLAN = {"alex": (84, 0.92, 0.95, 0.93, (0.5, 3), 0.0), "marina": (78, 0.88, 0.92, 0.86, (4, 10), 0.85), "sunny": (72, 0.86, 0.93, 0.9, (1, 5), 0.1),
        "tren": (70, 0.44, 0.75, 0.7, (3, 10), 0.4), "viral": (64, 0.9, 0.93, 0.9, (1.5, 6), 0.1), "bruno": (11, 0.9, 0.9, 0.9, (1, 4), 0.0),
        "luna_beta": (7, 0.8, 0.8, 0.8, (1, 3), 0.0), None: (4, 0.8, 0.9, 0.9, (1, 5), 0.2)}
KINDS = ["created", "submitted", "approved", "rejected", "started", "completed", "cancelled"]
REACHES = {"created": "pending", "submitted": "awaiting_approval", "approved": "approved", "rejected": "rejected",
           "started": "in_progress", "completed": "completed", "cancelled": "cancelled"}
NIGHTS = [date(2026, 2, d) for d in (3, 6, 10, 13, 17, 20, 22, 24)]


class Task:
    """Its whole life, whatever the exports show of it."""

    def __init__(self, r, agent, day):
        self.id, self.agent, self.channel = new_id(r), agent, CHANNEL[agent]
        # Now and then a video is made for another channel.
        if agent == "viral" and r.randrange(15) == 0: self.channel = "shopee"
        # What the last export says otherwise than it was: fields of its row.
        self.told = {}
        product, (action, self.category) = r.choice(PRODUCTS), r.choice(ACTIONS[agent])
        self.title = action.format(p=product)
        self.description = " ".join(r.sample(DETAILS, r.choice((1, 2))))
        self.priority = r.choices(("high", "medium", "low"), (2, 5, 3))[0]
        self.tags = sorted(r.sample(["seo", "fotos", "preço", "frete", "bebê", "menina", "menino"], r.randrange(0, 3)))
        self.plan = f"plano-{day:%Y-%m-%d}"
        self.estimated, self.actual = None, None
        self.reason, self.approver, self.worker = None, None, None
        created = datetime(day.year, day.month, day.day, r.randrange(7, 10), r.randrange(60), r.randrange(60), r.randrange(1000) * 1000, tzinfo=ZONE)
        self.events = {"created": created}
        self.live(r, PLAN[agent])

    def live(self, r, plan):
        _, approved, started, completed, work, overnight = plan
        created = self.events["created"]
        if r.random() < 0.8: self.estimated = r.choice((0.5, 1, 1.5, 2, 2.5, 4, 6, 8))
        if r.random() < 0.3: self.events["submitted"] = created + timedelta(minutes=r.randrange(2, 30))
        decided = office(created + timedelta(minutes=r.randrange(30, 210), seconds=r.randrange(60)))
        luck = r.random()
        if luck > approved:
            # What is not approved: most is rejected within the day, some waits, a little is cancelled.
            fate = r.random()
            if fate < 0.72: self.events["rejected"], self.reason = decided, r.choice(REASONS)
            elif fate < 0.8: self.events["cancelled"] = decided
            return
        self.events["approved"], self.approver = decided, r.choice(("carla.souza", "renata.lima"))
        if r.random() > started: return
        begin = office(decided + timedelta(minutes=r.randrange(5, 60), seconds=r.randrange(60)))
        if r.random() < overnight: begin = office(datetime(begin.year, begin.month, begin.day, 9, r.randrange(60), tzinfo=ZONE) + timedelta(days=1))
        self.events["started"], self.worker = begin, r.choice(("joao", "patricia", "equipe-fotos"))
        if r.random() > completed: return
        hours = r.uniform(*work)
        self.events["completed"] = during(begin, hours)
        if r.random() < 0.7: self.actual = round(hours * 4) / 4

    @property
    def status(self):
        if "status" in self.told: return self.told["status"]
        return REACHES[[k for k in KINDS if k in self.events][-1]]

    def cut(self, moment):
        """Nothing happens after the last export."""
        self.events = {k: v for k, v in self.events.items() if v < moment}
        if self.status != "completed": self.actual = None
        if "rejected" not in self.events: self.reason = None
        if "started" not in self.events: self.worker = None
        if "approved" not in self.events: self.approver = None

    def changed(self, moment):
        return max(v for v in self.events.values() if v < moment)

    def snapshot(self, moment):
        """The row as the task manager holds it at that moment."""
        then = {k: v for k, v in self.events.items() if v < moment}
        status = REACHES[[k for k in KINDS if k in then][-1]]
        row = {"id": self.id, "title": self.title, "description": self.description, "status": status, "channel": self.channel, "priority": self.priority,
               "category": self.category, "created_by_agent": self.agent,
               "admin_approved": "approved" in then and status != "rejected", "source_type": "ai_generated" if self.agent else "user"}
        row |= {f"{k}_at": then.get(k) for k in KINDS} | {"updated_at": self.changed(moment)}
        row |= {"assigned_to": self.worker if "started" in then else None, "approved_by": self.approver if "approved" in then else None,
                "estimated_hours": self.estimated, "actual_hours": self.actual if "completed" in then else None,
                "rejection_reason": self.reason if "rejected" in then else None, "tags": self.tags,
                "metadata": {"planId": self.plan, "prompt_version": "v3"} if self.agent else None}
        return row


def office(moment):
    """The next moment within 8:30 to 18:30 of a weekday."""
    while moment.weekday() >= 5 or (moment.hour, moment.minute) >= (18, 30):
        moment = datetime(moment.year, moment.month, moment.day, 8, 30, moment.second, tzinfo=ZONE) + timedelta(days=1)
    return moment if (moment.hour, moment.minute) >= (8, 30) else moment.replace(hour=8, minute=30 + moment.minute // 2)


def during(begin, hours):
    """That many working hours later."""
    left, now = timedelta(seconds=int(hours * 3600)), begin
    while True:
        end = now.replace(hour=18, minute=30, second=0)
        if now + left <= end: return now + left
        left -= max(end - now, timedelta(0))
        now = office(datetime(now.year, now.month, now.day, 8, 30, tzinfo=ZONE) + timedelta(days=1))


def world(r):
    days = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
    days = [d for d in days if d.weekday() < 5 and d not in (date(2026, 2, 16), date(2026, 2, 17))]  # Carnival
    tasks = [Task(r, agent, r.choice(days)) for agent, (count, *_) in PLAN.items() for _ in range(count)]
    tasks.sort(key=lambda t: (t.events["created"], t.id))
    end = night(LAST + timedelta(days=1))
    for t in tasks: t.cut(end)
    return tasks


def night(day):
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=ZONE)


def postgres(moment):
    return None if moment is None else f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03d}-03"


def wall(moment):
    """Local time without a zone: nexo.yml says whose (`assume_timezone`)."""
    return None if moment is None else f"{moment.astimezone(ZONE):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}"


def unix(moment):
    return None if moment is None else round(moment.timestamp() * 1000)


def written(row, time, **changes):
    return {k: time(v) if isinstance(v, datetime) else v for k, v in (row | changes).items()}


def camel(row):
    def name(key):
        head, *rest = key.split("_")
        return key if key == "created_by_agent" else head + "".join(w.capitalize() for w in rest)
    return {name(k): v for k, v in row.items()}


def disturb(tasks, r):
    """Faults that do not cost the record, in the last night's export; the ledger knows what they change."""
    moment = night(NIGHTS[-1])
    recent = [t for t in tasks if t.agent and t.changed(moment) >= moment - timedelta(days=5)]
    done = [t for t in recent if t.status == "completed" and t.actual]
    a, b, c, d, e, f, g = r.sample(done, 7)
    for t in (a, b): t.told = {"completed_at": None}  # status-without-timestamp
    r.choice([t for t in recent if t.status == "rejected"]).told = {"rejected_at": None}  # and once more
    c.told = {"submitted_at": None, "approved_at": c.events["created"] - timedelta(minutes=30)}  # time-order
    d.told = {"status": "in_progress"}  # status-mismatch: it has completed_at
    e.told = {"approved_at": e.events["completed"] + timedelta(minutes=40), "started_at": None}  # approved afterwards: illegal, and a mismatch
    for t in (f, g): t.told = {"metadata": "planId: ver planilha"}  # invalid-text-field
    r.choice([t for t in done if not t.told]).told = {"updated_at": datetime(2062, 2, 23, 12, tzinfo=ZONE)}  # far-timestamp: a typing error
    return {"status-without-timestamp": 3, "time-order": 1, "status-mismatch": 2, "illegal-transition": 1, "invalid-text-field": 2, "far-timestamp": 1}


def exports(tasks):
    """The rows of each night: what changed since five days before it, and what is still open."""
    for day in NIGHTS:
        moment = night(day)
        known = [t for t in tasks if t.events["created"] < moment]
        rows = [t.snapshot(moment) | (t.told if day == NIGHTS[-1] else {}) for t in known if t.changed(moment) >= moment - timedelta(days=5)]
        yield day, rows


COLUMNS = ["id", "title", "description", "status", "channel", "priority", "category", "created_by_agent", "admin_approved", "source_type",
           *(f"{k}_at" for k in KINDS), "updated_at", "assigned_to", "approved_by", "estimated_hours", "actual_hours", "rejection_reason",
           "tags", "metadata"]
SPOKEN = {"mercadolivre": "Mercado Livre", "tiktokshop": "TikTok Shop", "amazon": "Amazon", "shopee": "Shopee", "shein": "Shein",
          "kaway": "Kaway", "magalu": "Magalu"}


class Broken:
    """Rows that no reader can use, each in the form of its file; counted by the code that they deserve."""

    def __init__(self, r):
        self.r, self.codes = r, Counter()

    def row(self, code, **changes):
        self.codes[code] += 1
        base = {"id": new_id(self.r), "title": "Registro com defeito", "status": "pending", "channel": "amazon", "created_by_agent": "alex",
                "admin_approved": False, "created_at": "2026-02-05T12:00:00.000Z"}
        return base | changes

    def raw(self, code, text):
        self.codes[code] += 1
        return text


def insert(rows, positions, extra):
    """The extra rows, spread over the file; never at its end."""
    for at, row in zip(positions, extra): rows.insert(at % max(1, len(rows) - 1), row)
    return rows


def write(tasks, r):
    """The eight nights; returns (rows, quarantined) of what was written and the codes."""
    b, name = Broken(r), "nightly"
    nights = dict(exports(tasks))
    read = 0

    def at(day): return [dict(row) for row in nights[date(2026, 2, day)]]

    # 3 February, CSV: PostgreSQL's way of writing times.
    rows = [written(x, postgres) for x in at(3)]
    extra = [b.row("unknown-status", status="dnoe"), b.row("missing-field", status=None)]
    rows = insert(rows, (7, 15), extra)
    read += len(rows)
    put(name, "input/2026-02-03/tasks.csv", csv_text(COLUMNS, rows))

    # 6 February, JSON: an object with the time of export beside the list.
    rows = [written(x, utc) for x in at(6)]
    extra = [b.row("invalid-timestamp", created_at="2026-02-30T10:00:00Z"), b.raw("malformed-record", '"linha de rodapé"'),
             b.row("invalid-number", estimated_hours="2h30")]
    rows = insert(rows, (11, 23, 41), extra)
    read += len(rows)
    put(name, "input/2026-02-06/tasks.json", '{"exported_at": "2026-02-06T05:00:00Z", "source": "task-manager", "tasks": ' + json_array(rows) + "}\n")

    # 10 February, XML: an element a field; local times.
    rows = [written(x, wall, channel=SPOKEN[x["channel"]]) for x in at(10)]
    extra = [b.row("invalid-boolean", admin_approved="talvez"), b.row("invalid-timestamp", created_at="10 de fevereiro")]
    rows = insert(rows, (5, 50), extra)
    read += len(rows)
    put(name, "input/2026-02-10/tarefas.xml", xml(rows, "tarefas", "task"))

    # 13 February, CSV as a Brazilian spreadsheet saves it: semicolons, a BOM, CRLF, headings with spaces.
    rows = [written(x, utc, status=x["status"].replace("_", " ").capitalize()) for x in at(13)]
    short = b.raw("wrong-field-count", "Cabeçalho repetido;da planilha")
    bad = b.raw("invalid-encoding", "@@LATIN1@@")
    rows = insert(rows, (9, 31), [short, bad])
    read += len(rows)
    text = csv_text(COLUMNS, rows, ";", [c.replace("_", " ").title() for c in COLUMNS], "\r\n")
    line = ";".join([new_id(r), "Cal\udce7a saruel beb\udcea", "", "Pending", "amazon", "low", "optimization", "alex", "false", "ai_generated",
                     "2026-02-12T12:00:00Z"] + [""] * (len(COLUMNS) - 11))
    put(name, "input/2026-02-13/tarefas.csv", (BOM + text.replace("@@LATIN1@@", line)).encode("utf-8", "surrogateescape"))
    put(name, "input/2026-02-13/LEIAME.txt", "Exportado pela planilha da Carla; o painel estava fora do ar.\n")

    # 17 February, JSON: an array, names in camel case, Unix milliseconds, no updated_at.
    rows = [camel(present(written({k: v for k, v in x.items() if k != "updated_at"}, unix))) for x in at(17)]
    extra = [b.row("missing-field", created_at=None), b.row("missing-field", channel=None, created_by_agent=None)]
    rows = insert(rows, (3, 19), extra)
    read += len(rows)
    put(name, "input/tasks-20260217T0200.json", json_array(rows) + "\n")

    # 20 February, XML: as mysqldump writes it.
    rows = [written(x, postgres, tags=None) for x in at(20)]
    extra = [b.row("unknown-status", status="quase pronto"), b.row("invalid-number", estimated_hours="-2")]
    rows = insert(rows, (13, 57), extra)
    read += len(rows)
    put(name, "input/2026-02-20/dump.xml", xml_fields(rows))

    # 22 February, CSV: tabs; agents by their other names.
    other = {"alex": "marketplace-amazon", "marina": "Marina", "bruno": "Bruno", "luna_beta": "Luna-Beta"}
    rows = [written(x, wall, created_by_agent=other.get(x["created_by_agent"], x["created_by_agent"]), channel=SPOKEN[x["channel"]]) for x in at(22)]
    extra = [b.row("invalid-id", id="x" * 240), b.row("wrong-field-count")]
    rows = insert(rows, (21, 4), extra[:1] + ["uma\tlinha\tcurta"])
    read += len(rows)
    put(name, "input/2026-02-22/tasks.csv", csv_text(COLUMNS, rows, "\t"))

    # 24 February, two files: JSON for all, and what people asked for by hand in XML.
    rows = [written(x, utc) for x in at(24)]
    extra = [b.row("invalid-value", channel=["amazon", "shopee"]), b.row("invalid-timestamp", created_at=20260223)]
    agents = insert([x for x in rows if x["created_by_agent"]], (29, 33), extra)
    people = [written(t.snapshot(night(NIGHTS[-1])), utc) for t in tasks if not t.agent]
    # The same task twice with different hours, exported in the same second.
    twin = next(x for x in agents if x.get("updated_at", "").startswith("2026-02-23") and x.get("estimated_hours"))
    agents.insert(17, twin | {"estimated_hours": twin["estimated_hours"] + 1})
    read += len(agents) + len(people)
    put(name, "input/2026-02-24/tasks.json", '{"exported_at": "2026-02-24T02:00:00-03:00", "tasks": ' + json_array(agents) + "}\n")
    put(name, "input/2026-02-24/pedidos.xml", xml(people, "pedidos", "item"))
    return read, b.codes


def journal(tasks, r):
    """The last days' events, as the task manager's log has them: they say what the records say, but for an id that no record has, an event
    that nobody knows, and a line that came twice."""
    since = night(date(2026, 2, 20))
    def event(t, kind):
        row = {"task_id": t.id, "event": kind, "at": utc(t.events[kind]), "actor": t.approver if kind in ("approved", "rejected") else t.worker,
               "reason": t.reason if kind == "rejected" else None, "actual_hours": t.actual if kind == "completed" else None}
        return {k: v for k, v in row.items() if v is not None}
    rows = [event(t, kind) for t in tasks if not t.told for kind, at in t.events.items() if kind != "created" and at >= since]
    rows.sort(key=lambda row: (row["at"], row["task_id"], KINDS.index(row["event"])))
    rows.insert(20, {"task_id": new_id(r), "event": "completed", "at": "2026-02-21T18:00:00.000Z", "actor": "joao"})
    rows.insert(30, {"task_id": rows[3]["task_id"], "event": "arquivado", "at": "2026-02-21T18:30:00.000Z"})
    return rows + [rows[-1]], {"orphan-event": 1}, Counter({"unknown-event": 1})


def ledger(tasks, read, codes, noted, answers):
    """Counted from the lives, not from the exports."""
    said, again, found, reconciled, lost = answers
    def counts(some):
        statuses = Counter(t.status for t in some)
        return {"Approved": sum("approved" in t.events and t.status != "rejected" for t in some), "Rejected": statuses["rejected"],
                "Completed": statuses["completed"], "Cancelled": statuses["cancelled"], "Pending": statuses["pending"] + statuses["awaiting_approval"],
                "ApprovedOpen": statuses["approved"], "InProgress": statuses["in_progress"]}

    def timed(t): return t.status == "completed" and t.told.get("completed_at", t) is not None

    def minutes(some):
        spans = [(t.events["completed"] - t.events["created"]) // timedelta(milliseconds=1) for t in some if timed(t)]
        return sum(spans) / len(spans) / 60_000 if spans else None

    def of(agent): return [t for t in tasks if t.agent == agent]
    ids = ["alex", "marina", "sunny", "tren", "viral", "premium", "bruno", "luna_beta"]
    rows = {a: {"tasksGenerated": len(of(a))} | {"tasks" + k: v for k, v in counts(of(a)).items()} | {"averageExecutionTime": minutes(of(a))} for a in ids}
    # What agents proposed and nobody stored waits as well.
    for agent, _ in lost:
        for k in ("tasksGenerated", "tasksPending"): rows[agent][k] += 1
    for agent in ("alex", "marina", "sunny", "tren", "viral"): rows[agent] |= {"status": "active", "errors": 0}
    rows["premium"] |= {"status": "error", "errors": sum(found[k] for k in ("agent-error", "refusal"))}
    active = [rows[a] for a in ids[:6] if rows[a]["tasksGenerated"]]
    mean = lambda k: sum(100 * x[k] / x["tasksGenerated"] for x in active) / len(active)
    waiting = sorted((t for t in tasks if t.status in ("pending", "awaiting_approval")), key=lambda t: (t.events["created"], t.id))
    # The repeated event is the one superseded record that is neither a task's nor a response.
    extra = read - len(tasks) - (codes.total() - codes["unknown-event"]) + again + 1
    accepted = len(tasks) + said - again - 1 - codes["unknown-event"]
    noted = noted | found | {"unsaved": len(lost), "superseded": extra, "version-tie": 1, "skipped-file": 1, "unregistered-agent": 2, "unregistered-channel": 1,
                     "agent-channel-mismatch": sum(t.agent == "viral" and t.channel == "shopee" for t in tasks)}
    return {"asOf": "2026-02-24T05:00:00.000Z",
            "records": {"read": read + said, "accepted": accepted, "superseded": extra, "quarantined": codes.total()},
            "findings": {k: {"count": n} for k, n in sorted((codes | noted).items())},
            "system": {"totalAgents": 6, "activeAgents": 5, "totalTasksGenerated": len(tasks) + len(lost)}
            | {"totalTasks" + k: v + len(lost) * (k == "Pending") for k, v in counts(tasks).items()}
            | {"averageApprovalRate": mean("tasksApproved"), "averageCompletionRate": mean("tasksCompleted"), "systemHealth": "fair", "bottlenecks": ["tren"]},
            "agents": rows, "pendingApproval": {"total": len(waiting) + len(lost)},
            "reconciliation": {"agentOutputTasks": sum(c.total() for c in reconciled.values()), "matched": sum(c["matched"] for c in reconciled.values()),
                               "unsaved": len(lost), "ambiguous": 0,
                               "byAgent": {a: {"agentOutputTasks": c.total(), "matched": c["matched"], "unsaved": c["unsaved"]} for a, c in sorted(reconciled.items()) if c.total()}},
            "slowest": {"total": sum(timed(t) for t in tasks)}}


if __name__ == "__main__":
    r = rng("nightly")
    tasks = world(r)
    noted = disturb(tasks, r)
    read, codes = write(tasks, r)
    events, orphans, unknown = journal(tasks, r)
    answers = nightly_answers.write(tasks, ZONE, events)
    put("nightly", "expected/ledger.json", layout(ledger(tasks, read, codes + unknown, noted | orphans, answers)) + "\n")
