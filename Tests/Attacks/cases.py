"""The attacks: what is written, what is run, and what must come of it."""
import gzip
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import Callable

HEADER = "id,status,created_at,channel,created_by_agent,title\n"
ROW = "t1,pending,2026-02-24T09:45:00Z,amazon,alex,x\n"
OPEN = '{"id":"t1","status":"pending","created_at":"2026-02-24T09:45:00Z","channel":"amazon","title":"'
ELEMENT = "<id>t1</id><status>pending</status><created_at>2026-02-24</created_at><channel>amazon</channel>"
MEGABYTE = 1 << 20


@dataclass
class Case:
    name: str
    make: Callable            # writes the input into a folder
    arguments: list
    status: int
    says: list
    megabytes: int = 120
    secret: str = ""
    is_large: bool = False


def file(name, *parts):
    """Writes a file: texts, and (text, how often) pairs, which are never held whole."""
    def make(folder):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out: write(out, parts)
    return make


def write(out, parts):
    for part in parts:
        text, count = part if isinstance(part, tuple) else (part, 1)
        at_once = max(1, MEGABYTE // max(1, len(text)))
        while count > 0:
            now = min(count, at_once)
            out.write(text * now)
            count -= now


def files(*makers):
    def make(folder):
        for maker in makers: maker(folder)
    return make


def check(name, *options): return ["check", name, *options]


def all_cases(full, address):
    return entities(address) + nesting(full) + fields(full) + keys(full) + bombs(full)


def entities(address):
    """Entities that expand, files and addresses that a document names: a DOCTYPE is refused before any of it is looked at."""
    secret = "the secret of a neighbour"
    body = f"<tasks><task>{ELEMENT}<title>%s</title></task></tasks>"
    refused = {
        "ten to the nine": '<!DOCTYPE tasks [<!ENTITY a0 "a">' + "".join(
            f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + "]>" + body % "&a9;",
        "quadratic": f'<!DOCTYPE tasks [<!ENTITY a "{"a" * 50_000}">]>' + body % ("&a;" * 50_000),
        "entity that holds itself": '<!DOCTYPE tasks [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' + body % "&a;",
        "entity of a file": '<!DOCTYPE tasks [<!ENTITY a SYSTEM "secret">]>' + body % "&a;",
        "entity of a pipe": '<!DOCTYPE tasks [<!ENTITY a SYSTEM "pipe">]>' + body % "&a;",
        "entity of an address": f'<!DOCTYPE tasks [<!ENTITY a SYSTEM "{address}/a">]>' + body % "&a;",
        "parameter entity": f'<!DOCTYPE tasks [<!ENTITY % a SYSTEM "{address}/a"> %a;]>' + body % "",
        "external subset": f'<!DOCTYPE tasks SYSTEM "{address}/a.dtd">' + body % "",
        "external subset of a pipe": '<!DOCTYPE tasks SYSTEM "pipe">' + body % "",
        "public subset": f'<!DOCTYPE tasks PUBLIC "-//a//b" "{address}/a.dtd">' + body % "",
        "subset in UTF-16": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE tasks SYSTEM "pipe">' + body % "",
    }
    def make(text, encoding="utf-8"):
        def write_all(folder):
            with open(os.path.join(folder, "secret"), "w") as out: out.write(secret)
            # Whoever opens it waits for ever.
            os.mkfifo(os.path.join(folder, "pipe"))
            with open(os.path.join(folder, "tasks.xml"), "w", encoding=encoding) as out: out.write(text)
        return write_all
    report = ["report", "tasks.xml", "-o", "out", "--allow-partial", "--quiet"]
    cases = [
        Case(f"XML: {name}", make(text, "utf-16" if "UTF-16" in name else "utf-8"), report, 0, [], secret=secret)
        for name, text in refused.items()]
    cases += [
        Case(f"XML: {name}, told", make(text, "utf-16" if "UTF-16" in name else "utf-8"), check("tasks.xml"), 65,
             ["tasks.xml:1:", "[refused-doctype]", "hint: "])
        for name, text in refused.items()]
    # What needs no DOCTYPE is text like any other.
    harmless = {
        "inclusion": f'<tasks xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="pipe"/><xi:include href="{address}/a"/>'
                     f'<task>{ELEMENT}<title><xi:include parse="text" href="secret"/></title></task></tasks>',
        "style sheet": f'<?xml-stylesheet type="text/xsl" href="{address}/a.xsl"?>' + body % "x",
        "schema": f'<tasks xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{address}/a.xsd">'
                  f"<task>{ELEMENT}</task></tasks>",
    }
    return cases + [Case(f"XML: {name}", make(text), report, 0, [], secret=secret) for name, text in harmless.items()]


def nesting(full):
    """A million levels of everything; of what an agent said a tenth of that in a test, which runs slow code."""
    deep = 1_000_000
    said = deep if full else deep // 10
    tasks = ["--kind", "tasks"]
    return [
        Case("nesting: lists", file("a.json", ("[", deep), ("]", deep)), check("a.json", *tasks), 65, ["a.json:1:514: ", "512 levels", "[limit-exceeded]"]),
        Case("nesting: objects", file("a.json", ('{"a":', deep), "1", ("}", deep)), check("a.json", *tasks), 65, ["512 levels", "[limit-exceeded]"]),
        Case("nesting: never closed", file("a.json", ("[", deep)), check("a.json", *tasks), 65, ["512 levels", "[limit-exceeded]"]),
        Case("nesting: a value", file("a.json", "[" + OPEN, '","metadata":', ("[", deep), ("]", deep), "}]"), check("a.json"), 65, ["512 levels", "[limit-exceeded]"]),
        Case("nesting: beside the list", file("a.json", '{"a":', ('{"a":', deep), "1", ("}", deep), ',"tasks":[' + OPEN + '"}]}'), check("a.json", *tasks), 65, ["[limit-exceeded]"]),
        Case("nesting: a line", file("a.ndjson", OPEN + '"}\n' + OPEN, '","metadata":', ('{"a":', deep), "1", ("}", deep), "}\n"), check("a.ndjson"), 65, ["a.ndjson:2:", "512 levels", "[malformed-record]", "2 records, 1 quarantined"]),
        Case("nesting: a cell", file("a.csv", "metadata," + HEADER, ("[", deep), ("]", deep), "," + ROW), check("a.csv"), 0, ["[invalid-text-field]"]),
        Case("nesting: elements", file("a.xml", "<tasks>", ("<task>", deep), ("</task>", deep), "</tasks>"), check("a.xml"), 65, ["200 deep", "[limit-exceeded]"]),
        Case("nesting: metadata", file("a.xml", f"<tasks><task>{ELEMENT}<metadata>", ("<a>", deep), ("</a>", deep), "</metadata></task></tasks>"), check("a.xml"), 65, ["200 deep", "[limit-exceeded]"]),
        Case("nesting: a response", file("alex.json", '{"agent":"alex","content":', ("[", deep), ("]", deep), "}"), check("alex.json"), 65, ["512 levels", "[limit-exceeded]"]),
        Case("nesting: a response's text", file("alex.md", ("[", said), ("]", said)), check("alex.md"), 0, ["[no-tasks-found]"]),
        Case("nesting: a text that is never closed", file("alex.md", ('{"tasks":[', said)), check("alex.md"), 65, ["512 levels", "[limit-exceeded]"]),
        Case("nesting: slips in a text", file("alex.md", ("{'a':[", said)), check("alex.md"), 0, ["1 record, 0 quarantined"]),
        Case("nesting: a string that begins again", file("alex.md", ('{"title":"', said)), check("alex.md"), 0, ["1 record, 0 quarantined"], 200),
        Case("nesting: fences", file("alex.md", ("```json\n", said)), check("alex.md"), 0, ["[no-tasks-found]"]),
        Case("nesting: task elements", file("alex.md", ("<task>", said)), check("alex.md"), 0, ["[no-tasks-found]"]),
        Case("nesting: tags of a proposed task", file("alex.md", '[{"title":"x","tags":', ("[", said), ("]", said), "}]"), check("alex.md"), 0, ["1 record, 0 quarantined"]),
        Case("nesting: config, lists", files(file("a.csv", HEADER + ROW), file("nexo.yml", ("[", 30_000))), check("a.csv", "--config", "nexo.yml"), 78, ["nexo.yml:1:", "nesting"]),
        Case("nesting: config, a million", files(file("a.csv", HEADER + ROW), file("nexo.yml", ("[", 10 * deep))), check("a.csv", "--config", "nexo.yml"), 78, ["nexo.yml"]),
        Case("nesting: config, dashes", files(file("a.csv", HEADER + ROW), file("nexo.yml", ("- ", 30_000))), check("a.csv", "--config", "nexo.yml"), 78, ["nexo.yml:1:", "nesting"]),
        Case("nesting: config, aliases of aliases", files(file("a.csv", HEADER + ROW), file("nexo.yml", "a: &a [x,x,x,x,x,x,x,x,x]\n", *(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)))), check("a.csv", "--config", "nexo.yml"), 78, ["unknown key"]),
        Case("nesting: report.json", file("report.json", ('{"a":', deep)), ["render", "report.json", "-o", "out"], 65, ["nested too deep"]),
        Case("nesting: a template", file("mine/html/index.html.mustache", "{{%CONTENT_TYPE:HTML}}\n", ("{{#agents}}", 20_000)), ["templates", "--check", "mine"], 78, ["nested more than 100 deep"]),
    ]


def fields(full):
    """A field of a gigabyte, in a test some megabytes beyond the limit of a record, wherever a field may be."""
    size = (1024 if full else 48) * MEGABYTE
    tasks = ["--kind", "tasks"]
    large = "[record-too-large]"
    def case(name, make, arguments, status, says, **more):
        return Case(f"size: {name}", make, arguments, status, says, is_large=True, **more)
    def both(name, maker, path, **more):
        # check tells; report keeps the record, whole, in quarantine.ndjson.
        return [case(name, maker, check(path, *tasks), 65, [f"{path}:", large, "1 quarantined"], **more),
                case(name + ", kept", maker, ["report", path, "sound.csv", "-o", "out", *tasks, "--quiet"], 0, [], **more)]
    def with_sound(maker): return files(maker, file("sound.csv", HEADER + ROW.replace("t1", "t9")))
    start = HEADER + "t0,pending,2026-02-24T09:45:00Z,amazon,alex,"
    cases = []
    cases += both("a cell", with_sound(file("a.csv", start, ("x", size), "\n" + ROW)), "a.csv")
    cases += both("a cell in quotes", with_sound(file("a.csv", start + '"', ('""', size // 2), '"\n' + ROW)), "a.csv")
    cases += both("a string", with_sound(file("a.json", "[" + OPEN, ("x", size), '"},\n' + OPEN + '"}]')), "a.json")
    cases += both("a line", with_sound(file("a.ndjson", OPEN, ("\\u00e9", size // 6), '"}\n' + OPEN + '"}\n')), "a.ndjson")
    cases += both("an element", with_sound(file("a.xml", f"<tasks><task>{ELEMENT}<title>", ("x&amp;", size // 6), "</title></task></tasks>")), "a.xml")
    cases += [
        case("a quote that is never closed", file("a.csv", start + '"', ("x\n", size // 2)), check("a.csv"), 65, ["a.csv:2:", "[truncated-file]"]),
        case("a header", file("a.csv", "id,status,", ("x", size), "\n" + ROW), check("a.csv", *tasks), 65, ["a.csv:1:1:", "does not end", "[limit-exceeded]"]),
        case("columns", file("a.csv", HEADER.strip(), (",a", size // 2), "\n" + ROW), check("a.csv", *tasks), 65, ["a.csv:1:1:", "more than 100000 columns", "[limit-exceeded]"]),
        case("cells", file("a.csv", HEADER + "t0", (",a", size // 2), "\n" + ROW), check("a.csv", *tasks), 65, [large]),
        case("a key", file("a.json", '[{"', ("k", size), '":1},' + OPEN + '"}]'), check("a.json", *tasks), 65, [large]),
        case("white space", file("a.json", "[", (" \n", size // 2), OPEN + '"}]'), check("a.json", *tasks), 0, ["1 record, 0 quarantined"]),
        case("before the list", file("a.json", '{"a":"', ("x", size), '","tasks":[' + OPEN + '"}]}'), check("a.json", *tasks), 0, ["1 record, 0 quarantined"]),
        case("an attribute", file("a.xml", '<tasks><task id="', ("x", size), '"/></tasks>'), check("a.xml"), 65, ["[limit-exceeded]"]),
        case("a name", file("a.xml", "<tasks><", ("x", size), "/></tasks>"), check("a.xml", *tasks), 65, ["[limit-exceeded]"]),
        case("a comment", file("a.xml", "<tasks><!--", ("x", size), "--></tasks>"), check("a.xml", *tasks), 65, ["[limit-exceeded]"]),
        case("a section of characters", file("a.xml", f"<tasks><task>{ELEMENT}<title><![CDATA[", ("x", size), "]]></title></task></tasks>"), check("a.xml"), 65, ["a.xml:1:", "hint: "]),
        case("a text", file("alex.md", ("x ", size // 2)), check("alex.md"), 65, [large]),
        case("a response", file("a.ndjson", '{"agent":"alex","content":"', ("x", size), '"}\n'), check("a.ndjson"), 65, [large]),
    ]
    return cases


def keys(full):
    """Names that are repeated, or that there are too many of, in one record or document."""
    count = 10_000_000 if full else 100_000
    tasks = ["--kind", "tasks"]
    members = ["%07d" % i for i in range(1000)]
    many = [f'"list-{name}":[],' for name in members]
    return [
        Case("keys: one key, again and again", file("a.json", "[" + OPEN + '"', (',"title":"y"', min(count, 1_000_000)), "}]"), check("a.json"), 0, ["1 record, 0 quarantined"], is_large=full),
        Case("keys: one escaped key, again and again", file("a.ndjson", OPEN + '"', (',"titl\\u0065":"y"', min(count, 800_000)), "}\n"), check("a.ndjson"), 0, ["1 record, 0 quarantined"], is_large=full),
        Case("keys: long equal beginnings", file("a.json", "[" + OPEN + '"', *(f',"{"k" * 2000}{i}":1' for i in range(5000)), "}]"), check("a.json"), 0, ["1 record, 0 quarantined"]),
        Case("keys: lists beside the list", numbered("a.json", "{", '"list-%d":[],', count, f'"tasks":[{OPEN}"}}]}}'), check("a.json", *tasks), 0, ["1 record, 0 quarantined"], is_large=full),
        Case("keys: one column, again and again", file("a.csv", HEADER.strip(), (",title", 20_000), "\n", ROW.strip(), (",y", 20_000), "\n"), check("a.csv"), 0, ["1 record, 0 quarantined"]),
        Case("keys: names of elements", numbered("a.xml", f"<tasks><task>{ELEMENT}</task>", "<n%d/>", count, "</tasks>"), check("a.xml"), 65, ["different names", "[limit-exceeded]"], is_large=full),
        Case("keys: attributes", numbered("a.xml", "<tasks><task ", "n%d='' ", min(count, 1_000_000), "/></tasks>"), check("a.xml"), 65, ["attributes", "[limit-exceeded]"], is_large=full),
        Case("keys: namespaces", numbered("a.xml", "<tasks ", "xmlns:n%d='u%d' ", min(count, 1_000_000), "/>"), check("a.xml", *tasks), 65, ["[limit-exceeded]"], is_large=full),
        Case("keys: columns of the config", files(file("a.csv", HEADER + ROW), numbered("nexo.yml", "aliases:\n", "  a%d: alex\n", 2000, "")), check("a.csv", "--config", "nexo.yml"), 0, []),
    ]


def numbered(name, before, pattern, count, after):
    """A file in which a pattern is repeated with numbers."""
    def make(folder):
        with open(os.path.join(folder, name), "w") as out:
            out.write(before)
            for i in range(count): out.write(pattern.replace("%d", str(i)))
            out.write(after)
    return make


def bombs(full):
    """Small files that are large inside: they take disk, as much as the config allows, and no memory."""
    size = (4096 if full else 160) * MEGABYTE
    limit = file("nexo.yml", f"settings: {{inflatedBytes: {size // 4}}}\n")
    zeros, lines = (b"\0" * MEGABYTE), ROW.encode() * (MEGABYTE // len(ROW))
    def gz(name, head, piece):
        def make(folder):
            with gzip.open(os.path.join(folder, name), "wb", compresslevel=1) as out:
                out.write(head)
                for _ in range(size // len(piece)): out.write(piece)
        return make
    def zst(name, head, piece):
        def make(folder):
            path = os.path.join(folder, name)
            with open(path, "wb") as out:
                with subprocess.Popen(["zstd", "-q", "-1", "-c"], stdin=subprocess.PIPE, stdout=out) as packer:
                    packer.stdin.write(head)
                    for _ in range(size // len(piece)): packer.stdin.write(piece)
                    packer.stdin.close()
        return make
    def inside(maker):
        # Compressed once more.
        def make(folder):
            maker(folder)
            with open(os.path.join(folder, "a.gz"), "rb") as inner, gzip.open(os.path.join(folder, "b.gz"), "wb") as out:
                shutil.copyfileobj(inner, out)
        return make
    cases = []
    for kind, ending in ((gz, "gz"), (zst, "zst")):
        if kind is zst and not shutil.which("zstd"): continue
        cases += [
            Case(f"bomb: zeros, {ending}", kind(f"a.{ending}", b"", zeros), check(f"a.{ending}"), 65, ["is not text"], is_large=full),
            Case(f"bomb: zeros beyond the limit, {ending}", files(kind(f"a.{ending}", b"", zeros), limit), check(f"a.{ending}", "--config", "nexo.yml"), 65, ["inflatedBytes", "[limit-exceeded]"], is_large=full),
            Case(f"bomb: lines, {ending}", files(kind(f"a.csv.{ending}", HEADER.encode(), lines), limit), check(f"a.csv.{ending}", "--config", "nexo.yml"), 65, ["[limit-exceeded]"], is_large=full),
            Case(f"bomb: one record, {ending}", kind(f"a.csv.{ending}", HEADER.encode() + b"t0,", b"x" * MEGABYTE), check(f"a.csv.{ending}"), 65, ["[truncated-file]"], is_large=full),
        ]
    return cases + [Case("bomb: in a bomb", inside(gz("a.gz", b"", zeros)), check("b.gz"), 65, ["compressed twice"], is_large=full)]
