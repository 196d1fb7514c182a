"""What grows with the number of names, of places and of records: bytes of memory for each, and instructions in proportion."""
import json
import os
import tempfile
from dataclasses import dataclass
from typing import Callable

import measure
from cases import HEADER

DAY = "2026-02-24T09:45:00Z"


@dataclass
class Growth:
    name: str
    lines: Callable         # the lines of a file for a count
    file: str
    each: int               # at most so many bytes of memory for each
    small: int              # how many in a test
    full: int               # and in a long run
    says: str = ""          # a finding that must be there
    count: int = 0

    def problems(self, nexo, tells):
        problems = []
        before = self.run(nexo, 1000)
        after = self.run(nexo, self.count)
        said = after.said
        each = (after.megabytes - before.megabytes) * 1024 * 1024 / self.count
        if tells:
            print(f"{self.name}: {each:.0f} bytes for each of {self.count}; {after.megabytes} MB, {after.seconds:.1f} s", flush=True)
        if each > self.each: problems.append(f"{each:.0f} bytes for each of {self.count} instead of at most {self.each}")
        if self.says and self.says not in said: problems.append(f"does not say {self.says!r}: {said[-500:]}")
        if self.count == self.full and measure.can_count(): problems += self.work(nexo)
        return problems

    def run(self, nexo, count):
        with tempfile.TemporaryDirectory(prefix="nexo-attack-") as folder:
            self.make(folder, count)
            outcome = measure.run([nexo] + self.arguments, folder, 7200)
            if outcome.status not in (0, 65): raise RuntimeError(f"{self.name}: status {outcome.status}: {outcome.said[-500:]}")
            return outcome

    @property
    def arguments(self): return ["report", self.file, "-o", "out", "--formats", "md", "--jobs", "1"]

    def make(self, folder, count):
        with open(os.path.join(folder, self.file), "w") as out:
            for line in self.lines(count): out.write(line)

    def work(self, nexo):
        """Whether twice as many take no more than twice the instructions, and a little for sorting."""
        counts = []
        for count in (4000, 8000, 16000):
            with tempfile.TemporaryDirectory(prefix="nexo-attack-") as folder:
                self.make(folder, count)
                counts.append(measure.instructions([nexo] + self.arguments, folder))
        first, second = counts[1] - counts[0], counts[2] - counts[1]
        if second > 2.5 * first: return [f"instructions grow from {first} to {second} when the count doubles"]
        return []


def csv(line):
    def lines(count):
        yield HEADER
        for i in range(count): yield line(i)
    return lines


def ndjson(value):
    def lines(count):
        for i in range(count): yield json.dumps(value(i)) + "\n"
    return lines


def said(i, **more):
    return {"agent": "alex", "content": '[{"title":"x"}]', "created_at": DAY, **more}


def growths(full):
    million = 1_000_000
    found = [
        Growth("names: channels", csv(lambda i: f"t{i},pending,{DAY},channel-number-{i},alex,x\n"), "a.csv", 300, 50_000, 10 * million, "[unregistered-channel]"),
        Growth("names: agents", csv(lambda i: f"t{i},pending,{DAY},amazon,agent-number-{i},x\n"), "a.csv", 300, 50_000, 10 * million, "[unregistered-agent]"),
        Growth("names: models", ndjson(lambda i: {"type": "message", "id": f"m{i}", "model": f"model-{i}", "custom_id": "alex", "content": [{"type": "text", "text": '[{"title":"x"}]'}]}), "alex.ndjson", 700, 5_000, million),
        Growth("places: faults", csv(lambda i: f"t{i},nope,{DAY},amazon,alex,x\n"), "a.csv", 110, 50_000, 10 * million, "[unknown-status]"),
        Growth("places: contradictions", csv(lambda i: f"t{i},pending,{DAY},amazon,marina,x\n"), "a.csv", 220, 50_000, 10 * million, "[agent-channel-mismatch]"),
        Growth("places: superseded", csv(lambda i: f"t1,pending,2026-02-{i % 28 + 1:02}T09:45:00.{i % 1000:03}Z,amazon,alex,x\n"), "a.csv", 40, 50_000, 10 * million, ""),
        Growth("places: ties", csv(lambda i: f"t{i // 2},pending,{DAY},amazon,alex,x{i}\n"), "a.csv", 400, 30_000, 2 * million),
        Growth("ids: equal but for the end", csv(lambda i: f"{'a' * 150}{i},pending,{DAY},amazon,alex,x\n"), "a.csv", 180, 50_000, 10 * million),
        Growth("ids: of sixteen bytes", csv(lambda i: f"{i:016},pending,{DAY},amazon,alex,x\n"), "a.csv", 180, 50_000, 10 * million),
        Growth("titles: one title for all", ndjson(lambda i: said(i, plan_id=f"p{i % 100}")), "a.ndjson", 260, 10_000, 2 * million),
    ]
    for growth in found: growth.count = growth.full if full else growth.small
    return found
