"""Runs the program over the hostile input and over its twin, and says which word stands for which text."""
import json
import os
import subprocess

import naughty
import shown
import world


class Pair:
    """Two runs: `hostile` and `plain` are their folders, `twin` compares what they wrote."""

    def __init__(self, nexo, folder, texts, parity, locale):
        self.nexo, self.locale = nexo, locale
        self.hostile, self.plain = os.path.join(folder, "hostile"), os.path.join(folder, "plain")
        self.says = world.Hostile(texts)
        named = {i for i in range(len(texts)) if self.says.named[i]}
        self.registered = {i for i in named if i % 2 == parity}
        self.report = self.run(self.hostile, self.says)
        self.ranks = self.ranked(sorted(named - self.registered))
        self.word = world.Plain(self.says, self.ranks)
        self.plain_report = self.run(self.plain, self.word)
        self.twin = shown.Twin(self.meanings)

    def run(self, folder, say):
        world.write(folder, say, len(self.says.texts), self.registered)
        done = self.command(folder, "report", "input", "-o", "out")
        if done.returncode: raise SystemExit(f"exit {done.returncode}: {done.stderr[:2000]}")
        with open(os.path.join(folder, "report.err"), "wb") as f: f.write(done.stderr)
        with open(os.path.join(folder, "out", "report.json"), encoding="utf-8") as f: return json.load(f)

    def command(self, folder, name, *arguments, config=True, **more):
        """One command of the program, within a folder."""
        line = [self.nexo, name, *arguments] + (["--config", "nexo.yml"] if config else [])
        environment = {"PATH": os.environ["PATH"], "NEXO_LOCALE": self.locale, "NEXO_FORMATS": "md,html,mail,json,csv,api", **more}
        return subprocess.run(line, cwd=folder, env=environment, capture_output=True)

    def ranked(self, unregistered):
        """For each kind that the report sorts: the place of a text's number in that order."""
        say, report = self.says, self.report
        lists = {
            "a": ([a["agentId"] for a in report["agents"] if not a["registered"]], {i: shown.identifier(say("a", i)) for i in unregistered}),
            "c": ([c["channel"] for c in report["channels"] if not c["registered"]], {i: shown.identifier(say("c", i)) for i in unregistered}),
            "f": ([i["path"] for i in report["inputs"]], {i: shown.xml("input/files/" + os.fsdecode(say("f", i)) + " x.ndjson")
                                                           for i in range(len(say.texts)) if say.filed[i]}),
            "m": ([u["model"] for u in report["usage"]], {i: shown.xml(say("m", i)) for i in range(len(say.texts))}),
        }
        ranks = {}
        for kind, (listed, wanted) in lists.items():
            numbers = {}
            for i, text in wanted.items(): numbers.setdefault(text, []).append(i)
            ranks[kind] = {}
            for text in listed:
                if numbers.get(text): ranks[kind][numbers[text].pop(0)] = len(ranks[kind])
            lost = [text for text, left in numbers.items() if left]
            if lost: raise SystemExit(f"report.json lacks these texts (kind {kind}): {lost[:5]!a}")
        for kind in "ac":
            for i in sorted(self.registered): ranks[kind][i] = len(ranks[kind])
        self.numbers = {kind: {rank: i for i, rank in ranks[kind].items()} for kind in ranks}
        return ranks

    def meanings(self, kind, rank):
        i = self.numbers.get(kind, {}).get(rank, rank)
        text = self.says(kind, i)
        if kind == "f": text = os.fsdecode(text)
        found = [shown.xml(text), naughty.whole(text)]
        if kind in "ac" and i not in self.registered: found.insert(0, shown.identifier(text))
        return found
