"""From an object in a response to the task that it proposes: its fields, and the defaults where they are missing."""
import re

import values
from texts import scalar, title

DESCRIPTIONS = ("description", "descricao", "desc", "details")
HOURS = ("estimatedHours", "estimated_hours", "hours")
PRIORITIES = {"alta": "high", "media": "medium", "média": "medium", "baixa": "low"}
DEFAULT_HOURS = 40_000
KEPT = {"title": 500, "description": 5000}


class Proposal:
    def __init__(self, found):
        self.defaulted, self.clipped = 0, 0
        self.title = self.kept("title", title(found))
        self.description = self.kept("description", first(found, DESCRIPTIONS))
        priority = first(found, ("priority",))
        self.priority = self.default("medium") if priority is None else known(priority)
        category = first(found, ("category",))
        self.category = self.default("optimization") if category is None else category
        hours = ten_thousandths(first(found, HOURS))
        self.estimated = self.default(DEFAULT_HOURS) if hours is None else hours

    def kept(self, name, text):
        if text is None or len(text) <= KEPT[name]: return text
        self.clipped += 1
        return text[:KEPT[name]]

    def default(self, value):
        self.defaulted += 1
        return value


def first(found, names):
    return next((t for t in (scalar(found.get(n)) for n in names) if t is not None), None)


def known(priority):
    lowered = priority.lower()
    return PRIORITIES.get(lowered, lowered if lowered in ("high", "medium", "low") else priority)


def ten_thousandths(text):
    """Hours as numbers, or with their unit: "4h", "4 horas", "2,5 hours"."""
    if text is None: return None
    try: return values.hours(re.sub(r"\s*(h|horas?|hours?)$", "", text, flags=re.IGNORECASE).replace(",", "."))
    except values.Unreadable: return None
