"""Tasks whose records contradict nothing: lives that the state machine allows, and the exports of some nights that show them as they were."""
from world import CHANNELS, TASK_FIELDS, Batch, World

PATHS = [["created"], ["created", "submitted"], ["created", "approved"], ["created", "submitted", "approved"], ["created", "rejected"],
         ["created", "submitted", "rejected"], ["created", "approved", "rejected"], ["created", "cancelled"], ["created", "approved", "started"],
         ["created", "submitted", "approved", "started", "completed"], ["created", "approved", "started", "completed"], ["created", "approved", "completed"],
         ["created", "submitted", "approved", "started", "cancelled"]]
REACHED = {"created": "pending", "submitted": "awaiting_approval", "approved": "approved", "rejected": "rejected", "started": "in_progress",
           "completed": "completed", "cancelled": "cancelled"}
DAY = 86_400_000


class Lives:
    """`nights` are instants at which everything was exported; the last one is after everything."""

    def __init__(self, seed):
        world = World(seed)
        r, self.zone = world.r, "UTC"
        self.start = world.start
        self.nights = [self.start + d * DAY for d in sorted(r.sample(range(1, 6), 2))] + [self.start + 7 * DAY]
        self.lives = []
        for i in range(r.randrange(8, 30)):
            path = r.choice(PATHS)
            times = sorted(self.start + r.randrange(6 * DAY) for _ in path)
            agent = r.choice([*CHANNELS, "bruno"])
            self.lives.append((f"t-{i}", r.choice(("a", "b")), agent, r.choice(world.channels), r.choice((None, "2", "0.5")), r.choice((None, "3", "1.25")), list(zip(path, times))))

    def record(self, life, t):
        """A life as it was at an instant, or nothing."""
        id, title, agent, channel, estimated, actual, steps = life
        known = [(kind, at) for kind, at in steps if at <= t]
        if not known: return None
        row = dict.fromkeys(TASK_FIELDS) | {"id": id, "title": title, "created_by_agent": agent, "channel": channel, "estimated_hours": estimated}
        row |= {f"{kind}_at": at for kind, at in known} | {"updated_at": known[-1][1], "status": REACHED[known[-1][0]]}
        if row["status"] == "completed": row["actual_hours"] = actual
        if row["approved_at"] and row["status"] != "rejected": row["admin_approved"] = True
        return row

    def exports(self, until):
        """The exports of the nights before an instant, and one at that instant."""
        rows = [[self.record(life, t) for life in self.lives] for t in [n for n in self.nights if n < until] + [until]]
        return [Batch("tasks", [x for x in night if x], None) for night in rows if any(night)]
