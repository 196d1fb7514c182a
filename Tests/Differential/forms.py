"""Records to files: CSV, JSON, NDJSON, XML and SQLite, in all the ways in which other systems write them.

Every writer takes (r, fields, rows of (name, value) pairs, exported) and gives text, or bytes where the encoding is decided."""
import json
import os
import sqlite3
import tempfile

from spellings import Bare


def compact(value): return json.dumps(value, ensure_ascii=False)


def flat(r, value):
    """A value as one text."""
    if value is None: return ""
    if isinstance(value, list): return r.choice((compact(value), "|".join(value))) if all(isinstance(v, str) for v in value) else compact(value)
    return compact(value) if isinstance(value, dict) else str(value)


def spaced(r, text): return r.choice((" ", "", "  ", "\t")) + text + r.choice((" ", "", " ")) if r.random() < 0.05 else text


# CSV

def heading(r, name):
    """Names of columns match whatever their case, and a space or a hyphen for `_`."""
    text = r.choice((name, name, name.upper(), name.lower(), name.title()))
    return text.replace("_", r.choice(("_", "_", " ", "-")))


def csv(r, rows, events=False):
    mark, end, quoting = r.choice(",;\t"), r.choice(("\n", "\n", "\r\n", "\r")), r.randrange(3)
    columns = [name for name, _ in rows[0]]
    r.shuffle(columns)
    headings = [heading(r, c) for c in columns]
    if r.random() < 0.3: columns, headings = columns + [None], headings + [r.choice(("extra", "Observação", "a;b|c,d", "total (R$)"))]

    def cell(text):
        must = any(c in text for c in mark + '"\r\n') or text != text.strip()
        return '"' + text.replace('"', '""') + '"' if must or quoting == 2 or (quoting == 1 and r.random() < 0.5) else text

    def line(texts): return mark.join(map(cell, texts))
    lines = [line(headings)]
    for row in rows:
        given = dict(row)
        lines.append(line([spaced(r, flat(r, given.get(c))) if c else r.choice(("", "x", f'1{mark}"2"')) for c in columns]))
        if r.random() < 0.02: lines.append("")
    return end.join(lines) + r.choice((end, end, ""))


# JSON

def quoted(r, text, plain):
    """A string, with escapes where none is needed."""
    out = json.dumps(text, ensure_ascii=r.random() < 0.3)
    if plain: return out
    out = out.replace("/", "\\/") if r.random() < 0.5 else out
    at = r.randrange(len(text) + 1)
    if at < len(text) and text[at] < "\x7f": out = json.dumps(text[:at])[:-1] + f"\\u{ord(text[at]):04{r.choice('xX')}}" + json.dumps(text[at + 1:])[1:]
    return out


def token(r, value, plain):
    if value is None: return r.choice(("null", "null", '""'))
    if isinstance(value, (list, dict)):
        return compact(value) if r.random() < 0.7 else json.dumps(value, indent=r.choice((None, 1)), ensure_ascii=r.random() < 0.5).replace("\n", r.choice(("\n", " ")) if not plain else " ")
    if isinstance(value, Bare) and r.random() < 0.7 and is_token(value): return str(value)
    return quoted(r, spaced(r, value), plain)


def is_token(text):
    try: return json.loads(text) is not None and not isinstance(json.loads(text), (str, list, dict)) and text not in ("NaN", "Infinity", "-Infinity")
    except ValueError: return False


def json_object(r, pairs, plain, lines=False):
    """`lines`: without line ends, for NDJSON."""
    members = [(n, v) for n, v in pairs if v is not None or r.random() < 0.3]
    r.shuffle(members)
    if r.random() < 0.1: members.insert(r.randrange(len(members) + 1), (r.choice(("extra", "ID", "Status", "createdat", "created at")), r.choice((Bare("1e400"), [[{"id": "no"}]], {"tasks": [{"id": "no"}]}, "x"))))
    # Of repeated keys the last counts.
    if members and r.random() < 0.1: members.insert(0, (r.choice(members)[0], r.choice((Bare("12"), "twice", {"x": "y"}))))
    gap = r.choice(("", " ", " ", "\t")) if lines or plain else r.choice(("", " ", "\n  ", "\r\n\t"))
    body = ("," + gap).join(quoted(r, n, plain or r.random() < 0.9) + r.choice((":", ": ", " :")) + token(r, v, plain) for n, v in members)
    text = "{" + gap + body + gap + "}"
    return text.replace("\r", " ").replace("\n", " ") if lines else text


def ndjson(r, rows, events=False):
    plain, end = r.random() < 0.5, r.choice(("\n", "\n", "\r\n", "\n\n", " \n"))
    return end.join(json_object(r, row, plain, lines=True) for row in rows) + r.choice((end, end, ""))


