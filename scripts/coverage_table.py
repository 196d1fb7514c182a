"""Prints the line coverage of each module of Sources, or the lines of one that no test reaches.

    coverage_table.py LINES.lcov [MODULE]
"""

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "Sources"


def read(path):
    """How often each line of each file was reached: {file: {line: count}}; of several tellings the highest counts."""
    files = defaultdict(lambda: defaultdict(int))
    lines = None
    for row in open(path, encoding="utf-8"):
        if row.startswith("SF:"):
            file = Path(row[3:].strip())
            lines = files[file.relative_to(ROOT)] if file.is_relative_to(ROOT) else None
        elif row.startswith("DA:") and lines is not None:
            line, count = row[3:].split(",")[:2]
            lines[int(line)] = max(lines[int(line)], int(count))
    return files


def table(files):
    """A line a module, a Markdown table."""
    reached, known = defaultdict(int), defaultdict(int)
    for file, lines in files.items():
        known[file.parts[0]] += len(lines)
        reached[file.parts[0]] += sum(count > 0 for count in lines.values())
    print("| module | lines | reached | |\n|---|---|---|---|")
    for module in sorted(known):
        print(f"| {module} | {known[module]} | {reached[module]} | {100 * reached[module] / known[module]:.1f} % |")
    print(f"| all | {sum(known.values())} | {sum(reached.values())} | {100 * sum(reached.values()) / sum(known.values()):.1f} % |")


def missing(files, module):
    """The lines of a module that no test reaches, by file, as ranges."""
    for file in sorted(files):
        lines = files[file]
        missed = sorted(line for line in lines if lines[line] == 0)
        if file.parts[0] != module or not missed:
            continue
        ranges = []
        for line in missed:
            if ranges and line == ranges[-1][1] + 1:
                ranges[-1][1] = line
            else:
                ranges.append([line, line])
        print(f"{file}: {len(missed)} of {len(lines)}: " + ", ".join(f"{a}-{b}" if a < b else f"{a}" for a, b in ranges))


if __name__ == "__main__":
    found = read(sys.argv[1])
    if len(sys.argv) > 2:
        missing(found, sys.argv[2])
    else:
        table(found)
