"""Exports as other systems write them: CSV, JSON, NDJSON, XML; every byte decided here."""
import csv
import io
import json
import os
import random
import uuid
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

SCENARIOS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios")
BOM = "\ufeff"


def put(scenario, path, content):
    full = os.path.join(SCENARIOS, scenario, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as f: f.write(content if isinstance(content, bytes) else content.encode())


def new_id(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def cell(value):
    if value is None: return ""
    if isinstance(value, bool): return "true" if value else "false"
    if isinstance(value, (dict, list)): return json.dumps(value, ensure_ascii=False)
    return str(value)


def csv_text(columns, rows, delimiter=",", headings=None, end="\n"):
    """Rows are dicts, or ready lines of text (broken ones)."""
    out = io.StringIO()
    w = csv.writer(out, delimiter=delimiter, lineterminator=end)
    w.writerow(headings or columns)
    for row in rows:
        if isinstance(row, str): out.write(row + end)
        else: w.writerow([cell(row.get(c)) for c in columns])
    return out.getvalue()


def present(row):
    return {k: v for k, v in row.items() if v is not None}


def json_line(row):
    return row if isinstance(row, str) else json.dumps(present(row), ensure_ascii=False)


def ndjson(rows):
    return "".join(json_line(r) + "\n" for r in rows)


def json_array(rows):
    return "[" + ",".join("\n " + json_line(r) for r in rows) + "\n]"


def xml_text(value):
    if isinstance(value, list): value = "|".join(value)
    return escape(cell(value))


def xml(rows, root="tasks", element="task"):
    out = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root}>"]
    for row in rows:
        fields = "".join(f"<{k}>{xml_text(v)}</{k}>" for k, v in present(row).items())
        out.append(f"<{element}>{fields}</{element}>")
    return "\n".join(out) + f"\n</{root}>\n"


def xml_fields(rows, table="tasks"):
    """As `mysqldump --xml` writes a table."""
    out = ['<?xml version="1.0"?>', '<mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
           '<database name="nexo">', f'\t<table_data name="{table}">']
    for row in rows:
        out.append("\t<row>")
        for k, v in row.items():
            if v is None: out.append(f'\t\t<field name="{k}" xsi:nil="true" />')
            else: out.append(f'\t\t<field name="{k}">{escape(cell(v))}</field>')
        out.append("\t</row>")
    return "\n".join(out + ["\t</table_data>", "</database>", "</mysqldump>"]) + "\n"


def utc(moment):
    """RFC 3339, UTC, milliseconds."""
    m = moment.astimezone(timezone.utc)
    return f"{m:%Y-%m-%dT%H:%M:%S}.{m.microsecond // 1000:03d}Z"


def rng(name):
    return random.Random("nexo fixture " + name)
