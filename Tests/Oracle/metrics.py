"""The figures of section 5 over a list of lives, in fractions; shown values are floats made once, at the end."""
from decimal import Decimal, getcontext
from fractions import Fraction

from replay import FOREVER
from values import DAY, MINUTE, shown

getcontext().prec = 60
Z = Decimal("1.959963984540054")
BUCKETS = [0, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10080, None]
AGES = [0, 1, 3, 7, 14, 30, 90, None]
OPEN = ["pending", "awaiting_approval", "approved", "in_progress"]


def number(value):
    if isinstance(value, Fraction): return value.numerator if value.denominator == 1 else float(value)
    return value


def rate(k, n):
    return Fraction(100 * k, n) if n else None


def interval(k, n):
    """Wilson's, 95 %, in percent."""
    if n == 0: return None
    p, z2, n = Decimal(k) / n, Z * Z, Decimal(n)
    middle, half = p + z2 / (2 * n), Z * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
    low, high = (100 * (middle + s * half) / (1 + z2 / n) for s in (-1, 1))
    return [float(max(low, Decimal(0))), float(min(high, Decimal(100)))]


def times(durations):
    """TIMES of durations in milliseconds: the mean exact, the ranks of whole seconds."""
    n = len(durations)
    if n == 0: return {"count": 0, "meanMinutes": None, "p50Minutes": None, "p90Minutes": None, "p95Minutes": None,
                       "maxMinutes": None}
    seconds = sorted(d // 1000 for d in durations)
    rank = lambda p: Fraction(seconds[-(-p * n // 100) - 1], 60)
    return {"count": n, "meanMinutes": Fraction(sum(durations), n * MINUTE), "p50Minutes": rank(50), "p90Minutes": rank(90),
            "p95Minutes": rank(95), "maxMinutes": rank(100)}


def execution(life, t):
    """completed_at - created_at of a completed task, or nothing."""
    done = life.time("completed", t)
    return done - life.created if life.status(t) == "completed" and done is not None else None


def executions(lives, t):
    return [e for e in (execution(x, t) for x in lives) if e is not None]


def stages(lives, t):
    def spans(first, second, only=None):
        for x in lives:
            if only and x.status(t) != only: continue
            a, b = x.time(first, t), x.time(second, t)
            if a is not None and b is not None and b >= a: yield b - a
    return {"approvalWait": times(list(spans("created", "approved"))), "queueTime": times(list(spans("approved", "started"))),
            "cycleTime": times(list(spans("started", "completed", "completed"))),
            "deliveryTime": times(list(spans("approved", "completed", "completed")))}


class Counts:
    """What agents, channels and the system have in common."""

    def __init__(self, lives, t):
        statuses = [x.status(t) for x in lives]
        self.generated = len(lives)
        self.approved = sum(x.approved(t) for x in lives)
        for s in ("rejected", "completed", "cancelled", "in_progress", "approved"): setattr(self, "is_" + s, statuses.count(s))
        self.pending = statuses.count("pending") + statuses.count("awaiting_approval")
        self.approval = rate(self.approved, self.generated)
        self.completion = rate(self.is_completed, self.generated)

    def named(self, total):
        return {f"{total}Approved": self.approved, f"{total}Rejected": self.is_rejected, f"{total}Completed": self.is_completed,
                f"{total}Cancelled": self.is_cancelled, f"{total}Pending": self.pending, f"{total}ApprovedOpen": self.is_approved,
                f"{total}InProgress": self.is_in_progress}

    def intervals(self, th):
        return {"approvalInterval": interval(self.approved, self.generated),
                "completionInterval": interval(self.is_completed, self.generated),
                "smallSample": self.generated < th["smallSampleBelow"]}


def score(c, mean, th):
    if c.generated == 0: return Fraction(0)
    weight = lambda k: Fraction(str(th[k]))
    speed = max(Fraction(0), 100 * (1 - mean / weight("speedCeilingMinutes"))) if mean is not None else 0
    return weight("approvalWeight") * c.approval + weight("completionWeight") * c.completion + weight("speedWeight") * speed


def estimate(lives, t):
    rows = [(x.record["estimated_hours"], x.actual_hours(t)) for x in lives if x.status(t) == "completed"]
    rows = [r for r in rows if None not in r]
    planned, spent = sum(r[0] for r in rows), sum(r[1] for r in rows)
    return {"tasks": len(rows), "estimatedHours": Fraction(planned, 10_000), "actualHours": Fraction(spent, 10_000),
            "ratio": Fraction(spent, planned) if planned else None}


def agent(key, name, channel, registered, lives, t, th):
    c, spans = Counts(lives, t), times(executions(lives, t))
    points = score(c, spans["meanMinutes"], th)
    return {"agentId": key, "agentName": name, "channel": channel, "registered": registered,
            "status": "active" if lives else "idle", "tasksGenerated": c.generated, **c.named("tasks"),
            "approvalRate": c.approval, "completionRate": c.completion, **c.intervals(th),
            "averageExecutionTime": spans["meanMinutes"], "executionTime": spans, "stages": stages(lives, t),
            "performanceScore": points, "bottleneck": c.generated > 0 and points < th["bottleneckScore"],
            "estimate": estimate(lives, t), "errors": 0,
            "lastActivity": shown(max((x.last_activity(t) for x in lives), default=None))}


def channel(key, name, registered, lives, agent_order, t, th):
    c, spans = Counts(lives, t), times(executions(lives, t))
    hours = None if spans["meanMinutes"] is None else spans["meanMinutes"] / 60
    tasks = {a: sum(x.agent == a for x in lives) for a in agent_order}
    present = [a for a in agent_order if tasks[a]]
    codes = ["no-activity"] if not lives else [code for code, wanted in (
        ("low-completion", lives and c.completion < th["lowCompletionBelow"]),
        ("slow-completion", hours is not None and hours > th["slowCompletionAboveHours"]),
        ("low-volume", len(lives) < th["lowVolumeBelow"])) if wanted]
    return {"channel": key, "channelName": name, "registered": registered, "totalTasks": c.generated, **c.named("tasks"),
            "approvalRate": c.approval, "completionRate": c.completion, **c.intervals(th), "avgCompletionTime": hours,
            "activeAgents": len(present), "topAgent": max(present, key=lambda a: tasks[a], default=None),
            "executionTime": spans, "stages": stages(lives, t), "recommendations": [{"code": x} for x in codes]}


def system(lives, agents, t, th):
    c, active = Counts(lives, t), [a for a in agents if a["registered"] and a["tasksGenerated"]]
    mean = lambda k: sum(a[k] for a in active) / len(active) if active else None
    approval, completion = mean("approvalRate"), mean("completionRate")
    worst = sorted((a for a in agents if a["bottleneck"]), key=lambda a: a["performanceScore"])
    advice = [("activate-agents", len(active) < th["activateAgentsBelow"]),
              ("review-approval", active and approval < th["reviewApprovalBelow"]),
              ("optimize-workflow", active and completion < th["optimizeWorkflowBelow"])]
    totals = {("totalTasks" + k[len("tasks"):]): v for k, v in c.named("tasks").items()}
    return {"totalAgents": sum(a["registered"] for a in agents), "activeAgents": len(active), "totalTasksGenerated": c.generated,
            **totals, "averageApprovalRate": approval, "averageCompletionRate": completion, "overallApprovalRate": c.approval,
            "overallCompletionRate": c.completion, "systemHealth": health(approval, completion, th),
            "bottlenecks": [a["agentId"] for a in worst], "recommendations": [{"code": k} for k, on in advice if on],
            "executionTime": times(executions(lives, t)), "stages": stages(lives, t)}


def health(approval, completion, th):
    if approval is None: return "no_data"
    for name in ("excellent", "good"):
        if min(approval, completion) >= th[name + "Rate"]: return name
    return "fair" if approval >= th["fairApprovalRate"] and completion >= th["fairCompletionRate"] else "poor"


def histogram(lives, t):
    spans = executions(lives, t)
    return [{"fromMinutes": a, "toMinutes": b, "count": sum(a * MINUTE <= e < (FOREVER if b is None else b * MINUTE) for e in spans)}
            for a, b in zip(BUCKETS, BUCKETS[1:])]


def open_ages(lives, t):
    return [{"status": s, "fromDays": a, "toDays": b,
             "count": sum(x.status(t) == s and a * DAY <= t - x.created < (FOREVER if b is None else b * DAY) for x in lives)}
            for s in OPEN for a, b in zip(AGES, AGES[1:])]


def pending_approval(lives, t, rows):
    return listed([x for x in lives if x.status(t) in ("pending", "awaiting_approval") and not x.approved(t)], t, rows)


def listed(lives, t, rows):
    """Tasks as the report lists them, oldest first."""
    lives = sorted(lives, key=lambda x: (x.created, x.id.encode()))
    r = lambda x: x.record
    return {"total": len(lives), "tasks": [
        {"id": x.id, "title": r(x)["title"], "agentId": x.agent, "channel": x.channel, "status": x.status(t),
         "priority": r(x)["priority"], "category": r(x)["category"], "createdAt": shown(x.created),
         "ageDays": Fraction(t - x.created, DAY)} for x in lives[:rows]]}


def slowest(lives, t, rows):
    done = [(execution(x, t), x) for x in lives]
    done = sorted(((e, x) for e, x in done if e is not None), key=lambda p: (-p[0], p[1].id.encode()))
    return {"total": len(done), "tasks": [{"id": x.id, "title": x.record["title"], "agentId": x.agent, "channel": x.channel,
                                           "executionMinutes": Fraction(e, MINUTE)} for e, x in done[:rows]]}
