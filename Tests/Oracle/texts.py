"""From the text of a response to the objects in it that are tasks.

Strict JSON only, by Python's own reader, and JSON that ends too early. What has to be repaired is not repaired here."""
import re
import xml.etree.ElementTree as ET

from strict import DECODER, load

LISTS = ("tasks", "tarefas", "items", "data")
TITLES = ("title", "titulo")
FIELDS = ("description", "descricao", "desc", "details", "priority", "category", "estimatedHours", "estimated_hours", "hours", "tags")
SPACE = " \t\n\r"


class Reading:
    """Objects that are tasks, and whether the JSON that held them was cut off or repaired."""

    def __init__(self, objects=(), truncated=False, repaired=False):
        self.objects, self.truncated, self.repaired = list(objects), truncated, repaired


def read(text):
    """The first step that yields a task decides; within it every block counts."""
    cut = False
    for step in (whole, fenced, outermost, elements):
        found = step(text)
        if found.objects: return found
        cut = cut or found.truncated
    return Reading(truncated=cut)


def whole(text):
    text = text.strip()
    try: return Reading(tasks(load(text)))
    except ValueError: return of_cut(text, 0) or Reading()


def fenced(text):
    found = Reading()
    for block in fences(text):
        one = whole(block)
        if not one.objects: one = outermost(block)
        found.objects += one.objects
        found.truncated |= one.truncated
    return found


def fences(text):
    """Code blocks between lines of three or more backticks or tildes; the last may lack its end."""
    lines, block, opened = text.splitlines(keepends=True), None, ""
    for line in lines:
        mark = re.match(r"\s*(`{3,}|~{3,})(.*)", line)
        if block is None:
            # A line of backticks that holds more of them is code within a line.
            if mark and "`" not in mark[2]: block, opened = [], mark[1]
        elif mark and mark[1].startswith(opened) and not mark[2].strip():
            yield "".join(block)
            block = None
        else: block.append(line)
    if block is not None: yield "".join(block)


def outermost(text):
    """Every array and object that stands in the text, whatever is around it."""
    found, at = Reading(), 0
    while at < len(text):
        if text[at] not in "[{":
            at += 1
            continue
        try:
            value, at = DECODER.raw_decode(text, at)
            found.objects += tasks(value)
        except ValueError:
            one = of_cut(text, at)
            if one: return Reading(found.objects + one.objects, True)
            at += 1
    return found


def elements(text):
    found = []
    for m in re.finditer(r"<task\b[^>]*?(?:/>|>.*?</task\s*>)", text, re.DOTALL):
        try: node = ET.fromstring(m[0])
        except ET.ParseError: continue
        found.append(dict(node.attrib) | {c.tag: [g.text or "" for g in c] if len(c) else c.text or "" for c in node})
    return Reading(o for o in found if is_task(o))


# Where tasks lie in a JSON value.

def tasks(value, depth=1):
    """An array's objects; of an object its list, or itself, or what the objects in it hold (`depth` objects around it so far)."""
    if isinstance(value, list): return [o for v in value if isinstance(v, dict) for o in tasks(v, 2)]
    if not isinstance(value, dict): return []
    for name in LISTS:
        if isinstance(value.get(name), list) and (found := tasks(value[name])): return found
    if is_task(value): return [value]
    if depth == 2: return []
    return [o for v in value.values() if isinstance(v, dict) for o in tasks(v, depth + 1)]


def is_task(value):
    if isinstance(value, Cut): return False
    return title(value) is not None


def title(value):
    names = TITLES + (("name",) if any(value.get(f) not in (None, "") for f in FIELDS) else ())
    return next((t for t in (scalar(value.get(n)) for n in names) if t), None)


def scalar(value):
    """A value's trimmed text, or nothing."""
    if isinstance(value, bool): return "true" if value else "false"
    return str(value).strip() or None if isinstance(value, str) else None


# JSON that ends too early.

class Cut(dict):
    """An object whose end is missing: it may hold a list of tasks, but is none."""


class Ended(Exception): pass


def of_cut(text, at):
    """What is complete in JSON that the text's end cuts off; nothing where it is no such JSON."""
    start = at
    try: value, at, complete = prefix(text, at)
    except (ValueError, Ended): return None
    # An array that the end cuts off before any object is but a bracket in a sentence.
    return None if complete or "{" not in text[start:] else Reading(tasks(value), True)


def prefix(text, at):
    """(value, end, whether it is complete) of the array or object at `at`, which alone may be incomplete."""
    closing = {"[": "]", "{": "}"}.get(text[at:at + 1])
    if closing is None: raise ValueError
    value = [] if closing == "]" else Cut()
    at = blank(text, at + 1)
    while True:
        try:
            if text[spot(text, at)] == closing: return (value if closing == "]" else dict(value)), at + 1, True
            if value:
                if text[at] != ",": raise ValueError
                at = blank(text, at + 1)
            name = None
            if closing == "}":
                name, at = token(text, at)
                at = blank(text, at)
                if text[spot(text, at)] != ":": raise ValueError
                at = blank(text, at + 1)
            if text[spot(text, at)] in "[{": item, at, complete = prefix(text, at)
            else: (item, at), complete = token(text, at), True
        except Ended: return value, len(text), False
        if name is not None: value[name] = item
        else: value.append(item)
        if not complete: return value, len(text), False
        at = blank(text, at)


def token(text, at):
    """A string, number or word that is complete; one that the text's end touches may go on."""
    if text[spot(text, at)] == '"':
        if not re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL).match(text, at): raise Ended
        return DECODER.raw_decode(text, at)
    end = re.compile(r"[^\s,\]}]*").match(text, at).end()
    if end == len(text): raise Ended
    return load(text[at:end]), end


def spot(text, at):
    if at >= len(text): raise Ended
    return at


def blank(text, at):
    while at < len(text) and text[at] in SPACE: at += 1
    return at
