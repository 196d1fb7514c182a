"""What is compared: each experiment prepares its files, names its jobs, and says what must come of them."""
import glob
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Callable

from measure import Job
from messy import MESSY
from tasks import counts

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL_FILES = 5000


@dataclass
class Experiment:
    name: str
    jobs: list
    # (over, under) by the jobs' names: how many times as long the first takes.
    ratios: list = field(default_factory=list)
    # (over, under): the same by megabytes a second.
    rates: list = field(default_factory=list)
    # (over, under): the same by the most memory.
    peaks: list = field(default_factory=list)
    # Raises SystemExit when what the jobs wrote is not what it must be.
    check: Callable = lambda: None
    # So many times the rounds that were asked for.
    times: int = 1


class Bench:
    """Where things lie, and what is asked for."""

    def __init__(self, nexo, data, rows, seed, forms, without, python, is_messy):
        self.nexo, self.data, self.rows, self.seed, self.forms = os.path.abspath(nexo), os.path.abspath(data), rows, seed, forms
        self.without, self.python, self.is_messy = without, python, is_messy
        os.makedirs(self.data, exist_ok=True)

    # Files

    def tasks(self, form, rows, is_messy=False):
        """A file of tasks, made unless it is there. What another generator made is thrown away."""
        sources = [os.path.join(HERE, name) for name in ("tasks.py", "forms.py", "messy.py")]
        version = hashlib.sha256(b"".join(open(path, "rb").read() for path in sources)).hexdigest()[:8]
        name = f"{'messy' if is_messy else 'clean'}-{form}-{rows}-{self.seed}"
        path = os.path.join(self.data, f"{name}-{version}.{form.split('-')[0]}")
        for old in glob.glob(os.path.join(glob.escape(self.data), f"{name}-????????.*")):
            if old != path: os.remove(old)
        if not os.path.exists(path):
            # In another process, so that this one stays small.
            more = ["--form", form, "--seed", str(self.seed)] + ["--messy"] * is_messy
            subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), str(rows), path, *more], check=True)
        return path

    def out(self, name): return os.path.join(self.data, "out-" + name)

    # Jobs

    def report(self, name, paths, reads, out, *more):
        command = [self.nexo, "report", *paths, "-o", self.out(out), "--formats", "json", "--quiet", *more]
        return Job(name, command, reads, self.data)

    def found(self, out):
        with open(os.path.join(self.out(out), "report.json"), encoding="utf-8") as file: return json.load(file)

    # Experiments

    def form(self, form):
        """The main job beside what one would take instead, over the same file."""
        path = self.tasks(form, self.rows)
        jobs = [self.report("nexo", [path], [path], form),
                self.report("nexo, no hash", [path], [path], form + "-unhashed", "--no-input-hash")]
        experiment = Experiment(form, jobs)
        peer = "xmllint" if form.startswith("xml") else "duckdb"
        duckdb = self.out(f"{form}-duckdb.json")
        if peer not in self.without:
            command = ["xmllint", "--stream", "--noout", "--huge", path] if peer == "xmllint" else [
                self.python, os.path.join(HERE, "duckdb_job.py"), path, form, str(os.cpu_count()), duckdb]
            jobs.append(Job(peer, command, [path], self.data))
            experiment.ratios = [(peer, "nexo"), (peer, "nexo, no hash")]
        if self.is_messy and form in MESSY:
            messy = self.tasks(form, self.rows, is_messy=True)
            jobs.append(self.report("nexo, messy", [messy], [messy], form + "-messy"))
            experiment.rates = [("nexo, messy", "nexo")]

        def check():
            for out in (form, form + "-unhashed"): self.expect(form, self.found(out)["records"], counts(self.rows, False))
            if "duckdb" in (job.name for job in jobs):
                with open(duckdb, encoding="utf-8") as file: other = json.load(file)
                self.expect(form, self.found(form)["records"], counts(self.rows, False) | {
                    "read": other["rows"], "accepted": other["distinct"]})
            if experiment.rates: self.expect(f"{form}, messy", self.found(form + "-messy")["records"], counts(self.rows, True))
        experiment.check = check
        return experiment

    def small_files(self):
        """A night of responses, each in a file of its own, and all in one."""
        number = min(SMALL_FILES, self.rows)
        one = os.path.join(self.data, f"responses-{number}.jsonl")
        many = os.path.join(self.data, f"responses-{number}")
        if not os.path.exists(many):
            with open(one, "wb") as file:
                subprocess.run([sys.executable, os.path.join(HERE, "responses.py"), str(number)], stdout=file, check=True)
            os.makedirs(many + ".partial", exist_ok=True)
            with open(one, "rb") as file:
                for i, line in enumerate(file):
                    with open(os.path.join(many + ".partial", f"{i:06}.jsonl"), "wb") as part: part.write(line)
            os.rename(many + ".partial", many)
        files = sorted(os.path.join(many, name) for name in os.listdir(many))

        def check():
            parts, whole = self.found("many"), self.found("one")
            for report in (parts, whole):
                self.expect("small files", report["records"]["read"], number)
                del report["inputs"]
                for finding in report["findings"]: del finding["examples"]
            self.expect("small files", parts, whole)
        return Experiment(
            "small files", [self.report(f"{number} files", [many], files, "many"), self.report("one file", [one], [one], "one")],
            ratios=[(f"{number} files", "one file")], check=check)

    def growth(self):
        """Four times as many tasks."""
        form = self.forms[0]
        small, large = (self.tasks(form, rows) for rows in (self.rows, 4 * self.rows))

        def check():
            self.expect("growth", self.found("single")["records"], counts(self.rows, False))
            self.expect("growth", self.found("fourfold")["records"], counts(4 * self.rows, False))
        return Experiment(
            f"growth ({form})", [self.report("tasks x 1", [small], [small], "single"), self.report("tasks x 4", [large], [large], "fourfold")],
            ratios=[("tasks x 4", "tasks x 1")], peaks=[("tasks x 4", "tasks x 1")], check=check)

    def start(self):
        """What it takes to begin and to end."""
        return Experiment("start", [Job("nexo --version", [self.nexo, "--version"], [self.nexo], self.data)], times=5)

    def nightly(self):
        """The example of a night, with everything that can be written."""
        folder = os.path.join(os.path.dirname(HERE), "Fixtures", "scenarios", "nightly")
        reads = [os.path.join(place, name) for place, _, names in os.walk(os.path.join(folder, "input")) for name in names]
        command = [self.nexo, "report", "input", "--config", "nexo.yml", "-o", self.out("nightly"), "--quiet",
                   "--formats", "md,html,json,csv,api,mail"]

        def check():
            with open(os.path.join(folder, "expected", "output", "report.json"), encoding="utf-8") as file: expected = json.load(file)
            self.expect("nightly", self.found("nightly")["records"], expected["records"])
        return Experiment("nightly", [Job("nexo, all formats", command, reads, folder)], check=check)

    @staticmethod
    def expect(what, found, wanted):
        if found != wanted: raise SystemExit(f"{what}: nexo found {str(found):.1000}\nbut there are {str(wanted):.1000}")