def json_list(r, rows, events=False, exported=None):
    """An array, or an object with it; `exported` beside it."""
    plain = r.random() < 0.5
    objects = [json_object(r, row, plain) for row in rows]
    if len(rows) == 1 and exported is None and not events and r.random() < 0.4: return objects[0] + r.choice(("", "\n"))
    text = "[" + r.choice(("", "\n", " ")) + r.choice((",", ",\n", ", \r\n", " , ")).join(objects) + r.choice(("", "\n")) + "]"
    if exported is None and r.random() < 0.5: return text + r.choice(("", "\n", " \n"))
    key = quoted(r, "events" if events else r.choice(("tasks", "data", "items", "rows")), r.random() < 0.9)
    others = [] if exported is None else [f"{quoted(r, 'exported_at', r.random() < 0.9)}: {token(r, exported, True)}"]
    if r.random() < 0.4: others.append(r.choice(('"count": 3', '"meta": {"tasks": [{"id": "no"}], "exported_at": "2001-01-01"}', '"note": "[{\\"id\\": \\"no\\"}]"', '"next": null')))
    r.shuffle(others)
    cut = r.randrange(len(others) + 1)
    return "{" + r.choice((",", ",\n", " , ")).join(others[:cut] + [f"{key}:{text}"] + others[cut:]) + "}"


def postgres_json(r, rows, events=False):
    """As json_agg writes it: nulls and all, a comma and a line end between."""
    return "[" + ", \n ".join("{" + ",".join(f'{compact(n)}:{compact(v)}' for n, v in row) + "}" for row in rows) + "]"


# XML

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


