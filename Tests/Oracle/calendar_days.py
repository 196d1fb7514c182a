"""Daily statistics and the flow: what happened on, and how things stood at the end of, each local day."""
from datetime import timedelta
from fractions import Fraction

from configuration import STATUSES
from values import HOUR, date_of, last_millisecond

SERIES = ["created", "approved", "rejected", "started", "completed"]


def events(lives, t, window, zone):
    """(day, channel, kind, life) of every event in the window: one time a task and kind; what is on no channel stands in no row."""
    for life in lives:
        for kind in SERIES:
            at = life.time(kind, t)
            if at is not None and window[0] <= at < window[1]: yield date_of(at, zone), life.channel, kind, life


def days(found, limit):
    """All days from the first event to the last, or, when those are too many, the days with events."""
    present = sorted({day for day, *_ in found})
    if not present: return []
    span = (present[-1] - present[0]).days + 1
    return present if span > limit else [present[0] + timedelta(days=i) for i in range(span)]


def daily(every_life, found, listed, channel_order, t):
    """`every_life` is the whole input's, `found` the events that count."""
    stated = {k: any(k in x.own or any(e == k for _, e in x.explicit) for x in every_life) for k in SERIES}
    channels = [c for c in channel_order if any(row[1] == c for row in found)]
    rows = []
    for day in listed:
        for channel in channels:
            here = [(kind, life) for d, c, kind, life in found if d == day and c == channel]
            counts = {k: sum(kind == k for kind, _ in here) if stated[k] else None for k in SERIES}
            spans = [life.time("completed", t) - life.created for kind, life in here if kind == "completed"]
            mean = Fraction(sum(spans), len(spans) * HOUR) if spans else None
            rows.append({"date": day.isoformat(), "channel": channel, **counts, "avgCompletionTime": mean})
    return rows


def flow(cohort, listed, t, zone):
    rows = []
    for day in listed:
        end = min(last_millisecond(day, zone), t)
        statuses = [x.status_on_day(end, t) for x in cohort if x.created <= end]
        rows.append({"date": day.isoformat(), **{s: statuses.count(s) for s in STATUSES}})
    return rows
