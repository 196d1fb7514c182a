"""The same tasks as many systems together would write them.

Fields stand in another order, times in four spellings, some ids in capitals; there is white space, there are escapes, fields that
nobody knows, and one record in a hundred cannot be used.
"""
import json

from forms import stamp, xml_text
from tasks import BROKEN, COLUMNS

ORDER = ["status", "updated_by", "title", "completed_at", "metadata", "created_by_agent", "id", "estimated_hours", "approved_at", "channel",
         "actual_hours", "assigned_to", "created_at", "tags", "admin_approved", "priority", "description", "started_at", "category",
         "source_type", "assigned_by", "row_version"]
assert set(COLUMNS) < set(ORDER)
FAULTS = [("created_at", "30/02/2026"), ("status", "arquivado"), ("estimated_hours", "quatro"), ("id", "")]
STATUSES = {"in_progress": "In Progress", "completed": "done", "pending": "Pending", "cancelled": "canceled"}


def when(ms, spelling):
    """A time in one of four spellings."""
    if ms is None: return None
    if spelling == 0: return stamp(ms)
    if spelling == 1: return stamp(ms).replace("T", " ").replace("Z", "+00")
    if spelling == 2: return stamp(ms - 3 * 3_600_000).replace("Z", "-03:00")
    return str(ms)


def fields(tasks, row):
    """A row's fields by name, in the usual order; None where there is none."""
    number, name, title, description, life, details, created, approved, started, completed = row
    spelling, kind = number % 4, tasks.lives[life]
    values = {"id": name.upper() if number % 7 == 0 else name, "title": tasks.titles[title], "description": tasks.descriptions[description],
              **dict(list(kind._asdict().items())[:6]), "source_type": "ai_generated", "created_at": when(created, spelling),
              "approved_at": when(approved, spelling), "started_at": when(started, spelling), "completed_at": when(completed, spelling),
              **tasks.details[details]._asdict(), "updated_by": f"job {number % 13}", "row_version": str(number)}
    if not completed: values["actual_hours"] = None
    if number % 3 == 0: values["status"] = STATUSES.get(values["status"], values["status"])
    if number % 5 == 0: values["channel"] = f"  {values['channel'].upper()} "
    if number % BROKEN == BROKEN // 2:
        field, text = FAULTS[number // BROKEN % len(FAULTS)]
        values[field] = text
    return values


class CSV:
    """Semicolons, everything in quotes, a byte order mark, names as people write them, LF."""
    head = "\ufeff" + ";".join(f'"{name.replace("_", " ").title()}"' for name in ORDER) + "\n"
    between, foot = "", ""

    def __init__(self, tasks): self.tasks = tasks

    def write(self, rows):
        for row in rows:
            values = fields(self.tasks, row)
            values["tags"] = "|".join(values["tags"])
            yield ";".join(['"' + (values[name] or "").replace('"', '""') + '"' for name in ORDER]) + "\n"


class NDJSON:
    """Keys in turning order, ASCII and UTF-8 by turns, blanks, CRLF and blank lines."""
    head, between, foot = "", "", ""

    def __init__(self, tasks): self.tasks = tasks

    def write(self, rows):
        # Making encoders is slow, so there is one of each kind.
        encoders = [json.JSONEncoder(ensure_ascii=a, separators=s).encode for a in (True, False) for s in ((",", ":"), (", ", " : "))]
        for row in rows:
            number, values = row[0], fields(self.tasks, row)
            values["metadata"] = json.loads(values["metadata"])
            if number % 2: values["admin_approved"] = values["admin_approved"] == "true"
            turn = number % len(ORDER)
            line = encoders[number // 3 % 4]({name: values[name] for name in ORDER[turn:] + ORDER[:turn] if values[name] is not None})
            yield self.line(number, line)

    @staticmethod
    def line(number, line): return line + ("\r\n" if number % 5 == 0 else "\n" if number % 11 else "\n\n")


class JSON(NDJSON):
    """The list lies in an object, behind other things; its elements are on lines of their own."""
    head, between, foot = '{\n  "source": {"system": "crm", "tasks": [1, 2]},\n  "tasks": [\n    ', ",\n    ", '\n  ],\n  "next": null\n}\n'

    @staticmethod
    def line(number, line): return line


class XML:
    """Attributes and elements, CDATA, comments, references, prefixes, indented."""
    head = ('<?xml version="1.0" encoding="utf-8"?>\n<!-- written by the export -->\n<x:export xmlns:x="urn:example:export">\n'
            "  <tasks>\n")
    between, foot = "", "  </tasks>\n</x:export>\n"

    def __init__(self, tasks): self.tasks = tasks

    def write(self, rows):
        for row in rows:
            number, values = row[0], fields(self.tasks, row)
            values["tags"] = "|".join(values["tags"])
            attributes = "".join(f' {name}="{xml_text(values[name])}"' for name in ORDER[:4 + number % 5] if values[name])
            elements = "".join(self.element(number, name, values[name]) for name in ORDER[4 + number % 5:] if values[name])
            yield f"    <row{attributes}>{'<!-- moved -->' if number % 9 == 0 else ''}{elements}\n    </row>\n"

    @staticmethod
    def element(number, name, text):
        if name == "metadata" and number % 2: return f"\n      <{name}><![CDATA[{text}]]></{name}>"
        written = "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in xml_text(text)) if number % 6 == 0 else xml_text(text)
        return f"\n      <x:{name}>{written}</x:{name}>" if number % 4 == 0 else f"\n      <{name}>{written}</{name}>"


MESSY = {"csv": CSV, "ndjson": NDJSON, "json": JSON, "xml": XML}