class Xml:
    def __init__(self, r, encoding): self.r, self.encoding = r, encoding

    def escaped(self, text, attribute=False):
        r, out = self.r, []
        for c in text:
            if c in "<&" or c == "\r" or (attribute and c in '"\n\t'): out.append({"<": "&lt;", "&": "&amp;", '"': "&quot;"}.get(c, f"&#{ord(c)};"))
            elif c == ">": out.append("&gt;")
            elif not self.holds(c) or r.random() < 0.01: out.append(r.choice((f"&#{ord(c)};", f"&#x{ord(c):x};")))
            else: out.append(c)
        return "".join(out)

    def holds(self, c):
        try: c.encode(self.encoding)
        except UnicodeEncodeError: return False
        return True

    def text(self, text):
        r = self.r
        text = spaced(r, text)
        if "\r" not in text and all(map(self.holds, text)) and r.random() < 0.15:
            text, rest = (text, "") if r.random() < 0.7 else (text[:len(text) // 2], text[len(text) // 2:])
            return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>" + self.escaped(rest)
        if text and r.random() < 0.03:
            at = r.randrange(len(text) + 1)
            return self.escaped(text[:at]) + r.choice(("<!-- <task/> -->", "<?php x?>")) + self.escaped(text[at:])
        return self.escaped(text)

    def content(self, name, value):
        """What stands in an element of this name."""
        if isinstance(value, list) and name == "tags" and value and self.r.random() < 0.5: return "".join(f"<tag>{self.text(v)}</tag>" for v in value)
        if isinstance(value, dict) and self.r.random() < 0.5: return "".join(f"<{k}>{self.text(str(v))}</{k}>" for k, v in value.items())
        return self.text(flat(self.r, value))

    def record(self, name, pairs, style, p):
        """style: elements, attributes, both, or field elements; `p` is a namespace's prefix."""
        r, attributes, elements = self.r, [], []
        pairs = [(n, v) for n, v in pairs if v is not None or r.random() < 0.4]
        r.shuffle(pairs)
        for n, v in pairs:
            if style == "attributes" or (style == "both" and r.random() < 0.5): attributes.append(f' {n}="{self.escaped(flat(r, v), True)}"')
            elif style == "fields":
                elements.append(f'<field name="{n}"' + (r.choice((' xsi:nil="true" />', "></field>")) if v is None else f">{self.content(n, v)}</field>"))
            elif v is None: elements.append(r.choice((f"<{p}{n}/>", f"<{p}{n}></{p}{n}>", f'<{p}{n} xsi:nil="true"/>', f'<{p}{n} xsi:nil="1"></{p}{n}>')))
            else: elements.append(f"<{p}{n}>{self.content(n, v)}</{p}{n}>")
        if r.random() < 0.1: elements.append(r.choice((f"<{p}history><task><id>no</id></task></{p}history>", "<note>x<b>y</b>z</note>", "<!-- <id>no</id> -->", f"<{p}Status>x</{p}Status>")))
        gap = r.choice(("", "\n", "\n    ", "\r\n\t"))
        if not elements: return f"<{p}{name}{''.join(attributes)}/>"
        return f"<{p}{name}{''.join(attributes)}>" + gap + gap.join(elements) + gap + f"</{p}{name}>"

    def document(self, rows, events):
        r = self.r
        way = r.choice(("plain", "plain", "nested", "prefixed") if events else ("plain", "plain", "nested", "prefixed", "mysqldump", "mysql", "postgres"))
        p, name = ("n:", "event" if events else "task") if way == "prefixed" else ("", "event" if events else r.choice(("task", "row", "record", "item")))
        style, holder = r.choice(("elements", "elements", "attributes", "both", "fields")), "events" if events else "tasks"
        if way in ("mysqldump", "mysql"): name, style = "row", "fields"
        if way == "postgres": name, style = "row", "elements"
        inner = [self.record(name, row, style, p) for row in rows]
        if r.random() < 0.2: inner.insert(r.randrange(len(inner) + 1), r.choice(("<!-- <task><id>no</id></task> -->", "<info><task><id>no</id></task></info>", "<?pi <task/> ?>")))
        records = r.choice(("", "\n", "\r\n  ")).join(inner)
        if way == "plain": root = r.choice(("tasks", "export", "Tarefas")); return f"<{root} {XSI}>{records}</{root}>"
        if way == "nested": return f"<export {XSI}><when>today</when><{holder}>\n{records}</{holder}></export>"
        if way == "prefixed": return f'<n:tasks {XSI} xmlns:n="urn:x">{records}</n:tasks>'
        if way == "mysql": return f'<resultset statement="SELECT * FROM tasks WHERE id &lt;&gt; 1" {XSI}>\n  {records}\n</resultset>'
        if way == "postgres": return f"<tasks {XSI}>\n\n{records}\n</tasks>"
        return (f'<mysqldump {XSI}>\n<database name="manager">\n\t<table_structure name="tasks">\n\t\t<field Field="id" Type="int" Null="NO" />\n'
                f'\t\t<options Name="tasks" Engine="InnoDB" />\n\t</table_structure>\n\t<table_data name="others"><row><field name="id">no</field></row></table_data>\n'
                f'\t<table_data name="tasks">\n\t{records}\n\t</table_data>\n</database>\n</mysqldump>')


def xml(r, rows, events=False):
    """Bytes, since the declaration names their encoding."""
    encoding = r.choice(("utf-8",) * 5 + ("iso-8859-1", "windows-1252", "us-ascii", "utf-16-le", "utf-16-be"))
    body = Xml(r, encoding).document(rows, events)
    if encoding.startswith("utf-16"):
        text = "\ufeff" + r.choice(('<?xml version="1.0" encoding="UTF-16"?>\n', "")) + body
        return text.encode(encoding)
    declaration = r.choice((f'<?xml version="1.0" encoding="{cased(r, encoding)}"?>', f"<?xml version='1.0' encoding='{encoding}' standalone='yes' ?>\n"))
    if encoding == "utf-8": declaration = r.choice((declaration, "", '<?xml version="1.0"?>\r\n', "\ufeff" + declaration, "<!-- export -->\n"))
    return (declaration + body + r.choice(("", "\n", "\n<!-- end -->\n"))).encode(encoding)


def cased(r, text): return r.choice((text, text.upper()))


# SQLite

def stored(r, name, kind, value):
    """A value of one of SQLite's types that reads as the same. A column of text would keep a real as text."""
    if isinstance(value, Bare) and r.random() < 0.6:
        if name.startswith("admin") and value.lower() in ("true", "false"): return int(value.lower() == "true")
        if value.isascii() and value.isdecimal() and str(int(value)) == value and int(value) < 1 << 53: return float(value) if kind in ("", " NUMERIC") and int(value) > 1 << 30 and r.random() < 0.3 else int(value)
    return None if value is None else spaced(r, flat(r, value))


def sqlite(r, rows, events=False):
    columns = [name for name, _ in rows[0]]
    r.shuffle(columns)
    ids = [str(dict(row).get("id")) for row in rows]
    is_key = columns.count("id") == 1 and all(i.isdecimal() and str(int(i)) == i for i in ids) and len(set(ids)) == len(ids)
    quote = lambda name: '"' + heading(r, name) + '"'
    types = [r.choice((" INTEGER PRIMARY KEY", " TEXT PRIMARY KEY")) if c == "id" and is_key and r.random() < 0.7 else r.choice(("", " TEXT", " NUMERIC" if c.endswith(("_at", "At")) else " VARCHAR(9)")) for c in columns]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "t.db")
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("pragma synchronous = off")
        db.execute(f"pragma page_size = {r.choice((512, 1024, 4096, 65536))}")
        if r.random() < 0.2: db.execute(f"pragma encoding = '{r.choice(('UTF-16le', 'UTF-16be'))}'")
        if r.random() < 0.2: db.execute("pragma auto_vacuum = full")
        db.execute("create table " + r.choice(("other", "a")) + " (id, status)")
        heads = [quote(c) for c in columns]
        late = r.randrange(1, len(columns)) if r.random() < 0.2 and not types[-1].endswith("KEY") else len(columns)
        db.execute("create table tasks (" + ", ".join(h + t for h, t in zip(heads, types)) + (", extra" if late == len(columns) else "") + ")")
        if r.random() < 0.3: db.execute(f"create index i on tasks ({heads[0]})")
        for row in rows:
            given = dict(row)
            db.execute(f"insert into tasks ({', '.join(heads)}) values ({', '.join('?' * len(columns))})", [stored(r, c, t, given.get(c)) for c, t in zip(columns, types)])
        if late < len(columns): db.execute("alter table tasks add column later text default 'x'")
        if r.random() < 0.3: db.execute("delete from tasks where rowid in (select 0)")
        if r.random() < 0.3: db.execute("vacuum")
        db.close()
        with open(path, "rb") as f: return f.read()
