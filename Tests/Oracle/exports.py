"""Files to raw records, by Python's own csv, json and ElementTree.

A raw record is a dict of names and values (text, booleans, lists, dicts; numbers as their text), of agent output what a
response says, or the code of the fault for which it cannot be one. A `Source` is one input file with its raw records in order."""
import codecs
import csv
import io
import json
import os
import xml.etree.ElementTree as ET

import naming
import packed
import providers
import values
from strict import load
from texts import tasks

csv.field_size_limit(1 << 30)
LISTS = ("tasks", "data", "items", "rows")
TASK_ELEMENTS = ("task", "row", "record", "item")


class Source:
    def __init__(self, path, format, kind, raws, exported=None):
        self.path, self.format, self.kind, self.raws, self.exported = path, format, kind, raws, exported


def find(arguments):
    """Files of files and folders: (path, the part of it that may hold a date), names in byte order, no dot-files."""
    for argument in arguments:
        if os.path.isfile(argument):
            yield argument, argument
            continue
        for folder, folders, files in os.walk(argument):
            folders[:] = sorted((f for f in folders if not f.startswith(".")), key=os.fsencode)
            for name in sorted(files, key=os.fsencode):
                path = os.path.join(folder, name)
                if not name.startswith("."):
                    yield path, os.path.join(os.path.basename(os.path.abspath(argument)), os.path.relpath(path, argument))


def read(path, dated, configuration):
    """A Source, or nothing for a file that is no export."""
    with open(path, "rb") as f: data = f.read()
    hints, limit = configuration.of_input(path), configuration.thresholds["recordBytes"]
    source = parsed(path, data, hints, limit, configuration)
    if source is None: return None
    source.path = path
    parts = dated.split(os.sep)
    named = [t for t in (values.export_time(p, configuration.zone) for p in reversed(parts)) if t is not None]
    stated = None
    if isinstance(source.exported, str):
        try: stated = values.instant(source.exported.strip(), configuration.zone)
        except values.Unreadable: pass
    source.exported = stated if stated is not None else (named[0] if named else None)
    return source


def parsed(path, data, hints, limit, configuration):
    path, data = packed.unpacked(path, data)
    if data.startswith(packed.SQLITE):
        rows = packed.rows(data, "tasks")
        return None if rows is None else Source(path, "sqlite", "tasks", rows)
    if path.endswith((".ndjson", ".jsonl")): return of_lines(path, data, limit)
    text = decoded(data, hints.get("encoding"))
    start = text.lstrip()[:1]
    if path.endswith((".md", ".txt")) and not is_export(text): return of_text(path, text, configuration)
    if start == "<": return of_xml(path, data)
    if start == "[" or start == "{": return of_json(path, text)
    if path.endswith(".csv") or path.endswith(".tsv"): return of_csv(path, text, limit)
    return of_text(path, text, configuration)


def of_text(path, text, configuration):
    """An answer as it was copied into a file; one of nobody is no input."""
    return answer(path, "text", text) if naming.of_file(path, configuration) else None


def answer(path, format, text, exported=None):
    return Source(path, format, "agent-output", [providers.Content(text=text)], exported)


def is_export(text):
    """JSON that is more than an answer: a provider's object, or records with an id or a status."""
    try: value = load(text)
    except ValueError: return False
    if isinstance(value, dict):
        if providers.is_response(value): return True
        value = next((value[n] for n in LISTS + ("events",) if isinstance(value.get(n), list)), [value])
    return isinstance(value, list) and any(isinstance(r, dict) and any(n in r for n in ("id", "status", "created_at", "event")) for r in value)


