"""Raw records to task records and events, or to the code that quarantines them."""
import json
import re

import values
from configuration import STATUSES, word
from values import Unreadable

LIFECYCLE = ["created", "submitted", "approved", "rejected", "started", "completed", "cancelled"]
EVENTS = ["created", "submitted", "approved", "rejected", "assigned", "started", "completed", "cancelled", "reopened"]
TIMES = [f"{k}_at" for k in LIFECYCLE] + ["updated_at"]
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

NAMES = {"id": ["id", "taskId", "task_id"], "channel": ["channel", "marketplace"],
         "created_by_agent": ["created_by_agent", "createdByAgent", "agent"]}
FIELDS = ["id", "title", "description", "status", "channel", "priority", "category", "created_by_agent", "admin_approved",
          "source_type", *TIMES, "assigned_to", "assigned_by", "approved_by", "estimated_hours", "actual_hours",
          "rejection_reason", "tags", "plan_id", "metadata"]
FIGURES = ["id", "status", "channel", "created_by_agent", "admin_approved", *TIMES, "estimated_hours", "actual_hours"]


class Fault(Exception):
    """Its argument is the finding code."""


class Reader:
    """Reads the records of one source. `text_faults` counts records with an unreadable text field."""

    def __init__(self, source, configuration):
        self.source, self.configuration = source, configuration
        self.hints = configuration.of_input(source.path)
        self.text_faults = 0

    def value(self, raw, field):
        """The first of the field's names that holds something."""
        for name in NAMES.get(field) or [field, camel(field)]:
            found = raw.get(name.lower() if self.source.format in ("csv", "sqlite") else name)
            if isinstance(found, bool): found = "true" if found else "false"
            if isinstance(found, str): found = found.strip()
            if found is not None and found != "": return found
        return None

    def text(self, raw, field, code):
        found = self.value(raw, field)
        if isinstance(found, (dict, list)): raise Fault(code)
        return found

    def converted(self, raw, field, code, convert):
        found = self.text(raw, field, code)
        if found is None: return None
        try: return convert(found)
        except Unreadable: raise Fault(code) from None

    def instant(self, raw, field):
        return self.converted(raw, field, "invalid-timestamp",
                              lambda t: values.instant(t, self.configuration.assumed, self.hints.get("dates")))

    def hours(self, raw, field):
        return self.converted(raw, field, "invalid-number", lambda t: values.hours(t, self.hints.get("decimal", ".")))

    def id(self, raw, names):
        found = next((f for f in (self.value(raw, n) for n in names) if f is not None), None)
        if found is None: raise Fault("missing-field")
        if isinstance(found, (dict, list)) or len(found.encode()) > 200: raise Fault("invalid-id")
        return found.lower() if UUID.fullmatch(found) else str(found)

    def status(self, text):
        status = self.configuration.words.get(word(text))
        if status is None: raise Unreadable
        return status

    def agent(self, raw):
        found = self.text(raw, "created_by_agent", "invalid-value")
        if found is not None: return self.configuration.agent(found)
        for name in ("createdBy", "created_by"):
            found = raw.get(name.lower() if self.source.format in ("csv", "sqlite") else name)
            if isinstance(found, str) and found.strip() and self.configuration.knows_agent(found.strip()):
                return self.configuration.agent(found.strip())
        return None

    def task(self, raw):
        """A dict of FIELDS, in the order of which faults are met."""
        c, r, unreadable = self.configuration, {"id": self.id(raw, ["id"])}, False
        for field in FIELDS[1:]:
            if field == "status":
                r[field] = self.converted(raw, field, "unknown-status", self.status)
                if r[field] is None: raise Fault("missing-field")
            elif field == "channel":
                found = self.text(raw, field, "invalid-value")
                r[field] = None if found is None else c.channel(found)
            elif field == "created_by_agent":
                r[field] = self.agent(raw)
                if r["channel"] is None and r[field] in c.agents: r["channel"] = c.agents[r[field]][1]
                if r["channel"] is None: raise Fault("missing-field")
            elif field == "admin_approved": r[field] = self.converted(raw, field, "invalid-boolean", values.boolean)
            elif field in TIMES:
                r[field] = self.instant(raw, field)
                if field == "created_at" and r[field] is None: raise Fault("missing-field")
            elif field in ("estimated_hours", "actual_hours"): r[field] = self.hours(raw, field)
            else:
                r[field], readable = self.free(raw, field)
                unreadable = unreadable or not readable
        if r["plan_id"] is None and r["metadata"]: r["plan_id"] = plan_of(json.loads(r["metadata"]))
        self.text_faults += unreadable
        return r

    def free(self, raw, field):
        """A field that enters no figure: its value and whether it could be read."""
        found = self.value(raw, field)
        if found is None: return None, True
        if field == "metadata":
            if isinstance(found, str):
                try: found = json.loads(found)
                except ValueError: return None, False
            return (json.dumps(found, sort_keys=True), True) if isinstance(found, dict) else (None, False)
        if field == "tags": return (None, False) if isinstance(found, dict) else (str(found), True)
        return (None, False) if isinstance(found, (dict, list)) else (str(found), True)

    def event(self, raw):
        task = self.id({"id": raw.get("task_id")}, ["id"])
        name = self.text(raw, "event", "unknown-event")
        if name is None: raise Fault("missing-field")
        if name.lower() not in EVENTS: raise Fault("unknown-event")
        at = self.instant(raw, "at")
        if at is None: raise Fault("missing-field")
        return task, at, name.lower(), self.hours(raw, "actual_hours")


def plan_of(metadata):
    found = metadata.get("planId")
    return found.strip() or None if isinstance(found, str) else None


def camel(field):
    head, *rest = field.split("_")
    return head + "".join(w.capitalize() for w in rest)


def proposed(id, output, channel, created):
    """The record of a task that only an agent's output states."""
    p = output.proposal
    return dict.fromkeys(FIELDS) | {
        "id": id, "title": p.title, "description": p.description, "status": "pending", "channel": channel, "priority": p.priority,
        "category": p.category, "created_by_agent": output.agent, "source_type": "ai_generated", "created_at": created,
        "estimated_hours": p.estimated, "plan_id": output.plan}


def order(value):
    """Values of one field compared; absent is lowest."""
    if value is None: return (0,)
    return (1, value.encode()) if isinstance(value, str) else (1, value)


def latest_own(record):
    return max(record[t] for t in TIMES if record[t] is not None)


def keys(record, exported):
    """Keys (1) to (4) of which record of a task was observed last."""
    own = latest_own(record)
    observed = record["updated_at"]
    if observed is None: observed = exported if exported is not None else own
    return observed, order(exported), own, STATUSES.index(record["status"])


def fields(record, names):
    return [order(record[n]) for n in names]
