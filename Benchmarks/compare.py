#!/usr/bin/env python3
"""Measures Nexo beside what one would take instead: DuckDB for CSV and JSON, xmllint for XML; beside itself on messy files, on many
small files, on four times as many tasks; its start, and a night.

    make bench
    Benchmarks/compare.py .build/release/nexo --rows 1000000 --rounds 5 --formats csv,xml --json figures.json

Every round runs all programs over the same file in a shuffled order, whole processes, the file read beforehand; ratios are taken
round by round. What Nexo counts must be what DuckDB counts and what the generator wrote, otherwise there are no figures.
"""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys

from experiments import Bench
from forms import CLEAN
from measure import peak, ratio, rounds, seconds

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXPERIMENTS = ["formats", "messy", "small-files", "start", "nightly", "growth"]


def listed(known):
    """Reads a list with commas between, of known words."""
    def read(text):
        words = [word for word in text.split(",") if word]
        for word in words:
            if word not in known: raise argparse.ArgumentTypeError(f"{word!r} is none of {', '.join(known)}")
        return words
    return read


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nexo", help="the executable")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="that count; one more is run before them")
    parser.add_argument("--formats", type=listed(CLEAN), default=["csv", "ndjson", "json", "xml"], metavar="LIST",
                        help=f"of {', '.join(CLEAN)}")
    parser.add_argument("--only", type=listed(EXPERIMENTS), default=EXPERIMENTS[:-1], metavar="LIST",
                        help=f"of {', '.join(EXPERIMENTS)}; growth has to be asked for, as it needs much room")
    parser.add_argument("--without", type=listed(["duckdb", "xmllint"]), default=[], metavar="LIST", help="of duckdb, xmllint")
    parser.add_argument("--seed", type=int, default=1, help="of the data")
    parser.add_argument("--data", default=os.path.join(ROOT, ".build", "bench", "data"), help="where the files are kept")
    parser.add_argument("--json", metavar="FILE", help="write every sample as well")
    given = parser.parse_args()
    if given.rows < 1 or given.rounds < 1: parser.error("at least one row and one round")
    return given


def said(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True, text=True).stdout.strip()


def surroundings(given, python):
    """What ran where."""
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    found = {"processor": model, "cores": os.cpu_count(), "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
             "system": f"{platform.system()} {platform.release()}", "nexo": said([given.nexo, "--version"]).split()[-1]}
    if "duckdb" not in given.without: found["duckdb"] = said([python, "-c", "import duckdb; print(duckdb.__version__)"])
    if "xmllint" not in given.without: found["xmllint"] = said(["xmllint", "--version"]).splitlines()[0].split()[-1]
    return found


def chosen(bench, given):
    """The experiments that were asked for, each prepared when its turn comes."""
    if "formats" in given.only or "messy" in given.only:
        for form in given.formats: yield bench.form(form)
    for name in given.only:
        if name not in ("formats", "messy"): yield getattr(bench, name.replace("-", "_"))()


def row(job, samples):
    """A job's line: medians; of memory the most."""
    seconds = statistics.median(sample.seconds for sample in samples)
    span = f"{min(sample.seconds for sample in samples):.3f}-{max(sample.seconds for sample in samples):.3f}"
    speed = f"{job.size() / seconds / 1e6:7.0f} MB/s" if job.size() > 10_000_000 and "--version" not in job.command else " " * 12
    return (f"  {job.name:18}{seconds:8.3f} s  {span:>15}  {speed}  {statistics.median(sample.cpu for sample in samples):7.3f} s cpu"
            f"  {max(sample.peak for sample in samples) / 1e6:6.0f} MB")


def main():
    given = options()
    python = os.path.join(ROOT, ".build", "bench", "bin", "python")
    if "duckdb" not in given.without and not os.path.exists(python): sys.exit("run scripts/bench-setup first, or --without duckdb")
    if "xmllint" not in given.without and not shutil.which("xmllint"): sys.exit("run scripts/bench-setup first, or --without xmllint")
    bench = Bench(given.nexo, given.data, given.rows, given.seed, given.formats, given.without, python, "messy" in given.only)
    figures = {"machine": surroundings(given, python), "rows": given.rows, "rounds": given.rounds, "experiments": []}
    print(", ".join(f"{name} {value}" for name, value in figures["machine"].items()))
    print(f"{given.rows} tasks, medians of {given.rounds} rounds; least and most; speed; processors; most memory", flush=True)
    for experiment in chosen(bench, given):
        samples = rounds(experiment.jobs, given.rounds * experiment.times)
        experiment.check()
        print(f"\n{experiment.name}")
        for job in experiment.jobs: print(row(job, samples[job.name]))
        sizes = {job.name: job.size() for job in experiment.jobs}
        ratios = [(f"time, {over} / {under}", ratio(samples[over], samples[under], seconds)) for over, under in experiment.ratios]
        # Megabytes a second of one by those of the other.
        ratios += [(f"MB/s, {over} / {under}", ratio(samples[under], samples[over], seconds, sizes[over] / sizes[under]))
                   for over, under in experiment.rates]
        ratios += [(f"memory, {over} / {under}", ratio(samples[over], samples[under], peak)) for over, under in experiment.peaks]
        for name, found in ratios: print(f"  {name:40}{found.median:6.2f}  [{found.low:.2f}-{found.high:.2f}]")
        sys.stdout.flush()
        figures["experiments"].append({
            "name": experiment.name,
            "jobs": [{"name": job.name, "bytes": job.size(), "samples": [sample._asdict() for sample in samples[job.name]]}
                     for job in experiment.jobs],
            "ratios": [{"name": name, **found._asdict()} for name, found in ratios]})
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file: json.dump(figures, file, indent=2)
    print("\nAll counts agree.")


if __name__ == "__main__": main()
