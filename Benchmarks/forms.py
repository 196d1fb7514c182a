"""Tasks as one system writes them: every row in the same way.

A form has `head`, `foot`, what stands `between` rows, and a function that makes the text of rows. Whatever does not depend on the
row alone is written once, into pools.
"""
import json

from tasks import COLUMNS, DAY, FIRST

SECONDS = [f"{s // 1000:02}.{s % 1000:03}Z" for s in range(60_000)]
MINUTES = [f"T{m // 60:02}:{m % 60:02}:" for m in range(1440)]
_days = {}


def day(number):
    """The date of a day since 1970."""
    if number not in _days:
        # Civil from days, in years that begin in March.
        z = number + 719_468
        era, doe = divmod(z, 146_097)
        yoe = (doe - doe // 1460 + doe // 36_524 - doe // 146_096) // 365
        doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
        m = (5 * doy + 2) // 153
        month = m + 3 if m < 10 else m - 9
        _days[number] = f"{yoe + era * 400 + (month <= 2)}-{month:02}-{doy - (153 * m + 2) // 5 + 1:02}"
    return _days[number]


def stamp(ms):
    """2026-02-24T12:45:30.123Z, of milliseconds since 1970."""
    minutes, rest = divmod(ms, 60_000)
    days, minute = divmod(minutes, 1440)
    return f"{_days.get(days) or day(days)}{MINUTES[minute]}{SECONDS[rest]}"


def csv_text(text, delimiter=","):
    """A cell, in quotes where it needs them."""
    if any(c in text for c in (delimiter, '"', "\n", "\r")): return '"' + text.replace('"', '""') + '"'
    return text


def xml_text(text):
    """Text of an element or attribute."""
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;")): text = text.replace(mark, entity)
    return text


def json_text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class CSV:
    """RFC 4180."""
    head, between, foot = ",".join(COLUMNS) + "\r\n", "", ""

    def __init__(self, tasks):
        self.titles = [csv_text(t) for t in tasks.titles]
        self.descriptions = [csv_text(t) for t in tasks.descriptions]
        self.lives = [",".join(k[:6]) + ",ai_generated" for k in tasks.lives]
        self.done = [",".join([d.assigned_to, d.assigned_by, d.estimated_hours, d.actual_hours, *self.lists(d)]) for d in tasks.details]
        self.open = [",".join([d.assigned_to, d.assigned_by, d.estimated_hours, "", *self.lists(d)]) for d in tasks.details]

    @staticmethod
    def lists(details):
        return ["|".join(details.tags), csv_text(details.metadata)]

    def write(self, rows):
        titles, descriptions, lives, done, opened = self.titles, self.descriptions, self.lives, self.done, self.open
        for _, name, t, d, k, e, created, approved, started, completed in rows:
            yield (f"{name},{titles[t]},{descriptions[d]},{lives[k]},{stamp(created)},{stamp(approved) if approved else ''},"
                   f"{stamp(started) if started else ''},{stamp(completed) if completed else ''},{done[e] if completed else opened[e]}\r\n")


class NDJSON:
    """An object a line."""
    head, between, foot = "", "", ""
    end = "\n"

    def __init__(self, tasks):
        # Each begins at a comma or brace and ends behind a value, so that they can be put together.
        self.titles = [f',"title":{json_text(t)}' for t in tasks.titles]
        self.descriptions = [f',"description":{json_text(t)}' for t in tasks.descriptions]
        self.lives = [self.life(k) for k in tasks.lives]
        self.done = [self.details(d, d.actual_hours) for d in tasks.details]
        self.open = [self.details(d, "null") for d in tasks.details]

    @staticmethod
    def life(k):
        texts = "".join(f',"{n}":"{v}"' for n, v in list(k._asdict().items())[:5])
        return f'{texts},"admin_approved":{k.admin_approved},"source_type":"ai_generated"'

    @staticmethod
    def details(d, actual):
        return (f',"assigned_to":{json_text(d.assigned_to or None)},"assigned_by":{json_text(d.assigned_by or None)},'
                f'"estimated_hours":{d.estimated_hours},"actual_hours":{actual},"tags":{json_text(d.tags)},"metadata":{d.metadata}}}')

    def write(self, rows):
        titles, descriptions, lives, done, opened, end = self.titles, self.descriptions, self.lives, self.done, self.open, self.end
        for _, name, t, d, k, e, created, approved, started, completed in rows:
            a = f'"{stamp(approved)}"' if approved else "null"
            s = f'"{stamp(started)}"' if started else "null"
            c = f'"{stamp(completed)}"' if completed else "null"
            yield (f'{{"id":"{name}"{titles[t]}{descriptions[d]}{lives[k]},"created_at":"{stamp(created)}","approved_at":{a},'
                   f'"started_at":{s},"completed_at":{c}{done[e] if completed else opened[e]}{end}')


class JSON(NDJSON):
    """One array on one line."""
    head, between, foot, end = "[", ",", "]\n", ""


class XML:
    """An element a field."""
    head, between, foot = '<?xml version="1.0" encoding="UTF-8"?>\n<tasks>\n', "", "</tasks>\n"

    def __init__(self, tasks):
        self.titles = [self.field("title", t) for t in tasks.titles]
        self.descriptions = [self.field("description", t) for t in tasks.descriptions]
        self.lives = ["".join(self.field(n, v) for n, v in list(k._asdict().items())[:6]) + self.field("source_type", "ai_generated")
                      for k in tasks.lives]
        self.done = [self.details(d, d.actual_hours) for d in tasks.details]
        self.open = [self.details(d, "") for d in tasks.details]

    @staticmethod
    def field(name, text):
        return f"<{name}>{xml_text(text)}</{name}>" if text else f"<{name}/>"

    def details(self, d, actual):
        texts = {**d._asdict(), "actual_hours": actual, "tags": "|".join(d.tags)}
        return "".join(self.field(n, v) for n, v in texts.items())

    def write(self, rows):
        titles, descriptions, lives, done, opened, field = self.titles, self.descriptions, self.lives, self.done, self.open, self.field
        begin, end = self.begin, self.end
        for _, name, t, d, k, e, created, approved, started, completed in rows:
            yield (f"{begin}{field('id', name)}{titles[t]}{descriptions[d]}{lives[k]}{field('created_at', stamp(created))}"
                   f"{field('approved_at', stamp(approved) if approved else '')}{field('started_at', stamp(started) if started else '')}"
                   f"{field('completed_at', stamp(completed) if completed else '')}{done[e] if completed else opened[e]}{end}")

    begin, end = "<task>", "</task>\n"


class XMLAttributes(XML):
    """An attribute a field."""
    begin, end = "<task", "/>\n"

    @staticmethod
    def field(name, text):
        return f' {name}="{xml_text(text)}"' if text else ""


CLEAN = {"csv": CSV, "ndjson": NDJSON, "json": JSON, "xml": XML, "xml-attributes": XMLAttributes}
