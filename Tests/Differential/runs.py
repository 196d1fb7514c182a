"""Worlds written plainly, and the program run over what was written."""
import json
import os
import subprocess
import tempfile

from world import EVENT_FIELDS, TASK_FIELDS


def put(folder, path, data):
    full = os.path.join(folder, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as f: f.write(data)
    return path


def plain(folder, batches):
    """A file of JSON lines for each batch, under the names and values of the specification. Gives the paths."""
    paths = []
    for i, batch in enumerate(batches):
        fields = TASK_FIELDS if batch.kind == "tasks" else EVENT_FIELDS
        lines = [json.dumps({f: row[f] for f in fields if row[f] is not None}) + "\n" for row in batch.rows]
        exported = f"-{batch.exported:%Y-%m-%dT%H%M}" if batch.exported else ""
        paths.append(put(folder, f"in/{i}{exported}.ndjson", "".join(lines).encode()))
    return paths


def report(command, folder, given=None):
    """(the report without what tells of places, what became of the process) of a run in a folder; `given` is its standard input."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("NEXO_") and k != "SOURCE_DATE_EPOCH"}
    with tempfile.TemporaryFile() as source:
        source.write(given or b"")
        source.seek(0)
        done = subprocess.run(command, cwd=folder, env=clean, stdin=source, capture_output=True)
    path = os.path.join(folder, "out", "report.json")
    if not os.path.exists(path):
        said = {} if done.returncode == 65 else {"said": done.stderr.decode("utf-8", "replace")[:600]}
        return {"exit": done.returncode} | said, done
    with open(path, encoding="utf-8") as f: found = json.load(f)
    del found["inputs"]
    for finding in found["findings"]: del finding["examples"]
    return found | {"exit": done.returncode}, done


def differences(want, got, at=""):
    """Lines that tell where two values differ."""
    if isinstance(want, dict) and isinstance(got, dict):
        for k in want | got:
            if k not in want or k not in got: yield f"{at}.{k}: only {'there' if k in got else 'plain'}: {(got if k in got else want)[k]!r:.600}"
            else: yield from differences(want[k], got[k], f"{at}.{k}")
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for i, (a, b) in enumerate(zip(want, got)): yield from differences(a, b, f"{at}[{i}]")
    elif want != got or type(want) is not type(got): yield f"{at}: plain {want!r:.200}, got {got!r:.200}"