def decoded(data, encoding=None):
    if encoding: return data.decode(encoding)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)): return data.decode("utf-16")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def of_csv(path, text, limit):
    header_line = text.split("\n")[0].split("\r")[0]
    delimiter = max(",;\t", key=header_line.count)
    rows = [r for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if r]
    if not rows: return Source(path, "csv", "tasks", [])
    names = [n.strip().lower().replace(" ", "_").replace("-", "_") for n in rows[0]]
    raws = []
    for row in rows[1:]:
        if sum(len(c.encode("utf-8", "surrogateescape")) for c in row) > limit: raws.append("record-too-large")
        elif len(row) != len(names): raws.append("wrong-field-count")
        else: raws.append(encoded(dict(zip(names, row))))
    return Source(path, "csv", "events" if "event" in names and "at" in names else "tasks", raws)


def of_lines(path, data, limit):
    raws, written = [], []
    for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n"):
        if not line.strip(): continue
        written.append(line.decode("utf-8", "surrogateescape"))
        if len(line) > limit: raws.append("record-too-large")
        else:
            try: raws.append(element(load(written[-1])))
            except ValueError: raws.append("malformed-record")
    if kind(raws) == "agent-output":
        raws = [r if isinstance(r, str) else providers.content(r, w) or "malformed-record" for r, w in zip(raws, written)]
    return Source(path, "ndjson", kind(raws), raws)


def of_json(path, text):
    """One document; lines of objects under another name count as NDJSON."""
    try: document = load(text)
    except ValueError:
        return of_lines(path, text.encode("utf-8", "surrogateescape"), 1 << 30)
    exported = None
    listed = document if isinstance(document, list) else [document]
    if listed and all(isinstance(r, dict) and providers.is_response(r) for r in listed):
        return Source(path, "json", "agent-output", [providers.content(r, text) for r in listed])
    found = tasks(document)
    if isinstance(document, dict): exported = document.get("exported_at")
    if found and all(map(providers.is_proposal, found)): return answer(path, "json", text, exported)
    if isinstance(document, dict):
        for name in LISTS + ("events",):
            if isinstance(document.get(name), list):
                raws = [element(r) for r in document[name]]
                return Source(path, "json", "events" if name == "events" else kind(raws), raws, exported)
        return Source(path, "json", kind([document]), [element(document)])
    raws = [element(r) for r in document]
    return Source(path, "json", kind(raws), raws)


def element(value):
    return encoded(value) if isinstance(value, dict) else "malformed-record"


def encoded(raw):
    return "invalid-encoding" if any("\udc80" <= c <= "\udcff" for c in json.dumps(raw, ensure_ascii=False)) else raw


def kind(raws):
    records = [r for r in raws if isinstance(r, dict)]
    if any(isinstance(r, providers.Content) for r in raws) or any(map(providers.is_response, records)): return "agent-output"
    return "events" if records and all("event" in r and "at" in r for r in records) else "tasks"


def bare(name):
    return name.rpartition("}")[2].rpartition(":")[2]


def of_xml(path, data):
    root = ET.fromstring(data)
    raws, events = [], False
    holders = [root] + [c for c in root if bare(c.tag) in ("tasks", "events")]
    holders += [t for d in root.iter() for t in d if bare(t.tag) == "table_data" and t.get("name") == "tasks"]
    for holder in holders:
        for child in holder:
            if bare(child.tag) == "event": events = True
            elif bare(child.tag) not in TASK_ELEMENTS: continue
            raws.append(xml_record(child))
    if raws and all(map(providers.is_proposal, raws)): return answer(path, "xml", decoded(data))
    return Source(path, "xml", "events" if events else "tasks", raws)


def xml_record(node):
    raw = {bare(k): v for k, v in node.attrib.items()}
    for field in node:
        name = field.get("name") if bare(field.tag) == "field" else bare(field.tag)
        if any(bare(k) == "nil" and v in ("true", "1") for k, v in field.attrib.items()): continue
        raw[name] = xml_value(field)
    return raw


def xml_value(node):
    if len(node) == 0: return node.text or ""
    if bare(node.tag) == "tags": return [c.text or "" for c in node]
    return {bare(c.tag): xml_value(c) for c in node}
