#!/usr/bin/env python3
"""compare.py FIGURES.json REPORT.json: what the oracle states and the report does not. Exit 1 when anything differs.

Numbers agree within 1e-9; findings agree in codes and counts (the report may say more about each); of an input the path's end
is compared; other keys that only the report has are its own affair."""
import json
import sys

sys.dont_write_bytecode = True


def close(a, b):
    numbers = all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in (a, b))
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)) if numbers else type(a) is type(b) and a == b


def differences(want, got, at=""):
    if isinstance(want, dict):
        for k, v in want.items():
            if not isinstance(got, dict) or k not in got: yield f"{at}.{k}: missing, want {v!r:.80}"
            elif k == "path": yield from () if got[k].endswith(v) else [f"{at}.path: want {v!r}, got {got[k]!r}"]
            else: yield from differences(v, got[k], f"{at}.{k}")
    elif isinstance(want, list):
        if not isinstance(got, list) or len(want) != len(got):
            yield f"{at}: want {len(want)} entries, got {len(got) if isinstance(got, list) else got!r}"
            return
        for i, (a, b) in enumerate(zip(want, got)): yield from differences(a, b, f"{at}[{name(a, i)}]")
    elif isinstance(want, str): yield from () if shown(want) == got else [f"{at}: want {shown(want)!r}, got {got!r}"]
    elif not close(want, got): yield f"{at}: want {want!r}, got {got!r}"


def shown(text):
    """What XML 1.0 cannot hold, the report shows as U+FFFD."""
    return "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in text)


def name(entry, i):
    if not isinstance(entry, dict): return i
    if "date" in entry: return " ".join(filter(None, (entry["date"], entry.get("channel"))))
    return entry.get("agentId") if "agentName" in entry else entry.get("channelName") or entry.get("id") or entry.get("path") or i


def compare(figures, report):
    want, got = dict(figures), dict(report)
    counts = {f["code"]: f["count"] for f in want.pop("findings")}
    have = {f["code"]: f["count"] for f in got.get("findings", [])}
    out = [f"findings.{k}: want {counts.get(k)}, got {have.get(k)}" for k in sorted(counts | have) if counts.get(k) != have.get(k)]
    return out + list(differences(want, got))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as a, open(sys.argv[2], encoding="utf-8") as b: found = compare(json.load(a), json.load(b))
    print("\n".join(found[:60] + [f"{len(found)} differences"]))
    sys.exit(bool(found))
