"""One task's life: its winning record and the explicit events of its id, played through the state machine."""
from records import EVENTS, LIFECYCLE

FROM = {"created": [], "submitted": ["pending"], "approved": ["pending", "awaiting_approval"],
        "rejected": ["pending", "awaiting_approval", "approved"], "assigned": ["approved"], "started": ["approved"],
        "completed": ["approved", "in_progress"], "cancelled": ["pending", "awaiting_approval", "approved", "in_progress"],
        "reopened": ["completed", "rejected", "cancelled"]}
TO = {"created": "pending", "submitted": "awaiting_approval", "approved": "approved", "rejected": "rejected",
      "assigned": "in_progress", "started": "in_progress", "completed": "completed", "cancelled": "cancelled",
      "reopened": "pending"}
TABLE = {k: i for i, k in enumerate(EVENTS)}
FOREVER = 1 << 62


class Step:
    """One event as it was applied; outcome is moved, repeated or refused."""

    def __init__(self, time, kind, status, outcome, implied=False):
        self.time, self.kind, self.status, self.outcome, self.implied = time, kind, status, outcome, implied


class Life:
    """observed: when the winning record was, later events are applied from its status."""

    def __init__(self, record, observed, explicit):
        self.record = record
        self.id, self.agent, self.channel = record["id"], record["created_by_agent"], record["channel"]
        self.created = record["created_at"]
        self.own = {k: record[f"{k}_at"] for k in LIFECYCLE if record[f"{k}_at"] is not None}
        stated = {(t, k) for k, t in self.own.items()}
        self.spent = [(t, hours) for t, k, hours in sorted(explicit, key=lambda e: e[0]) if k == "completed" and hours is not None]
        self.explicit = sorted(((t, k) for t, k, _ in explicit), key=lambda e: (e[0], TABLE[e[1]]))
        extra = [e for e in self.explicit if e not in stated]
        self.early = self.walk([(t, k, True) for k, t in self.own.items()] + [(t, k, False) for t, k in extra if t <= observed])
        self.late_events = [(t, k) for t, k in extra if t > observed]
        end = self.early[-1].status
        self.untimed = end != record["status"] and self.reachable(end)
        self.mismatch = end != record["status"] and not self.untimed
        self.late = self.play([(t, k, False) for t, k in self.late_events], record["status"])
        self.disorder = sum(t < self.created for t in list(self.own.values()) + [t for t, _ in extra])

    def walk(self, events):
        """An event before created_at is taken as created_at."""
        clamped = [(max(t, self.created), k, own) for t, k, own in events]
        return self.play(sorted(clamped, key=lambda e: (e[0], TABLE[e[1]], not e[2])), None)

    def play(self, events, status):
        steps = []
        for time, kind, own in events:
            # The task's own creation opens its life; nothing else can.
            if status is None: outcome, implied = "moved", False
            elif TO[kind] == status: outcome, implied = "repeated", False
            elif status in FROM[kind]: outcome, implied = "moved", False
            elif own and kind in ("started", "completed") and "approved" not in self.own and status in FROM["approved"]:
                outcome, implied = "moved", True
            else: outcome, implied = "refused", False
            if outcome == "moved": status = TO[kind]
            steps.append(Step(time, kind, status, outcome, implied))
        return steps

    def reachable(self, status):
        """Whether steps that the record's own timestamps lack lead from here to the record's status."""
        reached, lacking = {status}, [k for k in LIFECYCLE[1:] if k not in self.own]
        for _ in lacking:
            reached |= {TO[k] for k in lacking for s in reached if s in FROM[k]}
        return self.record["status"] in reached

    # Findings, over the whole input.

    @property
    def refused(self):
        return sum(s.outcome == "refused" for s in self.early + self.late)

    @property
    def without_timestamp(self):
        return self.untimed or any(s.implied for s in self.early)

    # The world as of `t`.

    def prefix(self, t):
        return [s for s in self.early if s.time <= t][-1].status

    def stands(self, t):
        """Whether the record's status was reached by `t`."""
        status = self.record["status"]
        if self.untimed: return all(s.time <= t for s in self.early if s.outcome == "moved")
        reached = [time for k, time in self.own.items() if TO[k] == status] or \
                  [s.time for s in self.early if TO[s.kind] == status]
        if reached: return min(reached) <= t
        return status not in ("in_progress", "completed") or self.own.get("approved", self.created) <= t

    def status(self, t):
        if self.early[-1].status == self.record["status"] or not self.stands(t): status = self.prefix(t)
        else: status = self.record["status"]
        moved = [s.status for s in self.late if s.time <= t and s.outcome == "moved"]
        return moved[-1] if moved else status

    def status_on_day(self, end, t):
        """For the flow: as status(t) tells it, but seen at an earlier `end`; an untimed status from the latest known step on."""
        late = [s.status for s in self.late if s.time <= end and s.outcome == "moved"]
        if late: return late[-1]
        if self.early[-1].status != self.record["status"] and self.stands(t):
            known = max(s.time for s in self.early if s.time <= t)
            if end >= known: return self.record["status"]
        return self.prefix(end)

    def time(self, kind, t):
        """The task's time for a kind of event: its own, else the latest explicit one; not before its creation."""
        if kind in self.own and self.own[kind] <= t: found = self.own[kind]
        else: found = max((at for at, k in self.explicit if k == kind and at <= t), default=None)
        return found if found is not None and found >= self.created else None

    def actual_hours(self, t):
        """The record's own, else those of the latest completion that states any."""
        if self.record["actual_hours"] is not None: return self.record["actual_hours"]
        return ([hours for at, hours in self.spent if at <= t] or [None])[-1]

    def approved(self, t):
        status = self.status(t)
        if status == "rejected": return False
        given, present = self.record["admin_approved"], self.own.get("approved", FOREVER) <= t
        # Explicit approvals that the machine took, in the order of the replay.
        granted = [i for i, s in enumerate(self.early)
                   if s.kind == "approved" and s.outcome != "refused" and (s.time, s.kind) not in self.clamped_own()]
        if given is True and ("approved" in self.own or granted):
            first = self.own["approved"] if "approved" in self.own else self.early[granted[0]].time
            if first > t: given = None
        for i in granted:
            later = [s for s in self.early[i:] + self.late if s.kind == "reopened" and s.outcome != "refused" and s.time <= t]
            if self.early[i].time <= t and not later: present = True
        for s in self.late:
            if s.time > t or s.outcome == "refused": continue
            if s.kind == "approved": given = True
            if s.kind == "reopened": given, present = None, False
        if given is not None: return given
        return present or status in ("approved", "in_progress", "completed")

    def clamped_own(self):
        return {(max(t, self.created), k) for k, t in self.own.items()}

    def last_activity(self, t):
        return max(at for at in list(self.own.values()) + [at for at, _ in self.explicit] if at <= t)
