#!/usr/bin/env python3
"""Writes naughty texts (the project's own, or those of a file) wherever an input holds texts, has nexo report on them, and reads
every output back with readers of others: html5lib, cmark-gfm, csv, json. Exit 1, with what differs, when an output says anything but what
it would say of plain words in their places."""
import sys

sys.dont_write_bytecode = True

import argparse
import csv
import io
import json
import os
import tempfile

import naughty
import shown
import terminals
import trees
import twins

# What is computed from the bytes of inputs and of titles.
COMPUTED = {"sha256", "bytes"}


class Check:
    def __init__(self, pair):
        self.pair, self.twin, self.faults, self.compared = pair, pair.twin, [], 0

    def fault(self, where, want, got):
        self.faults.append(f"{where}\n  want {want!a:.300}\n  got  {got!a:.300}")

    def both(self, name):
        """A file of either run."""
        for folder in (self.pair.plain, self.pair.hostile):
            with open(os.path.join(folder, "out", name), encoding="utf-8", newline="") as f: yield f.read()

    def tree(self, name, parse, look, mend=lambda text: text):
        """A page or a Markdown file: the same elements, attributes and texts, and nothing else."""
        (plain, complaints), (hostile, others) = map(parse, self.both(name))
        if complaints or others: self.fault(f"{name}: no sound HTML", complaints[:3], others[:3])
        ids = [value for step in hostile if step[0] == "open" for key, value in step[2] if key == "id"]
        links = [value for step in hostile if step[0] == "open" for key, value in step[2] if key == "href" and value.startswith("#")]
        if len(ids) != len(set(ids)): self.fault(f"{name}: ids", "each once", [i for i in set(ids) if ids.count(i) > 1])
        if {link[1:] for link in links} - set(ids): self.fault(f"{name}: links", "places in the page", sorted({link[1:] for link in links} - set(ids))[:3])
        for number, (want, got) in enumerate(zip(plain, hostile)):
            self.compared += 1
            if want == got: continue
            if want[0] == got[0] == "text" and self.twin.agrees(mend(want[1]), mend(got[1]), worded(want[1], look), mend): continue
            if want[:2] == got[:2] and want[0] == "open" and all(
                    a[0] == b[0] and self.twin.agrees(a[1], b[1], shown.anchor) for a, b in zip(want[2], got[2])) and len(want[2]) == len(got[2]): continue
            self.fault(f"{name}: step {number} after {hostile[max(0, number - 3):number]!a}", want, got)
            if want[:2] != got[:2] and want[0] != "text" or want[0] != got[0]: break
        else:
            if len(plain) != len(hostile): self.fault(f"{name}: steps", len(plain), len(hostile))

    def table(self, name):
        """A table as Python's csv reads it."""
        plain, hostile = (list(csv.reader(io.StringIO(text, newline=""), strict=True)) for text in self.both(name))
        self.rows(name, plain, hostile, shown.table)

    def rows(self, name, plain, hostile, look):
        if list(map(len, plain)) != list(map(len, hostile)): return self.fault(f"{name}: cells", list(map(len, plain)), list(map(len, hostile)))
        for number, (a, b) in enumerate(zip(plain, hostile)):
            for want, got in zip(a, b):
                self.compared += 1
                if not self.twin.agrees(trees.settled(want), trees.settled(got), look): self.fault(f"{name}: row {number}", want, got)

    def data(self, name, plain, hostile, look=shown.xml, mend=trees.settled):
        """Documents as `json` reads them."""
        if type(plain) is not type(hostile): return self.fault(name, plain, hostile)
        if isinstance(plain, dict):
            if len(plain) != len(hostile): return self.fault(name, list(plain), list(hostile))
            for (key, a), (other, b) in zip(plain.items(), hostile.items()):
                if not self.twin.agrees(key, other, look): self.fault(f"{name}: key", key, other)
                elif key == "report": self.markdown_within(f"{name}.{key}", b)
                elif key not in COMPUTED: self.data(f"{name}.{key}", a, b, look, mend)
        elif isinstance(plain, list):
            if len(plain) != len(hostile): return self.fault(name, len(plain), len(hostile))
            for number, (a, b) in enumerate(zip(plain, hostile)): self.data(f"{name}[{number}]", a, b, look, mend)
        elif isinstance(plain, str):
            self.compared += 1
            if not self.twin.agrees(mend(plain), mend(hostile), look): self.fault(name, plain, hostile)
        elif plain != hostile: self.fault(name, plain, hostile)

    def markdown_within(self, name, text):
        """The API's documents hold a report whole."""
        with open(os.path.join(self.pair.hostile, "out", "orchestration.md" if "status" in name else "performance.md"), encoding="utf-8", newline="") as f:
            if f.read() != text: self.fault(name, "the Markdown report", text[:80])

    def json_files(self):
        found = []
        for folder in (self.pair.plain, self.pair.hostile):
            out = os.path.join(folder, "out")
            found.append(sorted(os.path.relpath(os.path.join(place, name), out) for place, _, names in os.walk(out) for name in names))
        if found[0] != found[1]: self.fault("names of files", found[0], found[1])
        for name in found[1]:
            if not name.endswith(".json"): continue
            texts = list(self.both(name))
            self.data(name, *map(json.loads, texts))
            if any(map(shown.steers, texts[1].replace("\n", ""))): self.fault(name, "nothing that steers a terminal", [c for c in texts[1] if shown.steers(c) and c != "\n"][:5])

    def quarantine(self):
        """Records that were not used are kept to the byte."""
        rows = [[json.loads(line) for line in text.split("\n") if line] for text in self.both("quarantine.ndjson")]
        with open(os.path.join(self.pair.hostile, "input", "tasks.ndjson"), encoding="utf-8") as f: given = f.read().split("\n")
        for row in rows[1]:
            if row["record"] != given[row["line"] - 1]: self.fault("quarantine.ndjson", given[row["line"] - 1], row["record"])
        if len(rows[0]) != len(rows[1]) or not rows[1]: self.fault("quarantine.ndjson: rows", len(rows[0]), len(rows[1]))

    def rendered(self):
        """What report.json says is all that the other files say."""
        done = self.pair.command(self.pair.hostile, "render", "out/report.json", "-o", "again", "--locale", self.pair.locale, config=False)
        if done.returncode: return self.fault("render", 0, done.stderr[:300])
        for place, _, names in os.walk(os.path.join(self.pair.hostile, "again")):
            for name in names:
                path = os.path.join(place, name)
                twin = os.path.join(self.pair.hostile, "out", os.path.relpath(path, os.path.join(self.pair.hostile, "again")))
                if name == "manifest.json": continue
                with open(path, "rb") as a, open(twin, "rb") as b:
                    if a.read() != b.read(): self.fault(f"render: {name}", "the same bytes as report", "others")

    def everything(self):
        for name in ("performance", "orchestration", "index", "performance.mail"): self.tree(name + ".html", trees.of_page, shown.html)
        for name in ("performance", "orchestration"): self.tree(name + ".md", trees.of_markdown, shown.markdown, shown.squeezed)
        for name in ("agents", "channels", "daily"): self.table(name + ".csv")
        self.json_files()
        self.quarantine()
        self.rendered()
        terminals.check(self)


def worded(text, look):
    """How words look in the command that makes the report again: as a shell reads them back."""
    return (lambda word: look(word.replace("'", "'\\''"))) if text.startswith("nexo report ") else look


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("nexo")
    options.add_argument("--locale", default="pt-BR")
    options.add_argument("--parity", type=int, default=0, help="0 or 1: of which texts agents and channels of the registry are named; the others' are not registered")
    options.add_argument("--every", type=int, default=1, help="take one text of so many")
    options.add_argument("--texts", help="a JSON list of texts, instead of the project's own")
    options = options.parse_args()
    texts = naughty.distinct(naughty.of_file(options.texts) if options.texts else naughty.OWN)[::options.every]
    with tempfile.TemporaryDirectory() as folder:
        check = Check(twins.Pair(os.path.abspath(options.nexo), folder, texts, options.parity, options.locale))
        check.everything()
    print("\n".join(check.faults[:40]))
    print(f"{len(texts)} texts, {check.compared} places compared, {len(check.faults)} differences")
    sys.exit(bool(check.faults))


if __name__ == "__main__": main()
