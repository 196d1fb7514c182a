"""What the program prints: whatever texts it is given, nothing that steers a terminal, and all that it would say of plain words."""
import csv
import io
import json
import os

import shown

# Texts to hand over as arguments: together they hold what a terminal must not see.
ARGUMENTS = ["\x1b[31mred\x1b]0;t\x07\x9b2J\x90q\x9c", "\u202egpj.exe\u2066\u2069\u200f\u061c\u2028x\u0085", "a\rb\nc\td\x7f\b", "'\"<b>`$(id)\\"]


def check(check):
    pair = check.pair

    def run(*arguments, **more):
        """Both runs' output, once it is clean."""
        both = [pair.command(folder, *(a(say) if callable(a) else a for a in arguments), **more)
                for folder, say in ((pair.plain, pair.word), (pair.hostile, pair.says))]
        name = " ".join(str(a) for a in arguments if not callable(a))
        if both[0].returncode != both[1].returncode or both[1].returncode not in (0, 65): check.fault(f"{name}: exit", both[0].returncode, (both[1].returncode, both[1].stderr[:200]))
        for done in both: clean(check, name, done)
        return name, both

    def said(name, both):
        """Lines on standard error, each as its twin with other words."""
        plain, hostile = (done.stderr.decode().split("\n") for done in both)
        if len(plain) != len(hostile): check.fault(f"{name}: lines", len(plain), len(hostile))
        check.rows(name, [[a] for a in plain], [[b] for b in hostile], shown.terminal)

    for arguments in (("check", "input", "--verbose"), ("report", "input", "-o", "out2", "--verbose")): said(*run(*arguments))
    every = ("tasks", "input", "--limit", "100000")
    for arguments in (("status", "input"), ("metrics", "input"), ("activate", "input"), (*every, "--output-format", "json")):
        name, both = run(*arguments)
        if not both[1].returncode: check.data(name, *(json.loads(done.stdout) for done in both))
        said(name, both)
    name, both = run(*every, "--output-format", "csv")
    check.rows(name, *(list(csv.reader(io.StringIO(done.stdout.decode(), newline=""), strict=True)) for done in both), shown.table)
    for width in ("", "40", "100"):
        name, both = run(*every, COLUMNS=width)
        lines = [len(done.stdout.decode().split("\n")) for done in both]
        if lines[0] != lines[1] or lines[0] < 3: check.fault(f"{name}: lines", *lines)
    whole = [i for i in range(len(pair.says.texts)) if fit(pair.says("d", i)) == pair.says("d", i)]
    for i in whole[::max(1, len(whole) // 4)]:
        for form in ("text", "json"): run("explain", "task", lambda say: fit(say("d", i)), "input", "--output-format", form)
    for text in ARGUMENTS: arguments_of(check, text)


def fit(text):
    """An argument of a command: no NUL, no half of a pair, no option."""
    text = "".join(c for c in text if c != "\0" and not 0xD800 <= ord(c) < 0xE000)
    return text if not text.startswith("-") else "x" + text


def arguments_of(check, text):
    """A text as an argument of each kind: refused, or not found, in clean words."""
    folder, file = check.pair.hostile, text.replace("/", "")
    with open(os.path.join(folder, file + ".yml"), "w", encoding="utf-8") as f: f.write(f"{json.dumps(text)}: 1\ntimezone: {json.dumps(text)}\n")
    with open(os.path.join(folder, file + ".bin"), "w", encoding="utf-8") as f: f.write("nothing that can be read " + text)
    with open(os.path.join(folder, file + ".csv"), "w", encoding="utf-8") as f: f.write("id,status\n\"" + text)
    with open(os.path.join(folder, file + ".json"), "w", encoding="utf-8") as f: f.write("[{\"" + text)
    with open(os.path.join(folder, file + ".xml"), "w", encoding="utf-8") as f: f.write("<tasks><" + text)
    with open(os.path.join(folder, "small.ndjson"), "w", encoding="utf-8") as f:
        f.write(json.dumps({"id": "1", "status": "pending", "created_by_agent": "x" + text, "channel": "y" + text, "title": text, "created_at": 1767571200}) + "\n")
    small = "small.ndjson"
    for line in (
        ["report", text, "-o", "none"], ["check", file + ".bin"], ["check", file + ".csv"], ["check", file + ".json"], ["check", file + ".xml"],
        ["check", small, "--config", file + ".yml"], ["check", small, "--config", text], ["tasks", small, "--agent", text], ["tasks", small, "--channel", text],
        ["tasks", small, "--status", text], ["explain", "task", text, small], ["explain", "agent", text, small], ["metrics", small, "--agent", text],
        ["metrics", small, "--channel", text], ["report", small, "-o", "none", "--as-of", text], ["report", small, "-o", "none", "--timezone", text],
        ["report", small, "-o", "none", "--fail-on", text], ["report", small, "-o", "none", "--locale", text], ["report", small, "-o", "none", "--formats", text],
        ["report", small, "-o", "none", "--role", text], ["report", small, "-o", "none", "--channels", text], ["check", small, "--jobs", text],
        ["check", small, "--format", text], ["check", small, "--kind", text], ["check", small, "--" + text], [text], ["schema", text], ["render", text, "-o", "none"],
        ["report", small, "-o", "none", "--templates", text], ["templates", "--check", text], ["report", small, "-o", file + ".bin"], ["explain", text, text],
        ["tasks", small, "--limit", text], ["metrics", small, "--role", "user", "--agent", text], ["report", small, "-o", "none", "--from", text, "--to", text],
    ):
        done = check.pair.command(folder, *line, config=False)
        check.compared += 1
        if done.returncode not in (0, 64, 65, 66, 73, 74, 77, 78): check.fault(f"{line!a}: exit", "one of a refusal", done.returncode)
        clean(check, ascii(line), done)
    for name in ("NEXO_TIMEZONE", "NEXO_LOCALE", "NEXO_JOBS", "NEXO_FAIL_ON", "NEXO_FORMATS", "NEXO_CONFIG", "NEXO_TEMPLATES", "NEXO_ROLE", "SOURCE_DATE_EPOCH"):
        clean(check, f"{name}={text!a}", check.pair.command(folder, "report", small, "-o", "none", config=False, **{name: text}))


def clean(check, name, done):
    for stream in (done.stdout, done.stderr):
        text = stream.decode("utf-8", "replace")
        found = [c for c in text if shown.steers(c) and c != "\n"]
        if "--output-format csv" in name: found = [c for c in found if ord(c) < 0x20 and c not in "\t\r"]
        if found: check.fault(f"{name}: steers a terminal", "nothing of", (found[:5], text[max(0, text.index(found[0]) - 60):][:120]))
